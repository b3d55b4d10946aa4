"""One scan of all converters on a bus: who is measured, in which order, and what one that fails does to the others."""

import errno

import pytest

from drivers.loops.ads1115 import CONVERSION_S
from drivers.loops.scan import AGAIN_S, LOOKS_MAX, Chip, Found, Scan
from hw_sim.i2c.ads1115 import Ads1115Chip
from hw_sim.i2c.bus import Bus

A, B = 0x48, 0x49


class Bench(Bus):
    """Two converters; every transfer is written down, as address, register and what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ns, self.pauses = 0, list[float]()
        self.went: list[str] = []
        self.a, self.b = (Ads1115Chip(lambda: self.now_ns, volts) for volts in (self.of_a, self.of_b))
        self.chips = {A: self.a, B: self.b}
        self.faults: dict[int, int] = {}

    def of_a(self, pin: int) -> float:
        return 0.1 + pin / 10

    def of_b(self, pin: int) -> float:
        return 1.1 + pin / 10

    def transfer(self, address: int, out: bytes, count: int) -> bytes:
        self.went.append(f"{address:02x} {out.hex()}")
        if number := self.faults.get(address):
            raise OSError(number, errno.errorcode[number])
        return super().transfer(address, out, count)

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now_ns += round(seconds * 1e9)

    def scan(self, a: tuple[int, ...] = (0, 1), b: tuple[int, ...] = (2,)) -> dict[str, Found]:
        return Scan(self, self.pause, (Chip("a", A, a), Chip("b", B, b))).run()


def test_all_measure_at_once_a_channel_each_and_a_pause_a_round() -> None:
    bench = Bench()
    assert bench.scan() == {"a": Found({0: 100_000, 1: 200_000}), "b": Found({2: 1_300_000})}
    assert bench.pauses == [CONVERSION_S, CONVERSION_S]
    assert bench.went == [
        "48 01c3e3", "49 01e3e3",  # start both
        "48 01", "48 00", "49 01", "49 00",  # look and read
        "48 01d3e3", "48 01", "48 00",
    ]  # fmt: skip


def test_a_scan_of_sixteen_channels_takes_a_quarter_of_the_time_between_two() -> None:
    """At 100 kHz, nine bits a byte: address, pointer and word; a reading has the address twice; start, stop, repeated
    start a bit each."""
    bench = Bench()
    chips = tuple(Chip(f"c{n}", 0x48 + n, (0, 1, 2, 3)) for n in range(4))
    for n in range(4):
        bench.chips[0x48 + n] = Ads1115Chip(lambda: bench.now_ns, bench.of_a)
    Scan(bench, bench.pause, chips).run()
    bits = sum(9 * 4 + 2 if len(went) == 9 else 9 * 5 + 3 for went in bench.went)
    assert 26 <= bits / 100 + 1_000 * sum(bench.pauses) <= 28


@pytest.mark.parametrize("number", [errno.EREMOTEIO, errno.EIO, errno.ENXIO])
def test_one_that_does_not_answer_is_left_alone_and_the_others_are_measured(number: int) -> None:
    bench = Bench()
    bench.faults[A] = number
    found = bench.scan()
    assert found["a"].microvolts == {} and found["a"].error.startswith("it does not answer: [Errno ")
    assert found["b"] == Found({2: 1_300_000})
    assert [went for went in bench.went if went.startswith("48")] == ["48 01c3e3"]


def test_a_line_that_is_held_ends_the_scan_for_all_of_them() -> None:
    bench = Bench()
    bench.faults[A] = errno.ETIMEDOUT
    with pytest.raises(OSError, match="ETIMEDOUT"):
        bench.scan()
    assert bench.went == ["48 01c3e3"]


def test_a_conversion_that_takes_longer_is_looked_at_again_and_not_without_end() -> None:
    bench = Bench()
    bench.a.oscillator = 0.5
    assert bench.scan()["a"] == Found({0: 100_000, 1: 200_000})
    assert set(bench.pauses) == {CONVERSION_S, AGAIN_S}
    bench.pauses.clear()
    bench.a.oscillator = 0.001
    assert bench.scan(a=(0,), b=(0,)) == {
        "a": Found({}, error="its conversion does not end"),
        "b": Found({0: 1_100_000}),
    }
    assert sum(bench.pauses) <= CONVERSION_S + LOOKS_MAX * AGAIN_S


def test_a_chip_that_was_reset_lacks_what_it_was_measuring_and_nothing_else() -> None:
    bench = Bench()

    def pause(seconds: float) -> None:
        bench.pause(seconds)
        if len(bench.pauses) == 1:
            bench.a.loses_its_supply()

    found = Scan(bench, pause, (Chip("a", A, (0, 1)),)).run()
    assert found == {"a": Found({1: 200_000}, reset=True)}


def test_nonsense_in_its_configuration_is_its_error() -> None:
    bench = Bench()

    def pause(seconds: float) -> None:
        bench.pause(seconds)
        bench.write_word(A, 1, 0x1234)

    (found,) = Scan(bench, pause, (Chip("a", A, (0, 1)),)).run().values()
    assert "its configuration reads 0x" in found.error and found.microvolts == {}


def test_our_own_mistake_is_not_taken_for_a_broken_chip() -> None:
    bench = Bench()
    bench.b.read = lambda register: 1 // 0  # type: ignore[method-assign] # an invariant of ours, broken
    with pytest.raises(ZeroDivisionError):
        bench.scan()
