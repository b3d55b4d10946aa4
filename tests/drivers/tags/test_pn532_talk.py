"""What a PN532 is told as errands, over both of its ways, against a chip that keeps to its manual."""

import random

import pytest

from drivers.tags.chip_reader import PATIENCE_MS
from drivers.tags.pn532_dialogue import CYCLE_MS
from hw_sim.rfid.pn532 import Pn532
from hw_sim.rfid.trouble import Fault
from panel.ports import DeviceFailed, TagRead
from tests.support.reader_bench import CHIPS, I2C, SERIAL, ReaderBench

FOUR, SEVEN, OTHER = "C0FFEE42", "04632D5A1F3380", "04AABBCCDDEEFF"


@pytest.fixture(params=[I2C, SERIAL])
def bench(request: pytest.FixtureRequest) -> ReaderBench:
    """A reader that was set up a moment ago."""
    made = ReaderBench(CHIPS[request.param])
    made.wait(1_000)
    return made


def chip(bench: ReaderBench) -> Pn532:
    owner = bench.world.field.before.__self__  # type: ignore[attr-defined]
    assert isinstance(owner, Pn532)
    return owner


@pytest.mark.parametrize("attempt_ms", [5, 15, 150])
def test_whenever_a_tag_comes_it_is_read_within_300_ms_however_slowly_the_chip_looks(
    bench: ReaderBench, attempt_ms: int
) -> None:
    chip(bench).attempt_ms, chance = attempt_ms, random.Random(attempt_ms)
    for _ in range(60):
        bench.wait(1_000 + chance.randrange(CYCLE_MS + 2 * attempt_ms))
        at_ms = bench.hold(SEVEN)
        (read,) = bench.heard()
        assert isinstance(read, TagRead) and read.at_ms - at_ms <= 300


@pytest.mark.parametrize("wakes_halted", [True, False])
def test_of_two_tags_one_is_read_and_the_other_when_that_has_gone(bench: ReaderBench, wakes_halted: bool) -> None:
    chip(bench).wakes_halted = wakes_halted
    bench.bring(SEVEN)
    bench.bring(OTHER)
    bench.wait(3_000)
    (first,) = bench.read()
    bench.take(first)
    bench.wait(2_000)
    assert bench.read() == [({SEVEN, OTHER} - {first}).pop()]
    bench.wait(5_000)
    assert bench.read() == []


def test_two_tags_without_part_4_are_told_apart_as_well(bench: ReaderBench) -> None:
    bench.bring(FOUR)
    bench.bring("C0FFEE43")
    bench.wait(3_000)
    assert len(bench.read()) == 1


def test_a_chip_that_acknowledges_late_is_waited_for(bench: ReaderBench) -> None:
    chip(bench).acknowledges_ms = 25
    bench.hold(SEVEN, 2_000)
    assert bench.read() == [SEVEN]


def test_a_chip_that_browned_out_is_set_up_anew_before_anybody_calls_it_broken(bench: ReaderBench) -> None:
    bench.befall(Fault.BROWNOUT)
    assert not chip(bench).configured
    bench.wait(PATIENCE_MS)
    assert chip(bench).configured and chip(bench).retries == 1
    bench.hold(SEVEN)
    assert bench.read() == [SEVEN]


def test_another_chip_at_the_same_place_is_told_by_what_it_says(bench: ReaderBench) -> None:
    real = chip(bench)
    real.firmware = bytes.fromhex("33010607")
    bench.befall(Fault.BROWNOUT)
    bench.wait(5_000)
    (failed,) = bench.heard()
    assert isinstance(failed, DeviceFailed) and "it is another chip: it says 33010607" in failed.detail
