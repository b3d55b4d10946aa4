"""Our part of lgpio: edges into the loop, outputs without a blip. The library itself is not installed here."""

import asyncio
import errno
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import gpiozero
import pytest

from drivers.board import open_board
from drivers.edge_watch import MayGoDeaf
from drivers.errors import PinFactoryError, PinUnusableError
from drivers.pins import chips, open_factory
from panel.config.model import BoardConfig, InputConfig, PinFactory
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent
from tests.support.pin_bench import installation

RADIO = 23  # a line that another program holds


class FakeThread:
    """The library's one thread; it ends when a callback raises."""

    def __init__(self) -> None:
        self.alive = True

    def is_alive(self) -> bool:
        return self.alive


class FakeLgpio(ModuleType):
    """As much of lgpio 0.2.2 as gpiozero's factory calls; it writes down what it is told."""

    SET_PULL_NONE, SET_PULL_UP, SET_PULL_DOWN = 128, 32, 64
    RISING_EDGE, FALLING_EDGE, BOTH_EDGES = 1, 2, 3
    error = type("error", (Exception,), {})

    def __init__(self) -> None:
        super().__init__("lgpio")
        self.claimed: list[tuple[Any, ...]] = []
        self.callbacks: list[Any] = []
        self._notify_thread = FakeThread()
        self.outputs: set[int] = set()
        self.left: dict[int, int] = {}  # outputs of a panel that died, and their levels
        self.failing = False
        self.revision = 0xC03114

    def gpiochip_open(self, chip: int) -> int:
        self._fail_if_asked()
        self.claimed.append(("chip", chip))
        return 7

    def gpiochip_close(self, handle: int) -> None:
        self.claimed.append(("closed", handle))

    def gpio_claim_input(self, handle: int, gpio: int, flags: int = 0) -> None:
        self.claimed.append(("in", gpio))
        self.outputs.discard(gpio)

    def gpio_claim_output(self, handle: int, gpio: int, level: int = 0, flags: int = 0) -> None:
        self.claimed.append(("out", gpio, level))
        self.outputs.add(gpio)

    def gpio_write(self, handle: int, gpio: int, level: int) -> None:
        self.claimed.append(("write", gpio, level))

    def gpio_claim_alert(self, handle: int, gpio: int, edges: int, flags: int) -> None:
        self.claimed.append(("alert", gpio, edges))

    def gpio_get_mode(self, handle: int, gpio: int) -> int:
        return 2 if gpio in self.outputs else 0  # GPIO_IS_OUT of gpiozero's LGPIOPin

    def gpio_read(self, handle: int, gpio: int) -> int:
        self._fail_if_asked()
        return 0

    def _fail_if_asked(self) -> None:
        if self.failing:
            raise self.error("GPIO not allocated")

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
    monkeypatch.setattr(chips, "driven_level", lambda path, line, consumer: left(fake, path, line))
    monkeypatch.setattr("gpiozero.pins.local.get_pi_revision", lambda: fake.revision)
    yield fake
    for module in ("gpiozero.pins.lgpio", "drivers.pins.lgpio_factory"):
        sys.modules.pop(module, None)


def left(fake: FakeLgpio, path: Path, line: int) -> int | None:
    """What gpiod says of a line; one is another program's."""
    assert path == Path("/dev/gpiochip3")
    if line == RADIO:
        raise OSError(errno.EBUSY, "is held by radio")
    return fake.left.get(line)


def opened() -> Any:
    from drivers.pins.lgpio_factory import LoopLGPIOFactory  # only now is there an lgpio to import

    return LoopLGPIOFactory()


def test_it_opens_the_chip_whose_label_is_the_header_s(lgpio: FakeLgpio) -> None:
    opened().close()
    assert lgpio.claimed == [("chip", 3), ("closed", 7)]


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


def test_a_library_whose_thread_has_ended_says_that_it_is_deaf(lgpio: FakeLgpio) -> None:
    factory = opened()
    assert issubclass(type(factory), MayGoDeaf)  # which is how a board finds out that it can be asked
    assert factory.deafness() == ""
    lgpio._notify_thread.alive = False
    assert factory.deafness() == "lgpio's thread that brings the edges has ended"
    factory.close()


