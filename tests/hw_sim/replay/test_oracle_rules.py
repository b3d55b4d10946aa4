from pathlib import Path

import pytest

from hw_sim.replay.oracle_rules import Unjudged, Zone, read_rules
from hw_sim.replay.plain import Span
from tests.hw_sim.replay.written_home import config_text


def counted(folder: Path, spans: list[Span]) -> list[tuple[int, int]]:
    """What zone 3 (50 ms) makes of these spans."""
    (folder / "sereno.toml").write_text(config_text(), encoding="utf-8")
    zone = read_rules(folder / "sereno.toml", {3: spans}).zones[2]
    return list(zip(zone.opened, zone.closed, strict=True))


def test_a_change_counts_when_it_has_held_for_fifty_milliseconds(tmp_path: Path) -> None:
    assert counted(tmp_path, [Span(1_000, 3_000)]) == [(1_050, 3_050)]
    assert counted(tmp_path, [Span(1_000, 1_050)]) == [(1_050, 1_100)]


def test_a_glitch_of_twenty_milliseconds_never_counts(tmp_path: Path) -> None:
    assert counted(tmp_path, [Span(1_000, 1_020)]) == []
    assert counted(tmp_path, [Span(1_000, 1_049)]) == []


def test_a_gap_too_short_to_count_does_not_close(tmp_path: Path) -> None:
    assert counted(tmp_path, [Span(1_000, 2_000), Span(2_030, 3_000)]) == [(1_050, 3_050)]


def test_short_gaps_and_short_openings_in_a_row_change_nothing(tmp_path: Path) -> None:
    flutter = [Span(1_000, 2_000), Span(2_030, 2_060), Span(2_090, 2_120)]
    assert counted(tmp_path, flutter) == [(1_050, 2_170)]


def test_overlapping_spans_are_one_opening(tmp_path: Path) -> None:
    assert counted(tmp_path, [Span(1_500, 4_000), Span(1_000, 2_000)]) == [(1_050, 4_050)]


def test_what_is_not_written_has_the_value_of_the_guide(tmp_path: Path) -> None:
    (tmp_path / "sereno.toml").write_text(config_text(), encoding="utf-8")
    rules = read_rules(tmp_path / "sereno.toml", {})
    assert (rules.exit_ms, rules.siren_ms, rules.cancel_ms) == (60_000, 180_000, 300_000)
    assert (rules.needs_pin, rules.tag_cancels) == (True, False)
    assert rules.areas == {"house": ("total", "partial", "night")}
    assert rules.zones[0] == Zone(1, "house", "entry_exit", ("total", "partial", "night"), 30_000)


def test_what_is_written_counts(tmp_path: Path) -> None:
    more = "[timings]\nexit_delay_s = 20\nentry_delay_a_s = 5\nsiren_s = 90\n[tags]\nuid_only_needs_pin = false\n"
    (tmp_path / "sereno.toml").write_text(config_text(more=more), encoding="utf-8")
    rules = read_rules(tmp_path / "sereno.toml", {})
    assert (rules.exit_ms, rules.zones[0].entry_ms, rules.siren_ms, rules.needs_pin) == (20_000, 5_000, 90_000, False)


@pytest.mark.parametrize(("at_ms", "is_open"), [(1_050, False), (1_051, True), (3_050, True), (3_051, False)])
def test_open_at_an_instant_means_just_before_it(at_ms: int, is_open: bool) -> None:
    zone = Zone(3, "house", "instant", ("total",), 30_000, opened=(1_050,), closed=(3_050,))
    assert zone.is_open(at_ms) is is_open


def test_openings_between_two_instants_include_the_first_and_not_the_last() -> None:
    zone = Zone(3, "house", "instant", ("total",), 30_000, opened=(10, 20, 30), closed=(15, 25, 35))
    assert zone.between(10, 30) == (10, 20)


def test_what_works_around_the_clock_is_live_in_every_mode() -> None:
    assert Zone(5, "house", "fire", (), 30_000).is_live("night")
    assert not Zone(3, "house", "instant", ("total",), 30_000).is_live("night")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('kind = "instant"', 'kind = "instant"\ncross_group = "x"', "cross_group"),
        ('kind = "instant"', 'kind = "instant"\nswinger_limit = 4', "swinger_limit of at most 3"),
        ('kind = "fire"', 'kind = "gas"', "and not gas"),
    ],
)
def test_what_the_oracle_does_not_know_it_does_not_judge(tmp_path: Path, old: str, new: str, named: str) -> None:
    (tmp_path / "sereno.toml").write_text(config_text().replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Unjudged, match=named):
        read_rules(tmp_path / "sereno.toml", {})


@pytest.mark.parametrize("line", ['profile = "cp01"', "final_set = true", "stay = true"])
def test_other_ways_of_leaving_are_not_judged(tmp_path: Path, line: str) -> None:
    (tmp_path / "sereno.toml").write_text(config_text(more=f"[arming]\n{line}\n"), encoding="utf-8")
    with pytest.raises(Unjudged, match=f"arming: {line.partition(' ')[0]}"):
        read_rules(tmp_path / "sereno.toml", {})


def test_a_house_has_the_limits_of_the_guide_without_saying_so(tmp_path: Path) -> None:
    (tmp_path / "sereno.toml").write_text(config_text(), encoding="utf-8")
    rules = read_rules(tmp_path / "sereno.toml", {})
    assert (rules.exit_restart, rules.confirm_ms) == (True, 1_800_000)
    assert [zone.swinger for zone in rules.zones] == [3, 3, 3, 3, 0]
