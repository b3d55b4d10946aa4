"""How a detector's circuit is read: from "is current flowing?" to what the zone says."""

from enum import StrEnum

from zones.kinds import Level


class Wiring(StrEnum):
    """How a detector is wired to its input: the first two to a line, the loops with resistors to a converter's channel
    (``zones.eol``)."""

    NC = "nc"  # normally closed: the circuit conducts while all is well
    NO = "no"  # normally open: the circuit conducts when the detector trips
    SEOL = "seol"  # single end-of-line: one resistor at the end, in series with the contact
    DEOL = "deol"  # double: a second one across the contact
    TEOL = "teol"  # triple: another across the contact that tells of masking or of a fault, or one across each
    LEAK = "leak"  # a water probe or rope with a resistor at its end


CONTACTS = (Wiring.NC, Wiring.NO)
LOOPS = (Wiring.SEOL, Wiring.DEOL, Wiring.TEOL, Wiring.LEAK)


def level_of(closed: bool, wiring: Wiring) -> Level:
    """What a zone says while its circuit, a contact's, is ``closed`` (conducting) or not.

    Both wirings know two levels only. A cut cable reads ``open`` with NC, which alarms, and
    ``secure`` with NO, which nobody notices: hence NC is the configuration's default.
    """
    assert wiring in CONTACTS, "a loop is measured, not read"
    quiet = closed if wiring is Wiring.NC else not closed
    return Level.SECURE if quiet else Level.OPEN
