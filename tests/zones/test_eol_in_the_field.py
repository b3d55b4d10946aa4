"""Loops in the field: the presets of a panel that is sold, ropes, rails, and wires that drift."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.zones.loops import ANY, DOUBLE, LEAK, PRESETS, SINGLE, allowed, nominal, reads
from zones.eol import (
    CABLE_OHM,
    HYSTERESIS,
    NOISE,
    Lack,
    Loop,
    WindowsOverlap,
    lacks,
    level_after,
    level_at,
    ratio,
    windows,
)
from zones.kinds import Level
from zones.wiring import LOOPS, Wiring


@pytest.mark.parametrize("name", PRESETS)
def test_every_state_of_a_galaxy_s_preset_is_read_as_that_panel_reads_it(name: str) -> None:
    loop, theirs = PRESETS[name]
    states = nominal(loop)
    assert set(states) == set(theirs)
    for level, (low, high) in theirs.items():
        assert low <= states[level] <= high
        assert reads(loop, states[level]) is reads(loop, states[level] + CABLE_OHM) is level
    assert reads(loop, 0) is reads(loop, float("inf")) is Level.TAMPER


def test_alarm_and_fault_together_are_a_mask() -> None:
    loop, theirs = PRESETS["1k + fault"]
    both = loop.end_ohm + loop.alarm_ohm + loop.fault_ohm
    low, high = theirs[Level.MASKED]
    assert low <= both <= high
    assert reads(loop, both) is Level.MASKED
    assert reads(replace(loop, mask_ohm=0), both) is Level.MASKED
    assert reads(replace(loop, mask_ohm=0), both + 8_000) is Level.TAMPER  # 13 k: no resistor of that loop's
    for also in (loop.alarm_ohm, loop.fault_ohm, loop.alarm_ohm + loop.fault_ohm):
        assert reads(loop, loop.end_ohm + loop.mask_ohm + also) is Level.MASKED


def test_a_fault_contact_wants_better_resistors_than_a_masking_one() -> None:
    loop, _ = PRESETS["1k + fault"]
    with pytest.raises(WindowsOverlap, match=r"fault reads up to 0\.\d+ and fault and open from .* below 5 %"):
        windows(replace(loop, tolerance_percent=5))


@pytest.mark.parametrize(
    ("pull_ohm", "volts"),
    [
        (2_200, {800: 0.880, 900: 0.958, 1_200: 1.165, 1_300: 1.226, 2_000: 1.571, 12_000: 2.789, 19_000: 2.958}),
        (4_700, {1_800: 0.914, 2_000: 0.985, 2_500: 1.146, 2_700: 1.204, 4_400: 1.596, 12_000: 2.371, 15_000: 2.513}),
        (10_000, {3_700: 0.891, 4_200: 0.976, 5_500: 1.171, 6_500: 1.300, 9_400: 1.599, 19_000: 2.162, 22_000: 2.269}),
    ],
)
def test_a_divider_at_3_3_volts_has_the_volts_of_the_table(pull_ohm: int, volts: dict[int, float]) -> None:
    assert {ohm: round(3.3 * ratio(ohm, pull_ohm), 3) for ohm in volts} == volts


@pytest.mark.parametrize(
    ("ohm", "level"),
    [
        (0, Level.OPEN),
        (300, Level.OPEN),
        (6_700, Level.OPEN),  # 20 k of water across the end
        (10_000, Level.SECURE),
        (10_600, Level.SECURE),
        (14_000, Level.TAMPER),
        (float("inf"), Level.TAMPER),
    ],
)
def test_a_rope_is_wet_below_its_end_and_cut_above(ohm: float, level: Level) -> None:
    assert reads(LEAK, ohm) is level


def test_the_last_ratio_below_a_dry_rope_is_wet() -> None:
    short, secure, cut, wet = windows(LEAK)
    assert (wet.state, wet.level, wet.low, wet.soft) == ("wet", Level.OPEN, 0.0, True)
    assert wet.high < secure.low and level_at(windows(LEAK), secure.low) is Level.SECURE
    assert level_at(windows(LEAK), wet.high) is Level.OPEN
    assert [one.soft for one in (short, secure, cut)] == [False] * 3
    assert [one.level for one in (short, secure, cut)] == [Level.OPEN, Level.SECURE, Level.TAMPER]


def test_a_rope_whose_end_reads_like_a_short_is_refused() -> None:
    with pytest.raises(WindowsOverlap, match="a short reads up to"):
        windows(replace(LEAK, end_ohm=100))


def test_a_rail_that_nobody_measures_makes_every_window_wider() -> None:
    measured, taken = windows(DOUBLE), windows(replace(DOUBLE, rail_percent=3))
    assert [round(one.low, 5) for one in taken] == [round(one.low * 0.97, 5) for one in measured]
    assert [round(one.high, 5) for one in taken] == [round(min(1.0, one.high * 1.03), 5) for one in measured]
    with pytest.raises(WindowsOverlap, match="fault"):
        windows(replace(PRESETS["1k + fault"][0], rail_percent=3))


def test_what_is_just_beyond_the_scale_is_a_short_or_a_cut() -> None:
    """An offset of the converter, or a rail a little above what it is taken for."""
    assert level_at(windows(DOUBLE), -0.01) is level_at(windows(DOUBLE), 1.02) is Level.TAMPER
    assert level_at(windows(SINGLE), 1.02) is level_after(windows(SINGLE), Level.SECURE, 1.02) is Level.OPEN


def test_everything_that_is_wrong_with_the_resistors_is_told_at_once() -> None:
    assert lacks(Wiring.DEOL, {"end_ohm": 0, "mask_ohm": 12_000, "fault_ohm": 5}) == (
        Lack("end_ohm", 0, "deol needs it: give its ohms"),
        Lack("alarm_ohm", 0, "deol needs it: give its ohms"),
        Lack("mask_ohm", 12_000, "deol has no such resistor: leave it away"),
        Lack("fault_ohm", 5, "deol has no such resistor: leave it away"),
    )
    assert lacks(Wiring.TEOL, {"end_ohm": 1, "alarm_ohm": 1, "fault_ohm": 1}) == ()
    assert lacks(Wiring.TEOL, {"end_ohm": 1, "alarm_ohm": 1, "mask_ohm": 1}) == ()
    assert [lacks(wiring, {"end_ohm": 1}) == () for wiring in LOOPS] == [True, False, False, True]


# A wire that drifts ------------------------------------------------------------------------------------------


def test_a_wire_that_drifts_over_an_edge_changes_the_level_once() -> None:
    found = windows(DOUBLE)
    edge = next(one.high for one in found if one.level is Level.SECURE)
    before, changes = Level.SECURE, []
    for step in (*range(30), *range(30, -1, -1)):  # 1.5 % up, and back, in steps of 0.05 %, each read twice
        for wobble in (-0.0004, 0.0004):
            now = level_after(found, before, edge + step * 0.0005 + wobble)
            changes += [now] if now is not before else []
            before = now
    assert changes == [Level.TAMPER, Level.SECURE]


@pytest.mark.parametrize(("beyond", "level"), [(0.0, Level.SECURE), (0.0099, Level.SECURE), (0.0101, Level.TAMPER)])
def test_a_level_is_kept_one_per_cent_beyond_its_window(beyond: float, level: Level) -> None:
    _, secure, *_ = found = windows(DOUBLE)
    assert level_after(found, Level.SECURE, secure.high + beyond) is level
    assert level_after(found, Level.SECURE, secure.low - beyond) is level
    assert level_at(found, secure.high + max(beyond, 0.001)) is Level.TAMPER
    for other in (Level.TAMPER, Level.UNKNOWN, Level.FAULT):  # none that was there before is kept but its own
        assert level_after(found, other, secure.high + max(beyond, 0.001)) is Level.TAMPER


def test_a_dry_rope_is_wet_only_one_per_cent_below_its_window() -> None:
    _, secure, *_ = found = windows(LEAK)
    assert level_after(found, Level.SECURE, secure.low - 0.0099) is Level.SECURE
    assert level_after(found, Level.SECURE, secure.low - 0.0101) is Level.OPEN
    assert level_after(found, Level.OPEN, secure.low - 0.0001) is Level.OPEN
    assert level_after(found, Level.OPEN, secure.low) is Level.SECURE
    assert level_after(found, Level.TAMPER, secure.low - 0.0001) is Level.OPEN


@given(ANY, st.floats(0, 1), st.sampled_from(Level))
def test_what_lies_in_a_resistor_s_window_is_read_as_that_whatever_was_before(
    loop: Loop, share: float, before: Level
) -> None:
    for window in (found := allowed(loop)):
        at = window.low + (window.high - window.low) * share
        if not window.soft:
            assert level_after(found, before, min(max(at, window.low), window.high)) is window.level


@given(ANY, st.data())
def test_no_noise_below_the_windows_margin_ever_changes_a_level(loop: Loop, data: st.DataObject) -> None:
    """Each state at its nominal ohms, and readings that stray from it by as much as NOISE."""
    found = allowed(loop)
    for ohm in nominal(loop).values():
        quiet = ratio(ohm, loop.pull_ohm)
        level = level_at(found, quiet)
        strays = data.draw(st.lists(st.floats(-NOISE, NOISE), min_size=5, max_size=5))
        before = level
        for stray in strays:
            before = level_after(found, before, quiet + stray)
            assert before is level


@given(ANY, st.lists(st.floats(-0.05, 1.05), max_size=20))
def test_only_what_the_loop_can_say_is_ever_said(loop: Loop, readings: list[float]) -> None:
    found = allowed(loop)
    before = Level.UNKNOWN
    for at in readings:
        before = level_after(found, before, at)
        assert before in {window.level for window in found} | {Level.TAMPER}
        assert before is not Level.UNKNOWN
        secure = next(window for window in found if window.level is Level.SECURE)
        if before is Level.SECURE:
            assert secure.low - HYSTERESIS <= at <= secure.high + HYSTERESIS
