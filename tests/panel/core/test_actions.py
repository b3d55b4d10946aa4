"""What each cell of the table does, as somebody in the house and somebody at the station would notice."""

import pytest
from msgspec.structs import replace

from panel.core import actions
from panel.core.events import TimePassed, ZoneChanged
from panel.core.names import Mode, Phase, ReportKind, Source
from panel.core.state import AreaState, Exit, Memory
from panel.core.step import step
from panel.core.table import TABLE, Do, Trigger
from panel.core.turn import Turn
from tests.support.script import (
    ANNEX,
    BACK_DOOR,
    BOX,
    FRONT_DOOR,
    HALL,
    HOME,
    PANIC_BUTTON,
    SMOKE,
    WINDOW,
    Story,
    armed,
    house_of,
    in_alarm,
    in_entry,
)
from zones.kinds import Kind, Level

SIREN = "shows siren=steady strobe sounder=steady armed alarm"
EXIT = ("house exit total", "shows sounder=slow_beeps armed", "ok")


def test_every_deed_of_the_table_has_its_action() -> None:
    assert set(actions._ACTIONS) == set(Do)


ARMED_NOW = "area.armed house mode=total by=ana/keypad"  # no exit will end any more: told now or never


def test_nobody_leaves_by_a_window(story: Story) -> None:
    story.arms("total", "house").expects(*EXIT)
    story.opens(WINDOW).expects(ARMED_NOW, "alarm.intrusion house #4 instant", "house alarm total", SIREN)


def test_the_way_out_is_quiet_during_exit_and_the_follower_sleeps_until_it_has_closed(story: Story) -> None:
    story.arms("total", "house").expects(*EXIT)
    story.opens(FRONT_DOOR).expects()
    story.opens(HALL).expects()
    story.closes(FRONT_DOOR).expects()
    story.at(50_000).expects("shows sounder=fast_beeps armed")
    story.at(60_000).expects("area.armed house mode=total by=ana/keypad", "house armed total", "shows armed")
    story.closes(HALL).expects()
    story.opens(HALL).expects("alarm.intrusion house #3 follower", "house alarm total", SIREN)


def test_a_follower_honours_a_running_entry(story: Story) -> None:
    in_entry(story).opens(HALL).expects()


def test_an_instant_zone_does_not(story: Story) -> None:
    in_entry(story).opens(WINDOW).expects("alarm.intrusion house #4 instant", "house alarm total", SIREN)


def test_without_an_entry_zone_a_follower_starts_entry() -> None:
    zones = tuple(zone for zone in HOME.zones if zone.kind is not Kind.ENTRY_EXIT)
    story = armed(Story(replace(HOME, zones=zones)))
    story.opens(HALL).expects(
        "alarm.pending house #3 follow_up=50000", "house entry total", "shows sounder=entry armed"
    )
    story.at(30_000).expects("alarm.intrusion house #3 entry_expired", "house alarm total", SIREN)


def test_of_two_entries_the_earlier_deadline_wins(story: Story) -> None:
    armed(story).opens(BACK_DOOR).expects(
        "alarm.pending house #2 follow_up=65000", "house entry total", "shows sounder=entry armed"
    )
    story.at(5_000).opens(FRONT_DOOR).expects()
    story.at(34_999).expects()
    story.at(35_000).expects("alarm.intrusion house #1 entry_expired", "house alarm total", SIREN)


def test_a_second_door_never_extends_an_entry(story: Story) -> None:
    in_entry(story).at(20_000).opens(BACK_DOOR).expects()
    story.at(30_000).expects("alarm.intrusion house #1 entry_expired", "house alarm total", SIREN)


def test_every_zone_that_trips_in_an_alarm_is_reported_and_every_restore(story: Story) -> None:
    in_alarm(story)
    story.opens(FRONT_DOOR).expects("alarm.intrusion house #1 during_alarm", "alarm.confirmed house #1 zones=4,1")
    story.opens(HALL).expects("alarm.intrusion house #3 follower")
    story.opens(BOX).expects("alarm.tamper house #5 tamper")
    story.closes(HALL).expects("restore.intrusion house #3")
    story.closes(WINDOW).expects("restore.intrusion house #4")
    story.opens(WINDOW).expects("alarm.intrusion house #4 instant")


