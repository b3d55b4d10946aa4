"""Chips of words, as their sheets draw a transfer: a pointer, then words, the high byte first (SBOS448, SBAS444)."""

from hw_sim.i2c.words import WordChip


class Kept(WordChip):
    def __init__(self) -> None:
        super().__init__()
        self.words: dict[int, int] = {}

    def read(self, register: int) -> int:
        return self.words.get(register, 0)

    def write(self, register: int, word: int) -> None:
        self.words[register] = word


def test_the_pointer_stays_where_it_was_set() -> None:
    chip = Kept()
    assert chip.transfer(b"\x05\x12\x34", 0) == b""
    assert chip.transfer(b"", 2) == b"\x12\x34"
    assert chip.transfer(b"\x04", 0) == b""
    assert chip.transfer(b"", 2) == b"\x00\x00"


def test_whoever_reads_on_gets_the_same_word_again_and_half_a_word_is_not_written() -> None:
    chip = Kept()
    chip.transfer(b"\x01\xab\xcd\xee", 0)
    assert chip.words == {1: 0xABCD}
    assert chip.transfer(b"\x01", 5) == b"\xab\xcd\xab\xcd\xab"
