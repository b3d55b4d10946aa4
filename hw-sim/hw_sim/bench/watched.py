"""``python -m hw_sim.bench.watched``: the demo without its screen, with a camera that sees one detector."""

import argparse
import asyncio
import contextlib
import signal
import sys
from dataclasses import replace
from pathlib import Path

from hw_sim.bench.configs import SMOKE
from hw_sim.launch.children import Child, Program
from hw_sim.launch.demo import Demo
from hw_sim.launch.programs import ALARMD
from hw_sim.launch.setup import Options, prepare

CAMERA = "landing"
CAMERAD = "camerad"


def demo(config: Path, data: Path) -> Demo:
    """The demo's processes, alarmd and camerad's stand-in as this house has them. Raises as ``prepare``."""
    prepared = prepare(Options(text=config.read_text(encoding="utf-8"), source=str(config), data=data, port=0))
    made = Demo(prepared, lambda words: print(words, flush=True))
    zone = next(each.id for each in prepared.config.zone if each.input == SMOKE)
    alarmd = made.children[ALARMD].program
    own = (sys.executable, "-m", "hw_sim.bench.watched_alarmd", CAMERA, str(zone), *alarmd.argv[3:])
    made.children[ALARMD].program = replace(alarmd, argv=own)
    folders = prepared.folders
    where = ("--data", str(folders.data), "--runtime", str(folders.runtime))
    argv = (
        sys.executable,
        "-m",
        "hw_sim.bench.snapper",
        "--panel",
        prepared.config.panel.id,
        "--camera",
        CAMERA,
        *where,
    )
    made.children[CAMERAD] = Child(Program(CAMERAD, argv, folders.log(CAMERAD)), print)
    return made


async def run(config: Path, data: Path) -> None:
    """Until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    made = demo(config, data)
    made.children[CAMERAD].start()  # first: it is there as soon as alarmd is
    try:
        async with made.running():
            await stop.wait()
            await made.children[CAMERAD].stop()
    finally:
        made.prepared.folders.remove()


def main() -> int:
    """Runs it."""
    parser = argparse.ArgumentParser(prog="python -m hw_sim.bench.watched")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(args.config, args.data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
