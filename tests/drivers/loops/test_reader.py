"""Loops on converters: told as contacts are, whatever bus and chips do; a siren's line while it is at rest alone."""

import pytest

from drivers.loops.reader import FAILS_MAX, RESETS_MAX, SIREN_REST_MS
from hw_sim.world.faults import WireFault
from hw_sim.world.relays import RelayFault
from panel.ports import DeviceFailed, DeviceRecovered, InputChanged
from tests.support.loop_bench import LoopBench, doors, house, loop, zone
from tests.support.pin_bench import siren
from tests.zones.loops import PRESETS
from zones.kinds import Kind, Level
from zones.wiring import Wiring


def test_every_loop_says_its_level_as_the_board_starts() -> None:
    bench = LoopBench(doors(5))
    assert [(e.input, e.level) for e in bench.first if isinstance(e, InputChanged)] == [
        (f"door{n}", Level.SECURE) for n in range(5)
    ]
    assert {name: port.read() for name, port in bench.opened.inputs.items()} == {
        f"door{n}": Level.SECURE for n in range(5)
    }


def test_a_bus_that_is_slow_at_the_start_leaves_levels_unknown_until_it_answers() -> None:
    bench = LoopBench(doors(1))
    bench.bus.stuck = True
    bench.restarts()
    assert bench.opened.inputs["door0"].read() is Level.UNKNOWN and bench.first == []
    bench.bus.come_loose()
    bench.passes(100)
    assert bench.opened.inputs["door0"].read() is Level.SECURE


@pytest.mark.parametrize("moved", [False, True])
@pytest.mark.parametrize("stuck", [False, True])
def test_it_asks_to_be_polled_for_the_next_scan_and_never_at_once(moved: bool, stuck: bool) -> None:
    """A board that asks for a moment that is over would be polled without end, and nobody else would have a turn."""
    bench = LoopBench(doors(1))
    asked_for: list[int] = []
    bench.polled = lambda: asked_for.append((bench.opened.next_poll_ms() or 0) - bench.now_ms)  # type: ignore[method-assign]
    bench.passes(1_000)
    if moved:
        bench.door().trip()
        bench.passes(100)
    bench.bus.stuck = stuck
    bench.passes(1_500)
    assert min(asked_for) >= 40 and max(asked_for) == 100
    assert (40 in asked_for) is moved


def test_an_opened_door_is_told_within_four_tenths_of_a_second_and_stamped_when_it_was_first_seen() -> None:
    bench = LoopBench(doors(1))
    bench.passes(1_000)
    bench.door().trip()
    opened_ms = bench.now_ms
    bench.passes(400)
    ((name, level, at_ms),) = bench.levels()
    assert (name, level) == ("door0", "open")
    assert opened_ms <= at_ms <= opened_ms + 100
    bench.door().secure()
    bench.passes(400)
    assert [level for _, level, _ in bench.levels()] == ["secure"]


@pytest.mark.parametrize(
    ("fault", "level"),
    [(WireFault.CUT, "tamper"), (WireFault.SHORT, "tamper"), (WireFault.MASK, "masked"), (WireFault.FAULT, "fault")],
)
def test_what_befalls_a_loop_is_what_it_says(fault: WireFault, level: str) -> None:
    wired = loop(
        0,
        pull_ohm=2_200,
        end_ohm=1_000,
        alarm_ohm=1_000,
        mask_ohm=12_000,
        fault_ohm=3_000,
        tolerance_percent=1,
        cable_ohm=20,
    )
    bench = LoopBench(house((wired, zone(0, Wiring.TEOL)), rail_channel=3))
    bench.door().befall(fault)
    bench.passes(400)
    assert [told for _, told, _ in bench.levels()] == [level]
    bench.door().befall(WireFault.MEND)
    bench.passes(400)
    assert [told for _, told, _ in bench.levels()] == ["secure"]


