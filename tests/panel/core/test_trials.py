"""Walk test, station test, service and consent: what is flagged, what is quiet, and when it ends."""

from msgspec.structs import replace

from panel.core.events import Actor
from panel.core.names import ReportKind, RequestKind, Role, Source, Trial
from tests.support.script import ANA, BOX, HOUSE, SMOKE, WINDOW, Story, armed

FITTER = Actor(id="fitter", role=Role.INSTALLER)
GUEST = replace(ANA, id="guest", role=Role.RESIDENT)
BEGUN = "test.begun detail=walk by=ana/keypad"


def test_a_walk_test_beeps_for_each_zone_and_says_at_its_end_which_nobody_tripped(story: Story) -> None:
    story.tries(Trial.WALK).expects(BEGUN, "ok")
    story.opens(WINDOW).expects("shows sounder=chime")
    story.at(1_000).expects("shows nothing")
    story.closes(WINDOW).expects("shows ready")
    story.opens(BOX).expects("alarm.tamper house #5 tamper test", "shows sounder=chime")
    story.closes(BOX).expects("restore.tamper house #5 test", "shows sounder=chime ready")
    story.tries(None).expects("test.ended ended zones=1,2,3,6,7,8 detail=walk", "ok")
    story.at(9_000).expects("shows ready")


def test_a_fire_in_a_walk_test_is_a_fire_unless_it_was_named(story: Story) -> None:
    story.tries(Trial.WALK).said.clear()
    story.opens(SMOKE).said.clear()
    assert [latch.sound for latch in story.state.latches] == ["fire"]
    other = Story()
    other.tries(Trial.WALK, ReportKind.FIRE).said.clear()
    other.opens(SMOKE)
    assert "alarm.fire house #6 fire test" in other.said
    assert other.state.latches == ()


def test_service_mutes_tampers_and_nothing_else(story: Story) -> None:
    story.tries(Trial.SERVICE).said.clear()
    story.opens(BOX).expects("alarm.tamper house #5 tamper test", "shows nothing")
    story.opens(SMOKE).expects("alarm.fire house #6 fire", "shows siren=fire strobe sounder=fire alarm")


def test_a_station_test_is_flagged_and_as_loud_as_ever(story: Story) -> None:
    story.tries(Trial.STATION).said.clear()
    story.opens(BOX).expects("alarm.tamper house #5 tamper test", "shows sounder=trouble alarm")


def test_it_ends_by_itself_and_with_the_next_arming_and_never_begins_while_armed(story: Story) -> None:
    story.tries(Trial.WALK).said.clear()
    story.at(1_800_000).expects("test.ended time_up zones=1,2,3,4,5,6,7,8 detail=walk")
    story.tries(Trial.SERVICE).said.clear()
    story.at(1_800_000 + 14_400_000).expects("test.ended time_up detail=service")
    story.tries(Trial.STATION).said.clear()
    story.arms("total", HOUSE, no_exit=True)
    assert story.said[0] == "test.ended armed detail=station"
    story.said.clear()
    story.tries(Trial.WALK).expects("error not_ready")


def test_nobody_tries_out_for_more_than_a_day_or_without_the_right(story: Story) -> None:
    story.tries(Trial.WALK, for_ms=86_400_001).expects("error invalid")
    story.tries(Trial.WALK, who=GUEST).expects("error no_permission")
    story.tries(Trial.SERVICE, who=FITTER).expects("error no_permission")


def test_the_installer_is_in_as_long_as_the_administrator_says_and_what_they_try_ends_with_it(story: Story) -> None:
    story.consents(3_600_000, who=GUEST).expects("error no_permission")
    story.consents(5_000).expects("error invalid")
    story.consents(3_600_000).expects("installer.consent_given detail=3600000 ms by=ana/keypad", "ok")
    story.tries(Trial.SERVICE, who=FITTER).expects("test.begun detail=service by=fitter/keypad", "ok")
    story.at(3_600_000).expects("installer.consent_ended", "test.ended consent_ended detail=service")
    armed(story).tries(Trial.SERVICE, who=FITTER).expects("error no_permission")


def test_consent_can_be_taken_back_at_once(story: Story) -> None:
    story.consents(3_600_000).said.clear()
    story.consents(0).expects("installer.consent_ended", "ok")


def test_only_a_walk_test_keeps_a_list_of_what_has_tripped(story: Story) -> None:
    story.tries(Trial.STATION).said.clear()
    story.opens(WINDOW).said.clear()
    assert story.state.trial is not None
    assert story.state.trial.seen == ()


def test_whoever_may_begin_a_test_may_end_it_and_no_other(story: Story) -> None:
    station = Actor(id="station", role=Role.STATION)
    story.tries(Trial.STATION, who=station, source=Source.STATION).said.clear()
    story.tries(None, who=station, source=Source.STATION).expects("test.ended ended detail=station", "ok")
    story.tries(Trial.WALK).said.clear()
    story.tries(None, who=station, source=Source.STATION).expects("error no_permission")


def test_a_test_asked_for_from_afar_waits_for_the_request_that_is_under_way_and_one_at_the_keypad_does_not(
    story: Story,
) -> None:
    story.requests(RequestKind.TEST, "t1").expects()
    story.at(2_000).tries(Trial.WALK, source=Source.WEB).expects("busy test age=2000")
    story.tries(Trial.WALK).expects(BEGUN, "ok")


def test_the_longest_test_is_a_day(story: Story) -> None:
    story.tries(Trial.SERVICE, for_ms=86_400_000).expects("test.begun detail=service by=ana/keypad", "ok")
    story.tries(Trial.SERVICE, for_ms=86_400_001).expects("error invalid")
