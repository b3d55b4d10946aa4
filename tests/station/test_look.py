from pathlib import Path

import msgspec
import pytest

from comms.errors import PictureError
from comms.keys import KeyKind, fingerprint, generate
from station import keys
from station.errors import NotHereError, PictureRefused
from station.look import look, measure
from station.picture_files import PictureFiles
from tests.support.pictures import jpeg, signed, taken

CASA, VILLA = generate(KeyKind.PANEL, "casa"), generate(KeyKind.PANEL, "villa")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A station that believes two panels and has a picture of one."""
    for panel in (CASA, VILLA):
        keys.enrol(tmp_path, panel.public(), fingerprint(panel.public()))
    shot = taken(CASA, keys.identity(tmp_path, "cra").public())
    PictureFiles(tmp_path).keep(shot.document, shot.sealed, shot.jws)
    return tmp_path


def test_a_picture_opens_with_the_stations_key_and_its_signature_holds(folder: Path) -> None:
    seen = look(folder, "p1")
    assert seen.jpeg == jpeg(size=10_000)
    assert (seen.size, seen.document.camera, seen.document.panel) == ((64, 48), "hall", "casa")


def test_two_panels_may_use_one_name(folder: Path) -> None:
    shot = taken(VILLA, keys.identity(folder).public(), camera="yard")
    PictureFiles(folder).keep(shot.document, shot.sealed, shot.jws)
    with pytest.raises(NotHereError, match="casa, villa have a picture 'p1': name one"):
        look(folder, "p1")
    assert look(folder, "p1", "villa").document.camera == "yard"


def test_what_is_not_here_is_told(folder: Path) -> None:
    for words in (("p9",), ("p1", "villa"), ("../identity",)):
        with pytest.raises(NotHereError, match="station log"):
            look(folder, *words)


def test_a_file_that_was_changed_is_no_evidence(folder: Path) -> None:
    path = PictureFiles(folder).sealed("casa", "p1")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(PictureRefused, match="not what the panel casa signed"):
        look(folder, "p1")


def test_neither_is_one_that_another_panel_signed_or_that_lies_under_another_name(folder: Path) -> None:
    files, station = PictureFiles(folder), keys.identity(folder).public()
    strange = taken(VILLA, station)
    files.keep(msgspec.structs.replace(strange.document, panel="casa"), strange.sealed, strange.jws)
    with pytest.raises(PictureRefused, match="not signed by the panel casa"):
        look(folder, "p1")
    other = taken(CASA, station, "p2")
    files.keep(msgspec.structs.replace(other.document, picture="p1"), other.sealed, other.jws)
    with pytest.raises(PictureRefused, match="another one's name"):
        look(folder, "p1")


def test_what_is_sealed_must_say_of_itself_what_was_signed(folder: Path) -> None:
    shot = taken(CASA, keys.identity(folder).public())
    later = msgspec.structs.replace(shot.document, at_ms=shot.document.at_ms + 60_000)
    PictureFiles(folder).keep(later, shot.sealed, signed(CASA, later))
    with pytest.raises(PictureRefused, match="another name, camera or time"):
        look(folder, "p1")


def test_one_that_was_sealed_for_others_does_not_open(folder: Path) -> None:
    shot = taken(CASA, generate(KeyKind.STATION, "other").public())
    PictureFiles(folder).keep(shot.document, shot.sealed, shot.jws)
    with pytest.raises(PictureError, match="was not taken for cra"):
        look(folder, "p1")


@pytest.mark.parametrize(
    ("bytes_", "why"),
    [
        (b"GIF89a", "does not begin or end"),
        (jpeg()[:-2], "does not begin or end"),
        (jpeg()[:2] + jpeg()[-2:], "do not lead to a picture"),
        (jpeg(width=0), "do not lead to a picture"),
        (b"\xff\xd8\xff\xd0\xff\xfe\xff\xff\xff\xd9", "do not lead to a picture"),
    ],
)
def test_what_is_no_jpeg_is_refused(bytes_: bytes, why: str) -> None:
    with pytest.raises(PictureRefused, match=why):
        measure(bytes_)


@pytest.mark.parametrize("size", [0, 5_000, 200_000])
def test_a_jpeg_of_any_length_is_measured(size: int) -> None:
    found = jpeg(320, 240, size)
    assert len(found) >= size - 4
    assert measure(found)[0] == (320, 240)
