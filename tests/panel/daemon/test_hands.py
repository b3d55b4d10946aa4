"""Tags and keys become events that carry rights and no secrets; codes under threat and for one time do their work."""

from pathlib import Path

import msgspec
import pytest

from panel.config import load
from panel.core.events import ArmRequested, DisarmRequested, TagPresented, UnknownTag, WrongCode
from panel.core.hours import Limits, Span
from panel.core.names import CodeKind, Mode, Role, Source, TagStanding
from panel.daemon.hands import Hands
from panel.ports import KeyPressed, TagRead
from panel.store.codes import choose
from panel.store.people import Tag, User, add_tag, add_user, set_standing, with_user
from tests.panel.daemon.conftest import EXAMPLE
from tests.support.panel_on_wires import PIN, TAG, PanelOnWires

THREAT = "620958"
GUEST = "574029"


def hands_of(house: PanelOnWires) -> Hands:
    return Hands(house.engine.here, house.engine.device_key)


def typed(house: PanelOnWires, keys: str, keypad: str = "hall") -> list[object]:
    """What keys on one keypad come to."""
    hands, people, now = hands_of(house), house.engine.people, house.engine.moment()
    meant = [hands.key(KeyPressed(keypad, key, at), people, now) for at, key in enumerate(keys)]
    return [each.event for each in meant if each is not None]


def read(house: PanelOnWires, number: str, *, proven: bool = False) -> object:
    return hands_of(house).tag(TagRead("hall", number, 26, 0, proven), house.engine.people, house.engine.moment())


def give(house: PanelOnWires, user: str, pin: str, kind: CodeKind) -> None:
    engine = house.engine
    engine.change_people(choose(engine.people, user, pin, engine.device_key, kind), lambda: None)


def arm(house: PanelOnWires) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    assert set(house.phases().values()) == {"armed"}


def test_a_known_tag_names_its_owner_with_todays_rights_and_a_strange_one_its_reader(house: PanelOnWires) -> None:
    known = read(house, TAG.tag)
    assert isinstance(known, TagPresented)
    assert (known.actor.id, known.actor.disarm, known.uid_only) == ("ana", ("house", "garage"), True)
    assert (known.standing, known.reader) == (TagStanding.GOOD, "hall")
    assert read(house, "0DDBA1") == UnknownTag("hall")


def test_a_tag_with_a_key_is_believed_only_where_the_reader_had_it_prove_that(house: PanelOnWires) -> None:
    house.engine.people = add_tag(house.engine.people, Tag(number="04AA", label="key", user="ana", uid_only=False))
    for number, proven, uid_only in (("04AA", False, True), ("04AA", True, False), (TAG.tag, True, True)):
        shown = read(house, number, proven=proven)
        assert isinstance(shown, TagPresented)
        assert shown.uid_only is uid_only


def test_a_disabled_tag_opens_nothing_and_a_watched_one_works_and_both_are_told(house: PanelOnWires) -> None:
    arm(house)
    people = house.engine.people
    house.engine.people = set_standing(people, people.tags[0], TagStanding.DISABLED)
    house.tag()
    assert house.phases()["house"] == "armed"
    assert house.kinds()[-1] == "tag.disabled"
    house.engine.people = set_standing(people, people.tags[0], TagStanding.WATCHED)
    house.tag()
    house.keys(f"{PIN}#")
    assert house.phases()["house"] == "idle"
    assert "tag.watched" in house.kinds()


def test_a_code_disarms_or_arms_and_a_wrong_one_is_only_wrong(house: PanelOnWires) -> None:
    (disarm,), (armed,) = typed(house, f"{PIN}#"), typed(house, f"C{PIN}#")
    assert isinstance(disarm, DisarmRequested) and disarm.actor.id == "ana" and not disarm.duress
    assert isinstance(armed, ArmRequested) and armed.mode is Mode.NIGHT and not armed.duress
    assert typed(house, "99999#") == [WrongCode(Source.KEYPAD)]
    assert PIN not in repr((disarm, armed))


def test_two_keypads_never_mix_their_digits(house: PanelOnWires) -> None:
    hands, people, now = hands_of(house), house.engine.people, house.engine.moment()
    for at, key in enumerate(PIN):
        hands.key(KeyPressed("hall" if at % 2 else "garage", key, at), people, now)
    meant = hands.key(KeyPressed("hall", "#", 99), people, now)
    assert meant is not None
    assert meant.event == WrongCode(Source.KEYPAD)


def test_the_code_under_threat_disarms_like_ones_own_and_only_the_station_learns_of_it(house: PanelOnWires) -> None:
    give(house, "ana", THREAT, CodeKind.DURESS)
    arm(house)
    house.keys(f"{THREAT}#")
    assert set(house.phases().values()) == {"idle"}
    told = house.kinds()
    assert told.count("alarm.duress") == 1
    assert "alarm.cancelled" not in told
    assert "duress" not in str(house.status())


def test_the_code_under_threat_arms_too_and_tells(house: PanelOnWires) -> None:
    give(house, "ana", THREAT, CodeKind.DURESS)
    house.keys(f"A{THREAT}#")
    assert house.phases()["house"] == "exit"
    assert house.kinds().count("alarm.duress") == 1


