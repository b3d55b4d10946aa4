"""A world that talks nonsense is a bus that is gone."""

import socket
import tempfile
import threading
from pathlib import Path

import pytest

from hw_sim.i2c.remote import RemoteWire


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
