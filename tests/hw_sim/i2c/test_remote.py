"""A world that talks nonsense is a bus that is gone."""

import socket
import tempfile
import threading
from pathlib import Path

import pytest

from drivers.clock import Shown
from hw_sim.i2c.remote import RemoteWire, remote_rtc


@pytest.mark.parametrize("answer", [b"nonsense\n", b"= zz\n", b"! x\n", b""])
def test_an_answer_that_is_none_is_no_device(answer: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
        path = Path(folder) / "i2c.sock"
        server.bind(str(path))
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(OSError, match="No such device"):
            RemoteWire(path, 1).read_word(0x40, 0)
        thread.join(20)


def test_the_kernels_clock_is_read_from_the_chip_in_the_house_in_a_thread_of_its_own(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "i2c.sock"
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(path))
        server.listen()
        asked, over = list[bytes](), threading.Event()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                asked.append(connection.recv(100))
                connection.sendall(b"= 56341206281126\n")
                connection.recv(100)

        thread = threading.Thread(target=serve)
        thread.start()
        chip, errands = remote_rtc(path)
        errand = errands.ask(chip.show)
        assert errands.ask(over.set) is not None and over.wait(20)
        assert errand is not None and errand.answer is not None and errand.answer.value == Shown(1_795_869_296)
        assert asked == [b"1 68 00 7\n"]
        errands.close()
        thread.join(20)
        server.close()
