"""People are changed at a shell by whoever the table of rights allows, and by nobody else."""

import pytest
from msgspec.structs import replace

from panel.api import (
    AddProgramme,
    AddTag,
    Arm,
    AutoDisarm,
    Block,
    Disarm,
    EndContract,
    Grant,
    HandOver,
    LeaveOut,
    ListPeople,
    Message,
    NewCode,
    Recover,
    RemoveUser,
    SetHours,
    SetTag,
    Speak,
    TakeCode,
    Transfer,
    Unblock,
)
from panel.core.hours import Limits, Span
from panel.core.names import Action, Bypass, CodeKind, Language, Mode, Role, TagStanding
from panel.core.schedule import EVERY_DAY
from panel.core.state import Countdown
from panel.store.people import Contract
from tests.panel.daemon.asking import ask, done, newcomer, pin_for, refused
from tests.support.panel_on_wires import PIN, TAG, PanelOnWires

MAY_NOT = "this PIN may not do that"
ALL = (Mode.TOTAL, Mode.PARTIAL, Mode.NIGHT)


def troubles(house: PanelOnWires) -> list[str]:
    return [found["trouble"] for found in house.status()["troubles"]]


def of(house: PanelOnWires, kind: str) -> list[dict[str, object]]:
    """The reports of that kind, oldest first."""
    return [report for report in house.reports() if report["kind"] == kind]


# rights -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["resident", "limited", "installer", "service"])
def test_only_the_administrator_changes_others(house: PanelOnWires, role: str) -> None:
    pin = newcomer(house, "Zoe", role)
    for order in (
        AddTag(pin=pin, user="rui", label="green", tag="0DDBA1"),
        Grant(pin=pin, who="zoe", arm=("house",)),
        SetHours(pin=pin, who="zoe"),
        NewCode(pin=pin, who="rui"),
        NewCode(pin=pin, who="zoe", kind=CodeKind.ONE_TIME),
        SetTag(pin=pin, tag="blue"),
        Block(pin=pin, who="rui", codes=True, tags=True),
        Unblock(pin=pin, who="rui"),
        RemoveUser(pin=pin, who="rui"),
        HandOver(pin=pin, to="zoe"),
        EndContract(pin=pin),
    ):
        assert refused(house, order) == MAY_NOT, order


@pytest.mark.parametrize(
    ("role", "own_pin", "own_language"), [("resident", 1, 1), ("limited", 1, 0), ("installer", 0, 0)]
)
def test_ones_own_pin_and_language_are_ones_own_where_the_table_says_so(
    house: PanelOnWires, role: str, own_pin: int, own_language: int
) -> None:
    pin = newcomer(house, "Zoe", role)
    assert ask(house, Speak(pin=pin, who="zoe", language=Language.PT)).ok == bool(own_language)
    assert ask(house, NewCode(pin=pin, who="zoe", kind=CodeKind.DURESS)).ok == bool(own_pin)
    assert ask(house, NewCode(pin=pin, who="zoe")).ok == bool(own_pin)


def test_everybody_sees_themselves_and_the_administrator_everybody(house: PanelOnWires) -> None:
    pin = newcomer(house, "Zoe", "limited")
    assert [row["id"] for row in done(house, ListPeople(pin=pin))] == ["zoe"]
    rows = done(house, ListPeople(pin=PIN))
    assert [row["id"] for row in rows] == ["ana", "rui", "zoe"]
    assert (rows[0]["codes"], rows[0]["tags"]) == (["own"], [{"number": TAG.tag, "label": "blue", "standing": "good"}])
    assert "ana  Ana  administrator  codes: own  tags: blue (good)" in ask(house, ListPeople(pin=PIN)).text


def test_what_is_granted_is_what_somebody_may_and_it_is_told(house: PanelOnWires) -> None:
    pin = newcomer(house, "Zoe", "resident")
    assert MAY_NOT in ask(house, Arm(pin=pin, mode=Mode.TOTAL)).text
    rights = Grant(pin=PIN, who="zoe", arm=("house",), disarm=("house",), modes=ALL, granted=(Action.BYPASS,))
    assert ask(house, rights).text == "zoe may now arm house; disarm house; bypass"
    assert ask(house, Arm(pin=pin, mode=Mode.TOTAL)).ok
    assert house.phases() == {"house": "exit", "garage": "idle"}
    told = of(house, "people.changed")[-1]
    assert (told["why"], told["actor"], told["source"], told["detail"]) == ("rights", "ana", "console", "zoe")


