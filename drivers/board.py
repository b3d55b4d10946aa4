"""Opens what the configuration names: all of it, or none."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from types import MappingProxyType
from typing import Protocol, TypeVar, runtime_checkable

import gpiozero

from drivers.bus.errands import EachOnce
from drivers.bus.i2c import Bus, Buses, open_bus
from drivers.bus.serial_port import Port, open_port
from drivers.bus.spi import Spi, open_spi
from drivers.climate.reader import ClimateReader, climate_input
from drivers.clock.module import OpenRtc, open_clock, open_rtc
from drivers.displays.driver import TextDisplay
from drivers.edge_watch import EdgeWatch
from drivers.errors import PinUnusableError, WiringError
from drivers.health import Report
from drivers.inputs import ContactInput
from drivers.keypads.on_expander import ExpanderKeypad
from drivers.keypads.on_pins import MatrixKeypad
from drivers.loops.reader import LoopReader, Rests
from drivers.outputs import SwitchOutput
from drivers.stamps import now_ms
from drivers.supply.reader import MAINS, SupplyReader
from drivers.tags.opening import TagReader, Ways, open_reader, warnings
from panel.config.keypads import is_on_expander
from panel.config.model import Config, InputConfig, KeypadConfig, PowerConfig
from panel.ports import ClockPort, DisplayPort, HardwareEvent, InputPort, OutputPort, Sink
from zones.wiring import Wiring

# Every second poll at 40 ms, at which a keypad on an expander wants them: its polls shall not read 28 lines each time.
READ_AGAIN_MS = 60
READ_MS_MAX = 100  # the back-stop's period: whoever asks for polls of his own, at other times, must not put it off


@runtime_checkable
class NeedsLoop(Protocol):
    """A pin factory whose edges arrive on file descriptors, or in a thread of its own."""

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on edges are called in the loop's thread."""
        ...


class _Named(Protocol):
    @property
    def name(self) -> str: ...


class _Device(Protocol):
    def close(self) -> None: ...


log = logging.getLogger("alarmd")

C = TypeVar("C", bound=_Named)
D = TypeVar("D", bound=_Device)


