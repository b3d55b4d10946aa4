"""The air in the simulated house, and the sensors that hang in it."""

import math
from collections.abc import Callable
from enum import StrEnum

import msgspec

from hw_sim.i2c.bus import Bus, Buses
from hw_sim.i2c.sht31 import Sht31Chip
from hw_sim.world.errors import BadRequest
from panel.config.model import Config, InputConfig, SensorConfig

CELSIUS, HUMIDITY = 21.0, 45.0  # a room in which people live
BEYOND_C, BEYOND_RH = 2.0, 5.0  # how far beyond a limit the air goes when somebody opens an input that looks at it


class Mishap(StrEnum):
    """What becomes of a sensor."""

    WELL = "well"
    OUT = "out"  # unplugged: nobody answers at its address
    GARBAGE = "garbage"  # its answers lose a bit on their way
    STUCK = "stuck"  # it says for ever what it said last


class AirLook(msgspec.Struct, frozen=True):
    """The air at one sensor, and how the sensor is."""

    celsius: float
    humidity: float
    state: Mishap


def number(word: str, what: str, least: float, most: float) -> float:
    """A number that somebody typed. Raises BadRequest."""
    try:
        found = float(word)
    except ValueError:
        found = math.nan
    if not least <= found <= most:
        raise BadRequest(f"{word!r}: a number from {least:g} to {most:g}, in {what}")
    return found


class _Hung:
    def __init__(self, config: SensorConfig, bus: Bus, now_ns: Callable[[], int]) -> None:
        self.config, self.bus = config, bus
        self.chip = Sht31Chip(now_ns, CELSIUS, HUMIDITY)
        self.mishap = Mishap.WELL
        bus.chips[config.address] = self.chip


class Climate:
    """Every sensor of a house, on its bus. ``now_ns``: the world's clock."""

    def __init__(self, config: Config, buses: Buses, now_ns: Callable[[], int]) -> None:
        self._hung = {one.name: _Hung(one, buses.at(one.i2c_bus), now_ns) for one in config.sensor}
        self._inputs = {one.name: one for one in config.input if one.sensor is not None}

    @property
    def names(self) -> tuple[str, ...]:
        """The sensors."""
        return tuple(self._hung)

    def set_air(self, sensor: str, celsius: float, humidity: float | None = None) -> None:
        """The air at a sensor from now on; its humidity as it was, unless given."""
        chip = self._hung[sensor].chip
        chip.celsius = celsius
        chip.humidity = chip.humidity if humidity is None else humidity

    def befall(self, sensor: str, mishap: Mishap) -> None:
        """What becomes of a sensor, instead of what was wrong with it before."""
        hung = self._hung[sensor]
        hung.mishap = mishap
        hung.chip.stuck = mishap is Mishap.STUCK
        hung.chip.garbled = mishap is Mishap.GARBAGE
        if mishap is Mishap.OUT:
            hung.bus.missing.add(hung.config.address)
        elif hung.config.address in hung.bus.missing:
            hung.bus.missing.discard(hung.config.address)
            hung.chip.loses_its_supply()

    def trip(self, name: str, is_open: bool) -> None:
        """The air goes a little beyond the limit of an input, or as far to its safe side."""
        one = self._inputs[name]
        chip = self._hung[one.sensor or ""].chip
        if one.below_c is not None:
            chip.celsius = one.below_c - BEYOND_C if is_open else max(CELSIUS, one.below_c + BEYOND_C)
        elif one.above_c is not None:
            chip.celsius = one.above_c + BEYOND_C if is_open else min(CELSIUS, one.above_c - BEYOND_C)
        elif one.above_rh is not None:
            chip.humidity = one.above_rh + BEYOND_RH if is_open else min(HUMIDITY, one.above_rh - BEYOND_RH)

    def beyond(self) -> dict[str, bool]:
        """Every input that looks at a sensor, and whether the air is beyond its limit."""
        return {name: self._is_beyond(one) for name, one in self._inputs.items()}

    def look(self) -> dict[str, AirLook]:
        """The air at every sensor."""
        return {name: AirLook(one.chip.celsius, one.chip.humidity, one.mishap) for name, one in self._hung.items()}

    def _is_beyond(self, one: InputConfig) -> bool:
        chip = self._hung[one.sensor or ""].chip
        return (
            (one.below_c is not None and chip.celsius < one.below_c)
            or (one.above_c is not None and chip.celsius > one.above_c)
            or (one.above_rh is not None and chip.humidity > one.above_rh)
        )
