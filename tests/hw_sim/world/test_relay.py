"""The cable carries bytes both ways, and can be cut."""

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter

import pytest

from hw_sim.world.relay import Relay

HOST = "127.0.0.1"


async def echo(reader: StreamReader, writer: StreamWriter) -> None:
    while chunk := await reader.read(1_000):
        writer.write(chunk)
    await hang_up(writer)


async def hang_up(writer: StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def ended(reader: StreamReader) -> bool:
    """Whether the connection ends, by an end or by a reset."""
    try:
        return not await reader.read()
    except ConnectionError:
        return True


async def said_back(relay: Relay, words: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(HOST, relay.port)
    writer.write(words)
    answer = await reader.readexactly(len(words))
    await hang_up(writer)
    return answer


def test_bytes_go_both_ways_and_an_end_is_passed_on() -> None:
    async def story() -> None:
        far = await asyncio.start_server(echo, HOST, 0)
        relay = Relay(HOST, 0, HOST, far.sockets[0].getsockname()[1])
        await relay.restore()
        reader, writer = await asyncio.open_connection(HOST, relay.port)
        writer.write(b"hello")
        writer.write_eof()
        assert await reader.read() == b"hello"
        await hang_up(writer)
        await relay.close()
        far.close()
        await far.wait_closed()

    asyncio.run(story())


def test_a_cut_ends_connections_and_refuses_new_ones_until_restored() -> None:
    async def story() -> None:
        far = await asyncio.start_server(echo, HOST, 0)
        relay = Relay(HOST, 0, HOST, far.sockets[0].getsockname()[1])
        await relay.restore()
        reader, writer = await asyncio.open_connection(HOST, relay.port)
        writer.write(b"x")
        await reader.readexactly(1)
        await relay.cut()
        assert await ended(reader)
        await hang_up(writer)
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(HOST, relay.port)
        assert not relay.up
        await relay.restore()
        assert await said_back(relay, b"again") == b"again"
        await relay.close()
        far.close()
        await far.wait_closed()

    asyncio.run(story())


def test_cutting_and_restoring_twice_does_no_harm() -> None:
    async def story() -> None:
        relay = Relay(HOST, 0, HOST, 1)
        for _ in range(2):
            await relay.cut()
        for _ in range(2):
            await relay.restore()
        assert relay.up
        await relay.close()

    asyncio.run(story())


def test_a_connection_ends_when_nobody_is_at_the_far_end() -> None:
    async def story() -> None:
        relay = Relay(HOST, 0, HOST, 1)
        await relay.restore()
        reader, writer = await asyncio.open_connection(HOST, relay.port)
        assert await ended(reader)
        assert relay.connections == 0
        await hang_up(writer)
        await relay.close()

    asyncio.run(story())


def test_silent_it_swallows_everything_and_connections_stand_until_it_is_restored() -> None:
    async def story() -> None:
        far = await asyncio.start_server(echo, HOST, 0)
        relay = Relay(HOST, 0, HOST, far.sockets[0].getsockname()[1])
        await relay.restore()
        reader, writer = await asyncio.open_connection(HOST, relay.port)
        writer.write(b"hello")
        assert await reader.readexactly(5) == b"hello"
        await relay.silence()
        assert (relay.state, relay.connections) == ("silent", 1)
        writer.write(b"lost")
        await relay.restore()
        assert await ended(reader), "a stream with a hole in it is of no use"
        assert relay.state == "up"
        assert await said_back(relay, b"well again") == b"well again"
        await hang_up(writer)
        await relay.silence()
        await relay.cut()
        assert relay.state == "cut"
        await relay.close()
        far.close()

    asyncio.run(story())
