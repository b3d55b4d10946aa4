"""How alarms are told: confirmed, counted, verified, under duress."""

from msgspec.structs import replace

from panel.core.names import Profile, Trial
from panel.core.plan import ZonePlan
from panel.core.state import Crossed
from tests.support.script import (
    ANA,
    BACK_DOOR,
    BOX,
    FRONT_DOOR,
    HALL,
    HOME,
    HOUSE,
    WINDOW,
    Story,
    armed,
    in_alarm,
    in_entry,
)
from zones.kinds import Kind, Level

EN, CP01 = replace(HOME, profile=Profile.EN), replace(HOME, profile=Profile.CP01)
LOUD = "shows siren=steady strobe sounder=steady armed alarm"


def test_a_second_zone_confirms_once_and_the_way_in_after_an_entry_does_not(story: Story) -> None:
    in_entry(story).at(30_000).expects("alarm.intrusion house #1 entry_expired", "house alarm total", LOUD)
    story.opens(HALL).expects("alarm.intrusion house #3 follower")
    story.opens(WINDOW).expects("alarm.intrusion house #4 instant", "alarm.confirmed house #4 zones=1,4")
    story.opens(BOX).expects("alarm.tamper house #5 tamper")


def test_half_an_hour_later_nothing_is_confirmed_any_more(story: Story) -> None:
    in_alarm(story).at(1_800_000).said.clear()
    story.opens(BOX).said.clear()
    assert not story.state.confirmed


def crossed(zone: ZonePlan) -> ZonePlan:
    return replace(zone, cross_group="room", kind=Kind.INSTANT) if zone.id in (HALL, WINDOW) else zone


def test_one_of_a_cross_group_is_unverified_and_two_within_a_minute_are_both_alarms() -> None:
    story = armed(Story(replace(HOME, zones=tuple(map(crossed, HOME.zones)))))
    story.opens(WINDOW).expects("alarm.unverified house #4 cross_group")
    story.closes(WINDOW).expects()
    story.at(59_000).opens(HALL).expects(
        "alarm.intrusion house #3 instant",
        "alarm.intrusion house #4 instant",
        "alarm.confirmed house #4 zones=3,4",
        "restore.intrusion house #4",
        "house alarm total",
        LOUD,
    )


def test_two_groups_that_wait_at_once_do_not_forget_each_other() -> None:
    groups = {HALL: "room", WINDOW: "room", FRONT_DOOR: "yard", BACK_DOOR: "yard"}
    zones = tuple(replace(z, cross_group=groups[z.id], kind=Kind.INSTANT) if z.id in groups else z for z in HOME.zones)
    story = armed(Story(replace(HOME, zones=zones)))
    story.opens(WINDOW).expects("alarm.unverified house #4 cross_group")
    story.at(1_000).opens(FRONT_DOOR).expects("alarm.unverified house #1 cross_group")
    assert list(story.state.crossed) == [Crossed(WINDOW, 60_000), Crossed(FRONT_DOOR, 61_000)]
    story.at(2_000).opens(HALL).said.clear()
    assert list(story.state.crossed) == [Crossed(FRONT_DOOR, 61_000)]
    story.opens(BACK_DOOR).expects("alarm.intrusion house #2 instant", "alarm.intrusion house #1 instant")
    assert not story.state.crossed


def test_with_one_of_the_group_left_out_the_other_alarms_alone() -> None:
    story = Story(replace(HOME, zones=tuple(map(crossed, HOME.zones))))
    story.bypasses(HALL).said.clear()
    story.arms("total", HOUSE, no_exit=True).said.clear()
    story.opens(WINDOW).expects("alarm.intrusion house #4 instant", "house alarm total", LOUD)


def test_a_zone_that_alarms_three_times_is_muted_until_the_disarm_and_says_so(story: Story) -> None:
    armed(story)
    for _ in range(2):
        story.opens(WINDOW).said.clear()
        story.closes(WINDOW).said.clear()
    story.opens(WINDOW).expects("alarm.intrusion house #4 instant", "zone.swinger house #4")
    story.closes(WINDOW).expects("restore.intrusion house #4")
    story.opens(WINDOW).expects()
    story.disarms()
    assert "zone.unbypassed house #4 period_ended" in story.said
    story.said.clear()


def test_the_siren_of_one_zone_starts_three_times_and_another_zone_sounds_again() -> None:
    plan = replace(HOME, zones=tuple(replace(zone, swinger_limit=9) for zone in HOME.zones))
    story = armed(Story(plan))
    for round_ in range(3):
        story.at(round_ * 200_000).opens(WINDOW).said.clear()
        story.closes(WINDOW).said.clear()
        story.at(round_ * 200_000 + 190_000).said.clear()
    story.at(600_000).opens(WINDOW)
    assert "house alarm total" in story.said
    assert not any("siren" in line for line in story.said)
    story.said.clear()
    story.opens(BOX)
    assert LOUD in story.said
    story.said.clear()


