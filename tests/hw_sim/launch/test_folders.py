"""A demo's folders are its own while it runs and leave nothing behind."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hw_sim.launch.errors import DataInUse, UnusableFolder
from hw_sim.launch.folders import Folders, in_use, sweep
from panel.places import demo_pointer, find


@pytest.fixture(autouse=True)
def _own_runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    runtime = tmp_path / "run"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    yield
    assert list(runtime.iterdir()) == [], "sockets' folder and pointer are gone"


def test_a_temporary_data_folder_goes_with_the_demo() -> None:
    folders = Folders(None)
    assert find(folders.data).runtime == folders.runtime
    folders.remove()
    assert not folders.data.exists()


def test_a_named_one_stays_but_says_no_more_that_it_runs(tmp_path: Path) -> None:
    data = tmp_path / "data"
    folders = Folders(data)
    assert data.stat().st_mode & 0o077 == 0
    folders.remove()
    assert data.is_dir()
    assert not (data / "runtime").exists()


def test_two_demos_never_share_a_folder(tmp_path: Path) -> None:
    first = Folders(tmp_path / "data")
    with pytest.raises(DataInUse, match="a demo is running on"):
        Folders(tmp_path / "data")
    first.remove()
    assert not in_use(tmp_path / "data")


def test_a_path_through_a_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnusableFolder, match="a part of its path is a file and no folder; name another folder"):
        Folders(tmp_path / "file" / "data")


def test_a_folder_one_may_not_write_to_is_refused_and_let_go_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def forbidden(path: Path, mode: int = 0, parents: bool = False, exist_ok: bool = False) -> None:
        if path.name == "alarmd":
            raise PermissionError(13, "Permission denied", str(path))
        make(path, mode, parents, exist_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", forbidden)
        with pytest.raises(UnusableFolder, match="cannot hold a demo: you may not write there; name another folder"):
            Folders(tmp_path / "data")
    assert not in_use(tmp_path / "data")


def test_other_terminals_find_the_first_of_two_demos(tmp_path: Path) -> None:
    first, second = Folders(tmp_path / "a"), Folders(tmp_path / "b")
    assert first.point()
    assert not second.point()
    assert find(None).data == first.data
    second.remove()
    assert find(None).data == first.data
    first.remove()
    assert not demo_pointer().exists()


def test_what_a_killed_demo_left_is_swept_by_the_next() -> None:
    killed = Folders(None)
    assert killed.point()
    os.close(killed._claim)  # what the kernel does for a dead process
    sweep()
    assert not killed.data.exists()
    assert not killed.runtime.exists()


def test_a_running_demo_is_not_swept() -> None:
    running = Folders(None)
    running.point()
    sweep()
    assert running.data.is_dir()
    running.remove()


def test_a_named_folder_of_a_killed_demo_is_kept(tmp_path: Path) -> None:
    killed = Folders(tmp_path / "mine")
    killed.point()
    os.close(killed._claim)
    sweep()
    assert (tmp_path / "mine").is_dir()
