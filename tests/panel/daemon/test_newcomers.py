"""Who comes new: people with a PIN and no rights but those given, and the keys of machines."""

import pytest

from comms.keys import KeyKind, fingerprint, format_key_file, generate
from panel.api import AddUser, EnrolImport
from panel.core.names import Mode, PeopleChange, Role
from panel.daemon.newcomers import add, enrol, welcome
from panel.daemon.orders import OrderRefused
from panel.store.errors import AdministratorRefused, RightsRefused
from panel.store.people import NOBODY, STATION, Contract, People, User
from panel.store.pins import verifier
from tests.panel.store.making import DEVICE_KEY, HERE, household


def test_the_first_administrator_has_a_pin_that_is_to_be_changed() -> None:
    asked = AddUser(name="Zoe", role="administrator")
    changed, pin = add(NOBODY, asked, HERE, DEVICE_KEY)
    assert (changed.change, changed.whom) == (PeopleChange.ADDED, "zoe")
    assert changed.people.administrator == User(id="zoe", name="Zoe", role=Role.ADMINISTRATOR)
    code = changed.people.by_verifier[verifier(DEVICE_KEY, pin)]
    assert (code.user, code.initial) == ("zoe", True)
    assert welcome(asked, changed, pin) == f"Zoe (administrator) has the PIN {pin}; it is shown only now"


def test_everybody_else_comes_after_and_has_what_was_given() -> None:
    asked = AddUser(name="Zoe", role="limited", arm=("house",), disarm=("house",), modes=("total",))
    changed, pin = add(household(), asked, HERE, DEVICE_KEY)
    assert changed.people.by_id["zoe"] == User(
        id="zoe", name="Zoe", role=Role.LIMITED, arm=("house",), disarm=("house",), modes=(Mode.TOTAL,)
    )
    assert not changed.people.by_verifier[verifier(DEVICE_KEY, pin)].initial
    with pytest.raises(AdministratorRefused, match="needs its administrator"):
        add(NOBODY, asked, HERE, DEVICE_KEY)


def test_the_station_has_no_pin_and_never_disarms() -> None:
    asked = AddUser(name="Station", role="station", arm=("house",), modes=("total",))
    changed, pin = add(household(), asked, HERE, DEVICE_KEY)
    assert (pin, changed.people.by_id[STATION].arm) == ("", ("house",))
    assert welcome(asked, changed, pin) == "the station's key may arm house"
    with pytest.raises(RightsRefused, match="the station never disarms"):
        add(household(), AddUser(name="Station", role="station", disarm=("house",)), HERE, DEVICE_KEY)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (AddUser(name="Zoe", role="boss"), "role: found 'boss', allowed: administrator, resident,"),
        (
            AddUser(name="Zoe", role="resident", modes=("siesta",)),
            "mode: found 'siesta', allowed: total, partial, night",
        ),
    ],
)
def test_words_that_are_none_are_named_with_those_that_are(asked: AddUser, why: str) -> None:
    with pytest.raises(OrderRefused, match=why):
        add(household(), asked, HERE, DEVICE_KEY)


def test_areas_that_are_not_here_are_refused() -> None:
    with pytest.raises(RightsRefused, match="area: found attic; allowed: house, garage"):
        add(household(), AddUser(name="Zoe", role="resident", arm=("attic",)), HERE, DEVICE_KEY)


def importing(kind: KeyKind, actor: str) -> EnrolImport:
    key = generate(kind, "key-1").public()
    return EnrolImport(content=format_key_file(key), fingerprint=fingerprint(key), actor=actor, pin="")


def test_a_key_speaks_for_the_station_or_for_a_user() -> None:
    people, text = enrol(household(), importing(KeyKind.STATION, STATION))
    assert (people.keys[-1].actor, text) == (STATION, "the key of key-1 now speaks for station")
    people, _ = enrol(household(), importing(KeyKind.USER, "Rui"))
    assert people.keys[-1].actor == "rui"


@pytest.mark.parametrize(
    ("kind", "actor", "why"),
    [
        (KeyKind.USER, STATION, "a key of kind user cannot speak for station"),
        (KeyKind.STATION, "rui", "a key of kind station cannot speak for rui"),
        (KeyKind.PANEL, "rui", "this is a panel's key"),
    ],
)
def test_a_key_speaks_for_nobody_of_another_kind(kind: KeyKind, actor: str, why: str) -> None:
    with pytest.raises(OrderRefused, match=why):
        enrol(household(), importing(kind, actor))


def test_a_stations_key_begins_a_contract_that_had_ended() -> None:
    ended = People(users=household().users, contract=Contract.ENDED)
    assert enrol(ended, importing(KeyKind.STATION, STATION))[0].contract is Contract.OPEN
    assert enrol(ended, importing(KeyKind.USER, "rui"))[0].contract is Contract.ENDED