def test_under_duress_the_house_shows_an_ordinary_disarm_and_the_station_hears_the_truth(story: Story) -> None:
    in_alarm(story).at(5_000).disarms(duress=True).expects(
        "alarm.duress house by=ana/keypad",
        "area.disarmed house mode=total by=ana/keypad",
        "alarm.cancelled house since=5000 by=ana/keypad local",
        "house idle",
        "shows alarm",
        "ok",
    )


def test_duress_follows_up_on_the_pending_in_place_of_the_disarm(story: Story) -> None:
    in_entry(story).disarms(duress=True).expects(
        "alarm.duress house by=ana/keypad closes_pending",
        "area.disarmed house mode=total by=ana/keypad",
        "house idle",
        "shows ready",
        "ok",
    )


def test_an_alarm_two_minutes_after_leaving_says_that_somebody_may_have_come_back() -> None:
    plan = replace(HOME, recent_close_ms=120_000)
    story = armed(Story(plan))
    story.at(119_999).opens(WINDOW).expects("alarm.intrusion house #4 instant recent_close", "house alarm total", LOUD)
    other = armed(Story(plan))
    other.at(120_000).opens(WINDOW).expects("alarm.intrusion house #4 instant", "house alarm total", LOUD)
    assert ANA.id == "ana"


def test_confirmation_holds_within_its_time_to_the_millisecond_and_forgets_the_first() -> None:
    plan = replace(
        HOME, confirm_ms=1, zones=tuple(replace(z, kind=Kind.INSTANT) if z.id == HALL else z for z in HOME.zones)
    )
    story = armed(Story(plan)).opens(WINDOW)
    story.said.clear()
    story.opens(HALL).expects("alarm.intrusion house #3 instant", "alarm.confirmed house #3 zones=4,3")
    assert (story.state.first_alarm, story.state.confirmed) == (None, True)


def test_a_limit_of_one_mutes_after_the_first_alarm_and_none_never() -> None:
    for limit, muted in ((1, True), (0, False)):
        zones = tuple(replace(zone, swinger_limit=limit) for zone in HOME.zones)
        story = armed(Story(replace(HOME, zones=zones)))
        for _ in range(4):
            story.opens(WINDOW)
            told = "zone.swinger house #4" in story.said
            story.said.clear()
            assert told is muted
            if muted:
                break
            story.closes(WINDOW).said.clear()


def test_a_siren_without_a_limit_starts_as_often_as_it_likes_and_one_with_three_no_less_than_three_times() -> None:
    for limit, starts in ((0, 5), (3, 3)):
        zones = tuple(replace(zone, swinger_limit=0) for zone in HOME.zones)
        story = armed(Story(replace(HOME, siren_limit=limit, zones=zones)))
        heard = 0
        for round_ in range(5):
            story.at(round_ * 200_000).opens(WINDOW)
            heard += LOUD in story.said
            story.said.clear()
            story.closes(WINDOW).said.clear()
            story.at(round_ * 200_000 + 190_000).said.clear()
        assert heard == starts


def test_a_tamper_in_service_mode_is_a_test_and_counts_for_nothing(story: Story) -> None:
    story.consents(3_600_000).said.clear()
    story.tries(Trial.SERVICE).said.clear()
    story.reads(WINDOW, Level.TAMPER)
    assert story.said[0] == "alarm.tamper house #4 tamper test"
    story.said.clear()
    assert (story.state.zones[WINDOW - 1].count, story.state.zones[WINDOW - 1].rings) == (0, 0)


def test_what_is_still_open_when_a_days_mute_ends_alarms_once_more_and_owes_one_restore() -> None:
    cellar = replace(HOME.zones[WINDOW - 1], kind=Kind.INTRUDER_24H, modes=(), swinger_limit=1)
    zones = tuple(cellar if zone.id == WINDOW else zone for zone in HOME.zones)
    story = Story(replace(HOME, zones=zones)).opens(WINDOW)
    assert "zone.swinger house #4" in story.said
    story.said.clear()
    story.at(86_400_000)
    assert story.said[:2] == ["zone.unbypassed house #4 period_ended", "alarm.intrusion house #4 intruder_24h"]
    story.said.clear()
    story.closes(WINDOW)
    assert [line for line in story.said if "restore" in line] == ["restore.intrusion house #4"]
    story.said.clear()


def test_cut_wires_of_one_of_a_group_are_a_tamper_and_make_nothing_true_of_the_other() -> None:
    story = armed(Story(replace(HOME, zones=tuple(map(crossed, HOME.zones)))))
    story.opens(WINDOW).expects("alarm.unverified house #4 cross_group")
    story.reads(HALL, Level.TAMPER).expects("alarm.tamper house #3 tamper", "house alarm total", LOUD)
    assert [one.zone for one in story.state.crossed] == [WINDOW]
