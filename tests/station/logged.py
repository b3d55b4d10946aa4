"""A station's log for tests: entries as the intake would write them, with what they stand for."""

from typing import Any

import msgspec

from comms.documents import ReportDoc
from comms.picture_documents import PictureDoc
from station.store import ACCEPTED, PICTURE, RAISED, REFUSED, Entry
from tests.support.outbox import NOW_MS, report

Logged = tuple[Entry, ReportDoc | PictureDoc | None]


class Log:
    """Each call is the next entry; ``at_s``: seconds since the log's beginning, by the station's clock."""

    def __init__(self) -> None:
        self.entries: list[Logged] = []

    def told(self, kind: str, at_s: float = 0, **fields: Any) -> int:
        """A report; ``fields``: of the report, and its ``verdict`` and ``path``. Returns its number."""
        verdict, path = fields.pop("verdict", ACCEPTED), fields.pop("path", "mqtt")
        seq: int = fields.pop("seq", len(self.entries) + 1)
        panel = fields.pop("panel", "casa")
        at_ms = NOW_MS + round(at_s * 1000)
        document = report(panel, seq, kind, **({"at_ms": at_ms} | fields))
        entry = Entry(
            panel=panel,
            epoch=document.epoch,
            seq=seq,
            digest="d",
            kind=kind,
            zone=document.zone,
            area=document.area,
            at_ms=document.at_ms,
            received_ms=at_ms + 40,
            path=path,
            verdict=verdict,
        )
        self._add(entry, document)
        return seq

    def raised(self, kind: str, at_s: float = 0, **fields: Any) -> None:
        """A word of the station's own."""
        at_ms = NOW_MS + round(at_s * 1000)
        known: dict[str, Any] = {"panel": "casa", "kind": kind, "at_ms": at_ms, "received_ms": at_ms, "path": "station"}
        self._add(Entry(**(known | {"verdict": RAISED} | fields)), None)

    def refused(self, at_s: float = 0, why: str = "forged", panel: str = "casa") -> None:
        at_ms = NOW_MS + round(at_s * 1000)
        self._add(Entry(panel=panel, received_ms=at_ms, path="mqtt", verdict=REFUSED, why=why), None)

    def picture(self, name: str, of: int, at_s: float = 0, **fields: object) -> None:
        """One that has come, or will not."""
        document = picture(name, of, **fields)
        entry = Entry(
            panel=document.panel,
            epoch=document.epoch,
            seq=of,
            kind=PICTURE,
            received_ms=NOW_MS + round(at_s * 1000),
            path="mqtt",
            verdict=PICTURE,
        )
        self._add(entry, document)

    def _add(self, entry: Entry, told: ReportDoc | PictureDoc | None) -> None:
        self.entries.append((msgspec.structs.replace(entry, n=len(self.entries) + 1), told))


def picture(name: str, of: int, **fields: object) -> PictureDoc:
    """The panel's word for a picture of report ``of``."""
    known = {"v": 1, "panel": "casa", "picture": name, "camera": "hall", "job": "j1", "at_ms": NOW_MS, "size": 9}
    known |= {"sha256": "s" * 43, "epoch": "k3f9c2a1", "seq": of}
    return msgspec.convert(known | fields, PictureDoc)
