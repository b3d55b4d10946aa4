"""What a zone is for, and what its input may say."""

from enum import StrEnum


class Level(StrEnum):
    """What a zone's input says. Only ``SECURE`` is quiet; none of the others is ever treated as it."""

    SECURE = "secure"
    OPEN = "open"
    TAMPER = "tamper"
    MASKED = "masked"
    FAULT = "fault"
    UNKNOWN = "unknown"  # before the first reading


# What trips a zone. A fault or a missing reading is told, loudly, but is no sign of an intruder.
TRIPPING = frozenset({Level.OPEN, Level.TAMPER, Level.MASKED})


class Kind(StrEnum):
    """How the panel answers when a zone trips."""

    ENTRY_EXIT = "entry_exit"
    FOLLOWER = "follower"
    INSTANT = "instant"
    TAMPER = "tamper"
    FIRE = "fire"
    HOLD_UP = "hold_up"


# Live in every mode and every phase, exit and disarmed included: a panel that is deaf to a smoke
# detector while its owner walks out is the fault we found most often in other panels.
ALWAYS_LIVE = frozenset({Kind.TAMPER, Kind.FIRE, Kind.HOLD_UP})

# The way in and out: ignored while someone leaves by it.
EXIT_ROUTE = frozenset({Kind.ENTRY_EXIT, Kind.FOLLOWER})
