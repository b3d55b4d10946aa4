"""``python -m hw_sim.commsd``: commsd as it is, the power key of its modem on the wires of the simulated house.

All that differs from ``sereno commsd`` is the pin factory beneath the key's driver. The modem itself is on a
pseudo-terminal, which the configuration names as it would a serial port.
"""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from comms.errors import CommsError
from comms.main import carry
from drivers.errors import PinFactoryError
from hw_sim.arguments import of_the_demo
from hw_sim.pins.remote import COMMSD, RemoteSimFactory
from hw_sim.pins.wire_format import ProtocolError
from panel.config import ConfigError, load
from panel.config.model import BoardConfig
from panel.places import Places


def main() -> int:
    """Carries until SIGTERM; 2 when configuration or certificates do not allow it."""
    args = of_the_demo("hw_sim.commsd", "commsd in the simulated house.").parse_args()
    world = Places(args.data, args.runtime).socket("world")
    try:
        return carry(load(args.config), args.data, args.runtime, pins_at(world))
    except (ConfigError, CommsError) as error:
        print(error, file=sys.stderr)
        return 2


def pins_at(world: Path) -> Callable[[BoardConfig], RemoteSimFactory]:
    """What opens the pins of the house whose socket that is. Raises PinFactoryError when it does not answer."""

    def pins(board: BoardConfig) -> RemoteSimFactory:
        del board  # which library reaches the lines is a matter of real ones
        try:
            factory = RemoteSimFactory(world, COMMSD)
        except (OSError, ProtocolError) as error:
            raise PinFactoryError(f"no simulated house to be wired to: {error}.") from error
        factory.attach(asyncio.get_running_loop())
        return factory

    return pins


if __name__ == "__main__":
    sys.exit(main())