def test_later_zones_do_not_prolong_the_siren(story: Story) -> None:
    in_alarm(story).at(170_000).opens(HALL).expects(
        "alarm.intrusion house #3 follower", "alarm.confirmed house #3 zones=4,3"
    )
    story.at(180_000).expects("house armed total", "shows strobe armed alarm")


def test_after_the_siren_an_entry_works_again(story: Story) -> None:
    in_alarm(story).at(180_000).expects("house armed total", "shows strobe armed alarm")
    story.opens(FRONT_DOOR).expects(
        "alarm.pending house #1 follow_up=50000", "house entry total", "shows strobe sounder=entry armed alarm"
    )


def test_a_restore_comes_also_after_the_disarm(story: Story) -> None:
    in_alarm(story).disarms("house").expects(
        "area.disarmed house mode=total by=ana/keypad",
        "alarm.cancelled house by=ana/keypad",
        "house idle",
        "shows alarm",
        "ok",
    )
    story.closes(WINDOW).expects("restore.intrusion house #4", "shows ready alarm")


def test_fire_rings_in_every_phase_and_changes_none(story: Story) -> None:
    in_entry(story).opens(SMOKE).expects("alarm.fire house #6 fire", "shows siren=fire strobe sounder=fire armed alarm")
    story.at(30_000).expects("alarm.intrusion house #1 entry_expired", "house alarm total")
    story.closes(SMOKE).expects("restore.fire house #6", SIREN)


def test_fire_sounds_without_end(story: Story) -> None:
    story.opens(SMOKE).expects("alarm.fire house #6 fire", "shows siren=fire strobe sounder=fire alarm")
    story.at(86_400_000).expects()


def test_a_hold_up_is_told_and_shown_nowhere(story: Story) -> None:
    armed(story).opens(PANIC_BUTTON).expects("alarm.hold_up house #7 hold_up")
    story.closes(PANIC_BUTTON).expects("restore.hold_up house #7")


def test_a_tamper_in_a_disarmed_house_is_for_those_at_home(story: Story) -> None:
    story.opens(BOX).expects("alarm.tamper house #5 tamper", "shows sounder=trouble alarm")
    story.at(3_600_000).expects()


def test_a_tamper_while_another_area_is_armed_sounds_as_a_latch(story: Story) -> None:
    story.arms("total", ANNEX, no_exit=True).expects(
        "area.armed annex mode=total by=ana/keypad", "annex armed total", "shows armed", "ok"
    )
    story.opens(BOX).expects("alarm.tamper house #5 tamper", SIREN)
    story.at(179_999).expects()
    story.at(180_000).expects("shows strobe sounder=trouble armed alarm")


def test_a_loose_contact_does_not_keep_the_latch_sounding(story: Story) -> None:
    story.arms("total", ANNEX, no_exit=True).expects(
        "area.armed annex mode=total by=ana/keypad", "annex armed total", "shows armed", "ok"
    )
    story.opens(BOX).expects("alarm.tamper house #5 tamper", SIREN)
    story.at(100_000).closes(BOX).expects("restore.tamper house #5")
    story.opens(BOX).expects("alarm.tamper house #5 tamper")
    story.at(180_000).expects("shows strobe sounder=trouble armed alarm")


def test_an_alarm_during_an_exit_forgets_the_exit(story: Story) -> None:
    story.arms("total", "house").expects(*EXIT)
    story.at(10_000).opens(BOX).expects(ARMED_NOW, "alarm.tamper house #5 tamper", "house alarm total", SIREN)
    story.at(60_000).expects()
    story.at(190_000).expects("house armed total", "shows strobe armed alarm")


