import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from comms.picture_carrier import PictureCarrier
from comms.picture_documents import CHUNK_BYTES, decode_chunk, is_chunk
from comms.picture_files import digest_of
from comms.picture_policy import Answered, Opened
from panel.api import Carried, Carry, FileGone
from tests.support.waiting import until

SEALED = bytes(range(256)) * 40


class Wire:
    """A transport that confirms at once, and alarmd's ear."""

    def __init__(self, folder: Path) -> None:
        self.bodies: list[bytes] = []
        self.gone: list[FileGone] = []
        self.carrier = PictureCarrier(folder, self._publish, self.gone.append)

    def _publish(self, token: int, body: bytes) -> None:
        self.bodies.append(body)
        self.carrier.tell(Answered(token, True))

    def run(self, story: Callable[[], Awaitable[None]]) -> None:
        async def both() -> None:
            async with asyncio.TaskGroup() as tasks:
                work = tasks.create_task(self.carrier.run())
                await story()
                work.cancel()

        asyncio.run(both())


def row(file: str) -> Carried:
    return Carried(picture="p1", jws="signed", file=file, size=len(SEALED), sha256=digest_of(SEALED))


def test_a_file_goes_out_as_its_document_and_its_pieces(tmp_path: Path) -> None:
    (tmp_path / "p1.srp").write_bytes(SEALED)
    wire = Wire(tmp_path)

    async def story() -> None:
        wire.carrier.tell(Opened(2))
        wire.carrier.rest(quiet=True)
        wire.carrier.tell(Carry(pictures=(row("p1.srp"),)))
        await until(lambda: len(wire.bodies) == 4, "document and three pieces")

    wire.run(story)
    assert wire.bodies[0] == b"signed"
    pieces = [decode_chunk(body) for body in wire.bodies[1:]]
    assert all(is_chunk(body) for body in wire.bodies[1:])
    assert b"".join(piece.data for piece in pieces) == SEALED
    assert len(pieces[0].data) == CHUNK_BYTES


def test_a_file_that_is_not_there_is_told_to_alarmd(tmp_path: Path) -> None:
    wire = Wire(tmp_path)

    async def story() -> None:
        wire.carrier.tell(Opened(2))
        wire.carrier.rest(quiet=True)
        wire.carrier.tell(Carry(pictures=(row("p1.srp"),)))
        await until(lambda: bool(wire.gone), "told")

    wire.run(story)
    assert (wire.gone[0].picture, wire.bodies) == ("p1", [])
    assert "No such file" in wire.gone[0].detail
