"""The line as pyserial would see it: raw bytes, kept up between openings, and an error when it is pulled out."""

import asyncio
import os

import pytest

from hw_sim.world.serial_line import SerialLine


class Echo:
    """Says back what it hears, in capitals."""

    def __init__(self) -> None:
        self.said = b""

    def take(self, data: bytes) -> None:
        self.said += data.upper()

    def give(self) -> bytes:
        said, self.said = self.said, b""
        return said


async def exchanged(path: str, data: bytes) -> bytes:
    near = os.open(path, os.O_RDWR | os.O_NOCTTY)
    try:
        os.write(near, data)
        return await asyncio.to_thread(os.read, near, 100)
    finally:
        os.close(near)


def test_bytes_go_over_unchanged_and_the_line_may_be_opened_again() -> None:
    async def story() -> list[bytes]:
        line = SerialLine(Echo())
        try:
            return [await exchanged(line.path, data) for data in (b"at\r", b"\x00\x03\x1a\xff\n")]
        finally:
            line.close()

    assert asyncio.run(story()) == [b"AT\r", b"\x00\x03\x1a\xff\n"]


def test_what_it_says_unasked_is_carried_over() -> None:
    async def story() -> bytes:
        far = Echo()
        line = SerialLine(far)
        near = os.open(line.path, os.O_RDWR | os.O_NOCTTY)
        try:
            far.take(b"ring")
            line.carry()
            return await asyncio.to_thread(os.read, near, 100)
        finally:
            os.close(near)
            line.close()

    assert asyncio.run(story()) == b"RING"


def test_who_has_it_open_when_it_is_pulled_out_hears_so() -> None:
    async def story() -> None:
        line = SerialLine(Echo())
        near = os.open(line.path, os.O_RDWR | os.O_NOCTTY)
        try:
            line.close()
            with pytest.raises(OSError, match="Input/output error"):
                os.write(near, b"x")
        finally:
            os.close(near)

    asyncio.run(story())
