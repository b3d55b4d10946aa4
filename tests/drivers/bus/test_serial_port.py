"""A serial port in a thread of its own, on a pseudo-terminal: bytes, a plug that is pulled, a path that comes late."""

import os
import pty
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from drivers.bus.serial_port import PyserialWire, ThreadedPort, open_port
from tests.support.waiting import wait_until

T = TypeVar("T")


class Plug:
    """A port at ``path`` that can be pulled out and plugged in again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.master = -1
        self.put_in()

    def put_in(self) -> None:
        self.master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(os.ttyname(self._slave))

    def pull(self) -> None:
        self.path.unlink(missing_ok=True)
        os.close(self.master)
        os.close(self._slave)


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Plug]:
    made = Plug(tmp_path / "port")
    yield made
    if made.path.is_symlink():
        made.pull()


def asked(port: ThreadedPort, work: Callable[[], T]) -> T:
    """What an errand brought. Raises what it raised."""
    errand = port.ask(work)
    assert errand is not None
    wait_until(lambda: errand.answer is not None, "answered")
    assert errand.answer is not None
    if errand.answer.error is not None:
        raise errand.answer.error
    return errand.answer.value  # type: ignore[return-value]


def received(port: ThreadedPort, count: int) -> bytes:
    data = b""

    def enough() -> bool:
        nonlocal data
        data += asked(port, port.wire.read)
        return len(data) >= count

    wait_until(enough, f"{count} bytes")
    return data


def test_bytes_go_both_ways_unchanged_and_a_read_waits_for_nothing(plug: Plug) -> None:
    port = open_port(str(plug.path))
    assert asked(port, port.wire.read) == b""
    asked(port, lambda: port.wire.write(b"\x55\x00\x0a\x11\x13\xff"))
    assert os.read(plug.master, 100) == b"\x55\x00\x0a\x11\x13\xff"
    os.write(plug.master, b"\x00\x00\xff\x0d\x0a\x03")
    assert received(port, 6) == b"\x00\x00\xff\x0d\x0a\x03"
    port.close()


def test_a_port_that_is_pulled_out_is_an_error_and_is_opened_again_when_it_is_back(plug: Plug) -> None:
    port = open_port(str(plug.path))
    asked(port, lambda: port.wire.write(b"1"))
    plug.pull()
    for _ in range(3):
        with pytest.raises(OSError, match=r"."):
            asked(port, port.wire.read)
    plug.put_in()
    asked(port, lambda: port.wire.write(b"2"))
    assert os.read(plug.master, 10) == b"2"
    port.close()


def test_a_port_that_is_not_there_is_told_by_its_first_errand_and_not_before(tmp_path: Path) -> None:
    port = open_port(str(tmp_path / "nowhere"))
    with pytest.raises(OSError, match="No such file"):
        asked(port, port.wire.read)
    port.close()


def test_a_port_that_another_program_has_is_refused(plug: Plug) -> None:
    first, second = PyserialWire(str(plug.path)), PyserialWire(str(plug.path))
    first.write(b"mine")
    with pytest.raises(OSError, match="exclusively lock"):
        second.write(b"mine too")
    first.close()
    second.write(b"now")
    second.close()


def test_a_port_that_was_never_opened_can_be_closed(tmp_path: Path) -> None:
    PyserialWire(str(tmp_path / "nowhere")).close()
