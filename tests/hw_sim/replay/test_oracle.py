"""The rules of the house as the oracle tells them: contacts and acts in, everything that must be told out.

Times are seconds from an arbitrary zero; contacts count 50 ms after they move.
"""

import ast
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from hw_sim.replay import oracle, oracle_rules, oracle_watch, plain
from hw_sim.replay.plain import Act, Active, Pin, Planted, Sensor, Span, Tag
from tests.hw_sim.replay.written_home import config_text

DOOR, HALL, WINDOW, BED, SMOKE, LID, HOLD_UP, BACK = range(1, 9)
ALL = '["total", "partial", "night"]'
ZONES = (
    ("Door", "entry_exit", ALL),
    ("Hall", "follower", '["total"]'),
    ("Window", "instant", ALL),
    ("Bed", "instant", '["total"]'),
    ("Smoke", "fire", ""),
    ("Lid", "tamper", ""),
    ("Button", "hold_up", ""),
    ("Back", "entry_exit", ALL),
)
Story = list[tuple[float, str]]


def tell(
    folder: Path, openings: Sequence[tuple[int, float, float]], acts: Sequence[Act], more: str = "", back: str = ""
) -> Story:
    """(seconds, "kind zone why") of everything that must be told, in order."""
    text = config_text(ZONES, more).replace('name = "Back"\narea', f'name = "Back"\n{back}area')
    (folder / "sereno.toml").write_text(text, encoding="utf-8")
    planted = [Planted(zone, Span(round(a * 1000), round(b * 1000)), "") for zone, a, b in openings]
    told = oracle.expect(folder / "sereno.toml", [], {}, {}, planted, acts)
    return [(one.at_ms / 1000, _words(one)) for one in told]


def _words(one: plain.Happening) -> str:
    parts = [one.kind, str(one.zone or ""), one.why, one.mode, "exit_error" if one.exit_error else ""]
    return " ".join(part for part in parts if part)


def tag(at_s: float) -> Tag:
    return Tag(round(at_s * 1000))


def pin(at_s: float) -> Pin:
    return Pin(round(at_s * 1000))


ARMED = (60.0, "area.armed total")


def test_the_oracle_imports_the_standard_library_and_plain_facts_alone() -> None:
    for module in (oracle, oracle_rules, oracle_watch, plain):
        assert module.__file__ is not None
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            for name in names:
                ours = name in ("hw_sim.replay.plain", "hw_sim.replay.oracle_rules", "hw_sim.replay.oracle_watch")
                assert ours or name.partition(".")[0] in sys.stdlib_module_names, name


def test_a_quiet_absence_is_armed_pending_and_disarmed(tmp_path: Path) -> None:
    assert tell(tmp_path, [(DOOR, 0, 5), (DOOR, 600, 605)], [tag(0), pin(610)]) == [
        ARMED,
        (600.05, "alarm.pending 1"),
        (610.0, "area.disarmed total"),
    ]


def test_the_way_out_is_ignored_in_the_exit_delay_and_a_window_is_not(tmp_path: Path) -> None:
    assert tell(tmp_path, [(DOOR, 10, 12), (HALL, 11, 13), (WINDOW, 20, 21)], [tag(0)]) == [
        (20.05, "area.armed total"),
        (20.05, "alarm.intrusion 3 instant"),
        (21.05, "restore.intrusion 3"),
    ]


def test_entry_expires_into_an_alarm_of_the_zone_that_began_it(tmp_path: Path) -> None:
    assert tell(tmp_path, [(DOOR, 100, 102)], [tag(0)]) == [
        ARMED,
        (100.05, "alarm.pending 1"),
        (130.05, "alarm.intrusion 1 entry_expired"),
        (130.05, "restore.intrusion 1"),
    ]


def test_of_two_entries_the_earliest_deadline_wins(tmp_path: Path) -> None:
    more = "[timings]\nentry_delay_a_s = 30\nentry_delay_b_s = 10\n"
    story = tell(tmp_path, [(DOOR, 100, 102), (BACK, 105, 107)], [tag(0)], more, back='entry_delay = "B"\n')
    assert story == [
        ARMED,
        (100.05, "alarm.pending 1"),
        (115.05, "alarm.intrusion 8 entry_expired"),
        (115.05, "restore.intrusion 8"),
    ]


