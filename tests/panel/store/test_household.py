"""Changes of the household: what makes sense, what does not, and that the people stay whole."""

from typing import Any

import msgspec
import pytest

from panel.core.events import Actor
from panel.core.hours import Limits
from panel.core.names import Action, Language, Mode, Notice, PeopleChange, Role
from panel.store import household as changes
from panel.store.errors import AdministratorRefused, RightsRefused, UnknownUser
from panel.store.household import Changed, Rights
from panel.store.people import NOBODY, STATION, Contract, Key, People, Tag, User, add_key, add_tag, add_user, set_code
from tests.panel.store.making import ADMINISTRATOR, AREAS, HERE, MODES, RESIDENT, household

CLEANER = User(id="eva", name="Eva", role=Role.LIMITED)
STATIONS = Key(kid="s1", ed25519="pub", x25519="pub", actor=STATION, kind="station")


def home(**of_rui: Any) -> People:
    """Ana, Rui with a code and a tag, Eva who cleans, and the station with a key and rights."""
    people = add_user(household(), CLEANER)
    people = add_user(people, User(id=STATION, name="Station", role=Role.STATION, arm=("house",)))
    people = set_code(people, "rui", b"rui's")
    people = add_tag(add_key(people, STATIONS), Tag(number="05", label="red", user="rui"))
    rui = msgspec.structs.replace(RESIDENT, **of_rui)
    return msgspec.structs.replace(people, users=tuple(rui if user.id == "rui" else user for user in people.users))


def test_rights_take_the_place_of_those_before() -> None:
    rights = Rights(
        arm=AREAS, modes=(Mode.TOTAL,), granted=(Action.BYPASS, Action.SEE_IMAGES), notices=(Notice.INTRUSION,)
    )
    done = changes.grant(home(), "Rui", rights, HERE)
    assert done == Changed(done.people, PeopleChange.RIGHTS, "rui")
    assert done.people.by_id["rui"] == msgspec.structs.replace(
        RESIDENT, arm=AREAS, disarm=(), modes=(Mode.TOTAL,), granted=rights.granted, notices=rights.notices
    )
    assert {key: user for key, user in done.people.by_id.items() if key != "rui"} == {
        key: user for key, user in home().by_id.items() if key != "rui"
    }


@pytest.mark.parametrize(
    ("who", "rights", "why"),
    [
        ("rui", Rights(arm=("attic",)), "area: found attic; allowed: house, garage"),
        ("rui", Rights(disarm=("attic", "cellar")), "area: found attic, cellar"),
        ("ana", Rights(arm=("house",)), "the administrator has every area and mode"),
        ("rui", Rights(granted=(Action.TRIAL,)), "right: found trial; allowed to a user of role resident: bypass"),
        ("eva", Rights(granted=(Action.BYPASS,)), "right: found bypass; allowed to a user of role limited: none"),
        (STATION, Rights(disarm=("house",)), "the station never disarms"),
    ],
)
def test_rights_that_cannot_be_are_named(who: str, rights: Rights, why: str) -> None:
    with pytest.raises(RightsRefused, match=why):
        changes.grant(home(), who, rights, HERE)


def test_the_installer_neither_arms_nor_disarms() -> None:
    for rights in (Rights(arm=("house",)), Rights(disarm=("house",))):
        with pytest.raises(RightsRefused, match="the installer"):
            changes.check_rights(Role.INSTALLER, rights, HERE)


def test_the_administrator_may_be_granted_to_listen_in_and_nothing_else() -> None:
    done = changes.grant(home(), "ana", Rights(granted=(Action.LISTEN_IN,)), HERE)
    assert done.people.by_id["ana"].granted == (Action.LISTEN_IN,)
    with pytest.raises(RightsRefused, match="allowed to a user of role administrator: listen_in"):
        changes.grant(home(), "ana", Rights(granted=(Action.FORCE,)), HERE)


def test_hours_and_dates_are_for_limited_users_and_in_order() -> None:
    limits = Limits(first_day=20_000, last_day=20_001)
    assert changes.limit(home(), "eva", limits).people.by_id["eva"].limits == limits
    assert changes.limit(home(), "rui", Limits()).people == home()
    with pytest.raises(RightsRefused, match="only a limited user has hours and dates"):
        changes.limit(home(), "rui", limits)
    with pytest.raises(RightsRefused, match="the last day lies before the first"):
        changes.limit(home(), "eva", Limits(first_day=2, last_day=1))


def test_a_language_is_chosen() -> None:
    assert changes.speak(home(), "rui", Language.PT).people.by_id["rui"].language is Language.PT


