"""Sealed pictures on the disk: found again after a restart, half ones gone, the rules kept."""

import os
from pathlib import Path

import pytest

from comms.keys import KeyKind, generate
from comms.pictures import About, seal
from drivers.camera.retention import DAY_MS
from drivers.camera.store import PictureStore
from drivers.errors import PictureStoreError
from panel.api import Taken

READER = generate(KeyKind.STATION, "cra").public()
NOW = 1_764_000_000_000
KEEP = 1 << 20


def _store(folder: Path, keep_bytes: int = KEEP) -> PictureStore:
    return PictureStore(folder, 30, keep_bytes)


def _keep(store: PictureStore, picture: str, at_ms: int = NOW, size: int = 1_000) -> Taken:
    about = About(panel="p1", picture=picture, camera="hall", job="a1", at_ms=at_ms, index=2)
    return store.keep(seal(bytes(size), about, {"cra": READER}), about, NOW)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_kept_is_told_the_same_after_a_restart(tmp_path: Path) -> None:
    told = _keep(_store(tmp_path), "one")
    assert (told.file, told.index, told.camera) == ("one.srp", 2, "hall")
    assert told.size == (tmp_path / "one.srp").stat().st_size
    assert _store(tmp_path).since(NOW - 1) == [told]
    assert _store(tmp_path).since(NOW + 1) == []


def test_nobody_but_us_and_our_group_may_read_a_picture(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        _keep(_store(tmp_path / "pictures"), "one")
    finally:
        os.umask(old)
    assert (tmp_path / "pictures" / "one.srp").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "pictures").stat().st_mode & 0o777 == 0o750


def test_what_a_power_cut_left_half_done_and_what_nobody_can_open_is_gone_after_a_restart(tmp_path: Path) -> None:
    _keep(_store(tmp_path), "one")
    (tmp_path / "two.half").write_bytes(b"half")
    (tmp_path / "three.srp").write_bytes(b"no picture")
    (tmp_path / "four.sent").touch()
    assert [each.picture for each in _store(tmp_path).held()] == ["one"]
    assert _names(tmp_path) == ["one.srp"]


def test_what_the_station_has_is_remembered_over_a_restart_and_not_told_again(tmp_path: Path) -> None:
    store = _store(tmp_path)
    _keep(store, "one")
    _keep(store, "two")
    store.delivered(["one", "nonsense"])
    assert [each.picture for each in _store(tmp_path).since(0)] == ["two"]
    assert {each.picture for each in _store(tmp_path).held() if each.delivered} == {"one"}


def test_a_new_picture_pushes_out_the_oldest_that_the_station_has(tmp_path: Path) -> None:
    store = _store(tmp_path, keep_bytes=4_000)
    for name, age_ms in (("unread", 3), ("oldest", 2), ("newer", 1)):
        _keep(store, name, NOW - age_ms)
    store.delivered(["oldest", "newer"])
    _keep(store, "newest")
    assert _names(tmp_path) == ["newer.sent", "newer.srp", "newest.srp", "unread.srp"]


def test_a_month_later_a_picture_is_gone(tmp_path: Path) -> None:
    store = _store(tmp_path)
    _keep(store, "one")
    store.sweep(NOW + 30 * DAY_MS)
    assert len(store.held()) == 1
    store.sweep(NOW + 30 * DAY_MS + 1)
    assert _names(tmp_path) == []


def test_one_or_all_can_be_forgotten(tmp_path: Path) -> None:
    store = _store(tmp_path)
    for name in ("one", "two", "three"):
        _keep(store, name)
    store.delivered(["one"])
    store.forget(["one", "nonsense"])
    assert _names(tmp_path) == ["three.srp", "two.srp"]
    store.forget_everything()
    assert (_names(tmp_path), store.held()) == ([], ())


def test_a_folder_that_is_gone_is_an_error_with_its_name_and_writing_is_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    store = _store(folder)
    folder.rmdir()
    with pytest.raises(PictureStoreError, match=f"cannot be kept in {folder}: no such file"):
        _keep(store, "one")
    with pytest.raises(PictureStoreError):
        store.try_writing()
    folder.mkdir()
    store.try_writing()
    _keep(store, "one")
    assert _names(folder) == ["one.srp"]
