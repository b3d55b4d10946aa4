"""Plays gestures on simulated wires: the house, its timeline and its meter on one header.

Still without a clock of its own: ``advance(now)`` plays what is due. The demo's shell calls it in real
time (``shell``), tests and replays on a virtual clock.
"""

from collections.abc import Callable, Mapping

from hw_sim.i2c.bus import Buses
from hw_sim.pins.wires import Drive, Wires
from hw_sim.world.actions import Action, Chattered, ContactMoved, FrameSent, Gesture, KeyMoved, TagMoved
from hw_sim.world.climate import Climate, Mishap
from hw_sim.world.contacts import contact_level, line_level, wirings
from hw_sim.world.errors import BadRequest, NoSuchThing
from hw_sim.world.faults import ON_A_PIN, ConverterFault, WireFault, amount_of
from hw_sim.world.glasses import Glasses
from hw_sim.world.house import House
from hw_sim.world.look import LAMPS, Change, Look, Meter, changed
from hw_sim.world.loops import Loops
from hw_sim.world.pads import pads
from hw_sim.world.readers import Readers
from hw_sim.world.relays import RelayFault
from hw_sim.world.storm import Storm
from hw_sim.world.timeline import Timeline
from panel.config.model import Config, OutputRole

NS_PER_MS = 1_000_000


