"""Tries of texts outlive everything; a card that alarms have emptied is of no use to the next alarm."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from panel.store.journal import Journal
from panel.store.text_rows import DAY_MS, KEPT_MS

NOW = 1_800_000_000_000


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened, _ = Journal.open(tmp_path)
    yield opened
    opened.close()


def test_a_report_is_tried_so_often_and_no_more_also_after_a_restart(tmp_path: Path) -> None:
    tried = []
    for _ in range(3):
        journal, _ = Journal.open(tmp_path)
        tried += [journal.may_try_text(7, NOW, 4, 50), journal.may_try_text(7, NOW, 4, 50)]
        journal.close()
    assert tried == [True] * 4 + [False] * 2


def test_so_many_go_in_a_day_whatever_they_are_about(journal: Journal) -> None:
    assert [journal.may_try_text(n, NOW + n, 3, 5) for n in range(1, 8)] == [True] * 5 + [False] * 2
    assert not journal.may_try_text(9, NOW + DAY_MS, 3, 5)
    assert journal.may_try_text(9, NOW + DAY_MS + 1, 3, 5)


def test_a_try_that_was_none_is_taken_back_and_the_newest_of_its_report_goes(journal: Journal) -> None:
    assert [journal.may_try_text(7, NOW, 2, 50) for _ in range(3)] == [True, True, False]
    journal.take_text_back(7)
    journal.take_text_back(8)
    assert [journal.may_try_text(7, NOW, 2, 50) for _ in range(2)] == [True, False]


def test_tries_are_forgotten_after_a_month(journal: Journal) -> None:
    assert journal.may_try_text(7, NOW, 1, 50)
    assert not journal.may_try_text(7, NOW + KEPT_MS, 1, 50)
    assert journal.may_try_text(7, NOW + KEPT_MS + 1, 1, 50)


def test_a_clock_that_was_set_back_empties_no_card(journal: Journal) -> None:
    assert [journal.may_try_text(n, NOW, 3, 2) for n in (1, 2)] == [True, True]
    assert not journal.may_try_text(3, NOW - 400 * DAY_MS, 3, 2)


def test_what_the_station_has_by_text_is_known_after_a_restart(tmp_path: Path) -> None:
    journal, _ = Journal.open(tmp_path)
    journal.put_texted("epoch", 7)
    journal.put_texted("epoch", 7)
    journal.put_texted("epoch", 9)
    journal.close()
    journal, _ = Journal.open(tmp_path)
    assert journal.texted() == {("epoch", 7), ("epoch", 9)}
    journal.close()
