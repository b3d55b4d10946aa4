"""What the screen learns from outside."""

import asyncio
import json
from pathlib import Path

from hw_sim.screen import watch
from hw_sim.world.look import View
from panel.api import FrameReader, Reply, encode_frame
from tests.hw_sim.world.serving import Served


def test_the_house_is_seen_now_and_after_every_change(tmp_path: Path) -> None:
    async def story(port: int, house: Served) -> list[View]:
        seen = []
        async for view in watch.house(port):
            seen.append(view)
            if len(seen) == 1:
                await asyncio.to_thread(house.ask, "/api/house/open", {"zone": "door"})
            if view.inputs["door"] == "open":
                break
        return seen

    with Served(tmp_path) as house:
        seen = asyncio.run(story(house.port, house))
    assert seen[0].inputs["door"] == "closed"
    assert seen[-1].inputs["door"] == "open"


def test_a_panel_that_is_not_there_has_no_status(tmp_path: Path) -> None:
    assert asyncio.run(watch.status(tmp_path / "console.sock")) is None


def test_a_panel_tells_its_status(tmp_path: Path) -> None:
    area = {"id": "h", "name": "House", "mode": "total", "phase": "exit", "remaining_ms": 900, "memory": []}
    said = json.dumps({"areas": [area], "unacked": 2})

    async def panel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        frames = FrameReader()
        while not frames.feed(await reader.read(1_000)):
            pass
        writer.write(encode_frame(Reply(ok=True, data=said)))
        writer.close()

    async def story() -> None:
        async with await asyncio.start_unix_server(panel, tmp_path / "console.sock"):
            status = await watch.status(tmp_path / "console.sock")
        assert status is not None
        assert (status.areas[0].phase, status.areas[0].remaining_ms, status.unacked) == ("exit", 900, 2)

    asyncio.run(story())
