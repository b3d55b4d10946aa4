"""What a level means: trips, restores, faults, readings that stay away."""

import msgspec
from msgspec.structs import replace

from panel.core.names import Bypass
from panel.core.plan import ZonePlan
from panel.core.state import initial
from tests.support.script import (
    ANNEX,
    BACK_DOOR,
    BOX,
    FRONT_DOOR,
    HALL,
    HOME,
    HOUSE,
    PANIC_BUTTON,
    SMOKE,
    WINDOW,
    Story,
    armed,
)
from zones.kinds import Kind, Level

SIREN = "shows siren=steady strobe sounder=steady armed alarm"


def test_the_same_level_again_is_no_news(story: Story) -> None:
    armed(story).opens(WINDOW).expects("alarm.intrusion house #4 instant", "house alarm total", SIREN)
    story.opens(WINDOW).expects()


def test_an_open_zone_alarms_again_only_after_it_has_closed(story: Story) -> None:
    armed(story).opens(WINDOW).expects("alarm.intrusion house #4 instant", "house alarm total", SIREN)
    story.reads(WINDOW, Level.MASKED).expects()
    story.closes(WINDOW).expects("restore.intrusion house #4")
    story.opens(WINDOW).expects("alarm.intrusion house #4 instant")


def test_a_covered_detector_alarms_as_an_open_one(story: Story) -> None:
    armed(story).reads(WINDOW, Level.MASKED).expects("alarm.intrusion house #4 instant", "house alarm total", SIREN)


def test_wires_cut_on_an_open_window_are_news_and_both_alarms_get_their_restore(story: Story) -> None:
    armed(story).opens(WINDOW).expects("alarm.intrusion house #4 instant", "house alarm total", SIREN)
    story.reads(WINDOW, Level.TAMPER).expects("alarm.tamper house #4 tamper")
    story.closes(WINDOW).expects("restore.intrusion house #4", "restore.tamper house #4")


def test_cutting_the_wires_of_a_ringing_smoke_detector_does_not_put_out_the_fire(story: Story) -> None:
    story.opens(SMOKE).expects("alarm.fire house #6 fire", "shows siren=fire strobe sounder=fire alarm")
    story.reads(SMOKE, Level.TAMPER).expects("alarm.tamper house #6 tamper")
    story.closes(SMOKE).expects("restore.fire house #6", "restore.tamper house #6", "shows sounder=trouble ready alarm")


def test_a_detector_rings_also_when_its_wires_were_touched_before(story: Story) -> None:
    story.reads(SMOKE, Level.TAMPER).expects("alarm.tamper house #6 tamper", "shows sounder=trouble alarm")
    story.opens(SMOKE).expects("alarm.fire house #6 fire", "shows siren=fire strobe sounder=fire alarm")


def test_a_tamper_contact_is_one_thing_whether_it_opens_or_its_wires_are_cut(story: Story) -> None:
    story.opens(BOX).expects("alarm.tamper house #5 tamper", "shows sounder=trouble alarm")
    story.reads(BOX, Level.TAMPER).expects()
    story.opens(BOX).expects()


def test_wires_of_a_zone_that_the_mode_does_not_watch_alarm_all_the_same(story: Story) -> None:
    story.arms("partial", no_exit=True).expects(
        "area.armed house mode=partial by=ana/keypad", "house armed partial", "shows armed", "ok"
    )
    story.opens(HALL).expects()
    story.reads(HALL, Level.TAMPER).expects("alarm.tamper house #3 tamper", "house alarm partial", SIREN)


def test_a_fault_is_told_at_once_and_sounds_no_siren(story: Story) -> None:
    armed(story).reads(WINDOW, Level.FAULT).expects(
        "trouble.zone_fault house #4 detail=fault", "shows sounder=trouble armed"
    )
    story.closes(WINDOW).expects("restore.zone_fault house #4 detail=secure", "shows armed")


def test_a_faulty_zone_that_opens_is_well_again_and_trips(story: Story) -> None:
    armed(story).reads(WINDOW, Level.FAULT).expects(
        "trouble.zone_fault house #4 detail=fault", "shows sounder=trouble armed"
    )
    story.opens(WINDOW).expects(
        "restore.zone_fault house #4 detail=open", "alarm.intrusion house #4 instant", "house alarm total", SIREN
    )


def test_a_reading_that_stays_away_is_a_fault_after_its_time(story: Story) -> None:
    story.reads(FRONT_DOOR, Level.UNKNOWN).expects("shows nothing")
    story.at(9_999).expects()
    story.at(10_000).expects("trouble.zone_fault house #1 detail=unknown", "shows sounder=trouble")
    story.at(20_000).closes(FRONT_DOOR).expects("restore.zone_fault house #1 detail=secure", "shows ready")


def test_a_reading_that_comes_back_in_time_is_no_fault(story: Story) -> None:
    story.reads(FRONT_DOOR, Level.UNKNOWN).expects("shows nothing")
    story.at(9_999).closes(FRONT_DOOR).expects("shows ready")
    story.at(60_000).expects()


def test_a_zone_never_read_since_the_first_start_becomes_a_fault(story: Story) -> None:
    story.state = initial(HOME)
    story.starts((FRONT_DOOR, Level.UNKNOWN)).expects("panel.booted start detail=unknown", "shows nothing")
    story.at(10_000).expects("trouble.zone_fault house #1 detail=unknown", "shows sounder=trouble")


