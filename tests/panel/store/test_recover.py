"""Starts over every kind of ruin: never without an answer, never a file deleted, never a state guessed."""

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from panel.core.hours import Limits, Span
from panel.core.names import Action, CodeKind, Language, Mode, Notice, Role, TagStanding
from panel.store.actors import by_code
from panel.store.journal import Journal
from panel.store.people import Code, Contract, Key, People, Tag, User
from panel.store.pins import verifier
from panel.store.recover import salvage
from tests.panel.store.making import AREAS, DEVICE_KEY, HERE, NOW, PIN, batch, filled, household, reopened, report

Ruin = Callable[[Path], None]


def zero_bytes(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(50_000))


def garbage_in_page_one(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(random.Random(8).randbytes(4_096) + data[4_096:])


def garbage_in_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(2, len(data) // 4_096, 2):
        data[page * 4_096 : page * 4_096 + 512] = random.Random(page).randbytes(512)
    path.write_bytes(data)


def half_of_it(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 8_192 * 4_096])


def a_torn_page(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) - 1_000])


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "something").write_text("of somebody")


def a_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def text(path: Path) -> None:
    path.write_text("Dear diary, today the alarm went off.\n" * 400)


RUINS = [
    zero_bytes,
    garbage,
    garbage_in_page_one,
    garbage_in_the_middle,
    half_of_it,
    a_torn_page,
    a_folder,
    a_link_to_itself,
    text,
]


@pytest.mark.parametrize("ruin", RUINS)
def test_a_ruined_database_boots_armed_from_the_copy_and_can_be_disarmed(tmp_path: Path, ruin: Ruin) -> None:
    filled(tmp_path, rows=200).close()
    path = tmp_path / "journal.db"
    ruin(path)
    ruined = path.lstat()
    journal, found = reopened(tmp_path)
    assert (found.snapshot, found.from_copy, found.unknown, found.failure) == (b"armed", True, False, None)
    assert found.epoch == "e1"
    assert found.set_aside is not None
    assert (found.set_aside / "journal.db").lstat().st_ino == ruined.st_ino  # moved, not copied, not deleted
    who = by_code(found.people, verifier(DEVICE_KEY, PIN), HERE, NOW)
    assert who is not None
    assert who.actor.disarm == AREAS
    journal.commit(batch(900, report(1, epoch="e2"), snapshot=b"disarmed", keep_copy=True))
    journal.close()
    again, found = reopened(tmp_path)
    assert (found.snapshot, found.from_copy, found.set_aside, found.people) == (b"disarmed", False, None, household())
    assert report(1, epoch="e2").digest in {row.digest for row in again.unacked(0, 0, 1_000)}


@pytest.mark.parametrize("ruin", RUINS)
def test_without_a_copy_a_ruined_state_is_unknown_and_never_disarmed(tmp_path: Path, ruin: Ruin) -> None:
    filled(tmp_path, rows=200).close()
    for path in (*tmp_path.glob("state.*"), *tmp_path.glob("people.*")):
        path.unlink()
    ruin(tmp_path / "journal.db")
    journal, found = reopened(tmp_path)
    # An empty file without any copy is a first start that lost power; nothing else looks like one.
    assert (found.snapshot, found.unknown, found.from_copy) == (None, ruin is not zero_bytes, False)
    journal.commit(batch(900, report(1, epoch="e2"), snapshot=b"armed"))


def test_torn_copies_beside_a_ruined_database_leave_the_state_unknown(tmp_path: Path) -> None:
    filled(tmp_path).close()
    for path in (*tmp_path.glob("state.*"), *tmp_path.glob("people.*")):
        path.write_bytes(b"torn")
    (tmp_path / "journal.db").unlink()
    _, found = reopened(tmp_path)
    assert (found.snapshot, found.unknown, found.from_copy, found.set_aside) == (None, True, False, None)


def test_torn_copies_beside_a_good_database_are_made_anew(tmp_path: Path) -> None:
    filled(tmp_path).close()
    for path in (*tmp_path.glob("state.*"), *tmp_path.glob("people.*")):
        path.write_bytes(b"torn")
    journal, found = reopened(tmp_path)
    assert (found.snapshot, found.people, found.from_copy, found.unknown) == (b"armed", household(), False, False)
    journal.commit(batch(900))
    journal.close()
    garbage(tmp_path / "journal.db")
    found = reopened(tmp_path)[1]
    assert (found.snapshot, found.people, found.from_copy) == (b"armed", household(), True)


