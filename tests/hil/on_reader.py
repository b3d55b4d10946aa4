"""A tag reader's port on a kernel's USB serial adapter, which is pulled out in the middle and plugged in again.

Run inside the virtual machine by tests/hil/lane.sh; no other run collects this file. What is plugged in at the other
end is tests/hil/reader_host.py.
"""

import asyncio
import os
import time

from drivers.bus.serial_port import open_port
from drivers.tags.chip_reader import ChipReader
from drivers.tags.pn532_links import SerialLink
from drivers.tags.pn532_talk import Pn532Talk
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, TagRead
from tests.hil.reader_host import UIDS
from tests.support.waiting import until


def now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


async def polled(reader: ChipReader[bytes]) -> None:
    """As alarmd's loop does."""
    while True:
        reader.poll(now_ms())
        await asyncio.sleep(max(1, (reader.next_poll_ms() or 0) - now_ms()) / 1_000)


def test_a_tag_is_read_the_reader_is_pulled_out_and_after_it_is_back_another_is_read() -> None:
    async def tell() -> None:
        said: list[HardwareEvent] = []
        port = open_port(os.environ["SERENO_USB_SERIAL"])
        reader = ChipReader("hall", "its port", port, Pn532Talk(SerialLink(port.wire)), said.append)

        def tags() -> list[str]:
            return [event.tag for event in said if isinstance(event, TagRead)]

        async with asyncio.TaskGroup() as tasks:
            polling = tasks.create_task(polled(reader))
            await until(lambda: tags() == [UIDS[0]], "a tag read", 60)
            before = sum(isinstance(event, DeviceFailed) for event in said)  # it may not have been there at first
            await until(
                lambda: sum(isinstance(event, DeviceFailed) for event in said) == before + 1, "seen to be gone", 60
            )
            assert isinstance(said[-1], DeviceFailed)
            print(said[-1].detail)
            await until(lambda: isinstance(said[-1], TagRead), "another tag read", 60)
            assert isinstance(said[-2], DeviceRecovered)
            assert tags() == list(UIDS)
            polling.cancel()
        port.close()
        await asyncio.sleep(0.5)

    asyncio.run(tell())
