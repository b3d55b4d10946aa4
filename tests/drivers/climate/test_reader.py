"""The reader of a climate sensor: what it says every ten seconds, whatever sensor and bus do."""

import random

import msgspec
import pytest

from drivers.bus.asking import HANGS, LATE_MS
from drivers.climate.reader import AGAIN_MS, EVERY_MS, FAILS_MAX, FROZEN, FROZEN_MS, ClimateReader, climate_input
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.inline import InlineBus
from hw_sim.world.climate import Climate, Mishap
from panel.config.model import InputConfig, SensorConfig
from panel.ports import ClimateRead, DeviceFailed, DeviceRecovered, HardwareEvent, InputChanged
from tests.hw_sim.small_house import CONFIG
from zones.kinds import Level

SENSOR = SensorConfig(name="cellar", i2c_bus=1)
FROST = InputConfig(name="frost", sensor="cellar", below_c=3)
DAMP = InputConfig(name="damp", sensor="cellar", above_rh=80, hysteresis=5)
HOUSE = msgspec.structs.replace(CONFIG, sensor=(SENSOR,), input=(*CONFIG.input, FROST, DAMP))
RECOVERS_MS = 2 * EVERY_MS


class Bench:
    """A reader on a simulated bus, polled every 100 ms as alarmd does."""

    def __init__(self) -> None:
        self.now_ms, self.said = 0, list[HardwareEvent]()
        buses = Buses()
        self.climate = Climate(HOUSE, buses, lambda: self.now_ms * 1_000_000)
        self.chips, self.bus = buses.at(1), InlineBus(buses.at(1), lambda: None)
        self.inputs = [climate_input(FROST), climate_input(DAMP)]
        self.reader = ClimateReader(SENSOR, self.bus, self.inputs, self.said.append)

    def waits(self, ms: int, step_ms: int = 100) -> list[HardwareEvent]:
        self.said.clear()
        for _ in range(0, ms, step_ms):
            self.now_ms += step_ms
            self.reader.poll(self.now_ms)
        return list(self.said)


@pytest.fixture
def bench() -> Bench:
    """A reader that has read once."""
    made = Bench()
    made.waits(1_000)
    return made


def reads(said: list[HardwareEvent]) -> list[ClimateRead]:
    return [event for event in said if isinstance(event, ClimateRead)]


def levels(said: list[HardwareEvent]) -> list[tuple[str, Level]]:
    return [(event.input, event.level) for event in said if isinstance(event, InputChanged)]


def health(said: list[HardwareEvent]) -> list[str]:
    return [type(event).__name__ for event in said if isinstance(event, DeviceFailed | DeviceRecovered)]


def test_it_knows_within_a_second_and_then_says_every_ten_seconds_what_the_air_is() -> None:
    bench = Bench()
    assert [one.read() for one in bench.inputs] == [Level.UNKNOWN, Level.UNKNOWN]
    said = bench.waits(1_000)
    assert levels(said) == [("frost", Level.SECURE), ("damp", Level.SECURE)]
    (first,) = reads(said)
    assert first.sensor == "cellar" and abs(first.celsius - 21) < 0.1 and abs(first.humidity - 45) < 0.2
    later = bench.waits(60_000)
    assert [b.at_ms - a.at_ms for a, b in zip(reads(later), reads(later)[1:], strict=False)] == [EVERY_MS] * 5
    assert levels(later) == [] and health(later) == []


def test_each_input_crosses_its_own_limit_and_comes_back_by_its_own_hysteresis(bench: Bench) -> None:
    for celsius, humidity, expected in (
        (2.8, 45.0, [("frost", Level.OPEN)]),
        (3.7, 81.0, [("damp", Level.OPEN)]),
        (4.2, 75.5, [("frost", Level.SECURE)]),
        (4.2, 74.5, [("damp", Level.SECURE)]),
    ):
        bench.climate.set_air("cellar", celsius, humidity)
        assert levels(bench.waits(11_000)) == expected
    assert [one.read() for one in bench.inputs] == [Level.SECURE, Level.SECURE]


@pytest.mark.parametrize(
    ("mishap", "detail"), [(Mishap.OUT, "0x44 does not answer"), (Mishap.GARBAGE, "the checksum of")]
)
def test_a_sensor_that_fails_three_times_in_a_row_is_one_trouble_and_its_inputs_unknown(
    bench: Bench, mishap: Mishap, detail: str
) -> None:
    bench.climate.befall("cellar", mishap)
    said = bench.waits(EVERY_MS + AGAIN_MS)
    assert said == [] and bench.inputs[0].read() is Level.SECURE, "twice is no trouble yet"
    said = bench.waits(3_600_000)
    (failed,) = said
    assert isinstance(failed, DeviceFailed) and failed.device == "cellar" and detail in failed.detail
    assert [one.read() for one in bench.inputs] == [Level.UNKNOWN, Level.UNKNOWN]
    bench.climate.befall("cellar", Mishap.WELL)
    said = bench.waits(RECOVERS_MS)
    assert [type(event).__name__ for event in said[:4]] == [
        "DeviceRecovered",
        "ClimateRead",
        "InputChanged",
        "InputChanged",
    ]
    assert [one.read() for one in bench.inputs] == [Level.SECURE, Level.SECURE]


