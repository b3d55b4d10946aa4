"""``python -m hw_sim.doctor``: ``sereno doctor`` as it is, on the wires of the simulated house.

All that differs are the pin factory, I2C and SPI, the kernel's clock, the command that lists cameras and the files of
the computer, swapped beneath what looks at them.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from drivers.bus.serial_port import open_port
from drivers.errors import PinFactoryError
from drivers.tags.opening import Ways
from hw_sim.arguments import of_the_demo
from hw_sim.camera.lens import SOCKET
from hw_sim.i2c.remote import remote_bus, remote_rtc
from hw_sim.machine import fitted, raspberry_pi
from hw_sim.pins.remote import RemoteSimFactory
from hw_sim.pins.wire_format import ProtocolError
from hw_sim.spi.remote import remote_spi
from hw_sim.world.reader_port import port_of
from panel.cli.doctor import add_options, look, status_of
from panel.config import ConfigError, load
from panel.config.model import BoardConfig
from panel.exam.examine import World
from panel.places import Places

DOCTOR = "doctor"  # by what name it has pins


def main() -> int:
    """Examines the simulated house; exit codes as of ``sereno doctor``."""
    parser = of_the_demo("hw_sim.doctor", "sereno doctor in the simulated house.")
    add_options(parser)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sereno-pi-") as folder:
        return look(args, world_of(args, Path(folder)))


def world_of(args: argparse.Namespace, folder: Path) -> World:
    """The simulated house, and a Raspberry Pi that is written into ``folder``."""
    places = Places(args.data, args.runtime)

    def pins(board: BoardConfig) -> RemoteSimFactory:
        del board  # which library reaches the lines is a matter of real ones
        try:
            return RemoteSimFactory(places.socket("world"), DOCTOR)
        except (OSError, ProtocolError) as error:
            raise PinFactoryError(f"no simulated house to be wired to: {error}.") from error

    return World(
        data=args.data,
        pins=pins,
        ways=Ways(
            lambda number: remote_bus(places.socket("i2c"), number),
            lambda path: open_port(str(_ports(args)[path])),
            lambda device: remote_rtc(places.socket("i2c")),
            lambda device: remote_spi(places.socket("spi"), device),
        ),
        cameras=(sys.executable, "-m", "hw_sim.camera.seen", str(places.socket(SOCKET))),
        computer=raspberry_pi(folder, _devices(args.config)),
        status=lambda: status_of(args.data),
    )


def _ports(args: argparse.Namespace) -> dict[str, Path]:
    """Where the house has the ports that the configuration names for its readers."""
    return {each.port: port_of(args.runtime, each.name) for each in load(args.config).reader if each.port is not None}


def _devices(file: Path) -> list[str]:
    try:
        return fitted(load(file))
    except ConfigError:
        return []  # the examination tells of it


if __name__ == "__main__":
    sys.exit(main())
