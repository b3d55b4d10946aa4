"""Days of a made-up house: the panel passes, and each one that is broken on purpose is caught by the right figure."""

import os
import subprocess
import sys
from random import Random

import pytest
from msgspec.structs import replace

from hw_sim.soak.house import Core, House
from hw_sim.soak.play import COMPONENTS, Maker, soak
from hw_sim.soak.way import Outbox
from panel.config.model import Config
from panel.core.events import Booted, Event, ZoneChanged
from panel.core.names import Bypass, Mode, Phase
from panel.core.plan import Plan
from panel.core.state import State
from panel.core.step import Step, step
from panel.daemon import snapshot

DAYS, SEED = 12, 7
LOOSE_SEED, LOOSE_DAYS = 4, 14  # a life in which a contact is left out for its chatter, and the panel restarts


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_panel_misses_makes_up_loses_and_doubles_nothing(seed: int) -> None:
    found = soak(seed, DAYS)
    assert found.passed, (found.violations, found.details)
    assert (found.missed, found.unexplained, found.lost, found.duplicated, found.violations) == (0, 0, 0, 0, [])
    assert found.alarms == found.expected > 0
    assert found.deliveries > found.reports > 50, "the way was bad"
    assert found.restarts > 0
    assert found.components == list(COMPONENTS)


def test_the_same_seed_is_the_same_life_under_any_hash_seed_and_another_one_is_another() -> None:
    code = "from hw_sim.soak.play import soak; print(soak(4, 5).trace_sha256)"
    traces = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for hash_seed in ("1", "4242")
    ]
    assert traces[0] == traces[1] != soak(5, 5).trace_sha256
    assert len(traces[0]) == 64


# panels that are broken on purpose ------------------------------------------------------------------


def with_core(core: Core) -> Maker:
    return lambda config, random: House(config, random, core=core)


def deaf(plan: Plan, state: State, event: Event, now_ms: int) -> Step:
    """Does not hear the kitchen."""
    if isinstance(event, ZoneChanged) and event.zone == 5:
        return Step(state, (), (), ())
    return step(plan, state, event, now_ms)


def jumpy(plan: Plan, state: State, event: Event, now_ms: int) -> Step:
    """Takes the bathroom for a window: it is live at night too."""
    zones = tuple(replace(zone, modes=(*zone.modes, Mode.NIGHT)) if zone.id == 9 else zone for zone in plan.zones)
    return step(replace(plan, zones=zones), state, event, now_ms)


def sleepy_at_boot(plan: Plan, state: State, event: Event, now_ms: int) -> Step:
    """Wakes up disarmed."""
    if isinstance(event, Booted) and event.was_ms:
        areas = tuple(replace(area, phase=Phase.IDLE, mode=Mode.DISARMED, until_ms=None) for area in state.areas)
        state = replace(state, areas=areas)
    return step(plan, state, event, now_ms)


class Leaky(Outbox):
    """Loses each twentieth report."""

    def add(self, alarm: bool, text: str) -> None:
        super().add(alarm, text)
        if self.count % 20 == 0:
            del self.rows[self.count]


class Doubling(Outbox):
    """Writes each twentieth report twice."""

    def add(self, alarm: bool, text: str) -> None:
        super().add(alarm, text)
        if self.count % 20 == 0:
            super().add(alarm, text)


def forgetful(plan: Plan, state: State) -> bytes:
    """Does not store who is left out."""
    zones = tuple(replace(zone, bypass=Bypass.NONE, count=0) for zone in state.zones)
    return snapshot.encode(plan, replace(state, zones=zones))


def test_a_deaf_panel_misses_alarms() -> None:
    found = soak(SEED, 40, with_core(deaf))
    assert found.missed > 0 and not found.passed
    assert any("alarm missed" in one for one in found.details)


def test_a_jumpy_panel_tells_alarms_that_nobody_can_explain() -> None:
    found = soak(SEED, 40, with_core(jumpy))
    assert found.unexplained > 0 and not found.passed


def test_a_panel_that_boots_disarmed_misses_what_comes_after() -> None:
    found = soak(SEED, 40, with_core(sleepy_at_boot))
    assert not found.passed
    assert "report owed and not told" in str(found.violations)


def test_a_panel_that_loses_reports_is_found_out() -> None:
    found = soak(SEED, DAYS, lambda config, random: House(config, random, outbox=Leaky()))
    assert found.lost == found.reports // 20 > 0
    assert not found.passed


def test_a_panel_that_says_things_twice_is_found_out() -> None:
    found = soak(SEED, DAYS, lambda config, random: House(config, random, outbox=Doubling()))
    assert found.duplicated > 0 and not found.passed


def test_a_panel_that_forgets_what_is_left_out_is_found_out() -> None:
    """A loose contact was left out; the panel restarts, and it alarms again."""

    def make(config: Config, random: Random) -> House:
        return House(config, random, store=forgetful)

    found = soak(LOOSE_SEED, LOOSE_DAYS, make)
    assert not found.passed
    assert found.unexplained or found.violations