class Stage:
    """One simulated house, wired. ``tell`` hears of every wire that changes; ``buses``: on which some readers hang."""

    def __init__(
        self,
        config: Config,
        tags: Mapping[str, str],
        wires: Wires,
        tell: Callable[[Change], None],
        buses: Buses | None = None,
    ) -> None:
        """``buses``: the house's own; if none are given others, on which hang keypads, displays, sensors, readers and
        converters alone."""
        self.house = House(config, tags)
        self.buses = Buses() if buses is None else buses
        self._wires = wires
        self._pads = pads(config, wires, self.buses)
        self.loops = Loops(config, self.buses, wires, wires.now_ns)
        self._hands: dict[str, WireFault] = {}
        self._timeline = Timeline()
        self._storm: Storm | None = None
        self._told = tell
        self._changed_ms: dict[str, int] = {}
        self._lines = {each.name: each for each in config.input if each.pin is not None}
        self._climate = Climate(config, self.buses, wires.now_ns)
        self._wirings = wirings(config)
        self.readers = Readers(config, wires, self.buses)
        self._at_rest()
        for name, is_open in self._climate.beyond().items():
            self.house.found(name, is_open)
        self._glasses = Glasses(config, self.buses, wires.now_ns, self._read)
        self._meter = Meter(config, wires, self.loops.relays, self._tell)

    def begin(self, gesture: Gesture) -> None:
        """Plans a gesture; ``advance`` plays it."""
        self._timeline.add(gesture.timed)

    def next_ms(self) -> int | None:
        """When ``advance`` is wanted next."""
        wanted = self._timeline.next_ms(), None if self._storm is None else self._storm.next_ms
        return min((at_ms for at_ms in wanted if at_ms is not None), default=None)

    @property
    def contacts(self) -> tuple[str, ...]:
        """The inputs that are contacts, on a pin or in a loop, by name."""
        return (*self._lines, *self.loops.circuits)

    def breaks_out(self, storm: Storm) -> None:
        """From now on it rages; one before it is over."""
        self._storm = storm

    def advance(self, now_ms: int) -> None:
        """Plays everything due by ``now_ms``."""
        while self._storm is not None and (next_ms := self._storm.next_ms) is not None and next_ms <= now_ms:
            self._timeline.add(self._storm.window())
        for timed in self._timeline.take_due(now_ms):
            if self.house.happened(timed.action):
                self._play(timed.action, timed.at_ms)

    def look(self, now_ms: int) -> Look:
        """The house as it is now."""
        contacts = {name: _word(is_open) for name, is_open in self.house.inputs.items()}
        displays = self._glasses.look()
        return Look(
            siren=self._meter.role(OutputRole.SIREN),
            strobe=self._meter.role(OutputRole.STROBE),
            sounder=self._meter.role(OutputRole.SOUNDER),
            lamps={name: self._meter.role(role) for name, role in LAMPS.items()},
            display=next((display.lines for display in displays.values()), None),
            displays=displays,
            inputs=contacts,
            wires=self.loops.words() | {name: fault.value for name, fault in self._hands.items()},
            converters=self.loops.converters(),
            outputs=self._meter.levels(),
            climate=self._climate.look(),
            changed_ms=dict(self._changed_ms),
            now_ms=now_ms,
        )

    def set_air(self, sensor: str, celsius: float, humidity: float | None, now_ms: int) -> None:
        """The air at a sensor from now on. Raises NoSuchThing."""
        self._its_sensor(sensor)
        self._climate.set_air(sensor, celsius, humidity)
        self._feel(now_ms * NS_PER_MS)

    def befall_sensor(self, sensor: str, mishap: Mishap) -> None:
        """What becomes of a sensor. Raises NoSuchThing."""
        self._its_sensor(sensor)
        self._climate.befall(sensor, mishap)

    def _its_sensor(self, sensor: str) -> None:
        if sensor not in self._climate.names:
            raise NoSuchThing(f"no sensor {sensor!r} in this house; it has {', '.join(self._climate.names) or 'none'}")

    def _feel(self, at_ns: int) -> None:
        """Tells of every input that looks at air which has gone over its limit, or come back."""
        for name, is_open in self._climate.beyond().items():
            if self.house.found(name, is_open):
                self._tell(changed(name, "input", _word(is_open), at_ns))

    def _at_rest(self) -> None:
        """Before anything happens: doors shut, nobody about."""
        for name in self._lines:
            self._wires.act(self._contact(name, False))

    def _play(self, action: Action, at_ms: int) -> None:
        # The stamp is the planned millisecond even when the shell is late, and the true nanosecond
        # within it when the shell is in time: latencies measured from it are neither.
        at_ns = min(self._wires.now_ns(), (at_ms + 1) * NS_PER_MS - 1)
        match action:
            case ContactMoved(name, is_open):
                self._move(name, is_open, at_ns)
                self._tell(changed(name, "input", _word(is_open), at_ns))
            case KeyMoved(keypad, row, column, down):
                self._pads[keypad].move(row, column, down, at_ns)
            case Chattered(name, is_open):
                if not self.house.inputs[name]:  # somebody has opened it: that is no glitch
                    self._move(name, is_open, at_ns)
            case FrameSent(reader, bits):
                self.readers.send(reader, bits, at_ns)
            case TagMoved(reader, uid, there):
                self.readers.move(reader, uid, there, at_ms)

    def befall_relay(self, output: str, fault: RelayFault) -> None:
        """What becomes of what an output line switches. Raises NoSuchThing."""
        self.loops.relays.befall(output, fault)
        now_ns = self._wires.now_ns()
        self._tell(changed(output, "relay", fault.value, now_ns))
        self._meter.read(now_ns)

    def wire(self, zone: str, fault: WireFault, value: str | float = "") -> None:
        """Something befalls a zone's wires. Raises WorldError."""
        name, amount = self.house.input_of(zone), amount_of(fault, value)
        if name in self._lines:
            self._by_hand(name, fault)
        elif name in self.loops.circuits:
            self.loops.circuits[name].befall(fault, amount)
        else:
            raise BadRequest(f"{name} has no wires of its own: it looks at a sensor")
        now_ns = self._wires.now_ns()
        self._tell(changed(name, "wire", fault.value, now_ns))

    def befall_converter(self, name: str, fault: ConverterFault) -> None:
        """What becomes of a converter, or of its bus. Raises NoSuchThing."""
        self.loops.befall(name, fault)
        self._tell(changed(name, "converter", fault.value, self._wires.now_ns()))

    def _by_hand(self, name: str, fault: WireFault) -> None:
        if fault not in ON_A_PIN:
            raise BadRequest(f"{name} is on a pin, which knows only {', '.join(ON_A_PIN)}")
        self._hands.pop(name, None)
        if fault is not WireFault.MEND:
            self._hands[name] = fault
        self._wires.act(self._contact(name, self.house.inputs[name]))

    def _move(self, name: str, is_open: bool, at_ns: int) -> None:
        if name in self._lines:
            self._wires.act(self._contact(name, is_open), at_ns)
        elif name in self.loops.circuits:
            self.loops.circuits[name].opened = is_open
        else:
            self._climate.trip(name, is_open)
            self._feel(at_ns)

    def _contact(self, name: str, tripped: bool) -> Drive:
        line, hands = self._lines[name], self._hands.get(name)
        if hands is not None:
            return Drive(line.line, contact_level(line, hands is WireFault.SHORT))
        return Drive(line.line, line_level(line, self._wirings[name], tripped))

    def _read(self, display: str, kind: str, state: str) -> None:
        """What is read on a display has changed."""
        self._tell(changed(display, kind, state, self._wires.now_ns()))

    def _tell(self, change: Change) -> None:
        self._changed_ms[change.wire] = change.at_ms
        self._told(change)


def _word(is_open: bool) -> str:
    return "open" if is_open else "closed"
