"""The driver against a chip that keeps to its data sheet: register by register, tag by tag, and against noise."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.errors import ReaderError, TagUnclearError
from drivers.tags.mfrc522 import VERSIONS, Mfrc522
from hw_sim.rfid.field import Field
from hw_sim.rfid.mfrc522 import Mfrc522 as Chip
from hw_sim.rfid.tag import Tag

UIDS = st.sampled_from((4, 7, 10)).flatmap(lambda size: st.binary(min_size=size, max_size=size))
SEVEN = bytes.fromhex("04632D5A1F3380")
MS = 1_000_000


class Wire:
    """To a chip; every frame is kept. ``bends``: what a bad cable makes of what comes back."""

    def __init__(self, chip: Chip) -> None:
        self.chip = chip
        self.frames: list[bytes] = []
        self.bends: Callable[[bytes], bytes] = lambda data: data

    def exchange(self, *frames: bytes) -> list[bytes]:
        self.frames += frames
        return [self.bends(self.chip.transfer(frame)) for frame in frames]

    def pause(self, us: int) -> None:
        self.chip.pause(us * 1_000)


class Bench:
    def __init__(self, *uids: bytes) -> None:
        self.field = Field()
        self.chip = Chip(self.field)
        self.wire = Wire(self.chip)
        self.driver = Mfrc522(self.wire)
        for uid in uids:
            self.field.bring(Tag(uid), 0)
        self.driver.set_up()
        self.chip.pause(10 * MS)


def test_addresses_are_shifted_and_reads_marked() -> None:
    bench = Bench()
    assert bench.wire.frames[0] == bytes([0x01 << 1, 0x0F]), "a soft reset comes first"
    assert bytes([0x37 << 1 | 0x80, 0x00]) in bench.wire.frames, "then its version is read"


@pytest.mark.parametrize("version", VERSIONS)
def test_the_chip_and_its_copies_are_known_by_their_versions(version: int) -> None:
    bench = Bench()
    bench.chip.version = version
    bench.driver.set_up()
    bench.driver.check()


@pytest.mark.parametrize("version", [0x00, 0xFF, 0x12])
def test_whoever_is_somebody_else_is_told(version: int) -> None:
    bench = Bench()
    bench.chip.version = version
    for asks in (bench.driver.set_up, bench.driver.check):
        with pytest.raises(ReaderError, match=f"version {version:02X}; .*00 and FF are nobody"):
            asks()


def test_after_a_brown_out_it_is_told() -> None:
    bench = Bench()
    bench.driver.check()
    bench.chip.loses_its_supply()
    with pytest.raises(ReaderError, match="it has forgotten what it was told"):
        bench.driver.check()


def test_nobody_is_nobody_and_takes_three_milliseconds() -> None:
    bench = Bench()
    before = bench.chip._now_ns
    assert bench.driver.tags(2) == []
    assert bench.chip._now_ns - before < 4 * MS


@given(st.lists(UIDS, min_size=1, max_size=4, unique=True))
@settings(deadline=None)
def test_every_tag_in_the_field_is_found_whatever_their_numbers(uids: list[bytes]) -> None:
    bench = Bench(*uids)
    assert sorted(bench.driver.tags(8)) == sorted(uids)
    assert bench.driver.tags(1) != [], "they are woken again"


def test_two_that_differ_late_in_the_second_level_are_told_apart() -> None:
    one, two = bytes.fromhex("04632D5A1F3380"), bytes.fromhex("04632D5A1F3381")
    bench = Bench(one, two)
    assert sorted(bench.driver.tags(2)) == [one, two]


def test_no_more_are_asked_for_than_wanted() -> None:
    assert len(Bench(*(bytes([number] * 4) for number in range(3))).driver.tags(2)) == 2


def test_a_tag_that_goes_in_the_middle_is_unclear_and_not_nobody() -> None:
    bench = Bench(SEVEN)
    (tag,) = bench.field.tags

    def gone(data: bytes) -> bytes:
        if any(frame[:1] == bytes([0x09 << 1]) and frame[1:2] == b"\x95" for frame in bench.wire.frames):
            bench.field.take(tag, 0)
        return data

    bench.wire.bends = gone
    with pytest.raises(TagUnclearError, match="went away in the middle"):
        bench.driver.tags(2)


def test_without_its_timer_it_is_broken_and_not_patient() -> None:
    bench = Bench()
    bench.chip.transfer(bytes([0x2A << 1, 0x00]))
    with pytest.raises(ReaderError, match="its timer does not run"):
        bench.driver.tags(1)


def test_whatever_comes_back_is_a_reader_s_error_at_worst_and_a_tag_is_found_after_it() -> None:
    """100,000 answers of chance: whole chance, chance bits, and lines that hang."""
    chance = random.Random(14443)
    bench = Bench(SEVEN)
    answers = 0

    def bent(data: bytes) -> bytes:
        nonlocal answers
        answers += 1
        kind = chance.randrange(4)
        if kind == 0:
            return chance.randbytes(len(data))
        if kind == 1:
            return bytes(each ^ (1 << chance.randrange(8) if chance.random() < 0.2 else 0) for each in data)
        return (b"\x00" if kind == 2 else b"\xff") * len(data) if chance.random() < 0.1 else data

    while answers < 100_000:
        bench.wire.bends, bench.wire.frames = bent, []
        for asks in (bench.driver.set_up, bench.driver.check, lambda: bench.driver.tags(2)):
            try:
                found = asks()
            except ReaderError:
                continue
            assert found in (None, [], [SEVEN], [SEVEN, SEVEN]), "a number that no tag has"
        if chance.random() < 0.02:
            bench.wire.bends = lambda data: data
            bench.driver.set_up()
            bench.chip.pause(10 * MS)
            assert bench.driver.tags(2) == [SEVEN]
