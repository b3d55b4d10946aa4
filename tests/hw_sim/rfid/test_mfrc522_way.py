"""How an MFRC522 behaves on SPI: in time, without supply, without its plug, on a bad cable."""

import pytest

from hw_sim.rfid.field import Field
from hw_sim.rfid.mfrc522 import Mfrc522
from hw_sim.rfid.mfrc522_way import Mfrc522OnSpi
from hw_sim.rfid.trouble import Fault, Trouble

VERSION = bytes([0x37 << 1 | 0x80, 0x00])


def on_spi(fault: Fault = Fault.RESTORE, now_ns: int = 0) -> Mfrc522OnSpi:
    trouble = Trouble()
    trouble.fault = fault
    return Mfrc522OnSpi(Mfrc522(Field()), trouble, lambda: now_ns)


def test_it_answers_while_it_is_selected() -> None:
    assert on_spi().transfer(VERSION) == b"\x00\x92"


@pytest.mark.parametrize(("fault", "answer"), [(Fault.DEAD, b"\x00\x00"), (Fault.UNPLUG, b"\xff\xff")])
def test_one_without_supply_holds_its_line_low_and_a_line_without_a_chip_is_high(fault: Fault, answer: bytes) -> None:
    assert on_spi(fault).transfer(VERSION) == answer


def test_half_of_what_it_says_is_no_version() -> None:
    assert on_spi(Fault.HALF).transfer(VERSION) == b"\x00\x00"


def test_its_clock_is_the_house_s_and_a_pause_its_own() -> None:
    way = on_spi(now_ns=5_000_000)
    way.transfer(VERSION)
    assert way.chip._now_ns >= 5_000_000
    way.pause(1_000)
    assert way.chip._now_ns >= 6_000_000


def test_noise_bends_a_bit_now_and_then_in_either_direction() -> None:
    way = on_spi(Fault.NOISE)
    answers = [way.transfer(VERSION) for _ in range(2_000)]
    wrong = sum(answer != b"\x00\x92" for answer in answers)
    assert 10 < wrong < 100
