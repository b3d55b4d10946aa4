"""The world's end of the I2C socket: ``BUS ADDRESS OUT COUNT``, address and bytes in hexadecimal, ``-`` for no bytes.

Answered as ``wire_socket`` tells. A bus that hangs answers nothing until it hangs no
more; what asks on another bus has a connection of its own.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from hw_sim.i2c.bus import Bus, Buses
from hw_sim.wire_socket import serve

ADDRESS_MAX = 0x7F
COUNT_MAX = 1_024


class BusServer:
    """Serves the buses of a house. ``before``: brings what hangs on them up to the present moment."""

    def __init__(self, buses: Buses, before: Callable[[], None]) -> None:
        self._buses = buses
        self._before = before
        self._stirred = asyncio.Event()

    def stir(self) -> None:
        """Something around the house has changed: whoever waits for a bus that hung looks whether it hangs still."""
        self._stirred.set()

    async def run(self, path: Path) -> None:
        """Serves at ``path`` until cancelled."""
        await serve(path, self.answer)

    async def answer(self, line: str) -> list[bytes]:
        """To one question. Raises OSError, and ValueError where it is none."""
        number, address, out, count = _parsed(line)
        bus = self._buses.found(number)
        await self._patiently(bus)
        self._before()
        return [bus.transfer(address, out, count)]

    async def _patiently(self, bus: Bus) -> None:
        while bus.hung:
            self._stirred.clear()
            await self._stirred.wait()


def _parsed(line: str) -> tuple[int, int, bytes, int]:
    """Raises ValueError."""
    number, address, out, count = line.split()
    found = int(number), int(address, 16), bytes.fromhex("" if out == "-" else out), int(count)
    if not 0 <= found[1] <= ADDRESS_MAX or not 0 <= found[3] <= COUNT_MAX:
        raise ValueError(line)
    return found