def test_a_right_that_a_role_can_never_have_is_refused_by_name(house: PanelOnWires) -> None:
    newcomer(house, "Zoe", "limited")
    text = refused(house, Grant(pin=PIN, who="zoe", granted=(Action.FORCE,)))
    assert text == "right: found force; allowed to a user of role limited: none"
    text = refused(house, Grant(pin=PIN, who="rui", arm=("attic",)))
    assert text == "area: found attic; allowed: house, garage"


def test_hours_are_for_limited_users(house: PanelOnWires) -> None:
    newcomer(house, "Zoe", "limited")
    limits = Limits(weekly=(Span((0,), 540, 720),))
    assert ask(house, SetHours(pin=PIN, who="zoe", limits=limits)).text == "zoe may come at their hours"
    assert ask(house, SetHours(pin=PIN, who="zoe")).text == "zoe may come always"
    assert "only a limited user has hours" in refused(house, SetHours(pin=PIN, who="rui", limits=limits))


# codes --------------------------------------------------------------------------------------------


def test_a_drawn_code_works_at_once_and_the_former_one_no_longer(house: PanelOnWires) -> None:
    first = pin_for(house, "rui")
    second = pin_for(house, "rui")
    assert ask(house, ListPeople(pin=first)).text == "nobody has this PIN"
    assert ask(house, ListPeople(pin=second)).ok


def test_a_chosen_code_that_is_taken_counts_as_a_wrong_one_and_says_nothing(house: PanelOnWires) -> None:
    pin = pin_for(house, "rui")
    taken = [refused(house, NewCode(pin=pin, who="rui", chosen=PIN)) for _ in range(3)]
    assert taken == ["this code cannot be used; choose another, or a longer one"] * 3
    assert len(of(house, "code.wrong")) == 3
    assert refused(house, NewCode(pin=pin, who="rui", chosen="602914")).startswith("too many wrong codes")
    house.wait(90_000)
    assert ask(house, NewCode(pin=pin, who="rui", chosen="602914")).text == "the PIN of rui is changed"
    assert ask(house, ListPeople(pin="602914")).ok


def test_wrong_codes_at_the_shell_lock_the_shell_and_not_the_keypad(house: PanelOnWires) -> None:
    for _ in range(3):
        assert refused(house, ListPeople(pin="99999")) == "nobody has this PIN"
    assert refused(house, ListPeople(pin=PIN)).startswith("too many wrong codes")
    assert refused(house, LeaveOut(pin=PIN, zone=1, bypass=Bypass.ONCE)).startswith("too many wrong codes")
    house.keys(f"A{PIN}#")
    assert house.phases()["house"] == "exit"


def test_a_code_for_one_time_disarms_once_and_arms_once(house: PanelOnWires) -> None:
    done(house, Grant(pin=PIN, who="rui", arm=("house",), disarm=("house",), modes=ALL))
    once = done(house, NewCode(pin=PIN, who="rui", kind=CodeKind.ONE_TIME))["pin"]
    assert ask(house, Arm(pin=PIN, mode=Mode.TOTAL, areas=("house",), no_exit=True)).ok
    assert ask(house, Disarm(pin=once)).ok
    assert ask(house, Arm(pin=once, mode=Mode.TOTAL)).ok
    assert ask(house, Disarm(pin=once)).text == "nobody has this PIN"


def test_codes_for_one_time_are_taken_away_before_they_are_used(house: PanelOnWires) -> None:
    once = done(house, NewCode(pin=PIN, who="rui", kind=CodeKind.ONE_TIME))["pin"]
    assert ask(house, TakeCode(pin=PIN, who="rui", kind=CodeKind.ONE_TIME)).ok
    assert ask(house, ListPeople(pin=once)).text == "nobody has this PIN"
    assert "changed, not taken away" in refused(house, TakeCode(pin=PIN, who="rui", kind=CodeKind.OWN))


def test_a_code_typed_under_threat_does_what_is_asked_and_tells_the_station_alone(house: PanelOnWires) -> None:
    threat = done(house, NewCode(pin=PIN, who="ana", kind=CodeKind.DURESS))["pin"]
    unacked = house.status()["unacked"]
    usual = ask(house, ListPeople(pin=PIN))
    assert ask(house, ListPeople(pin=threat)) == usual
    assert "duress" not in usual.text + usual.data
    assert ask(house, LeaveOut(pin=threat, zone=1, bypass=Bypass.ONCE)).ok
    assert [report["actor"] for report in of(house, "alarm.duress")] == ["ana", "ana"]
    assert house.status()["unacked"] == unacked + 1  # the bypass


