"""Everything the demo needs on disk before its first process starts."""

import datetime
from pathlib import Path

import msgspec

from hw_sim.launch import broker as brokers
from hw_sim.launch import notes, tls
from hw_sim.launch.commission import pocket
from hw_sim.launch.folders import Folders, sweep
from hw_sim.launch.installation import Line, line, with_broker
from hw_sim.launch.ports import HOST, free_port, house_port
from hw_sim.launch.private import write_private
from hw_sim.launch.programs import Ports
from panel.config.model import Config
from panel.config.parse import parse


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asks for: the configuration ``text`` from the file ``source``, the data
    folder (None: a temporary one), the house's port (None: the usual one)."""

    text: str
    source: str
    data: Path | None = None
    port: int | None = None


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A demo about to start. ``known``: what an earlier run on this data folder noted."""

    config: Config
    settings: Path  # the configuration the panel runs on
    folders: Folders
    ports: Ports
    broker: brokers.Broker
    tap: Line
    tags: dict[str, str]
    known: notes.Notes | None


def prepare(options: Options) -> Prepared:
    """Checks the configuration, then claims folders and ports and writes settings and certificates.

    Raises ConfigError before anything is written; LaunchError, OSError, with everything removed again.
    """
    config = parse(options.text, options.source)
    sweep()
    folders = Folders(options.data)
    try:
        return _filled(options, config, folders)
    except BaseException:
        folders.remove()
        raise


def _filled(options: Options, config: Config, folders: Folders) -> Prepared:
    panel, data = config.panel.id, folders.data
    ports = Ports(house=house_port(options.port), broker=free_port(), cable=free_port(), station=free_port())
    certificates, settings = data / "tls", data / "sereno.toml"
    known = notes.retire(data)
    clients = (brokers.panel_name(panel), brokers.STATION, brokers.TAP)
    tls.ensure(certificates, clients, datetime.datetime.now(datetime.UTC))
    settings.write_text(with_broker(options.text, panel, ports.cable, certificates), encoding="utf-8")
    return Prepared(
        config=config,
        settings=settings,
        folders=folders,
        ports=ports,
        broker=brokers.prepare(brokers.Listener(HOST, ports.broker, certificates, data / "broker"), panel),
        tap=line(ports.broker, certificates, brokers.TAP),
        tags=_tags(data / "world" / "tags.json", config),
        known=known if any((data / "alarmd").iterdir()) else None,
    )


def _tags(path: Path, config: Config) -> dict[str, str]:
    """The tags in the pockets of this house: an earlier run's, which the panel may know, or new ones."""
    if path.is_file():
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    made = pocket(config)
    write_private(path, msgspec.json.encode(made))
    return made
