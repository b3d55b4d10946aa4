"""Requests from afar: one at a time, each with exactly one end."""

from msgspec.structs import replace

from panel.core.names import Action, Reason, RequestKind, Role, Source, Status
from tests.support.script import ANA, HOUSE, WINDOW, Story, armed, in_alarm

VIEWER = replace(ANA, id="viewer", role=Role.RESIDENT, granted=(Action.REQUEST_IMAGE,))
STATION = replace(ANA, id="station", role=Role.STATION, arm=(), disarm=(), modes=())
IMAGE, TEST = RequestKind.IMAGE, RequestKind.TEST


def pending(story: Story) -> Story:
    return armed(story).requests(IMAGE, "p1").expects()


def test_a_second_request_hears_at_once_what_is_under_way_and_since_when(story: Story) -> None:
    pending(story).at(5_000).requests(IMAGE, "p2", who=VIEWER).expects("busy image age=5000 to=p2")
    story.arms("night", HOUSE, source=Source.WEB).expects("busy image age=5000")
    story.delivers("p1").expects("ok to=p1")
    story.requests(IMAGE, "p2", who=VIEWER).expects()


def test_the_same_request_again_is_no_second_one(story: Story) -> None:
    pending(story).requests(IMAGE, "p1").expects()


def test_a_disarm_never_waits_and_a_picture_goes_on(story: Story) -> None:
    pending(story).disarms(source=Source.MQTT).said.clear()
    story.delivers("p1").expects("ok to=p1")


def test_what_is_done_in_the_house_supersedes_a_test(story: Story) -> None:
    story.requests(TEST, "t1").expects()
    story.arms("total", HOUSE, no_exit=True).expects(
        "area.armed house mode=total by=ana/keypad",
        "house armed total",
        "shows armed",
        "superseded to=t1",
        "ok",
    )
    story.delivers("t1").expects()


def test_a_picture_that_nobody_brings_ends_in_a_time_out_and_frees_the_slot(story: Story) -> None:
    pending(story).at(149_999).expects()
    story.at(150_000).expects("error timeout to=p1")
    story.delivers("p1").expects()


def test_over_a_restart_nobody_can_say(story: Story) -> None:
    pending(story).starts(at=3).expects("panel.booted start detail=unknown", "unconfirmed to=p1")


def test_it_ends_as_whoever_did_it_says(story: Story) -> None:
    pending(story).delivers("p1", Status.ERROR, Reason.NO_ANSWER).expects("error no_answer to=p1")


def test_no_camera_looks_at_people_at_home_but_after_an_alarm_it_does(story: Story) -> None:
    story.requests(IMAGE, "p1").expects("error privacy to=p1")
    in_alarm(story).disarms().said.clear()
    story.requests(IMAGE, "p2", who=STATION, source=Source.STATION).expects()


def test_rights_come_first_and_some_things_are_no_request(story: Story) -> None:
    armed(story).requests(IMAGE, "p1", who=replace(VIEWER, granted=())).expects("error no_permission to=p1")
    story.requests(RequestKind.ARM, "a1").expects("error unsupported to=a1")
    story.requests(IMAGE, "p2", who=STATION, source=Source.STATION).expects("error no_permission to=p2")
    assert story.state.slot is None
    assert WINDOW == 4