def test_a_board_on_a_deaf_library_says_so_before_any_contact_moves(lgpio: FakeLgpio) -> None:
    said: list[HardwareEvent] = []
    config = installation(board=BoardConfig(pins=PinFactory.LGPIO))

    async def guarded() -> None:
        board = open_board(config, opened())
        board.start(said.append)
        lgpio._notify_thread.alive = False
        for at_ms in (200, 300, 400):
            board.poll(time.monotonic_ns() // 1_000_000 + at_ms)
        board.close()

    asyncio.run(guarded())
    (failed,) = [event for event in said if isinstance(event, DeviceFailed)]
    assert failed.device == "lgpio"
    assert failed.detail.startswith("lgpio: lgpio's thread that brings the edges has ended; each change has to have")


def test_what_software_does_badly_is_refused_as_it_is_over_gpiod(lgpio: FakeLgpio) -> None:
    factory = opened()
    pin = factory.pin(22)
    with pytest.raises(gpiozero.PinPWMUnsupported, match="would stutter"):
        pin.frequency = 440
    with pytest.raises(gpiozero.PinInvalidBounce, match="qualified by their stamps"):
        pin.bounce = 0.05
    with pytest.raises(gpiozero.PinSPIUnsupported, match="use the kernel's SPI bus"):
        factory.spi()
    pin.frequency = None
    pin.bounce = None
    factory.close()


def test_the_resistors_on_gpio_2_and_3_are_known(lgpio: FakeLgpio) -> None:
    factory = opened()
    assert (factory.pin(2).pull, factory.pin(4).pull) == ("up", "floating")
    factory.close()


@pytest.mark.parametrize("level", [0, 1])
def test_an_output_of_a_panel_that_died_goes_on_at_its_level_and_is_never_an_input(
    lgpio: FakeLgpio, level: int
) -> None:
    lgpio.left[22] = level
    factory = opened()
    factory.pin(22)
    assert [claim for claim in lgpio.claimed if claim[0] in ("in", "out")] == [("out", 22, level)]
    factory.close()


def test_a_line_of_another_program_is_refused_with_its_name(lgpio: FakeLgpio) -> None:
    config = installation(input=(InputConfig(name="door", pin=RADIO),))
    with pytest.raises(PinUnusableError, match=r"^door: GPIO23 is held by radio; `gpioinfo` shows"):
        open_board(config, opened())


def test_a_line_that_fails_is_a_trouble_and_comes_back_and_never_ends_the_panel(lgpio: FakeLgpio) -> None:
    said: list[HardwareEvent] = []

    async def guarded() -> None:
        board = open_board(installation(), opened())
        board.start(said.append)
        begun_ms = time.monotonic_ns() // 1_000_000
        for at_ms, failing in ((200, True), (400, True), (600, False)):
            lgpio.failing = failing
            board.poll(begun_ms + at_ms)
        board.close()

    asyncio.run(guarded())
    _, failed, recovered = said
    assert isinstance(failed, DeviceFailed)
    assert failed.detail.startswith("door: reading GPIO17 failed: [Errno 5] lgpio says: ")
    assert isinstance(recovered, DeviceRecovered)


def test_a_chip_that_it_cannot_open_is_refused_in_a_sentence(lgpio: FakeLgpio) -> None:
    lgpio.failing = True
    with pytest.raises(PinFactoryError, match=r"^board: lgpio cannot open the header: .*lgpio says: .*group gpio"):
        open_factory(BoardConfig(pins=PinFactory.LGPIO))


def test_a_board_without_the_header_is_refused_and_the_chip_is_let_go(lgpio: FakeLgpio) -> None:
    lgpio.revision = 0x000E
    with pytest.raises(PinFactoryError, match=r"^board: this is a B 2.0, without the 40-pin header"):
        opened()
    assert lgpio.claimed == [("chip", 3), ("closed", 7)]
