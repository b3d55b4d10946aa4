"""The world's end of the I2C socket: ``r ADDRESS REGISTER`` and ``w ADDRESS REGISTER WORD``, numbers in hexadecimal.

Answered by ``= WORD`` or, as the kernel would, by ``! ERRNO``. A bus that hangs answers nothing until it hangs no more.
"""

import asyncio
import errno
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from pathlib import Path

from hw_sim.i2c.bus import Bus


class BusServer:
    """Serves one bus. ``before``: brings what hangs on it up to the present moment."""

    def __init__(self, bus: Bus, before: Callable[[], None]) -> None:
        self._bus = bus
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
                while self._bus.hung:
                    self._stirred.clear()
                    await self._stirred.wait()
                writer.write(f"{self._answer(line.decode('ascii', 'replace'))}\n".encode("ascii"))
                await writer.drain()
        except ConnectionError:
            return  # the panel was killed; its successor connects anew
        finally:
            writer.close()

    def _answer(self, line: str) -> str:
        self._before()
        try:
            match line.split():
                case ["r", address, register]:
                    return f"= {self._bus.read_word(int(address, 16), int(register, 16)):x}"
                case ["w", address, register, word]:
                    self._bus.write_word(int(address, 16), int(register, 16), int(word, 16))
                    return "= 0"
        except OSError as error:
            return f"! {error.errno}"
        except ValueError:
            pass
        return f"! {errno.EINVAL}"
