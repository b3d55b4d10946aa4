"""Open pages hear at once what is old; they are bounded, and none is waited for."""

import asyncio

import pytest
from starlette.types import Message, Scope

from station.listeners import Events, Listeners, TooManyError
from tests.support.waiting import until

PARTS = ("incidents", "log")
SCOPE: Scope = {"type": "http", "asgi": {"spec_version": "2.3"}, "headers": []}


def test_a_new_page_is_told_everything_then_what_changes_then_beats() -> None:
    async def tell() -> None:
        listeners = Listeners(PARTS)
        with listeners.joined() as listener:
            messages = listener.messages(beat_s=0.02)
            assert await anext(messages) == "event: incidents\ndata: \n\nevent: log\ndata: \n\n"
            for _ in range(1_000):
                listeners.tell("log")
            assert await anext(messages) == "event: log\ndata: \n\n"
            assert await anext(messages) == "event: beat\ndata: \n\n"
            listeners.close()
            assert [message async for message in messages] == []

    asyncio.run(tell())


def test_there_is_room_for_so_many_and_a_place_is_given_back() -> None:
    listeners = Listeners(PARTS, most=2)
    with listeners.joined():
        with listeners.joined(), pytest.raises(TooManyError), listeners.joined():
            pass
        assert len(listeners) == 1
    assert len(listeners) == 0


def test_a_page_that_takes_nothing_is_dropped_and_nobody_waits_for_it() -> None:
    async def tell() -> None:
        listeners = Listeners(PARTS)

        async def dead(message: Message) -> None:
            if message["type"] == "http.response.body":
                await asyncio.Event().wait()

        async def receive() -> Message:
            await asyncio.Event().wait()
            raise AssertionError

        streaming = Events(listeners, lag_s=0.05)(SCOPE, receive, dead)
        async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
            tasks.create_task(streaming)
            await until(lambda: len(listeners) == 1, "it listens")
            listeners.tell("log")
        assert len(listeners) == 0

    asyncio.run(tell())


def test_a_page_that_is_closed_gives_its_place_back() -> None:
    async def tell() -> None:
        listeners = Listeners(PARTS)
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            await until(lambda: len(sent) >= 2, "it was told")
            return {"type": "http.disconnect"}

        async with asyncio.timeout(5):
            await Events(listeners)(SCOPE, receive, send)
        assert len(listeners) == 0
        assert b"event: incidents" in sent[1]["body"]

    asyncio.run(tell())