def test_a_follower_is_let_pass_during_entry_and_else_alarms_at_once(tmp_path: Path) -> None:
    story = tell(tmp_path, [(DOOR, 100, 102), (HALL, 105, 106), (HALL, 700, 701)], [tag(0), pin(110), tag(600)])
    assert story[1:] == [
        (100.05, "alarm.pending 1"),
        (110.0, "area.disarmed total"),
        (660.0, "area.armed total"),
        (700.05, "alarm.intrusion 2 follower"),
        (701.05, "restore.intrusion 2"),
    ]


def test_a_follower_active_at_the_end_of_exit_goes_live_after_its_next_closing(tmp_path: Path) -> None:
    assert tell(tmp_path, [(HALL, 50, 100), (HALL, 110, 111)], [tag(0)]) == [
        ARMED,
        (110.05, "alarm.intrusion 2 follower"),
        (111.05, "restore.intrusion 2"),
    ]


def test_an_instant_zone_during_entry_alarms_at_once_and_the_entry_is_over(tmp_path: Path) -> None:
    assert tell(tmp_path, [(DOOR, 100, 102), (WINDOW, 110, 111)], [tag(0)]) == [
        ARMED,
        (100.05, "alarm.pending 1"),
        (110.05, "alarm.intrusion 3 instant"),
        (111.05, "restore.intrusion 3"),
    ]


def test_a_door_open_at_the_end_of_exit_is_an_exit_error_that_closing_does_not_mend(tmp_path: Path) -> None:
    assert tell(tmp_path, [(DOOR, 50, 70)], [tag(0)]) == [
        ARMED,
        (60.0, "alarm.pending 1 exit_error"),
        (90.0, "alarm.intrusion 1 entry_expired exit_error"),
        (90.0, "restore.intrusion 1"),
    ]


def test_an_exit_error_is_ended_by_a_disarm(tmp_path: Path) -> None:
    assert tell(tmp_path, [(DOOR, 50, 70)], [tag(0), pin(80)]) == [
        ARMED,
        (60.0, "alarm.pending 1 exit_error"),
        (80.0, "area.disarmed total"),
    ]


def test_every_zone_that_trips_while_the_siren_sounds_is_told_and_prolongs_nothing(tmp_path: Path) -> None:
    story = tell(tmp_path, [(WINDOW, 100, 101), (DOOR, 150, 151), (HALL, 160, 161), (DOOR, 281, 282)], [tag(0)])
    assert [one for one in story if "restore" not in one[1]] == [
        ARMED,
        (100.05, "alarm.intrusion 3 instant"),
        (150.05, "alarm.intrusion 1 during_alarm"),
        (150.05, "alarm.confirmed 1"),
        (160.05, "alarm.intrusion 2 follower"),
        (281.05, "alarm.pending 1"),
        (311.05, "alarm.intrusion 1 entry_expired"),
    ]


def test_an_open_zone_alarms_again_only_after_it_has_closed(tmp_path: Path) -> None:
    story = tell(tmp_path, [(WINDOW, 100, 400), (WINDOW, 500, 501)], [tag(0)])
    assert [one for one in story if one[1].startswith("alarm")] == [
        (100.05, "alarm.intrusion 3 instant"),
        (500.05, "alarm.intrusion 3 instant"),
    ]


def test_at_one_instant_time_goes_first(tmp_path: Path) -> None:
    # The door opens anew in the very millisecond in which its entry expires.
    story = tell(tmp_path, [(DOOR, 100, 102), (DOOR, 130, 131)], [tag(0)])
    assert story[2:] == [
        (130.05, "alarm.intrusion 1 entry_expired"),
        (130.05, "alarm.intrusion 1 during_alarm"),
        (130.05, "restore.intrusion 1"),
        (131.05, "restore.intrusion 1"),
    ]


def test_glitches_are_never_told(tmp_path: Path) -> None:
    assert tell(tmp_path, [(WINDOW, 100, 100.02), (DOOR, 200, 200.02), (SMOKE, 300, 300.02)], [tag(0)]) == [ARMED]


def test_fire_and_hold_up_are_told_in_every_phase(tmp_path: Path) -> None:
    story = tell(tmp_path, [(SMOKE, -50, -49), (SMOKE, 30, 31), (HOLD_UP, 100, 101)], [tag(0)])
    assert story == [
        (-49.95, "alarm.fire 5 fire"),
        (-48.95, "restore.fire 5"),
        (30.05, "alarm.fire 5 fire"),
        (31.05, "restore.fire 5"),
        ARMED,
        (100.05, "alarm.hold_up 7 hold_up"),
        (101.05, "restore.hold_up 7"),
    ]


