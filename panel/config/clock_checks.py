"""Is the clock module reached in one way, and is what is said of it said of that way?"""

from collections.abc import Iterator

from panel.config.findings import Finding, Sheet, shown
from panel.config.messages import Fault

WAYS = ("i2c_bus", "device")


def the_clock_is_reached_in_one_way(sheet: Sheet) -> Iterator[Finding]:
    """By its bus or through the kernel: where the kernel has a chip, nobody else gets at it."""
    for row in sheet["clock"]:
        ways = [way for way in WAYS if way in row.given]
        if len(ways) != 1:
            yield row.finding(Fault.CLOCK, ways[-1] if ways else "", " and ".join(ways) or "neither")
        elif "address" in row.given and "address" in row.values and ways == ["device"]:
            yield row.finding(Fault.CLOCK_ADDRESS, "address", shown(row.values["address"]))


CHECKS = (the_clock_is_reached_in_one_way,)
