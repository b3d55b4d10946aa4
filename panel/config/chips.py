"""Chips on an I2C bus that stand for themselves: ``[[sensor]]`` and ``[clock]``."""

from typing import Annotated

from msgspec import Meta

from panel.config.base import END, Id, Record

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


class ClockConfig(Record, frozen=True, kw_only=True):
    """The clock module, which goes on while the power is off: ``[clock]``, optional, by the bus of a DS3231 that nobody
    else has, or by the device of a clock that the kernel has."""

    i2c_bus: (
        Annotated[
            Bus, Meta(description="Number of the I2C bus with a DS3231 that is the panel's own: 1 is GPIO 2 and 3")
        ]
        | None
    ) = None
    address: Annotated[
        int, Meta(ge=0x68, le=0x6F, description="Its address there: 0x68, which nothing on the chip can change")
    ] = 0x68
    device: (
        Annotated[
            str,
            Meta(
                pattern=r"^/dev/rtc[0-9]{1,2}" + END,
                description="A clock that the kernel's driver has, with dtoverlay=i2c-rtc,ds3231 or built in",
                extra={"allowed": 'a clock\'s device file such as "/dev/rtc0"'},
            ),
        ]
        | None
    ) = None
