"""Loops with resistors, as they hang on the converters of the simulated house: contacts, ohms, volts.

Made from what lies in a wall and not from what the panel expects there: a reed's own resistance, a cable's, water's,
and the converter's six megohms beside it all.
"""

import math
from collections.abc import Callable
from random import Random

from hw_sim.i2c.ads1115 import Ads1115Chip
from hw_sim.i2c.bus import Bus, Buses
from hw_sim.pins.wires import Wires
from hw_sim.world.errors import BadRequest, NoSuchThing
from hw_sim.world.faults import ConverterFault, WireFault
from hw_sim.world.relays import Relays
from panel.config.model import Config, InputConfig
from zones.wiring import Wiring

REED_OHM = 0.15  # of a closed reed contact, as makers give it at most
CABLE_OHM = 8.0  # 50 m of 0.22 mm2, there and back
SHORT_OHM = 0.5  # two wires twisted together by hand
WATER_OHM = 2_000.0  # from the tap, across a rope
PIN_OHM = 6_000_000.0  # an ADS1115's input at its range of 4.096 V (SBAS444D, 7.5)
DRIFT_MS = 60_000  # in which a joint corrodes: years, for whoever waits for them
PERCENT = 0.01
NS_PER_MS = 1_000_000


class Circuit:
    """One loop. ``opened``: its contact has tripped; a rope is wet."""

    def __init__(self, wired: InputConfig, wiring: Wiring, random: Random, now_ms: Callable[[], int]) -> None:
        assert wired.pull_ohm is not None and wired.end_ohm is not None, "checked"
        self.opened = self._masked = self._faulty = False
        self._hands: WireFault | None = None
        self._drift_ohm, self._drifts_since_ms, self._noise = 0.0, 0, 0.0
        self._pull_ohm, self._end_ohm = float(wired.pull_ohm), float(wired.end_ohm)
        self._wired, self._wiring = wired, wiring
        self._random, self._now_ms = random, now_ms

    # what happens to it ---------------------------------------------------------------------------

    def secure(self) -> None:
        """The door is shut, the rope dry."""
        self.opened = False

    def trip(self) -> None:
        """The detector trips."""
        self.opened = True

    def cut(self) -> None:
        """Wire cutters."""
        self.befall(WireFault.CUT)

    def befall(self, fault: WireFault, amount: float = 0.0) -> None:
        """Raises BadRequest where the detector has no contact that could tell it."""
        match fault:
            case WireFault.MEND:
                self._mend()
            case WireFault.CUT | WireFault.SHORT:
                self._hands = fault
            case WireFault.MASK:
                self._masked = self._has(self._wired.mask_ohm or self._wired.fault_ohm, "masking")
            case WireFault.FAULT:
                self._faulty = self._has(self._wired.fault_ohm, "faults")
            case WireFault.DRIFT:
                self._drift_ohm, self._drifts_since_ms = amount, self._now_ms()
            case WireFault.NOISE:
                self._noise = amount * PERCENT

    def words(self) -> str:
        """What is wrong with it, for people; empty when nothing is."""
        said = [] if self._hands is None else [self._hands.value]
        said += ["masked"] if self._masked else []
        said += ["fault"] if self._faulty else []
        said += [f"drift {self._drift_ohm:g} ohm"] if self._drift_ohm else []
        said += [f"noise {self._noise / PERCENT:g} %"] if self._noise else []
        return ", ".join(said)

    # what is measured -----------------------------------------------------------------------------

    def share(self) -> float:
        """Of its supply, at the converter's pin, at this moment."""
        ohm = self.ohm()
        beside = PIN_OHM if math.isinf(ohm) else ohm * PIN_OHM / (ohm + PIN_OHM)
        return beside / (beside + self._pull_ohm) + self._noise * self._random.uniform(-1.0, 1.0)

    def ohm(self) -> float:
        """Of the whole loop, as a meter at its two ends shows it without the converter."""
        if self._hands is WireFault.CUT:
            return math.inf
        if self._hands is WireFault.SHORT:
            return SHORT_OHM
        return CABLE_OHM + self._drifted_ohm() + self._far_end_ohm()

    def _far_end_ohm(self) -> float:
        if self._wiring is Wiring.LEAK:
            return self._end_ohm * WATER_OHM / (self._end_ohm + WATER_OHM) if self.opened else self._end_ohm
        if self._wired.siren is not None:
            return self._end_ohm  # no contact, only the siren's own box
        # A detector that has no contact of its own for masking opens the two that it has.
        both = self._masked and self._wired.mask_ohm is None
        contacts = (
            (self.opened or both, self._wired.alarm_ohm),
            (self._masked and not both, self._wired.mask_ohm),
            (self._faulty or both, self._wired.fault_ohm),
        )
        return self._end_ohm + sum(_contact_ohm(opened, ohm) for opened, ohm in contacts)

    def _drifted_ohm(self) -> float:
        return self._drift_ohm * min(1.0, (self._now_ms() - self._drifts_since_ms) / DRIFT_MS)

    def _mend(self) -> None:
        self._hands = None
        self._masked = self._faulty = False
        self._drift_ohm, self._drifts_since_ms, self._noise = 0.0, 0, 0.0

    def _has(self, ohm: int | None, what: str) -> bool:
        if ohm is None:
            raise BadRequest(f"{self._wired.name} has no contact that tells of {what}")
        return True


