"""Loops through driver and qualification: no change of 400 ms is lost, no noise below the margin is one, and no word
that a chip may say ends the panel."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.errors import DriverError
from hw_sim.world.faults import WireFault
from panel.daemon.front import Front
from panel.ports import DeviceFailed, DeviceRecovered, InputChanged
from tests.support.loop_bench import LoopBench, doors, house, loop, zone
from zones.kinds import Level
from zones.wiring import Wiring

ZONES = 16  # four converters on one bus
LEAST_MS = 400
FUZZED = 100_000


class Qualified(LoopBench):
    """Sixteen doors, and what counts of them."""

    def __init__(self, seed: int = 0) -> None:
        super().__init__(doors(ZONES))
        self.front = Front(self.config)
        self.counted: list[tuple[int, Level]] = []
        random = Random(seed)
        self.late = lambda: random.choice((0, 0, 1, 5, 20))  # a loop that has other things to do

    def polled(self) -> None:
        """What was told is qualified, and then what has held long enough."""
        for event in self.take():
            assert isinstance(event, InputChanged)
            number = self.front.zone_of(event.input)
            assert number is not None
            self.counted += [(c.zone, c.level) for _, c in self.front.seen(number, event.level, event.at_ms)]
        self.counted += [(c.zone, c.level) for _, c in self.front.due(self.now_ms)]


PULSES = st.lists(st.tuples(st.integers(0, ZONES - 1), st.integers(0, 250)), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None)
@given(PULSES, st.integers(0, 1_000))
def test_every_change_of_400_ms_is_seen_at_any_phase_on_sixteen_zones(pulses: list[tuple[int, int]], seed: int) -> None:
    bench = Qualified(seed)
    bench.passes(300)
    bench.counted.clear()
    for door, phase_ms in pulses:
        bench.passes(phase_ms)
        bench.door(door).trip()
        bench.passes(LEAST_MS)
        bench.door(door).secure()
        bench.passes(LEAST_MS)
    bench.passes(LEAST_MS)
    assert bench.counted == [change for door, _ in pulses for change in _opens_and_closes(door)]


def _opens_and_closes(door: int) -> list[tuple[int, Level]]:
    return [(door + 1, Level.OPEN), (door + 1, Level.SECURE)]


def test_sixteen_doors_that_open_at_once_are_sixteen_doors() -> None:
    bench = Qualified()
    bench.passes(300)
    bench.counted.clear()
    for door in range(ZONES):
        bench.door(door).trip()
    bench.passes(LEAST_MS)
    for door in range(ZONES):
        bench.door(door).secure()
    bench.passes(2 * LEAST_MS)
    assert sorted(bench.counted, key=lambda change: change[0]) == [
        change for door in range(ZONES) for change in _opens_and_closes(door)
    ]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([None, WireFault.CUT, WireFault.SHORT]), st.booleans())
def test_noise_of_half_a_per_cent_never_changes_a_level(seed: int, fault: WireFault | None, opened: bool) -> None:
    bench = LoopBench(house((loop(0), zone(0))))
    door = bench.door()
    door._random = Random(seed)
    door.opened = opened
    if fault is not None:
        door.befall(fault)
    bench.passes(500)
    before = bench.opened.inputs["door0"].read()
    bench.take()
    door.befall(WireFault.NOISE, 0.5)
    bench.passes(20_000)
    assert bench.take() == []
    assert bench.opened.inputs["door0"].read() is before


def test_a_joint_that_corrodes_is_told_once_and_does_not_flutter() -> None:
    bench = LoopBench(house((loop(0), zone(0))))
    bench.door().befall(WireFault.DRIFT, 900)
    bench.door().befall(WireFault.NOISE, 0.5)
    bench.passes(120_000)
    assert [(level) for _, level, _ in bench.levels()] == ["tamper"]
    bench.door().befall(WireFault.MEND)
    bench.passes(1_000)
    assert [level for _, level, _ in bench.levels()] == ["secure"]


def test_a_motor_beside_the_cable_is_no_burglar() -> None:
    """Noise of four per cent: beyond the windows' margin now and then, never for two readings that agree on a door."""
    bench = LoopBench(house((loop(0), zone(0))))
    bench.door().befall(WireFault.NOISE, 4.0)
    bench.passes(60_000)
    assert {level for _, level, _ in bench.levels()} <= {"secure", "tamper"}


def test_whatever_words_chips_and_buses_say_nothing_is_ever_raised() -> None:
    """100,000 words, errors among them: the driver says what failed, and once each."""
    random = Random(7)
    bench = LoopBench(
        house(
            *((loop(n), zone(n)) for n in range(7)),
            (loop(7, pull_ohm=10_000, end_ohm=10_000), zone(7, Wiring.LEAK)),
            rail_channel=None,
        )
    )
    said, told = 0, 0
    written: dict[int, bytes] = {}

    def transfer(address: int, out: bytes, count: int) -> bytes:
        nonlocal said
        said += 1
        written.update({address: out[1:]} if len(out) == 3 else {})
        if random.random() < 0.002:
            raise OSError(random.choice((5, 6, 110, 121)), "as a kernel may say")
        if out == b"\x01" and random.random() < 0.99:  # mostly a conversion that has ended
            return written[address]
        return random.choice((random.randbytes(count), b"\x20\xf6"[:count]))  # anything, or what a shut door reads

    bench.i2c.transfer = transfer  # type: ignore[method-assign]
    failing: set[str] = set()
    while said < FUZZED:
        bench.passes(1_000)
        for event in bench.take():
            if isinstance(event, DeviceFailed):
                assert event.device not in failing
                failing.add(event.device)
            elif isinstance(event, DeviceRecovered):
                failing.remove(event.device)
            else:
                assert isinstance(event, InputChanged)
                assert event.level is not Level.UNKNOWN
                told += 1
    assert told > 1_000
    for name, port in bench.opened.inputs.items():
        if {name, *(each.adc for each in bench.config.input if each.name == name)} & failing:
            with pytest.raises(DriverError):
                port.read()
        else:
            assert port.read() in Level
