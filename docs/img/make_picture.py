"""Makes docs/img/demo.svg: a real demo, a real break-in, the demo's own screen at its height.

Run it with the project's Python from anywhere: ``python docs/img/make_picture.py``. It takes about a minute, because
somebody has to leave the house and the entry delay has to run out.
"""

import asyncio
import datetime
import io
import re
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from hw_sim.cli.house import ask
from hw_sim.launch.demo import Demo
from hw_sim.launch.programs import printed_by_station
from hw_sim.launch.setup import Options, Prepared, prepare
from hw_sim.screen.show import Show
from hw_sim.screen.snapshot import Snapshot
from hw_sim.screen.view import draw

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "panel" / "config" / "home.toml"
HURRY = {"exit_delay_s = 60": "exit_delay_s = 3", "entry_delay_a_s = 30": "entry_delay_a_s = 6"}
WIDTH, HEIGHT = 118, 23
FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # fetched from elsewhere; a picture must not


async def picture(prepared: Prepared) -> Snapshot:
    """Arms, breaks in, and waits for the siren and the station."""
    async with Demo(prepared, print).running() as notes:
        places = prepared.folders.places
        first = Snapshot(
            title=f"Sereno: {prepared.config.panel.name}",
            zones=tuple((zone.id, zone.input) for zone in prepared.config.zone),
            hints=(
                ("./sereno house tag blue", "arms everything"),
                ("./sereno house open front_door", "somebody comes in: the entry delay runs"),
                ("./sereno house keys 483920#", "the administrator's PIN disarms"),
                ("./sereno station log --json", "what the station has committed"),
            ),
        )
        show = Show(first, prepared.ports.house, places.socket("console"), printed_by_station(prepared.folders))
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(show.run(lambda before, now, printed: None))
            await do(notes.house_url, "tag", label="blue")
            await until(lambda: phase(show) == "armed")
            await do(notes.house_url, "open", zone="front_door")
            await until(lambda: phase(show) == "entry")
            await do(notes.house_url, "walk", zone="hall_pir")
            await until(lambda: phase(show) == "alarm")
            await do(notes.house_url, "open", zone="living_window")
            await until(lambda: any("INTRUSION" in line and "zone 3" in line for line in show.now.station))
            await until(lambda: show.now.house is not None and show.now.house.siren)
            running.cancel()
        return show.now


async def do(url: str, verb: str, **body: str) -> None:
    """One verb; in a thread, since the screen goes on meanwhile."""
    await asyncio.to_thread(ask, f"{url}/api/house/{verb}", body)


def phase(show: Show) -> str:
    """The first area's phase."""
    return show.now.panel.areas[0].phase if show.now.panel is not None else ""


async def until(condition: Callable[[], object]) -> None:
    """Waits for it, a minute at most."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - the screen is looked at, it sets no event
            await asyncio.sleep(0.05)


def main() -> None:
    """Writes demo.svg."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for slow, fast in HURRY.items():
        text = text.replace(slow, fast)
    prepared = prepare(Options(text=text, source=EXAMPLE.name, port=0))
    try:
        seen = asyncio.run(picture(prepared))
    finally:
        prepared.folders.remove()
    console = Console(width=WIDTH, height=HEIGHT, record=True, file=io.StringIO(), force_terminal=True)
    console.print(draw(seen), height=HEIGHT)
    svg = FONT_FACE.sub("", console.export_svg(title="./sereno demo"))
    (HERE / "demo.svg").write_text(svg, encoding="utf-8")
    print(f"{HERE / 'demo.svg'}: made {datetime.datetime.now(datetime.UTC):%Y-%m-%d}")


if __name__ == "__main__":
    main()
