import sys

import msgspec
import pytest

from panel.core.events import Actor
from panel.core.hours import Limits, Span
from panel.core.names import Action, CodeKind, Hours, Mode, Role, TagStanding
from panel.store import people
from panel.store.actors import Found, Moment, Shown, by_code, by_key, by_tag
from panel.store.people import NOBODY, STATION, Code, Key, People, Tag, User
from panel.store.pins import verifier
from tests.panel.store.making import ADMINISTRATOR, AREAS, DEVICE_KEY, HERE, MODES, NOW, PIN, RESIDENT, household

OTHER = verifier(DEVICE_KEY, "620418")
HOUR_MS = 3_600_000


def actor(home: People, code: bytes) -> Actor:
    found = by_code(home, code, HERE, NOW)
    assert found is not None
    return found.actor


def test_the_administrator_has_every_area_and_mode_there_is() -> None:
    everything = Actor(id="ana", role=Role.ADMINISTRATOR, arm=AREAS, disarm=AREAS, modes=MODES)
    home = household()
    assert by_code(home, verifier(DEVICE_KEY, PIN), HERE, NOW) == Found(everything, home.codes[0])
    assert by_key(home, "k1", HERE, NOW) == everything
    assert by_tag(home, "04A1B2C3", HERE, NOW) == Shown(everything, home.tags[0], TagStanding.GOOD)


def test_a_resident_has_what_was_granted_and_a_new_one_has_nothing() -> None:
    home = people.set_code(household(), "rui", OTHER)
    home = people.with_user(home, msgspec.structs.replace(RESIDENT, granted=(Action.FORCE,)))
    assert actor(home, OTHER) == Actor(
        id="rui", role=Role.RESIDENT, arm=("house",), disarm=("house",), modes=(Mode.NIGHT,), granted=(Action.FORCE,)
    )
    home = people.add_user(home, User(id="eva", name="Eva", role=Role.RESIDENT))
    home = people.add_tag(home, Tag(number="05", label="red", user="eva", uid_only=False))
    shown = by_tag(home, "05", HERE, NOW)
    assert shown == Shown(Actor(id="eva", role=Role.RESIDENT), home.tags[1], TagStanding.GOOD)


def test_a_code_under_threat_is_its_owners_in_everything_but_that_it_is_known() -> None:
    home = people.set_code(household(), "ana", OTHER, kind=CodeKind.DURESS)
    own, threat = by_code(home, verifier(DEVICE_KEY, PIN), HERE, NOW), by_code(home, OTHER, HERE, NOW)
    assert own is not None and threat is not None
    assert (own.actor, own.duress, threat.duress) == (threat.actor, False, True)


def test_a_one_time_code_that_has_had_its_disarm_may_only_arm() -> None:
    spent = Code(verifier=OTHER, user="rui", kind=CodeKind.ONE_TIME, spent=True)
    home = msgspec.structs.replace(household(), codes=(spent,))
    assert (actor(home, OTHER).arm, actor(home, OTHER).disarm) == (("house",), ())


def test_blocking_shuts_codes_tags_and_keys_each_by_itself() -> None:
    home = people.set_code(household(), "rui", OTHER)
    home = people.add_tag(home, Tag(number="05", label="red", user="rui"))
    home = people.add_key(home, Key(kid="phone", ed25519="x", x25519="x", actor="rui", kind="user"))

    def open_doors(**blocks: bool) -> tuple[bool, TagStanding | None, bool]:
        shut = people.with_user(home, msgspec.structs.replace(RESIDENT, **blocks))
        shown = by_tag(shut, "05", HERE, NOW)
        code, key = by_code(shut, OTHER, HERE, NOW), by_key(shut, "phone", HERE, NOW)
        return code is not None, shown.standing if shown else None, key is not None

    assert open_doors() == (True, TagStanding.GOOD, True)
    assert open_doors(blocked=True) == (True, TagStanding.GOOD, False)
    assert open_doors(codes_blocked=True) == (False, TagStanding.GOOD, True)
    assert open_doors(tags_blocked=True) == (True, TagStanding.DISABLED, True)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (NOW, Hours.IN),
        (Moment(NOW.wall_ms + HOUR_MS), Hours.AFTER),
        (Moment(NOW.wall_ms + 2 * HOUR_MS), Hours.OUT),
        (Moment(NOW.wall_ms, trusted=False), Hours.OUT),
    ],
)
def test_hours_are_judged_on_the_wall_clock_and_shut_while_it_cannot_be_believed(now: Moment, hours: Hours) -> None:
    limits = Limits(weekly=(Span((1,), 22 * 60, 23 * 60),))  # Tuesdays from 22 to 23 h
    home = people.set_code(household(), "rui", OTHER)
    home = people.with_user(home, msgspec.structs.replace(RESIDENT, limits=limits))
    found = by_code(home, OTHER, HERE, now)
    assert found is not None
    assert found.actor.hours is hours


def test_whoever_has_no_hours_is_never_out_of_them() -> None:
    found = by_code(household(), verifier(DEVICE_KEY, PIN), HERE, Moment(0, trusted=False))
    assert found is not None
    assert found.actor.hours is Hours.IN


def test_the_stations_key_has_no_rights_until_somebody_grants_them() -> None:
    home = people.add_key(household(), Key(kid="st", ed25519="x", x25519="x", actor=STATION, kind="station"))
    assert by_key(home, "st", HERE, NOW) == Actor(id=STATION, role=Role.STATION)
    home = people.add_user(home, User(id=STATION, name="Station", role=Role.STATION, arm=("house",)))
    assert by_key(home, "st", HERE, NOW) == Actor(id=STATION, role=Role.STATION, arm=("house",))


def test_strangers_are_nobody() -> None:
    home = household()
    assert by_code(home, OTHER, HERE, NOW) is None
    assert by_code(NOBODY, OTHER, HERE, NOW) is None
    assert by_code(home, b"", HERE, NOW) is None
    assert by_tag(home, "FFFF", HERE, NOW) is None
    assert by_key(home, "k9", HERE, NOW) is None


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
    """How many Python and C calls a look-up makes, and lines it runs."""
    steps = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        by_code(home, code, HERE, NOW)
    finally:
        sys.setprofile(None)
    return steps


def test_a_right_and_a_wrong_code_among_one_and_among_5000_take_the_same_steps() -> None:
    one, many = crowd(1), crowd(5_000)
    for i in (0, 1, 2_500, 4_999):
        assert actor(many, verifier(DEVICE_KEY, f"{i:08d}")) == Actor(id=f"u{i}", role=Role.RESIDENT)
    threat = people.set_code(many, "u7", OTHER, kind=CodeKind.DURESS)
    first, last = verifier(DEVICE_KEY, "00000000"), verifier(DEVICE_KEY, "00004999")
    steps = {
        "right": steps_of_looking_up(one, first),
        "right among many": steps_of_looking_up(many, first),
        "last among many": steps_of_looking_up(many, last),
        "wrong": steps_of_looking_up(one, OTHER),
        "wrong among many": steps_of_looking_up(many, OTHER),
        "under threat": steps_of_looking_up(threat, OTHER),
    }
    assert set(steps.values()) == {steps["right"]}, steps
    assert steps["right"] > 1


def test_one_more_user_beside_5000_is_found_at_once() -> None:
    home = people.add_user(crowd(5_000), User(id="eva", name="Eva", role=Role.RESIDENT))
    home = people.set_code(home, "eva", OTHER)
    assert actor(home, OTHER) == Actor(id="eva", role=Role.RESIDENT)
