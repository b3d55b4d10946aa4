"""Asks the I2C buses who is there. A bus that hangs is waited for, and then left."""

import asyncio
from collections.abc import Callable

from drivers.bus.errands import Errand
from drivers.bus.i2c import Bus
from drivers.bus.i2c_scan import Found, scan
from panel.config.model import Config
from panel.doctor.buses import Scan, buses_of
from panel.exam.lines import Sleep

LATE_S = 5.0  # 112 addresses take some 30 ms; a bus on which a line is held low takes a second for each
LOOK_S = 0.02
HANGS = "it does not answer: some chip holds its clock or its data line"


async def scan_all(config: Config, buses: Callable[[int], Bus], sleep: Sleep = asyncio.sleep) -> dict[int, Scan]:
    """Every bus on which the configuration has something, by its number."""
    return {number: await _scan(number, buses(number), sleep) for number in buses_of(config)}


async def _scan(number: int, bus: Bus, sleep: Sleep) -> Scan:
    errand = bus.ask(lambda: scan(bus.wire))
    try:
        return Scan(number, error=HANGS) if errand is None else await _fetched(number, errand, sleep)
    finally:
        bus.close()


async def _fetched(number: int, errand: Errand[Found], sleep: Sleep) -> Scan:
    for _ in range(round(LATE_S / LOOK_S)):
        answer = errand.answer
        if answer is None:
            await sleep(LOOK_S)
        elif answer.value is not None:
            return Scan(number, answer.value.answering, answer.value.held)
        elif isinstance(answer.error, OSError):
            return Scan(number, error=answer.error.strerror or str(answer.error))
        elif answer.error is not None:
            raise answer.error  # a broken invariant of ours, from the other thread
    return Scan(number, error=HANGS)
