"""A keypad on an expander, to its user: every press once, and nothing from a bus that is ill."""

from collections.abc import Callable
from random import Random

import pytest

from drivers.bus.asking import LATE_MS
from hw_sim.pins.wires import Fail, Heal
from panel.config.keypads import KeypadConfig
from panel.ports import DeviceFailed, DeviceRecovered, KeyPressed
from tests.support.expander_bench import ADDRESS, INT, POLLED, WOKEN, ExpanderBench

BOTH = pytest.mark.parametrize("config", [POLLED, WOKEN], ids=["polled", "woken"])


@BOTH
def test_every_key_is_read_as_printed(config: KeypadConfig) -> None:
    bench = ExpanderBench(config)
    bench.types("123A456B789C*0#D")
    assert bench.pressed() == "123A456B789C*0#D"


@pytest.mark.parametrize("late_ms", [0, 3, 30])
@pytest.mark.parametrize("phase_ms", range(0, 42, 3))
@BOTH
def test_a_press_of_80_ms_is_always_seen_and_counts_once(config: KeypadConfig, phase_ms: int, late_ms: int) -> None:
    bench = ExpanderBench(config, late_ms)
    bench.passes(1_000)
    for _ in range(3):
        bench.passes(200 + phase_ms)
        bench.types("7", down_ms=80, up_ms=0)
    bench.passes(200)
    assert bench.pressed() == "777"


@BOTH
def test_a_key_that_is_held_counts_once_and_one_that_bounces_does_too(config: KeypadConfig) -> None:
    bench = ExpanderBench(config)
    bench.types("5", down_ms=5_000)
    for _ in range(4):  # 16 ms of bounce, then down, then bounce again
        bench.types("6", down_ms=2, up_ms=2)
    bench.types("6", down_ms=100, up_ms=0)
    for _ in range(4):
        bench.types("6", down_ms=2, up_ms=2)
    bench.passes(300)
    assert bench.pressed() == "56"


@BOTH
def test_three_keys_on_a_rectangle_press_nothing_and_two_keys_press_both(config: KeypadConfig) -> None:
    bench = ExpanderBench(config)
    bench.passes(100)
    for key in "124":
        bench.pad.press(key)
    bench.passes(500)
    assert bench.pressed() == ""
    for key in "124":
        bench.pad.release(key)
    bench.passes(500)
    bench.take()
    bench.pad.press("3")
    bench.passes(100)
    bench.pad.press("7")
    bench.passes(100)
    assert bench.pressed() == "37"


def test_at_rest_the_port_is_read_25_times_a_second_or_once_where_int_is_wired() -> None:
    for config, times in ((POLLED, 25), (WOKEN, 1)):
        bench = ExpanderBench(config)
        bench.passes(2_000)
        bench.i2c.went.clear()
        bench.passes(1_000)
        assert bench.i2c.went == [(ADDRESS, b"", 1)] * times


def test_int_tells_of_a_key_at_once_and_a_lost_edge_costs_a_tenth_of_a_second() -> None:
    bench = ExpanderBench(WOKEN)
    bench.passes(1_050)
    began_ms = bench.now_ms
    bench.pad.press("9")
    bench.passes(30)
    assert [event.at_ms - began_ms for event in bench.take() if isinstance(event, KeyPressed)] == [20]
    bench.pad.release("9")
    bench.passes(500)
    bench.pad.chip.on_int = lambda low: bench.wires.drive(INT, False if low else None, quiet=True)
    bench.pad.press("8")
    bench.passes(130)
    assert bench.pressed() == "8"


def test_an_int_that_is_stuck_low_or_not_wired_at_all_loses_no_key() -> None:
    for level in (False, True):
        bench = ExpanderBench(WOKEN)
        bench.pad.chip.on_int = lambda low: None
        bench.wires.drive(INT, level)
        bench.types("12", down_ms=1_200, up_ms=1_200)
        assert bench.pressed() == "12"


def test_an_int_that_cannot_be_read_is_a_failure_of_the_keypad_which_is_then_looked_at_as_without() -> None:
    bench = ExpanderBench(WOKEN)
    bench.wires.act(Fail(INT))
    bench.types("1234")
    said = bench.take()
    assert [event.key for event in said if isinstance(event, KeyPressed)] == list("1234")
    (failed,) = [event for event in said if isinstance(event, DeviceFailed)]
    assert failed.device == "keys" and f"reading INT at GPIO{INT}" in failed.detail
    bench.wires.act(Heal(INT))
    bench.passes(1_100)
    assert [type(event) for event in bench.take()] == [DeviceRecovered]


# faults -------------------------------------------------------------------------------------------


