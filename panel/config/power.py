"""What the panel lives on: ``[power]``."""

import hashlib
from typing import Annotated

from msgspec import Meta

from battery.charge import Pack
from battery.chemistry import PROFILES, Chemistry
from battery.power import MINUTE_MS, Rules
from panel.config.base import Pin, Record

CELLS = {Chemistry.LEAD_ACID: 6, Chemistry.LIFEPO4: 4, Chemistry.LI_ION: 3}  # what makes 12 V, or comes nearest
SPREAD_MS = 5 * MINUTE_MS


class PowerConfig(Record, frozen=True, kw_only=True):
    """The battery behind the panel, its gauge (an INA219) and, if there is one, the line that tells of the mains:
    ``[power]``, optional; without it nobody watches the supply."""

    chemistry: Annotated[Chemistry, Meta(description="What the battery is made of")] = Chemistry.LEAD_ACID
    cells: (
        Annotated[
            int,
            Meta(
                ge=1,
                le=8,
                description="Cells in series; none given: what makes 12 V, 6 of lead_acid, 4 of lifepo4, 3 of li_ion",
            ),
        ]
        | None
    ) = None
    capacity_mah: Annotated[int, Meta(ge=500, le=200_000, description="Capacity as printed on the battery, in mAh")]
    i2c_bus: Annotated[
        int, Meta(ge=0, le=63, description="Number of the I2C bus with the gauge: 1 is GPIO 2 and 3 (`i2cdetect -l`)")
    ] = 1
    gauge_address: Annotated[
        int, Meta(ge=0x40, le=0x4F, description="Address of the gauge on it, as its solder bridges say; usually 0x40")
    ] = 0x40
    shunt_mohm: Annotated[
        int, Meta(ge=7, le=1_000, description="The gauge's shunt in milliohms: R100 on the board means 100")
    ] = 100
    mains_pin: (
        Annotated[
            Pin,
            Meta(
                description="BCM number of the line that tells of the mains; none given: they are taken for gone while "
                "the battery gives current"
            ),
        ]
        | None
    ) = None
    mains_high: Annotated[
        bool,
        Meta(description="true: the line is at 3.3 V while the mains are there; false: at 0 V. A cut wire is no mains"),
    ] = True


def pack_of(power: PowerConfig) -> Pack:
    """The battery as the estimate knows it."""
    cells = CELLS[power.chemistry] if power.cells is None else power.cells
    return Pack(profile=PROFILES[power.chemistry], cells=cells, capacity_mah=power.capacity_mah)


def rules_of(panel: str) -> Rules:
    """When what is told. After a failure in a whole town each panel waits up to five minutes of its own, always the
    same, so that the station does not hear of everybody in one second."""
    drawn = int.from_bytes(hashlib.sha256(panel.encode()).digest()[:8], "big")
    return Rules(spread_ms=drawn % SPREAD_MS)
