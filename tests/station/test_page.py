"""The page's routes, as a browser meets them."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import msgspec
import pytest

from station import keys
from station.errors import PictureRefused
from station.listeners import LISTENERS_MAX
from station.page import WHO
from station.picture_files import PictureFiles
from station.viewings import FILE, Viewing
from tests.station.paged import CASA, House, house
from tests.support.outbox import NOW_MS, state
from tests.support.pictures import jpeg, taken

SOUND = "img-src 'self'"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as found:
        yield found


def viewings(home: House) -> list[Viewing]:
    path = home.intake.folder / FILE
    lines = path.read_bytes().splitlines() if path.exists() else []
    return [msgspec.json.decode(line, type=Viewing) for line in lines]


def with_picture(home: House) -> None:
    of = home.tells("alarm.intrusion", zone=3, zone_name="Salon")
    home.shows(taken(CASA, keys.identity(home.intake.folder).public(), "p1", seq=of))


def test_the_page_is_readable_without_any_script(home: House) -> None:
    home.states(state("casa", NOW_MS))
    home.tells("alarm.pending", zone=1, zone_name="Front door", follow_up_ms=50_000)
    answer = home.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for told in (
        "Entry, alarm pending",
        "1 Front door",
        "<main",
        "<h1",
        'http-equiv="refresh"',
        "ENTRY, ALARM PENDING",
    ):
        assert told in answer.text


@pytest.mark.parametrize("part", ["incidents", "panels", "log", "figures"])
def test_each_part_is_a_fragment(home: House, part: str) -> None:
    answer = home.get(f"/parts/{part}")
    assert answer.status_code == 200
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("htmx.min.js", "text/javascript; charset=utf-8"),
        ("hx-sse.min.js", "text/javascript; charset=utf-8"),
        ("station.js", "text/javascript; charset=utf-8"),
        ("station.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ],
)
def test_what_the_page_needs_is_here(home: House, name: str, type_: str) -> None:
    answer = home.get(f"/static/{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, type_)
    assert SOUND in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        *("/parts/x", "/static/README.md", "/static/..%2Fpage.py", "/static/", "/nowhere", "/zones/casa/0"),
        *("/zones/villa/1", "/zones/casa/x", "/zones/casa/99999999999999999999", "/pictures/villa/p1.jpg"),
        *("/pictures/casa/none.jpg", "/pictures/casa/..%2Fx.jpg", "/pictures/..%2F../identity.jpg"),
    ],
)
def test_what_is_not_there_is_404(home: House, path: str) -> None:
    assert home.get(path).status_code == 404
    assert viewings(home) == []


def test_a_picture_is_opened_proven_and_its_viewing_is_written_down(home: House) -> None:
    with_picture(home)
    assert "/pictures/casa/p1.jpg" in home.get("/").text
    home.now_ms = NOW_MS + 7
    answer = home.get("/pictures/casa/p1.jpg")
    assert (answer.content, answer.headers["content-type"]) == (jpeg(size=10_000), "image/jpeg")
    assert answer.headers["cache-control"] == "no-store"
    home.get("/pictures/casa/p1.jpg")
    assert viewings(home) == [Viewing(NOW_MS + 7, WHO, "casa", "p1")] * 2


def test_a_picture_that_was_changed_is_not_shown(home: House, caplog: pytest.LogCaptureFixture) -> None:
    with_picture(home)
    path = PictureFiles(home.intake.folder).sealed("casa", "p1")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    answer = home.get("/pictures/casa/p1.jpg")
    assert answer.status_code == 422
    assert "not what the panel casa signed" in answer.text
    assert "not what the panel casa signed" in caplog.text
    assert viewings(home) == []
    assert issubclass(PictureRefused, Exception)


def test_what_cannot_be_written_down_is_not_shown(home: House) -> None:
    with_picture(home)
    (home.intake.folder / FILE).mkdir()
    assert home.get("/pictures/casa/p1.jpg").status_code == 503


def test_a_page_of_pictures_does_not_open_them_all_at_once(home: House) -> None:
    with_picture(home)

    async def ask() -> list[int]:
        transport = httpx.ASGITransport(home.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            async with asyncio.TaskGroup() as tasks:
                asked = [tasks.create_task(client.get("/pictures/casa/p1.jpg")) for _ in range(12)]
            return [each.result().status_code for each in asked]

    assert asyncio.run(ask()) == [200] * 12
    assert len(viewings(home)) == 12


def test_a_zones_history_is_newest_first_and_its_own(home: House) -> None:
    home.tells("alarm.intrusion", zone=3, zone_name="Salon<b>")
    home.tells("restore.intrusion", zone=3, zone_name="Salon<b>")
    home.tells("alarm.fire", zone=8, zone_name="Smoke")
    page = home.get("/zones/casa/3").text
    assert page.index("restore intrusion") < page.index("INTRUSION")
    assert "Salon&lt;b&gt;" in page
    assert "Smoke" not in page
    assert home.get("/zones/casa/77").status_code == 200


def test_programs_still_read_the_log(home: House) -> None:
    home.tells("alarm.fire")
    assert home.get("/api/log").json()["entries"][0]["kind"] == "alarm.fire"
    assert home.get("/api/log", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/events", "/parts/incidents", "/pictures/casa/p1.jpg", "/static/station.css"])
def test_a_page_from_elsewhere_reads_nothing(home: House, path: str) -> None:
    with_picture(home)
    assert home.get(path, **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}).status_code == 403
    assert viewings(home) == []


def test_an_allowed_page_shows_it_in_a_frame(tmp_path: Path) -> None:
    frame = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    with house(tmp_path, ("http://127.0.0.1:8470",)) as home:
        answer = home.get("/", **frame)
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].endswith("frame-ancestors 'self' http://127.0.0.1:8470")


def test_one_page_too_many_is_told_to_come_back(home: House) -> None:
    with _crowd(home):
        answer = home.get("/events")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def _crowd(home: House) -> ExitStack:
    stack = ExitStack()
    for _ in range(LISTENERS_MAX):
        stack.enter_context(home.desk.listeners.joined())
    return stack
