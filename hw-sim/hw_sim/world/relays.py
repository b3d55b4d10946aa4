"""What the panel's output lines switch: relays and transistors, one of which may be stuck, whatever its line says."""

from enum import StrEnum

from hw_sim.pins.wires import Wires
from hw_sim.world.errors import NoSuchThing
from panel.config.model import Config, OutputConfig


class RelayFault(StrEnum):
    """What has become of one."""

    STUCK_ON = "stuck_on"  # its contacts have welded together
    STUCK_OFF = "stuck_off"  # its coil is open
    WELL = "well"


class Relays:
    """All of a house."""

    def __init__(self, config: Config, wires: Wires) -> None:
        self._outputs = {each.name: each for each in config.output}
        self._wires = wires
        self._stuck: dict[str, bool] = {}

    def befall(self, name: str, fault: RelayFault) -> None:
        """Raises NoSuchThing."""
        if name not in self._outputs:
            raise NoSuchThing(f"no output {name!r} in this house; it has {', '.join(self._outputs)}")
        self._stuck.pop(name, None)
        if fault is not RelayFault.WELL:
            self._stuck[name] = fault is RelayFault.STUCK_ON

    def is_on(self, output: OutputConfig) -> bool:
        """Whether it is switched on. A line that nobody drives leaves it at rest: a 50 kOhm pull cannot switch one."""
        driven = self._wires.is_output(output.pin) and self._wires.level(output.pin) == output.active_high
        return self._stuck.get(output.name, driven)