def test_blocking_is_of_each_entrance_by_itself_and_ends_whole() -> None:
    done = changes.block(home(), "rui", codes=False, tags=True)
    blocked = done.people.by_id["rui"]
    assert (done.change, blocked.blocked, blocked.codes_blocked, blocked.tags_blocked) == (
        PeopleChange.BLOCKED,
        True,
        False,
        True,
    )
    assert changes.unblock(done.people, "rui") == Changed(home(), PeopleChange.UNBLOCKED, "rui")
    with pytest.raises(AdministratorRefused, match="cannot be blocked; hand the place over first"):
        changes.block(home(), "ana", codes=True, tags=True)


def test_whoever_is_removed_leaves_nothing_behind() -> None:
    people = add_key(home(), Key(kid="k2", ed25519="p", x25519="p", actor="rui", kind="user"))
    done = changes.remove(people, "rui")
    assert (done.change, done.whom) == (PeopleChange.REMOVED, "rui")
    assert [user.id for user in done.people.users] == ["ana", "eva", STATION]
    assert {code.user for code in done.people.codes} == {tag.user for tag in done.people.tags} == {"ana"}
    assert [key.actor for key in done.people.keys] == ["ana", STATION]
    with pytest.raises(AdministratorRefused, match="cannot be removed"):
        changes.remove(home(), "ana")


def test_the_place_is_handed_over_in_one_value() -> None:
    done = changes.hand_over(home(), "rui", HERE)
    assert (done.change, done.whom) == (PeopleChange.HANDED_OVER, "rui")
    assert done.people.administrator == User(id="rui", name="Rui", role=Role.ADMINISTRATOR)
    assert done.people.by_id["ana"] == msgspec.structs.replace(
        ADMINISTRATOR, role=Role.RESIDENT, arm=AREAS, disarm=AREAS, modes=MODES
    )
    assert (done.people.codes, done.people.tags, done.people.keys) == (home().codes, home().tags, home().keys)


@pytest.mark.parametrize(
    ("people", "to", "why"),
    [
        (home(), "eva", "only a resident can become the administrator; eva is limited"),
        (home(), STATION, "station is station"),
        (home(blocked=True), "rui", "rui is blocked; unblock them first"),
        (home(codes_blocked=True), "rui", "rui is blocked"),
        (household(), "rui", "rui has no PIN; give them one first"),
    ],
)
def test_only_a_resident_who_can_come_in_becomes_the_administrator(people: People, to: str, why: str) -> None:
    with pytest.raises(AdministratorRefused, match=why):
        changes.hand_over(people, to, HERE)
    with pytest.raises(AdministratorRefused, match=why):
        changes.recover(people, to)


def test_a_lost_administrators_place_goes_to_a_resident_and_their_own_entrances_are_shut() -> None:
    done = changes.recover(home(), "rui")
    assert (done.change, done.whom) == (PeopleChange.RECOVERED, "rui")
    assert done.people.administrator == User(id="rui", name="Rui", role=Role.ADMINISTRATOR)
    assert done.people.by_id["ana"] == User(
        id="ana", name="Ana", role=Role.RESIDENT, blocked=True, codes_blocked=True, tags_blocked=True
    )


def test_an_administrator_without_a_pin_stays_and_a_panel_without_one_is_not_recovered() -> None:
    assert changes.recover(home(), "ana") == Changed(home(), PeopleChange.RECOVERED, "ana")
    with pytest.raises(AdministratorRefused, match="there is no administrator to be recovered"):
        changes.recover(NOBODY, "ana")
    with pytest.raises(UnknownUser):
        changes.recover(home(), "nobody")


def test_another_owner_gets_the_stations_key_and_nobody() -> None:
    assert changes.transfer(home()) == Changed(People(keys=(STATIONS,)), PeopleChange.TRANSFERRED)


def test_a_contract_is_given_notice_of_and_then_ends_without_the_stations_keys() -> None:
    done = changes.give_notice(home())
    assert done == Changed(msgspec.structs.replace(home(), contract=Contract.ENDING), PeopleChange.DECOMMISSIONED)
    ended = changes.without_station(done.people)
    assert ended.contract is Contract.ENDED
    assert ([user.id for user in ended.users], [key.actor for key in ended.keys]) == (["ana", "rui", "eva"], ["ana"])


def test_ones_own_is_told_by_the_id() -> None:
    assert changes.is_own(Actor(id="rui", role=Role.RESIDENT), RESIDENT)
    assert not changes.is_own(Actor(id="ana", role=Role.ADMINISTRATOR), RESIDENT)
