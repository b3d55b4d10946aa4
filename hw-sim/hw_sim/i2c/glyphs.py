"""What somebody reads in the cells of an HD44780 with the character generator A00 (data sheet, table 4).

A character of one's own is eight rows of five dots. Here it is read as people read it: as the letter with a mark that
it looks most like.
"""

from functools import cache

# From 0xA0 on; a blank where the table has a sign that no letter stands for.
_UPPER = (
    " 。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソ"
    "タチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛°"
    "αäβεμσρg√¹jˣ¢£ñöpqθ∞ΩüΣπx\u0079千万円÷ █"
)
UNREADABLE = "▯"
OWN = range(16)  # eight characters, each under two codes
ALIKE_MAX = 5  # dots, of forty, that may differ from the letter

# The dots of small letters in table 4, from the third row to the seventh.
_BODIES = {
    "a": ("01110", "00001", "01111", "10001", "01111"),
    "c": ("01110", "10000", "10000", "10001", "01110"),
    "e": ("01110", "10001", "11111", "10000", "01110"),
    "i": ("01100", "00100", "00100", "00100", "01110"),
    "n": ("10110", "11001", "10001", "10001", "10001"),
    "o": ("01110", "10001", "10001", "10001", "01110"),
    "u": ("10001", "10001", "10001", "10011", "01101"),
}
# Its first two rows, as one hand or another draws a mark.
_ABOVE = (
    ("´", "00010", "00100"),
    ("´", "00001", "00010"),
    ("`", "01000", "00100"),
    ("`", "10000", "01000"),
    ("^", "00100", "01010"),
    ("~", "01101", "10110"),
)
_MARKED = {
    "´": dict(zip("aeiou", "áéíóú", strict=True)),
    "`": dict(zip("aeiou", "àèìòù", strict=True)),
    "^": dict(zip("aeiou", "âêîôû", strict=True)),
    "~": dict(zip("aon", "ãõñ", strict=True)),
}


def character(code: int, own: bytes) -> str:
    """The character of a code; ``own``: the eight rows of dots that a code below 16 shows."""
    if code in OWN:
        return _read(bytes(own))
    if code < 0x20 or 0x80 <= code < 0xA0:
        return " "
    if code < 0x80:
        return {0x5C: "¥", 0x7E: "→", 0x7F: "←"}.get(code, chr(code))
    return _UPPER[code - 0xA0]


@cache
def _read(rows: bytes) -> str:
    if not any(rows):
        return " "
    alike = min(_letters(), key=lambda letter: _differing(letter[1], rows))
    return alike[0] if _differing(alike[1], rows) <= ALIKE_MAX else UNREADABLE


def _differing(one: bytes, other: bytes) -> int:
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True))


@cache
def _letters() -> tuple[tuple[str, bytes], ...]:
    """Every letter with a mark that there may be; a cedilla hangs under a body moved up by one or not."""
    found = [
        (letter, _dots((*drawn, *_BODIES[plain], "00000")))
        for mark, *drawn in _ABOVE
        for plain, letter in _MARKED[mark].items()
    ]
    found.append(("ç", _dots(("00000", *_BODIES["c"], "00100", "01000"))))
    found.append(("ç", _dots(("00000", "00000", *_BODIES["c"], "00100"))))
    return tuple(found)


def _dots(rows: tuple[str, ...]) -> bytes:
    return bytes(int(row, 2) for row in rows)
