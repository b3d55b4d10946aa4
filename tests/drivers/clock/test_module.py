"""The reader of the clock module: what it said last, and that it is set when a second begins."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from drivers.bus.asking import HANGS, LATE_MS
from drivers.bus.errands import Errand, Errands
from drivers.clock.ds3231 import Ds3231
from drivers.clock.kernel_rtc import KernelRtc
from drivers.clock.module import (
    AGAIN_MS,
    EVERY_MS,
    FAILS_MAX,
    Chip,
    ClockReader,
    KernelChip,
    ModuleChip,
    open_clock,
    open_rtc,
)
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.inline import InlineBus
from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires
from hw_sim.world.timepiece import Fate, Timepiece
from panel.config.model import ClockConfig
from panel.ports import ClockSaid

CONFIG = ClockConfig(i2c_bus=1)
UTC_S = 1_795_867_200  # 2026-11-28 12:00:00
START_MS = 5_000
T = TypeVar("T")


class Bench:
    """A reader on a simulated bus, polled every 100 ms and when it asks to be, as alarmd does."""

    def __init__(self) -> None:
        self.now_ms = START_MS
        buses = Buses()
        self.timepiece = Timepiece(CONFIG, buses, lambda: self.now_ms * 1_000_000, UTC_S)
        self.chips, self.bus = buses.at(1), InlineBus(buses.at(1), lambda: None)
        self.reader = ClockReader(ModuleChip(Ds3231(self.bus.wire)), self.bus, lambda: self.now_ms)

    def waits(self, ms: int) -> ClockSaid | None:
        end_ms = self.now_ms + ms
        while self.now_ms < end_ms:
            asked_ms = self.reader.next_poll_ms()
            next_ms = self.now_ms - self.now_ms % 100 + 100
            self.now_ms = min(next_ms, end_ms if asked_ms is None else max(asked_ms, self.now_ms + 1), end_ms)
            self.reader.poll(self.now_ms)
        return self.reader.said

    def shown(self) -> int:
        return Ds3231(self.chips).read().utc_s

    def said(self, ms: int) -> ClockSaid:
        found = self.waits(ms)
        assert found is not None
        return found


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    made.waits(100)
    return made


def test_it_says_which_second_was_shown_when() -> None:
    bench = Bench()
    assert bench.reader.said is None
    assert bench.waits(100) == ClockSaid(UTC_S * 1_000, False, START_MS + 100)
    readings = [bench.said(EVERY_MS) for _ in range(10)]
    assert [said.at_ms - START_MS - 100 for said in readings] == [EVERY_MS * (n + 1) for n in range(10)]
    assert [said.utc_ms for said in readings] == [
        (UTC_S + (EVERY_MS * (n + 1) + 100) // 1_000) * 1_000 for n in range(10)
    ]


@pytest.mark.parametrize("fraction_ms", [0, 1, 249, 999])
def test_it_is_set_on_the_second(bench: Bench, fraction_ms: int) -> None:
    bench.waits(730)
    at_ms = bench.now_ms
    bench.reader.set((UTC_S + 1_000) * 1_000 + fraction_ms, at_ms)
    wanted_ms = bench.reader.next_poll_ms()
    assert wanted_ms == at_ms + 1_000 - fraction_ms
    bench.waits(1_500)
    assert bench.reader.next_poll_ms() is None
    apart_ms = (UTC_S + 1_000) * 1_000 + fraction_ms - at_ms
    for _ in range(20):
        bench.waits(150)
        assert bench.shown() == (bench.now_ms + apart_ms) // 1_000


def test_what_it_shows_then_is_read_at_once_and_its_flag_is_clear(bench: Bench) -> None:
    bench.timepiece.befall(Fate.DEAD)
    assert bench.said(EVERY_MS).lost
    bench.reader.set(UTC_S * 1_000, bench.now_ms)
    assert not bench.said(1_200).lost


def test_a_bus_that_is_busy_when_the_second_begins_sets_it_at_the_next(bench: Bench) -> None:
    bench.reader.set(UTC_S * 1_000 + 900, bench.now_ms)
    bench.bus.stuck = True
    bench.waits(500)
    bench.bus.come_loose()
    apart_ms = bench.now_ms - 500
    bench.waits(1_200)
    assert bench.shown() == (UTC_S * 1_000 + 900 + bench.now_ms - apart_ms) // 1_000
    bench.waits(450)
    assert bench.shown() == (UTC_S * 1_000 + 900 + bench.now_ms - apart_ms) // 1_000


def test_three_failures_in_a_row_are_silence_with_its_reason_and_one_answer_ends_it(bench: Bench) -> None:
    bench.timepiece.befall(Fate.OUT)
    said = bench.said(EVERY_MS + AGAIN_MS)
    assert said.utc_ms is not None, "twice is nothing yet"
    said = bench.said(AGAIN_MS)
    assert said.utc_ms is None and "0x68 does not answer" in said.detail
    bench.timepiece.befall(Fate.WELL)
    assert bench.said(AGAIN_MS).utc_ms is not None


def test_a_bus_that_hangs_is_silence_too_and_a_wish_to_be_set_is_forgotten(bench: Bench) -> None:
    bench.reader.set(UTC_S * 1_000, bench.now_ms)
    bench.bus.stuck = True
    said = bench.said(EVERY_MS + FAILS_MAX * LATE_MS)
    assert (said.utc_ms, said.detail) == (None, HANGS)
    assert bench.reader.next_poll_ms() is None
    bench.bus.come_loose()
    assert bench.said(2 * AGAIN_MS).utc_ms is not None


def test_one_that_would_stop_on_its_cell_is_told_to_go_on_at_the_first_reading() -> None:
    bench = Bench()
    bench.chips.write_block(0x68, 0x0E, b"\x9c")
    bench.waits(100)
    assert bench.chips.read_block(0x68, 0x0E, 1) == b"\x1c"


def test_garbage_is_told_once_and_a_good_answer_after_it_counts(bench: Bench) -> None:
    chip, chance = bench.chips.chips[0x68], random.Random(1)
    bench.chips.chips[0x68] = Babble(chance)
    for _ in range(10_000):
        bench.now_ms += AGAIN_MS
        bench.reader.poll(bench.now_ms)
    assert bench.reader.said is not None and bench.reader.said.utc_ms is None
    bench.chips.chips[0x68] = chip
    assert bench.said(2 * AGAIN_MS).utc_ms is not None


class Babble:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def transfer(self, out: bytes, count: int) -> bytes:
        return self._chance.randbytes(count)


def test_a_clock_of_the_kernels_is_read_in_a_thread_of_its_own_and_never_set(tmp_path: Path) -> None:
    chip, errands = open_rtc("/dev/rtc7")
    assert isinstance(chip, KernelChip) and not chip.settable
    with pytest.raises(AssertionError):
        chip.set(0)
    errands.close()
    (tmp_path / "rtc7").mkdir()
    (tmp_path / "rtc7" / "since_epoch").write_text(f"{UTC_S}\n")
    at_once = AtOnce()
    reader = ClockReader(KernelChip(KernelRtc("/dev/rtc7", tmp_path)), at_once, lambda: 4, at_once.close)
    reader.poll(5)
    assert reader.said == ClockSaid(UTC_S * 1_000, False, 4) and not reader.settable
    reader.close()
    assert at_once.closed


class AtOnce:
    closed = False

    def ask(self, work: Callable[[], T]) -> Errand[T]:
        errand = Errand(work)
        errand.run()
        return errand

    def close(self) -> None:
        self.closed = True


def test_the_configuration_says_by_which_way_it_is_reached() -> None:
    factory, buses, asked = SimFactory(Wires(lambda: 9_000_000)), Buses(), list[str]()

    def rtcs(device: str) -> tuple[Chip, Errands]:
        asked.append(device)
        return open_rtc(device)

    def bus(number: int) -> InlineBus:
        return InlineBus(buses.at(number), lambda: None)

    by_bus = open_clock(CONFIG, bus, rtcs, factory)
    assert by_bus.settable and asked == []
    by_kernel = open_clock(
        ClockConfig(device="/dev/rtc0"), lambda number: InlineBus(Buses().at(number), lambda: None), rtcs, factory
    )
    assert not by_kernel.settable and asked == ["/dev/rtc0"]
    by_kernel.close()