@BOTH
def test_an_expander_that_is_pulled_out_is_told_once_and_back_once_and_no_key_is_made_up(config: KeypadConfig) -> None:
    bench = ExpanderBench(config)
    bench.types("1")
    bench.i2c.missing.add(ADDRESS)
    bench.passes(10_000)
    bench.pad.chip.loses_its_supply()
    bench.pad.press("2")  # and stays down as it comes back: nobody knows since when
    bench.i2c.missing.clear()
    bench.passes(1_000)
    bench.pad.release("2")
    bench.passes(100)
    bench.types("3")
    said = bench.take()
    assert [event.key for event in said if isinstance(event, KeyPressed)] == ["1", "3"]
    failed, recovered = (event for event in said if not isinstance(event, KeyPressed))
    assert isinstance(failed, DeviceFailed) and isinstance(recovered, DeviceRecovered)
    assert failed.detail == (
        "keys: the expander at I2C 0x20 does not answer: [Errno 121] Remote I/O error; it should acknowledge its "
        "address. Check its four wires and `i2cdetect -y 1`."
    )


def test_a_spark_on_the_bus_is_no_failure() -> None:
    bench = ExpanderBench()
    for _ in range(20):
        bench.i2c.missing.add(ADDRESS)
        bench.passes(25)
        bench.i2c.missing.clear()
        bench.passes(200)
    assert bench.take() == []


def test_a_loss_of_supply_that_nobody_noticed_costs_no_key() -> None:
    bench = ExpanderBench()
    bench.types("1")
    bench.pad.chip.loses_its_supply()
    bench.types("2")
    assert bench.pressed() == "12"


@BOTH
def test_a_bus_that_hangs_is_told_after_two_seconds_and_delays_no_poll(config: KeypadConfig) -> None:
    bench = ExpanderBench(config)
    bench.passes(200)
    bench.bus.stuck = True
    began_ms = bench.now_ms
    bench.passes(3 * LATE_MS)
    (failed,) = bench.take()
    assert isinstance(failed, DeviceFailed)
    assert LATE_MS <= failed.at_ms - began_ms <= LATE_MS + 1_100
    assert bench.opened.next_poll_ms() is None
    bench.pad.press("4")
    bench.bus.come_loose()
    bench.passes(300)
    bench.pad.release("4")
    bench.passes(100)
    bench.types("5")
    said = bench.take()
    assert [type(event) for event in said] == [DeviceRecovered, KeyPressed]
    assert said[1] == KeyPressed("keys", "5", said[1].at_ms)


@BOTH
@pytest.mark.parametrize("pin", [0, 5])
def test_a_short_is_a_failure_that_names_the_line_until_it_is_gone(config: KeypadConfig, pin: int) -> None:
    bench = ExpanderBench(config)
    bench.passes(100)
    bench.pad.ground(pin)
    bench.types("9")  # at rest a shorted row looks as it shall: the next key finds it
    bench.passes(1_000)
    (failed,) = bench.take()
    assert isinstance(failed, DeviceFailed) and f"keys: P{pin} of the expander is low" in failed.detail
    bench.pad.ground()
    bench.passes(1_000)
    assert [type(event) for event in bench.take()] == [DeviceRecovered]
    bench.types("9")
    assert bench.pressed() == "9"


@pytest.mark.parametrize("port", [0x00, 0xFF, 0xF0, 0x5A])
def test_a_chip_that_always_answers_the_same_is_no_key(port: int) -> None:
    bench = ExpanderBench()
    bench.i2c.chips[ADDRESS] = Noise(lambda: port)
    bench.types("55555555")
    said = bench.take()
    assert [type(event) for event in said] == ([] if port == 0xF0 else [DeviceFailed])


def test_a_hundred_thousand_random_answers_are_no_key_and_then_a_real_one_is() -> None:
    random, bench = Random(44), ExpanderBench()
    noise = Noise(lambda: random.randrange(256))
    bench.i2c.chips[ADDRESS] = noise
    while noise.bytes < 100_000:
        bench.passes(10_000, step_ms=250)
    (failed, *others) = bench.take()
    assert isinstance(failed, DeviceFailed) and failed.device == "keys"
    assert not [event for event in others if isinstance(event, KeyPressed)]
    bench.i2c.chips[ADDRESS] = bench.pad.chip
    bench.passes(1_000)
    bench.take()
    bench.types("7")
    assert bench.pressed() == "7"


class Noise:
    """Acknowledges everything and answers as it likes."""

    def __init__(self, answer: Callable[[], int]) -> None:
        self._answer = answer
        self.bytes = 0

    def transfer(self, out: bytes, count: int) -> bytes:
        self.bytes += count
        return bytes([self._answer() for _ in range(count)])