def test_a_hold_up_looks_like_a_device_at_rest_even_after_a_fault(story: Story) -> None:
    story.reads(PANIC_BUTTON, Level.FAULT).expects(
        "trouble.zone_fault house #7 detail=fault", "shows sounder=trouble ready"
    )
    story.opens(PANIC_BUTTON).expects(
        "restore.zone_fault house #7 detail=open", "alarm.hold_up house #7 hold_up", "shows ready"
    )


def test_wires_cut_while_a_zone_was_left_out_are_told_when_it_counts_again_though_nothing_is_armed(
    story: Story,
) -> None:
    story.bypasses(WINDOW).expects("zone.bypassed house #4 once by=ana/keypad", "ok")
    story.reads(WINDOW, Level.TAMPER).expects()
    story.bypasses(WINDOW, Bypass.NONE).expects(
        "zone.unbypassed house #4 none by=ana/keypad",
        "alarm.tamper house #4 tamper",
        "shows sounder=trouble alarm",
        "ok",
    )


def test_a_window_that_stands_open_in_a_house_at_peace_says_nothing_when_it_counts_again(story: Story) -> None:
    story.bypasses(WINDOW).expects("zone.bypassed house #4 once by=ana/keypad", "ok")
    story.opens(WINDOW).said.clear()
    story.bypasses(WINDOW, Bypass.NONE).expects("zone.unbypassed house #4 none by=ana/keypad", "shows nothing", "ok")
    assert story.state.zones[WINDOW - 1].tripped == (Level.OPEN,)


def test_what_was_cut_before_a_sensor_warmed_up_and_is_whole_now_is_news_when_it_is_cut_again() -> None:
    warm = msgspec.structs.replace(HOME.zones[WINDOW - 1], warm_up_ms=60_000)
    story = Story(msgspec.structs.replace(HOME, zones=(*HOME.zones[: WINDOW - 1], warm, *HOME.zones[WINDOW:])))
    story.starts((WINDOW, Level.TAMPER)).said.clear()
    story.starts((WINDOW, Level.OPEN)).said.clear()
    story.at(60_000).said.clear()
    story.reads(WINDOW, Level.TAMPER).expects("alarm.tamper house #4 tamper", "shows sounder=trouble alarm")
    story.ends()


def test_an_entry_elsewhere_that_does_not_lead_through_here_saves_no_follower() -> None:
    """The annex is entered by its own door; the follower of the house is on no way from there."""

    def moved(zone: ZonePlan) -> ZonePlan:
        in_annex = {BACK_DOOR: replace(zone, area=ANNEX), FRONT_DOOR: replace(zone, entry_areas=(HOUSE,))}
        return in_annex.get(zone.id, zone)

    story = Story(replace(HOME, zones=tuple(map(moved, HOME.zones))))
    story.arms("total", no_exit=True).said.clear()
    story.opens(BACK_DOOR).said.clear()
    assert story.state.areas[1].phase == "entry"
    story.opens(HALL).expects("alarm.intrusion house #3 follower", "house alarm total", SIREN_BESIDE_ENTRY)


SIREN_BESIDE_ENTRY = "shows siren=steady strobe sounder=steady armed alarm"


def test_a_tamper_contact_that_is_open_when_its_bypass_ends_is_one_alarm_and_not_two(story: Story) -> None:
    story.bypasses(BOX).said.clear()
    story.opens(BOX).expects()
    story.bypasses(BOX, Bypass.NONE).expects(
        "zone.unbypassed house #5 none by=ana/keypad",
        "alarm.tamper house #5 tamper",
        "shows sounder=trouble alarm",
        "ok",
    )
    assert story.state.zones[BOX - 1].tripped == (Level.TAMPER,)
    story.reads(BOX, Level.TAMPER).expects()


KEY = 9
WITH_KEY = replace(HOME, zones=(*HOME.zones, ZonePlan(id=KEY, name="Key", area=HOUSE, kind=Kind.KEYSWITCH)))


def test_a_key_that_stands_turned_when_its_bypass_ends_was_not_turned_and_has_not_tripped() -> None:
    story = Story(WITH_KEY)
    story.bypasses(KEY).said.clear()
    story.opens(KEY).expects()  # left out, it turns nothing
    story.bypasses(KEY, Bypass.NONE).expects("zone.unbypassed house #9 none by=ana/keypad", "ok")
    assert (story.state.zones[KEY - 1].tripped, story.state.areas[0].mode) == ((), "disarmed")


def test_a_key_whose_wires_were_cut_while_it_was_bypassed_is_told() -> None:
    story = Story(WITH_KEY)
    story.bypasses(KEY).said.clear()
    story.reads(KEY, Level.TAMPER).said.clear()
    story.bypasses(KEY, Bypass.NONE).said.pop(0)
    assert story.said[0] == "alarm.tamper house #9 tamper"
    story.said.clear()


def test_a_window_that_stands_open_in_a_house_at_peace_does_not_chime_when_its_bypass_ends() -> None:
    chiming = tuple(replace(zone, chime=zone.id == WINDOW) for zone in HOME.zones)
    story = Story(replace(HOME, zones=chiming))
    story.bypasses(WINDOW).said.clear()
    story.opens(WINDOW).said.clear()
    story.at(5_000)
    story.bypasses(WINDOW, Bypass.NONE).expects("zone.unbypassed house #4 none by=ana/keypad", "shows nothing", "ok")
    assert story.state.zones[WINDOW - 1].tripped == (Level.OPEN,)
