"""What an input on a climate sensor says: one limit, and how far beyond it is safe again."""

from enum import StrEnum
from typing import assert_never

import msgspec

from zones.kinds import Level


class Measure(StrEnum):
    """What is compared, and on which side of the limit the input is open."""

    BELOW_C = "below_c"
    ABOVE_C = "above_c"
    ABOVE_RH = "above_rh"


# How far beyond its limit a reading must be again, where nobody says otherwise: far more than a sensor's own noise (a
# tenth of a degree or of a percent), so that a cellar at its limit does not alarm with every draught.
USUAL_HYSTERESIS = {Measure.BELOW_C: 1.0, Measure.ABOVE_C: 1.0, Measure.ABOVE_RH: 3.0}


class Limit(msgspec.Struct, frozen=True):
    """``at``: in °C or % RH, as the measure says; ``hysteresis`` in the same."""

    measure: Measure
    at: float
    hysteresis: float


def level_of(limit: Limit, was: Level, celsius: float, humidity: float) -> Level:
    """What the input says of a reading, having said ``was`` before.

    A reading between the limit and where it is safe again leaves it as it was. One that is the first, after a start
    say, counts as secure there: in that band lies many a house that never was in danger.
    """
    match limit.measure:
        case Measure.BELOW_C:
            beyond = limit.at - celsius
        case Measure.ABOVE_C:
            beyond = celsius - limit.at
        case Measure.ABOVE_RH:
            beyond = humidity - limit.at
        case _:
            assert_never(limit.measure)
    if beyond > 0:
        return Level.OPEN
    return Level.OPEN if was is Level.OPEN and -beyond < limit.hysteresis else Level.SECURE
