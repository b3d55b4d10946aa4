"""A PN532 as a tag reader, over both of its ways, against a chip that keeps to its manual."""

import random

import pytest

from drivers.pn532_dialogue import CYCLE_MS
from drivers.pn532_reader import PATIENCE_MS
from hw_sim.rfid.pn532 import Pn532
from hw_sim.rfid.trouble import Fault
from panel.ports import DeviceFailed, DeviceRecovered, TagRead
from tests.support.reader_bench import CHIPS, I2C, RESET, SERIAL, ReaderBench

FOUR, SEVEN, TEN = "C0FFEE42", "04632D5A1F3380", "04112233445566778899"
OTHER = "04AABBCCDDEEFF"


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


@pytest.mark.parametrize("uid", [FOUR, SEVEN, TEN])
def test_a_tag_is_read_once_with_uid_length_and_time_and_proves_nothing(bench: ReaderBench, uid: str) -> None:
    at_ms = bench.hold(uid, 5_000)
    (read,) = bench.heard()
    assert isinstance(read, TagRead)
    assert (read.reader, read.tag, read.bits, read.proven) == ("hall", uid, len(uid) * 4, False)
    assert at_ms <= read.at_ms <= at_ms + 300


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


def test_a_tag_is_read_again_after_it_was_away_for_half_a_second_and_not_sooner(bench: ReaderBench) -> None:
    for away_ms, again in ((650, True), (300, False), (1_000, True)):
        bench.hold(SEVEN)
        bench.heard()
        bench.wait(away_ms)
        bench.hold(SEVEN)
        assert bench.read() == ([SEVEN] if again else [])
        bench.wait(2_000)


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


def test_an_idle_reader_asks_for_few_polls(bench: ReaderBench) -> None:
    bench.polls = 0
    bench.wait(10_000)
    assert bench.polls <= 220
    assert bench.heard() == []


def test_a_chip_that_browned_out_is_set_up_anew_before_anybody_calls_it_broken(bench: ReaderBench) -> None:
    bench.befall(Fault.BROWNOUT)
    assert not chip(bench).configured
    bench.wait(PATIENCE_MS)
    assert chip(bench).configured and chip(bench).retries == 1
    bench.hold(SEVEN)
    assert bench.read() == [SEVEN]


def test_a_brown_out_in_every_state_of_the_dialogue_is_over_within_two_seconds(bench: ReaderBench) -> None:
    for after_ms in range(0, 200, 7):
        bench.wait(after_ms)
        bench.befall(Fault.BROWNOUT)
        bench.wait(1_500)
        bench.hold(SEVEN)
        assert bench.read() == [SEVEN], after_ms
        bench.wait(1_000)


@pytest.mark.parametrize("fault", [Fault.DEAD, Fault.UNPLUG, Fault.HALF])
def test_a_reader_that_does_not_answer_has_failed_once_and_recovers_when_it_does(
    bench: ReaderBench, fault: Fault
) -> None:
    bench.befall(fault)
    bench.wait(PATIENCE_MS - 200)
    assert bench.heard() == []
    bench.hold(SEVEN, 10_000)
    (failed,) = bench.heard()
    assert isinstance(failed, DeviceFailed) and failed.device == "hall"
    assert failed.detail.startswith("hall: the PN532 at ")
    bench.befall(Fault.RESTORE)
    bench.wait(2_000)
    assert [type(event) for event in bench.heard()] == [DeviceRecovered]
    bench.hold(SEVEN)
    assert bench.read() == [SEVEN]


def test_noise_costs_a_moment_and_no_tag_and_is_no_trouble(bench: ReaderBench) -> None:
    bench.befall(Fault.NOISE)
    read = 0
    for _ in range(40):
        bench.hold(SEVEN, 1_500)
        tags = bench.read()
        assert set(tags) <= {SEVEN} and len(tags) <= 1
        read += len(tags)
        bench.wait(1_500)
    assert read >= 32
    assert sum(bench.reader.misreads.values()) > 10


def test_a_tag_that_stays_through_a_reader_s_trouble_is_not_read_twice(bench: ReaderBench) -> None:
    bench.bring(SEVEN)
    bench.wait(1_000)
    bench.befall(Fault.DEAD)
    bench.wait(10_000)
    bench.befall(Fault.RESTORE)
    bench.wait(3_000)
    assert [type(event) for event in bench.heard()] == [TagRead, DeviceFailed, DeviceRecovered]


def test_a_bus_that_hangs_is_a_failed_reader_and_nothing_waits_for_it(bench: ReaderBench) -> None:
    (errands,) = bench.house.errands
    errands.stuck = True
    bench.wait(10_000)
    (failed,) = bench.heard()
    assert isinstance(failed, DeviceFailed) and "nor does anything else on its bus" in failed.detail
    errands.come_loose()
    bench.wait(1_000)
    assert [type(event) for event in bench.heard()] == [DeviceRecovered]
    bench.hold(SEVEN)
    assert bench.read() == [SEVEN]


def test_another_chip_at_the_same_place_is_told_by_what_it_says(bench: ReaderBench) -> None:
    real = chip(bench)
    real.firmware = bytes.fromhex("33010607")
    bench.befall(Fault.BROWNOUT)
    bench.wait(5_000)
    (failed,) = bench.heard()
    assert isinstance(failed, DeviceFailed) and "it is another chip: it says 33010607" in failed.detail


def test_how_it_is_reached_and_what_to_look_at_stand_in_the_message() -> None:
    for way, said in ((I2C, "I2C bus 1, 0x24 (its four wires"), (SERIAL, "/dev/ttyUSB7 (crossed TXD and RXD")):
        bench = ReaderBench(CHIPS[way])
        bench.befall(Fault.DEAD)
        bench.wait(5_000)
        (failed,) = bench.heard()
        assert isinstance(failed, DeviceFailed) and said in failed.detail


def test_a_reader_that_is_not_there_at_the_start_is_a_failed_one_and_comes_when_it_comes(bench: ReaderBench) -> None:
    late = ReaderBench(bench.world.config)
    late.befall(Fault.UNPLUG)
    late.wait(3_000)
    late.befall(Fault.RESTORE)
    late.wait(2_000)
    assert [type(event) for event in late.heard()] == [DeviceFailed, DeviceRecovered]


def test_a_chip_with_a_reset_line_is_reset_when_it_has_failed_and_left_alone_otherwise() -> None:
    config = CHIPS[I2C].__class__(name="hall", kind=CHIPS[I2C].kind, i2c_bus=1, reset_pin=RESET)
    bench = ReaderBench(config)
    levels: list[bool] = []
    bench.wires.observe(lambda line, level, at_ns: levels.append(level) if line == RESET else None)
    bench.wait(5_000)
    assert bench.wires.level(RESET) and levels == []
    bench.befall(Fault.DEAD)
    bench.wait(PATIENCE_MS + 1_000, seen=lambda: levels == [False, True])
    assert levels == [False, True]
    bench.befall(Fault.RESTORE)
    bench.wait(2_000)
    assert [type(event) for event in bench.heard()] == [DeviceFailed, DeviceRecovered]
    bench.reader.close()
