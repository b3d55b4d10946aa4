"""What the benchmark of pictures counts, and that a watched house gives it something to count."""

import http.client
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from hw_sim.bench.configs import SMOKE, example, watched
from hw_sim.bench.house import BenchError, House, running
from hw_sim.bench.pictures import PICTURES, Follower, good_line

FIRE = {"kind": "alarm.fire", "epoch": "e", "seq": 5}
PICTURE = {"kind": "picture", "epoch": "e", "seq": 5}


def page(*told: tuple[dict[str, Any], dict[str, Any] | None]) -> dict[str, Any]:
    return {"entries": [entry for entry, _ in told], "pictures": [picture for _, picture in told], "next": 9}


def test_each_alarm_is_timed_from_its_own_start_whatever_came_first() -> None:
    pages = [
        page((PICTURE, {"thumb": True})),
        page((FIRE, None), ({"kind": "restore.fire", "epoch": "e", "seq": 6}, None)),
        page((PICTURE, {}), (PICTURE, {"thumb": True})),
        page((FIRE | {"seq": 7}, None), (PICTURE | {"seq": 7}, {"thumb": True}), (PICTURE | {"seq": 7}, {})),
    ]
    follower = Follower(lambda after: pages.pop(0), 0)
    follower.starts = [100.0, 400.0]
    for now_ms in (110.0, 120.0, 150.0, 430.0):
        follower.read(now_ms)
    times = follower.times()
    assert (times.report, times.first, times.whole, times.last) == (
        [20.0, 30.0],
        [10.0, 30.0],
        [50.0, 30.0],
        [50.0, 30.0],
    )


def test_what_never_comes_ends_the_waiting() -> None:
    follower = Follower(lambda after: page(), 0)
    with pytest.raises(BenchError, match="not within 0 s"):
        follower.until(lambda: False, 0.01)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """One for all: whoever is killed in it is back before the next is."""
    with running(watched(example(exit_delay_s=0))) as opened:
        yield opened


@pytest.mark.lane("mosquitto")
def test_a_watched_house_shows_its_station_every_picture_of_two_alarms(house: House) -> None:
    known = len(house.log())
    times = good_line(house, 2)
    rows = house.log()[known:]
    assert [0 < first < 5_000 for first in times.first] == [True, True]
    assert sum(row["verdict"] == "picture" for row in rows) == 2 * PICTURES
    assert {row["verdict"] for row in rows} == {"accepted", "picture"}


@pytest.mark.lane("mosquitto")
@pytest.mark.parametrize("victim", ["commsd", "alarmd", "station", "camerad"])
def test_whoever_is_killed_in_the_middle_every_picture_arrives_once(house: House, victim: str) -> None:
    house.until(lambda: house.status()["unacked"] == 0, "everything told")
    known = len(house.log())
    house.act("network", action="slow")
    house.forget()
    house.act("open", zone=SMOKE)
    house.wait_for("siren", "on")
    house.until(lambda: len(_pictures(house, known)) > 0, "the first picture at the station", 60)
    os.kill(house.child_pid(victim), signal.SIGKILL)
    house.act("network", action="restore")
    wanted = 3 if victim == "camerad" else PICTURES  # what it had not taken yet its successor takes anew
    house.until(lambda: len(_pictures(house, known)) >= wanted, "all of them", 60)
    house.act("close", zone=SMOKE)
    house.wait_for("siren", "off")
    house.act("keys", keys=f"A{house.pin}#{house.pin}#")  # a new period: three alarms of one detector are enough in one
    house.until(lambda: house.status()["unacked"] == 0, "and the end of the alarm", 60)
    digests = [row["digest"] for row in _pictures(house, 0)]
    assert len(set(digests)) == len(digests)


def _pictures(house: House, known: int) -> list[dict[str, Any]]:
    try:
        return [row for row in house.log()[known:] if row["verdict"] == "picture"]
    except (OSError, http.client.HTTPException):
        return []  # a station that was killed