class Loops:
    """All loops of a house and the chips they hang on."""

    def __init__(self, config: Config, buses: Buses, wires: Wires, now_ns: Callable[[], int], seed: int = 0) -> None:
        self._rail_v = 3.3
        self.relays = Relays(config, wires)
        self._outputs = {each.name: each for each in config.output}
        wirings = {zone.input: zone.wiring for zone in config.zone}
        self._at: dict[tuple[str, int], str] = {}
        self.circuits: dict[str, Circuit] = {}
        for wired in config.input:
            if wired.adc is not None and wired.channel is not None:
                random = Random(f"{seed} {wired.name}")
                self.circuits[wired.name] = Circuit(wired, wirings[wired.name], random, lambda: now_ns() // NS_PER_MS)
                self._at[wired.adc, wired.channel] = wired.name
        self._sirens = {each.name: each.siren for each in config.input if each.siren is not None}
        self._rails = {(adc.name, adc.rail_channel) for adc in config.adc}
        self.chips: dict[str, Ads1115Chip] = {}
        self._places: dict[str, tuple[Bus, int]] = {}
        for adc in config.adc:
            bus = buses.at(adc.i2c_bus)
            chip = Ads1115Chip(_clock_on(bus, now_ns), self._pins_of(adc.name))
            bus.chips[adc.address] = self.chips[adc.name] = chip
            self._places[adc.name] = (bus, adc.address)

    @property
    def rail_v(self) -> float:
        """What all loops hang from, and the converters live on."""
        return self._rail_v

    @rail_v.setter
    def rail_v(self, volts: float) -> None:
        self._rail_v = volts
        for chip in self.chips.values():
            chip.supply_v = volts

    def befall(self, converter: str, fault: ConverterFault) -> None:
        """Raises NoSuchThing."""
        if converter not in self._places:
            raise NoSuchThing(f"no converter {converter!r} in this house; it has {', '.join(self._places) or 'none'}")
        bus, address = self._places[converter]
        match fault:
            case ConverterFault.OUT:
                bus.missing.add(address)
            case ConverterFault.HUNG:
                bus.hung = True
            case ConverterFault.RESET:
                self.chips[converter].loses_its_supply()
            case ConverterFault.WELL:
                bus.hung = False
                bus.missing.discard(address)

    def converters(self) -> dict[str, str]:
        """How each converter is, or its bus."""
        return {
            name: "hung" if bus.hung else "out" if address in bus.missing else "ok"
            for name, (bus, address) in self._places.items()
        }

    def words(self) -> dict[str, str]:
        """What is wrong, by input, where something is."""
        return {name: words for name, circuit in self.circuits.items() if (words := circuit.words())}

    def _pins_of(self, adc: str) -> Callable[[int], float]:
        return lambda channel: self._volts(adc, channel)

    def _volts(self, adc: str, channel: int) -> float:
        if (adc, channel) in self._rails:
            return self.rail_v
        name = self._at.get((adc, channel))
        if name is None:
            return 0.0  # tied to ground, as unused ones should be
        if name in self._sirens and self.relays.is_on(self._outputs[self._sirens[name]]):
            return self.rail_v  # the relay has taken the line away: nothing but the pull-up is there
        # Diodes of the chip hold the pin, whatever a motor beside the cable makes of it.
        return max(-0.2, min(self.rail_v + 0.2, self.circuits[name].share() * self.rail_v))


def _clock_on(bus: Bus, now_ns: Callable[[], int]) -> Callable[[], int]:
    return lambda: now_ns() + bus.waited_ns


def _contact_ohm(opened: bool, across_ohm: int | None) -> float:
    """A contact and the resistor across it, if there is one."""
    if not opened:
        return REED_OHM
    return math.inf if across_ohm is None else float(across_ohm)
