"""The root of camerad: takes pictures when alarmd says so, and keeps them where only their readers can look.

It holds no key that opens anything: pictures are sealed for public keys which alarmd names. Each camera lives in a
process of its own; whatever becomes of one, this process, the other cameras and alarmd go on.
"""

import argparse
import asyncio
import logging
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from drivers.camera.darkroom import Darkroom
from drivers.camera.link import LinkEvent, PanelLink
from drivers.camera.source import seen
from drivers.camera.store import PictureStore
from drivers.camera.studio import Studio
from drivers.camera.watch import EYE, Watch
from drivers.errors import DriverError
from panel import api
from panel.config import Config, ConfigError, load
from panel.daemon.supervisor import notify

SUMMARY = "run the process that takes pictures"
LOG = logging.getLogger("camerad")

BEAT_S = 3.0  # of the watchdog; systemd's limit is 10 s
SWEEP_S = 3_600.0  # a picture outlives its thirty days by an hour at most
MIB = 1 << 20
EYE_COMMAND = (sys.executable, *EYE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno camerad``."""
    parser.add_argument("--config", type=Path, default=Path("/etc/sereno/sereno.toml"), help="the installation's file")
    parser.add_argument("--data", type=Path, default=Path("/var/lib/sereno"), help="the data folder")
    parser.add_argument("--runtime", type=Path, default=Path("/run/sereno"), help="the folder with alarmd's sockets")
    parser.add_argument("--list", action="store_true", help="show the cameras that this computer sees, and end")


def run(args: argparse.Namespace) -> int:
    """Takes pictures until SIGTERM; 2 when the configuration does not allow it, 1 when the data folder does not."""
    if args.list:
        print("\n".join(seen()) or "this computer sees no camera")
        return 0
    try:
        return watch(load(args.config), args.data, args.runtime)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    except DriverError as error:
        print(error, file=sys.stderr)
        return 1


def watch(config: Config, data: Path, runtime: Path, eye: Sequence[str] = EYE_COMMAND) -> int:
    """Takes pictures until SIGTERM or SIGINT. ``eye``: the command of the process that holds one camera.

    Raises PictureStoreError when there is no folder for pictures.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    if not config.camera:
        LOG.warning("the configuration has no [[camera]]: there is nothing to take pictures with")
        notify("READY=1")  # an end without it is a failure to systemd, which would start us again for ever
        return 0
    store = PictureStore(data / "camerad" / "pictures", config.pictures.keep_days, config.pictures.keep_mib * MIB)
    asyncio.run(Camerad(config, store, runtime, eye).run())
    return 0


class Camerad:
    """Cameras, darkroom and link put together; lives in one event loop."""

    def __init__(self, config: Config, store: PictureStore, runtime: Path, eye: Sequence[str]) -> None:
        self._link = PanelLink(runtime / "camera.sock", self._heard)
        clocks = (_mono_ms, _wall_ms)
        self._darkroom = Darkroom(config.panel.id, store, clocks, self._link.say)
        watches = {each.name: Watch(each, eye, _mono_ms, self._told) for each in config.camera}
        self._watches = watches
        self._studio = Studio(watches, store, self._darkroom, clocks, self._link.say)

    async def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        async with asyncio.TaskGroup() as tasks:
            parts = {
                "link": self._link.run(),
                "studio": self._studio.run(),
                "darkroom": self._darkroom.tend(SWEEP_S),
                "watchdog": _beat(),
                **{f"camera {name}": each.run() for name, each in self._watches.items()},
            }
            work = [tasks.create_task(part, name=name) for name, part in parts.items()]
            notify("READY=1")
            await stop.wait()
            notify("STOPPING=1")
            for task in work:
                task.cancel()

    def _heard(self, event: LinkEvent) -> None:
        self._studio.hear(event)

    def _told(self, name: str, up: bool, detail: str) -> None:
        self._link.say(api.CameraIs(camera=name, up=up, detail=detail))


async def _beat() -> None:
    """The watchdog's: camerad has one loop, and this turns only with it."""
    while True:
        notify("WATCHDOG=1")
        await asyncio.sleep(BEAT_S)


def _mono_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000