def test_the_first_code_is_a_trouble_until_it_is_changed_over_restarts_too(house: PanelOnWires) -> None:
    done(house, Transfer(pin=PIN))
    first = newcomer_administrator(house)
    assert troubles(house) == ["default_code"]
    house.kill()
    house.start()
    assert troubles(house) == ["default_code"]
    done(house, NewCode(pin=first, who="eva", kind=CodeKind.DURESS))
    assert troubles(house) == ["default_code"]
    done(house, NewCode(pin=first, who="eva", chosen="602914"))
    assert troubles(house) == []


def newcomer_administrator(house: PanelOnWires) -> str:
    return newcomer(house, "Eva", "administrator")


# tags ---------------------------------------------------------------------------------------------


def test_a_tag_is_watched_disabled_and_taken_away(house: PanelOnWires) -> None:
    assert ask(house, SetTag(pin=PIN, tag="blue", standing=TagStanding.WATCHED)).text == "tag blue of ana: watch"
    house.tag()
    assert house.phases()["house"] == "exit" and len(of(house, "tag.watched")) == 1
    assert ask(house, SetTag(pin=PIN, tag=TAG.tag, standing=TagStanding.DISABLED)).ok
    house.tag()
    assert len(of(house, "tag.disabled")) == 1
    assert ask(house, SetTag(pin=PIN, tag="blue")).text == "tag blue is nobody's now"
    house.tag()
    assert len(of(house, "tag.unknown")) == 1


# blocking and leaving -----------------------------------------------------------------------------


def test_whoever_is_blocked_keeps_what_was_not_shut_and_is_let_in_again(house: PanelOnWires) -> None:
    pin = pin_for(house, "rui")
    reply = ask(house, Block(pin=PIN, who="rui", codes=False, tags=True))
    assert reply.text == "rui is shut out of page and links; their codes still open the house"
    assert ask(house, ListPeople(pin=pin)).ok
    assert ask(house, Block(pin=PIN, who="rui", codes=True, tags=True)).text.endswith("their codes and tags do nothing")
    assert ask(house, ListPeople(pin=pin)).text == "nobody has this PIN"
    assert ask(house, Unblock(pin=PIN, who="rui")).ok
    assert ask(house, ListPeople(pin=pin)).ok
    assert "hand the place over first" in refused(house, Block(pin=PIN, who="ana", codes=True, tags=True))


def test_whoever_is_removed_takes_codes_tags_and_keys_along(house: PanelOnWires) -> None:
    pin = pin_for(house, "rui")
    done(house, AddTag(pin=PIN, user="rui", label="green", tag="0DDBA1"))
    assert ask(house, RemoveUser(pin=PIN, who="rui")).text == "rui is removed, with codes, tags and keys"
    people = house.engine.people
    assert [user.id for user in people.users] == ["ana"]
    assert {key.actor for key in people.keys} == {"station"}
    assert ask(house, ListPeople(pin=pin)).text == "nobody has this PIN"
    assert of(house, "people.changed")[-1]["why"] == "removed"
    assert "hand the place over first" in refused(house, RemoveUser(pin=PIN, who="ana"))


# the whole ----------------------------------------------------------------------------------------


def test_the_place_is_handed_over_in_one_step_to_a_resident_with_a_pin(house: PanelOnWires) -> None:
    assert "rui has no PIN" in refused(house, HandOver(pin=PIN, to="rui"))
    pin = pin_for(house, "rui")
    assert ask(house, HandOver(pin=PIN, to="rui")).text == "rui is the administrator now, and ana a resident"
    assert [user.role for user in house.engine.people.users] == [Role.RESIDENT, Role.ADMINISTRATOR]
    assert refused(house, NewCode(pin=PIN, who="rui")) == MAY_NOT
    assert ask(house, NewCode(pin=pin, who="rui")).ok
    house.keys(f"A{PIN}#")  # whoever lived here goes on living here
    assert set(house.phases().values()) == {"exit"}


def test_a_lost_administrator_is_recovered_by_the_installer_who_stands_at_the_panel(house: PanelOnWires) -> None:
    installer, _ = newcomer(house, "Installer", "installer"), pin_for(house, "rui")
    assert "type your PIN at its keypad" in refused(house, Recover(pin=installer, who="rui"))
    house.keys(f"{installer}#")
    house.wait(60_000)
    reply = ask(house, Recover(pin=installer, who="rui"))
    assert reply.ok and reply.text.startswith("rui is the administrator and has the PIN ")
    assert ask(house, ListPeople(pin=PIN)).text == "nobody has this PIN"  # nobody knows who has the lost one's
    assert troubles(house) == ["default_code"]
    assert of(house, "people.changed")[-1]["why"] == "recovered"


