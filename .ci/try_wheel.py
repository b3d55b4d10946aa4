"""Run by the wheel's own Python, in a folder without a checkout: is what was installed ours, and whole?

``try_wheel.py runtime`` imports what runs on a panel; ``everything`` also the station, the simulator and all commands.
"""

import importlib
import pkgutil
import sys
from importlib.metadata import files
from pathlib import Path

PANEL = ["panel", "drivers", "zones", "keypad", "comms", "battery"]
# lgpio is the system's, from apt, for those who configure it.
ELSEWHERE = {"drivers.pins.lgpio_factory"}
WITH_CAMERAS = "drivers.camera"  # what begins so needs the extra `camera`, which a panel without cameras goes without


def main() -> int:
    """Imports every module of the packages asked for; 1 if something is missing, foreign or too much."""
    packages = PANEL if sys.argv[1] == "runtime" else [*PANEL, "station", "hw_sim"]
    prefix = Path(sys.prefix).resolve()
    imported = 0
    left_out = WITH_CAMERAS if sys.argv[1] == "runtime" else "no module"
    for package in packages:
        module = importlib.import_module(package)
        assert module.__file__ and Path(module.__file__).resolve().is_relative_to(prefix), (
            f"{package} is not ours: {module.__file__}"
        )
        for found in pkgutil.walk_packages(module.__path__, f"{package}."):
            if (
                found.name not in ELSEWHERE
                and not found.name.endswith(".__main__")
                and not found.name.startswith(left_out)
            ):
                importlib.import_module(found.name)
                imported += 1
    strangers = {str(path).split("/")[0] for path in files("sereno") or []}
    strangers = {
        name for name in strangers if name not in [*PANEL, "station", "hw_sim", ".."] and "dist-info" not in name
    }
    assert not strangers, f"the wheel holds more than the project's packages: {strangers}"
    print(f"{imported} modules of {', '.join(packages)} import, all from {prefix}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