def test_one_wrong_checksum_is_read_again_and_told_to_nobody(bench: Bench) -> None:
    bench.climate.befall("cellar", Mishap.GARBAGE)
    bench.waits(EVERY_MS)
    bench.climate.befall("cellar", Mishap.WELL)
    said = bench.waits(3_000)
    assert len(reads(said)) == 1 and health(said) == []


def test_a_sensor_that_is_pulled_out_in_the_middle_of_a_measurement_and_put_back_is_read_again(bench: Bench) -> None:
    for _ in range(50):
        bench.waits(random.Random(bench.now_ms).randrange(100, 12_000, 100))
        bench.climate.befall("cellar", Mishap.OUT)
        bench.waits(300)
        bench.climate.befall("cellar", Mishap.WELL)
    said = bench.waits(RECOVERS_MS)
    assert reads(said) and health(said) == []


def test_a_bus_that_hangs_is_a_trouble_and_the_sensor_is_back_when_it_comes_loose(bench: Bench) -> None:
    bench.bus.stuck = True
    (failed,) = bench.waits(EVERY_MS + (FAILS_MAX + 1) * LATE_MS)
    assert isinstance(failed, DeviceFailed) and failed.detail == HANGS
    bench.bus.come_loose()
    assert health(bench.waits(RECOVERS_MS)) == ["DeviceRecovered"]


def test_a_sensor_whose_words_stay_the_same_for_an_hour_measures_no_more(bench: Bench) -> None:
    bench.climate.befall("cellar", Mishap.STUCK)
    bench.climate.set_air("cellar", -5)
    assert health(bench.waits(FROZEN_MS - 10_000, 1_000)) == []
    (failed,) = [event for event in bench.waits(60_000) if isinstance(event, DeviceFailed)]
    assert failed.detail == FROZEN and bench.inputs[0].read() is Level.UNKNOWN
    assert health(bench.waits(600_000)) == []
    bench.climate.befall("cellar", Mishap.WELL)
    assert levels(bench.waits(RECOVERS_MS))[0] == ("frost", Level.OPEN)


def test_a_sensor_that_was_away_for_hours_is_not_taken_for_frozen_by_its_first_reading(bench: Bench) -> None:
    bench.climate.befall("cellar", Mishap.STUCK)
    bench.waits(20_000)
    bench.chips.missing.add(0x44)
    bench.waits(2 * FROZEN_MS, 1_000)
    bench.chips.missing.discard(0x44)
    assert health(bench.waits(RECOVERS_MS)) == ["DeviceRecovered"]


def test_in_still_air_it_is_never_taken_for_frozen(bench: Bench) -> None:
    assert health(bench.waits(4 * FROZEN_MS, 1_000)) == []


def test_a_heater_that_somebody_left_on_is_off_after_the_start() -> None:
    bench = Bench()
    bench.chips.write(0x44, b"\x30\x6d")
    (read,) = reads(bench.waits(1_000))
    assert abs(read.celsius - 21) < 0.1


def test_while_nothing_is_under_way_it_says_when_it_wants_to_be_polled(bench: Bench) -> None:
    due_ms = bench.reader.next_poll_ms()
    assert due_ms is not None and bench.now_ms < due_ms <= bench.now_ms + EVERY_MS
    bench.bus.stuck = True
    bench.waits(EVERY_MS)
    assert bench.reader.next_poll_ms() is None


def test_fifty_thousand_garbled_answers_trouble_it_once_and_a_good_one_heals_it() -> None:
    bench, chance = Bench(), random.Random(7)
    bench.chips.chips[0x44] = Babble(chance)
    said = []
    for _ in range(50_000):
        bench.now_ms += EVERY_MS + chance.randrange(3) * 100
        bench.reader.poll(bench.now_ms)
        said += health(bench.said)
        bench.said.clear()
    assert said.count("DeviceFailed") - said.count("DeviceRecovered") in (0, 1) and len(said) < 10
    bench = Bench()
    healthy = bench.chips.chips[0x44]
    bench.chips.chips[0x44] = Babble(chance)
    bench.waits(60_000)
    bench.chips.chips[0x44] = healthy
    assert bench.waits(RECOVERS_MS)[0] == DeviceRecovered("cellar", bench.said[0].at_ms)


class Babble:
    """Takes everything, and answers by chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def transfer(self, out: bytes, count: int) -> bytes:
        return self._chance.randbytes(count)
