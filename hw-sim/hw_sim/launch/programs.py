"""The demo's processes: which command each is, and where its words go."""

import sys
from pathlib import Path

import msgspec

from hw_sim.launch.broker import Broker
from hw_sim.launch.children import Program
from hw_sim.launch.folders import Folders

BROKER, WORLD, STATION, ALARMD, COMMSD = "broker", "world", "station", "alarmd", "commsd"


class Ports(msgspec.Struct, frozen=True, kw_only=True):
    """TCP ports on loopback: of the house's interface, the broker, and the panel's end of the cable."""

    house: int
    broker: int
    cable: int


def programs(folders: Folders, config: Path, ports: Ports, broker: Broker) -> dict[str, Program]:
    """By name. The product's are its own commands; alarmd alone gets its pins from the simulated house."""
    where = ("--config", str(config), "--data", str(folders.data), "--runtime", str(folders.runtime))
    python, sereno = (sys.executable, "-m"), (sys.executable, "-m", "panel.cli")
    house = ("--port", str(ports.house), "--broker-port", str(ports.broker))
    commands = {
        BROKER: broker.argv,
        WORLD: (*python, "hw_sim.world", *where, *house),
        STATION: (*sereno, "station", "run"),
        ALARMD: (*python, "hw_sim.alarmd", *where),
        COMMSD: (*sereno, "commsd", *where),
    }
    return {name: Program(name, argv, folders.log(name)) for name, argv in commands.items()}