class PinBoard:
    """The board of ``panel.ports`` over gpiozero pins. Made by ``open_board``."""

    def __init__(self, config: Config, factory: gpiozero.Factory, ways: Ways) -> None:
        self._config = config
        self._factory = factory
        self._supply: SupplyReader | None = None
        self._sink: Sink | None = None
        self._read_ms: int | None = None
        report = self._report
        with ExitStack() as opened:
            shared, ports, spis = Buses(ways.buses), EachOnce(ways.ports), EachOnce(ways.spis)
            for each in (shared, ports, spis):
                opened.callback(each.close)
            once = Ways(buses=shared, ports=ports, spis=spis)
            # Outputs first: until it is claimed, only a weak pull holds a siren's line.
            self._outputs = _open_all(opened, config.output, lambda c: SwitchOutput(c, factory, report))
            self._edges = EdgeWatch(config.board.pins, factory, report)
            self._contacts = _open_all(
                opened,
                _on_lines(config),
                lambda c: ContactInput(c, wiring_of(config, c), factory, report, self._edges),
            )
            self._loops = _open_loops(config, shared, self._rest_since_ms, factory, report)
            self._readers = _open_all(opened, config.reader, lambda c: open_reader(c, factory, once, report))
            self._keypads = _open_all(opened, config.keypad, lambda c: _keypad(c, factory, shared, report))
            self._displays = {c.name: TextDisplay(c, shared(c.i2c_bus), report) for c in config.display}
            looking = [one for one in config.input if one.sensor is not None]
            seen = {one.name: climate_input(one) for one in looking}
            self._sensors = [
                ClimateReader(c, shared(c.i2c_bus), [seen[one.name] for one in looking if one.sensor == c.name], report)
                for c in config.sensor
            ]
            self._inputs: dict[str, InputPort] = {**self._contacts, **seen}
            for loops in self._loops:
                self._inputs |= loops.inputs
            self._clock = None if config.clock is None else open_clock(config.clock, shared, ways.rtcs, factory)
            if self._clock is not None:
                opened.callback(self._clock.close)
            if config.power is not None:
                self._supply = _open_supply(opened, config.power, factory, shared, report)
            self._opened = opened.pop_all()

    @property
    def inputs(self) -> Mapping[str, InputPort]:
        return MappingProxyType(self._inputs)

    @property
    def outputs(self) -> Mapping[str, OutputPort]:
        return MappingProxyType(self._outputs)

    @property
    def displays(self) -> Mapping[str, DisplayPort]:
        return MappingProxyType(self._displays)

    @property
    def clock(self) -> ClockPort | None:
        return self._clock

    @property
    def readers(self) -> Mapping[str, TagReader]:
        """The tag readers, for their counts of misreads."""
        return MappingProxyType(self._readers)

    def start(self, sink: Sink) -> None:
        """Reports from now on, beginning with the level of every input as it is.

        Call it in the thread of the running event loop; a factory that needs no loop (simulated wires
        in this process) does without one.
        """
        self._sink = sink
        if isinstance(self._factory, NeedsLoop):
            self._factory.attach(asyncio.get_running_loop())
        for warning in warnings(self._config):
            log.warning("%s", warning)
        self.poll(now_ms(self._factory))

    def poll(self, now_ms: int) -> None:
        if self._read_ms is None or now_ms - self._read_ms >= READ_AGAIN_MS:
            self._read_ms = now_ms
            self._read(now_ms)
        for loops in self._loops:
            loops.poll(now_ms)
        for reader in self._readers.values():
            reader.poll(now_ms)
        for keypad in self._keypads.values():
            keypad.poll(now_ms)
        for display in self._displays.values():
            display.poll(now_ms)
        for sensor in self._sensors:
            sensor.poll(now_ms)
        if self._clock is not None:
            self._clock.poll(now_ms)

    def _read(self, now_ms: int) -> None:
        for contact in self._contacts.values():
            contact.poll(now_ms)
        self._edges.poll(now_ms)
        for output in self._outputs.values():
            output.poll()
        if self._supply is not None:
            self._supply.poll(now_ms)

    def next_poll_ms(self) -> int | None:
        wanted = [reader.next_poll_ms() for reader in self._readers.values()]
        wanted += [keypad.next_poll_ms() for keypad in self._keypads.values()]
        wanted += [display.next_poll_ms() for display in self._displays.values()]
        wanted += [sensor.next_poll_ms() for sensor in self._sensors]
        wanted += [loops.next_poll_ms() for loops in self._loops]
        wanted += [] if self._clock is None else [self._clock.next_poll_ms()]
        asked_ms = min((at_ms for at_ms in wanted if at_ms is not None), default=None)
        if asked_ms is None or self._read_ms is None:
            return asked_ms
        return min(asked_ms, self._read_ms + READ_MS_MAX)

    def close(self) -> None:
        self._sink = None
        self._opened.close()

    def _rest_since_ms(self, output: str) -> int | None:
        return self._outputs[output].rest_since_ms

    def _report(self, event: HardwareEvent) -> None:
        if self._sink is not None:
            self._sink(event)


def open_board(
    config: Config,
    factory: gpiozero.Factory,
    buses: Callable[[int], Bus] = open_bus,
    ports: Callable[[str], Port] = open_port,
    rtcs: OpenRtc = open_rtc,
    spis: Callable[[str], Spi] = open_spi,
) -> PinBoard:
    """Opens every device the configuration names, silent until started. ``buses`` opens an I2C bus by its number,
    ``ports`` a serial port by its path, ``rtcs`` a clock of the kernel's and ``spis`` an SPI device by theirs.

    Raises DriverError with nothing left open: a line used twice, taken by another program, not on the
    header, or two zones that read one contact differently.
    """
    refuse_shared_pins(config)
    return PinBoard(config, factory, Ways(buses, ports, rtcs, spis))


