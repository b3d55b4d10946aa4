import msgspec
import pytest

from panel.core.names import CodeKind, Role, TagStanding
from panel.store import errors, people
from panel.store.people import NOBODY, STATION, Code, Key, Tag, User
from panel.store.pins import verifier
from tests.panel.store.making import ADMINISTRATOR, DEVICE_KEY, PIN, RESIDENT, household

OTHER = verifier(DEVICE_KEY, "620418")


def test_the_first_person_is_the_administrator_and_there_is_no_second() -> None:
    first = people.add_first_administrator(NOBODY, ADMINISTRATOR)
    assert first.administrator == ADMINISTRATOR
    second = User(id="eva", name="Eva", role=Role.ADMINISTRATOR)
    with pytest.raises(errors.AdministratorRefused, match="exactly one"):
        people.add_first_administrator(first, second)
    with pytest.raises(errors.AdministratorRefused, match="exactly one"):
        people.add_user(first, second)


def test_before_the_administrator_there_is_nobody() -> None:
    with pytest.raises(errors.AdministratorRefused, match="needs its administrator"):
        people.add_user(NOBODY, RESIDENT)
    with pytest.raises(errors.AdministratorRefused, match="must be the administrator"):
        people.add_first_administrator(NOBODY, RESIDENT)


def test_people_that_break_the_rules_cannot_be_made_even_by_hand() -> None:
    eva = User(id="eva", name="Eva", role=Role.ADMINISTRATOR)
    code = Code(verifier=OTHER, user="ana")
    wrong: list[dict[str, object]] = [
        {"users": (ADMINISTRATOR, eva)},
        {"users": (RESIDENT, RESIDENT)},
        {"users": (ADMINISTRATOR, RESIDENT), "codes": (code, Code(verifier=OTHER, user="rui"))},
        {"users": (ADMINISTRATOR,), "codes": (code, Code(verifier=b"x", user="ana"))},
        {"codes": (code,)},
        {"tags": (Tag(number="04", label="blue", user="ana"),)},
        {
            "users": (ADMINISTRATOR,),
            "codes": tuple(Code(verifier=v, user="ana", kind=CodeKind.DURESS) for v in (b"x", b"y")),
        },
    ]
    for fields in wrong:
        with pytest.raises(ValueError):  # noqa: PT011 - the words are for a log, the refusal is what counts
            msgspec.structs.replace(NOBODY, **fields)


def test_names_and_ids_tell_people_apart() -> None:
    home = household()
    for double in (
        User(id="rui", name="Another", role=Role.RESIDENT),
        User(id="another", name="Rui", role=Role.RESIDENT),
        User(id=STATION, name="Mallory", role=Role.RESIDENT),
        User(id="x", name="", role=Role.RESIDENT),
        User(id="x", name="n" * 41, role=Role.RESIDENT),
    ):
        with pytest.raises(errors.NameRefused):
            people.add_user(home, double)


def test_a_free_id_is_made_of_any_name() -> None:
    home = household()
    assert people.new_id(home, "Ana") == "ana-2"
    assert people.new_id(home, "João Conceição") == "joao-conceicao"
    assert people.new_id(home, "Station") == "station-2"
    assert people.new_id(home, "Юля") == "user"


def test_somebody_is_found_by_id_or_name() -> None:
    home = household()
    assert people.find_user(home, "rui") == people.find_user(home, "Rui") == RESIDENT
    with pytest.raises(errors.UnknownUser, match=r"'nobody'; there is ana, rui$"):
        people.find_user(home, "nobody")


def test_a_code_replaces_the_one_before() -> None:
    home = people.set_code(household(), "ana", OTHER)
    assert [(code.user, code.verifier) for code in home.codes] == [("ana", OTHER)]


def test_no_two_codes_are_alike_and_the_refusal_tells_nothing() -> None:
    home = household()
    taken = verifier(DEVICE_KEY, PIN)
    with pytest.raises(errors.CodeRefused) as others:
        people.set_code(home, "rui", taken)
    with pytest.raises(errors.CodeRefused) as own:
        people.set_code(home, "ana", taken)
    full = msgspec.structs.replace(
        home,
        users=(*home.users, *(User(id=f"u{i}", name=f"U{i}", role=Role.RESIDENT) for i in range(10))),
        codes=tuple(Code(verifier=b"%d" % i, user=f"u{i}", digits=4) for i in range(10)),
    )
    with pytest.raises(errors.CodeRefused) as crowded:
        people.set_code(full, "rui", OTHER, digits=4)
    assert str(others.value) == str(own.value) == str(crowded.value)
    assert "ana" not in str(others.value).lower()


