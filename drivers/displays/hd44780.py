"""A text display behind an expander: which bytes on its pins make which text. Pure.

Hitachi HD44780U, ADE-207-272(Z), and its many copies, over the usual board with a PCF8574: P0 RS, P1 RW, P2 E, P3
light, P4 to P7 DB4 to DB7. The display takes what stands on its lines when E falls; RS stands 40 ns before E rises
(fig. 25), so it has a byte of its own, and the data has until E falls, so it comes with E. A byte takes 90 us at the
expander's 100 kHz: no instruction but ``CLEAR`` and ``HOME`` (1.52 ms) takes longer than the two bytes between two
falls (37 us, table 6), and nothing needs to be waited for within a transfer.

The busy flag is not read: with RW high the display would drive its lines against the expander's zeros, and a reading
costs four transfers.
"""

import unicodedata
from collections.abc import Iterator, Sequence

import msgspec

RS, RW, E, LIGHT = 0x01, 0x02, 0x04, 0x08
QUIET = RW | E  # low between transfers, always
RESET = 0xFF  # the port after the expander got its supply
CLEAR, HOME, ENTRY_UP, SHOW, FOUR_BITS_TWO_LINES = 0x01, 0x02, 0x06, 0x0C, 0x28  # table 6
TO_CGRAM, TO_DDRAM = 0x40, 0x80
ROWS = {2: (0x00, 0x40), 4: (0x00, 0x40, 0x14, 0x54)}  # where a glass of so many rows begins them, of 16 and of 20
PAUSE = 3  # bytes more, so that 0.1 ms lie between two falls also where somebody runs the bus at 400 kHz
BYTES_MAX = 60  # of one transfer: 5.5 ms of the bus; a CP2112, a USB adapter, takes 61

# Eight characters of one's own, the most there may be: what Portuguese and Spanish need first of what A00 has not.
OWN = {
    "á": "00010 00100 01110 00001 01111 10001 01111 00000",
    "ã": "01101 10010 01110 00001 01111 10001 01111 00000",
    "ç": "00000 01110 10000 10000 10001 01110 00100 01100",
    "é": "00010 00100 01110 10001 11111 10000 01110 00000",
    "í": "00010 00100 01100 00100 00100 00100 01110 00000",
    "ó": "00010 00100 01110 10001 10001 10001 01110 00000",
    "õ": "01101 10010 01110 10001 10001 10001 01110 00000",
    "ú": "00010 00100 10001 10001 10001 10011 01101 00000",
}
# What the character generator A00 has elsewhere than ASCII (table 4), and what it has not and a sign is near to.
_ELSEWHERE = {
    "ñ": 0xEE, "ö": 0xEF, "ü": 0xF5, "ä": 0xE1, "ß": 0xE2, "µ": 0xE4, "°": 0xDF, "º": 0xDF, "·": 0xA5, "→": 0x7E,
}  # fmt: skip
_NEAR = {
    "¿": "?", "¡": "!", "ª": "a", "–": "-", "—": "-", "~": "-", "\\": "/",
    "’": "'", "‘": "'", "“": '"', "”": '"', "…": ".",
}  # fmt: skip
_UNKNOWN = ord("?")


class Step(msgspec.Struct, frozen=True):
    """Something that is sent, and how long nothing may be sent to the display after it. ``fresh``: to an expander
    whose lines may be as they are after it got its supply."""

    transfers: tuple[bytes, ...]
    wait_ms: int = 0
    fresh: bool = False


def codes(text: str, columns: int) -> bytes:
    """A row of the display: one code for each character, no more and no fewer than ``columns``.

    A letter whose mark is not to be had is shown without it, what has no likeness as a question mark.
    """
    composed = unicodedata.normalize("NFC", text)[:columns].ljust(columns)
    return bytes(map(_code, composed))


def _code(character: str) -> int:
    if character in OWN:
        return list(OWN).index(character)
    if character in _ELSEWHERE:
        return _ELSEWHERE[character]
    plain = unicodedata.normalize("NFD", _NEAR.get(character, character))[0]
    return ord(plain) if " " <= plain <= "}" and plain != "\\" else _UNKNOWN


def at_rest(lit: bool) -> bytes:
    """The port between transfers."""
    return bytes([LIGHT if lit else 0])


def row_transfers(row: int, rows: int, first: int, cells: bytes, lit: bool) -> tuple[bytes, ...]:
    """Writes ``cells`` from a column of a row on."""
    begin = _sent([TO_DDRAM | ROWS[rows][row] + first], 0, lit)
    return tuple(_split(begin, cells, lit))


def beginning(lit: bool, *, fresh: bool) -> tuple[Step, ...]:
    """Brings the display into step and gives it its characters, from whatever state it is in, half a byte received
    included (fig. 24: 3 with 4.1 ms, 3 with 0.1 ms, 3, 2).

    ``fresh``: it may just have got its supply, after which it takes nothing for 40 ms, and is cleared. Otherwise what
    stands on it stays, and only what was disturbed changes.
    """
    steps: list[Step] = []
    if fresh:
        # First E alone: with RW still high its fall ends a reading, where a write of whatever stands there would be.
        steps.append(Step((bytes([RESET & ~E]) + at_rest(lit),), wait_ms=50, fresh=True))
    # In one transfer: a display that was in step has one line from the second 3 to the third, which nobody shall see.
    again = _half(0x30, lit) + at_rest(lit) * PAUSE
    steps += [
        Step((_half(0x30, lit),), wait_ms=5),
        Step((again + again + _half(0x20, lit) + _sent([FOUR_BITS_TWO_LINES, SHOW], 0, lit),)),
        Step((_sent([CLEAR if fresh else HOME], 0, lit),), wait_ms=5),
        Step((_sent([ENTRY_UP], 0, lit),)),
    ]
    for place in range(0, len(OWN), 2):  # two characters, 7 ms
        dots = [int(row, 2) for drawn in list(OWN.values())[place : place + 2] for row in drawn.split()]
        steps.append(Step(tuple(_split(_sent([TO_CGRAM | place << 3], 0, lit), dots, lit))))
    return tuple(steps)


def _split(begin: bytes, data: Sequence[int], lit: bool) -> Iterator[bytes]:
    """An address and the data for it, in transfers of at most ``BYTES_MAX``: the display counts on by itself."""
    transfer = begin
    while data:
        room = (BYTES_MAX - len(transfer) - 1) // 4
        yield transfer + _sent(data[:room], RS, lit)
        transfer, data = b"", data[room:]


def _sent(values: Sequence[int], rs: int, lit: bool) -> bytes:
    """Bytes as the port sees them: RS, then each half with E and without."""
    base = rs | at_rest(lit)[0]
    halves = (half for value in values for half in (value & 0xF0, value << 4 & 0xF0))
    return bytes([base, *(port for half in halves for port in (half | base | E, half | base))])


def _half(value: int, lit: bool) -> bytes:
    """Half a byte, for a display that is not in step yet."""
    return _sent([value], 0, lit)[:3]
