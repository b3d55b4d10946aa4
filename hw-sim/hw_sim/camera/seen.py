"""``python -m hw_sim.camera.seen LENS``: ``sereno camerad --list``, the simulated house before the lenses."""

import sys
from pathlib import Path

from drivers.camera.source import seen
from hw_sim.camera import picamera2
from hw_sim.camera.lens import Lens


def main(given: list[str]) -> int:
    """Prints the cameras; 1 when there is no house for them to look into."""
    picamera2.Picamera2.lens = Lens(Path(given[0]))
    sys.modules["picamera2"] = picamera2
    try:
        print("\n".join(seen()))
    except OSError as error:
        print(f"no simulated house for the cameras to look into: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
