"""What the benchmark of pictures counts, and that a watched house gives it something to count."""

import http.client
import os
import signal
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


@pytest.mark.lane("mosquitto")
def test_a_watched_house_shows_its_station_every_picture_of_two_alarms() -> None:
    with running(watched(example(exit_delay_s=0))) as house:
        times = good_line(house, 2)
        rows = house.log()
    assert [0 < first < 5_000 for first in times.first] == [True, True]
    assert sum(row["verdict"] == "picture" for row in rows) == 2 * PICTURES
    assert {row["verdict"] for row in rows} == {"accepted", "picture"}


@pytest.mark.lane("mosquitto")
@pytest.mark.parametrize("victim", ["commsd", "alarmd", "station", "camerad"])
def test_whoever_is_killed_in_the_middle_every_picture_arrives_once(victim: str) -> None:
    with running(watched(example(exit_delay_s=0))) as house:
        house.until(lambda: house.status()["unacked"] == 0, "everything told")
        house.act("network", action="slow")
        house.act("open", zone=SMOKE)
        house.wait_for("siren", "on")
        house.until(lambda: _pictures(house) > 0, "the first picture at the station", 60)
        os.kill(house.child_pid(victim), signal.SIGKILL)
        house.act("network", action="restore")
        wanted = 3 if victim == "camerad" else PICTURES  # what it had not taken yet its successor takes anew
        house.until(lambda: _pictures(house) >= wanted, "all of them", 60)
        rows = [row for row in house.log() if row["verdict"] == "picture"]
    assert len({row["digest"] for row in rows}) == len(rows)


def _pictures(house: House) -> int:
    try:
        return sum(row["verdict"] == "picture" for row in house.log())
    except (OSError, http.client.HTTPException):
        return 0  # a station that was killed
