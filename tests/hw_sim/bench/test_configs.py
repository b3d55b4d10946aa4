"""What is measured is the shipped example."""

from hw_sim.bench.configs import DOOR, SMOKE, SMOKE_QUALIFICATION_MS, WINDOW, example, watched
from panel.config import parse
from zones.kinds import Kind


def test_only_the_named_timings_differ_from_the_example() -> None:
    shipped, changed = parse(example(), "a"), parse(example(exit_delay_s=0, entry_delay_a_s=8), "b")
    assert (changed.timings.exit_delay_s, changed.timings.entry_delay_a_s) == (0, 8)
    assert changed.zone == shipped.zone
    assert changed.timings.siren_s == shipped.timings.siren_s


def test_the_zones_that_the_benchmarks_work_are_there_and_of_the_kind_they_need() -> None:
    kinds = {zone.input: (zone.kind, zone.qualification_ms) for zone in parse(example(), "a").zone}
    assert kinds[SMOKE] == (Kind.FIRE, SMOKE_QUALIFICATION_MS)
    assert kinds[WINDOW][0] is Kind.INSTANT
    assert kinds[DOOR][0] is Kind.ENTRY_EXIT


def test_a_watched_house_differs_by_the_camera_of_its_smoke_detector_alone() -> None:
    plain, seen = parse(example(), "a"), parse(watched(example()), "b")
    assert [zone.cameras for zone in seen.zone if zone.input == SMOKE] == [("hall",)]
    assert [zone for zone in seen.zone if zone.input != SMOKE] == [zone for zone in plain.zone if zone.input != SMOKE]
