"""Checks of the I2C buses: which chips the file puts on which, each at an address of its own."""

from collections.abc import Iterator

import msgspec

from panel.config.findings import Finding, Row, Sheet
from panel.config.messages import Fault

HEADER = 1  # the bus on GPIO 2 and 3; any other is on other lines, or on USB
BUS = "i2c_bus"
# Each table whose rows are chips, and the key that holds a chip's address.
ADDRESSES = {
    "power": "gauge_address",
    "adc": "address",
    "keypad": "address",
    "display": "address",
    "sensor": "address",
    "clock": "address",
}
FIXED = {"reader": 0x24}  # chips that have but one: the PN532, by its user manual (UM0701-02), 6.2.4


class Chip(msgspec.Struct, frozen=True):
    """One row that is a chip."""

    row: Row
    bus: int
    address: int
    key: str


def chips(sheet: Sheet) -> Iterator[Chip]:
    """Every chip whose place is known."""
    for table, key in ADDRESSES.items():
        for row in sheet[table]:
            bus, address = row.get(BUS, int), row.get(key, int)
            if bus is not None and address is not None:
                yield Chip(row, bus, address, key)
    for table, address in FIXED.items():
        for row in sheet[table]:
            if (bus := row.get(BUS, int)) is not None:
                yield Chip(row, bus, address, BUS)


def on_the_header(sheet: Sheet) -> Row | None:
    """The first row that takes GPIO 2 and 3 for its bus; those after it share them."""
    return next((row for table in (*ADDRESSES, *FIXED) for row in sheet[table] if row.get(BUS, int) == HEADER), None)


def each_address_has_one_chip(sheet: Sheet) -> Iterator[Finding]:
    """Two chips that answer at once are read as a mixture of both."""
    first: dict[tuple[int, int], Chip] = {}
    for chip in chips(sheet):
        other = first.setdefault((chip.bus, chip.address), chip)
        if other is not chip:
            found, bus = f"0x{chip.address:02X}", str(chip.bus)
            yield chip.row.clash(Fault.ADDRESS_SHARED, chip.key, found, other.row, other.key, bus=bus)


CHECKS = (each_address_has_one_chip,)
