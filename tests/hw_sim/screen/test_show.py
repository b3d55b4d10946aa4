"""The picture follows what is seen, and nothing is drawn while nothing changes."""

import asyncio
from pathlib import Path

from hw_sim.screen.show import Show
from hw_sim.screen.snapshot import Snapshot
from tests.hw_sim.waiting import until
from tests.hw_sim.world.serving import Served


def test_house_panel_and_station_come_into_the_picture(tmp_path: Path) -> None:
    drawn: list[Snapshot] = []
    printed: list[str] = []

    def draw(before: Snapshot, now: Snapshot, lines: list[str]) -> None:
        drawn.append(now)
        printed.extend(lines)

    async def story(house: Served) -> None:
        log = tmp_path / "log"
        show = Show(Snapshot(title="x"), house.port, tmp_path / "console.sock", log)
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(show.run(draw))
            await until(lambda: show.now.house is not None)
            await asyncio.to_thread(log.write_text, "INTRUSION\n")
            show.note("alarmd died")
            await until(lambda: "INTRUSION" in printed)
            count = len(drawn)
            show.redraw()
            await until(lambda: len(drawn) > count)
            assert drawn[-1] == drawn[-2], "the same picture, for a terminal of another size"
            count = len(drawn)
            await asyncio.to_thread(house.ask, "/api/house/open", {"zone": "door"})
            await until(lambda: len(drawn) > count)
            running.cancel()

    with Served(tmp_path) as house:
        asyncio.run(story(house))
    last = drawn[-1]
    assert last.house is not None
    assert last.house.inputs["door"] == "open"
    assert (last.panel, last.station, last.notes) == (None, ("INTRUSION",), ("alarmd died",))


def test_a_house_that_goes_away_leaves_the_picture(tmp_path: Path) -> None:
    async def story(house: Served) -> None:
        show = Show(Snapshot(title="x"), house.port, tmp_path / "console.sock", tmp_path / "log")
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(show.run(lambda before, now, lines: None))
            await until(lambda: show.now.house is not None)
            await asyncio.to_thread(house.__exit__)
            await until(lambda: show.now.house is None)
            running.cancel()

    house = Served(tmp_path)
    house.__enter__()
    asyncio.run(story(house))
