"""The calendar in its tables, and over restarts, ruins and copies."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from panel.core.names import Mode
from panel.core.schedule import EVERY_DAY, WEEK, Calendar, Dated, Holiday, Programme
from panel.store import schedule_rows
from panel.store.errors import StorageRuined
from tests.panel.store.making import batch, filled, reopened, started

NIGHT = Programme(id="night", name="Night", areas=("house",), mode=Mode.NIGHT, days=WEEK, at_min=1410)
LATE = Programme(
    id="late",
    name="Late?",
    areas=("house", "annex"),
    mode=Mode.TOTAL,
    days=EVERY_DAY,
    at_min=0,
    remind=True,
    enabled=False,
)
CALENDAR = Calendar(
    programmes=(NIGHT, LATE),
    dated=(Dated(programme="late", on=date(2026, 12, 24), at_min=5), Dated(programme="night", on=date(2026, 12, 24))),
    holidays=(
        Holiday(name="Christmas", first=date(2026, 12, 24), last=date(2026, 12, 26), yearly=True),
        Holiday(name="Bridge", first=date(2026, 1, 2), last=date(2026, 1, 2)),
    ),
    auto_disarm=True,
    since_utc_ms=1_700_000_000_000,
)


def test_a_calendar_is_there_at_the_next_start_as_it_was_in_its_order(tmp_path: Path) -> None:
    journal = started(tmp_path)
    journal.commit(batch(5, calendar=CALENDAR))
    journal.commit(batch(6))  # what says nothing of it leaves it alone
    journal.close()
    assert reopened(tmp_path)[1].calendar == CALENDAR


def test_a_new_panel_has_none(tmp_path: Path) -> None:
    journal, found = reopened(tmp_path)
    assert found.calendar == Calendar()
    journal.close()


def test_a_calendar_takes_the_place_of_the_whole_one_before(tmp_path: Path) -> None:
    journal = started(tmp_path)
    journal.commit(batch(5, calendar=CALENDAR))
    journal.commit(batch(6, calendar=Calendar(programmes=(LATE,))))
    journal.close()
    assert reopened(tmp_path)[1].calendar == Calendar(programmes=(LATE,))


def test_after_a_ruin_it_comes_from_the_second_copy(tmp_path: Path) -> None:
    journal = filled(tmp_path)
    journal.commit(batch(90, calendar=CALENDAR))
    journal.close()
    (tmp_path / "journal.db").write_bytes(b"garbage" * 1000)
    (tmp_path / "journal.db-wal").unlink(missing_ok=True)
    found = reopened(tmp_path)[1]
    assert (found.from_copy, found.calendar) == (True, CALENDAR)


@pytest.mark.parametrize(
    "nonsense",
    [
        "UPDATE programme SET mode = 'siesta'",
        "UPDATE programme SET days = '[\"someday\"]'",
        "UPDATE programme SET areas = 'house'",
        "UPDATE programme_on SET day = 'tomorrow'",
        "UPDATE holiday SET first = 'easter'",
        "DELETE FROM calendar",
    ],
)
def test_tables_that_make_no_sense_are_a_ruin(nonsense: str) -> None:
    db = sqlite3.connect(":memory:")
    for statement in schedule_rows.FORM:
        db.execute(statement)
    schedule_rows.put(db, CALENDAR)
    assert schedule_rows.read(db) == CALENDAR
    db.execute(nonsense)
    with pytest.raises(StorageRuined, match="the programmes in the journal make no sense"):
        schedule_rows.read(db)
    db.close()
