"""What people type on and read from: ``[[keypad]]`` and ``[[display]]``."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from panel.config.base import I2cBus, Id, Pin, Record

BITS = range(8)  # of an expander's port
ROW_BITS, COLUMN_BITS = (0, 1, 2, 3), (4, 5, 6, 7)  # where a keypad on an expander says nothing else
# NXP PCF8574; PCF8574A, Rev. 5, 7.2: 0x20 to 0x27 by three pins, and eight more with an A in the name.
_NO_EXPANDER = range(0x28, 0x38)

ExpanderAddress = Annotated[
    int,
    Meta(
        ge=0x20,
        le=0x3F,
        description="Address of the expander on its bus, as its solder bridges say",
        extra={"allowed": "0x20 to 0x27 (PCF8574), 0x38 to 0x3F (PCF8574A)", "refused": tuple(_NO_EXPANDER)},
        extra_json_schema={"not": {"minimum": _NO_EXPANDER.start, "maximum": _NO_EXPANDER.stop - 1}},
    ),
]


class KeypadConfig(Record, frozen=True, kw_only=True):
    """A 4x4 matrix, rows driven, columns read, on eight lines of the header or on an expander: ``[[keypad]]``."""

    name: Annotated[Id, Meta(description="Name of the keypad, as events show it")]
    rows: Annotated[
        tuple[Pin, ...],
        Meta(
            min_length=4,
            max_length=4,
            description="The four rows, top to bottom (1 2 3 A first): BCM numbers, or bits of the expander's port, on "
            "which 0, 1, 2, 3 is meant if nothing is said",
        ),
    ] = ()
    columns: Annotated[
        tuple[Pin, ...],
        Meta(
            min_length=4,
            max_length=4,
            description="The four columns, left to right (1 4 7 * first): BCM numbers, or bits of the expander's port, "
            "on which 4, 5, 6, 7 is meant if nothing is said",
        ),
    ] = ()
    i2c_bus: (
        Annotated[I2cBus, Meta(description="I2C bus of the expander, a PCF8574; none given: the keypad is on pins")]
        | None
    ) = None
    address: ExpanderAddress | None = None
    int_pin: (
        Annotated[
            Pin,
            Meta(
                description="BCM number of the line to the expander's INT; none given: the panel asks it 25 times a "
                "second"
            ),
        ]
        | None
    ) = None


class DisplaySize(StrEnum):
    """Columns and rows of a display's glass."""

    LARGE = "20x4"
    SMALL = "16x2"

    @property
    def columns(self) -> int:
        """Characters in a row."""
        return int(self.value.split("x")[0])

    @property
    def rows(self) -> int:
        """Rows."""
        return int(self.value.split("x")[1])


class DisplayConfig(Record, frozen=True, kw_only=True):
    """A text display, an HD44780 behind a PCF8574: ``[[display]]``."""

    name: Annotated[Id, Meta(description="Name of the display, as troubles show it")]
    i2c_bus: I2cBus = 1
    address: ExpanderAddress
    size: Annotated[DisplaySize, Meta(description="Characters in a row, and rows")] = DisplaySize.LARGE
    keypad: (
        Annotated[
            Id,
            Meta(
                description="The keypad, or reader with keys, it belongs to: what is typed there it shows as asterisks"
            ),
        ]
        | None
    ) = None


def is_on_expander(keypad: KeypadConfig) -> bool:
    """Whether its rows and columns are bits of an expander, and no lines of the header."""
    return keypad.i2c_bus is not None


def row_bits(keypad: KeypadConfig) -> tuple[int, ...]:
    """The expander's bits with its rows, top to bottom."""
    return keypad.rows or ROW_BITS


def column_bits(keypad: KeypadConfig) -> tuple[int, ...]:
    """The expander's bits with its columns, left to right."""
    return keypad.columns or COLUMN_BITS
