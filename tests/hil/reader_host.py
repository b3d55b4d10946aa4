"""The far end of the virtual machine's USB serial port: a simulated PN532, plugged in, pulled out, plugged in."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hw_sim.rfid.field import Field
from hw_sim.rfid.pn532 import Pn532
from hw_sim.rfid.pn532_ways import Pn532OnSerial
from hw_sim.rfid.tag import Tag
from hw_sim.rfid.trouble import Trouble

POLL_S = 0.01
HELD_S = 2.0  # that a tag stays after it was found
OUT_S = 6.0  # how long the plug lies on the table: a reader has failed after two seconds
UIDS = ("04632D5A1F3380", "C0FFEE42")  # the tag of the first time that it is plugged in, and of every other


class Plugged:
    """The chip behind the port. ``found``: the tags that it has found, and how often it was set up."""

    def __init__(self) -> None:
        self.field = Field()
        self.chip = Pn532(self.field, now_ms())
        self.field.before = self.chip.advance
        self.far = Pn532OnSerial(self.chip, Trouble(), now_ms)
        self.found: list[str] = []
        self.set_up = 0


@contextmanager
def reader_at(path: Path) -> Iterator[Plugged]:
    """A reader that hangs on the port at ``path``, and is pulled out after its first tag, once."""
    plugged = Plugged()
    over = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_plugged_and_pulled(path, plugged, over)))
    thread.start()
    try:
        yield plugged
    finally:
        over.set()
        thread.join()


def now_ms() -> int:
    """This machine's own time, which is the chip's."""
    return time.monotonic_ns() // 1_000_000


async def _plugged_and_pulled(path: Path, plugged: Plugged, over: threading.Event) -> None:
    while not over.is_set():
        try:
            reader, writer = await asyncio.open_unix_connection(path)
        except OSError:
            await asyncio.sleep(POLL_S)  # the machine is not up yet
            continue
        plugged.chip.loses_its_supply()
        with contextlib.suppress(ConnectionError):
            await _carry(reader, writer, plugged, over)
        writer.close()
        await asyncio.sleep(OUT_S)


async def _carry(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, plugged: Plugged, over: threading.Event
) -> None:
    """Until the machine is off, or its first tag was held to it and taken away."""
    first = not plugged.found
    uid = UIDS[not first]
    tag, taken_s = Tag(bytes.fromhex(uid)), 0.0
    while not over.is_set():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL_S):
                if not (data := await reader.read(4_096)):
                    return
                plugged.far.take(data)
        if said := plugged.far.give():
            writer.write(said)
            await writer.drain()
        if plugged.chip.configured and not taken_s and tag not in plugged.field.tags:
            plugged.set_up += 1
            plugged.field.bring(tag, now_ms())
        if uid not in plugged.found and any(found.uid == tag.uid for found in plugged.chip._targets):
            plugged.found.append(uid)
            taken_s = time.monotonic() + HELD_S
        if taken_s and time.monotonic() > taken_s:
            plugged.field.take(tag, now_ms())
            if first:
                return
