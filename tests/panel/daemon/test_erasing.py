"""What must be gone is gone: from the outbox, from every copy, and over restarts."""

from comms.documents import AckDoc, Acknowledged, encode
from comms.envelope import Typ, sign
from comms.keys import fingerprint, format_key_file
from panel.api import EndContract, EnrolImport, Publish, Received, RemoveUser, Transfer
from panel.store.people import Contract
from tests.panel.daemon.asking import ask, done, pin_for
from tests.support.panel_on_wires import PIN, RUI, PanelOnWires


def acknowledge(house: PanelOnWires) -> None:
    """The station has every report that waits."""
    rows = house.journal.unacked(0, 0, 10_000)
    acks = tuple(Acknowledged(epoch=row.epoch, seq=row.seq, digest=row.digest) for row in rows)
    document = AckDoc(v=1, panel=house.config.panel.id, acks=acks, station="station-1", at_ms=0)
    house.engine.desk.received(Received(topic="ack", body=sign(house.station, Typ.ACK, encode(document))))


def test_a_contract_ends_when_the_station_has_the_last_report_and_not_before(house: PanelOnWires) -> None:
    done(house, EndContract(pin=PIN))
    former = house.engine.identity
    house.wait(120_000)
    assert house.engine.people.contract is Contract.ENDING
    assert house.kinds()[-1] == "people.changed"
    acknowledge(house)
    house.wait(61_000)
    people = house.engine.people
    assert people.contract is Contract.ENDED
    assert [key.actor for key in people.keys] == ["rui"]
    assert house.engine.identity != former
    assert house.logged[-1].startswith("the contract with the station has ended")


def test_a_contract_that_has_ended_sends_nothing_and_the_house_is_guarded(house: PanelOnWires) -> None:
    done(house, EndContract(pin=PIN, now=True))
    assert house.engine.people.contract is Contract.ENDED
    assert (house.reports(), house.pulled()) == ([], [])
    house.told.clear()
    house.trip("panel_tamper")
    assert house.status()["areas"][0]["memory"]
    house.kill()
    house.start()
    house.wait(120_000)
    assert house.engine.people.contract is Contract.ENDED
    assert (house.reports(), house.pulled()) == ([], [])
    assert house.engine.desk.state_messages() == ()
    assert [message for message in house.told if isinstance(message, Publish)] == []


def test_a_new_station_begins_a_new_epoch_that_says_so(house: PanelOnWires) -> None:
    done(house, EndContract(pin=PIN, now=True))
    former = house.engine.clerk.epoch
    key = house.station.public()
    enrolment = EnrolImport(content=format_key_file(key), fingerprint=fingerprint(key), actor="station", pin=PIN)
    assert ask(house, enrolment).ok
    assert [report["kind"] for report in house.reports()] == ["panel.epoch", "people.changed"]
    assert house.engine.clerk.epoch != former
    assert house.engine.people.contract is Contract.OPEN


def bytes_of(house: PanelOnWires) -> bytes:
    """Everything that lies in the panel's folder, whatever the file."""
    return b"".join(path.read_bytes() for path in sorted(house.folder.rglob("*")) if path.is_file())


def test_whoever_has_left_is_in_no_file_any_more(house: PanelOnWires) -> None:
    pin_for(house, "rui")
    (house.folder / "journal.form-1.db").write_bytes(b"as it was before: " + RUI.encode())
    aside = house.folder / "aside" / "1"
    aside.mkdir(parents=True)
    (aside / "journal.db").write_bytes(b"a ruin with " + RUI.encode() + b" in it")
    verifiers = [code.verifier for code in house.engine.people.codes if code.user == "rui"]
    assert all(verifier in bytes_of(house) for verifier in verifiers)
    assert ask(house, RemoveUser(pin=PIN, who="rui")).ok
    left = bytes_of(house)
    assert not any(verifier in left for verifier in verifiers)
    assert RUI.encode() not in left
    assert aside.is_dir()  # the number stays taken: places in the outbox go on beyond it


def test_another_owner_finds_nobody_in_any_file(house: PanelOnWires) -> None:
    verifiers = [code.verifier for code in house.engine.people.codes]
    assert ask(house, Transfer(pin=PIN)).ok
    left = bytes_of(house)
    assert not any(verifier in left for verifier in verifiers)


def test_copies_that_cannot_be_erased_are_told_of_and_hold_nothing_up(house: PanelOnWires) -> None:
    (house.folder / "journal.form-1.db").mkdir()
    assert ask(house, RemoveUser(pin=PIN, who="rui")).ok
    assert house.logged[-1].startswith("old copies still name who has left")
