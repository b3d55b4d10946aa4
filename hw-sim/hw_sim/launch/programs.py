"""The demo's processes: which command each is, and where its words go."""

import sys
from dataclasses import replace
from pathlib import Path

import msgspec

from hw_sim.launch.broker import STATION as STATION_NAME
from hw_sim.launch.broker import Broker
from hw_sim.launch.children import Program
from hw_sim.launch.folders import Folders
from hw_sim.launch.installation import Line, line
from hw_sim.launch.ports import HOST

BROKER, WORLD, STATION, ALARMD, COMMSD = "broker", "world", "station", "alarmd", "commsd"
CAMERAD = "camerad"


class Ports(msgspec.Struct, frozen=True, kw_only=True):
    """TCP ports on loopback: of the house's interface, the broker, the panel's end of the cable, and the
    station's interface."""

    house: int
    broker: int
    cable: int
    station: int


def programs(folders: Folders, config: Path, ports: Ports, broker: Broker) -> dict[str, Program]:
    """By name. The product's are its own commands; alarmd and commsd get their pins, camerad what its
    cameras see, from the simulated house."""
    where = ("--config", str(config), "--data", str(folders.data), "--runtime", str(folders.runtime))
    python, sereno = (sys.executable, "-m"), (sys.executable, "-m", "panel.cli")
    station = line(ports.broker, folders.data / "tls", STATION_NAME)
    own = ("--http-port", str(ports.station), "--sms-port", str(folders.data / "world" / "gsm-station"))
    house_page, station_page = f"http://{HOST}:{ports.house}", f"http://{HOST}:{ports.station}"
    framed = ("--framed-by", house_page)
    house = ("--port", str(ports.house), "--broker-port", str(ports.broker), "--station-url", station_page)
    commands = {
        BROKER: broker.argv,
        WORLD: (*python, "hw_sim.world", *where, *house),
        STATION: (*sereno, "station", "run", "--data", str(folders.data), *own, *_at_the_broker(station), *framed),
        ALARMD: (*python, "hw_sim.alarmd", *where),
        COMMSD: (*python, "hw_sim.commsd", *where),
        CAMERAD: (*python, "hw_sim.camerad", *where),
    }
    made = {name: Program(name, argv, folders.log(name)) for name, argv in commands.items()}
    made[STATION] = replace(made[STATION], printed=printed_by_station(folders))
    return made


def printed_by_station(folders: Folders) -> Path:
    """What an operator in front of the station reads, apart from its log."""
    return folders.data / "station" / "printed"


def _at_the_broker(way: Line) -> tuple[str, ...]:
    """The station's options for its connection."""
    files = ("--ca", way.ca_file, "--cert", way.cert_file, "--key-file", way.key_file)
    return ("--broker", way.host, "--port", str(way.port), *files)