def test_a_code_silences_a_fire_that_still_burns_once(tmp_path: Path) -> None:
    story = tell(tmp_path, [(SMOKE, 10, 100)], [pin(20), pin(30)])
    assert story == [
        (10.05, "alarm.fire 5 fire"),
        (20.0, "alarm.silenced 5 silenced_by_user"),
        (100.05, "restore.fire 5"),
    ]


def test_a_tamper_is_an_intrusion_while_armed_and_a_latch_while_not(tmp_path: Path) -> None:
    story = tell(tmp_path, [(LID, -50, -49), (LID, 100, 101), (DOOR, 150, 151)], [tag(0)])
    assert [one for one in story if "restore" not in one[1]] == [
        (-49.95, "alarm.tamper 6 tamper"),
        ARMED,
        (100.05, "alarm.tamper 6 tamper"),
        (150.05, "alarm.intrusion 1 during_alarm"),
        (150.05, "alarm.confirmed 1"),
    ]


def test_an_open_window_refuses_the_tag_and_an_open_door_does_not(tmp_path: Path) -> None:
    assert tell(tmp_path, [(WINDOW, -10, 5)], [tag(0)]) == [(0.0, "area.arm_refused total")]
    assert tell(tmp_path, [(DOOR, -10, 5)], [tag(0)]) == [ARMED]


def test_after_a_refusal_nothing_is_watched(tmp_path: Path) -> None:
    assert tell(tmp_path, [(WINDOW, -10, 5), (WINDOW, 100, 101)], [tag(0), pin(200)]) == [
        (0.0, "area.arm_refused total")
    ]


def test_a_tag_steps_the_mode_and_each_step_begins_the_exit_anew(tmp_path: Path) -> None:
    story = tell(tmp_path, [(BED, 30, 400)], [tag(0), tag(1), tag(2), tag(500), pin(503)])
    assert story == [(62.0, "area.armed night"), (503.0, "area.disarmed night")]


def test_a_tag_after_three_seconds_waits_for_its_pin(tmp_path: Path) -> None:
    assert tell(tmp_path, [], [tag(0), tag(3)]) == [ARMED]
    assert tell(tmp_path, [], [tag(0), tag(2.999)]) == [(62.999, "area.armed partial")]


def test_a_tag_does_not_step_out_of_an_alarm(tmp_path: Path) -> None:
    assert tell(tmp_path, [(BED, 0.5, 9)], [tag(0), tag(1), tag(2)]) == [
        (0.55, "area.armed total"),
        (0.55, "alarm.intrusion 4 instant"),
        (9.05, "restore.intrusion 4"),
    ]


def test_a_tag_that_needs_no_pin_disarms(tmp_path: Path) -> None:
    more = "[tags]\nuid_only_needs_pin = false\ntag_cancels = true\n"
    assert tell(tmp_path, [(WINDOW, 100, 101)], [tag(0), tag(200)], more) == [
        ARMED,
        (100.05, "alarm.intrusion 3 instant"),
        (101.05, "restore.intrusion 3"),
        (200.0, "area.disarmed total"),
        (200.0, "alarm.cancelled"),
    ]


@pytest.mark.parametrize(("pin_s", "cancels"), [(400.049, True), (400.05, False)])
def test_a_code_cancels_within_five_minutes_of_the_first_alarm(tmp_path: Path, pin_s: float, cancels: bool) -> None:
    story = tell(tmp_path, [(WINDOW, 100, 101), (WINDOW, 390, 391)], [tag(0), pin(pin_s)])
    assert ((pin_s, "alarm.cancelled") in story) is cancels


def test_recorded_sensors_are_ored_and_shifted_as_planned(tmp_path: Path) -> None:
    (tmp_path / "sereno.toml").write_text(config_text(ZONES), encoding="utf-8")
    one, other, cat = (Sensor(name, "PIR", "House") for name in ("One", "Other", "Cat"))
    recorded = [Active(one, Span(100_000, 102_000)), Active(other, Span(101_000, 103_000)), Active(cat, Span(0, 1_000))]
    told = oracle.expect(tmp_path / "sereno.toml", recorded, {one: 3, other: 3}, {3: 2}, [], [tag(0)])
    assert [(happening.at_ms, happening.kind) for happening in told] == [
        (60_000, "area.armed"),
        (100_052, "alarm.intrusion"),
        (103_052, "restore.intrusion"),
    ]


