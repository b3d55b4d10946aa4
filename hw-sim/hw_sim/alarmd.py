"""``python -m hw_sim.alarmd``: alarmd as it is, on the wires of the simulated house.

All that differs from ``sereno alarmd`` are the pin factory, I2C and SPI, the kernel's clock and where serial ports lie,
swapped beneath the drivers.
"""

import sys

from drivers.board import open_board
from drivers.bus.serial_port import open_port
from drivers.errors import DriverError
from hw_sim.arguments import of_the_demo
from hw_sim.i2c.remote import remote_bus, remote_rtc
from hw_sim.pins.remote import RemoteSimFactory
from hw_sim.pins.wire_format import ProtocolError
from hw_sim.spi.remote import remote_spi
from hw_sim.world.reader_port import port_of
from panel.config import ConfigError, load
from panel.main import run as protect
from panel.places import Places


def main() -> int:
    """Guards until SIGTERM; 2 when configuration or pins do not allow it, 1 when there is no world."""
    args = of_the_demo("hw_sim.alarmd", "alarmd in the simulated house.").parse_args()
    try:
        config = load(args.config)
        places = Places(args.data, args.runtime)
        ports = {each.port: port_of(args.runtime, each.name) for each in config.reader}
        factory = RemoteSimFactory(places.socket("world"))
        i2c = places.socket("i2c")
        board = open_board(
            config,
            factory,
            buses=lambda number: remote_bus(i2c, number),
            ports=lambda path: open_port(str(ports[path])),
            rtcs=lambda device: remote_rtc(i2c),
            spis=lambda device: remote_spi(places.socket("spi"), device),
        )
    except (ConfigError, DriverError) as error:
        print(error, file=sys.stderr)
        return 2
    except (OSError, ProtocolError) as error:
        print(f"no simulated house to be wired to: {error}", file=sys.stderr)
        return 1
    return protect(config, board, args.data, args.runtime)


if __name__ == "__main__":
    sys.exit(main())
