"""Pictures on their way: signed once, in the order in which they are wanted, until the station has them."""

import msgspec
import pytest

from comms.envelope import Typ, sign, verify
from comms.keys import KeyKind, generate, kid
from comms.picture_documents import PictureAckDoc, PictureName, encode_document
from panel.api import Carry, FileGone, Lacking, Received
from panel.api.camera import Delivered, Shoot
from panel.core.events import PeopleChanged
from panel.core.names import PeopleChange, Source
from panel.store import picture_rows
from panel.store.errors import StorageFailed
from panel.store.people import Contract
from tests.support.cameras import SHA, Camerad, answered, carried, with_cameras
from tests.support.panel_on_wires import PanelOnWires


@pytest.fixture
def camerad(house: PanelOnWires) -> Camerad:
    with_cameras(house)
    return Camerad(house)


@pytest.fixture
def job(house: PanelOnWires, camerad: Camerad) -> str:
    """Somebody has come through the living room's window."""
    house.tag()
    house.wait(61_000)
    house.trip("living_window")
    return camerad.heard(Shoot)[-1].job


def names(house: PanelOnWires) -> list[str]:
    return [document["picture"] for document in carried(house)]


def test_a_picture_is_signed_by_the_panel_and_names_its_report(house: PanelOnWires, camerad: Camerad, job: str) -> None:
    camerad.takes(job, thumb=True, index=2)
    carry = [message for message in house.told if isinstance(message, Carry)][-1]
    public = house.identity.public()
    assert verify(carry.pictures[0].jws, {kid(public): public}, Typ.PICTURE).payload
    intrusion = next(report for report in house.reports() if report["kind"] == "alarm.intrusion")
    (document,) = carried(house)
    assert (document["epoch"], document["seq"]) == (intrusion["epoch"], intrusion["seq"])
    assert (document["camera"], document["index"], document["thumb"], document["size"]) == ("hall", 2, True, 5_000)
    assert (carry.pictures[0].file, carry.pictures[0].sha256) == ("p1.srp", SHA)


def test_small_ones_go_first_then_whole_ones_nearest_the_moment(
    house: PanelOnWires, camerad: Camerad, job: str
) -> None:
    for index in (-1, 0, 1, 2):
        camerad.takes(job, index=index)
    for index in (-1, 0, 1):
        camerad.takes(job, index=index, thumb=True)
    told = [(document.get("thumb", False), document.get("index", 0)) for document in carried(house)]
    assert told == [(True, 0), (True, 1), (True, -1), (False, 0), (False, 1), (False, -1), (False, 2)]


def test_a_newer_alarm_is_looked_at_before_what_is_left_of_an_older_one(
    house: PanelOnWires, camerad: Camerad, job: str
) -> None:
    camerad.takes(job)
    camerad.takes(job, thumb=True)
    house.secure("living_window")
    house.wait(5_000)
    house.trip("living_window")
    (again,) = camerad.heard(Shoot)
    camerad.takes(again.job, thumb=True)
    assert names(house) == ["p3", "p2", "p1"]


def test_what_the_station_has_is_off_the_list_for_good(house: PanelOnWires, camerad: Camerad, job: str) -> None:
    camerad.takes(job)
    camerad.takes(job)
    answered(house, committed=["p1"])
    assert names(house) == ["p2"]
    house.kill()
    house.start()
    assert names(house) == ["p2"], "the next process knows what is left"


def test_camerad_hears_what_the_station_has(house: PanelOnWires, camerad: Camerad, job: str) -> None:
    camerad.takes(job)
    answered(house, committed=["p1", "p9"])
    assert camerad.heard(Delivered) == [Delivered(pictures=("p1",))]
    answered(house, committed=["p1"])
    assert camerad.heard(Delivered) == []


def test_an_acknowledgement_that_names_a_picture_twice_settles_it_once(
    house: PanelOnWires, camerad: Camerad, job: str
) -> None:
    """After a cut the station has a picture's document twice in one batch, and says so."""
    camerad.takes(job)
    camerad.takes(job)
    answered(house, committed=["p1", "p1"])
    assert camerad.heard(Delivered) == [Delivered(pictures=("p1",))]
    assert names(house) == ["p2"]


