"""The station's interface: read only, on loopback, for whoever sits beside it."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from comms.documents import encode
from comms.envelope import Typ, sign
from comms.keys import KeyKind, fingerprint, generate
from station.api import application
from station.desk import Desk
from station.intake import Intake
from station.page import Page
from tests.support.outbox import NOW_MS, report, signed_report, state

CASA = generate(KeyKind.PANEL, "casa")
STATION = generate(KeyKind.STATION, "cra")


class Caller:
    """Asks the application as an HTTP client would, without a socket."""

    def __init__(self, intake: Intake) -> None:
        page = Page(intake, Desk(intake, NOW_MS), lambda: NOW_MS)
        self._transport = httpx.ASGITransport(application(intake, page))

    def get(self, path: str, host: str = "127.0.0.1") -> tuple[int, Any]:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url=f"http://{host}") as client:
                return await client.get(path)

        response = asyncio.run(ask())
        return response.status_code, json.loads(response.text) if response.text.startswith("{") else response.text


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    opened = Intake.open(tmp_path, STATION)
    opened.enrol(CASA.public(), fingerprint(CASA.public()))
    for seq in (1, 2, 3):
        kind = "alarm.fire" if seq == 2 else "area.armed"
        body = signed_report(CASA, report("casa", seq, kind, zone_name="Kitchen")).encode()
        opened.receive("sereno/1/casa/report", body, NOW_MS + 900, "mqtt")
    renewed = sign(CASA, Typ.STATE, encode(state("casa", NOW_MS + 900)))
    opened.receive("sereno/1/casa/state", renewed.encode(), NOW_MS + 900, "mqtt")
    yield opened
    opened.close()


def test_the_log_is_read_page_by_page(intake: Intake) -> None:
    status, page = Caller(intake).get("/api/log?limit=2")
    assert (status, [entry["seq"] for entry in page["entries"]], page["next"]) == (200, [1, 2], 2)
    _, page = Caller(intake).get("/api/log?after=2")
    assert ([entry["seq"] for entry in page["entries"]], page["next"]) == ([3], 3)
    assert set(page["entries"][0]) >= {
        *("panel", "epoch", "seq", "digest", "kind", "zone", "area"),
        *("at_ms", "received_ms", "path", "verdict"),
    }
    assert Caller(intake).get("/api/log?after=3")[1] == {"entries": [], "next": 3}


def test_the_log_has_the_reports_for_whoever_wants_them(intake: Intake) -> None:
    _, page = Caller(intake).get("/api/log?after=1&reports=1")
    assert [(each["seq"], each["zone_name"]) for each in page["reports"]] == [(2, "Kitchen"), (3, "Kitchen")]
    assert Caller(intake).get("/api/log?after=3&reports=1")[1] == {
        "entries": [],
        "next": 3,
        "reports": [],
        "pictures": [],
    }


def test_alarms_carry_what_an_operator_reads(intake: Intake) -> None:
    _, found = Caller(intake).get("/api/alarms")
    (alarm,) = found["alarms"]
    assert (alarm["kind"], alarm["zone_name"]) == ("alarm.fire", "Kitchen")


def test_panels_show_their_fingerprint_and_state(intake: Intake) -> None:
    _, found = Caller(intake).get("/api/panels")
    (panel,) = found["panels"]
    assert panel["fingerprint"] == fingerprint(CASA.public())
    assert panel["state"]["challenge"] == "c1"
    assert panel["silent"] is False


@pytest.mark.parametrize("query", ["after=x", "limit=1.5"])
def test_a_query_that_is_none_is_refused(intake: Intake, query: str) -> None:
    assert Caller(intake).get(f"/api/log?{query}")[0] == 400


def test_a_page_under_another_name_that_points_here_is_refused(intake: Intake) -> None:
    assert Caller(intake).get("/api/log", host="evil.example")[0] == 400
