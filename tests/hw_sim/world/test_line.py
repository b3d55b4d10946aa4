"""A slow line is as slow as it says, loses nothing, and is overtaken by nothing when it is mended."""

import asyncio
import time

from hw_sim.world.line import Shape
from hw_sim.world.relay import Relay
from tests.hw_sim.world.test_relay import HOST, echo, hang_up

LINE = Shape(bits_per_s=400_000, delay_ms=50)
WORDS = bytes(range(256)) * 40


async def sent_through(shape: Shape | None, mended: bool = False) -> tuple[bytes, float]:
    """What comes back of the words, and after how long."""
    far = await asyncio.start_server(echo, HOST, 0)
    relay = Relay(HOST, 0, HOST, far.sockets[0].getsockname()[1])
    await (relay.restore() if shape is None else relay.slow_down(shape))
    reader, writer = await asyncio.open_connection(HOST, relay.port)
    began_s = time.monotonic()
    writer.write(WORDS)
    if mended:
        first = await reader.readexactly(1_000)
        await relay.restore()
        writer.write(b"and more")
        back = first + await reader.readexactly(len(WORDS) + 8 - 1_000)
    else:
        back = await reader.readexactly(len(WORDS))
    took_s = time.monotonic() - began_s
    await hang_up(writer)
    await relay.close()
    far.close()
    await far.wait_closed()
    return back, took_s


def test_the_words_take_as_long_as_the_line_is_narrow_and_far() -> None:
    back, took_s = asyncio.run(sent_through(LINE))
    assert back == WORDS
    assert took_s > len(WORDS) * 8 / LINE.bits_per_s + 2 * LINE.delay_ms / 1_000


def test_mended_in_the_middle_it_loses_and_reorders_nothing() -> None:
    back, _ = asyncio.run(sent_through(LINE, mended=True))
    assert back == WORDS + b"and more"


def test_as_it_is_it_costs_next_to_nothing() -> None:
    back, took_s = asyncio.run(sent_through(None))
    assert (back, took_s < 1) == (WORDS, True)
