"""A station's page without a socket: an intake with a panel, what stands on it, and a browser's requests."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from comms.documents import StateDoc, encode
from comms.envelope import Typ, sign
from comms.keys import KeyKind, fingerprint, generate
from station import keys
from station.api import application
from station.desk import Desk
from station.intake import Incoming, Intake, Taken
from station.page import Page
from tests.support.outbox import NOW_MS, report, signed_report
from tests.support.pictures import Taken as Shot

CASA = generate(KeyKind.PANEL, "casa")


class House:
    """One panel's station. ``now_ms`` may be moved."""

    def __init__(self, intake: Intake, framed_by: tuple[str, ...] = ()) -> None:
        self.intake = intake
        self.now_ms = NOW_MS
        self.desk = Desk(intake, NOW_MS)
        self.app = application(intake, Page(intake, self.desk, lambda: self.now_ms), framed_by)
        self._seq = 0

    def tells(self, kind: str, **fields: object) -> int:
        """A report of the panel, as the service takes it in; returns its number."""
        self._seq += 1
        self.take("report", signed_report(CASA, report("casa", self._seq, kind, **fields)).encode())
        return self._seq

    def states(self, document: StateDoc) -> None:
        self.take("state", sign(CASA, Typ.STATE, encode(document)).encode())

    def shows(self, shot: Shot, *, pieces: bool = True) -> None:
        """A picture: told of, and sent."""
        self.take("image", shot.jws.encode())
        for piece in shot.pieces() if pieces else []:
            self.take("image", piece)

    def take(self, leaf: str, body: bytes) -> Taken:
        taken = self.intake.receive_all([Incoming(f"sereno/1/casa/{leaf}", body, self.now_ms + 40)])
        self.desk.told(taken)
        return taken

    def get(self, path: str, **headers: str) -> httpx.Response:
        """As a browser or a program would ask."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.get(path, headers=headers)

        return asyncio.run(ask())


@contextmanager
def house(folder: Path, framed_by: tuple[str, ...] = ()) -> Iterator[House]:
    """A station that believes one panel, over ``folder``."""
    keys.enrol(folder, CASA.public(), fingerprint(CASA.public()))
    intake = Intake.open(folder, keys.identity(folder, "cra"))
    yield House(intake, framed_by)
    intake.close()
