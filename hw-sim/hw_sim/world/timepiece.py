"""The clock module of the simulated house, and what can become of it."""

from collections.abc import Callable
from enum import StrEnum

from hw_sim.i2c import kernel_rtc
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.ds3231 import Ds3231Chip
from panel.config.model import ClockConfig

FAST_PPM = 10_000  # a second in a hundred: no crystal is so bad, but one sees it


class Fate(StrEnum):
    """What becomes of a clock module."""

    WELL = "well"
    DEAD = "dead"  # its cell was empty when the power failed just now: it has lost its time
    FAST = "fast"  # it gains a second in a hundred
    OUT = "out"  # nobody answers at its address


class Timepiece:
    """A DS3231 that somebody has set. ``utc_s``: by which clock, once. ``now_ns``: the world's clock."""

    def __init__(self, config: ClockConfig, buses: Buses, now_ns: Callable[[], int], utc_s: int) -> None:
        self._bus = buses.at(kernel_rtc.BUS if config.i2c_bus is None else config.i2c_bus)
        self._address = config.address
        self.fate = Fate.WELL
        self.chip = Ds3231Chip(now_ns)
        self._bus.chips[self._address] = self.chip
        self.set(utc_s)

    def set(self, utc_s: int) -> None:
        """Somebody sets it by their own clock, and clears its flag."""
        days, second = divmod(utc_s, 86_400)
        self.chip.set(days, second)

    def befall(self, fate: Fate) -> None:
        """What becomes of it, instead of what was wrong with it before. A lost time stays so until it is set."""
        self.fate = fate
        self.chip.drift(FAST_PPM if fate is Fate.FAST else 0)
        self.chip.cell = fate is not Fate.DEAD
        if fate is Fate.DEAD:
            self.lose_power()
            self.regain_power()
        (self._bus.missing.add if fate is Fate.OUT else self._bus.missing.discard)(self._address)

    def lose_power(self) -> None:
        """The panel's power fails."""
        self.chip.loses_its_supply()

    def regain_power(self) -> None:
        """It is back."""
        self.chip.gets_it_back()
