"""What is read in the cells of a display."""

import pytest

from hw_sim.i2c.glyphs import UNREADABLE, character

NONE = bytes(8)

# Signs of the table of the character generator A00 (data sheet, table 4) that tell one column from the next.
TABLE = {
    0x20: " ", 0x41: "A", 0x5C: "¥", 0x7A: "z", 0x7D: "}", 0x7E: "→", 0x7F: "←", 0x80: " ", 0x1F: " ",
    0xA1: "。", 0xB1: "ア", 0xDD: "ン", 0xDF: "°", 0xE0: "α", 0xE1: "ä", 0xE2: "β", 0xE4: "μ", 0xEE: "ñ", 0xEF: "ö",
    0xF4: "Ω", 0xF5: "ü", 0xF7: "π", 0xFD: "÷", 0xFF: "█",
}  # fmt: skip


def drawn(*rows: str) -> bytes:
    return bytes(int(row.replace(".", "0").replace("#", "1"), 2) for row in rows)


@pytest.mark.parametrize(("code", "sign"), TABLE.items())
def test_a_code_is_the_sign_of_the_table(code: int, sign: str) -> None:
    assert character(code, NONE) == sign


def test_ones_own_characters_are_read_as_the_letters_they_look_like_however_they_are_drawn() -> None:
    acute = drawn("...#.", "..#..", ".###.", "#...#", "#####", "#....", ".###.", ".....")
    flat = drawn("....#", "...#.", ".###.", "#...#", "#####", "#....", ".###.", ".....")
    cedilla = drawn(".....", ".###.", "#....", "#....", "#...#", ".###.", "..#..", ".#...")
    tilde = drawn(".##.#", "#.##.", ".###.", "....#", ".####", "#...#", ".####", ".....")
    assert [character(0, rows) for rows in (acute, flat, cedilla, tilde)] == ["é", "é", "ç", "ã"]


def test_what_no_letter_looks_like_is_not_guessed() -> None:
    assert character(5, drawn(*["#####"] * 8)) == UNREADABLE
    assert character(13, drawn("#.#.#", ".#.#.", "#.#.#", ".#.#.", "#.#.#", ".#.#.", "#.#.#", ".#.#.")) == UNREADABLE
    assert character(0, NONE) == " "
