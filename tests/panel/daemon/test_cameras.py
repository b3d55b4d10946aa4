"""The desk to camerad: who looks when, what is told of it, and that nothing waits for a camera."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from comms.keys import KeyKind, generate, kid
from panel.api import Message, Reply, TakePicture
from panel.api.camera import Forget, Privacy, Readers, Shed, Shoot
from panel.config.model import OutputRole
from panel.core.events import PeopleChanged
from panel.core.names import Action, PeopleChange, Profile, Source
from panel.daemon import console
from panel.daemon import picture_jobs as jobs
from panel.daemon.powered import Powered
from panel.store.people import Key, add_key
from tests.panel.daemon.test_desk import command, give, results
from tests.support.cameras import HALL, LIVING, Camerad, carried, store_is, with_cameras
from tests.support.panel_on_wires import PIN, STRANGE_TAG, PanelOnWires

BACK = 10_100


@pytest.fixture
def camerad(house: PanelOnWires) -> Camerad:
    with_cameras(house)
    return Camerad(house)


def leave(house: PanelOnWires) -> None:
    """Everybody is out, and the house is armed."""
    house.tag()
    house.wait(61_000)


def ask(house: PanelOnWires, camera: str = HALL, pin: str = PIN) -> list[Reply]:
    replies: list[Reply] = []
    console.handle(house.engine, TakePicture(pin=pin, camera=camera), replies.append)
    return replies


def troubles(house: PanelOnWires) -> list[tuple[str, str]]:
    return [(r["kind"], r["detail"]) for r in house.reports() if r.get("trouble") == "camera"]


# alarms -------------------------------------------------------------------------------------------


def test_a_window_makes_its_cameras_look_with_the_siren_on_already(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    sounding: list[bool] = []
    camerad.cameras._say = lambda message: sounding.append(house.line(OutputRole.SIREN))
    house.trip("living_window")
    assert sounding[-1], "protect first"


def test_its_job_names_its_report(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    house.trip("living_window")
    (shoot,) = camerad.heard(Shoot)
    assert (shoot.cameras, shoot.before, shoot.after) == ((LIVING, HALL), True, True)
    intrusion = next(report for report in house.reports() if report["kind"] == "alarm.intrusion")
    assert jobs.report_of(shoot.job) == (intrusion["epoch"], intrusion["seq"])


def test_a_zone_that_no_camera_sees_makes_none_look(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    house.trip("bedroom_window")
    assert camerad.shoots() == []


def test_a_strange_tag_is_looked_at_by_whoever_sees_the_door_and_shown(house: PanelOnWires, camerad: Camerad) -> None:
    house.tag(STRANGE_TAG)
    (shoot,) = camerad.heard(Shoot)
    assert shoot.cameras == (HALL,)
    camerad.takes(shoot.job)
    assert len(carried(house)) == 1


def test_a_family_that_comes_home_is_shown_to_nobody(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    house.trip("front_door")
    (shoot,) = camerad.heard(Shoot)
    camerad.takes(shoot.job)
    house.keys(f"{PIN}#")
    camerad.takes(shoot.job)
    house.wait(60_000)
    assert carried(house) == []


def test_a_burglar_at_the_door_is_shown_from_the_door_on(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    house.trip("front_door")
    (coming,) = camerad.heard(Shoot)
    camerad.takes(coming.job)
    assert carried(house) == []
    house.wait(31_000)
    (alarm,) = camerad.heard(Shoot)
    kinds = {report["seq"]: report["kind"] for report in house.reports()}
    assert [kinds[document["seq"]] for document in carried(house)] == ["alarm.pending"]
    camerad.takes(coming.job, index=3)
    camerad.takes(alarm.job, thumb=True)
    assert kinds[carried(house)[0]["seq"]] == "alarm.intrusion"
    assert len(carried(house)) == 3


def test_an_alarm_that_is_held_back_is_looked_at_when_it_happens_and_shown_when_it_is_told(
    house: PanelOnWires, camerad: Camerad
) -> None:
    house.engine.plan = msgspec.structs.replace(house.engine.plan, profile=Profile.EN)
    leave(house)
    house.trip("front_door")
    house.trip("living_window")
    _, held = camerad.heard(Shoot)
    camerad.takes(held.job, camera=LIVING)
    assert "alarm.intrusion" not in house.kinds()
    assert carried(house) == []
    house.wait(31_000)
    intrusion = next(report for report in house.reports() if report["kind"] == "alarm.intrusion")
    shown = next(document for document in carried(house) if document["camera"] == LIVING)
    assert (shown["epoch"], shown["seq"]) == (intrusion["epoch"], intrusion["seq"])
    assert len([shoot for shoot in camerad.shoots() if shoot == (LIVING, HALL)]) == 0, "once is enough"


def test_one_that_is_disarmed_while_held_back_is_shown_to_nobody(house: PanelOnWires, camerad: Camerad) -> None:
    house.engine.plan = msgspec.structs.replace(house.engine.plan, profile=Profile.EN)
    leave(house)
    house.trip("front_door")
    house.trip("living_window")
    for shoot in camerad.heard(Shoot):
        camerad.takes(shoot.job)
    house.keys(f"{PIN}#")
    house.wait(60_000)
    assert carried(house) == []


def test_pictures_of_a_report_find_it_although_alarmd_was_started_anew(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    house.trip("living_window")
    (shoot,) = camerad.heard(Shoot)
    intrusion = next(report for report in house.reports() if report["kind"] == "alarm.intrusion")
    house.kill()
    house.start()
    with_cameras(house)
    Camerad(house).takes(shoot.job)
    assert [document["seq"] for document in carried(house)] == [intrusion["seq"]]


def test_a_picture_of_a_camera_that_there_is_not_is_nobodys(house: PanelOnWires, camerad: Camerad) -> None:
    camerad.takes("x1", camera="attic")
    assert carried(house) == []
    assert "that there is not: 'attic'" in house.logged[-1]


@pytest.mark.parametrize("wrong", [{"index": 101}, {"size": 10_000_000}])
def test_what_no_station_would_take_is_not_signed(house: PanelOnWires, camerad: Camerad, wrong: dict[str, Any]) -> None:
    camerad.takes("x1", **wrong)
    assert carried(house) == []
    assert "is not signed" in house.logged[-1]


# camerad itself -----------------------------------------------------------------------------------


def test_who_connects_hears_for_whom_to_seal_and_whether_to_look(house: PanelOnWires, camerad: Camerad) -> None:
    (readers,) = camerad.heard(Readers)
    assert [key.id for key in readers.keys] == [house.config.panel.id, "station"]
    assert camerad.heard(Privacy) == [Privacy(on=True)]
    house.tag()
    assert camerad.heard(Privacy) == [Privacy(on=False)]
    camerad.leave()
    camerad.connect()
    assert camerad.heard(Privacy) == [Privacy(on=False)]
    assert len(camerad.heard(Readers)) == 1


def test_another_station_reads_from_the_next_second_on(house: PanelOnWires, camerad: Camerad) -> None:
    camerad.heard(Readers)
    public = generate(KeyKind.STATION, "other").public()
    row = Key(kid=kid(public), ed25519=public.ed25519, x25519=public.x25519, actor="station", kind="station")
    house.engine.change_people(add_key(house.engine.people, row), lambda: None)
    house.wait(1_000)
    (readers,) = camerad.heard(Readers)
    assert [key.id for key in readers.keys] == [house.config.panel.id, "station", "station-2"]


def test_a_camera_that_hangs_is_one_trouble_until_it_is_back(house: PanelOnWires, camerad: Camerad) -> None:
    for _ in range(3):
        camerad.camera_is(HALL, up=False)
    camerad.camera_is(LIVING, up=True)
    camerad.camera_is("attic", up=False)
    assert troubles(house) == [("trouble.raised", HALL)]
    camerad.camera_is(HALL, up=True)
    assert troubles(house) == [("trouble.raised", HALL), ("restore.trouble", HALL)]


def test_a_card_that_keeps_no_pictures_is_a_trouble_of_its_own(house: PanelOnWires, camerad: Camerad) -> None:
    store_is(camerad, up=True)
    store_is(camerad, up=False)
    store_is(camerad, up=False)
    store_is(camerad, up=True)
    found = [(r["kind"], r["detail"]) for r in house.reports() if r.get("trouble") == "storage"]
    assert found == [("trouble.raised", "pictures"), ("restore.trouble", "pictures")]


def test_a_camerad_that_is_back_in_time_is_no_trouble(house: PanelOnWires, camerad: Camerad) -> None:
    camerad.leave()
    house.wait(8_000)
    camerad.connect()
    house.wait(60_000)
    assert troubles(house) == []


def test_one_that_stays_away_is_a_trouble_of_each_camera_until_it_says_how_they_are(
    house: PanelOnWires, camerad: Camerad
) -> None:
    camerad.leave()
    house.wait(BACK)
    assert troubles(house) == [("trouble.raised", HALL), ("trouble.raised", LIVING)]
    camerad.connect()
    camerad.camera_is(LIVING, up=True)
    house.wait(BACK)
    assert troubles(house)[2:] == [("restore.trouble", LIVING)]


def test_one_that_never_came_is_missed_and_delays_no_alarm(house: PanelOnWires) -> None:
    house.engine.desk.cameras.gone(house.camerad)
    with_cameras(house)
    house.tag()
    house.wait(61_000)
    assert len(troubles(house)) == 2
    house.trip("living_window")
    assert house.line(OutputRole.SIREN)


def test_a_camerad_that_died_at_the_worst_moment_gets_the_job_of_its_successor(
    house: PanelOnWires, camerad: Camerad
) -> None:
    leave(house)
    camerad.leave()
    house.trip("living_window")
    house.wait(2_000)
    camerad.connect()
    (shoot,) = camerad.heard(Shoot)
    assert (shoot.cameras, shoot.before, shoot.after) == ((LIVING, HALL), False, True), "what was before is lost"
    camerad.done(shoot.job)
    camerad.leave()
    camerad.connect()
    assert camerad.shoots() == []
    house.secure("living_window")
    house.wait(1_000)
    camerad.leave()
    house.trip("living_window")
    house.wait(40_000)
    camerad.connect()
    assert camerad.shoots() == [], "a picture of half a minute later shows nothing any more"


def test_a_house_without_cameras_misses_nobody(house: PanelOnWires) -> None:
    house.wait(60_000)
    assert troubles(house) == []


def test_the_new_one_of_two_counts(house: PanelOnWires, camerad: Camerad) -> None:
    other = Camerad(house)
    camerad.leave()
    house.tag(STRANGE_TAG)
    assert len(other.shoots()) == 1


def test_another_owner_has_every_picture_erased_also_by_a_camerad_that_comes_later(
    house: PanelOnWires, camerad: Camerad
) -> None:
    change = PeopleChanged(change=PeopleChange.TRANSFERRED, actor="ana", source=Source.CONSOLE)
    house.engine.change_people(house.engine.people, lambda: None, change)
    assert camerad.heard(Forget) == [Forget(everything=True)]
    camerad.leave()
    camerad.connect()
    assert camerad.heard(Forget) == [], "once"
    camerad.leave()
    house.engine.change_people(house.engine.people, lambda: None, change)
    house.kill()
    later: list[Message] = []
    house.camerad = later.append
    house.start()
    assert Forget(everything=True) in later


def test_a_battery_that_runs_out_sheds_the_cameras_also_of_who_comes_later(
    house: PanelOnWires, camerad: Camerad, monkeypatch: pytest.MonkeyPatch
) -> None:
    low = [True]
    monkeypatch.setattr(Powered, "shed", property(lambda self: low[0]))
    house.wait(1_000)
    camerad.leave()
    camerad.connect()
    low[0] = False
    house.wait(1_000)
    assert camerad.heard(Shed) == [Shed(on=True), Shed(on=True), Shed(on=False)]


# requests -----------------------------------------------------------------------------------------


def break_camera(camerad: Camerad) -> None:
    camerad.camera_is(HALL, up=False)


def break_camerad(camerad: Camerad) -> None:
    camerad.leave()


@pytest.mark.parametrize("broken", [break_camera, break_camerad])
def test_a_camera_that_is_known_not_to_work_is_not_waited_for(
    house: PanelOnWires, camerad: Camerad, broken: Callable[[Camerad], None]
) -> None:
    leave(house)
    broken(camerad)
    (reply,) = ask(house)
    assert "does not answer" in reply.text


def test_a_job_that_gave_no_picture_ends_without_an_answer(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    replies = ask(house)
    (shoot,) = camerad.heard(Shoot)
    camerad.done(shoot.job, 0, (HALL, "no frame for 5 s"))
    assert "does not answer" in replies[0].text
    assert "no picture of hall: no frame for 5 s" in house.logged


def test_after_150_s_it_is_a_time_out_and_what_comes_later_is_kept_and_marked(
    house: PanelOnWires, camerad: Camerad
) -> None:
    leave(house)
    replies = ask(house)
    (shoot,) = camerad.heard(Shoot)
    house.wait(149_000)
    assert replies == []
    house.wait(2_500)
    assert "no picture came in time" in replies[0].text
    camerad.takes(shoot.job)
    assert [document["late"] for document in carried(house)] == [True]


def test_a_picture_from_before_the_request_is_no_answer(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    replies = ask(house)
    (shoot,) = camerad.heard(Shoot)
    camerad.takes(shoot.job, at_ms=house.clocks.wall_ms() - 1)
    assert (replies, carried(house)) == ([], [])
    assert "older than its request" in house.logged[-1]


def test_the_station_gets_one_after_an_alarm_with_its_name_in_the_result(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    image = {"verb": "image", "mode": None, "camera": LIVING}
    give(house, command(house, house.station, id="one", **image))
    assert results(house) == [("one", "error", "no_permission")]
    house.trip("living_window")
    give(house, command(house, house.station, id="two", **image))
    (_, shoot) = camerad.heard(Shoot)
    assert shoot.cameras == (LIVING,)
    camerad.takes(shoot.job, camera=LIVING)
    assert results(house)[1:] == [("two", "ok", None)]
    assert house.published("result")[-1]["picture"] == "p1"
    assert [document["request"] for document in carried(house)] == ["two"]
    give(house, command(house, house.station, id="two", **image))
    assert camerad.shoots() == [], "the same again is answered again, and nothing is shot"


def test_a_request_that_a_restart_cut_off_finds_its_picture_marked_late(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    ask(house)
    (shoot,) = camerad.heard(Shoot)
    house.kill()
    house.start()
    with_cameras(house)
    assert house.engine.live.slot is None
    Camerad(house).takes(shoot.job)
    (document,) = carried(house)
    assert document["late"]
    assert document["request"] == jobs.request_of(shoot.job)


def test_a_request_goes_by_rights_whoever_asks(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    give(house, command(house, house.user_key, verb="image", mode=None, camera=HALL))
    assert results(house) == [("command-1", "error", "no_permission")]
    rui = next(user for user in house.engine.people.users if user.id == "rui")
    granted = msgspec.structs.replace(rui, granted=(Action.REQUEST_IMAGE,))
    users = tuple(granted if user.id == "rui" else user for user in house.engine.people.users)
    house.engine.change_people(msgspec.structs.replace(house.engine.people, users=users), lambda: None)
    give(house, command(house, house.user_key, id="command-2", verb="image", mode=None, camera=HALL))
    (shoot,) = camerad.heard(Shoot)
    camerad.takes(shoot.job)
    assert results(house)[-1] == ("command-2", "ok", None)
