"""The world's end of the I2C socket: ``BUS ADDRESS OUT COUNT``, address and bytes in hexadecimal, ``-`` for no bytes.

Answered by ``= BYTES`` or, as the kernel would, by ``! ERRNO``. A bus that hangs answers nothing until it hangs no
more; what asks on another bus has a connection of its own.
"""

import asyncio
import errno
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from pathlib import Path

from hw_sim.i2c.bus import Bus, Buses

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
        server = await asyncio.start_unix_server(self._serve, path)
        try:
            await asyncio.Event().wait()
        finally:
            server.close()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while line := await reader.readline():
                answer = await self._answer(line.decode("ascii", "replace"))
                writer.write(f"{answer}\n".encode("ascii"))
                await writer.drain()
        except ConnectionError:
            return  # the panel was killed; its successor connects anew
        finally:
            writer.close()

    async def _answer(self, line: str) -> str:
        try:
            number, address, out, count = _parsed(line)
            bus = self._buses.found(number)
            await self._patiently(bus)
            self._before()
            return f"= {bus.transfer(address, out, count).hex()}"
        except OSError as error:
            return f"! {error.errno}"
        except ValueError:
            return f"! {errno.EINVAL}"

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
