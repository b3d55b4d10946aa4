"""What the benchmark of pictures counts, and that a watched house gives it something to count."""

from typing import Any

import pytest

from hw_sim.bench.configs import example
from hw_sim.bench.house import BenchError, running
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
    with running(example(exit_delay_s=0), ("-m", "hw_sim.bench.watched")) as house:
        times = good_line(house, 2)
        rows = house.log()
    assert [0 < first < 5_000 for first in times.first] == [True, True]
    assert sum(row["verdict"] == "picture" for row in rows) == 2 * PICTURES
    assert {row["verdict"] for row in rows} == {"accepted", "picture"}
