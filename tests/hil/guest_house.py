"""The real alarmd on the virtual machine's own lines, and a hand that moves them through sysfs."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from panel.config import Config, load
from tests.support.alarmd import Alarmd
from zones.kinds import Kind

CONFIG = Path(__file__).with_name("house.toml")
START_S = 90.0  # an emulated processor that others share may take this long to import the panel
AT_REST = False  # the level of a line whose contact leads to ground


class Hand:
    """Holds lines at levels, strongly, from outside."""

    def __init__(self) -> None:
        folder = Path(os.environ["SERENO_GPIO_SIM_LINES"])
        self._lines = {line: folder / f"sim_gpio{line}" for line in range(28)}

    def put(self, line: int, level: bool) -> None:
        """Pulls a line up or down."""
        (self._lines[line] / "pull").write_text("pull-up" if level else "pull-down")

    def level(self, line: int) -> bool:
        """What a meter shows."""
        return (self._lines[line] / "value").read_text().strip() == "1"


class GuestHouse:
    """House and panel. ``config`` says which line is what."""

    def __init__(self, folder: Path) -> None:
        self.config: Config = load(CONFIG)
        self.hand = Hand()
        data, runtime = folder / "data", folder / "run"
        data.mkdir()
        words = ["alarmd", "--config", str(CONFIG), "--data", str(data), "--runtime", str(runtime)]
        self.panel = Alarmd(data, runtime, [sys.executable, "-P", "-m", "panel.cli", *words])

    @property
    def siren(self) -> int:
        """The siren's line."""
        return self.config.output[0].pin

    @property
    def detectors(self) -> list[int]:
        """The smoke detectors' lines."""
        pins = {each.name: each.line for each in self.config.input}
        return [pins[zone.input] for zone in self.config.zone if zone.kind is Kind.FIRE]

    def start(self) -> None:
        """Everything at rest, then the panel."""
        for each in self.config.input:
            self.hand.put(each.line, AT_REST)
        self.panel.start(START_S)


@contextmanager
def guest_house(folder: Path) -> Iterator[GuestHouse]:
    """A house with its panel running, ended afterwards if it still runs."""
    house = GuestHouse(folder)
    house.start()
    try:
        yield house
    finally:
        if house.panel.process is not None:
            house.panel.process.kill()
            house.panel.process.wait()
            assert house.panel.process.stdin is not None
            house.panel.process.stdin.close()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Meanwhile this process is never kept waiting by another: what it does to a line is done when it is due."""
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    try:
        yield
    finally:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def sleep_until(at_s: float) -> None:
    """Until then on the monotonic clock."""
    time.sleep(max(0.0, at_s - time.monotonic()))
