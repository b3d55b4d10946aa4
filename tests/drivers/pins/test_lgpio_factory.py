"""Our part of lgpio: edges into the loop, outputs without a blip. The library itself is not installed here."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import gpiozero
import pytest

from drivers.pins import chips


class FakeLgpio(ModuleType):
    """As much of lgpio 0.2.2 as gpiozero's factory calls; it writes down what it is told."""

    SET_PULL_NONE, SET_PULL_UP, SET_PULL_DOWN = 128, 32, 64
    RISING_EDGE, FALLING_EDGE, BOTH_EDGES = 1, 2, 3
    error = type("error", (Exception,), {})

    def __init__(self) -> None:
        super().__init__("lgpio")
        self.claimed: list[tuple[Any, ...]] = []
        self.callbacks: list[Any] = []

    def gpiochip_open(self, chip: int) -> int:
        self.claimed.append(("chip", chip))
        return 7

    def gpiochip_close(self, handle: int) -> None:
        pass

    def gpio_claim_input(self, handle: int, gpio: int, flags: int = 0) -> None:
        self.claimed.append(("in", gpio))

    def gpio_claim_output(self, handle: int, gpio: int, level: int = 0, flags: int = 0) -> None:
        self.claimed.append(("out", gpio, level))

    def gpio_claim_alert(self, handle: int, gpio: int, edges: int, flags: int) -> None:
        self.claimed.append(("alert", gpio, edges))

    def gpio_get_mode(self, handle: int, gpio: int) -> int:
        return 0

    def gpio_free(self, handle: int, gpio: int) -> None:
        pass

    def gpio_set_debounce_micros(self, handle: int, gpio: int, micros: int) -> None:
        pass

    def callback(self, handle: int, gpio: int, edges: int, func: Any) -> Any:
        self.callbacks.append(func)
        return self

    def cancel(self) -> None:
        pass


@pytest.fixture
def lgpio(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeLgpio]:
    """The library, as if installed, on a Pi 4 whose header is gpiochip3."""
    fake = FakeLgpio()
    monkeypatch.setitem(sys.modules, "lgpio", fake)
    for module in ("gpiozero.pins.lgpio", "drivers.pins.lgpio_factory"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setattr(chips, "find_chip", lambda: Path("/dev/gpiochip3"))
    monkeypatch.setattr("gpiozero.pins.local.get_pi_revision", lambda: 0xC03114)
    yield fake
    for module in ("gpiozero.pins.lgpio", "drivers.pins.lgpio_factory"):
        sys.modules.pop(module, None)


def opened() -> Any:
    from drivers.pins.lgpio_factory import LoopLGPIOFactory  # only now is there an lgpio to import

    return LoopLGPIOFactory()


def test_it_opens_the_chip_whose_label_is_the_header_s(lgpio: FakeLgpio) -> None:
    opened().close()
    assert lgpio.claimed == [("chip", 3)]


@pytest.mark.parametrize("active_high", [True, False])
def test_an_output_is_claimed_with_its_level_so_that_no_relay_clicks(lgpio: FakeLgpio, active_high: bool) -> None:
    factory = opened()
    device = gpiozero.OutputDevice(22, active_high=active_high, initial_value=False, pin_factory=factory)
    outs = [claim for claim in lgpio.claimed if claim[0] == "out"]
    assert outs[-1] == ("out", 22, int(not active_high))
    device.close()
    factory.close()


class Heard:
    """What a pin called, and in which thread."""

    def __init__(self) -> None:
        self.calls: list[tuple[float, float, bool]] = []

    def changed(self, ticks: float, state: float) -> None:
        self.calls.append((ticks, state, threading.current_thread() is threading.main_thread()))


def test_edges_come_from_its_thread_into_the_loop_and_its_time_outs_do_not(lgpio: FakeLgpio) -> None:
    factory, heard = opened(), Heard()
    device = gpiozero.InputDevice(17, pull_up=True, pin_factory=factory)
    device.pin.when_changed = heard.changed
    (call,) = lgpio.callbacks
    call(7, 17, 0, 1_500_000_000)  # no loop yet: the level re-read will show it

    async def edges() -> None:
        factory.attach(asyncio.get_running_loop())
        for level in (0, 2, 1):  # 2: lgpio's watchdog
            await asyncio.to_thread(call, 7, 17, level, 2_000_000_000 + level)
        await asyncio.sleep(0)

    asyncio.run(edges())
    assert heard.calls == [(2.0, 0, True), (2.000000001, 1, True)]
    call(7, 17, 0, 3_000_000_000)  # the loop is closed; an exception here would leave every input deaf
    device.close()
    factory.close()
