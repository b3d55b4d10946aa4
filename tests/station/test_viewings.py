"""Who saw what is on the disk, one line each."""

import threading
from pathlib import Path

import msgspec
import pytest

from station.viewings import FILE, Viewing, Viewings


def lines(folder: Path) -> list[Viewing]:
    return [msgspec.json.decode(line, type=Viewing) for line in (folder / FILE).read_bytes().splitlines()]


def test_each_viewing_is_one_line_for_nobody_else_to_read(tmp_path: Path) -> None:
    viewings = Viewings(tmp_path)
    viewings.note(Viewing(1, "page", "casa", "p1"))
    viewings.note(Viewing(2, "page", "casa", "p1"))
    assert lines(tmp_path) == [Viewing(1, "page", "casa", "p1"), Viewing(2, "page", "casa", "p1")]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_threads_write_whole_lines(tmp_path: Path) -> None:
    viewings = Viewings(tmp_path)
    threads = [threading.Thread(target=viewings.note, args=(Viewing(n, "page", "casa", f"p{n}"),)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.at_ms for each in lines(tmp_path)) == list(range(20))


def test_what_cannot_be_logged_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Viewings(tmp_path / "gone").note(Viewing(1, "page", "casa", "p1"))
