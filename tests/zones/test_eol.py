"""Loops with resistors: what each reading means, and which resistors cannot be told apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.zones.loops import DOUBLE, LEAK, SINGLE, TRIPLE, WIRED, allowed, reads
from zones.eol import (
    CABLE_OHM,
    EolError,
    Loop,
    MissingResistor,
    Window,
    WindowsOverlap,
    level_at,
    windows,
)
from zones.kinds import Level
from zones.wiring import Wiring


@pytest.mark.parametrize(
    ("loop", "ohm", "level"),
    [
        (SINGLE, 0, Level.TAMPER),
        (SINGLE, 2_000, Level.SECURE),
        (SINGLE, 2_100 + CABLE_OHM, Level.SECURE),
        (SINGLE, float("inf"), Level.OPEN),
        (DOUBLE, 0, Level.TAMPER),
        (DOUBLE, 2_200, Level.SECURE),
        (DOUBLE, 6_900, Level.OPEN),
        (DOUBLE, float("inf"), Level.TAMPER),
        (TRIPLE, 2_200, Level.SECURE),
        (TRIPLE, 6_900, Level.OPEN),
        (TRIPLE, 14_200, Level.MASKED),
        (TRIPLE, 18_900, Level.MASKED),
        (TRIPLE, float("inf"), Level.TAMPER),
    ],
)
def test_each_state_of_a_loop_reads_as_what_it_is(loop: Loop, ohm: float, level: Level) -> None:
    assert reads(loop, ohm) is level


@pytest.mark.parametrize("loop", [SINGLE, DOUBLE, TRIPLE])
@pytest.mark.parametrize("share", [0.7, 1.3])
def test_a_resistor_put_in_place_of_the_right_one_is_a_tamper(loop: Loop, share: float) -> None:
    assert reads(loop, loop.end_ohm * share) is Level.TAMPER


def test_a_cut_cable_that_lies_in_water_is_a_cut() -> None:
    assert reads(DOUBLE, 400_000) is Level.TAMPER
    assert reads(SINGLE, 400_000) is Level.OPEN


def test_resistors_that_cannot_be_told_apart_are_refused_by_name() -> None:
    with pytest.raises(WindowsOverlap, match=r"secure reads up to 0\.\d+ and open from 0\.\d+: .* below 5 %"):
        windows(replace(DOUBLE, alarm_ohm=220))
    with pytest.raises(WindowsOverlap, match="a short reads up to"):
        windows(replace(SINGLE, end_ohm=100))
    with pytest.raises(WindowsOverlap, match="masked"):
        windows(replace(TRIPLE, mask_ohm=5_000))
    with pytest.raises(WindowsOverlap, match="and cut from"):
        windows(replace(DOUBLE, alarm_ohm=300_000))


@pytest.mark.parametrize(
    ("loop", "why"),
    [
        (replace(SINGLE, end_ohm=0), "end_ohm: found 0; seol needs it: give its ohms"),
        (replace(SINGLE, alarm_ohm=10), "alarm_ohm: found 10; seol has no such resistor: leave it away"),
        (replace(DOUBLE, alarm_ohm=0), "alarm_ohm: found 0; deol needs it"),
        (replace(DOUBLE, mask_ohm=1), "mask_ohm: found 1; deol has no such resistor"),
        (replace(DOUBLE, fault_ohm=1), "fault_ohm: found 1; deol has no such resistor"),
        (replace(TRIPLE, mask_ohm=0), "mask_ohm: found 0; teol needs it, or fault_ohm, or both: give their ohms"),
        (replace(TRIPLE, mask_ohm=-1), "mask_ohm: found -1; teol needs it: give its ohms"),
        (replace(TRIPLE, fault_ohm=-1), "fault_ohm: found -1; teol needs it: give its ohms"),
        (replace(LEAK, alarm_ohm=10), "alarm_ohm: found 10; leak has no such resistor"),
        (replace(LEAK, end_ohm=0), "end_ohm: found 0; leak needs it"),
    ],
)
def test_a_loop_has_exactly_the_resistors_of_its_wiring(loop: Loop, why: str) -> None:
    with pytest.raises(MissingResistor, match=why):
        windows(loop)


@pytest.mark.parametrize(
    "loop",
    [
        replace(SINGLE, pull_ohm=0),
        replace(SINGLE, tolerance_percent=21),
        replace(SINGLE, cable_ohm=-1),
        replace(SINGLE, rail_percent=11),
        replace(SINGLE, rail_percent=-1),
    ],
)
def test_other_figures_have_their_bounds(loop: Loop) -> None:
    with pytest.raises(EolError, match="allowed are ohms above 0, 1 to 20 %"):
        windows(loop)


@given(WIRED, st.floats(-1, 1), st.integers(0, CABLE_OHM))
def test_every_resistor_within_its_tolerance_reads_as_its_state_on_any_cable(
    loop: Loop, off: float, cable: int
) -> None:
    found = allowed(loop)
    share = 1 + off * loop.tolerance_percent / 100
    states = {Level.SECURE: loop.end_ohm}
    states |= {Level.OPEN: loop.end_ohm + loop.alarm_ohm} if loop.alarm_ohm else {}
    states |= {Level.MASKED: loop.end_ohm + loop.mask_ohm} if loop.mask_ohm else {}
    for level, ohm in states.items():
        real = ohm * share + cable
        assert level_at(found, real / (real + loop.pull_ohm)) is level


@given(WIRED, st.floats(0, 1))
def test_windows_never_overlap_and_nothing_outside_of_them_is_secure(loop: Loop, at: float) -> None:
    found = allowed(loop)
    assert all(below.high < above.low for below, above in pairwise(found))
    inside = [window for window in found if window.low <= at <= window.high]
    assert len(inside) <= 1
    assert level_at(found, at) is (inside[0].level if inside else Level.TAMPER)


@given(WIRED)
def test_a_short_and_a_cut_are_never_secure(loop: Loop) -> None:
    found = allowed(loop)
    assert level_at(found, 0.0) is Level.TAMPER
    assert level_at(found, 1.0) is (Level.OPEN if loop.wiring is Wiring.SEOL else Level.TAMPER)


def test_the_windows_of_a_double_loop_hold_each_resistor_at_its_worst() -> None:
    """4k7 over 2k2 on a pull-up of 4k7, 5 %, 100 ohms of cable; half a per cent of noise on either side.

    Secure at its lowest: 2,090 / (2,090 + 4,935); at its highest, with the cable: 2,410 / (2,410 + 4,465).
    """
    found = [(one.state, one.level, round(one.low, 5), round(one.high, 5)) for one in windows(DOUBLE)]
    assert found == [
        ("a short", Level.TAMPER, 0.0, 0.02787),
        ("secure", Level.SECURE, 0.29251, 0.35555),
        ("open", Level.OPEN, 0.5655, 0.62693),
        ("cut", Level.TAMPER, 0.98457, 1.0),
    ]


def test_the_states_are_called_what_installers_call_them() -> None:
    assert [one.state for one in windows(SINGLE)] == ["a short", "secure", "open or cut"]
    assert [one.state for one in windows(TRIPLE)] == ["a short", "secure", "open", "masked", "masked and open", "cut"]


def test_a_reading_at_the_very_edge_of_a_window_lies_in_it() -> None:
    found = (Window("secure", Level.SECURE, 0.25, 0.5),)
    assert [level_at(found, ratio) for ratio in (0.25, 0.5)] == [Level.SECURE, Level.SECURE]
    assert [level_at(found, ratio) for ratio in (0.2499, 0.5001)] == [Level.TAMPER, Level.TAMPER]


def test_the_bounds_of_a_loop_are_those_that_its_error_names() -> None:
    wide = replace(SINGLE, end_ohm=20_000, pull_ohm=20_000)
    for fine in ({"tolerance_percent": 20}, {"tolerance_percent": 1}, {"cable_ohm": 0}, {"rail_percent": 10}):
        assert len(windows(replace(wide, **fine))) == 3
    for refused in ({"tolerance_percent": 0}, {"tolerance_percent": 21}, {"cable_ohm": -1}, {"pull_ohm": 0}):
        with pytest.raises(EolError, match=r"above 0, 1 to 20 %, a cable of 0 ohms or more, and 0 to 10 %$"):
            windows(replace(wide, **refused))
    with pytest.raises(WindowsOverlap):  # a pull-up of one ohm is one, and no use
        windows(replace(wide, pull_ohm=1))
