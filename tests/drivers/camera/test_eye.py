"""The process that holds a camera answers when asked, says why it ends, and ends when nobody asks."""

import socket
import threading
from collections.abc import Iterator

import pytest

from drivers.camera.eye import arguments, serve
from drivers.camera.eye_wire import ASK, HEAD, Kind, head
from drivers.errors import CameraError
from tests.support.camerad import config


class Camera:
    """Gives the frames it was given, then fails."""

    def __init__(self, frames: list[bytes], opens: bool = True) -> None:
        self._frames = iter(frames)
        self._opens = opens
        self.closed = False

    def open(self) -> None:
        if not self._opens:
            raise CameraError("it is not there")

    def grab(self) -> bytes:
        try:
            return next(self._frames)
        except StopIteration:
            raise CameraError("its cable came off") from None

    def close(self) -> None:
        self.closed = True


class Serving:
    """A camera served in a thread."""

    def __init__(self, camera: Camera) -> None:
        self.way, theirs = socket.socketpair()
        self.way.settimeout(20)
        self.code: int | None = None
        self._theirs = theirs
        self.thread = threading.Thread(target=self._serve, args=(camera,))
        self.thread.start()

    def _serve(self, camera: Camera) -> None:
        with self._theirs:
            self.code = serve(self._theirs, camera)

    def answer(self) -> tuple[Kind, bytes]:
        kind, length = head(self._exactly(HEAD))
        return kind, self._exactly(length)

    def ask(self) -> tuple[Kind, bytes]:
        self.way.sendall(ASK)
        return self.answer()

    def ended(self) -> int | None:
        self.thread.join(20)
        return self.code

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            data += self.way.recv(count - len(data))
        return data


@pytest.fixture
def serving() -> Iterator[Serving]:
    made = Serving(Camera([b"one", b"two"]))
    yield made
    made.way.close()
    made.thread.join(20)


def test_it_says_that_it_runs_and_gives_a_frame_each_time_it_is_asked(serving: Serving) -> None:
    assert serving.answer() == (Kind.RUNS, b"")
    assert serving.ask() == (Kind.FRAME, b"one")
    assert serving.ask() == (Kind.FRAME, b"two")


def test_a_camera_that_fails_is_told_in_words_and_ends_it(serving: Serving) -> None:
    serving.answer()
    serving.ask()
    serving.ask()
    assert serving.ask() == (Kind.WRONG, b"its cable came off")
    assert serving.ended() == 1


def test_a_camera_that_does_not_open_is_told_in_words() -> None:
    serving = Serving(Camera([], opens=False))
    assert serving.answer() == (Kind.WRONG, b"it is not there")
    assert serving.ended() == 1
    serving.way.close()


def test_when_nobody_asks_any_more_it_lets_go_of_the_camera() -> None:
    camera = Camera([b"one"])
    serving = Serving(camera)
    serving.answer()
    serving.way.close()
    assert serving.ended() == 0
    assert camera.closed


def test_it_is_started_with_all_it_needs_to_know() -> None:
    assert arguments(config("lens").camera[0]) == ("lens", "picamera2", "0", "320", "240")
