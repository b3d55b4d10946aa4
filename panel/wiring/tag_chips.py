"""``[[reader]]``: a reader that is a chip, on a serial port or on SPI; one on an I2C bus is drawn there: ``buses``.

A PN532's data lines are 3.3 V on every board of it, whatever feeds it (docs/hardware.md); its serial lines cross. An
MFRC522 bears no more than 3.3 V anywhere.
"""

from collections.abc import Container, Iterator, Sequence

from panel.config.model import Config, ReaderConfig
from panel.config.serial_buses import HEADER_PORTS, lines_of_spi
from panel.wiring.block import BOARD, DEVICE, HIGH, LOW, TERMINAL, WIDE, Block, Use, interface, tag
from panel.wiring.colours import GROUND, V3, Colour
from panel.wiring.header import RXD, TXD
from panel.wiring.pen import SMALL, Part, Pen
from panel.wiring.symbols import RAIL_3, ground, rail
from panel.wiring.words import Language, Say

PITCH, FIRST = 9.0, 12.0
# Of MISO, MOSI, SCLK and the chip select: the terminal as the boards name it, its colour, its level at rest (mode 0).
SPI = (
    ("MISO", Colour.GREEN, LOW),
    ("MOSI", Colour.BLUE, LOW),
    ("SCK", Colour.YELLOW, LOW),
    ("SDA", Colour.WHITE, HIGH),
)
RESET_COLOUR = Colour.VIOLET


def reset_use(each: ReaderConfig) -> tuple[Use, ...]:
    """The line to its reset, if it has one; low resets."""
    if each.reset_pin is None:
        return ()
    return (Use(gpio=each.reset_pin, device=each.name, terminal="RST", colour=RESET_COLOUR, rest=HIGH),)


def blocks(config: Config, language: Language) -> Iterator[Block]:
    """One for each on a serial port or on SPI. The three lines of an SPI bus count once for all of its chips."""
    taken: set[int] = set()
    for each in config.reader:
        if each.port is not None:
            yield _serial(each, each.port, language)
        if each.spi is not None:
            yield _spi(each, each.spi, taken, language)
            taken.update(lines_of_spi(each.spi))


def _spi(each: ReaderConfig, device: str, taken: Container[int], language: Language) -> Block:
    reset = reset_use(each)
    lines, at_3_v = (*_spi_uses(each, device), *reset), ("VCC",) if reset else ("RST", "VCC")
    high = FIRST + PITCH * (len(lines) + len(at_3_v) + 1) + 4

    def draw(pen: Pen) -> None:
        pen.part(Part.MODULE, "MFRC522")
        pen.box(DEVICE, 1, WIDE - DEVICE, high - 3, fill="#ffffff", radius=1)
        interface(pen, FIRST - 5, high - FIRST)
        _lines(pen, lines, FIRST)
        _supply(pen, FIRST + PITCH * len(lines), at_3_v)
        words = (each.name, f"MFRC522, {language(Say.TAG_READER)}", device)
        for row, text in enumerate(words):
            pen.text(DEVICE + 15, 7 + row * 4.6, text, bold=row == 0, most_mm=WIDE - DEVICE - 17)

    return Block(high=high, draw=draw, uses=tuple(use for use in lines if use.gpio not in taken))


def _spi_uses(each: ReaderConfig, device: str) -> Iterator[Use]:
    for gpio, (terminal, colour, rest) in zip(lines_of_spi(device), SPI, strict=False):
        yield Use(gpio=gpio, device=each.name, terminal=terminal, colour=colour, rest=rest)


def _serial(each: ReaderConfig, port: str, language: Language) -> Block:
    on_header = port in HEADER_PORTS
    lines = (*(_serial_uses(each) if on_header else ()), *reset_use(each))
    high = FIRST + PITCH * (len(lines) + 2) + 4

    def draw(pen: Pen) -> None:
        pen.part(Part.MODULE, "PN532")
        pen.box(DEVICE, 1, WIDE - DEVICE, high - 3, fill="#ffffff", radius=1)
        if not on_header:
            _adapter(pen, FIRST, port)
        if lines:
            interface(pen, FIRST - 5, high - FIRST)
        _lines(pen, lines, FIRST if on_header else FIRST + PITCH)
        if on_header:
            _supply(pen, FIRST + PITCH * len(lines))
        words = (each.name, f"PN532, {language(Say.TAG_READER)}", "SEL0 = OFF, SEL1 = OFF", language(Say.PN532_FEED))
        for row, text in enumerate(words):
            pen.text(DEVICE + 15, 7 + row * 4.6, text, bold=row == 0, most_mm=WIDE - DEVICE - 17)

    return Block(high=high, draw=draw, uses=lines)


def _serial_uses(each: ReaderConfig) -> tuple[Use, ...]:
    return (
        Use(gpio=TXD, device=each.name, terminal="RXD", colour=Colour.WHITE, rest=HIGH),
        Use(gpio=RXD, device=each.name, terminal="TXD", colour=Colour.GREEN, rest=HIGH),
    )


def _adapter(pen: Pen, y: float, port: str) -> None:
    """On USB, over an adapter that feeds it too."""
    pen.box(0, y - 3, 25, 6, fill="#222222")
    pen.text(12.5, y + 0.9, "USB", anchor="middle", bold=True, fill="#ffffff")
    pen.wire(Colour.GREY, (25, y), (DEVICE, y))
    pen.text(27, y - 1.6, port, size=SMALL, most_mm=98)


def _lines(pen: Pen, lines: tuple[Use, ...], first: float) -> None:
    for row, use in enumerate(lines):
        y = first + row * PITCH
        tag(pen, y, use)
        pen.line((BOARD, y), (TERMINAL, y))
        pen.wire(use.colour, (TERMINAL, y), (DEVICE, y))
        _named(pen, y, use.terminal)


def _supply(pen: Pen, y: float, at_3_v: Sequence[str] = ("VCC",)) -> None:
    """``at_3_v``: its terminals that are tied to 3.3 V; the last is ground."""
    for row, name in enumerate(at_3_v):
        place = y + PITCH * row
        pen.wire(V3, (TERMINAL, place), (DEVICE, place))
        _named(pen, place, name)
        pen.line((TERMINAL - 8, place), (TERMINAL, place))
        rail(pen, TERMINAL - 8, place, RAIL_3)
    last = y + PITCH * len(at_3_v)
    pen.wire(GROUND, (TERMINAL, last), (DEVICE, last))
    _named(pen, last, "GND")
    ground(pen, TERMINAL, last)


def _named(pen: Pen, y: float, name: str) -> None:
    pen.terminal(TERMINAL, y)
    pen.terminal(DEVICE, y)
    pen.text(DEVICE + 3, y + 0.9, name, size=SMALL)