def test_whoever_comes_back_for_the_keys_gets_the_whole_exit_delay_once(tmp_path: Path) -> None:
    once = tell(tmp_path, [(DOOR, 10, 12), (DOOR, 40, 41)], [tag(0)])
    assert once == [(100.05, "area.armed total")]
    twice = tell(tmp_path, [(DOOR, 10, 12), (DOOR, 40, 41), (DOOR, 80, 81)], [tag(0)])
    assert twice == [(100.05, "area.armed total")]
    late = tell(tmp_path, [(DOOR, 10, 12), (DOOR, 70, 71)], [tag(0)])
    assert late == [
        ARMED,
        (70.05, "alarm.pending 1"),
        (100.05, "alarm.intrusion 1 entry_expired"),
        (100.05, "restore.intrusion 1"),
    ]


def test_the_exit_begins_anew_only_after_every_door_was_closed_and_only_if_it_may(tmp_path: Path) -> None:
    assert tell(tmp_path, [(DOOR, 10, 50), (BACK, 20, 30)], [tag(0)]) == [ARMED]
    assert tell(tmp_path, [(DOOR, 10, 12), (DOOR, 40, 41)], [tag(0)], "[arming]\nexit_restart = false\n") == [ARMED]


def test_the_third_alarm_of_a_zone_is_its_last_until_somebody_disarms(tmp_path: Path) -> None:
    again = [(WINDOW, at, at + 1) for at in (100, 110, 120, 130, 400, 700)]
    story = tell(tmp_path, again, [tag(0), pin(500), tag(600)])
    assert [one for one in story if "restore" not in one[1]] == [
        ARMED,
        (100.05, "alarm.intrusion 3 instant"),
        (110.05, "alarm.intrusion 3 instant"),
        (120.05, "alarm.intrusion 3 instant"),
        (120.05, "zone.swinger 3"),
        (500.0, "area.disarmed total"),
        (500.0, "zone.unbypassed 3"),
        (660.0, "area.armed total"),
        (700.05, "alarm.intrusion 3 instant"),
    ]


def test_a_lid_nobody_watches_says_it_three_times_a_day_and_again_when_the_day_is_over(tmp_path: Path) -> None:
    day = 86_400.0
    lid = [(LID, at, at + 1) for at in (10, 20, 30, 40)] + [(LID, 50, day + 100)]
    story = tell(tmp_path, lid, [])
    assert [one for one in story if "restore" not in one[1]] == [
        (10.05, "alarm.tamper 6 tamper"),
        (20.05, "alarm.tamper 6 tamper"),
        (30.05, "alarm.tamper 6 tamper"),
        (30.05, "zone.swinger 6"),
        (day + 10.05, "zone.unbypassed 6"),
        (day + 10.05, "alarm.tamper 6 tamper"),
    ]


def test_a_lid_that_is_left_out_is_not_in_the_way_of_arming(tmp_path: Path) -> None:
    chatter = [(LID, 30, 31), (LID, 32, 33), (LID, 34, 300)]
    story = tell(tmp_path, chatter, [tag(100)])
    assert [one for one in story if one[0] >= 100] == [(160.0, "area.armed total"), (300.05, "restore.tamper 6")]
    assert (100.0, "area.arm_refused total") in tell(tmp_path, chatter[1:], [tag(100)])


@pytest.mark.parametrize(
    ("second", "confirms"),
    [((BED, 200, 201), True), ((WINDOW, 200, 201), False), ((BED, 1899, 1900), True), ((BED, 1901, 1902), False)],
)
def test_a_second_zone_within_half_an_hour_confirms_the_first(
    tmp_path: Path, second: tuple[int, float, float], confirms: bool
) -> None:
    story = tell(tmp_path, [(WINDOW, 100, 101), second], [tag(0)])
    assert ((second[1] + 0.05, f"alarm.confirmed {second[0]}") in story) is confirms


def test_who_came_in_by_the_door_and_was_too_slow_confirms_nothing_on_the_way(tmp_path: Path) -> None:
    story = tell(tmp_path, [(DOOR, 100, 102), (HALL, 140, 141), (BACK, 150, 151)], [tag(0)])
    assert not [one for one in story if "confirmed" in one[1]]
    story = tell(tmp_path, [(DOOR, 100, 102), (HALL, 140, 141), (BED, 150, 151)], [tag(0)])
    assert (150.05, "alarm.confirmed 4") in story


def test_after_a_disarm_what_alarms_is_another_story(tmp_path: Path) -> None:
    story = tell(tmp_path, [(WINDOW, 100, 101), (BED, 300, 301)], [tag(0), pin(200), tag(210)])
    assert not [one for one in story if "confirmed" in one[1]]
