"""The board behind a display: bytes to an expander become lines of the controller, each in its time."""

import pytest

from hw_sim.i2c.backpack import Backpack

LIGHT = 0x08


class Bench:
    def __init__(self, columns: int = 20, rows: int = 4) -> None:
        self.us = 1_000_000
        self.display = Backpack(lambda: self.us, columns, rows)
        self.us += 50_000

    def sends(self, byte: int, rs: int = 0, halves: int = 2) -> None:
        for nibble in (byte & 0xF0, byte << 4 & 0xF0)[:halves]:
            port = nibble | rs | LIGHT
            self.display.transfer(bytes([port, port | 0x04, port]), 0)
        self.us += 2_000 if byte < 0x04 else 100

    def begun(self) -> "Bench":
        for nibble in (0x30, 0x30, 0x30, 0x20):
            self.sends(nibble, halves=1)
            self.us += 5_000
        for byte in (0x28, 0x0C, 0x01, 0x06):
            self.sends(byte)
        return self

    def text(self, at: int, text: str) -> None:
        self.sends(0x80 | at)
        for letter in text:
            self.sends(ord(letter), 1)


@pytest.mark.parametrize(
    ("size", "starts"), [((20, 4), (0x00, 0x40, 0x14, 0x54)), ((16, 2), (0x00, 0x40))], ids=["20x4", "16x2"]
)
def test_the_rows_of_each_glass_lie_where_its_maker_put_them(size: tuple[int, int], starts: tuple[int, ...]) -> None:
    bench = Bench(*size).begun()
    for row, start in enumerate(starts):
        bench.text(start, f"row {row}")
    assert bench.display.glass() == tuple(f"row {row}".ljust(size[0]) for row in range(size[1]))


def test_bytes_of_one_transfer_take_their_time_on_the_wire() -> None:
    bench = Bench().begun()
    cleared = bytes([0x0C, 0x08, 0x1C, 0x18])  # clear, then at once an X: 4 bytes later, of 1,520 us
    bench.display.transfer(cleared + bytes([0x09, 0x5D, 0x59, 0x8D, 0x89]), 0)
    assert bench.display.glass()[0] == " " * 20
    patient = bytes([0x08] * 16)  # 16 bytes are 1,440 us
    bench.us += 10_000
    bench.display.transfer(cleared + patient + bytes([0x09, 0x5D, 0x59, 0x8D, 0x89]), 0)
    assert bench.display.glass()[0] == "X".ljust(20)


def test_the_light_is_a_bit_and_reads_as_low_through_its_transistor() -> None:
    bench = Bench().begun()
    assert bench.display.lit
    bench.display.transfer(b"\x08", 0)
    assert bench.display.transfer(b"", 1) == b"\x00"
    bench.display.transfer(b"\x00", 0)
    assert not bench.display.lit


def test_after_a_loss_of_supply_every_pin_is_high_and_the_display_answers_on_its_lines() -> None:
    bench = Bench().begun()
    bench.text(0, "was here")
    bench.display.loses_its_supply()
    read = bench.display.transfer(b"", 1)[0]
    assert read & 0x0F == 0x07 and read >> 4 == 0x2  # RS, RW and E; and the upper half of a blank
    assert (bench.display.glass()[0], bench.display.lit) == (" " * 20, True)
    bench.us += 50_000
    assert bench.begun().display.glass()[0] == " " * 20
