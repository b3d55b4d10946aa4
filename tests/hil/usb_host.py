"""The far end of the virtual machine's USB serial port: the simulated modem, plugged in, pulled out, plugged in."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hw_sim.world.modem import GsmModem, Network

POLL_S = 0.05
OUT_S = 3.0  # how long it lies on the table


@contextmanager
def modem_at(path: Path) -> Iterator[GsmModem]:
    """A modem that hangs on the port at ``path``, and is pulled out after its first text, once."""
    modem = GsmModem(Network())
    over = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_plugged_and_pulled(path, modem, over)))
    thread.start()
    try:
        yield modem
    finally:
        over.set()
        thread.join()


async def _plugged_and_pulled(path: Path, modem: GsmModem, over: threading.Event) -> None:
    while not over.is_set():
        try:
            reader, writer = await asyncio.open_unix_connection(path)
        except OSError:
            await asyncio.sleep(POLL_S)  # the machine is not up yet
            continue
        await _carry(reader, writer, modem, over, most=100 if modem.sent else 1)
        writer.close()
        await asyncio.sleep(OUT_S)


async def _carry(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, modem: GsmModem, over: threading.Event, most: int
) -> None:
    """Until the machine is off, or so many texts went out and it was told so."""
    while not over.is_set():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL_S):
                if not (data := await reader.read(4_096)):
                    return
                modem.take(data)
        if said := modem.give():
            writer.write(said)
            await writer.drain()
        elif len(modem.sent) >= most:
            return
