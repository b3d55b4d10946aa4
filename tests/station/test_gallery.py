"""Pictures at the station: in pieces, in any order, each whole once, and no stranger's."""

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from comms.envelope import Typ, verify
from comms.keys import KeyKind, fingerprint, generate, kid
from comms.picture_documents import PictureAckDoc, PictureDoc, decode_document
from station import gallery
from station.gallery import OPEN_MAX
from station.intake import Incoming, Intake
from station.lines import line
from tests.support.pictures import Taken, signed, taken

CASA, VILLA = generate(KeyKind.PANEL, "casa"), generate(KeyKind.PANEL, "villa")
STATION = generate(KeyKind.STATION, "cra")
T0 = 1_790_000_005_000


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    opened = Intake.open(tmp_path, STATION)
    for panel in (CASA, VILLA):
        opened.enrol(panel.public(), fingerprint(panel.public()))
    yield opened
    opened.close()


def picture(name: str = "p1", **fields: object) -> Taken:
    return taken(CASA, STATION.public(), name, **fields)  # type: ignore[arg-type]  # any field may differ


def say(intake: Intake, body: bytes, topic: str = "sereno/1/casa/image", *, retained: bool = False) -> list[str]:
    """What the station answers, in short words, judged as the panel would."""
    found = []
    for answer in intake.receive(topic, body, T0, "mqtt", retained):
        proven = verify(answer.body.decode(), {kid(STATION.public()): STATION.public()}, Typ.PICTURE_ACK)
        ack = decode_document(proven.payload, PictureAckDoc)
        assert answer.topic == f"sereno/1/{ack.panel}/ack"
        found += [f"has {each.picture}" for each in ack.committed]
        found += [f"wants {each.picture} {each.missing}" for each in ack.wanted]
        found += [f"refuses {each.picture}" for each in ack.refused]
    return found


def why(intake: Intake) -> str:
    """Why the last thing was refused."""
    entry = intake.log()[-1]
    assert entry.verdict == "refused"
    return entry.why


def test_told_and_then_piece_by_piece_it_is_here_and_in_the_log(intake: Intake, tmp_path: Path) -> None:
    shot = picture(index=1, thumb=True, seq=41)
    *first, last = shot.pieces()
    assert say(intake, shot.jws.encode()) == []
    assert [say(intake, piece) for piece in first] == [[]] * len(first)
    assert say(intake, last) == ["has p1"]
    assert (tmp_path / "pictures" / "casa" / "p1.srp").read_bytes() == shot.sealed
    assert [path.name for path in (tmp_path / "pictures" / "casa").iterdir() if path.suffix == ".part"] == []
    ((entry, told),) = intake.told()
    assert (entry.kind, entry.verdict, entry.epoch, entry.seq) == ("picture", "picture", "k3f9c2a1", 41)
    assert told == shot.document
    assert line(entry, told).endswith("casa  picture p1  camera hall, 1 after, small, of report 41")
    assert intake.alarms() == ()


def test_a_picture_on_its_way_is_announced_once(intake: Intake) -> None:
    shot, gone = picture(seq=41), picture("p2", gone=True)
    bodies = [shot.jws.encode(), shot.jws.encode(), gone.jws.encode()]
    taken = [intake.receive_all([Incoming("sereno/1/casa/image", body, T0)]) for body in bodies]
    assert [each.announced for each in taken] == [(shot.document,), (), ()]
    assert intake.coming(9) == (shot.document,)
    for piece in shot.pieces():
        say(intake, piece)
    assert intake.coming(9) == ()


@pytest.mark.parametrize("seed", range(20))
def test_in_any_order_and_with_doubles_it_is_whole_exactly_once(intake: Intake, seed: int) -> None:
    shot = picture(size=40_000)
    bodies = [*shot.pieces(), *shot.pieces()]
    random.Random(seed).shuffle(bodies)
    say(intake, shot.jws.encode())
    answers = [answer for body in bodies for answer in say(intake, body)]
    assert answers == ["has p1"]
    assert [entry.kind for entry in intake.log()] == ["picture"]


def test_asked_it_says_what_is_missing_also_after_a_restart(intake: Intake, tmp_path: Path) -> None:
    shot = picture(size=40_000)
    say(intake, shot.jws.encode())
    for at, piece in enumerate(shot.pieces()):
        if at not in (0, 4, 5):
            say(intake, piece)
    last = shot.document.chunks - 1
    assert say(intake, shot.jws.encode()) == ["wants p1 ((0, 0), (4, 5))"]
    again = Intake.open(tmp_path, STATION)
    assert say(again, shot.jws.encode()) == ["wants p1 ((0, 0), (4, 5))"]
    part = tmp_path / "pictures" / "casa" / "p1.part"
    part.write_bytes(part.read_bytes()[:-100])  # a power cut tears the last piece
    again.close()
    again = Intake.open(tmp_path, STATION)
    assert say(again, shot.jws.encode()) == [f"wants p1 ((0, 0), (4, 5), ({last}, {last}))"]
    again.close()