def test_a_database_that_is_gone_comes_back_from_the_copy(tmp_path: Path) -> None:
    filled(tmp_path).close()
    (tmp_path / "journal.db").unlink()
    _, found = reopened(tmp_path)
    assert (found.snapshot, found.people, found.from_copy, found.set_aside) == (b"armed", household(), True, None)


def everything_about_somebody() -> People:
    """A cleaner with hours, one's own code, one for use under threat and one that has had its disarm: no field is as
    it would be if it had been forgotten."""
    cleaner = User(
        id="carla",
        name="Carla",
        role=Role.LIMITED,
        arm=("house",),
        disarm=("garage",),
        modes=(Mode.NIGHT,),
        granted=(Action.BYPASS,),
        notices=(Notice.MAINS,),
        language=Language.ES,
        limits=Limits(weekly=(Span((0, 3), 540, 780),), first_day=19_000, last_day=19_900),
        blocked=True,
        codes_blocked=True,
        tags_blocked=True,
    )
    codes = tuple(
        Code(
            verifier=verifier(DEVICE_KEY, pin),
            user="carla",
            digits=7,
            kind=kind,
            spent=kind is CodeKind.ONE_TIME,
            initial=True,
        )
        for kind, pin in ((CodeKind.OWN, "8462913"), (CodeKind.DURESS, "5179026"), (CodeKind.ONE_TIME, "2938475"))
    )
    tag = Tag(number="04D5", label="red", user="carla", uid_only=False, standing=TagStanding.WATCHED)
    key = Key(kid="k9", ed25519="pub", x25519="pub", actor="carla", kind="phone")
    return People(users=(cleaner,), codes=codes, tags=(tag,), keys=(key,), contract=Contract.ENDING)


def test_the_people_of_this_test_have_nothing_left_to_forget() -> None:
    people = everything_about_somebody()
    seen: dict[type, set[str]] = {}
    for piece in (people, *people.users, *people.codes, *people.tags, *people.keys):
        fields = msgspec.structs.fields(piece)
        differing = {field.name for field in fields if getattr(piece, field.name) != field.default}
        seen.setdefault(type(piece), set()).update(differing)
    for kind, differing in seen.items():
        assert {field.name for field in msgspec.structs.fields(kind)} == differing, kind


@pytest.mark.parametrize("ruin", RUINS)
def test_hours_and_codes_under_threat_and_for_one_time_survive_a_ruined_database(tmp_path: Path, ruin: Ruin) -> None:
    everybody = everything_about_somebody()
    journal = filled(tmp_path)
    journal.commit(batch(500, people=everybody))
    journal.close()
    ruin(tmp_path / "journal.db")
    journal, found = reopened(tmp_path)
    assert (found.people, found.from_copy) == (everybody, True)
    journal.close()
    assert reopened(tmp_path)[1].people == everybody  # and stands in the new database


def test_with_the_people_alone_in_the_copy_the_state_is_unknown_but_codes_work(tmp_path: Path) -> None:
    filled(tmp_path).close()
    for path in tmp_path.glob("state.*"):
        path.unlink()
    garbage(tmp_path / "journal.db")
    _, found = reopened(tmp_path)
    assert (found.snapshot, found.unknown, found.people) == (None, True, household())


def test_what_a_ruined_database_still_had_to_tell_the_station_is_told(tmp_path: Path) -> None:
    filled(tmp_path, rows=200).close()
    path = tmp_path / "journal.db"
    data = path.read_bytes()
    path.write_bytes(data[: -2 * 4_096])
    journal, found = reopened(tmp_path)
    rows = journal.unacked(0, 0, 1_000)
    assert found.salvaged == len(rows) > 0
    assert all(row.digest == report(row.seq, alarm=row.alarm).digest for row in rows)


def test_rows_are_salvaged_from_both_ends_up_to_the_ruin(tmp_path: Path) -> None:
    filled(tmp_path, rows=400).close()
    path = tmp_path / "journal.db"
    data = bytearray(path.read_bytes())
    at = data.index(report(200).jws.encode())
    page = at // 4_096 * 4_096
    data[page : page + 64] = bytes([0xEE]) * 64
    path.write_bytes(data)
    saved = [row.seq for row in salvage(path)]
    assert saved == sorted(saved)
    assert (saved[0], saved[-1]) == (1, 400)
    assert 300 < len(saved) < 400
    assert path.read_bytes() == bytes(data)  # evidence is read, not touched


