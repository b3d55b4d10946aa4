"""``python -m hw_sim.camerad``: camerad as it is, its cameras looking into the simulated house.

All that differs from ``sereno camerad`` is the command of the process that holds one camera.
"""

import sys
from pathlib import Path

from drivers.camera_main import watch
from drivers.errors import DriverError
from hw_sim.arguments import of_the_demo
from hw_sim.camera.lens import SOCKET
from panel.config import ConfigError, load
from panel.places import Places


def main() -> int:
    """Takes pictures until SIGTERM; 2 when the configuration does not allow it, 1 when the data folder does not."""
    args = of_the_demo("hw_sim.camerad", "camerad in the simulated house.").parse_args()
    lens = Places(args.data, args.runtime).socket(SOCKET)
    try:
        return watch(load(args.config), args.data, args.runtime, eye_command(lens))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    except DriverError as error:
        print(error, file=sys.stderr)
        return 1


def eye_command(lens: Path) -> tuple[str, ...]:
    """What holds a camera in the simulated house."""
    return sys.executable, "-m", "hw_sim.camera.eye", str(lens)


if __name__ == "__main__":
    sys.exit(main())
