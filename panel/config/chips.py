"""Chips on an I2C bus that stand for themselves: ``[[sensor]]``."""

from typing import Annotated

from msgspec import Meta

from panel.config.base import Id, Record

Bus = Annotated[int, Meta(ge=0, le=63)]


class SensorConfig(Record, frozen=True, kw_only=True):
    """A sensor of temperature and humidity, an SHT30, SHT31 or SHT35: ``[[sensor]]``. Inputs look at it."""

    name: Annotated[Id, Meta(description="Name of the sensor; inputs refer to it, and troubles")]
    i2c_bus: Annotated[
        Bus, Meta(description="Number of the I2C bus it hangs on: 1 is GPIO 2 and 3 (`i2cdetect -l`)")
    ] = 1
    address: Annotated[
        int,
        Meta(ge=0x44, le=0x45, description="Its address: 0x44 with its pin ADDR at ground, 0x45 with it at 3.3 V"),
    ] = 0x44
