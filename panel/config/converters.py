"""Analogue converters and the loops with resistors that hang on them: ``[[adc]]``, and an input's part of it."""

from typing import Annotated

from msgspec import Meta

from panel.config.base import Id, Record
from panel.config.devices import InputConfig
from zones.eol import CABLE_OHM, RAIL_PERCENT, TOLERANCE_PERCENT, Loop
from zones.wiring import Wiring

Channel = Annotated[int, Meta(ge=0, le=3)]


class AdcConfig(Record, frozen=True, kw_only=True):
    """An ADS1115, which measures up to four loops: ``[[adc]]``."""

    name: Annotated[Id, Meta(description="Name of the converter; inputs refer to it, and so do troubles")]
    i2c_bus: Annotated[
        int, Meta(ge=0, le=63, description="Number of the I2C bus it hangs on: 1 is GPIO 2 and 3 (`i2cdetect -l`)")
    ] = 1
    address: Annotated[
        int,
        Meta(
            ge=0x48,
            le=0x4B,
            description="Its address there, as its ADDR pin says: 0x48 ground, 0x49 VDD, 0x4A SDA, 0x4B SCL",
        ),
    ] = 0x48
    rail_channel: (
        Annotated[
            Channel,
            Meta(
                description="The channel that is wired to the 3.3 V of the loops and measures it, for this converter "
                "and for those on its bus that have none; none given: the 3.3 V are taken to be right"
            ),
        ]
        | None
    ) = None
    rail_percent: Annotated[
        int,
        Meta(ge=0, le=10, description="How far the 3.3 V may be off where nobody measures them; widens every window"),
    ] = RAIL_PERCENT


def loop_of(wired: InputConfig, wiring: Wiring, rail_percent: int) -> Loop:
    """The loop on a converter's input. ``rail_percent``: see ``rail_of``."""
    assert wired.pull_ohm is not None and wired.end_ohm is not None, "checked"
    return Loop(
        wiring=wiring,
        pull_ohm=wired.pull_ohm,
        end_ohm=wired.end_ohm,
        alarm_ohm=wired.alarm_ohm or 0,
        mask_ohm=wired.mask_ohm or 0,
        fault_ohm=wired.fault_ohm or 0,
        tolerance_percent=TOLERANCE_PERCENT if wired.tolerance_percent is None else wired.tolerance_percent,
        cable_ohm=CABLE_OHM if wired.cable_ohm is None else wired.cable_ohm,
        rail_percent=rail_percent,
    )


def rail_of(adc: AdcConfig, all_of_them: tuple[AdcConfig, ...]) -> AdcConfig | None:
    """The converter that measures the rail for this one: itself, or the first on its bus; None where nobody does."""
    if adc.rail_channel is not None:
        return adc
    others = (other for other in all_of_them if other.i2c_bus == adc.i2c_bus and other.rail_channel is not None)
    return next(others, None)
