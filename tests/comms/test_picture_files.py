import os
from pathlib import Path

import pytest

from comms.errors import PictureError
from comms.picture_files import digest_of, folder_of, read_sealed
from comms.pictures import SEALED_MAX
from panel.api import Carried

SEALED = b"sealed" * 1000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = folder_of(tmp_path)
    made.mkdir(parents=True)
    (made / "p1.srp").write_bytes(SEALED)
    (tmp_path / "secret").write_bytes(SEALED)
    return made


def row(file: str = "p1.srp", size: int = len(SEALED), sealed: bytes = SEALED) -> Carried:
    return Carried(picture="p1", jws="jws", file=file, size=size, sha256=digest_of(sealed))


def test_what_was_signed_is_read_whole(folder: Path) -> None:
    assert read_sealed(folder, row()) == SEALED


@pytest.mark.parametrize("name", ["../secret", "../../secret", "/etc/passwd", "..", ".", "", "x/../p1.srp", "p1\0.srp"])
def test_nothing_outside_the_folder_is_ever_carried(folder: Path, name: str) -> None:
    with pytest.raises(PictureError, match="no plain name"):
        read_sealed(folder, row(name))


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "p2.srp").symlink_to(tmp_path / "secret")
    with pytest.raises(PictureError, match="cannot be read"):
        read_sealed(folder, row("p2.srp"))


def test_a_pipe_holds_nobody_up(folder: Path) -> None:
    os.mkfifo(folder / "p3.srp")
    with pytest.raises(PictureError, match="no plain file"):
        read_sealed(folder, row("p3.srp"))


def test_a_file_that_is_gone_or_changed_is_no_picture(folder: Path) -> None:
    with pytest.raises(PictureError, match="No such file"):
        read_sealed(folder, row("p9.srp"))
    with pytest.raises(PictureError, match="signed were 7"):
        read_sealed(folder, row(size=7))
    with pytest.raises(PictureError, match="another digest"):
        read_sealed(folder, row(sealed=b"other"))


def test_a_file_that_grew_beyond_all_bounds_is_not_read_to_its_end(folder: Path) -> None:
    with (folder / "p4.srp").open("wb") as file:
        file.truncate(1 << 34)
    with pytest.raises(PictureError, match=f"has {SEALED_MAX + 1} bytes"):
        read_sealed(folder, row("p4.srp"))
