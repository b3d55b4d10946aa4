"""``python -m hw_sim.camera.eye LENS ...``: holds one camera, the simulated house before its lens.

All that differs from ``drivers.camera.eye`` is the module that it imports as ``picamera2``.
"""

import sys
from pathlib import Path

from drivers.camera import eye
from hw_sim.camera import picamera2
from hw_sim.camera.lens import Lens


def main(given: list[str]) -> int:
    """Serves until camerad goes."""
    lens, *rest = given
    picamera2.Picamera2.lens = Lens(Path(lens))
    sys.modules["picamera2"] = picamera2
    return eye.main(rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
