"""A text display, to whoever reads it: the right text soon, whatever becomes of its cable, and a bus left to others."""

from collections.abc import Callable
from random import Random

import pytest

from drivers.bus.asking import LATE_MS
from drivers.displays.driver import REFRESH_MS, TextDisplay
from hw_sim.i2c.backpack import Backpack
from hw_sim.i2c.inline import InlineBus
from panel.config.keypads import DisplayConfig, DisplaySize
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent
from tests.support.expander_bench import Listening

ADDRESS = 0x27
LARGE = DisplayConfig(name="glass", i2c_bus=1, address=ADDRESS)
SMALL = DisplayConfig(name="glass", i2c_bus=1, address=ADDRESS, size=DisplaySize.SMALL)
HELLO = ("Desarmado", "Tudo em ordem", "", "Sábado 12:00")
READ = tuple(line.ljust(20) for line in HELLO)


class Bench:
    """A display on a bus, polled when it asks and every 100 ms."""

    def __init__(self, config: DisplayConfig = LARGE) -> None:
        self.now_ms, self.said = 1_000, list[HardwareEvent]()
        self.glass = Backpack(lambda: self.now_ms * 1_000, config.size.columns, config.size.rows)
        self.i2c = Listening()
        self.i2c.chips[ADDRESS] = self.glass
        self.bus = InlineBus(self.i2c, lambda: None)
        self.display = TextDisplay(config, self.bus, self.said.append)

    def passes(self, ms: int) -> "Bench":
        end_ms = self.now_ms + ms
        while self.now_ms < end_ms:
            wanted_ms = self.display.next_poll_ms()
            step_ms = self.now_ms + 100 if wanted_ms is None else max(wanted_ms, self.now_ms + 1)
            self.now_ms = min(end_ms, step_ms, self.now_ms + 100)
            self.display.poll(self.now_ms)
        return self

    def showing(self, lines: tuple[str, ...] = HELLO) -> "Bench":
        self.display.show(lines, True)
        return self.passes(300)

    def sent(self) -> int:
        """Bytes that went out, since the last time."""
        count = sum(len(out) for _, out, _ in self.i2c.went)
        self.i2c.went.clear()
        return count


@pytest.mark.parametrize("config", [LARGE, SMALL], ids=["20x4", "16x2"])
def test_what_it_is_told_to_show_is_read_within_a_fifth_of_a_second_of_its_start(config: DisplayConfig) -> None:
    bench = Bench(config)
    bench.display.show(HELLO, True)
    bench.passes(200)
    size = config.size
    assert bench.glass.glass() == tuple(line[: size.columns].ljust(size.columns) for line in HELLO[: size.rows])
    assert bench.glass.lit


def test_rows_that_are_not_given_are_blank_and_those_too_many_are_not_shown() -> None:
    bench = Bench(SMALL).showing(("one", "two", "three"))
    assert bench.glass.glass() == ("one".ljust(16), "two".ljust(16))
    assert bench.showing(("one",)).glass.glass() == ("one".ljust(16), " " * 16)


def test_only_what_differs_is_sent_and_what_is_so_already_is_not() -> None:
    bench = Bench().showing()
    bench.sent()
    bench.display.show(HELLO, True)
    bench.passes(900)
    assert bench.sent() == 0
    bench.display.show((*HELLO[:3], "Sábado 12:01"), True)
    bench.passes(1)
    assert bench.glass.glass()[3] == "Sábado 12:01".ljust(20)
    assert bench.sent() == 5 + 1 + 4  # an address and one character


def test_the_light_goes_on_and_off_with_one_byte() -> None:
    bench = Bench().showing()
    bench.sent()
    for lit in (False, True):
        bench.display.show(HELLO, lit)
        bench.passes(1)
        assert (bench.glass.lit, bench.sent()) == (lit, 1)
    assert bench.glass.glass() == READ


def test_no_errand_keeps_the_bus_for_longer_than_ten_milliseconds() -> None:
    bench = Bench()
    longest_ms = 0.0
    for _ in range(400):
        bench.display.show(tuple(f"{bench.now_ms:20}" for _ in range(4)), bench.now_ms % 2 == 0)
        bench.passes(1)
        longest_ms = max(longest_ms, sum(0.09 * (1 + len(out) + count) for _, out, count in bench.i2c.went))
        bench.i2c.went.clear()
    assert 5 < longest_ms < 10


def test_once_a_second_it_is_looked_at_and_nobody_is_woken_for_it() -> None:
    bench = Bench().showing().passes(1_000)
    bench.i2c.went.clear()
    assert bench.display.next_poll_ms() is None
    bench.passes(10_000)
    assert bench.i2c.went == [(ADDRESS, b"", 1)] * len(bench.i2c.went) and 9 <= len(bench.i2c.went) <= 11


# cables -------------------------------------------------------------------------------------------


