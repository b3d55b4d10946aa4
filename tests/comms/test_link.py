"""The link to alarmd: it comes back, and what the broker brought waits for it."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from comms.keys import KeyKind, generate
from comms.link import LinkEvent, PanelLink
from panel.api import LinkClosed, LinkOpened, Publish, Pull, Received
from panel.api import Path as PathMessage
from tests.support.outbox import Outbox, report
from tests.support.waiting import until

PANEL = generate(KeyKind.PANEL, "casa")
STATION = generate(KeyKind.STATION, "cra").public()


@pytest.fixture
def socket_path() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sereno-", dir="/tmp"))
    yield folder / "comms.sock"
    shutil.rmtree(folder)


def test_rows_and_documents_come_through_and_what_is_said_arrives(socket_path: Path) -> None:
    async def tell() -> None:
        outbox, events = Outbox(socket_path, PANEL, STATION), list[LinkEvent]()
        await outbox.open()
        link = PanelLink(socket_path, events.append)
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(link.run())
            link.say(Pull(after_alarm=0, after_other=0))
            n = outbox.add(report("casa", 1))
            await until(lambda: len(events) == 2, "opened, rows")
            outbox.publish(Publish(topic="state", jws="x", retain=True))
            await until(lambda: len(events) == 3, "a document")
            assert events[0] == LinkOpened()
            assert [row.n for row in events[1].rows] == [n]  # type: ignore[union-attr]  # Rows
            assert events[2] == Publish(topic="state", jws="x", retain=True)
            work.cancel()
        await outbox.close()

    asyncio.run(tell())


def test_what_the_broker_brought_waits_for_an_alarmd_that_is_away_and_the_rest_does_not(socket_path: Path) -> None:
    async def tell() -> None:
        outbox, events, delivered = Outbox(socket_path, PANEL, STATION), list[LinkEvent](), list[str]()
        link = PanelLink(socket_path, events.append)
        await outbox.open()
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(link.run())
            await until(lambda: events == [LinkOpened()], "linked")
            await outbox.close()
            await until(lambda: events[-1] == LinkClosed(), "lost")
            link.say(Received(topic="command", body="c"), lambda: delivered.append("c"))
            assert link.waiting == 1
            assert delivered == []
            await outbox.open()
            await until(lambda: delivered == ["c"], "delivered")
            await until(lambda: [r.body for r in outbox.received] == ["c"], "received")
            assert outbox.paths == []
            work.cancel()
        await outbox.close()

    asyncio.run(tell())


def test_a_path_message_of_an_earlier_link_is_not_said_to_the_next(socket_path: Path) -> None:
    async def tell() -> None:
        link = PanelLink(socket_path, lambda event: None)
        link.say(PathMessage(name="mqtt", up=True))
        link.say(Received(topic="ack", body="a"))
        link._forget_what_is_said_anew()
        assert [type(message) for message, _ in link._waiting] == [Received]

    asyncio.run(tell())
