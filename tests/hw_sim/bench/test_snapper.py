"""camerad's stand-in: it seals for whom it is told to, and says what it left where."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from comms.keys import KeyKind, b64_encode, generate
from comms.picture_files import read_sealed
from comms.pictures import open_sealed
from hw_sim.bench.snapper import MOMENTS, SMALL, WHOLE, Snapper
from panel.api import Carried, encode_frame
from panel.api.camera import CameraIs, CameraToPanel, JobDone, PanelToCamera, Readers, Shoot, Taken
from tests.support.alarmd import bodies

CASA = generate(KeyKind.PANEL, "casa")


class Talk:
    """alarmd's end."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._arriving = bodies(sock)

    def say(self, message: PanelToCamera) -> None:
        self._sock.sendall(encode_frame(message))

    def hear(self) -> CameraToPanel:
        heard: CameraToPanel = msgspec.json.decode(next(self._arriving), type=CameraToPanel)
        return heard


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    ours, theirs = socket.socketpair()
    ours.settimeout(10)
    thread = threading.Thread(target=Snapper("casa", ("hall",), tmp_path, theirs).run)
    thread.start()
    with ours, theirs:
        yield Talk(ours)
        ours.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_request_is_one_moment_small_and_whole(talk: Talk, tmp_path: Path) -> None:
    assert talk.hear() == CameraIs(camera="hall", up=True, detail="")
    talk.say(Readers(keys=(CASA.public(),)))
    talk.say(Shoot(job="q1", cameras=("hall",), before=False, after=False))
    small, whole, done = (talk.hear() for _ in range(3))
    assert isinstance(small, Taken)
    assert isinstance(whole, Taken)
    assert done == JobDone(job="q1", taken=2, failed=())
    assert (small.thumb, whole.thumb, small.index) == (True, False, 0)
    for taken, jpeg in ((small, SMALL), (whole, WHOLE)):
        named = b64_encode(bytes.fromhex(taken.sha256))
        row = Carried(picture=taken.picture, jws="", file=taken.file, size=taken.size, sha256=named)
        sealed = read_sealed(tmp_path, row)
        about, opened = open_sealed(sealed, CASA)
        assert (about.picture, about.job, opened) == (taken.picture, "q1", jpeg)


def test_an_alarm_is_every_moment_around_it(talk: Talk) -> None:
    talk.hear()
    talk.say(Readers(keys=(CASA.public(),)))
    talk.say(Shoot(job="r1", cameras=("hall",), before=True, after=True))
    heard = [talk.hear() for _ in range(MOMENTS * 2 + 1)]
    indices = [each.index for each in heard if isinstance(each, Taken) and each.thumb]
    assert indices == [0, -1, -2, 1, 2]
