"""Questions and answers over a socket: words, the kernel's errors, nonsense, and a world that goes and comes back."""

import asyncio
import errno
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hw_sim.wire_socket import Questions, answered, serve
from tests.hw_sim.worlds import served


async def echo(line: str) -> list[bytes]:
    """Each word backwards; "gone" is no device, and what is no hexadecimal a mistake."""
    if line.strip() == "gone":
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
    return [bytes.fromhex(word)[::-1] for word in line.split()]


@pytest.fixture
def path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "wires.sock"


def test_words_are_answered_by_words_and_errors_by_errors(path: Path) -> None:
    questions = Questions(path)
    with served(path, serve(path, echo)):
        assert questions.ask("0102 03 a0b0c0") == [b"\x02\x01", b"\x03", b"\xc0\xb0\xa0"]
        with pytest.raises(OSError, match=os.strerror(errno.ENXIO)):
            questions.ask("gone")
        with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
            questions.ask("zz")
        questions.close()


def test_a_world_that_is_gone_is_no_device_and_comes_back(path: Path) -> None:
    questions = Questions(path)
    for _ in range(2):
        with pytest.raises(OSError, match=os.strerror(errno.ENODEV)):
            questions.ask("01")
        with served(path, serve(path, echo)):
            assert questions.ask("01") == [b"\x01"]
    questions.close()


def test_the_line_to_a_line() -> None:
    assert asyncio.run(answered("0102 03", echo)) == "= 0201 03"
    assert asyncio.run(answered("", echo)) == "= "
    assert asyncio.run(answered("gone", echo)) == f"! {errno.ENXIO}"
    assert asyncio.run(answered("0", echo)) == f"! {errno.EINVAL}"


@pytest.mark.parametrize("answer", [b"nonsense\n", b"= zz\n", b"! x\n", b"\xff\n", b""])
def test_an_answer_that_is_none_is_no_device(path: Path, answer: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()

        def serve_once() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(answer)

        thread = threading.Thread(target=serve_once)
        thread.start()
        with pytest.raises(OSError, match=os.strerror(errno.ENODEV)):
            Questions(path).ask("01")
        thread.join(20)
