"""People at a shell on the panel."""

import json

from comms.keys import KeyKind, fingerprint, format_key_file, generate
from panel.api import AddTag, AddUser, EnrolExport, EnrolImport, StatusWanted
from panel.store.people import NOBODY
from tests.panel.daemon.asking import ask
from tests.panel.daemon.test_desk import command, give
from tests.support.panel_on_wires import PIN, PanelOnWires


def test_the_first_administrator_gets_a_pin_that_works_at_once(house: PanelOnWires) -> None:
    house.engine.people = NOBODY
    reply = ask(house, AddUser(name="Zoe", role="administrator"))
    pin = json.loads(reply.data)["pin"]
    assert reply.ok and pin in reply.text
    house.keys(f"A{pin}#")
    assert house.phases()["house"] == "exit"


def test_there_is_only_one_administrator(house: PanelOnWires) -> None:
    reply = ask(house, AddUser(name="Zoe", role="administrator"))
    assert not reply.ok and "administrator" in reply.text


def test_another_user_needs_the_administrators_pin_and_has_only_the_rights_given(house: PanelOnWires) -> None:
    assert not ask(house, AddUser(name="Zoe", role="resident", pin="00000")).ok
    reply = ask(house, AddUser(name="Zoe", role="resident", pin=PIN, arm=("house",), modes=("total",)))
    pin = json.loads(reply.data)["pin"]
    house.keys(f"A{pin}#")
    assert house.phases() == {"house": "exit", "garage": "idle"}
    house.keys(f"{pin}#")
    assert house.phases()["house"] == "exit"  # arming is no right to disarm


def test_an_unknown_role_or_mode_is_named_with_what_is_allowed(house: PanelOnWires) -> None:
    text = ask(house, AddUser(name="Zoe", role="boss", pin=PIN)).text
    assert "allowed: administrator, resident, limited, installer, station, service" in text
    wrong = AddUser(name="Zoe", role="resident", pin=PIN, modes=("siesta",))
    assert "total, partial, night" in ask(house, wrong).text


def test_the_station_gets_the_right_to_arm_and_can_never_have_the_one_to_disarm(house: PanelOnWires) -> None:
    no = ask(house, AddUser(name="Station", role="station", pin=PIN, disarm=("house",), modes=("total",)))
    assert not no.ok and "never disarms" in no.text
    assert ask(house, AddUser(name="Station", role="station", pin=PIN, arm=("house",), modes=("total",))).ok
    give(house, command(house, house.station, areas=("house",)))
    assert house.phases() == {"house": "exit", "garage": "idle"}
    give(house, command(house, house.station, id="command-2", verb="disarm", mode=None))
    assert house.phases()["house"] == "exit"


def test_a_tag_is_given_and_arms(house: PanelOnWires) -> None:
    reply = ask(house, AddTag(user="rui", label="green", tag="0ddba1", pin=PIN))
    assert reply.ok
    assert ask(house, AddTag(user="rui", label="green", tag="0DDBA1", pin=PIN)).ok is False


def test_the_panels_key_is_exported_with_its_fingerprint(house: PanelOnWires) -> None:
    reply = ask(house, EnrolExport())
    assert reply.text == fingerprint(house.identity.public())
    assert json.loads(reply.data)["kind"] == "panel"


def test_a_key_is_taken_only_with_its_fingerprint_the_pin_and_a_fitting_actor(house: PanelOnWires) -> None:
    key = generate(KeyKind.STATION, "station-2").public()
    good = {"content": format_key_file(key), "fingerprint": fingerprint(key), "actor": "station", "pin": PIN}
    assert not ask(house, EnrolImport(**good | {"fingerprint": "AAAA-BBBB"})).ok
    assert not ask(house, EnrolImport(**good | {"pin": "99999"})).ok
    assert not ask(house, EnrolImport(**good | {"actor": "rui"})).ok
    assert not ask(house, EnrolImport(**good | {"content": "{}"})).ok
    assert ask(house, EnrolImport(**good)).ok
    assert not ask(house, EnrolImport(**good)).ok  # a second time it is there already


def test_status_names_areas_zones_readiness_troubles_and_what_the_station_has_not(house: PanelOnWires) -> None:
    found = json.loads(ask(house, StatusWanted()).data)
    promised = {"panel", "areas", "zones", "ready", "troubles", "unacked", "countdown"}
    going_on = {"power", "sounding", "alarms", "trial", "consent_ms", "locked", "chime", "climate"}
    assert set(found) == promised | going_on
    assert len(found["zones"]) == len(house.config.zone)
    hold_up = next(zone for zone in found["zones"] if zone["kind"] == "hold_up")
    assert hold_up["level"] is None
