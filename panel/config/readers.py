"""The tag readers: ``[[reader]]``. Which keys go with which kind is told by ``reader_checks``."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from panel.config.base import FilePath, Id, Pin, Record, SpiDevice


class ReaderKind(StrEnum):
    """What reads the tags, and so how it is wired."""

    WIEGAND = "wiegand"  # any reader with two data lines, for the door frame as a rule
    PN532 = "pn532"
    MFRC522 = "mfrc522"


class ReaderConfig(Record, frozen=True, kw_only=True):
    """A tag reader: ``[[reader]]``. Whatever its kind, a tag is read as a number, which can be copied."""

    name: Annotated[Id, Meta(description="Name of the reader, as events show it")]
    kind: Annotated[
        ReaderKind,
        Meta(description="wiegand: two data lines; pn532: NXP's PN532 on I2C or a serial port; mfrc522: NXP's, on SPI"),
    ] = ReaderKind.WIEGAND
    d0: (
        Annotated[
            Pin,
            Meta(description="wiegand: BCM number of the line to D0 (green wire), through a level shifter"),
        ]
        | None
    ) = None
    d1: (
        Annotated[
            Pin,
            Meta(description="wiegand: BCM number of the line to D1 (white wire), through a level shifter"),
        ]
        | None
    ) = None
    keys: Annotated[
        bool,
        Meta(
            description="wiegand: true where it has keys as well, and sends each as 4 or 8 bits; a PIN is typed there"
        ),
    ] = False
    i2c_bus: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=63,
                description="pn532: number of its I2C bus: 1 is GPIO 2 and 3 (`i2cdetect -l`); its address is 0x24",
            ),
        ]
        | None
    ) = None
    port: (
        Annotated[
            FilePath,
            Meta(description="pn532: its serial port: /dev/serial0 is GPIO 14 and 15; adapters by /dev/serial/by-id"),
        ]
        | None
    ) = None
    spi: (
        Annotated[
            SpiDevice,
            Meta(description="mfrc522: its SPI device: /dev/spidev0.0 is GPIO 9, 10, 11 and 8 (`ls /dev/spidev*`)"),
        ]
        | None
    ) = None
    reset_pin: (
        Annotated[
            Pin,
            Meta(
                description="pn532, mfrc522: BCM number of the line to its reset (RSTPDN, RST); none given: one that "
                "hangs stays so until somebody takes its power away"
            ),
        ]
        | None
    ) = None

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines of the header that are its own; those of a bus are not."""
        return tuple(line for line in (self.d0, self.d1, self.reset_pin) if line is not None)


def wiegand_lines(reader: ReaderConfig) -> tuple[int, int]:
    """D0 and D1 of a Wiegand reader, which has both, or its configuration was refused."""
    assert reader.d0 is not None and reader.d1 is not None
    return reader.d0, reader.d1
