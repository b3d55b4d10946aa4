"""The supply's reader: what it says each second, whatever gauge, bus and line do."""

import pytest

from drivers.bus.asking import LATE_MS
from drivers.supply.reader import SETTING_UP_MAX, SupplyReader
from hw_sim.i2c.inline import InlineBus
from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Drive, Fail, Heal, Wires
from hw_sim.world.supply import Gauge, Supply
from panel.config.power import PowerConfig
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, SupplyRead

WITH_LINE = PowerConfig(capacity_mah=7_000, i2c_bus=11, mains_pin=7)
WITHOUT = PowerConfig(capacity_mah=7_000, i2c_bus=11)


class Bench:
    """A reader on simulated wires, polled every 100 ms as alarmd does."""

    def __init__(self, config: PowerConfig) -> None:
        self.now_ms, self.said = 0, list[HardwareEvent]()
        self.wires = Wires(lambda: self.now_ms * 1_000_000)
        self.supply = Supply(config, self.wires, 0)
        self.bus = InlineBus(self.supply.bus, lambda: self.supply.advance(self.now_ms))
        self.reader = SupplyReader(config, SimFactory(self.wires), self.bus, self.said.append)

    def waits(self, ms: int) -> list[HardwareEvent]:
        self.said.clear()
        for _ in range(0, ms, 100):
            self.now_ms += 100
            self.reader.poll(self.now_ms)
        return list(self.said)


def reads(said: list[HardwareEvent]) -> list[SupplyRead]:
    return [event for event in said if isinstance(event, SupplyRead)]


def test_it_says_once_a_second_what_line_and_gauge_show() -> None:
    bench = Bench(WITH_LINE)
    bench.waits(2_000)
    assert [(r.mains, r.battery_mv, r.out_ma, r.at_ms) for r in reads(bench.waits(2_000))] == [
        (True, 13_700, -14, 2_100),
        (True, 13_700, -14, 3_100),
    ]
    bench.supply.switch_mains(False, bench.now_ms)
    assert [(r.mains, r.battery_mv, r.out_ma) for r in reads(bench.waits(1_000))] == [(False, 12_736, 600)]


@pytest.mark.parametrize("high", [True, False])
def test_a_cut_wire_of_the_mains_line_reads_as_no_mains(high: bool) -> None:
    config = PowerConfig(capacity_mah=7_000, i2c_bus=11, mains_pin=7, mains_high=high)
    bench = Bench(config)
    assert reads(bench.waits(3_000))[-1].mains is True
    bench.wires.act(Drive(7, None))
    assert reads(bench.waits(1_000))[-1].mains is False


def test_without_a_line_it_does_not_guess() -> None:
    bench = Bench(WITHOUT)
    assert {r.mains for r in reads(bench.waits(3_000))} == {None}


def test_a_gauge_that_is_gone_is_told_with_what_to_look_at() -> None:
    bench = Bench(WITHOUT)
    bench.waits(2_000)
    bench.supply.plug_gauge(Gauge.UNPLUGGED)
    (read,) = reads(bench.waits(1_000))
    assert read.battery_mv is None and "0x40 does not answer" in read.detail and "i2cdetect" in read.detail


def test_a_gauge_that_was_reset_keeps_its_last_word_for_a_moment() -> None:
    bench = Bench(WITHOUT)
    bench.waits(2_000)
    bench.supply.chip.loses_its_supply()
    assert [r.battery_mv for r in reads(bench.waits(2_000))] == [13_700, 13_700]


def test_a_gauge_that_is_reset_again_and_again_measures_nothing_and_says_so() -> None:
    bench = Bench(WITHOUT)
    said = []
    for _ in range(SETTING_UP_MAX + 1):
        bench.supply.chip.loses_its_supply()
        said += reads(bench.waits(1_000))
    assert [(r.battery_mv, r.detail) for r in said] == [
        (None, "it is reset again and again; its supply may be too weak")
    ]


def test_a_bus_that_hangs_is_no_answer_after_two_seconds_and_an_answer_again_when_it_comes() -> None:
    bench = Bench(WITHOUT)
    bench.waits(2_000)
    bench.bus.stuck = True
    silent = reads(bench.waits(3 * LATE_MS))
    assert [r.battery_mv for r in silent] == [None] * len(silent) and len(silent) in (2, 3)
    bench.bus.come_loose()
    assert [r.battery_mv for r in reads(bench.waits(1_100))] == [13_700, 13_700]


def test_a_line_that_cannot_be_read_is_a_device_that_fails_and_keeps_its_last_word() -> None:
    bench = Bench(WITH_LINE)
    bench.waits(2_000)
    bench.wires.act(Fail(7))
    said = bench.waits(2_000)
    assert [event.device for event in said if isinstance(event, DeviceFailed)] == ["mains"]
    assert {r.mains for r in reads(said)} == {True}
    bench.wires.act(Heal(7))
    assert [event.device for event in bench.waits(1_000) if isinstance(event, DeviceRecovered)] == ["mains"]


def test_our_own_mistake_on_the_bus_is_not_taken_for_a_broken_gauge() -> None:
    bench = Bench(WITHOUT)
    bench.supply.bus.chips[0x40] = Confused()
    with pytest.raises(AssertionError, match="ours"):
        bench.waits(1_100)


class Confused:
    def transfer(self, out: bytes, count: int) -> bytes:
        raise AssertionError("ours")