@pytest.mark.parametrize("name", PRESETS)
def test_every_state_of_a_panel_s_preset_is_told_from_its_ohms(name: str) -> None:
    """Through cable, reed, divider, converter and driver: see tests/zones for whose presets these are."""
    preset, _ = PRESETS[name]
    ohms = {key: getattr(preset, key) for key in ("pull_ohm", "end_ohm", "alarm_ohm", "mask_ohm", "fault_ohm")}
    wired = loop(0, **{key: ohm for key, ohm in ohms.items() if ohm}, tolerance_percent=preset.tolerance_percent)
    bench = LoopBench(house((wired, zone(0, Wiring.TEOL)), rail_channel=3))
    told = {}
    for fault in (
        None,
        WireFault.CUT,
        WireFault.SHORT,
        WireFault.MASK,
        *([WireFault.FAULT] if preset.fault_ohm else []),
    ):
        bench.door().befall(WireFault.MEND)
        bench.passes(400)
        bench.take()
        if fault is None:
            bench.door().trip()
        else:
            bench.door().befall(fault)
        bench.passes(400)
        told[fault] = [level for _, level, _ in bench.levels()]
        bench.door().secure()
    expected = {None: ["open"], WireFault.CUT: ["tamper"], WireFault.SHORT: ["tamper"], WireFault.MASK: ["masked"]}
    assert told == expected | ({WireFault.FAULT: ["fault"]} if preset.fault_ohm else {})


def test_a_rope_is_wet_and_dry_and_cut() -> None:
    rope = loop(0, pull_ohm=10_000, end_ohm=10_000)
    bench = LoopBench(house((rope, zone(0, Wiring.LEAK, Kind.WATER))))
    bench.door().trip()
    bench.passes(400)
    bench.door().secure()
    bench.passes(400)
    bench.door().cut()
    bench.passes(400)
    assert [told for _, told, _ in bench.levels()] == ["open", "secure", "tamper"]


def test_a_converter_that_is_pulled_out_is_one_trouble_and_its_loops_are_told_again_when_it_is_back() -> None:
    bench = LoopBench(doors(8))
    bench.passes(1_000)
    bench.i2c.missing.add(0x48)
    bench.passes(5_000)
    (failed,) = bench.take()
    assert isinstance(failed, DeviceFailed) and failed.device == "a0"
    assert "0x48 of I2C bus 1" in failed.detail and "`i2cdetect -y 1`" in failed.detail
    bench.door(2).trip()
    bench.door(6).trip()
    bench.passes(400)
    assert [name for name, _, _ in bench.levels()] == ["door6"]  # the other converter goes on
    bench.i2c.missing.clear()
    bench.passes(200)
    back, *levels = bench.take()
    assert isinstance(back, DeviceRecovered) and back.device == "a0"
    assert [(e.input, e.level.value) for e in levels if isinstance(e, InputChanged)] == [
        ("door0", "secure"), ("door1", "secure"), ("door2", "open"), ("door3", "secure"),
    ]  # fmt: skip


def test_one_scan_without_an_answer_is_a_spark_and_three_are_a_failure() -> None:
    bench = LoopBench(doors(1))
    for scans in range(1, FAILS_MAX + 1):
        bench.i2c.missing.add(0x48)
        bench.passes(100 * scans)
        bench.i2c.missing.clear()
        bench.passes(300)
        failed = [e for e in bench.take() if isinstance(e, DeviceFailed)]
        assert len(failed) == (scans >= FAILS_MAX)


def test_a_bus_that_hangs_fails_all_of_its_converters_once_and_comes_back() -> None:
    bench = LoopBench(doors(8))
    bench.bus.stuck = True
    bench.passes(10_000)
    failed = [e for e in bench.take() if isinstance(e, DeviceFailed)]
    assert [e.device for e in failed] == ["a0", "a1"]
    assert "it does not answer, nor does anything else on its bus" in failed[0].detail
    bench.bus.come_loose()
    bench.passes(300)
    said = bench.take()
    assert [e.device for e in said if isinstance(e, DeviceRecovered)] == ["a0", "a1"]
    told = [e for e in said if isinstance(e, InputChanged)]
    assert {e.input for e in told} == {f"door{n}" for n in range(8)}
    assert all(bench.now_ms - 400 <= e.at_ms <= bench.now_ms for e in told)  # when it was measured, not when asked for


