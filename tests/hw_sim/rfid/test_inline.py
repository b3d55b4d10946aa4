"""A port without a port: bytes to the far end and back, until its plug is pulled."""

import pytest

from hw_sim.rfid.inline import InlinePort


class Echo:
    said = b""

    def take(self, data: bytes) -> None:
        self.said += data

    def give(self) -> bytes:
        said, self.said = self.said, b""
        return said


def test_what_is_written_arrives_and_what_is_said_is_read_once() -> None:
    port = InlinePort(Echo())
    port.ask(lambda: port.wire.write(b"hello"))
    read = port.ask(port.wire.read)
    assert read is not None and read.answer is not None and read.answer.value == b"hello"
    assert port.wire.read() == b""


def test_without_its_plug_both_are_errors() -> None:
    port = InlinePort(Echo())
    port.wire.gone = True
    with pytest.raises(OSError, match="Input/output"):
        port.wire.write(b"x")
    with pytest.raises(OSError, match="Input/output"):
        port.wire.read()
