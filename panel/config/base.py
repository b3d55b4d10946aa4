"""What every table of the file is made of: words with their bounds, and the struct that refuses unknown keys."""

from typing import Annotated

import msgspec
from msgspec import Meta

from panel.core.names import Mode

END = r"$(?!\n)"  # "$" alone would let a line feed at the end through

Name = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        pattern=r"^[^\x00-\x1f\x7f]*" + END,
        extra={"allowed": "text of 1 to 40 characters on one line"},
    ),
]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_-]{0,31}" + END,
        extra={"allowed": "1 to 32 small letters, digits, _ and -, beginning with a letter"},
    ),
]
Pin = Annotated[int, Meta(ge=0, le=27, description="BCM number of a GPIO line on the 40-pin header")]
I2cBus = Annotated[
    int, Meta(ge=0, le=63, description="Number of the I2C bus: 1 is GPIO 2 and 3 of the header (`i2cdetect -l`)")
]
SpiDevice = Annotated[
    str,
    Meta(
        pattern=r"^/dev/spidev[0-9]{1,2}\.[0-9]" + END,
        extra={"allowed": 'an SPI device such as "/dev/spidev0.0"'},
    ),
]
ArmedMode = Annotated[
    Mode,
    Meta(
        extra={"refused": (Mode.DISARMED,)},
        extra_json_schema={"enum": [Mode.TOTAL.value, Mode.PARTIAL.value, Mode.NIGHT.value]},
    ),
]
FilePath = Annotated[str, Meta(min_length=1, max_length=4096)]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table: frozen, and a misspelt key is an error, never a silent default.

    msgspec does not inherit ``frozen`` and ``kw_only`` for the new fields of a subclass: repeat them.
    """