def test_what_is_here_is_acknowledged_again_and_kept_once(intake: Intake) -> None:
    shot = picture(size=100)
    say(intake, shot.jws.encode())
    assert say(intake, shot.pieces()[0]) == ["has p1"]
    assert say(intake, shot.pieces()[0]) == []
    assert say(intake, shot.jws.encode()) == ["has p1"]
    assert len(intake.log()) == 1


def test_one_that_arrives_damaged_is_wanted_once_more(intake: Intake) -> None:
    shot = picture(size=6_000)
    say(intake, shot.jws.encode())
    first, last = shot.pieces()
    say(intake, first[:-1] + bytes((first[-1] ^ 1,)))
    assert say(intake, last) == ["wants p1 ((0, 1),)"]
    assert "arrived damaged" in why(intake)
    say(intake, first)
    assert say(intake, last) == ["has p1"]


def test_a_note_that_it_is_gone_ends_it(intake: Intake, tmp_path: Path) -> None:
    shot = picture(size=9_000)
    say(intake, shot.jws.encode())
    say(intake, shot.pieces()[0])
    gone = signed(CASA, msgspec.structs.replace(shot.document, gone=True))
    assert say(intake, gone.encode()) == ["has p1"]
    assert not (tmp_path / "pictures" / "casa" / "p1.part").exists()
    assert say(intake, shot.pieces()[1]) == []
    ((entry, told),) = intake.told()
    assert "WILL NOT COME" in line(entry, told)
    never = picture("p2")
    assert say(intake, signed(CASA, msgspec.structs.replace(never.document, gone=True)).encode()) == ["has p2"]


def test_nobody_but_the_panel_tells_of_its_pictures(intake: Intake) -> None:
    forged = taken(VILLA, STATION.public(), "p1")
    assert say(intake, forged.jws.encode()) == []
    assert "not enrolled" in why(intake)
    named = msgspec.structs.replace(forged.document, panel="casa")
    say(intake, signed(CASA, named).encode(), "sereno/1/villa/image")
    assert "not enrolled here" in why(intake)
    say(intake, signed(VILLA, named).encode(), "sereno/1/villa/image")
    assert "names the panel 'casa'" in why(intake)
    say(intake, forged.jws.encode(), "sereno/1/nowhere/image")
    assert "no panel of this name" in why(intake)
    say(intake, b"SRK1\x02p1\x00\x00data", "sereno/1/nowhere/image")
    assert "no panel of this name" in why(intake)
    say(intake, picture().jws.encode(), retained=True)
    assert "never retained" in why(intake)


def test_pieces_nobody_told_of_are_not_kept(intake: Intake, tmp_path: Path) -> None:
    for piece in picture().pieces():
        assert say(intake, piece) == []
    assert "of which nothing was told" in why(intake)
    assert not (tmp_path / "pictures").exists()


def test_a_piece_of_another_length_is_none(intake: Intake) -> None:
    shot = picture(size=9_000)
    say(intake, shot.jws.encode())
    say(intake, shot.pieces()[0][:-1])
    assert "has 4095 bytes" in why(intake)
    say(intake, b"SRK1\x02p1\x00\x09data")
    assert "piece 9" in why(intake)


def test_another_content_under_the_same_name_is_refused_for_good(intake: Intake) -> None:
    say(intake, picture().jws.encode())
    assert say(intake, picture(size=20).jws.encode()) == ["refuses p1"]
    assert "another content" in why(intake)


def test_no_panel_opens_more_than_so_many(intake: Intake) -> None:
    for number in range(OPEN_MAX + 1):
        say(intake, picture(f"p{number}", size=50).jws.encode())
    assert f"more than {OPEN_MAX}" in why(intake)
    other = taken(VILLA, STATION.public(), "v1", size=50)
    say(intake, other.jws.encode(), "sereno/1/villa/image")
    assert say(intake, other.pieces()[0], "sereno/1/villa/image") == ["has v1"]


def test_a_disk_that_takes_no_pictures_takes_reports_all_the_same(intake: Intake, tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("somebody put a file here", encoding="ascii")
    shot = picture()
    say(intake, shot.jws.encode())
    assert say(intake, shot.pieces()[0]) == []
    assert "does not take the picture" in why(intake)


def test_a_batch_is_answered_in_documents_of_bounded_size() -> None:
    answers = gallery.Answers()
    found: list[PictureDoc] = [picture(f"p{number}", size=20).document for number in range(70)]
    for document in found:
        answers.committed.append(gallery._name(document))
    told = list(gallery._documents("casa", "cra", answers, 1))
    assert [len(document.committed) for document in told] == [64, 6]
