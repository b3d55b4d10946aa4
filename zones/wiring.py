"""How a detector's circuit is read: from "is current flowing?" to what the zone says."""

from enum import StrEnum

from zones.kinds import Level


class Wiring(StrEnum):
    """How a detector is wired to its input; end-of-line wirings need an ADC and come with it."""

    NC = "nc"  # normally closed: the circuit conducts while all is well
    NO = "no"  # normally open: the circuit conducts when the detector trips


def level_of(closed: bool, wiring: Wiring) -> Level:
    """What a zone says while its circuit is ``closed`` (conducting) or not.

    Both wirings know two levels only. A cut cable reads ``open`` with NC, which alarms, and
    ``secure`` with NO, which nobody notices: hence NC is the configuration's default.
    """
    quiet = closed if wiring is Wiring.NC else not closed
    return Level.SECURE if quiet else Level.OPEN
