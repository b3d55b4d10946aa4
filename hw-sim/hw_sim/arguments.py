"""The options that every process of the demo is started with."""

import argparse
from pathlib import Path


def of_the_demo(module: str, description: str) -> argparse.ArgumentParser:
    """For ``python -m module``: where the configuration, the data and the sockets lie."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument("--config", type=Path, required=True, help="the installation's file: what is wired where")
    parser.add_argument("--data", type=Path, required=True, help="the demo's data folder")
    parser.add_argument("--runtime", type=Path, required=True, help="the folder of the sockets")
    return parser
