"""gpiozero's pins over gpiod 2.x, the kernel maintainers' own binding.

Why not lgpio, gpiozero's usual choice: it calls every edge in one thread of its own, and one exception
there leaves all inputs deaf; here the kernel's events are read in the asyncio loop (0.36 ms at the
median against 1.6 ms, same virtual machine). One line request per pin, so that a pin can be opened,
changed and closed by itself; the kernel refuses a second holder.
"""

import asyncio
import errno
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import gpiod
from gpiod.line import Bias, Clock, Direction, Edge, Value
from gpiozero import (
    GPIOPinInUse,
    PinFixedPull,
    PinInvalidFunction,
    PinInvalidPull,
    PinSetInput,
)
from gpiozero.pins.local import LocalPiFactory, LocalPiPin
from gpiozero.pins.pi import PinInfo

from drivers.pins.boards import checked_board
from drivers.pins.chips import PI_LABELS, checked_chip, find_chip
from drivers.pins.refusals import refuse_bounce, refuse_pwm, refuse_spi
from drivers.pins.reservations import own_reservations

CONSUMER = "sereno"
NS_PER_S = 1_000_000_000
EVENTS_MAX = 64  # per line; the kernel drops the oldest beyond, and the level re-read makes up for it

_EDGE_OF = {"none": Edge.NONE, "rising": Edge.RISING, "falling": Edge.FALLING, "both": Edge.BOTH}
_BIAS_OF = {"up": Bias.PULL_UP, "down": Bias.PULL_DOWN, "floating": Bias.DISABLED}
_PULL_OF = {Bias.PULL_UP: "up", Bias.PULL_DOWN: "down"}


