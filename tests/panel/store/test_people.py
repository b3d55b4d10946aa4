import sys

import msgspec
import pytest

from panel.core.events import Actor
from panel.core.names import Mode, Role
from panel.store import errors, people
from panel.store.people import NOBODY, STATION, Code, Key, People, Tag, User
from panel.store.pins import verifier
from tests.panel.store.making import ADMINISTRATOR, AREAS, DEVICE_KEY, MODES, PIN, RESIDENT, household

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
    assert people.actor_for_code(home, verifier(DEVICE_KEY, PIN), AREAS, MODES) is None
    actor = people.actor_for_code(home, OTHER, AREAS, MODES)
    assert actor is not None
    assert actor.id == "ana"


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


def test_the_administrator_has_every_area_and_mode_there_is() -> None:
    everything = Actor(id="ana", role=Role.ADMINISTRATOR, arm=AREAS, disarm=AREAS, modes=MODES)
    home = household()
    assert people.actor_for_code(home, verifier(DEVICE_KEY, PIN), AREAS, MODES) == everything
    assert people.actor_for_key(home, "k1", AREAS, MODES) == everything
    assert people.actor_for_tag(home, "04A1B2C3", AREAS, MODES) == (everything, home.tags[0])


def test_a_resident_has_what_was_granted_and_a_new_one_has_nothing() -> None:
    home = people.set_code(household(), "rui", OTHER)
    granted = Actor(id="rui", role=Role.RESIDENT, arm=("house",), disarm=("house",), modes=(Mode.NIGHT,))
    assert people.actor_for_code(home, OTHER, AREAS, MODES) == granted
    home = people.add_user(home, User(id="eva", name="Eva", role=Role.RESIDENT))
    home = people.add_tag(home, Tag(number="05", label="red", user="eva", uid_only=False))
    assert people.actor_for_tag(home, "05", AREAS, MODES) == (Actor(id="eva", role=Role.RESIDENT), home.tags[1])


def test_the_stations_key_has_no_rights_until_somebody_grants_them() -> None:
    home = people.add_key(household(), Key(kid="st", ed25519="x", x25519="x", actor=STATION, kind="station"))
    assert people.actor_for_key(home, "st", AREAS, MODES) == Actor(id=STATION, role=Role.STATION)
    home = people.add_user(home, User(id=STATION, name="Station", role=Role.STATION, arm=("house",)))
    assert people.actor_for_key(home, "st", AREAS, MODES) == Actor(id=STATION, role=Role.STATION, arm=("house",))


def test_strangers_are_nobody() -> None:
    home = household()
    assert people.actor_for_code(home, OTHER, AREAS, MODES) is None
    assert people.actor_for_code(NOBODY, OTHER, AREAS, MODES) is None
    assert people.actor_for_tag(home, "FFFF", AREAS, MODES) is None
    assert people.actor_for_key(home, "k9", AREAS, MODES) is None


def crowd(size: int) -> People:
    """As many users, each with an eight-digit code and a tag."""
    users = tuple(User(id=f"u{i}", name=f"U{i}", role=Role.RESIDENT) for i in range(size))
    return msgspec.structs.replace(
        household(),
        users=(ADMINISTRATOR, RESIDENT, *users),
        codes=tuple(Code(verifier=verifier(DEVICE_KEY, f"{i:08d}"), user=f"u{i}", digits=8) for i in range(size)),
        tags=tuple(Tag(number=f"{i:08X}", label="t", user=f"u{i}") for i in range(size)),
        keys=(),
    )


def steps_of_looking_up(home: People, code: bytes) -> int:
    """How many Python and C calls a look-up makes, once the index is there."""
    people.actor_for_code(home, code, AREAS, MODES)
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        people.actor_for_code(home, code, AREAS, MODES)
    finally:
        sys.setprofile(None)
    return calls


def test_finding_one_code_among_5000_takes_the_steps_of_finding_it_among_one() -> None:
    one, many = crowd(1), crowd(5_000)
    for i in (0, 1, 2_500, 4_999):
        actor = people.actor_for_code(many, verifier(DEVICE_KEY, f"{i:08d}"), AREAS, MODES)
        assert actor == Actor(id=f"u{i}", role=Role.RESIDENT)
    first, last = verifier(DEVICE_KEY, "00000000"), verifier(DEVICE_KEY, "00004999")
    assert steps_of_looking_up(one, first) == steps_of_looking_up(many, first) == steps_of_looking_up(many, last)
    assert steps_of_looking_up(one, OTHER) == steps_of_looking_up(many, OTHER)


def test_one_more_user_beside_5000_is_found_at_once() -> None:
    home = people.add_user(crowd(5_000), User(id="eva", name="Eva", role=Role.RESIDENT))
    home = people.set_code(home, "eva", OTHER)
    actor = people.actor_for_code(home, OTHER, AREAS, MODES)
    assert actor == Actor(id="eva", role=Role.RESIDENT)
