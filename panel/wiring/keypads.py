"""``[[keypad]]``: a 4x4 matrix, line for line, from the header or from an expander beside it.

The expander itself, with its four wires, stands on its bus: ``buses``.
"""

from collections.abc import Callable, Iterator

from panel.config.keypads import KeypadConfig, column_bits, is_on_expander, row_bits
from panel.config.model import Config
from panel.wiring.block import BOARD, DEVICE, HIGH, LOW, TERMINAL, WIDE, Block, Use, interface, tag
from panel.wiring.colours import Colour, signal
from panel.wiring.pen import SMALL, Pen
from panel.wiring.symbols import part_box
from panel.wiring.words import Language, Say

KEYS = ("123A", "456B", "789C", "*0#D")
PITCH, KEY, FIRST = 7.5, 6.0, 5.5
LINES = 8
HIGH_MM = LINES * PITCH + 5
EXPANDER = 62.0  # its left edge, on the interface board's ground


def blocks(config: Config, language: Language) -> Iterator[Block]:
    """One for each keypad."""
    for each in config.keypad:
        uses = tuple(_uses(each))
        draw = _on_expander(each, uses, language) if is_on_expander(each) else _on_header(each, uses, language)
        yield Block(high=HIGH_MM, draw=draw, uses=uses)


def expander_kind(address: int) -> str:
    """Which of the two it is by its address (NXP PCF8574; PCF8574A, Rev. 5, 7.2)."""
    return "PCF8574A" if address >= 0x38 else "PCF8574"


def _uses(each: KeypadConfig) -> Iterator[Use]:
    if is_on_expander(each):
        if each.int_pin is not None:
            yield Use(gpio=each.int_pin, device=each.name, terminal="INT", colour=Colour.VIOLET, rest=HIGH)
        return
    for index, gpio in enumerate((*each.rows, *each.columns)):
        rest = LOW if index < len(each.rows) else HIGH
        yield Use(gpio=gpio, device=each.name, terminal=_terminal(index), colour=signal(index), rest=rest)


def _terminal(index: int) -> str:
    return f"R{index + 1}" if index < len(KEYS) else f"C{index - len(KEYS) + 1}"


def _on_header(each: KeypadConfig, uses: tuple[Use, ...], language: Language) -> Callable[[Pen], None]:
    def draw(pen: Pen) -> None:
        interface(pen, 1, HIGH_MM - 4)
        for row, use in enumerate(uses):
            tag(pen, FIRST + row * PITCH, use)
            pen.line((BOARD, FIRST + row * PITCH), (TERMINAL, FIRST + row * PITCH))
        _keypad(pen, each.name, language)

    return draw


def _on_expander(each: KeypadConfig, uses: tuple[Use, ...], language: Language) -> Callable[[Pen], None]:
    """It sits at the keypad, at the far end of the bus; only INT comes from the header directly."""

    def draw(pen: Pen) -> None:
        assert each.address is not None, "the configuration has seen to that"
        part_box(
            pen, EXPANDER, 1, TERMINAL - EXPANDER, HIGH_MM - 4, f"{expander_kind(each.address)} 0x{each.address:02X}"
        )
        middle = FIRST + 3.5 * PITCH
        for use in uses:
            tag(pen, middle, use, EXPANDER)
            pen.terminal(EXPANDER, middle)
            pen.text(EXPANDER + 3, middle + 0.9, use.terminal, size=SMALL)
        words = language(Say.SEE_BUSES).format(bus=each.i2c_bus)
        pen.text(EXPANDER + 2, HIGH_MM - 6, words, size=SMALL, most_mm=TERMINAL - EXPANDER - 14)
        for row, bit in enumerate((*row_bits(each), *column_bits(each))):
            pen.text(TERMINAL - 3, FIRST + row * PITCH + 0.9, f"P{bit}", size=SMALL, anchor="end")
        _keypad(pen, each.name, language)

    return draw


def _keypad(pen: Pen, name: str, language: Language) -> None:
    """Its eight terminals, wired from the left, and how it looks from the front."""
    pen.box(DEVICE, 1, WIDE - DEVICE, HIGH_MM - 4, fill="#ffffff", radius=1)
    for row in range(LINES):
        y = FIRST + row * PITCH
        pen.wire(signal(row), (TERMINAL, y), (DEVICE, y))
        pen.terminal(TERMINAL, y)
        pen.terminal(DEVICE, y)
        keys = KEYS[row] if row < len(KEYS) else "".join(line[row - len(KEYS)] for line in KEYS)
        pen.text(DEVICE + 3, y + 0.9, f"{_terminal(row)}  {' '.join(keys)}", size=SMALL)
    pen.text(DEVICE + 24, 6.5, name, bold=True, most_mm=WIDE - DEVICE - 26)
    pen.text(DEVICE + 24, 11.5, language(Say.KEYPAD), most_mm=WIDE - DEVICE - 26)
    _front(pen.moved(DEVICE + 28, 18))


def _front(pen: Pen) -> None:
    for row, keys in enumerate(KEYS):
        for column, key in enumerate(keys):
            pen.box(column * (KEY + 1), row * (KEY + 1), KEY, KEY, fill="#eeeeee", radius=0.8)
            pen.text(column * (KEY + 1) + KEY / 2, row * (KEY + 1) + 4, key, anchor="middle", bold=True)
