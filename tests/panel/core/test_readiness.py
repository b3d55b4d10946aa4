"""What is watched, and what is in the way."""

import pytest
from msgspec.structs import replace

from panel.core.names import ARMED_MODES, Mode, Phase
from panel.core.readiness import in_the_way, is_live
from panel.core.state import AreaState, State
from tests.support.script import BOX, FRONT_DOOR, HALL, HOME, PANIC_BUTTON, SMOKE, WINDOW, Story
from zones.kinds import Level

ZONES = {zone.id: zone for zone in HOME.zones}


def standing(zone: int, level: Level) -> State:
    """The home with one zone at this level, everything else shut."""
    state = Story().state
    zones = tuple(
        replace(now, level=level) if plan.id == zone else now for plan, now in zip(HOME.zones, state.zones, strict=True)
    )
    return replace(state, zones=zones)


def in_total(zone: int, level: Level, *, exit_follows: bool = True) -> tuple[int, ...]:
    return in_the_way(HOME, standing(zone, level), "house", Mode.TOTAL, exit_follows=exit_follows)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("zone", [BOX, SMOKE, PANIC_BUTTON])
def test_what_is_24_hours_is_live_always(zone: int, mode: Mode) -> None:
    phase = Phase.IDLE if mode is Mode.DISARMED else Phase.ARMED
    assert is_live(ZONES[zone], AreaState(mode=mode, phase=phase))


def test_other_zones_are_live_in_their_modes() -> None:
    assert [mode for mode in Mode if is_live(ZONES[HALL], AreaState(mode=mode))] == [Mode.TOTAL]
    assert [mode for mode in Mode if is_live(ZONES[WINDOW], AreaState(mode=mode))] == [Mode.NIGHT, Mode.TOTAL]


def test_what_the_old_mode_watched_off_the_way_out_stays_live_through_the_exit_and_no_longer() -> None:
    leaving = AreaState(mode=Mode.PARTIAL, phase=Phase.EXIT, old_mode=Mode.TOTAL)
    assert is_live(ZONES[WINDOW], leaving)
    assert not is_live(ZONES[HALL], leaving)
    assert not is_live(ZONES[WINDOW], replace(leaving, phase=Phase.ARMED))


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.SECURE])
def test_no_level_but_secure_is_taken_for_it(level: Level) -> None:
    assert in_total(WINDOW, level) == (WINDOW,)
    assert in_total(BOX, level) == (BOX,)
    assert in_total(SMOKE, level) == (SMOKE,)


@pytest.mark.parametrize("level", list(Level))
def test_a_hold_up_is_never_listed(level: Level) -> None:
    assert in_total(PANIC_BUTTON, level) == ()


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("zone", [FRONT_DOOR, HALL])
def test_the_way_out_may_be_open_when_an_exit_follows_but_not_broken(zone: int, level: Level) -> None:
    passes = level in (Level.SECURE, Level.OPEN)
    assert in_total(zone, level) == (() if passes else (zone,))
    assert in_total(zone, level, exit_follows=False) == (() if level is Level.SECURE else (zone,))


def test_a_zone_that_the_mode_does_not_watch_is_not_in_its_way() -> None:
    state = standing(HALL, Level.TAMPER)
    ways = {mode: in_the_way(HOME, state, "house", mode, exit_follows=False) for mode in ARMED_MODES}
    assert ways == {Mode.TOTAL: (HALL,), Mode.PARTIAL: (), Mode.NIGHT: ()}


def test_another_areas_zones_are_not_in_the_way() -> None:
    assert in_the_way(HOME, standing(WINDOW, Level.OPEN), "annex", Mode.TOTAL, exit_follows=False) == ()
