from pathlib import Path

import pytest

from comms.keys import KeyKind, generate
from comms.picture_documents import decode_chunk
from station.picture_files import PictureFiles
from tests.support.pictures import Taken, taken

CASA, STATION = generate(KeyKind.PANEL, "casa"), generate(KeyKind.STATION, "cra")


@pytest.fixture
def shot() -> Taken:
    return taken(CASA, STATION.public(), size=10_000)


def test_pieces_come_back_by_place_whatever_their_order(tmp_path: Path, shot: Taken) -> None:
    files = PictureFiles(tmp_path)
    for body in reversed(shot.pieces()):
        files.add(shot.document, decode_chunk(body))
    found = files.pieces(shot.document)
    assert b"".join(found[at] for at in sorted(found)) == shot.sealed


@pytest.mark.parametrize("length", [0, 1, 3, 4, 100, 4_200, 8_000])
def test_a_torn_file_gives_what_is_whole_in_it(tmp_path: Path, shot: Taken, length: int) -> None:
    files = PictureFiles(tmp_path)
    for body in shot.pieces():
        files.add(shot.document, decode_chunk(body))
    part = tmp_path / "pictures" / "casa" / "p1.part"
    part.write_bytes(part.read_bytes()[:length])
    assert sorted(files.pieces(shot.document)) == list(range(length // 4_111))


def test_noise_in_the_file_is_no_piece(tmp_path: Path, shot: Taken) -> None:
    files = PictureFiles(tmp_path)
    files.add(shot.document, decode_chunk(shot.pieces()[0]))
    part = tmp_path / "pictures" / "casa" / "p1.part"
    part.write_bytes(b"\0\0\0\5noise" + part.read_bytes() + b"\xff\xff\xff\xff")
    assert list(files.pieces(shot.document)) == [0]


def test_the_whole_is_kept_for_nobody_else_to_read(tmp_path: Path, shot: Taken) -> None:
    files = PictureFiles(tmp_path)
    files.keep(shot.document, shot.sealed, shot.jws)
    path = files.sealed("casa", "p1")
    assert path.read_bytes() == shot.sealed
    assert files.word("casa", "p1").read_text(encoding="ascii") == shot.jws
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
