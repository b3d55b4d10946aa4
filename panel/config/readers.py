"""The tag readers: ``[[reader]]``."""

from typing import Annotated

from msgspec import Meta

from panel.config.base import Id, Pin, Record


class ReaderConfig(Record, frozen=True, kw_only=True):
    """A Wiegand tag reader on two lines: ``[[reader]]``."""

    name: Annotated[Id, Meta(description="Name of the reader, as events show it")]
    d0: Annotated[
        Pin, Meta(description="BCM number of the line to the reader's D0 (green wire), through a level shifter")
    ]
    d1: Annotated[
        Pin, Meta(description="BCM number of the line to the reader's D1 (white wire), through a level shifter")
    ]
    keys: Annotated[
        bool,
        Meta(description="true: it has keys as well, and sends each of them as 4 or 8 bits; a PIN is typed there"),
    ] = False