def test_an_administrator_who_forgot_the_pin_gets_a_new_one_the_same_way(house: PanelOnWires) -> None:
    installer = newcomer(house, "Installer", "installer")
    house.keys(f"{installer}#")
    pin = done(house, Recover(pin=installer, who="ana"))["pin"]
    assert ask(house, ListPeople(pin=PIN)).text == "nobody has this PIN"
    assert ask(house, ListPeople(pin=pin)).ok


def test_nobody_is_recovered_from_afar_too_late_while_armed_or_by_anybody_else(house: PanelOnWires) -> None:
    installer, resident = newcomer(house, "Installer", "installer"), pin_for(house, "rui")
    assert "only the installer" in refused(house, Recover(pin=PIN, who="rui"))
    assert "only the installer" in refused(house, Recover(pin=resident, who="rui"))
    house.keys(f"{installer}#")
    house.wait(121_000)
    assert "type your PIN at its keypad" in refused(house, Recover(pin=installer, who="rui"))
    house.keys(f"{installer}#")
    assert ask(house, Arm(pin=PIN, mode=Mode.TOTAL)).ok
    assert refused(house, Recover(pin=installer, who="rui")) == "not while anything is armed: disarm first"
    assert refused(house, Transfer(pin=PIN)) == "not while anything is armed: disarm first"


def test_another_owner_finds_the_zones_and_nobody_of_before(house: PanelOnWires) -> None:
    pin_for(house, "rui")
    assert ask(house, Transfer(pin=PIN)).text.startswith("everybody is erased; the zones are as they were.")
    people = house.engine.people
    assert (people.users, people.codes, people.tags) == ((), (), ())
    assert [key.actor for key in people.keys] == ["station"]
    assert of(house, "people.changed")[-1]["why"] == "transferred"
    house.kill()
    house.start(commissioned=False)
    house.keys(f"A{PIN}#")
    house.tag()
    assert house.phases() == {"house": "idle", "garage": "idle"}
    assert newcomer_administrator(house)


def test_the_former_owners_programmes_go_with_them_and_what_they_announced_too(house: PanelOnWires) -> None:
    """Else the house arms itself one evening, and the new owner has no code yet that would end it."""
    programme = AddProgramme(pin=PIN, name="Night", mode=Mode.NIGHT, areas=("house",), at_min=1_410, days=EVERY_DAY)
    assert ask(house, programme).ok
    assert ask(house, AutoDisarm(pin=PIN, on=True)).ok
    until_ms = house.engine.clocks.mono_ms() + 60_000
    announced = Countdown(programme="night", areas=("house",), mode=Mode.NIGHT, until_ms=until_ms)
    house.engine._live = replace(house.engine.live, countdown=announced)
    assert ask(house, Transfer(pin=PIN)).ok
    assert house.engine.live.countdown is None
    for _ in range(2):
        calendar = house.engine.scheduler.calendar
        assert (calendar.programmes, calendar.auto_disarm) == ((), False)
        house.kill()
        house.start(commissioned=False)


def test_the_installer_may_transfer_a_panel_only_when_standing_at_it(house: PanelOnWires) -> None:
    installer = newcomer(house, "Installer", "installer")
    assert "type your PIN at its keypad" in refused(house, Transfer(pin=installer))
    house.keys(f"{installer}#")
    assert ask(house, Transfer(pin=installer)).ok


def test_a_contract_is_given_notice_of_and_the_house_is_guarded_all_the_same(house: PanelOnWires) -> None:
    reply = ask(house, EndContract(pin=PIN))
    assert reply.text.startswith("the station's keys are erased as soon as the station has the last report")
    assert house.engine.people.contract is Contract.ENDING
    assert of(house, "people.changed")[-1]["why"] == "decommissioned"


@pytest.mark.parametrize(
    "order",
    [
        NewCode(pin=PIN, who="nobody"),
        SetTag(pin=PIN, tag="nothing"),
        Grant(pin=PIN, who="ana", arm=("house",)),
        NewCode(pin=PIN, who="rui", chosen="123456"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(house: PanelOnWires, order: Message) -> None:
    assert refused(house, order)
