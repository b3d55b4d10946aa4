"""The picture follows what is seen, and nothing is drawn while nothing changes."""

import asyncio
from pathlib import Path

import pytest

from hw_sim.screen import show as show_module
from hw_sim.screen import watch
from hw_sim.screen.show import LOOKS, Show
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


def test_the_panel_is_asked_after_every_change_and_hardly_ever_while_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    async def status(console: Path) -> None:
        nonlocal asked
        asked += 1

    monkeypatch.setattr(watch, "status", status)
    monkeypatch.setattr(show_module, "PANEL_S", 0.001)
    monkeypatch.setattr(show_module, "PANEL_CALM_S", 3_600.0)

    async def story(house: Served) -> None:
        show = Show(Snapshot(title="x"), house.port, tmp_path / "console.sock", tmp_path / "log")
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(show.run(lambda before, now, lines: None))
            await until(lambda: show.now.house is not None and asked >= LOOKS)
            await asyncio.sleep(0.05)  # fifty times as long as it waits between two looks
            calm = asked
            assert calm <= 2 * LOOKS, "at the start, and once more for the house that came into the picture"
            show.note("something happened")
            await until(lambda: asked >= calm + LOOKS)
            await asyncio.sleep(0.05)
            assert asked == calm + LOOKS
            running.cancel()

    with Served(tmp_path) as house:
        asyncio.run(story(house))


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