def test_at_most_one_in_a_thousand_codes_of_a_length_is_in_use() -> None:
    home = household()
    users = tuple(User(id=f"u{i}", name=f"U{i}", role=Role.RESIDENT) for i in range(11))
    home = msgspec.structs.replace(home, users=(*home.users, *users))
    for i in range(10):
        home = people.set_code(home, f"u{i}", b"%d" % i, digits=4)
    with pytest.raises(errors.CodeRefused):
        people.set_code(home, "u10", b"one more", digits=4)
    home = people.set_code(home, "u3", b"changed", digits=4)  # changing one's own takes no more room
    assert len(people.set_code(home, "u10", b"longer", digits=5).codes) == 12


def test_tags_and_keys_belong_to_one_owner_who_exists() -> None:
    home = household()
    with pytest.raises(errors.TagTaken):
        people.add_tag(home, Tag(number="04A1B2C3", label="mine", user="rui"))
    with pytest.raises(errors.UnknownUser):
        people.add_tag(home, Tag(number="05", label="lost", user="nobody"))
    with pytest.raises(errors.KeyTaken):
        people.add_key(home, Key(kid="k1", ed25519="x", x25519="x", actor="rui", kind="phone"))
    with pytest.raises(errors.UnknownUser):
        people.add_key(home, Key(kid="k2", ed25519="x", x25519="x", actor="nobody", kind="phone"))


def test_a_code_under_threat_and_codes_for_one_time_stand_beside_ones_own() -> None:
    home = household()
    for letter, kind in ((b"d", CodeKind.DURESS), (b"1", CodeKind.ONE_TIME), (b"2", CodeKind.ONE_TIME)):
        home = people.set_code(home, "ana", letter, kind=kind)
    home = people.set_code(home, "ana", b"e", kind=CodeKind.DURESS)  # in place of the one before
    kinds = [(code.verifier, code.kind) for code in home.codes[1:]]
    assert kinds == [(b"1", CodeKind.ONE_TIME), (b"2", CodeKind.ONE_TIME), (b"e", CodeKind.DURESS)]


def test_codes_under_threat_and_for_one_time_count_among_those_in_use() -> None:
    home = household()
    for i in range(9):
        home = people.set_code(home, "rui", b"%d" % i, digits=4, kind=CodeKind.ONE_TIME)
    home = people.set_code(home, "rui", b"threat", digits=4, kind=CodeKind.DURESS)
    with pytest.raises(errors.CodeRefused):
        people.set_code(home, "rui", b"own", digits=4)


def test_a_tag_is_found_by_number_or_by_its_only_label_watched_and_taken_away() -> None:
    home = people.add_tag(household(), Tag(number="05AA", label="red", user="rui"))
    home = people.add_tag(home, Tag(number="06", label="red", user="rui"))
    assert people.find_tag(home, "05aa").label == "red"
    assert people.find_tag(home, "blue").user == "ana"
    for wrong, why in (("red", "more than one"), ("green", "user list")):
        with pytest.raises(errors.UnknownTagRefused, match=why):
            people.find_tag(home, wrong)
    watched = people.set_standing(home, home.tags[1], TagStanding.WATCHED)
    assert [tag.standing for tag in watched.tags] == [TagStanding.GOOD, TagStanding.WATCHED, TagStanding.GOOD]
    assert [tag.number for tag in people.remove_tag(watched, watched.tags[1]).tags] == ["04A1B2C3", "06"]


def test_nobody_becomes_administrator_by_a_change_of_rights() -> None:
    with pytest.raises(AssertionError, match="handed over"):
        people.with_user(household(), msgspec.structs.replace(RESIDENT, role=Role.ADMINISTRATOR))
    assert people.with_user(household(), msgspec.structs.replace(RESIDENT, arm=())).by_id["rui"].arm == ()
