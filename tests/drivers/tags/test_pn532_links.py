"""The bytes on the two ways to a PN532."""

import errno
from collections.abc import Callable

import pytest

from drivers.tags.pn532 import ACK
from drivers.tags.pn532_links import ADDRESS, LOOKS, WAKE, I2cLink, SerialLink

FRAME = bytes.fromhex("0000FF02FED4022A00")
ANSWER = bytes.fromhex("0000FF06FAD50332010607E800")


class Bus:
    """Bytes on two wires, as scripted: each read is answered by the next of ``gives``."""

    def __init__(self, *gives: bytes | OSError) -> None:
        self.gives = list(gives)
        self.did: list[tuple[str, bytes | int]] = []

    def write(self, address: int, data: bytes) -> None:
        assert address == ADDRESS
        self.did.append(("write", data))
        if self.gives and isinstance(self.gives[0], OSError):
            raise self.gives.pop(0)  # type: ignore[misc]

    def read(self, address: int, count: int) -> bytes:
        assert address == ADDRESS
        self.did.append(("read", count))
        given = self.gives.pop(0)
        if isinstance(given, OSError):
            raise given
        return given.ljust(count, b"\x00")[:count]


class Port:
    def __init__(self, *gives: bytes) -> None:
        self.gives = list(gives)
        self.wrote = b""

    def write(self, data: bytes) -> None:
        self.wrote += data

    def read(self) -> bytes:
        return self.gives.pop(0) if self.gives else b""


def test_over_i2c_the_status_is_read_alone_until_it_says_ready_and_then_with_the_frame() -> None:
    bus = Bus(b"\x00", b"\x00", b"\x01", b"\x01" + ACK, b"\x01", b"\x01" + ANSWER)
    link = I2cLink(bus)
    link.send(FRAME)
    assert link.receive(taken=False) == ACK
    assert link.receive(taken=True).startswith(ANSWER)
    assert bus.did == [
        ("write", FRAME),
        *[("read", 1)] * 3,
        ("read", 1 + len(ACK)),
        ("read", 1),
        ("read", 65),
    ]


def test_over_i2c_it_looks_a_few_times_for_an_acknowledgement_and_once_for_an_answer() -> None:
    for taken, looks in ((False, LOOKS), (True, 1)):
        bus = Bus(*[b"\x00"] * LOOKS)
        assert I2cLink(bus).receive(taken) == b""
        assert bus.did == [("read", 1)] * looks


@pytest.mark.parametrize("said", [errno.EREMOTEIO, errno.ENXIO, errno.EIO])
def test_a_chip_that_sleeps_through_its_address_is_awake_after_it(said: int) -> None:
    bus = Bus(OSError(said, "no acknowledgement"))
    I2cLink(bus).wake()
    assert bus.did == [("write", ACK)]


@pytest.mark.parametrize(
    "does", [lambda link: link.wake(), lambda link: link.send(FRAME), lambda link: link.receive(taken=True)]
)
def test_a_bus_that_is_gone_is_an_error_in_whatever_is_done(does: Callable[[I2cLink], object]) -> None:
    with pytest.raises(OSError, match="gone"):
        does(I2cLink(Bus(OSError(errno.ENODEV, "gone"))))


def test_over_a_serial_port_it_is_woken_by_a_byte_and_a_while_and_what_it_said_before_is_nothing() -> None:
    port = Port(b"old", ACK + ANSWER)
    link = SerialLink(port)
    link.wake()
    link.send(FRAME)
    assert port.wrote == WAKE + ACK + FRAME
    assert port.wrote.startswith(b"\x55\x55\x00") and len(WAKE) * 87 >= 2_000  # microseconds, at 115,200 baud
    assert link.receive(taken=False) == ACK + ANSWER
    assert link.receive(taken=True) == b""
