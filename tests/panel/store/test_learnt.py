"""What was learnt of the battery is a help and never a need."""

from pathlib import Path

import pytest

from panel.store.errors import StorageFailed
from panel.store.learnt import FILE, Learnt, load_learnt, save_learnt


def test_what_a_battery_gave_is_known_after_a_restart(tmp_path: Path) -> None:
    save_learnt(tmp_path, Learnt(7_000, 5_120.5))
    save_learnt(tmp_path, Learnt(7_000, 5_100.0))
    assert load_learnt(tmp_path, 7_000) == 5_100.0
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_battery_with_another_label_begins_anew(tmp_path: Path) -> None:
    save_learnt(tmp_path, Learnt(7_000, 5_120.5))
    assert load_learnt(tmp_path, 9_000) is None


@pytest.mark.parametrize(
    "ruin",
    [b"", b"nonsense", b'{"printed_mah":7000,"capacity_mah":1e9}', b'{"printed_mah":7000,"capacity_mah":0}', b"\xff"],
)
def test_a_ruined_file_is_as_good_as_none(tmp_path: Path, ruin: bytes) -> None:
    assert load_learnt(tmp_path, 7_000) is None
    (tmp_path / FILE).write_bytes(ruin)
    assert load_learnt(tmp_path, 7_000) is None


def test_a_folder_that_cannot_be_written_is_a_failure_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed):
        save_learnt(tmp_path / "gone", Learnt(7_000, 5_120.5))
