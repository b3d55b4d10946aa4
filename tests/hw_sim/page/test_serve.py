"""The page over HTTP: strict, escaped, and fed by nothing but the documented interface."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from hw_sim.launch import notes
from hw_sim.launch.installation import line
from hw_sim.page import serve
from hw_sim.page.serve import html, policy
from hw_sim.world.cellular import Gsm
from hw_sim.world.verbs import Cable, CameraAct, Switch
from panel.config.gsm import GsmConfig
from panel.config.keypads import DisplayConfig, DisplaySize
from panel.config.model import Config
from tests.hw_sim.page.houses import HOME, ODD
from tests.hw_sim.small_house import CONFIG
from tests.hw_sim.world.serving import STATION, Served

HOUSES = {"home": HOME, "small": CONFIG} | ODD
STATIC = Path(serve.__file__).parent / "static"
VOID = {"meta", "link", "img", "input", "br"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("house"), HOME, {"blue": "C0FFEE", "stranger": "BADBAD"}) as served:
        yield served


class Elements(HTMLParser):
    """Every element with its attributes; text by the element it stands in. What is not closed is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.scripts = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            self.scripts += data.strip()


@pytest.mark.parametrize("config", HOUSES.values(), ids=HOUSES)
def test_every_house_has_a_whole_page_with_a_button_for_each_input(config: Config) -> None:
    elements = Elements(html(config, ("blue",), STATION)).found
    inputs = [each for _, each in elements if "data-input" in each]
    assert sorted(str(each["data-input"]) for each in inputs) == sorted(each.name for each in config.input)
    assert all(each["role"] == "button" and each["tabindex"] == "0" and each["aria-label"] for each in inputs)
    ids = [each["id"] for _, each in elements if "id" in each]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("config", HOUSES.values(), ids=HOUSES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(config: Config) -> None:
    page = Elements(html(config, (), STATION))
    assert page.scripts == ""
    for tag, attributes in page.found:
        assert not [name for name in attributes if name == "style" or name.startswith("on")], (tag, attributes)
        for name in ("src", "href"):
            where = attributes.get(name) or "/"
            assert where.startswith("/static/") or where == "/" or where == f"{STATION}/"


def test_every_state_of_the_modem_and_of_a_camera_has_its_button() -> None:
    with_modem = replace(HOME, gsm=GsmConfig(port="/dev/null", station_number="+351300000001"))
    offered = {each.get("data-value") for tag, each in Elements(html(with_modem, (), STATION)).found if tag == "button"}
    for states in (Gsm, CameraAct, Cable, Switch):
        assert {each.value for each in states} <= offered


def test_a_display_hangs_in_its_keypads_card_or_in_one_of_its_own() -> None:
    lone = DisplayConfig(name="lone", i2c_bus=11, address=0x26, size=DisplaySize.SMALL)
    page = html(replace(HOME, display=(*HOME.display, lone)), (), STATION)
    glasses = [each for _, each in Elements(page).found if "data-display" in each]
    assert [(each["data-display"], each["class"], each["aria-label"]) for each in glasses] == [
        ("hall_display", "display rows-4", "Display hall_display"),
        ("lone", "display rows-2", "Display lone"),
    ]
    keypad = page.index('data-keypad="hall_keypad"')
    assert keypad < page.index('data-display="hall_display"') < page.index("</section>", keypad)
    assert page.index('aria-label="Display lone">') < page.index('data-display="lone"')


def test_a_name_is_a_name_and_no_markup() -> None:
    page = html(ODD["one"], ('<script>"',), STATION)
    assert "<Odd>" not in page and '<script>"' not in page and "Zone <0>" not in page


def test_the_browser_lets_it_do_nothing_else(house: Served) -> None:
    status, headers, body = house.fetch("/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"Casa da Encosta" in body
    assert headers["Content-Security-Policy"] == policy(STATION)
    rules = dict(rule.split(" ", 1) for rule in policy(STATION).split("; "))
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob:",
        "connect-src": "'self'",
        "frame-src": STATION,
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert "frame-src 'none'" in policy("")


def test_under_another_name_of_this_machine_it_sends_the_browser_on(house: Served) -> None:
    status, headers, _ = house.fetch("/", headers={"Host": f"localhost:{house.port}"})
    assert (status, headers["Location"]) == (307, f"http://127.0.0.1:{house.port}/")


def test_every_file_that_the_page_names_is_there(house: Served) -> None:
    wanted = set(re.findall(r'"/static/([^"]+)"', html(HOME, (), STATION)))
    for each in STATIC.glob("*.js"):
        wanted.add(each.name)
    for name in wanted:
        assert house.fetch(f"/static/{name}")[0] == 200, name
    assert house.ask("/static/nothing.js")[0] == 404
    assert house.ask("/static/..%2Fserve.py")[0] == 404


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_a_script_is_short_and_asks_the_documented_interface_alone(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) < 300
    assert "innerHTML" not in text and "eval(" not in text and "http:" not in text
    for name in re.findall(r'(?:from|import) "([^"]+)"', text):
        assert (STATIC / name).is_file()
    for asked in re.findall(r"fetch\([`\"]([^`\"]+)", text):
        assert asked.startswith("/api/house")


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
@pytest.mark.parametrize(
    "path", ["/", "/static/page.js", "/api/house/note", "/api/house/stories", "/api/house/camera/hall"]
)
def test_other_sites_get_none_of_it(house: Served, path: str, headers: dict[str, str]) -> None:
    assert house.ask(path, headers=headers)[0] == 403


def test_the_note_has_the_pin_once_the_demo_is_commissioned(house: Served) -> None:
    assert house.ask("/api/house/note") == (200, {"pin": None, "tags": [], "pocket": ["blue", "stranger"]})
    written = notes.Notes(
        panel="home-1",
        pin="123987",
        tags={"blue": "C0FFEE"},
        house_url="u",
        station_url=None,
        mqtt=line(1, Path(), "t"),
    )
    notes.write(house.data, written)
    said = {"pin": "123987", "tags": ["blue"], "pocket": ["blue", "stranger"]}
    assert house.ask("/api/house/note") == (200, said)
    assert "C0FFEE" not in json.dumps(said)
    notes.retire(house.data)


def test_a_camera_shows_what_is_before_it_or_says_why_not(house: Served) -> None:
    status, headers, picture = house.fetch("/api/house/camera/hall")
    assert (status, headers["Content-Type"], picture[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert house.ask("/api/house/camera/attic")[0] == 404
    for action, says in (("hang", "hangs"), ("unplug", "is unplugged"), ("noise", "no picture")):
        house.ask("/api/house/camera", {"action": action, "name": "hall"})
        status, said = house.ask("/api/house/camera/hall")
        assert status == 200 and says in said["error"]
    house.ask("/api/house/camera", {"action": "restore"})
    assert house.fetch("/api/house/camera/hall")[0] == 200


def test_the_stories_are_served_with_what_this_house_lacks_for_them(house: Served) -> None:
    status, told = house.ask("/api/house/stories")
    assert (status, len(told)) == (200, 5)
    by_id = {each["story"]["id"]: each["lacks"] for each in told}
    assert by_id["break_in"] == []
    assert by_id["cut_the_line"] == ["a modem ([gsm])"], "this house, tried without the demo's launcher, has none"
