"""A reader behind a real pseudo-terminal: the product's own driver opens it, in its thread, in true time."""

import asyncio
import time
from pathlib import Path

import msgspec

from drivers.bus.serial_port import open_port
from drivers.tags.chip_reader import ChipReader
from drivers.tags.pn532_links import SerialLink
from drivers.tags.pn532_talk import Pn532Talk
from hw_sim.i2c.bus import Buses
from hw_sim.pins.wires import Wires
from hw_sim.rfid.trouble import Fault
from hw_sim.world.reader_port import plug_in, port_of
from hw_sim.world.readers import Readers
from panel.config.model import ReaderConfig, ReaderKind
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, TagRead
from tests.hw_sim.small_house import CONFIG
from tests.support.waiting import until

UID = "04AABBCCDDEEFF"


def now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


async def polled(reader: ChipReader[bytes]) -> None:
    """As alarmd's loop does."""
    while True:
        reader.poll(now_ms())
        await asyncio.sleep(max(1, (reader.next_poll_ms() or 0) - now_ms()) / 1_000)


def test_a_tag_is_read_through_it_the_plug_is_pulled_and_after_it_is_back_another_is(tmp_path: Path) -> None:
    said: list[HardwareEvent] = []

    async def story() -> None:
        config = ReaderConfig(name="hall", kind=ReaderKind.PN532, port="/dev/ttyUSB0")
        house = Readers(msgspec.structs.replace(CONFIG, reader=(config,)), Wires(time.monotonic_ns), Buses())
        ports = plug_in(house, tmp_path, now_ms)
        port = open_port(str(port_of(tmp_path, "hall")))
        reader = ChipReader("hall", "its port", port, Pn532Talk(SerialLink(port.wire)), said.append, patience_ms=500)
        async with asyncio.TaskGroup() as tasks:
            polling = tasks.create_task(polled(reader))
            house.move("hall", UID, True, now_ms())
            await until(lambda: [type(event) for event in said] == [TagRead], "read")
            house.befall(Fault.UNPLUG)
            await until(lambda: [type(event) for event in said[1:]] == [DeviceFailed], "seen to be gone")
            house.move("hall", UID, False, now_ms())
            house.befall(Fault.RESTORE)
            await until(lambda: [type(event) for event in said[2:]] == [DeviceRecovered], "back")
            house.move("hall", "C0FFEE42", True, now_ms())
            await until(lambda: len(said) == 4, "read again")
            polling.cancel()
        port.close()
        for each in ports:
            each.plug(False)
        assert not port_of(tmp_path, "hall").is_symlink()

    asyncio.run(story())
    assert [event.tag for event in said if isinstance(event, TagRead)] == [UID, "C0FFEE42"]
