"""The house over HTTP: what is asked is done, what cannot be is refused in one clear sentence."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from hw_sim.world.http import BODY_BYTES_MAX, LISTENERS_MAX
from tests.hw_sim.small_house import WITH_CELLAR
from tests.hw_sim.world.serving import Served


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("house")) as served:
        yield served


def test_a_look_says_what_the_wires_say(house: Served) -> None:
    status, look = house.ask("/api/house")
    assert status == 200
    heard, told = {"siren", "strobe", "sounder", "lamps", "display"}, {"changed_ms", "now_ms"}
    assert set(look) == heard | told | {
        "inputs",
        "wires",
        "converters",
        "outputs",
        "network",
        "broker",
        "mains",
        "battery",
        "gsm",
        "cameras",
        "climate",
        "clock",
        "displays",
        "readers",
    }
    assert (look["siren"], look["strobe"], look["display"]) == (False, None, None)
    assert (look["network"], look["broker"]) == ("up", None), "nobody answers for a broker here"
    assert (look["mains"], look["battery"]) == (None, None), "nobody watches the supply here"


@pytest.mark.parametrize("zone", ["door", 7, "7"])
def test_a_door_is_opened_and_closed(house: Served, zone: str | int) -> None:
    status, done = house.ask("/api/house/open", {"zone": zone})
    assert (status, done["done"]) == (200, "open")
    assert house.wires.netlist.drives[5] is None
    assert house.ask("/api/house")[1]["inputs"]["door"] == "open"
    house.ask("/api/house/close", {"zone": zone})
    assert house.ask("/api/house")[1]["inputs"]["door"] == "closed"


def test_wires_are_cut_and_mended(house: Served) -> None:
    assert house.ask("/api/house/wire", {"zone": 7, "fault": "cut"})[0] == 200
    assert house.ask("/api/house")[1]["wires"] == {"door": "cut"}
    assert house.ask("/api/house/wire", {"zone": "door", "fault": "mend"})[0] == 200
    assert house.ask("/api/house")[1]["wires"] == {}
    status, refused = house.ask("/api/house/wire", {"zone": "door", "fault": "noise", "value": 2})
    assert (status, refused["error"]) == (400, "door is on a pin, which knows only cut, short, mend")


def test_a_house_without_converters_says_so(house: Served) -> None:
    status, refused = house.ask("/api/house/converter", {"name": "loops", "action": "out"})
    assert (status, refused["error"]) == (404, "no converter 'loops' in this house; it has none")
    assert house.ask("/api/house/converter", {"name": "loops", "action": "burn"})[0] == 400


def test_an_answer_comes_when_the_gesture_is_over(house: Served) -> None:
    _, done = house.ask("/api/house/keys", {"keys": "12"})
    assert done["until_ms"] - done["at_ms"] >= 300
    assert house.wires.netlist.joints == set()


def test_a_tag_is_read(house: Served) -> None:
    assert house.ask("/api/house/tag", {"label": "blue"})[0] == 200


def test_the_network_is_cut_and_restored(house: Served) -> None:
    assert house.ask("/api/house/network", {"action": "cut"})[0] == 200
    assert house.ask("/api/house")[1]["network"] == "cut"
    assert house.ask("/api/house/network", {"action": "restore"})[0] == 200
    assert house.ask("/api/house")[1]["network"] == "up"


@pytest.mark.parametrize(
    ("path", "body", "status", "says"),
    [
        ("/api/house/open", {"zone": "cellar"}, 404, "no zone 'cellar'"),
        ("/api/house/tag", {"label": "red"}, 404, "no tag 'red'"),
        ("/api/house/tag", {"label": "blue", "reader": "back"}, 404, "no tag reader 'back'"),
        ("/api/house/fly", {}, 404, "no verb 'fly'; there are open, close"),
        ("/api/house/open", {}, 400, "missing required field `zone`"),
        ("/api/house/open", {"zone": "door", "how": "softly"}, 400, "unknown field `how`"),
        ("/api/house/open", b"{", 400, "open wants a JSON object with zone"),
        ("/api/house/open", b"\xff", 400, "open wants a JSON object with zone"),
        ("/api/house/open", b" " * (BODY_BYTES_MAX + 1), 400, "more than 4096 bytes"),
        ("/api/house/keys", {"keys": "1x"}, 400, "no key 'x'"),
        ("/api/house/network", {"action": "mend"}, 400, "Invalid enum value 'mend'"),
        ("/api/house/broker", {"action": "kill"}, 503, "nobody answers for the broker"),
        ("/api/house/mains", {"action": "cut"}, 404, "its configuration has no [power]"),
        ("/api", None, 404, "nothing at /api"),
    ],
)
def test_what_cannot_be_done_is_refused(house: Served, path: str, body: object, status: int, says: str) -> None:
    got, answer = house.ask(path, body)
    assert got == status
    assert says in answer["error"]


def test_a_wrong_method_is_told(house: Served) -> None:
    assert house.ask("/api/house", method="DELETE")[0] == 405


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_a_web_page_opens_no_doors(house: Served, headers: dict[str, str]) -> None:
    assert house.ask("/api/house/open", {"zone": "door"}, headers=headers)[0] == 403
    assert house.ask("/api/house")[1]["inputs"]["door"] == "closed"


def test_changes_are_told_as_they_happen(house: Served) -> None:
    with socket.create_connection(("127.0.0.1", house.port), timeout=20) as connection:
        connection.sendall(b"GET /api/house/events HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        with connection.makefile("rb") as stream:
            lines = iter(line.decode().rstrip() for line in stream)
            assert "event: look" in lines
            assert json.loads(next(lines).removeprefix("data: "))["inputs"]["door"] == "closed"
            house.ask("/api/house/open", {"zone": "door"})
            house.ask("/api/house/close", {"zone": "door"})
            told = []
            for line in lines:
                if line.startswith("data: "):
                    told.append(json.loads(line.removeprefix("data: ")))
                if len(told) == 2:
                    break
    assert [(each["wire"], each["kind"], each["state"]) for each in told] == [
        ("door", "input", "open"),
        ("door", "input", "closed"),
    ]
    assert all(isinstance(each["at_ms"], int) for each in told)


def test_the_air_at_a_sensor_is_set_and_an_input_that_looks_at_it_opens_and_closes_with_it(tmp_path: Path) -> None:
    with Served(tmp_path, WITH_CELLAR) as served:
        for body, state, climate in (
            ({"air": "2.9"}, "open", {"celsius": 2.9, "humidity": 45.0, "state": "well"}),
            ({"air": "stuck"}, "open", {"celsius": 2.9, "humidity": 45.0, "state": "stuck"}),
            ({"air": "20", "humidity": "81.5"}, "closed", {"celsius": 20.0, "humidity": 81.5, "state": "stuck"}),
        ):
            assert served.ask("/api/house/climate", {"sensor": "cellar", **body})[0] == 200
            look = served.ask("/api/house")[1]
            assert (look["inputs"]["frost"], look["climate"]) == (state, {"cellar": climate})
        assert served.ask("/api/house/open", {"zone": 9})[0] == 200
        assert served.ask("/api/house")[1]["climate"]["cellar"]["celsius"] == 1.0
        for body, status, says in (
            ({"sensor": "attic", "air": "20"}, 404, "no sensor 'attic' in this house; it has cellar"),
            ({"sensor": "cellar", "air": "warm"}, 400, "from -45 to 130, in °C, or well, out, garbage, stuck"),
            ({"sensor": "cellar", "air": "20", "humidity": "101"}, 400, "from 0 to 100, in % RH"),
        ):
            got, said = served.ask("/api/house/climate", body)
            assert got == status and says in said["error"]


def test_no_more_listen_than_leave_room_for_gestures(tmp_path: Path) -> None:
    with Served(tmp_path) as served, ExitStack() as listening:
        for _ in range(LISTENERS_MAX):
            connection = listening.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=20))
            connection.sendall(b"GET /api/house/events HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            head = b""
            while b"event: look" not in head:
                head += connection.recv(1_000)
        status, said = served.ask("/api/house/events")
        assert status == 503 and "listen already" in said["error"]
        assert served.ask("/api/house/open", {"zone": "door"})[0] == 200


def test_a_house_that_stops_lets_its_listeners_go(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        connection = socket.create_connection(("127.0.0.1", served.port), timeout=20)
        connection.sendall(b"GET /api/house/events HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        assert connection.recv(100)
    with connection, connection.makefile("rb") as stream:
        stream.read()
