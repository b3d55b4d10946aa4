"""Every way to ask a bus, as the bytes that it becomes."""

import pytest

from hw_sim.i2c.transfers import Transfers


class Told(Transfers):
    def __init__(self) -> None:
        self.asked: list[tuple[int, bytes, int]] = []

    def transfer(self, address: int, out: bytes, count: int) -> bytes:
        self.asked.append((address, out, count))
        return b"\x12\x34\x56"[:count]


def test_words_blocks_and_bytes_are_transfers() -> None:
    bus = Told()
    assert bus.read_word(0x40, 2) == 0x1234
    bus.write_word(0x40, 5, 0xBEEF)
    assert bus.read_block(0x68, 0, 3) == b"\x12\x34\x56"
    bus.write_block(0x68, 7, b"\x01\x02")
    assert bus.read(0x24, 1) == b"\x12"
    bus.write(0x24, b"\x00\xff")
    assert bus.asked == [
        (0x40, b"\x02", 2),
        (0x40, b"\x05\xbe\xef", 0),
        (0x68, b"\x00", 3),
        (0x68, b"\x07\x01\x02", 0),
        (0x24, b"", 1),
        (0x24, b"\x00\xff", 0),
    ]


def test_a_transfer_is_somebodys_own() -> None:
    with pytest.raises(NotImplementedError):
        Transfers().read(0x40, 1)