class GpiodFactory(LocalPiFactory):
    """Pins of the header of this Raspberry Pi.

    ``chip`` names a controller instead of looking for one, ``labels`` the controllers allowed, and
    ``revision`` the board's code instead of the one in its device tree. Raises PinFactoryError.
    """

    def __init__(
        self, chip: Path | None = None, labels: Sequence[str] = PI_LABELS, revision: int | None = None
    ) -> None:
        super().__init__()
        self.pins: dict[PinInfo, GpiodPin] = {}  # type: ignore[assignment]  # gpiozero types it for its own pins
        self._reservations, self._res_lock = own_reservations()
        self.pin_class = GpiodPin
        self.loop: asyncio.AbstractEventLoop | None = None
        self._revision = revision
        checked_board(self)
        path = find_chip(labels) if chip is None else checked_chip(chip, labels)
        self.chip = gpiod.Chip(str(path))

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on edges are read in this loop; those since the pin was opened come first."""
        self.loop = loop
        for pin in self.pins.values():
            pin.listen()

    def close(self) -> None:
        """Lets go of every line and of the chip."""
        super().close()
        self.chip.close()

    def spi(self, **spi_args: object) -> NoReturn:
        """Refused."""
        refuse_spi()

    def _get_revision(self) -> int:
        return super()._get_revision() if self._revision is None else self._revision


class GpiodPin(LocalPiPin):
    """One line. Taken as it is: whether a former panel left it driving can still be seen, and kept."""

    factory: GpiodFactory

    def __init__(self, factory: GpiodFactory, info: PinInfo) -> None:
        super().__init__(factory, info)
        self._wanted_edges = "both"
        self._listening = False
        self._request: gpiod.LineRequest | None = None
        self._settings = gpiod.LineSettings()
        self._take()

    def close(self) -> None:
        """Lets go of the line. Whether an output keeps its level is the kernel's affair: docs/hardware.md."""
        self._stop_listening()
        if self._request is not None:
            self._request.release()
            self._request = None
        self.when_changed = None

    def output_with_state(self, state: float) -> None:
        """Output and level in one request to the kernel: an active-low relay must not click in between."""
        self._apply(gpiod.LineSettings(direction=Direction.OUTPUT, output_value=_value(state)))

    def input_with_pull(self, pull: str) -> None:
        """Input and pull in one request to the kernel."""
        self._apply(replace(self._settings, direction=Direction.INPUT, bias=self._bias(pull)))

    def listen(self) -> None:
        """Reads the line's events in the factory's loop, once it has one and somebody listens."""
        loop = self.factory.loop
        if loop is not None and self._settings.edge_detection is not Edge.NONE and not self._listening:
            loop.add_reader(self._line.fd, self._readable)
            self._listening = True

    @property
    def _line(self) -> gpiod.LineRequest:
        if self._request is None:
            self._take()
        assert self._request is not None
        return self._request

    def _take(self) -> None:
        chip, offset = self.factory.chip, self._number
        if not chip:
            raise OSError(errno.ENODEV, "the GPIO chip was closed")
        before = chip.get_line_info(offset)
        try:
            self._request = chip.request_lines(
                {offset: gpiod.LineSettings()}, consumer=CONSUMER, event_buffer_size=EVENTS_MAX
            )
        except OSError as error:
            holder = f"is held by {before.consumer or 'the kernel'}" if before.used else f"was refused: {error}"
            raise GPIOPinInUse(f"{self!r} {holder}; `gpioinfo` shows who holds which line") from error
        os.set_blocking(self._request.fd, False)
        # Asked again: only a line that is held tells its true direction.
        info = chip.get_line_info(offset)
        self._settings = gpiod.LineSettings(direction=info.direction, bias=info.bias, event_clock=Clock.MONOTONIC)

    def _apply(self, settings: gpiod.LineSettings) -> None:
        self._line.reconfigure_lines({self._number: settings})
        self._settings = settings

    def _get_function(self) -> str:
        return "output" if self._settings.direction is Direction.OUTPUT else "input"

    def _set_function(self, value: str) -> None:
        if value == "output":
            self.output_with_state(self._get_state())
        elif value == "input":
            self._apply(gpiod.LineSettings(direction=Direction.INPUT, bias=_BIAS_OF[self.info.pull or "floating"]))
        else:
            raise PinInvalidFunction(f'invalid function "{value}" for pin {self!r}; it can be input or output')

    def _get_state(self) -> int:
        (value,) = self._line.get_values()
        if not self._listening:
            self.listen()  # it answers, so its events are worth reading again, should that have failed before
        return int(value is Value.ACTIVE)

    def _set_state(self, value: float) -> None:
        if self._get_function() == "input":
            raise PinSetInput(f"cannot set state of pin {self!r}: it is an input")
        self._line.set_value(self._number, _value(value))
        self._settings = replace(self._settings, output_value=_value(value))

    def _get_pull(self) -> str:
        return self.info.pull or _PULL_OF.get(self._settings.bias, "floating")

    def _set_pull(self, value: str) -> None:
        if self._get_function() != "input":
            raise PinFixedPull(f"cannot set pull on non-input pin {self!r}")
        self._apply(replace(self._settings, bias=self._bias(value)))

    def _bias(self, pull: str) -> Bias:
        if self.info.pull not in (pull, ""):
            raise PinFixedPull(f"{self!r} has a physical pull-{self.info.pull} resistor")
        try:
            return _BIAS_OF[pull]
        except KeyError as error:
            raise PinInvalidPull(f'invalid pull "{pull}" for pin {self!r}; it can be up, down or floating') from error

    def _set_frequency(self, value: float | None) -> None:
        refuse_pwm(self, value)

    def _set_bounce(self, value: float | None) -> None:
        refuse_bounce(self, value)

    def _get_edges(self) -> str:
        return self._wanted_edges

    def _set_edges(self, value: str) -> None:
        self._wanted_edges = value
        if self._when_changed is not None:
            self._enable_event_detect()

    def _enable_event_detect(self) -> None:
        self._apply(replace(self._settings, edge_detection=_EDGE_OF[self._wanted_edges]))
        self.listen()

    def _disable_event_detect(self) -> None:
        self._stop_listening()
        if self._request is not None:
            self._apply(replace(self._settings, edge_detection=Edge.NONE))

    def _stop_listening(self) -> None:
        if self._listening:
            assert self.factory.loop is not None
            self.factory.loop.remove_reader(self._line.fd)
            self._listening = False

    def _readable(self) -> None:
        try:
            events = self._line.read_edge_events(EVENTS_MAX)
        except BlockingIOError:
            return
        except OSError:
            # The chip is gone: a dead descriptor is readable for ever. The level re-read says that it failed.
            self._stop_listening()
            return
        for event in events:
            rising = event.event_type is gpiod.EdgeEvent.Type.RISING_EDGE
            self._call_when_changed(event.timestamp_ns / NS_PER_S, int(rising))


def _value(state: float) -> Value:
    return Value.ACTIVE if state else Value.INACTIVE