def test_a_line_that_is_held_is_the_whole_bus_s_failure_at_once() -> None:
    bench = LoopBench(doors(5))
    bench.i2c.hung = True
    bench.passes(200)
    assert [e.device for e in bench.take() if isinstance(e, DeviceFailed)] == ["a0", "a1"]


def test_a_chip_that_lost_its_supply_is_no_failure_and_one_that_does_so_for_ever_is() -> None:
    bench = LoopBench(doors(1))
    chip = bench.loops.chips["a0"]
    for _ in range(5):
        chip.loses_its_supply()
        bench.passes(100)
    assert bench.take() == []

    def weak(seconds: float) -> None:
        chip.loses_its_supply()  # in the middle of each conversion

    bench.opened._loops[0]._scan._pause = weak
    bench.passes(100 * (RESETS_MAX + 2))
    (failed,) = bench.take()
    assert isinstance(failed, DeviceFailed) and "reset again and again" in failed.detail


RAIL = (loop(0), zone(0))


@pytest.mark.parametrize("rail_v", [3.0, 3.3, 3.6])
def test_measured_3_3_volts_may_be_anything_and_the_loops_read_the_same(rail_v: float) -> None:
    bench = LoopBench(house(RAIL, (loop(4), zone(4)), rail_channel=3))
    bench.loops.rail_v = rail_v
    bench.passes(1_000)
    bench.door().trip()
    bench.loops.circuits["door4"].trip()
    bench.passes(400)
    assert [(name, level) for name, level, _ in bench.levels()] == [("door0", "open"), ("door4", "open")]


def test_3_3_volts_that_nobody_measures_may_be_three_per_cent_off() -> None:
    for rail_v, quiet in ((3.3 * 0.97, True), (3.3 * 1.03, True), (3.3 * 0.85, False)):
        bench = LoopBench(doors(1))
        bench.loops.rail_v = rail_v
        bench.passes(1_000)
        assert (bench.levels() == []) is quiet


def test_3_3_volts_that_are_none_are_the_failure_of_who_measures_them_and_the_others_keep_the_last() -> None:
    bench = LoopBench(house(RAIL, (loop(4), zone(4)), rail_channel=3))
    bench.passes(500)
    volts = bench.loops.chips["a0"]._volts
    bench.loops.chips["a0"]._volts = lambda pin: 0.4 if pin == 3 else volts(pin)
    bench.passes(1_000)
    (failed,) = bench.take()
    assert isinstance(failed, DeviceFailed)
    assert "its channel 3 measures the 3.3 V as 0.40 V; allowed are 2.97 to 3.63 V" in failed.detail
    bench.loops.circuits["door4"].trip()
    bench.passes(400)
    assert [(name, level) for name, level, _ in bench.levels()] == [("door4", "open")]


def test_3_3_volts_that_were_never_measured_are_unknown_to_all() -> None:
    bench = LoopBench(house(RAIL, (loop(4), zone(4)), rail_channel=3))
    bench.i2c.missing.add(0x48)
    bench.restarts()
    bench.passes(2_000)
    failed = {e.device: e.detail for e in bench.take() if isinstance(e, DeviceFailed)}
    assert set(failed) == {"a0", "a1"}
    assert "the 3.3 V are not known, for a0 has not measured them" in failed["a1"]


