"""End-of-line wirings: from the resistors in a loop to windows, and from what an ADC reads to a level.

The loop hangs between ground and a pull-up to a supply, so a reading is a ratio, ``loop / (loop + pull-up)``: 0 is a
short, 1 a cut, and the supply's own ups and downs fall out of it where that is measured too (``rail_percent`` 0).

    seol   one resistor at the end, in series with the contact: open and cut are one
    deol   a second one across the contact: open, cut and short are three
    teol   a third one across the detector's masking contact, or across that of its faults, or one across each
    leak   one at the end of a probe or rope that water bridges: whatever is below it is wet

A detector with one contact for both opens it for a fault, and alarm and fault together say masked (as the Honeywell
Galaxy reads its preset "1k + fault": 1 k alarm, 3 k fault, 12 k anti-mask).

Whatever lies in no window is nobody's resistor: somebody has put another in its place, or water is in the cable. It
reads ``tamper``, and not ``fault``: between two windows an intruder could else walk about in a house that only
complains.
"""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

import msgspec

from zones.kinds import Level
from zones.wiring import LOOPS, Wiring

TOLERANCE_PERCENT = 5  # of the resistors as they are sold in detectors and end-of-line packs
CABLE_OHM = 100  # 600 m of two wires of 0.2 mm2, and some contacts that have seen better days
RAIL_PERCENT = 3  # of a Pi's 3.3 V, its regulator's tolerance and what the load takes away
NOISE = 0.005  # of the whole scale, on either side of a window: an ADC's own and what a long cable catches
HYSTERESIS = 0.01  # of the whole scale, beyond the window that counts: a wire that drifts over an edge flutters else
LEAK_OHM = 300_000  # a cut cable that lies in the wet is no better insulated than that
SHORT_OHM = 10  # of a wire twisted together by hand, beside the cable's own

RESISTORS = ("end_ohm", "alarm_ohm", "mask_ohm", "fault_ohm")
_NEEDS = {
    Wiring.SEOL: ("end_ohm",),
    Wiring.DEOL: ("end_ohm", "alarm_ohm"),
    Wiring.TEOL: ("end_ohm", "alarm_ohm"),
    Wiring.LEAK: ("end_ohm",),
}
_THIRD = ("mask_ohm", "fault_ohm")  # at least one of them makes a loop a triple one


class EolError(ValueError):
    """Root of what can be wrong with a loop's resistors; the message names them and says what to change."""


class MissingResistor(EolError):
    """The wiring needs a resistor that is not given, or has one that it does not know."""


class WindowsOverlap(EolError):
    """Two states of the loop could not be told apart. ``found``: which; ``advice``: what to change."""

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(f"{found}: they cannot be told apart; {advice}")
        self.found, self.advice = found, advice


class Loop(msgspec.Struct, frozen=True, kw_only=True):
    """The resistors as the installer wrote them, ohms. ``end_ohm``: at the end; ``alarm_ohm``, ``mask_ohm``,
    ``fault_ohm``: across the contact of that name. ``cable_ohm``: at most, there and back. ``rail_percent``: how far
    the supply may be from what it is taken for; 0 where it is measured."""

    wiring: Wiring
    pull_ohm: int
    end_ohm: int
    alarm_ohm: int = 0
    mask_ohm: int = 0
    fault_ohm: int = 0
    tolerance_percent: int = TOLERANCE_PERCENT
    cable_ohm: int = CABLE_OHM
    rail_percent: int = 0


class Lack(msgspec.Struct, frozen=True):
    """A resistor that is wrong: which, the ohms found (0: none), and what to do."""

    resistor: str
    found: int
    what: str


class Window(msgspec.Struct, frozen=True):
    """Ratios from ``low`` to ``high``, both included, that mean ``level``; ``state`` names it for people. ``soft``: no
    resistor stands for it, it is what remains."""

    state: str
    level: Level
    low: float
    high: float
    soft: bool = False


def ratio(ohm: float, pull_ohm: float) -> float:
    """What a loop of so many ohms reads."""
    return ohm / (ohm + pull_ohm)


def lacks(wiring: Wiring, given: Mapping[str, int]) -> tuple[Lack, ...]:
    """Every resistor that the wiring needs and that is not given, or that it does not know; 0 ohms is none."""
    assert wiring in LOOPS, "a contact has no resistors"
    needs, third = _NEEDS[wiring], _THIRD if wiring is Wiring.TEOL else ()
    found = {name: given.get(name, 0) for name in RESISTORS}
    wrong = [
        Lack(name, ohm, f"{wiring.value} needs it: give its ohms")
        for name, ohm in found.items()
        if (ohm <= 0 and name in needs) or (ohm < 0 and name in third)
    ]
    wrong += [
        Lack(name, ohm, f"{wiring.value} has no such resistor: leave it away")
        for name, ohm in found.items()
        if ohm != 0 and name not in needs + third
    ]
    if third and not any(found[name] for name in third):
        wrong.append(Lack("mask_ohm", 0, f"{wiring.value} needs it, or fault_ohm, or both: give their ohms"))
    return tuple(wrong)


