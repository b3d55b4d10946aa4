"""The keypads of a house, wherever their matrices hang: on lines of the header, or on an expander on a bus."""

from collections.abc import Mapping
from typing import Protocol

from hw_sim.i2c.bus import Buses
from hw_sim.i2c.keys import Keys
from hw_sim.pins.wires import Drive, Join, Part, Wires
from panel.config.keypads import KeypadConfig, column_bits, row_bits
from panel.config.model import Config


class Pad(Protocol):
    """One keypad, to a finger."""

    def move(self, row: int, column: int, down: bool, at_ns: int) -> None:
        """A key goes down, or comes up."""
        ...


class OnPins:
    """A key joins two lines of the header."""

    def __init__(self, config: KeypadConfig, wires: Wires) -> None:
        self._config = config
        self._wires = wires

    def move(self, row: int, column: int, down: bool, at_ns: int) -> None:
        """Its wires are joined, or parted."""
        lines = self._config.rows[row], self._config.columns[column]
        self._wires.act(Join(*lines) if down else Part(*lines), at_ns)


class OnExpander:
    """A key joins two pins of the expander, which may say so on its INT, an open drain."""

    def __init__(self, config: KeypadConfig, wires: Wires, buses: Buses) -> None:
        assert config.i2c_bus is not None and config.address is not None, "the configuration has been checked"
        self.keys = Keys(row_bits(config), column_bits(config))
        self._int = config.int_pin
        self._wires = wires
        self._at_ns: int | None = None
        self.keys.chip.on_int = self._interrupt
        buses.at(config.i2c_bus).chips[config.address] = self.keys.chip

    def move(self, row: int, column: int, down: bool, at_ns: int) -> None:
        """Its pins are joined, or parted."""
        self._at_ns = at_ns
        self.keys.move(row, column, down)
        self._at_ns = None

    def _interrupt(self, low: bool) -> None:
        if self._int is not None:
            self._wires.act(Drive(self._int, False if low else None), self._at_ns)


def pads(config: Config, wires: Wires, buses: Buses) -> Mapping[str, Pad]:
    """Each keypad that the configuration names, hung where it says."""
    return {
        each.name: OnPins(each, wires) if each.i2c_bus is None else OnExpander(each, wires, buses)
        for each in config.keypad
    }