def test_a_one_time_code_disarms_once_arms_once_and_is_nobodys_after_that(house: PanelOnWires) -> None:
    give(house, "rui", GUEST, CodeKind.ONE_TIME)
    arm(house)
    house.keys(f"{GUEST}#")
    assert house.phases()["house"] == "idle"
    house.keys(f"A{GUEST}#")
    assert house.phases()["house"] == "exit"
    house.wait(61_000)
    house.keys(f"{GUEST}#")
    assert house.phases()["house"] == "armed"
    assert house.kinds()[-1] == "code.wrong"


def test_a_one_time_code_that_has_disarmed_disarms_no_second_time(house: PanelOnWires) -> None:
    give(house, "rui", GUEST, CodeKind.ONE_TIME)
    arm(house)
    house.keys(f"{GUEST}#")
    arm(house)
    house.keys(f"{GUEST}#")
    assert house.phases()["house"] == "armed"


def test_what_is_refused_or_finds_nothing_to_do_uses_up_no_one_time_code(house: PanelOnWires) -> None:
    give(house, "rui", GUEST, CodeKind.ONE_TIME)
    house.keys(f"{GUEST}#")  # nothing was armed
    for zone in house.config.zone:
        if zone.kind == "instant":
            house.trip(zone.input)
    house.keys(f"A{GUEST}#")
    assert house.phases()["house"] == "idle"
    for zone in house.config.zone:
        house.secure(zone.input)
    arm(house)
    house.keys(f"{GUEST}#")
    assert house.phases()["house"] == "idle"


def test_what_a_one_time_code_did_is_kept_with_it_and_survives_the_power_cut(house: PanelOnWires) -> None:
    give(house, "rui", GUEST, CodeKind.ONE_TIME)
    arm(house)
    house.keys(f"{GUEST}#")
    house.kill()
    house.start()
    assert [code.spent for code in house.engine.people.codes if code.kind is CodeKind.ONE_TIME] == [True]


def test_a_limited_user_disarms_in_their_hours_and_arms_half_an_hour_longer(house: PanelOnWires) -> None:
    cleaner = User(id="eva", name="Eva", role=Role.LIMITED, arm=("house",), disarm=("house",), modes=(Mode.TOTAL,))
    house.engine.people = add_user(house.engine.people, cleaner)
    give(house, "eva", GUEST, CodeKind.OWN)

    def with_hours_ended_min_ago(minutes: int) -> None:
        wall_min = house.clocks.wall_ms() // 60_000 + 60  # October: an hour ahead of UTC in Lisbon
        span = Span(tuple(range(7)), (wall_min - minutes - 120) % 1440, (wall_min - minutes) % 1440)
        limited = msgspec.structs.replace(cleaner, limits=Limits(weekly=(span,)))
        house.engine.people = with_user(house.engine.people, limited)

    house.keys(f"A{PIN}#")
    told = []
    for keys, minutes in ((f"{GUEST}#", 10), (f"{GUEST}#", -10), (f"A{GUEST}#", 40), (f"A{GUEST}#", 10)):
        with_hours_ended_min_ago(minutes)
        house.keys(keys)
        told.append(house.phases()["house"])
    assert told == ["exit", "idle", "idle", "exit"]


@pytest.mark.parametrize(("user", "pin", "kind"), [("ana", THREAT, CodeKind.DURESS), ("rui", GUEST, CodeKind.ONE_TIME)])
def test_a_panel_that_starts_armed_from_its_second_copy_takes_every_kind_of_code(
    tmp_path: Path, user: str, pin: str, kind: CodeKind
) -> None:
    house = PanelOnWires(load(EXAMPLE), tmp_path / "alarmd")
    give(house, user, pin, kind)
    arm(house)
    house.kill()
    (house.folder / "journal.db").write_bytes(b"ruined" * 10_000)
    house.start()
    assert set(house.phases().values()) == {"armed"}
    house.keys(f"{pin}#")
    assert set(house.phases().values()) == {"idle"}
    assert ("alarm.duress" in house.kinds()) is (kind is CodeKind.DURESS)
    house.kill()


def test_d_asks_for_the_last_arming_at_this_keypad_with_the_token_it_was_offered(house: PanelOnWires) -> None:
    refused, forced, again = typed(house, f"C{PIN}#D{PIN}#D{PIN}#")
    assert isinstance(refused, ArmRequested) and isinstance(forced, ArmRequested) and isinstance(again, ArmRequested)
    assert (forced.mode, forced.force) == (Mode.NIGHT, refused.offer)
    assert len(refused.offer) == 16 and forced.offer == ""
    assert again.force == "none", "once: what was offered is spent"


def test_each_offer_is_another_and_d_at_another_keypad_is_none_of_its_business(house: PanelOnWires) -> None:
    first, second = typed(house, f"C{PIN}#C{PIN}#")
    assert isinstance(first, ArmRequested) and isinstance(second, ArmRequested)
    assert first.offer != second.offer
    hands, people, now = hands_of(house), house.engine.people, house.engine.moment()
    for at, key in enumerate(f"C{PIN}#"):
        hands.key(KeyPressed("hall", key, at), people, now)
    elsewhere = [hands.key(KeyPressed("garage", key, at), people, now) for at, key in enumerate(f"D{PIN}#")]
    assert elsewhere[-1] is not None
    assert isinstance(elsewhere[-1].event, ArmRequested) and elsewhere[-1].event.force == "none"