def test_a_display_that_is_pulled_out_is_told_once_and_shows_the_right_text_when_it_is_back() -> None:
    bench = Bench().showing()
    bench.i2c.missing.add(ADDRESS)
    bench.passes(5_000)
    bench.display.show(("Now", "something", "else", ""), True)
    bench.passes(5_000)
    bench.glass.loses_its_supply()
    bench.i2c.missing.clear()
    bench.passes(1_300)
    assert bench.glass.glass() == tuple(line.ljust(20) for line in ("Now", "something", "else", ""))
    failed, recovered = bench.said
    assert isinstance(failed, DeviceFailed) and isinstance(recovered, DeviceRecovered)
    assert failed.detail == (
        "glass: the display at I2C 0x27 does not answer: [Errno 121] Remote I/O error; it should acknowledge its "
        "address. Check its four wires and `i2cdetect -y 1`."
    )


@pytest.mark.parametrize("after_ms", range(0, 300, 7))
def test_a_loss_of_supply_at_any_moment_is_noticed_within_a_second_and_no_failure(after_ms: int) -> None:
    bench = Bench()
    bench.display.show(HELLO, True)
    bench.passes(after_ms)
    bench.glass.loses_its_supply()
    bench.passes(1_400)
    assert (bench.glass.glass(), bench.said) == (READ, [])


def test_a_loss_of_supply_is_noticed_at_once_where_there_is_something_to_write() -> None:
    bench = Bench().showing()
    bench.glass.loses_its_supply()
    bench.display.show(("first", *HELLO[1:]), True)
    bench.passes(350)
    assert bench.glass.glass() == ("first".ljust(20), *READ[1:])


def test_a_contact_that_is_lost_in_the_middle_of_anything_is_made_good() -> None:
    for lost in range(40):
        bench = Bench()
        bench.i2c.chips[ADDRESS] = Interrupted(bench.glass, lost)
        bench.display.show(HELLO, True)
        bench.passes(1_500)
        assert (bench.glass.glass(), bench.said) == (READ, []), f"lost after {lost} transfers"


class Interrupted:
    """A display of which one transfer arrives by half."""

    def __init__(self, display: Backpack, after: int) -> None:
        self._display = display
        self._after = after

    def transfer(self, out: bytes, count: int) -> bytes:
        self._after -= 1
        if self._after != 0:
            return self._display.transfer(out, count)
        self._display.transfer(out[: len(out) // 2], 0)
        raise OSError(121, "Remote I/O error")


def test_a_spark_that_puts_it_out_of_step_shows_nonsense_for_a_minute_at_most() -> None:
    bench = Bench().showing()
    bench.glass.transfer(bytes([0x0C, 0x08]), 0)  # E, once: half a byte that nobody sent
    bench.display.show(("garbled", *HELLO[1:]), True)
    bench.passes(900)
    assert bench.glass.glass()[0] != "garbled".ljust(20)
    bench.passes(REFRESH_MS)
    assert bench.glass.glass() == ("garbled".ljust(20), *READ[1:])
    assert bench.said == []


def test_while_it_is_refreshed_nothing_that_is_right_vanishes() -> None:
    bench = Bench().showing()
    bench.passes(REFRESH_MS - 1_000)
    for _ in range(2_000):
        bench.passes(1)
        assert bench.glass.glass() == READ


def test_a_bus_that_hangs_is_told_after_two_seconds_and_all_is_well_when_it_hangs_no_more() -> None:
    bench = Bench().showing()
    bench.bus.stuck = True
    bench.display.show(("late", *HELLO[1:]), True)
    bench.passes(3 * LATE_MS)
    assert [type(event) for event in bench.said] == [DeviceFailed]
    assert bench.display.next_poll_ms() is None
    bench.bus.come_loose()
    bench.passes(1_500)
    assert bench.glass.glass() == ("late".ljust(20), *READ[1:])
    assert [type(event) for event in bench.said] == [DeviceFailed, DeviceRecovered]


def test_a_chip_that_does_not_keep_its_lines_low_is_no_display() -> None:
    bench = Bench()
    bench.i2c.chips[ADDRESS] = Noise(lambda: 0xFF)
    bench.passes(5_000)
    (failed,) = bench.said
    assert isinstance(failed, DeviceFailed)
    assert failed.detail.startswith("glass: the expander's lines RW and E do not stay low; they should.")


def test_random_answers_raise_nothing_and_after_them_the_text_is_right() -> None:
    random, bench = Random(7), Bench()
    noise = Noise(lambda: random.randrange(256))
    bench.i2c.chips[ADDRESS] = noise
    bench.display.show(HELLO, True)
    for _ in range(20_000):
        bench.now_ms += 100
        bench.display.poll(bench.now_ms)
    assert {type(event) for event in bench.said} <= {DeviceFailed, DeviceRecovered}
    bench.i2c.chips[ADDRESS] = bench.glass
    bench.passes(2_000)
    assert bench.glass.glass() == READ


class Noise:
    """Acknowledges everything and answers as it likes."""

    def __init__(self, answer: Callable[[], int]) -> None:
        self._answer = answer

    def transfer(self, out: bytes, count: int) -> bytes:
        return bytes([self._answer() for _ in range(count)])
