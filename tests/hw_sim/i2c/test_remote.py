"""A transfer on a bus in another process, as the line that it becomes."""

import socket
import tempfile
import threading
from pathlib import Path

from drivers.clock.module import Shown
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.ina219 import RESET, Ina219Chip
from hw_sim.i2c.remote import RemoteWire, remote_rtc
from hw_sim.i2c.server import BusServer
from tests.hw_sim.worlds import served


def test_registers_are_read_and_written_through_the_socket() -> None:
    buses = Buses()
    buses.at(3).chips[0x41] = Ina219Chip()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "i2c.sock"
        wire = RemoteWire(path, 3)
        with served(path, BusServer(buses, lambda: None).run(path)):
            assert wire.read_word(0x41, 0) == RESET
            wire.write_word(0x41, 5, 0x1000)
            assert wire.read_word(0x41, 5) == 0x1000
            assert wire.read_block(0x41, 0, 2) == RESET.to_bytes(2, "big")
        wire.close()


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
