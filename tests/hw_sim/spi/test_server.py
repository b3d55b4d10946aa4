"""The SPI socket's questions."""

import asyncio
import errno

import pytest

from hw_sim.rfid.field import Field
from hw_sim.rfid.mfrc522 import Mfrc522
from hw_sim.rfid.mfrc522_way import Mfrc522OnSpi
from hw_sim.rfid.trouble import Trouble
from hw_sim.spi.server import SpiServer
from hw_sim.wire_socket import answered

DEVICE = "/dev/spidev0.0"


def asked(line: str) -> str:
    server = SpiServer({DEVICE: Mfrc522OnSpi(Mfrc522(Field()), Trouble(), lambda: 0)})
    return asyncio.run(answered(line, server.answer))


def test_each_frame_is_answered_by_as_many_bytes() -> None:
    assert asked(f"{DEVICE} ee00 5400 ee00") == "= 0092 0000 0092"


def test_a_device_that_the_house_does_not_have_is_no_file() -> None:
    assert asked("/dev/spidev0.1 ee00") == f"! {errno.ENOENT}"


@pytest.mark.parametrize("line", ["", DEVICE, f"{DEVICE} e", f"{DEVICE} zz"])
def test_nonsense_is_an_invalid_argument(line: str) -> None:
    assert asked(line) == f"! {errno.EINVAL}"
