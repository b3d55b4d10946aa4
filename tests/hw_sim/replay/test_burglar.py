from dataclasses import replace

import msgspec
import pytest

from hw_sim.replay.burglar import GLITCH_MS, PROMISED, break_ins, plant, shortfalls
from hw_sim.replay.contacts import open_between
from hw_sim.replay.mapping import read_mapping
from hw_sim.replay.plain import Span
from hw_sim.replay.plan import Plan, make_plan
from hw_sim.replay.recording import read_recording
from panel.config import Config, load
from panel.core.names import Mode
from tests.hw_sim.replay.written_home import synthetic_home
from zones.kinds import ALWAYS_LIVE, Kind


@pytest.fixture(scope="module")
def home() -> tuple[Plan, Config]:
    files = synthetic_home()
    config = load(files.config)
    mapping = read_mapping(files.mapping, {zone.id: zone.name for zone in config.zone})
    return make_plan(read_recording(files.sensors, files.labels, mapping.timezone), mapping, config), config


def test_the_same_seed_plants_the_same_break_ins_and_another_does_not(home: tuple[Plan, Config]) -> None:
    plan, config = home
    assert plant(plan, config, 7).planted == plant(plan, config, 7).planted
    assert plant(plan, config, 7).planted != plant(plan, config, 8).planted


@pytest.mark.parametrize("seed", [1, 7, 23])
def test_every_zone_is_broken_into_at_least_a_hundred_times_in_all(home: tuple[Plan, Config], seed: int) -> None:
    planted = plant(*home, seed)
    assert break_ins(planted.planted) >= PROMISED
    assert shortfalls(planted, home[1]) == []


def test_break_ins_come_in_exit_in_entry_when_armed_and_by_entry_alone(home: tuple[Plan, Config]) -> None:
    plan, config = home
    planted = plant(plan, config, 7).planted
    kinds = {zone.id: zone.kind for zone in config.zone}
    tried = {(one.story, kinds[one.zone]) for one in planted}
    assert {("expired", Kind.ENTRY_EXIT), ("left_open", Kind.ENTRY_EXIT)} <= tried
    assert {(story, Kind.FOLLOWER) for story in ("armed", "entry", "after_expiry")} <= tried
    assert {(story, Kind.INSTANT) for story in ("exit", "armed", "entry", "after_expiry")} <= tried
    always = {zone.id for zone in config.zone if zone.kind in ALWAYS_LIVE}
    assert always <= {one.zone for one in planted if one.story in ("exit", "armed", "entry")}


def test_nothing_is_planted_outside_the_armed_periods(home: tuple[Plan, Config]) -> None:
    plan, config = home
    for one in plant(plan, config, 7).planted:
        assert any(p.armed_ms < one.span.start_ms and one.span.end_ms < p.disarm_ms for p in plan.periods), one


def test_glitches_last_twenty_milliseconds_and_there_are_many(home: tuple[Plan, Config]) -> None:
    glitches = [one for one in plant(*home, 7).planted if one.story == "glitch"]
    assert len(glitches) >= PROMISED
    assert {one.span.end_ms - one.span.start_ms for one in glitches} == {GLITCH_MS}


def test_no_break_in_hides_in_what_was_recorded(home: tuple[Plan, Config]) -> None:
    plan, config = home
    for one in plant(plan, config, 7).planted:
        if one.story not in ("glitch", "walks_on"):
            assert not open_between(plan.contacts, one.zone, *one.span), one


def test_no_two_things_begin_in_one_instant(home: tuple[Plan, Config]) -> None:
    plan, config = home
    planted = plant(plan, config, 7)
    starts = [one.span.start_ms for one in planted.planted]
    starts += [span.start_ms for spans in plan.contacts.values() for span in spans]
    assert len(starts) == len(set(starts))


def test_a_home_armed_for_too_short_a_time_is_told(home: tuple[Plan, Config]) -> None:
    plan, config = home
    nights = tuple(period for period in plan.periods if period.mode is Mode.NIGHT)
    short = replace(plan, periods=(replace(nights[0], disarm_ms=nights[0].armed_ms + 700_000),))
    planted = plant(short, config, 7)
    assert 0 < break_ins(planted.planted) < 3
    found = shortfalls(planted, config)
    assert found[0].startswith(f"only {break_ins(planted.planted)} break-ins")
    assert any("was never broken into" in line for line in found[1:])


def test_an_exit_delay_too_short_to_use_is_left_alone(home: tuple[Plan, Config]) -> None:
    plan, config = home
    hasty = _with_exit_delay(config, 2)
    planted = plant(plan, hasty, 7).planted
    assert {"exit", "left_open"}.isdisjoint(one.story for one in planted)
    assert all(one.span == Span(*sorted(one.span)) for one in planted)


def _with_exit_delay(config: Config, seconds: int) -> Config:
    return msgspec.structs.replace(config, timings=msgspec.structs.replace(config.timings, exit_delay_s=seconds))