def test_a_row_whose_text_was_changed_is_not_believed(tmp_path: Path) -> None:
    filled(tmp_path, rows=3).close()
    path = tmp_path / "journal.db"
    path.write_bytes(path.read_bytes().replace(b"head.e1-2.", b"head.e1-9."))
    assert [row.seq for row in salvage(path)] == [1, 3]


def test_nothing_is_salvaged_from_nothing(tmp_path: Path) -> None:
    assert salvage(tmp_path / "journal.db") == ()
    garbage(tmp_path / "journal.db")
    assert salvage(tmp_path / "journal.db") == ()


def test_places_in_the_outbox_go_on_beyond_those_of_a_database_set_aside(tmp_path: Path) -> None:
    """A reader of the outbox with a cursor from before must see every row of the new one."""
    highest = 0
    for time in range(3):
        journal, _ = reopened(tmp_path)
        journal.commit(batch(time, report(time, epoch=f"e{time}"), snapshot=b"armed", keep_copy=True))
        lowest = min(row.n for row in journal.unacked(0, 0, 99))
        assert lowest > highest
        highest = max(row.n for row in journal.unacked(0, 0, 99))
        journal.close()
        text(tmp_path / "journal.db")


def test_every_ruin_is_kept_under_its_own_number(tmp_path: Path) -> None:
    for expected in ("1", "2", "3"):
        filled(tmp_path / expected).close()
        journal, _ = Journal.open(tmp_path / "panel")
        journal.commit(batch(1, snapshot=b"armed", keep_copy=True))
        journal.close()
        garbage(tmp_path / "panel" / "journal.db")
        found = reopened(tmp_path / "panel")
        found[0].close()
        assert found[1].set_aside == tmp_path / "panel" / "aside" / expected


def test_a_wal_torn_at_any_length_gives_back_whole_transactions_in_order(tmp_path: Path) -> None:
    """A power cut may keep any beginning of the log; each must be a state that was committed."""
    source = tmp_path / "source"
    journal = filled(source, rows=1)
    for seq in range(2, 7):
        journal.commit(batch(seq, report(seq), snapshot=b"state %d" % seq))
    database, wal = (source / "journal.db").read_bytes(), (source / "journal.db-wal").read_bytes()
    journal.close()
    seen: list[int] = []
    for length in range(0, len(wal) + 1, 4_120 // 3):
        panel = tmp_path / f"cut-{length}"
        panel.mkdir()
        (panel / "journal.db").write_bytes(database)
        (panel / "journal.db-wal").write_bytes(wal[:length])
        torn, found = reopened(panel)
        if found.snapshot is not None and found.snapshot.startswith(b"state"):
            assert found.snapshot == b"state %d" % found.last_seq
            assert torn.count_unacked() == len(torn.unacked(0, 0, 99)) == found.last_seq
            assert torn.events(1)[0].mono_ms == found.last_seq
        seen.append(found.last_seq)
        torn.close()
    assert seen == sorted(seen)
    assert set(seen) >= {2, 3, 4, 5}


def test_a_state_the_process_dies_of_is_left_for_the_copys_and_set_aside_for_study(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=2)
    journal.commit(batch(80, report(3), snapshot=b"poison", event=b'{"type":"fatal"}'))
    journal.close()
    # Closing brings the copy up to date with what was asked to be kept there, and no further.
    journal, found = reopened(tmp_path, from_copy=True)
    assert (found.snapshot, found.from_copy, found.people) == (b"armed", True, household())
    assert found.set_aside is not None
    assert (found.set_aside / "event.json").read_bytes() == b'{"type":"fatal"}'
    assert (found.set_aside / "snapshot").read_bytes() == b"poison"
    assert journal.count_unacked() == 3  # reports are facts already told; they stay
    journal.commit(batch(90, report(1, epoch="e2"), snapshot=b"armed"))
    journal.close()
    assert reopened(tmp_path)[1].snapshot == b"armed"


def test_without_a_copy_to_go_back_to_the_databases_state_is_the_best_there_is(tmp_path: Path) -> None:
    filled(tmp_path).close()
    for path in tmp_path.glob("state.*"):
        path.unlink()
    _, found = reopened(tmp_path, from_copy=True)
    assert (found.snapshot, found.from_copy) == (b"armed", False)
