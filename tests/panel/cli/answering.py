"""alarmd's end of the console socket, as far as one question goes."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from panel.api import ConsoleToPanel, FrameReader, Reply, encode_frame


class Console:
    """Answers every question with the same reply and keeps what was asked."""

    def __init__(self, listener: socket.socket, reply: Reply | bytes) -> None:
        self.asked: list[ConsoleToPanel] = []
        self._listener = listener
        self._answer = encode_frame(reply) if isinstance(reply, Reply) else reply

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return  # closed: the test is over
            with connection:
                frames, bodies = FrameReader(), list[bytes]()
                while not bodies and (data := connection.recv(65_536)):
                    bodies = frames.feed(data)
                self.asked += [msgspec.json.decode(body, type=ConsoleToPanel) for body in bodies]
                connection.sendall(self._answer)


@contextmanager
def answering(data: Path, runtime: Path, reply: Reply | bytes) -> Iterator[Console]:
    """A panel over ``data`` whose sockets lie in ``runtime``."""
    (data / "runtime").write_text(str(runtime), encoding="utf-8")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(runtime / "console.sock"))
        listener.listen()
        console = Console(listener, reply)
        thread = threading.Thread(target=console.serve)
        thread.start()
        yield console
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()
