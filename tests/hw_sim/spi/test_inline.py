"""A device without a thread: frames to its chip at once, and pauses for the chip alone."""

from hw_sim.rfid.field import Field
from hw_sim.rfid.mfrc522 import Mfrc522
from hw_sim.rfid.mfrc522_way import Mfrc522OnSpi
from hw_sim.rfid.trouble import Trouble
from hw_sim.spi.inline import InlineSpi

VERSION = bytes([0x37 << 1 | 0x80, 0x00])


def test_frames_reach_the_chip_and_a_pause_is_its_own() -> None:
    chip = Mfrc522(Field())
    spi = InlineSpi(Mfrc522OnSpi(chip, Trouble(), lambda: 0))
    errand = spi.ask(lambda: spi.wire.exchange(VERSION, VERSION))
    assert errand is not None and errand.answer is not None and errand.answer.value == [b"\x00\x92"] * 2
    before = chip._now_ns
    spi.wire.pause(3)
    assert chip._now_ns == before + 3_000
