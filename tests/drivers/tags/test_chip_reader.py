"""A chip with a field as a tag reader, of each kind and over each of its ways: what befalls it, and what is told."""

from collections.abc import Callable
from random import Random

import msgspec
import pytest

from drivers.tags.chip_reader import PATIENCE_MS
from hw_sim.rfid.trouble import Fault
from panel.ports import DeviceFailed, DeviceRecovered, TagRead
from tests.support.reader_bench import CHIPS, I2C, RESET, SERIAL, SPI, ReaderBench

FOUR, SEVEN, TEN = "C0FFEE42", "04632D5A1F3380", "04112233445566778899"
OTHER = "04AABBCCDDEEFF"


@pytest.fixture(params=CHIPS)
def bench(request: pytest.FixtureRequest) -> ReaderBench:
    """A reader that was set up a moment ago."""
    made = ReaderBench(CHIPS[request.param])
    made.wait(1_000)
    return made


@pytest.mark.parametrize("uid", [FOUR, SEVEN, TEN])
def test_a_tag_is_read_once_with_uid_length_and_time_and_proves_nothing(bench: ReaderBench, uid: str) -> None:
    at_ms = bench.hold(uid, 5_000)
    (read,) = bench.heard()
    assert isinstance(read, TagRead)
    assert (read.reader, read.tag, read.bits, read.proven) == ("hall", uid, len(uid) * 4, False)
    assert at_ms <= read.at_ms <= at_ms + 300


def test_a_tag_is_read_again_after_it_was_away_for_half_a_second_and_not_sooner(bench: ReaderBench) -> None:
    for away_ms, again in ((650, True), (300, False), (1_000, True)):
        bench.hold(SEVEN)
        bench.heard()
        bench.wait(away_ms)
        bench.hold(SEVEN)
        assert bench.read() == ([SEVEN] if again else [])
        bench.wait(2_000)


def test_an_idle_reader_asks_for_few_polls(bench: ReaderBench) -> None:
    bench.polls = 0
    bench.wait(10_000)
    assert bench.polls <= 220
    assert bench.heard() == []


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
    assert failed.detail.startswith("hall: the ")
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


def test_how_it_is_reached_and_what_to_look_at_stand_in_the_message() -> None:
    for way, said in (
        (I2C, "hall: the PN532 at I2C bus 1, 0x24 (its four wires"),
        (SERIAL, "hall: the PN532 at /dev/ttyUSB7 (crossed TXD and RXD"),
        (SPI, "hall: the MFRC522 at /dev/spidev0.0 (its seven wires"),
    ):
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


@pytest.mark.parametrize("way", CHIPS)
def test_a_chip_with_a_reset_line_is_reset_when_it_has_failed_and_left_alone_otherwise(way: str) -> None:
    bench = ReaderBench(msgspec.structs.replace(CHIPS[way], reset_pin=RESET))
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


class Babble:
    """In place of what comes from a chip: chance, or what it really says, cut and bent."""

    def __init__(self) -> None:
        self.strings = 0
        self._chance = Random(14443)

    def bytes(self, said: bytes, length: int | None = None) -> bytes:
        """``length``: as many as these, where the way itself sees to that."""
        self.strings += 1
        kind = self._chance.randrange(4)
        if kind == 0:
            said = self._chance.randbytes(self._chance.randrange(40))
        elif kind == 1 and said:
            at = self._chance.randrange(len(said))
            said = said[:at] + self._chance.randbytes(self._chance.randrange(3)) + said[at + 1 :]
        elif kind == 2:
            said = said[: self._chance.randrange(len(said) + 1)]
        return said if length is None else said.ljust(length, b"\x00")[:length]


def babbling(bench: ReaderBench, babble: Babble) -> Callable[[], None]:
    """What comes back is babble from now on, until what this gives is called."""
    way = next(name for name, config in CHIPS.items() if config == bench.world.config)
    if way == I2C:
        bus = bench.house.buses.at(1)
        transfer = bus.transfer
        bus.transfer = lambda address, out, count: babble.bytes(transfer(address, out, count), count)  # type: ignore[method-assign]
        return lambda: setattr(bus, "transfer", transfer)
    if way == SERIAL:
        far = bench.house.readers.serial["hall"]
        give = far.give
        far.give = lambda: babble.bytes(give())  # type: ignore[method-assign]
        return lambda: setattr(far, "give", give)
    slave = bench.house.readers.spi["/dev/spidev0.0"]
    sends = slave.transfer
    slave.transfer = lambda sent: babble.bytes(sends(sent), len(sent))  # type: ignore[method-assign]
    return lambda: setattr(slave, "transfer", sends)


def test_after_100_000_strings_of_babble_it_reads_tags_and_never_read_one_that_was_not_there(
    bench: ReaderBench,
) -> None:
    babble = Babble()
    for _ in range(20):
        ends = babbling(bench, babble)
        until = babble.strings + 5_000
        while babble.strings < until:
            bench.wait(1_000)
        ends()
        bench.wait(3_000)
        assert not any(isinstance(event, TagRead) for event in bench.heard())
        bench.hold(SEVEN)
        assert bench.read() == [SEVEN]
        bench.wait(1_000)
    assert babble.strings >= 100_000
