"""The whole examination: configuration, machine, devices, links; what alarmd says while it has the lines."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import gpiozero
import msgspec

from drivers.errors import DriverError
from drivers.pins import open_factory
from drivers.tags.opening import Ways
from panel.config import Config, ConfigError, load
from panel.config.model import BoardConfig
from panel.doctor import buses, choices, contract, heard, links, machine, modem, running
from panel.doctor.contract import Pair
from panel.doctor.findings import Finding, Section, Teller
from panel.doctor.report import Report
from panel.exam import buses as bus_exam
from panel.exam import contract as contract_exam
from panel.exam import lines
from panel.exam import links as link_exam
from panel.exam import machine as machine_exam
from panel.exam import modem as modem_exam


class World(msgspec.Struct, frozen=True, kw_only=True):
    """What the examination lays its hands on. All that differs where the wires are others.

    ``pins`` opens the header's lines, ``ways`` buses, serial ports and SPI devices; ``cameras`` is the command that
    lists cameras. ``status`` asks alarmd. ``sleep`` lets time pass.
    """

    data: Path
    pins: Callable[[BoardConfig], gpiozero.Factory] = open_factory
    ways: Ways = Ways()
    cameras: tuple[str, ...] = link_exam.CAMERAS
    computer: machine_exam.Computer = machine_exam.Computer()
    status: Callable[[], running.Told] = running.Told
    sleep: lines.Sleep = asyncio.sleep


def examine(file: Path, world: World, *, sound: bool = False) -> Report:
    """Everything about the installation in that file."""
    try:
        config = load(file)
    except ConfigError as error:
        return refused(file, error)
    told = world.status()
    found = [
        configured(file, config),
        *choices.findings(config),
        *machine.findings(machine_exam.read(config, world.data, world.computer), config),
        *_camera_findings(config, world),
        *(() if config.mqtt is None else links.network(config.mqtt, link_exam.network(config.mqtt, world.data))),
        *asyncio.run(_at_work(config, world, told, sound)),
    ]
    return Report(panel=config.panel.name, config=str(file), running=told.status is not None, findings=tuple(found))


def refused(file: Path, error: ConfigError) -> Report:
    """A file with mistakes: every one of them, and nothing else, for nobody knows what is wired where."""
    tell = Teller(Section.CONFIGURATION)
    found = tuple(
        tell.wrong(
            f"{file.name}:{problem.line}", str(problem), "a file without mistakes", "mend it; `sereno config check`"
        )
        for problem in error.problems
    )
    return Report(panel="", config=str(file), running=False, findings=found, cannot=True)


def configured(file: Path, config: Config) -> Finding:
    """That it has none."""
    zones = f"{len(config.zone)} zones in {len(config.area)} areas"
    counts = f"{zones}, {len(config.input)} inputs, {len(config.output)} outputs"
    return Teller(Section.CONFIGURATION).ok(file.name, f"in order: {counts}")


def _camera_findings(config: Config, world: World) -> Iterator[Finding]:
    if not config.camera:
        return
    try:
        yield from links.cameras(config, link_exam.cameras(world.cameras))
    except link_exam.NoAnswer as error:
        yield from links.cameras(config, (), str(error))


async def _at_work(config: Config, world: World, told: running.Told, sound: bool) -> list[Finding]:
    """Devices and buses. A line has one holder: while alarmd runs, it is asked."""
    found = [running.unasked(told.error)] if told.error else []
    if told.status is not None:
        found += running.findings(config, msgspec.json.decode(told.status, type=running.Status))
    else:
        found += await _devices(config, world, sound)
    found += buses.findings(config, await bus_exam.scan_all(config, world.ways.buses, world.sleep))
    if config.gsm is not None:
        found += modem.findings(config.gsm, await modem_exam.ask(config.gsm, world.sleep))
    return found


async def _devices(config: Config, world: World, sound: bool) -> list[Finding]:
    try:
        factory = world.pins(config.board)
    except (DriverError, OSError) as error:
        tell = Teller(Section.BOARD)
        todo = "see what the message says; no device on the header could be looked at"
        return [tell.wrong("pins", str(error), "the header's lines", todo)]
    try:
        each = await lines.listen(config, factory, world.ways, sound=sound, sleep=world.sleep)
    finally:
        factory.close()
    return [finding for one in each for finding in heard.judged(one)]


def examine_contract(file: Path, world: World, pairs: Sequence[str]) -> Report:
    """Pairs of joined lines against what the drivers take for granted. Raises BadPair, DriverError."""
    try:
        config = load(file)
    except ConfigError as error:
        return refused(file, error)
    joined = contract.pairs_of(pairs, config)
    measured = asyncio.run(_measured(config, world, joined))
    found = tuple(finding for each in measured for finding in contract.findings(each))
    return Report(panel=config.panel.name, config=str(file), running=False, findings=found)


async def _measured(config: Config, world: World, pairs: Sequence[Pair]) -> list[contract.Measured]:
    factory = world.pins(config.board)
    try:
        return await contract_exam.measure(factory, pairs, world.sleep)
    finally:
        factory.close()
