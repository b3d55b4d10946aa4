"""The line to a modem's power key, as a meter on the wire sees it: which level, for how long."""

import asyncio
from collections.abc import Awaitable, Callable

import gpiozero
import pytest

from drivers.errors import DriverError, LineFailedError, PinFactoryError, PinUnusableError
from drivers.power_key import PowerKey
from hw_sim.pins.netlist import Setting
from panel.config.gsm import ModemKind
from tests.support.pin_bench import NS_PER_MS, PinBench

LINE = 11


class Bench(PinBench):
    """Wires with a meter on the key's line; its clock goes on when the key waits."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[tuple[int, bool]] = []
        self.meanwhile: Callable[[], Awaitable[None]] = _nothing
        self.wires.observe(lambda line, level, at_ns: self.levels.append((at_ns // NS_PER_MS, level)))

    def key(self, *, high: bool = True, kind: ModemKind = ModemKind.SIM800) -> PowerKey:
        return PowerKey(LINE, high, kind, self.factory, self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.now_ns += round(seconds * 1_000) * NS_PER_MS
        await self.meanwhile()

    def at_rest(self, *, high: bool = True) -> bool:
        """Driven, and not pressed."""
        return self.wires.is_output(LINE) and self.wires.level(LINE) is not high


async def _nothing() -> None:
    return


@pytest.mark.parametrize("high", [True, False])
def test_opening_it_presses_nothing_not_even_for_a_moment(high: bool) -> None:
    bench = Bench()
    bench.wires.drive(LINE, not high)  # the resistor between the transistor's base and its emitter, or the other way
    bench.wires.drive(LINE, None)
    bench.levels.clear()
    key = bench.key(high=high)
    key.open()
    key.open()
    assert bench.at_rest(high=high)
    assert bench.levels == ([] if high else [(1000, True)])
    key.close()
    assert bench.at_rest(high=high), "as far as the kernel keeps it"


@pytest.mark.parametrize("high", [True, False])
def test_a_press_is_two_seconds_to_switch_off_and_a_good_second_to_switch_on(high: bool) -> None:
    bench = Bench()
    key = bench.key(high=high)
    key.open()
    bench.levels.clear()
    asyncio.run(key.press(1))
    assert bench.levels == [(1000, high), (3000, not high), (8000, high), (9200, not high)]
    assert bench.now_ms == 14_200, "and it is waited for, until it listens to its port"
    bench.levels.clear()
    asyncio.run(key.press(2))
    assert bench.levels == [(14_200, high), (15_400, not high)]


def test_a_sim7600_is_held_longer() -> None:
    bench = Bench()
    asyncio.run(bench.key(kind=ModemKind.SIM7600).press(1))
    assert bench.levels == [(1000, True), (4000, False), (34_000, True), (35_000, False)]


def test_whoever_is_stopped_while_pressing_lets_go_first() -> None:
    bench = Bench()
    key = bench.key()

    async def cancelled() -> None:
        assert bench.wires.level(LINE) is True
        raise asyncio.CancelledError

    bench.meanwhile = cancelled
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(key.press(1))
    assert bench.at_rest()


def test_a_key_still_down_from_a_process_that_was_killed_is_let_go_of_at_the_start() -> None:
    bench = Bench()
    bench.wires.configure(LINE, Setting(output=True, level=True))
    bench.key().open()
    assert bench.at_rest()


def test_a_line_that_another_holds_is_refused_with_its_name_and_had_once_it_is_free() -> None:
    bench = Bench()
    shared = bench.factory()
    holder = gpiozero.InputDevice(LINE, pull_up=False, pin_factory=shared)
    key = PowerKey(LINE, True, ModemKind.SIM800, lambda: shared, bench.sleep)
    with pytest.raises(PinUnusableError, match=r"^the modem's power key: pin GPIO11 is already in use.*gpioinfo"):
        key.open()
    holder.close()
    key.open()
    assert bench.at_rest()


def test_without_any_pins_it_says_so_each_time_and_presses_nothing() -> None:
    def none() -> gpiozero.Factory:
        raise PinFactoryError("board: no GPIO controller")

    key = PowerKey(LINE, True, ModemKind.SIM800, none)
    for use in (key.open, lambda: asyncio.run(key.press(1))):
        with pytest.raises(DriverError, match="no GPIO controller"):
            use()
    key.close()


def test_a_line_that_fails_under_the_finger_is_told_and_opened_anew_for_the_next_press() -> None:
    bench = Bench()
    key = bench.key()
    key.open()
    bench.wires.fail(LINE)
    with pytest.raises(LineFailedError, match="the modem's power key: pressing GPIO11 failed"):
        asyncio.run(key.press(1))
    bench.wires.heal(LINE)
    bench.levels.clear()
    asyncio.run(key.press(2))
    assert bench.levels == [(1000, True), (2200, False)]


def test_a_line_that_fails_when_it_is_let_go_is_in_the_log_and_hides_no_order_to_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bench = Bench()
    key = bench.key()

    async def broken() -> None:
        bench.wires.fail(LINE)
        raise asyncio.CancelledError

    bench.meanwhile = broken
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(key.press(1))
    assert "letting go of GPIO11 failed" in caplog.text
    bench.wires.heal(LINE)
    key.open()
    assert bench.at_rest()
