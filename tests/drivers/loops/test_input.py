"""One loop: from a share of the 3.3 V to what is told of it."""

import pytest

from drivers.errors import ConverterError
from drivers.loops.input import ODD_MAX, LoopInput
from panel.config.model import InputConfig
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, InputChanged
from tests.support.loop_bench import loop
from zones.kinds import Level
from zones.wiring import Wiring

SECURE, OPEN, CUT = 0.32, 0.6, 1.0  # of a double loop: 2k2 and 4k7 under 4k7


class Bench:
    """A loop that is measured every 100 ms, and all that was told."""

    def __init__(self, config: InputConfig | None = None, wiring: Wiring = Wiring.DEOL, rail_percent: int = 0) -> None:
        self.told: list[HardwareEvent] = []
        self.input = LoopInput(config or loop(0), wiring, rail_percent, self.told.append)
        self.now_ms = 0

    def reads(self, *shares: float) -> list[HardwareEvent]:
        self.told.clear()
        for share in shares:
            self.now_ms += 100
            self.told += self.input.measured(share, self.now_ms, self.now_ms)
        return list(self.told)


def test_before_the_first_reading_nobody_knows() -> None:
    bench = Bench()
    assert bench.input.read() is Level.UNKNOWN
    assert bench.reads(SECURE) == [InputChanged("door0", Level.SECURE, 100)]
    assert bench.input.read() is Level.SECURE


def test_a_change_is_told_when_readings_agree_and_until_then_another_one_is_wanted_soon() -> None:
    bench = Bench()
    bench.reads(SECURE)
    assert bench.reads(OPEN, OPEN) == []
    moved = (bench.input.unsure, bench.input.read())
    assert bench.reads(OPEN) == [InputChanged("door0", Level.OPEN, 200)]
    assert (moved, bench.input.unsure) == ((True, Level.SECURE), False)
    assert bench.reads(CUT, OPEN, OPEN, OPEN) == []  # a spark


def test_a_reading_that_stays_near_its_window_keeps_its_level() -> None:
    bench = Bench()
    bench.reads(SECURE)
    assert bench.reads(0.360, 0.364, 0.360, 0.364) == []
    assert bench.reads(0.367, 0.367, 0.367) == [InputChanged("door0", Level.TAMPER, 600)]


@pytest.mark.parametrize("share", [1.06, -0.06, 1.3])
def test_what_no_loop_can_read_is_a_device_that_fails_once_and_comes_back(share: float) -> None:
    bench = Bench()
    bench.reads(SECURE)
    assert bench.reads(*[share] * (ODD_MAX - 1)) == [] and bench.input.read() is Level.SECURE
    (failed,) = bench.reads(*[share] * 5)
    assert isinstance(failed, DeviceFailed) and failed.device == "door0"
    assert f"door0: {share:.0%} of the 3.3 V" in failed.detail and "allowed are 0 to 100 %" in failed.detail
    with pytest.raises(ConverterError, match="Some other voltage"):
        bench.input.read()
    assert bench.reads(OPEN) == [
        DeviceRecovered("door0", bench.now_ms),
        InputChanged("door0", Level.OPEN, bench.now_ms),
    ]


def test_where_the_3_3_volts_are_only_taken_to_be_right_more_is_possible() -> None:
    assert [e for e in Bench(rail_percent=3).reads(*[1.07] * 5) if isinstance(e, DeviceFailed)] == []
    assert [e for e in Bench(rail_percent=3).reads(*[1.09] * 5) if isinstance(e, DeviceFailed)] != []


def test_a_converter_that_is_lost_takes_the_reading_with_it() -> None:
    bench = Bench()
    bench.reads(SECURE)
    bench.input.lost("no converter")
    with pytest.raises(ConverterError, match="no converter"):
        bench.input.read()
    bench.input.can_be_read()
    assert bench.input.read() is Level.UNKNOWN
    assert bench.reads(SECURE) == [InputChanged("door0", Level.SECURE, 200)]  # told again, though it is as it was


def test_a_siren_s_line_is_secure_or_tampered_with() -> None:
    line = loop(0, pull_ohm=2_200, end_ohm=2_200, siren="siren")
    bench = Bench(line, Wiring.SEOL)
    assert bench.reads(0.5) == [InputChanged("door0", Level.SECURE, 100)]
    assert bench.reads(1.0, 1.0, 1.0) == [InputChanged("door0", Level.TAMPER, 200)]
    assert bench.reads(0.5, 0.5, 0.5, 0.0, 0.0, 0.0)[-1] == InputChanged("door0", Level.TAMPER, 800)
    plain = Bench(loop(0, pull_ohm=2_200, end_ohm=2_200), Wiring.SEOL)
    assert plain.reads(1.0) == [InputChanged("door0", Level.OPEN, 100)]


def test_while_it_may_not_be_judged_what_counts_stays() -> None:
    bench = Bench()
    bench.reads(SECURE, OPEN)
    bench.input.unjudged()
    assert bench.input.read() is Level.SECURE and not bench.input.unsure
    assert bench.reads(OPEN, OPEN) == []
    assert bench.reads(OPEN) == [InputChanged("door0", Level.OPEN, 300)]
