from pathlib import Path

import msgspec

from panel.store import picture_rows
from panel.store.journal import Journal
from panel.store.picture_rows import DONE_KEPT, OPEN_MAX, PictureRow

P1 = PictureRow(picture="p1", sha256="A" * 43, size=5, file="p1.srp", rank=0, job_ms=1_000, off=-2, jws="signed")


def row(number: int) -> PictureRow:
    return msgspec.structs.replace(P1, picture=f"p{number}")


def put(journal: Journal, rows: tuple[PictureRow, ...]) -> None:
    journal.pictures(lambda db: picture_rows.put(db, rows))


def settle(journal: Journal, pictures: tuple[str, ...]) -> None:
    journal.pictures(lambda db: picture_rows.settle(db, pictures, 5))


def test_what_the_station_lacks_outlives_the_process(tmp_path: Path) -> None:
    journal, _ = Journal.open(tmp_path)
    put(journal, (row(1), row(2)))
    put(journal, (row(3),))
    settle(journal, ("p2", "p9"))
    journal.close()
    journal, _ = Journal.open(tmp_path)
    assert journal.pictures(picture_rows.waiting) == (row(1), row(3))
    journal.close()


def test_a_note_that_a_picture_is_gone_takes_the_place_of_its_document(tmp_path: Path) -> None:
    journal, _ = Journal.open(tmp_path)
    put(journal, (P1,))
    note = msgspec.structs.replace(P1, file="", jws="note")
    put(journal, (note,))
    assert journal.pictures(picture_rows.waiting) == (note,)
    journal.close()


def test_another_owner_has_none_and_the_duty_to_erase_stays_until_it_is_done(tmp_path: Path) -> None:
    journal, _ = Journal.open(tmp_path)
    assert not journal.pictures(picture_rows.owes_erasing)
    put(journal, (P1,))
    journal.pictures(picture_rows.erase)
    journal.close()
    journal, _ = Journal.open(tmp_path)
    assert (journal.pictures(picture_rows.waiting), journal.pictures(picture_rows.owes_erasing)) == ((), True)
    journal.pictures(picture_rows.erased)
    assert not journal.pictures(picture_rows.owes_erasing)
    journal.close()


def test_what_is_settled_does_not_pile_up_and_what_waits_is_bounded(tmp_path: Path) -> None:
    journal, _ = Journal.open(tmp_path)
    db = journal._db
    assert db is not None
    put(journal, tuple(row(number) for number in range(DONE_KEPT + 50)))
    settle(journal, tuple(f"p{number}" for number in range(40)))
    assert db.execute("SELECT count(*) FROM picture").fetchone() == (DONE_KEPT + 10,)
    waiting = journal.pictures(picture_rows.waiting)
    assert (len(waiting), waiting[-1]) == (OPEN_MAX, row(DONE_KEPT + 49))
    journal.close()