def test_the_memory_of_an_alarm_lasts_until_the_next_arming(story: Story) -> None:
    in_alarm(story).closes(WINDOW).expects("restore.intrusion house #4")
    story.disarms("house").expects(
        "area.disarmed house mode=total by=ana/keypad",
        "alarm.cancelled house by=ana/keypad",
        "house idle",
        "shows ready alarm",
        "ok",
    )
    story.arms("total", "house").expects(*EXIT)


def test_of_two_doors_whose_times_end_together_the_first_is_the_one_that_is_told(story: Story) -> None:
    armed(story).opens(BACK_DOOR).said.clear()
    story.at(15_000).opens(FRONT_DOOR).expects()
    assert story.state.areas[0].entry_zone == BACK_DOOR
    story.at(45_000)
    assert story.said[0] == "alarm.intrusion house #2 entry_expired"
    story.said.clear()


def test_an_entry_leaves_no_doubt_whether_it_was_an_exit_error(story: Story) -> None:
    assert in_entry(story).state.areas[0] == AreaState(
        mode=Mode.TOTAL,
        phase=Phase.ENTRY,
        until_ms=30_000,
        actor="ana",
        source=Source.KEYPAD,
        entry_zone=FRONT_DOOR,
        entered=True,
    )


def test_a_quiet_alarm_that_ends_is_armed_as_before_and_the_next_one_may_sound() -> None:
    quiet = AreaState(mode=Mode.TOTAL, phase=Phase.ALARM, until_ms=180_000, quiet=True, alarmed_at_ms=100_000)
    ended = step(HOME, house_of(quiet), TimePassed(), 180_000).state.areas[0]
    assert ended == AreaState(mode=Mode.TOTAL, phase=Phase.ARMED, alarmed_at_ms=100_000)


def test_a_zone_with_a_siren_left_makes_a_quiet_alarm_loud() -> None:
    quiet = AreaState(mode=Mode.TOTAL, phase=Phase.ALARM, until_ms=180_000, quiet=True, alarmed_at_ms=1_000)
    loud = step(HOME, house_of(quiet), ZoneChanged(WINDOW, Level.OPEN), 2_000).state.areas[0]
    remembered = (Memory(WINDOW, ReportKind.INTRUSION, 2_000),)
    assert loud == replace(quiet, quiet=False, until_ms=182_000, memory=remembered)


def test_an_alarm_takes_nothing_with_it_of_the_exit_or_the_entry_before_it() -> None:
    """And the cancel window of an alarm that was told before goes on as it was."""
    leaving = {"phase": Phase.EXIT, "until_ms": 60_000, "old_mode": Mode.NIGHT, "exit": Exit(full_until_ms=60_000)}
    coming = {"phase": Phase.ENTRY, "until_ms": 30_000, "entry_zone": FRONT_DOOR, "exit_error": True, "entered": True}
    for before in (leaving, coming, {"phase": Phase.ARMED}):
        for alarmed_at_ms in (None, 500):
            area = AreaState(mode=Mode.TOTAL, actor="ana", alarmed_at_ms=alarmed_at_ms, **before)
            after = step(HOME, house_of(area), ZoneChanged(WINDOW, Level.OPEN), 1_000).state.areas[0]
            assert after == AreaState(
                mode=Mode.TOTAL,
                phase=Phase.ALARM,
                until_ms=181_000,
                actor="ana",
                alarmed_at_ms=alarmed_at_ms or 1_000,
                memory=(Memory(WINDOW, ReportKind.INTRUSION, 1_000),),
                entered=area.entered,
            )


def test_what_the_table_calls_impossible_ends_the_process_and_names_it() -> None:
    impossible = [key for key, cell in TABLE.items() if cell.do is Do.IMPOSSIBLE]
    assert impossible
    for phase, trigger in impossible:
        turn = Turn(HOME, house_of(AreaState(phase=phase)), 0)
        turn.cells.append((Phase.IDLE, Trigger.FAULTED))  # an earlier one of the same step
        with pytest.raises(
            AssertionError, match=f"^area house met what .* impossible: .*{phase.value}.*{trigger.value}"
        ):
            actions.fire(turn, 0, trigger)
