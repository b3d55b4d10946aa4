"""``sereno demo``: a whole protected house on this machine, to work from another terminal."""

import argparse
import asyncio
import contextlib
import importlib.resources
import os
import shlex
import signal
import sys
from pathlib import Path

from hw_sim.launch.demo import Demo
from hw_sim.launch.errors import LaunchError
from hw_sim.launch.folders import Folders
from hw_sim.launch.hurry import hurried
from hw_sim.launch.notes import RUNNING, Notes, retire
from hw_sim.launch.programs import printed_by_station
from hw_sim.launch.setup import Options, Prepared, prepare
from hw_sim.screen.draw import drawn
from hw_sim.screen.show import Show
from hw_sim.screen.snapshot import Snapshot
from panel.asking import port
from panel.config import ConfigError, load

SUMMARY = "run panel, station, broker and a simulated house here, to work them from another terminal"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno demo``."""
    parser.add_argument("--config", type=Path, help="the panel's configuration (default: the example home)")
    parser.add_argument("--data", type=Path, help="keep everything in this folder (default: a temporary one)")
    where = "of the house's HTTP interface, on 127.0.0.1; 0: any (default: 8470)"
    parser.add_argument("--port", type=port(0), metavar="PORT", help=where)


def run(args: argparse.Namespace) -> int:
    """Runs until Ctrl-C or SIGTERM; 2 when the configuration does not allow it, 1 when something fails."""
    try:
        prepared = prepare(_options(args))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    except (LaunchError, OSError) as error:
        return _failed(error)
    try:
        asyncio.run(_until_stopped(prepared))
    except (LaunchError, OSError) as error:
        return _failed(error)
    finally:
        retire(prepared.folders.data)
        prepared.folders.remove()
    return 0


async def _until_stopped(prepared: Prepared) -> None:
    """Ctrl-C, SIGTERM and a closed terminal end it the same way, at whatever point it is."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    voice = Voice()
    with contextlib.suppress(asyncio.CancelledError):
        await _demo(prepared, voice)
    data = prepared.folders.data
    voice.say(f"stopped; {data} is kept" if prepared.folders.kept else "stopped; nothing is left")


async def _demo(prepared: Prepared, voice: "Voice") -> None:
    voice.say(f"starting broker, house, station and panel in {prepared.folders.data} ...")
    async with Demo(prepared, voice.say).running() as notes:
        first = _first(prepared, notes)
        places = prepared.folders.places
        show = Show(first, prepared.ports.house, places.socket("console"), printed_by_station(prepared.folders))
        voice.say(first.where)
        width = max(len(command) for command, _ in first.hints) + 2
        for command, meaning in first.hints:
            voice.say(f"    {command:<{width}}{meaning}")
        with drawn(sys.stdout) as draw:
            if sys.stdout.isatty():
                voice.to = show.note
                # A terminal that was made larger or smaller shows torn pieces until it is drawn anew.
                asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, show.redraw)
            try:
                await show.run(draw)
            finally:
                voice.to = _print


class Voice:
    """Where the launcher's words go: printed, or noted on the screen while there is one."""

    def __init__(self) -> None:
        self.to = _print

    def say(self, line: str) -> None:
        """Says one line."""
        self.to(line)


def _print(line: str) -> None:
    print(line, flush=True)


def _options(args: argparse.Namespace) -> Options:
    if args.config is not None:
        load(args.config)  # tells every mistake in it, also of a file that cannot be read
        text, source = args.config.read_text(encoding="utf-8"), str(args.config)
    else:
        example = importlib.resources.files("panel.config") / "home.toml"
        text, source = hurried(example.read_text(encoding="utf-8")), "home.toml"
    return Options(text=text, source=source, data=args.data, port=args.port)


def _first(prepared: Prepared, notes: Notes) -> Snapshot:
    config = prepared.config
    return Snapshot(
        title=f"Sereno: {config.panel.name}",
        zones=tuple((zone.id, zone.input) for zone in config.zone),
        hints=_hints(notes, config.zone[0].input, prepared.folders),
        where=f"{notes.house_url} is the page; {prepared.folders.data / RUNNING}: the PIN, the tags, every address",
    )


def _hints(notes: Notes, door: str, folders: Folders) -> tuple[tuple[str, str], ...]:
    sereno = "./sereno" if Path("sereno").is_file() and os.access("sereno", os.X_OK) else "sereno"
    # Other terminals find the first demo by themselves; the second has to be named.
    data = "" if folders.pointed else f" --data {shlex.quote(str(folders.data))}"
    tag = next(iter(notes.tags), "")
    return (
        (f"{sereno} house tag {tag}{data}", "arms everything"),
        (f"{sereno} house open {door}{data}", "somebody comes in: the entry delay runs"),
        (f"{sereno} house keys {notes.pin}#{data}", "the administrator's PIN disarms"),
        (f"{sereno} house look{data}", f"also: {notes.house_url}/api/house"),
        (f"{sereno} station log{data}", "what the station has committed"),
    )


def _failed(error: Exception) -> int:
    print(f"sereno demo: {_words(error)}", file=sys.stderr)
    return 1


def _words(error: Exception) -> str:
    """An error of the system's without its number, which says nothing to a person."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)