def test_a_picture_told_twice_is_one(house: PanelOnWires, camerad: Camerad, job: str) -> None:
    camerad.takes(job)
    told = len(house.told)
    camerad.made = 0
    camerad.takes(job)
    assert (names(house), len(house.told)) == (["p1"], told)


def test_what_the_station_lacks_is_told_to_the_carrier(house: PanelOnWires, camerad: Camerad, job: str) -> None:
    camerad.takes(job)
    answered(house, wanted={"p1": ((0, 1), (4, 4)), "p9": ((0, 0),)})
    told = [message for message in house.told if isinstance(message, Lacking)]
    assert told == [Lacking(picture="p1", missing=((0, 1), (4, 4)))]


def test_what_the_station_will_never_take_is_not_tried_for_ever(
    house: PanelOnWires, camerad: Camerad, job: str
) -> None:
    camerad.takes(job)
    answered(house, refused=["p1"])
    assert names(house) == []
    assert "will not take the picture p1" in house.logged[-1]


def test_a_file_that_is_gone_is_told_to_the_station_in_its_place(
    house: PanelOnWires, camerad: Camerad, job: str
) -> None:
    camerad.takes(job)
    camerad.takes(job, index=3)
    lost = FileGone(picture="p1", sha256=SHA, detail="No such file")
    house.engine.desk.cameras.pictures.gone(lost)
    assert [(one["picture"], one.get("gone", False)) for one in carried(house)] == [("p2", False), ("p1", True)]
    carry = [message for message in house.told if isinstance(message, Carry)][-1]
    assert carry.pictures[1].file == ""
    told = len(house.told)
    for name in ("p1", "p7"):  # once is enough, and of others we know nothing
        house.engine.desk.cameras.pictures.gone(msgspec.structs.replace(lost, picture=name))
    assert len(house.told) == told
    answered(house, committed=["p1"])
    assert names(house) == ["p2"]


def test_only_the_stations_word_counts(house: PanelOnWires, camerad: Camerad, job: str) -> None:
    camerad.takes(job)
    document = PictureAckDoc(
        v=1, panel=house.config.panel.id, station="cra", at_ms=1, committed=(PictureName(picture="p1", sha256=SHA),)
    )
    strangers = [(generate(KeyKind.STATION, "x"), document), (house.user_key, document)]
    strangers.append((house.station, msgspec.structs.replace(document, panel="villa")))
    for who, said in strangers:
        body = sign(who, Typ.PICTURE_ACK, encode_document(said))
        house.engine.desk.received(Received(topic="ack", body=body))
    other = msgspec.structs.replace(document, committed=(PictureName(picture="p1", sha256="B" * 43),))
    body = sign(house.station, Typ.PICTURE_ACK, encode_document(other))
    house.engine.desk.received(Received(topic="ack", body=body))
    assert names(house) == ["p1"]


def test_a_card_that_keeps_nothing_does_not_keep_pictures_from_the_station(
    house: PanelOnWires, camerad: Camerad, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise StorageFailed("the card does not answer")

    monkeypatch.setattr(picture_rows, "put", fails)
    camerad.takes(job)
    assert names(house) == ["p1"]
    assert "not kept: the card" in house.logged[-1]


def test_another_owner_sends_none_of_the_old_ones(house: PanelOnWires, camerad: Camerad, job: str) -> None:
    camerad.takes(job)
    change = PeopleChanged(change=PeopleChange.TRANSFERRED, actor="ana", source=Source.CONSOLE)
    house.engine.change_people(house.engine.people, lambda: None, change)
    assert names(house) == []
    house.kill()
    house.start()
    assert names(house) == []


def test_without_a_contract_nothing_is_sent(house: PanelOnWires, camerad: Camerad, job: str) -> None:
    camerad.takes(job)
    ended = msgspec.structs.replace(house.engine.people, contract=Contract.ENDED)
    house.engine.change_people(ended, lambda: None)
    house.wait(1_000)
    camerad.takes(job)
    assert names(house) == []
    assert house.journal.pictures(picture_rows.waiting) == ()


def test_a_carrier_that_comes_hears_what_it_is_to_carry(house: PanelOnWires, camerad: Camerad, job: str) -> None:
    for _ in range(20):
        camerad.takes(job)
    (carry,) = house.engine.desk.cameras.pictures.greeting()
    assert len(carry.pictures) == 8
