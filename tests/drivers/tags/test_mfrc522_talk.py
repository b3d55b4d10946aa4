"""What an MFRC522 is told as errands, against a chip that keeps to its data sheet."""

import random

import pytest

from drivers.bus.errands import Answer
from drivers.tags.chip_reader import PATIENCE_MS
from drivers.tags.mfrc522_talk import AFRESH_MS, CYCLE_MS, LOST_MS, Mfrc522Talk, Told
from hw_sim.rfid.mfrc522 import Mfrc522, Register
from hw_sim.rfid.trouble import Fault
from panel.ports import DeviceFailed, TagRead
from tests.support.reader_bench import CHIPS, SPI, ReaderBench

FOUR, SEVEN, OTHER = "C0FFEE42", "04632D5A1F3380", "04AABBCCDDEEFF"


@pytest.fixture
def bench() -> ReaderBench:
    """A reader that was set up a moment ago."""
    made = ReaderBench(CHIPS[SPI])
    made.wait(1_000)
    return made


def chip(bench: ReaderBench) -> Mfrc522:
    (way,) = bench.house.readers.spi.values()
    return way.chip


def put(bench: ReaderBench, register: int, value: int) -> None:
    """As noise does: into a register behind the driver's back."""
    chip(bench).transfer(bytes([register << 1, value]))


def test_whenever_a_tag_comes_it_is_read_within_300_ms(bench: ReaderBench) -> None:
    chance = random.Random(1)
    for _ in range(60):
        bench.wait(1_000 + chance.randrange(CYCLE_MS))
        at_ms = bench.hold(SEVEN)
        (read,) = bench.heard()
        assert isinstance(read, TagRead) and read.at_ms - at_ms <= 300


def test_of_two_tags_one_is_read_and_the_other_when_that_has_gone(bench: ReaderBench) -> None:
    for one, two in ((SEVEN, OTHER), (FOUR, "C0FFEE43"), (FOUR, SEVEN)):
        bench.bring(one)
        bench.bring(two)
        bench.wait(3_000)
        (first,) = bench.read()
        bench.take(first)
        bench.wait(2_000)
        (second,) = bench.read()
        assert {first, second} == {one, two}
        bench.take(second)
        bench.wait(2_000)
        assert bench.read() == []


def test_a_tag_that_does_not_let_itself_be_understood_is_no_trouble_of_the_reader(bench: ReaderBench) -> None:
    bench.bring(SEVEN)
    tag = bench.world.tags[SEVEN]
    levels, tag._levels = tag._levels, (b"\x88\x04\x63\x2d\x00", tag._levels[1])  # a check byte that does not fit
    bench.wait(3 * PATIENCE_MS)
    assert bench.heard() == []
    assert sum(bench.reader.misreads.values()) > 10
    tag._levels = levels
    bench.wait(500)
    assert bench.read() == [SEVEN]


def test_one_that_browned_out_is_set_up_anew_within_half_a_second(bench: ReaderBench) -> None:
    for after_ms in range(0, 200, 7):
        bench.wait(after_ms)
        bench.befall(Fault.BROWNOUT)
        bench.wait(CYCLE_MS + LOST_MS + 30)
        assert chip(bench).has_field
        bench.hold(SEVEN)
        assert bench.read() == [SEVEN], after_ms
        bench.wait(1_000)


@pytest.mark.parametrize(
    ("register", "value"),
    [
        (Register.T_MODE, 0x00),
        (Register.T_PRESCALER, 0x00),
        (Register.T_RELOAD_HIGH, 0x80),
        (Register.T_RELOAD_LOW, 0x00),
        (Register.TX_ASK, 0x00),
        (Register.TX_CONTROL, 0x80),
    ],
)
def test_what_noise_wrote_where_it_matters_is_seen_at_the_next_look(
    bench: ReaderBench, register: int, value: int
) -> None:
    put(bench, register, value)
    bench.wait(CYCLE_MS + LOST_MS + 30)
    bench.hold(SEVEN)
    assert bench.read() == [SEVEN]


def test_what_it_wrote_elsewhere_is_gone_within_a_minute(bench: ReaderBench) -> None:
    put(bench, 0x17, 0xFF)  # RxSelReg, which is not read back
    bench.wait(AFRESH_MS + CYCLE_MS)
    assert chip(bench)._registers[0x17] == 0x84


def test_one_whose_supply_fails_whenever_it_sends_is_broken_and_says_why(bench: ReaderBench) -> None:
    switch = bench.world.field.switch

    def fails(on: bool) -> None:
        switch(on)
        if on:
            chip(bench)._at(chip(bench)._now_ns + 1_000_000, chip(bench).loses_its_supply)

    bench.world.field.switch = fails  # type: ignore[method-assign]
    bench.befall(Fault.BROWNOUT)
    bench.wait(2 * PATIENCE_MS)
    (failed,) = bench.heard()
    assert isinstance(failed, DeviceFailed) and "it has forgotten what it was told: its 3.3 V fails" in failed.detail


def test_another_chip_at_the_same_place_is_told_by_what_it_says(bench: ReaderBench) -> None:
    chip(bench).version = 0x12
    bench.wait(5_000)
    (failed,) = bench.heard()
    assert isinstance(failed, DeviceFailed) and "version 12; one that is there says 91, 92, 88, B2" in failed.detail


def test_an_idle_reader_asks_for_few_polls_and_little_of_its_bus(bench: ReaderBench) -> None:
    bench.polls, frames = 0, list[int]()
    transfer = chip(bench).transfer

    def counted(sent: bytes) -> bytes:
        frames.append(len(sent))
        return transfer(sent)

    chip(bench).transfer = counted  # type: ignore[method-assign]
    bench.wait(10_000)
    assert bench.polls <= 150
    assert sum(frames) <= 10 * 500  # bytes: 4 ms of each second, at 1 MHz


def test_an_answer_that_comes_after_its_bus_hung_is_not_taken_for_the_next_one() -> None:
    talk = Mfrc522Talk(None)  # type: ignore[arg-type]
    assert talk.heard(Answer(value=Told(uids=(b"\x01\x02\x03\x04",))), 0) is None
