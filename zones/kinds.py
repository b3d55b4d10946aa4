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


# From the best to the worst, by what each asks of the panel: nothing; patience for a while; a trouble without a siren;
# an alarm while armed; the same of a detector that no longer sees; an alarm always.
BADNESS = (Level.SECURE, Level.UNKNOWN, Level.FAULT, Level.OPEN, Level.MASKED, Level.TAMPER)

# What trips a zone. A fault or a missing reading is told, loudly, but is no sign of an intruder.
TRIPPING = frozenset({Level.OPEN, Level.TAMPER, Level.MASKED})


class Kind(StrEnum):
    """How the panel answers when a zone trips."""

    ENTRY_EXIT = "entry_exit"
    FOLLOWER = "follower"
    INSTANT = "instant"
    INTRUDER_24H = "intruder_24h"
    TAMPER = "tamper"
    HOLD_UP = "hold_up"
    PANIC = "panic"
    MEDICAL = "medical"
    FIRE = "fire"
    GAS = "gas"
    CARBON_MONOXIDE = "carbon_monoxide"
    WATER = "water"
    FREEZE = "freeze"
    HEAT = "heat"
    HUMIDITY = "humidity"
    TECHNICAL = "technical"
    KEYSWITCH = "keyswitch"
    CHIME_ONLY = "chime_only"


# Live only in the modes that the installer names for the zone.
BY_MODE = frozenset({Kind.ENTRY_EXIT, Kind.FOLLOWER, Kind.INSTANT})

# Live in every mode and every phase, exit and disarmed included: a panel that is deaf to a smoke
# detector while its owner walks out is the fault we found most often in other panels.
ALWAYS_LIVE = frozenset(Kind) - BY_MODE - {Kind.CHIME_ONLY}

# The way in and out: ignored while someone leaves by it.
EXIT_ROUTE = frozenset({Kind.ENTRY_EXIT, Kind.FOLLOWER})

# Smoke and gases sound until a code silences them or the air is clean again, and no count ever mutes them.
LIFE_SAFETY = frozenset({Kind.FIRE, Kind.GAS, Kind.CARBON_MONOXIDE})

# The building and not its people is in danger: told at the keypad and the station, never by the outside siren.
BUILDING = frozenset({Kind.WATER, Kind.FREEZE, Kind.HEAT, Kind.HUMIDITY, Kind.TECHNICAL})

# A call for help is never muted because it came too often.
NEVER_SWINGS = LIFE_SAFETY | {Kind.HOLD_UP, Kind.PANIC, Kind.MEDICAL}

# What is in the way of arming while it is not at rest is not a matter of bypassing: a switch is worked, a hold-up
# device must show nowhere, and a zone that never alarms protects nothing.
NEVER_IN_THE_WAY = frozenset({Kind.HOLD_UP, Kind.KEYSWITCH, Kind.CHIME_ONLY})