def refuse_shared_pins(config: Config) -> None:
    """Raises PinUnusableError when two devices, or two lines of one, want the same pin, in whichever process."""
    users: dict[int, str] = {}
    for device, pin in _wanted_pins(config):
        if pin in users:
            raise PinUnusableError(
                f"{device}: GPIO{pin} is already used by {users[pin]}; a line has one device. "
                f"Wire one of them to another pin and say so in the configuration."
            )
        users[pin] = device


def wiring_of(config: Config, wanted: InputConfig) -> Wiring:
    """How the detector on an input is wired, as its zone says; an input without a zone reads as NC."""
    found = {zone.wiring: zone.id for zone in config.zone if zone.input == wanted.name}
    if len(found) > 1:
        said = ", ".join(f"zone {zone} says {wiring}" for wiring, zone in found.items())
        raise WiringError(f"input {wanted.name}: {said}; one contact has one wiring. Make the zones agree.")
    return next(iter(found), Wiring.NC)


def _wanted_pins(config: Config) -> Iterator[tuple[str, int]]:
    for contact in config.input:
        if contact.pin is not None:
            yield f"input {contact.name}", contact.pin
    for output in config.output:
        yield f"output {output.name}", output.pin
    for reader in config.reader:
        yield from ((f"reader {reader.name}", pin) for pin in reader.lines)
    for keypad in config.keypad:
        yield from ((f"keypad {keypad.name}", pin) for pin in _lines_of(keypad))
    if config.power is not None and config.power.mains_pin is not None:
        yield MAINS, config.power.mains_pin
    if config.gsm is not None and config.gsm.power_key is not None:
        yield "the modem's power key", config.gsm.power_key  # commsd's, and so never ours


def _lines_of(keypad: KeypadConfig) -> tuple[int, ...]:
    """Of the header: rows and columns, or an expander's INT."""
    if not is_on_expander(keypad):
        return (*keypad.rows, *keypad.columns)
    return () if keypad.int_pin is None else (keypad.int_pin,)


def _keypad(
    config: KeypadConfig, factory: gpiozero.Factory, buses: Buses, report: Report
) -> MatrixKeypad | ExpanderKeypad:
    if config.i2c_bus is None:
        return MatrixKeypad(config, factory, report)
    return ExpanderKeypad(config, factory, buses(config.i2c_bus), report)


def _on_lines(config: Config) -> Iterator[InputConfig]:
    return (one for one in config.input if one.pin is not None)


def _open_supply(
    opened: ExitStack, power: PowerConfig, factory: gpiozero.Factory, buses: Buses, report: Report
) -> SupplyReader:
    try:
        supply = SupplyReader(power, factory, buses(power.i2c_bus), report)
    except (OSError, gpiozero.GPIOZeroError) as error:
        raise PinUnusableError(f"{MAINS}: {error}; its line must be free. `gpioinfo` shows who holds which.") from error
    opened.callback(supply.close)
    return supply


def _open_loops(
    config: Config, buses: Buses, rests: Rests, factory: gpiozero.Factory, report: Report
) -> tuple[LoopReader, ...]:
    """One reader for each bus with converters. Their first scan is under way when this returns: by the time the panel
    asks, and that is after it has read its journal, a bus that is well has answered."""
    wirings = {each.name: wiring_of(config, each) for each in config.input}
    numbers = sorted({adc.i2c_bus for adc in config.adc})
    loops = tuple(LoopReader(config, number, buses(number), wirings, rests, report) for number in numbers)
    for each in loops:
        each.begin(now_ms(factory))
    return loops


def _open_all(opened: ExitStack, configs: Iterable[C], make: Callable[[C], D]) -> dict[str, D]:
    devices: dict[str, D] = {}
    for config in configs:
        try:
            device = make(config)
        except (OSError, gpiozero.GPIOZeroError) as error:
            raise PinUnusableError(
                f"{config.name}: {error}; its lines must be free and able to do what the configuration asks. "
                f"`gpioinfo` shows who holds which line."
            ) from error
        opened.callback(device.close)
        devices[config.name] = device
    return devices
