"""The product's own driver with a chip in another process, in true time."""

import asyncio
import tempfile
import time
from pathlib import Path

import msgspec

from drivers.tags.chip_reader import ChipReader
from drivers.tags.mfrc522 import Mfrc522
from drivers.tags.mfrc522_talk import Mfrc522Talk, Told
from hw_sim.i2c.bus import Buses
from hw_sim.pins.wires import Wires
from hw_sim.rfid.trouble import Fault
from hw_sim.spi.remote import remote_spi
from hw_sim.spi.server import SpiServer
from hw_sim.world.readers import Readers
from panel.config.model import ReaderConfig, ReaderKind
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, TagRead
from tests.hw_sim.small_house import CONFIG
from tests.hw_sim.worlds import served
from tests.support.waiting import until

UID, DEVICE = "04AABBCCDDEEFF", "/dev/spidev0.0"


def now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


async def polled(reader: ChipReader[Told]) -> None:
    """As alarmd's loop does."""
    while True:
        reader.poll(now_ms())
        await asyncio.sleep(max(1, (reader.next_poll_ms() or 0) - now_ms()) / 1_000)


def test_a_tag_is_read_through_the_socket_and_a_dead_chip_is_told_and_comes_back() -> None:
    said: list[HardwareEvent] = []
    config = ReaderConfig(name="hall", kind=ReaderKind.MFRC522, spi=DEVICE)
    house = Readers(msgspec.structs.replace(CONFIG, reader=(config,)), Wires(time.monotonic_ns), Buses())

    async def story(path: Path) -> None:
        spi = remote_spi(path, DEVICE)
        talk = Mfrc522Talk(Mfrc522(spi.wire))
        reader = ChipReader("hall", "its chip", spi, talk, said.append, patience_ms=500)
        async with asyncio.TaskGroup() as tasks:
            polling = tasks.create_task(polled(reader))
            house.move("hall", UID, True, now_ms())
            await until(lambda: [type(event) for event in said] == [TagRead], "read")
            house.befall(Fault.DEAD)
            await until(lambda: [type(event) for event in said[1:]] == [DeviceFailed], "seen to be dead")
            house.move("hall", UID, False, now_ms())
            house.befall(Fault.RESTORE)
            await until(lambda: [type(event) for event in said[2:]] == [DeviceRecovered], "back")
            house.move("hall", "C0FFEE42", True, now_ms())
            await until(lambda: len(said) == 4, "read again")
            polling.cancel()
        spi.close()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spi.sock"
        with served(path, SpiServer(house.spi).run(path)):
            asyncio.run(story(path))
    assert [event.tag for event in said if isinstance(event, TagRead)] == [UID, "C0FFEE42"]