def test_another_voltage_on_a_loop_is_that_loop_s_failure_alone() -> None:
    bench = LoopBench(doors(2))
    volts = bench.loops.chips["a0"]._volts
    bench.loops.chips["a0"]._volts = lambda pin: 3.58 if pin == 0 else volts(pin)
    bench.passes(1_000)
    (failed,) = bench.take()
    assert isinstance(failed, DeviceFailed) and failed.device == "door0"
    bench.door(1).trip()
    bench.passes(400)
    assert [(name, level) for name, level, _ in bench.levels()] == [("door1", "open")]
    bench.loops.chips["a0"]._volts = volts
    bench.passes(400)
    assert [e.device for e in bench.take() if isinstance(e, DeviceRecovered)] == ["door0"]


# A siren's line ----------------------------------------------------------------------------------------------

LINE = loop(0, pull_ohm=2_200, end_ohm=2_200, siren="siren")


def with_siren() -> LoopBench:
    """A siren whose line is supervised, at rest for a while."""
    bench = LoopBench(house((LINE, zone(0, Wiring.SEOL, Kind.TAMPER)), output=(siren(),)))
    bench.passes(SIREN_REST_MS + 500)
    return bench


def test_a_siren_s_line_is_judged_once_it_has_been_at_rest_for_a_second() -> None:
    bench = LoopBench(house((LINE, zone(0, Wiring.SEOL, Kind.TAMPER)), output=(siren(),)))
    opened_ms = bench.now_ms
    assert bench.opened.inputs["door0"].read() is Level.UNKNOWN
    bench.passes(2_000)
    ((_, level, at_ms),) = bench.levels()
    assert level == "secure" and SIREN_REST_MS <= at_ms - opened_ms <= SIREN_REST_MS + 200


@pytest.mark.parametrize("fault", [WireFault.CUT, WireFault.SHORT])
def test_a_siren_s_line_that_is_cut_or_shorted_is_tampered_with(fault: WireFault) -> None:
    bench = with_siren()
    bench.take()
    bench.door().befall(fault)
    bench.passes(400)
    assert [level for _, level, _ in bench.levels()] == ["tamper"]


def test_a_siren_that_sounds_never_makes_its_line_tampered_with() -> None:
    bench = with_siren()
    bench.take()
    for on_ms, off_ms in ((180_000, 5_000), (500, 500), (100, 100), (30, 30), (500, 1_400), (90, 990), (1, 1)) * 3:
        bench.opened.outputs["siren"].write(True)
        bench.passes(on_ms)
        bench.opened.outputs["siren"].write(False)
        bench.passes(off_ms)
    assert bench.take() == []
    assert bench.opened.inputs["door0"].read() is Level.SECURE


def test_a_siren_whose_relay_has_welded_together_is_tampered_with_though_its_line_is_at_rest() -> None:
    bench = with_siren()
    bench.take()
    bench.loops.relays.befall("siren", RelayFault.STUCK_ON)
    bench.passes(400)
    assert [level for _, level, _ in bench.levels()] == ["tamper"]
    bench.loops.relays.befall("siren", RelayFault.WELL)
    bench.passes(400)
    assert [level for _, level, _ in bench.levels()] == ["secure"]


def test_a_line_that_is_cut_while_the_siren_sounds_is_told_when_it_has_ended() -> None:
    bench = with_siren()
    bench.take()
    bench.opened.outputs["siren"].write(True)
    bench.passes(1_000)
    bench.door().cut()
    bench.passes(60_000)
    assert bench.take() == []
    bench.opened.outputs["siren"].write(False)
    bench.passes(SIREN_REST_MS + 400)
    assert [level for _, level, _ in bench.levels()] == ["tamper"]


def test_a_siren_that_sounded_through_a_restart_leaves_its_line_unknown_until_it_ends() -> None:
    bench = with_siren()
    bench.opened.outputs["siren"].write(True)
    bench.restarts()
    bench.passes(3_000)
    assert bench.first + bench.take() == [] and bench.opened.inputs["door0"].read() is Level.UNKNOWN
    bench.opened.outputs["siren"].write(True)  # asserted again by the panel
    bench.opened.outputs["siren"].write(False)
    bench.passes(SIREN_REST_MS + 400)
    assert [level for _, level, _ in bench.levels()] == ["secure"]
