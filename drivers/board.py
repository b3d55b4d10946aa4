"""Opens what the configuration names: all of it, or none."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from types import MappingProxyType
from typing import Protocol, TypeVar, runtime_checkable

import gpiozero

from drivers.errors import PinUnusableError, WiringError
from drivers.health import Report
from drivers.inputs import ContactInput
from drivers.keypads import MatrixKeypad
from drivers.outputs import SwitchOutput
from drivers.readers import WiegandReader
from panel.config.model import Config, InputConfig
from panel.ports import HardwareEvent, InputPort, OutputPort, Sink
from zones.wiring import Wiring


@runtime_checkable
class NeedsLoop(Protocol):
    """A pin factory whose edges arrive on file descriptors, or in a thread of its own."""

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on edges are called in the loop's thread."""
        ...


class Closable(Protocol):
    """Every device on the board."""

    def close(self) -> None: ...


D = TypeVar("D", bound=Closable)


class PinBoard:
    """The board of ``panel.ports`` over gpiozero pins. Made by ``open_board``."""

    def __init__(self, config: Config, factory: gpiozero.Factory) -> None:
        self._factory = factory
        self._sink: Sink | None = None
        self._stack = ExitStack()
        report: Report = self._report
        with ExitStack() as opening:
            # Outputs first: until it is claimed a siren line floats, and the inputs can wait.
            self._outputs = {
                c.name: self._open(opening, c.name, lambda c=c: SwitchOutput(c, factory, report)) for c in config.output
            }
            self._inputs = {
                c.name: self._open(opening, c.name, lambda c=c: ContactInput(c, wiring_of(config, c), factory, report))
                for c in config.input
            }
            self._readers = {
                c.name: self._open(opening, c.name, lambda c=c: WiegandReader(c, factory, report)) for c in config.reader
            }
            self._keypads = {
                c.name: self._open(opening, c.name, lambda c=c: MatrixKeypad(c, factory, report)) for c in config.keypad
            }
            self._stack = opening.pop_all()

    @property
    def inputs(self) -> Mapping[str, InputPort]:
        return MappingProxyType(self._inputs)

    @property
    def outputs(self) -> Mapping[str, OutputPort]:
        return MappingProxyType(self._outputs)

    @property
    def readers(self) -> Mapping[str, WiegandReader]:
        """The tag readers, for their counts of misreads."""
        return MappingProxyType(self._readers)

    def start(self, sink: Sink) -> None:
        self._sink = sink
        if isinstance(self._factory, NeedsLoop):
            self._factory.attach(asyncio.get_running_loop())
        for device in (*self._inputs.values(), *self._readers.values(), *self._keypads.values()):
            device.start()

    def poll(self, now_ms: int) -> None:
        for devices in (self._inputs, self._outputs, self._readers, self._keypads):
            for device in devices.values():
                device.poll(now_ms)

    def next_poll_ms(self) -> int | None:
        wanted = [device.next_poll_ms() for device in (*self._readers.values(), *self._keypads.values())]
        return min((at_ms for at_ms in wanted if at_ms is not None), default=None)

    def close(self) -> None:
        self._sink = None
        self._stack.close()

    def _report(self, event: HardwareEvent) -> None:
        if self._sink is not None:
            self._sink(event)

    def _open(self, opening: ExitStack, name: str, make: Callable[[], D]) -> D:
        try:
            device = make()
        except gpiozero.GPIOZeroError as error:
            raise PinUnusableError(f"{name}: {error}") from error
        except OSError as error:
            raise PinUnusableError(f"{name}: {error}") from error
        opening.callback(device.close)
        return device


def open_board(config: Config, factory: gpiozero.Factory) -> PinBoard:
    """Opens every device the configuration names, silent until started. Raises DriverError, with nothing left open."""
    return PinBoard(config, factory)


def wiring_of(config: Config, wanted: InputConfig) -> Wiring:
    """How the detector on an input is wired, as its zone says; an input without a zone reads as NC."""
    found = {zone.wiring: zone.id for zone in config.zone if zone.input == wanted.name}
    if len(found) > 1:
        zones = ", ".join(f"zone {zone} says {wiring}" for wiring, zone in found.items())
        raise WiringError(f"input {wanted.name}: {zones}; one contact has one wiring. Make them agree.")
    return next(iter(found), Wiring.NC)