def windows(loop: Loop) -> tuple[Window, ...]:
    """The loop's windows from the short up to the cut, then what is soft. Raises MissingResistor, WindowsOverlap."""
    _check(loop)
    found: list[Window] = []
    for window in sorted((_window(loop, *state) for state in _states(loop)), key=lambda window: window.low):
        if found and found[-1].level is window.level and found[-1].high >= window.low:
            found[-1] = _joined(found[-1], window)
        else:
            found.append(window)
    for below, above in pairwise(found):
        if below.high >= above.low:
            found_there = f"{below.state} reads up to {below.high:.3f} and {above.state} from {above.low:.3f}"
            raise WindowsOverlap(found_there, _advice(loop))
    return (*found, *_wet(loop, found))


def level_at(found: tuple[Window, ...], at: float) -> Level:
    """What the loop says at that reading, 0 to 1; ``tamper`` outside of every window."""
    return next((window.level for window in found if window.low <= _held(at) <= window.high), Level.TAMPER)


def level_after(found: tuple[Window, ...], before: Level, at: float) -> Level:
    """The same of a loop that said ``before``: it goes on saying so until the reading is HYSTERESIS beyond the window,
    or in another one. So every resistor within its tolerance is read as what it is, whatever was before."""
    inside = next((window for window in found if window.low <= _held(at) <= window.high), None)
    if inside is not None and not inside.soft:
        return inside.level
    near = (window.low - HYSTERESIS <= at <= window.high + HYSTERESIS for window in found if window.level is before)
    return before if any(near) else level_at(found, at)


def _held(at: float) -> float:
    """Within the scale: an offset reads a short as a little less than nothing, a cut as a little more than all."""
    return min(max(at, 0.0), 1.0)


def _states(loop: Loop) -> Iterator[tuple[str, Level, int | None]]:
    """Each state of the loop with its nominal ohms; 0: a short, None: a cut."""
    end, alarm, mask, fault = loop.end_ohm, loop.alarm_ohm, loop.mask_ohm, loop.fault_ohm
    yield "secure", Level.SECURE, end
    yield ("open or cut", Level.OPEN, None) if loop.wiring is Wiring.SEOL else ("cut", Level.TAMPER, None)
    yield "a short", Level.OPEN if loop.wiring is Wiring.LEAK else Level.TAMPER, 0
    if alarm:
        yield "open", Level.OPEN, end + alarm
    if fault:
        yield "fault", Level.FAULT, end + fault
        yield "fault and open", Level.MASKED, end + fault + alarm
    if mask:
        yield "masked", Level.MASKED, end + mask
        yield "masked and open", Level.MASKED, end + mask + alarm
    if mask and fault:
        yield "masked and fault", Level.MASKED, end + mask + fault
        yield "masked, fault and open", Level.MASKED, end + mask + fault + alarm


def _window(loop: Loop, state: str, level: Level, ohm: int | None) -> Window:
    """At its narrowest the window still holds every resistor within its tolerance, on the longest cable."""
    low, high = _edges(loop, ohm)
    rail = loop.rail_percent / 100
    return Window(state, level, low * (1 - rail), min(1.0, high * (1 + rail)))


def _edges(loop: Loop, ohm: int | None) -> tuple[float, float]:
    if ohm is None:
        return ratio(LEAK_OHM, loop.pull_ohm), 1.0
    if ohm == 0:
        return 0.0, ratio(SHORT_OHM + loop.cable_ohm, loop.pull_ohm) + NOISE
    off = loop.tolerance_percent / 100
    low = ratio(ohm * (1 - off), loop.pull_ohm * (1 + off))
    high = ratio(ohm * (1 + off) + loop.cable_ohm, loop.pull_ohm * (1 - off))
    return low - NOISE, high + NOISE


def _advice(loop: Loop) -> str:
    measure = ", or measure the supply" if loop.rail_percent else ""
    return f"choose resistors further apart, or a tolerance below {loop.tolerance_percent} %{measure}"


def _joined(below: Window, above: Window) -> Window:
    """Two states of one level that read alike are one."""
    return Window(below.state, below.level, below.low, max(below.high, above.high))


def _wet(loop: Loop, found: list[Window]) -> tuple[Window, ...]:
    """Of a leak's loop all that is below its end resistor: water has no ohms of its own."""
    if loop.wiring is not Wiring.LEAK:
        return ()
    secure = next(window for window in found if window.level is Level.SECURE)
    return (Window("wet", Level.OPEN, 0.0, math.nextafter(secure.low, 0.0), soft=True),)


def _check(loop: Loop) -> None:
    for lack in lacks(loop.wiring, {name: getattr(loop, name) for name in RESISTORS}):
        raise MissingResistor(f"{lack.resistor}: found {lack.found}; {lack.what}")
    figures = (loop.pull_ohm > 0, 0 < loop.tolerance_percent <= 20, loop.cable_ohm >= 0, 0 <= loop.rail_percent <= 10)
    if not all(figures):
        raise EolError(
            f"pull_ohm {loop.pull_ohm}, tolerance_percent {loop.tolerance_percent}, cable_ohm {loop.cable_ohm},"
            f" rail_percent {loop.rail_percent}: allowed are ohms above 0, 1 to 20 %, a cable of 0 ohms or more, and"
            " 0 to 10 %"
        )
