from pathlib import Path

import msgspec

from panel.store.journal import Journal
from panel.store.picture_rows import DONE_KEPT, OPEN_MAX, PictureRow

P1 = PictureRow(picture="p1", sha256="A" * 43, size=5, file="p1.srp", rank=0, job_ms=1_000, off=-2, jws="signed")


def row(number: int) -> PictureRow:
    return msgspec.structs.replace(P1, picture=f"p{number}")


def test_what_the_station_lacks_outlives_the_process(tmp_path: Path) -> None:
    journal, _ = Journal.open(tmp_path)
    journal.put_pictures((row(1), row(2)))
    journal.put_pictures((row(3),))
    journal.settle_pictures(("p2", "p9"), 5)
    journal.close()
    journal, _ = Journal.open(tmp_path)
    assert journal.pictures() == (row(1), row(3))
    journal.close()


def test_a_note_that_a_picture_is_gone_takes_the_place_of_its_document(tmp_path: Path) -> None:
    journal, _ = Journal.open(tmp_path)
    journal.put_pictures((P1,))
    note = msgspec.structs.replace(P1, file="", jws="note")
    journal.put_pictures((note,))
    assert journal.pictures() == (note,)
    journal.close()


def test_another_owner_has_none_and_the_duty_to_erase_stays_until_it_is_done(tmp_path: Path) -> None:
    journal, _ = Journal.open(tmp_path)
    assert not journal.owes_erasing()
    journal.put_pictures((P1,))
    journal.erase_pictures()
    journal.close()
    journal, _ = Journal.open(tmp_path)
    assert (journal.pictures(), journal.owes_erasing()) == ((), True)
    journal.pictures_erased()
    assert not journal.owes_erasing()
    journal.close()


def test_what_is_settled_does_not_pile_up_and_what_waits_is_bounded(tmp_path: Path) -> None:
    journal, _ = Journal.open(tmp_path)
    db = journal._db
    assert db is not None
    journal.put_pictures(tuple(row(number) for number in range(DONE_KEPT + 50)))
    journal.settle_pictures(tuple(f"p{number}" for number in range(40)), 5)
    assert db.execute("SELECT count(*) FROM picture").fetchone() == (DONE_KEPT + 10,)
    waiting = journal.pictures()
    assert (len(waiting), waiting[-1]) == (OPEN_MAX, row(DONE_KEPT + 49))
    journal.close()
