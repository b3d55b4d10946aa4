"""Asking the running station from beside it."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from comms.keys import KeyKind, generate
from station.calls import URL, get, log
from station.errors import NotHereError
from station.store import Entry
from tests.support import outbox, pictures

ENTRIES = [Entry(n=n, panel="casa", seq=n, received_ms=n, path="mqtt", verdict="accepted") for n in range(1, 6)]
REPORT = outbox.report("casa", 2, zone=3, zone_name="Salón")
CASA = generate(KeyKind.PANEL, "casa")
PICTURE = pictures.taken(CASA, generate(KeyKind.STATION, "cra").public()).document


class _Pages(http.server.BaseHTTPRequestHandler):
    """Two entries a page, as the station's interface gives them."""

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        after = int(asked["after"][0]) if "after" in asked else -1
        found = [entry for entry in ENTRIES if entry.n > after][:2]
        reports = [REPORT if entry.n == 2 else None for entry in found]
        pictures = [PICTURE if entry.n == 4 else None for entry in found]
        told = {"reports": reports, "pictures": pictures} if "reports" in asked else {}
        body = msgspec.json.encode({"entries": found, "next": found[-1].n if found else after} | told)
        self.send_response(200 if after >= 0 else 404)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with http.server.HTTPServer(("127.0.0.1", 0), _Pages) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        (tmp_path / URL).write_text(f"http://127.0.0.1:{server.server_port}\n", encoding="ascii")
        yield tmp_path
        server.shutdown()
        thread.join()


def test_the_log_is_read_to_its_end(folder: Path) -> None:
    assert [entry for entry, _ in log(folder)] == ENTRIES
    assert [entry for entry, _ in log(folder, after=3)] == ENTRIES[3:]


def test_each_entry_comes_with_the_report_or_picture_it_stands_for(folder: Path) -> None:
    assert [told for _, told in log(folder)] == [None, REPORT, None, PICTURE, None]


def test_no_running_station_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotHereError, match="sereno station run"):
        list(log(tmp_path))


def test_a_station_that_died_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / URL).write_text("http://127.0.0.1:1\n", encoding="ascii")
    with pytest.raises(NotHereError, match=r"no station runs at http://127\.0\.0\.1:1 any more"):
        list(log(tmp_path))


def test_an_answer_that_is_none_is_told(folder: Path) -> None:
    with pytest.raises(NotHereError, match="404"):
        get(folder, "/api/nothing")
