"""End-of-line wirings: from the resistors in a loop to windows, and from what an ADC reads to a level.

The loop hangs between ground and a pull-up to the supply that is also the ADC's reference, so a reading is a ratio,
``loop / (loop + pull-up)``: 0 is a short, 1 a cut, and the supply's own ups and downs fall out of it.

    seol   one resistor at the end, in series with the contact: open and cut are one
    deol   a second one across the contact: open, cut and short are three
    teol   a third one across the detector's masking contact

Whatever lies in no window is nobody's resistor: somebody has put another in its place, or water is in the cable. It
reads ``tamper``, and not ``fault``: between two windows an intruder could else walk about in a house that only
complains.
"""

from enum import StrEnum
from itertools import pairwise

import msgspec

from zones.kinds import Level

TOLERANCE_PERCENT = 5  # of the resistors as they are sold in detectors and end-of-line packs
CABLE_OHM = 100  # 600 m of two wires of 0.2 mm2, and some contacts that have seen better days
NOISE = 0.005  # of the whole scale, on either side of a window: an ADC's own and what a long cable catches
LEAK_OHM = 300_000  # a cut cable that lies in the wet is no better insulated than that
SHORT_OHM = 10  # of a wire twisted together by hand, beside the cable's own


class EolWiring(StrEnum):
    """How many resistors the loop has."""

    SEOL = "seol"
    DEOL = "deol"
    TEOL = "teol"


class EolError(ValueError):
    """Root of what can be wrong with a loop's resistors; the message names them and says what to change."""


class MissingResistor(EolError):
    """The wiring needs a resistor that is not given, or has one that it does not know."""


class WindowsOverlap(EolError):
    """Two states of the loop could not be told apart."""


class Loop(msgspec.Struct, frozen=True, kw_only=True):
    """The resistors as the installer wrote them, ohms. ``alarm_ohm``: across the contact; ``mask_ohm``: across the
    masking contact; ``end_ohm``: at the end. ``cable_ohm``: at most, there and back."""

    wiring: EolWiring
    pull_ohm: int
    end_ohm: int
    alarm_ohm: int = 0
    mask_ohm: int = 0
    tolerance_percent: int = TOLERANCE_PERCENT
    cable_ohm: int = CABLE_OHM


class Window(msgspec.Struct, frozen=True):
    """Ratios from ``low`` to ``high``, both included, that mean ``level``; ``state`` names it for people."""

    state: str
    level: Level
    low: float
    high: float


def windows(loop: Loop) -> tuple[Window, ...]:
    """The loop's windows from the short up to the cut. Raises MissingResistor, WindowsOverlap."""
    _check(loop)
    found = sorted((_window(loop, *state) for state in _states(loop)), key=lambda window: window.low)
    for below, above in pairwise(found):
        if below.high >= above.low:
            raise WindowsOverlap(
                f"{below.state} reads up to {below.high:.3f} and {above.state} from {above.low:.3f}: they cannot be"
                f" told apart; choose resistors further apart, or a tolerance below {loop.tolerance_percent} %"
            )
    return tuple(found)


def level_at(found: tuple[Window, ...], ratio: float) -> Level:
    """What the loop says at that reading, 0 to 1; ``tamper`` outside of every window."""
    return next((window.level for window in found if window.low <= ratio <= window.high), Level.TAMPER)


def _states(loop: Loop) -> list[tuple[str, Level, int | None]]:
    """Each state of the loop with its nominal ohms; 0: a short, None: a cut."""
    cut = ("open or cut", Level.OPEN) if loop.wiring is EolWiring.SEOL else ("cut", Level.TAMPER)
    found: list[tuple[str, Level, int | None]] = [
        ("a short", Level.TAMPER, 0),
        ("secure", Level.SECURE, loop.end_ohm),
        (*cut, None),
    ]
    if loop.alarm_ohm:
        found.append(("open", Level.OPEN, loop.end_ohm + loop.alarm_ohm))
    if loop.mask_ohm:
        found.append(("masked", Level.MASKED, loop.end_ohm + loop.mask_ohm))
        found.append(("masked and open", Level.MASKED, loop.end_ohm + loop.alarm_ohm + loop.mask_ohm))
    return found


def _window(loop: Loop, state: str, level: Level, ohm: int | None) -> Window:
    """At its narrowest the window still holds every resistor within its tolerance, on the longest cable."""
    if ohm is None:
        return Window(state, level, _ratio(LEAK_OHM, loop.pull_ohm), 1.0)
    if ohm == 0:
        return Window(state, level, 0.0, _ratio(SHORT_OHM + loop.cable_ohm, loop.pull_ohm) + NOISE)
    off = loop.tolerance_percent / 100
    low = _ratio(ohm * (1 - off), loop.pull_ohm * (1 + off))
    high = _ratio(ohm * (1 + off) + loop.cable_ohm, loop.pull_ohm * (1 - off))
    return Window(state, level, low - NOISE, high + NOISE)


def _ratio(ohm: float, pull_ohm: float) -> float:
    return ohm / (ohm + pull_ohm)


def _check(loop: Loop) -> None:
    wanted = {
        "end_ohm": True,
        "alarm_ohm": loop.wiring is not EolWiring.SEOL,
        "mask_ohm": loop.wiring is EolWiring.TEOL,
    }
    for name, needed in wanted.items():
        given = getattr(loop, name)
        if given < 0 or (given > 0) is not needed:
            what = "needs it: give its ohms" if needed else "has no such resistor: leave it away"
            raise MissingResistor(f"{name}: found {given}; {loop.wiring.value} {what}")
    if loop.pull_ohm <= 0 or not 0 < loop.tolerance_percent <= 20 or loop.cable_ohm < 0:
        raise EolError(
            f"pull_ohm {loop.pull_ohm}, tolerance_percent {loop.tolerance_percent}, cable_ohm {loop.cable_ohm}:"
            " allowed are ohms above 0, 1 to 20 %, and a cable of 0 ohms or more"
        )
