"""How a PN532 behaves on its two ways: woken, busy, asked, cut short."""

import pytest

from hw_sim.rfid.field import Field
from hw_sim.rfid.pn532 import ACK, Pn532
from hw_sim.rfid.pn532_ways import Pn532OnI2c, Pn532OnSerial
from hw_sim.rfid.trouble import Fault, Trouble

FIRMWARE = bytes.fromhex("0000FF02FED4022A00")
ANSWER = bytes.fromhex("0000FF06FAD50332010607E800")


class Clock:
    ms = 0

    def __call__(self) -> int:
        return self.ms


def on_i2c(trouble: Trouble | None = None) -> Pn532OnI2c:
    return Pn532OnI2c(Pn532(Field()), trouble or Trouble(), Clock())


def test_on_i2c_its_address_wakes_it_and_is_not_acknowledged_for_once() -> None:
    chip = on_i2c()
    with pytest.raises(OSError, match="Remote I/O"):
        chip.transfer(FIRMWARE, 0)
    assert chip.transfer(FIRMWARE, 0) == b""


def test_on_i2c_the_status_alone_takes_no_frame_and_a_longer_read_takes_it_whole_and_cut_short() -> None:
    chip = on_i2c()
    with pytest.raises(OSError, match="Remote I/O"):
        chip.transfer(b"", 1)
    assert chip.transfer(b"", 1) == b"\x00"
    assert chip.transfer(b"", 9) == bytes(9)
    chip.transfer(FIRMWARE, 0)
    assert chip.transfer(b"", 1) == chip.transfer(b"", 1) == b"\x01"
    assert chip.transfer(b"", 7) == b"\x01" + ACK
    assert chip.transfer(b"", 20) == (b"\x01" + ANSWER).ljust(20, b"\x00")
    assert chip.transfer(b"", 1) == b"\x00"
    chip.transfer(FIRMWARE, 0)
    chip.transfer(b"", 4)
    assert chip.transfer(b"", 20).startswith(b"\x01" + ANSWER)


@pytest.mark.parametrize("fault", [Fault.DEAD, Fault.UNPLUG])
def test_a_dead_chip_acknowledges_nothing_and_says_nothing(fault: Fault) -> None:
    trouble = Trouble()
    trouble.fault = fault
    with pytest.raises(OSError, match="Remote I/O"):
        on_i2c(trouble).transfer(b"", 1)
    serial = Pn532OnSerial(Pn532(Field()), trouble, Clock())
    serial.take(b"\x55" + FIRMWARE)
    assert serial.give() == b""


def test_on_a_serial_port_it_sleeps_until_it_hears_a_byte_of_55() -> None:
    chip = Pn532OnSerial(Pn532(Field()), Trouble(), Clock())
    chip.take(FIRMWARE)
    assert chip.give() == b""
    chip.take(b"\x55\x55\x00\x00\x00")
    chip.take(FIRMWARE)
    assert chip.give() == ACK + ANSWER


def test_what_half_of_a_frame_is() -> None:
    trouble = Trouble()
    trouble.fault = Fault.HALF
    chip = Pn532OnSerial(Pn532(Field()), trouble, Clock())
    chip.take(b"\x55" + FIRMWARE)
    assert chip.give() == ACK[:3] + ANSWER[:6]
