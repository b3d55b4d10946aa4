"""The link to alarmd at both ends that use it: nonsense closes it and nothing else, an order to end is always heard."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from comms import link as comms_link
from drivers.camera import link as camera_link
from panel.api import LinkClosed, LinkOpened, Message, Privacy, Publish, encode_frame
from panel.link import Link, LinkLost
from tests.support.waiting import until

Sink = Callable[[object], None]
End = Callable[[Path, Sink], Link[Any, Any]]

COMMSD = pytest.param(comms_link.PanelLink, Publish(topic="state", jws="x", retain=True), id="commsd")
CAMERAD = pytest.param(camera_link.PanelLink, Privacy(on=True), id="camerad")
both_ends = pytest.mark.parametrize(("end", "said"), [COMMSD, CAMERAD])


class Alarmd:
    """The other end: says one thing to whoever links, and listens to nothing."""

    def __init__(self, path: Path, says: bytes) -> None:
        self._path = path
        self._says = says

    async def __aenter__(self) -> None:
        self._server = await asyncio.start_unix_server(self._talk, self._path)

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(self._says)
        await reader.read()
        writer.close()


@pytest.fixture
def socket_path() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sereno-", dir="/tmp"))
    yield folder / "panel.sock"
    shutil.rmtree(folder)


@both_ends
@pytest.mark.parametrize("nonsense", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x02{}", b"\x00\x00\x00\x01\xff"])
def test_nonsense_from_the_socket_closes_the_link_and_nothing_else(
    socket_path: Path, end: End, said: Message, nonsense: bytes
) -> None:
    del said

    async def tell() -> None:
        heard = list[object]()
        async with Alarmd(socket_path, nonsense), asyncio.TaskGroup() as tasks:
            work = tasks.create_task(end(socket_path, heard.append).run())
            await until(lambda: heard.count(LinkClosed()) >= 2, "closed, and linked again")
            work.cancel()
        assert heard[:4] == [LinkOpened(), LinkClosed()] * 2

    asyncio.run(tell())


@both_ends
def test_a_link_that_is_told_to_end_in_the_moment_it_is_lost_ends(socket_path: Path, end: End, said: Message) -> None:
    async def tell() -> None:
        works = list[asyncio.Task[None]]()

        def sink(event: object) -> None:
            if event == said:  # alarmd and this process are stopped together: both at once
                works[0].cancel()
                raise LinkLost("alarmd closed the socket")

        async with Alarmd(socket_path, encode_frame(said)), asyncio.TaskGroup() as tasks:
            works.append(tasks.create_task(end(socket_path, sink).run()))
            await until(works[0].done, "ended", 5)

    asyncio.run(tell())
