"""Loops in the wall: ohms as a meter would show them, volts as the converter does."""

import math
from typing import Any

import pytest

from hw_sim.i2c.bus import Buses
from hw_sim.pins.netlist import Setting
from hw_sim.pins.wires import Wires
from hw_sim.world.errors import BadRequest, NoSuchThing
from hw_sim.world.faults import ConverterFault, WireFault
from hw_sim.world.loops import CABLE_OHM, DRIFT_MS, REED_OHM, SHORT_OHM, WATER_OHM, Circuit, Loops
from panel.config.model import Config
from tests.support.loop_bench import DEOL, house, loop, zone
from tests.support.pin_bench import SIREN, siren
from zones.kinds import Kind
from zones.wiring import Wiring

TRIPLE = {"pull_ohm": 2_200, "end_ohm": 1_000, "alarm_ohm": 1_000, "mask_ohm": 12_000, "fault_ohm": 3_000}


class Wall:
    """A house's loops on a clock moved by hand."""

    def __init__(self, config: Config, seed: int = 0) -> None:
        self.now_ms = 0
        self.buses = Buses()
        self.wires = Wires(lambda: self.now_ms * 1_000_000)
        self.loops = Loops(config, self.buses, self.wires, self.wires.now_ns, seed)

    @property
    def door(self) -> Circuit:
        return self.loops.circuits["door0"]


def wall(wiring: Wiring, **keys: Any) -> Wall:
    return Wall(house((loop(0, **keys), zone(0, wiring))))


def test_a_door_is_its_resistors_a_closed_reed_and_the_cable() -> None:
    one = wall(Wiring.DEOL, **DEOL)
    assert one.door.ohm() == pytest.approx(2_200 + 3 * REED_OHM + CABLE_OHM, abs=0.5)
    one.door.trip()
    assert one.door.ohm() == pytest.approx(6_900 + CABLE_OHM, abs=0.5)
    one.door.secure()
    one.door.cut()
    assert one.door.ohm() == math.inf
    one.door.befall(WireFault.SHORT)
    assert one.door.ohm() == SHORT_OHM


def test_with_one_resistor_an_open_door_is_a_cut() -> None:
    one = wall(Wiring.SEOL, pull_ohm=2_200, end_ohm=2_000)
    one.door.trip()
    assert one.door.ohm() == math.inf


@pytest.mark.parametrize(
    ("faults", "opened", "ohm"),
    [
        ((), False, 1_000),
        ((), True, 2_000),
        ((WireFault.FAULT,), False, 4_000),
        ((WireFault.MASK,), False, 13_000),
        ((WireFault.MASK, WireFault.FAULT), True, 17_000),
    ],
)
def test_each_contact_adds_what_lies_across_it(faults: tuple[WireFault, ...], opened: bool, ohm: int) -> None:
    one = wall(Wiring.TEOL, **TRIPLE)
    for fault in faults:
        one.door.befall(fault)
    one.door.opened = opened
    assert one.door.ohm() == pytest.approx(ohm + CABLE_OHM, abs=0.5)


def test_a_detector_without_a_masking_contact_opens_both_it_has() -> None:
    one = wall(Wiring.TEOL, **{key: ohm for key, ohm in TRIPLE.items() if key != "mask_ohm"})
    one.door.befall(WireFault.MASK)
    assert one.door.ohm() == pytest.approx(5_000 + CABLE_OHM, abs=0.5)


def test_a_detector_says_only_what_it_has_contacts_for() -> None:
    one = wall(Wiring.DEOL, **DEOL)
    for fault, what in ((WireFault.MASK, "masking"), (WireFault.FAULT, "faults")):
        with pytest.raises(BadRequest, match=f"door0 has no contact that tells of {what}"):
            one.door.befall(fault)
    assert one.loops.words() == {}


def test_water_lies_across_a_rope_s_end() -> None:
    one = wall(Wiring.LEAK, pull_ohm=10_000, end_ohm=10_000)
    assert one.door.ohm() == 10_000 + CABLE_OHM
    one.door.trip()
    assert one.door.ohm() == pytest.approx(10_000 * WATER_OHM / (10_000 + WATER_OHM) + CABLE_OHM)


def test_a_joint_corrodes_within_a_minute_and_stays_so() -> None:
    one = wall(Wiring.DEOL, **DEOL)
    sound = one.door.ohm()
    one.now_ms = 5_000
    one.door.befall(WireFault.DRIFT, 900)
    found = []
    for ms in (0, DRIFT_MS // 3, DRIFT_MS, 10 * DRIFT_MS):
        one.now_ms = 5_000 + ms
        found.append(round(one.door.ohm() - sound))
    assert found == [0, 300, 900, 900]


def test_noise_is_the_seed_s_and_within_what_was_said() -> None:
    def shares(seed: int) -> list[float]:
        one = Wall(house((loop(0), zone(0))), seed)
        quiet = one.door.share()
        one.door.befall(WireFault.NOISE, 2)
        return [one.door.share() - quiet for _ in range(500)]

    first = shares(1)
    assert shares(1) == first != shares(2)
    assert -0.02 <= min(first) < -0.015 and 0.015 < max(first) <= 0.02


def test_what_is_wrong_is_said_and_mended() -> None:
    one = wall(Wiring.TEOL, **TRIPLE)
    for fault, amount in (
        (WireFault.CUT, 0),
        (WireFault.MASK, 0),
        (WireFault.FAULT, 0),
        (WireFault.DRIFT, 50),
        (WireFault.NOISE, 2),
    ):
        one.door.befall(fault, amount)
    assert one.loops.words() == {"door0": "cut, masked, fault, drift 50 ohm, noise 2 %"}
    one.door.befall(WireFault.MEND)
    assert one.loops.words() == {} and one.door.ohm() < 1_100


def code(one: Wall, address: int, channel: int) -> int:
    """What the converter at that address says of a channel at 4.096 V, 860 a second."""
    bus = one.buses.found(1)
    bus.write_word(address, 1, 0xC3E3 | channel << 12)
    one.now_ms += 2
    return bus.read_word(address, 0)


def test_converters_measure_the_divider_and_their_own_six_megohms() -> None:
    one = Wall(house((loop(0), zone(0)), (loop(4), zone(4)), rail_channel=3))
    shut = 3.3 * 2_208 / (2_208 + 4_700) / 125e-6
    assert code(one, 0x48, 0) == pytest.approx(shut, abs=8)
    assert code(one, 0x48, 3) == 26_400  # the 3.3 V
    assert code(one, 0x48, 1) == 0  # nothing is there
    one.door.cut()
    assert code(one, 0x48, 0) == pytest.approx(26_400 * 6_000_000 / 6_004_700, abs=1)
    assert code(one, 0x49, 0) == pytest.approx(shut, abs=8)
    one.loops.rail_v = 3.0
    assert code(one, 0x48, 3) == 24_000


def test_a_converter_is_pulled_out_holds_its_bus_forgets_everything_and_is_well_again() -> None:
    one = Wall(house((loop(0), zone(0)), (loop(4), zone(4))))
    shut = code(one, 0x48, 0)
    for fault, seen in (
        (ConverterFault.OUT, {"a0": "out", "a1": "ok"}),
        (ConverterFault.HUNG, {"a0": "hung", "a1": "hung"}),
    ):
        one.loops.befall("a0", fault)
        assert one.loops.converters() == seen
        with pytest.raises(OSError, match="Errno"):
            code(one, 0x48, 0)
    one.loops.befall("a0", ConverterFault.WELL)
    assert one.loops.converters() == {"a0": "ok", "a1": "ok"}
    one.loops.befall("a0", ConverterFault.RESET)
    assert one.buses.found(1).read_word(0x48, 1) == 0x8583
    assert code(one, 0x48, 0) == shut
    with pytest.raises(NoSuchThing, match="no converter 'a9' in this house; it has a0, a1"):
        one.loops.befall("a9", ConverterFault.OUT)


def test_a_siren_that_sounds_takes_its_line_away_from_the_loop() -> None:
    line = loop(0, pull_ohm=2_200, end_ohm=2_200, siren="siren")
    one = Wall(house((line, zone(0, Wiring.SEOL, Kind.TAMPER)), output=(siren(),)))
    rest = code(one, 0x48, 0)
    one.wires.configure(SIREN, Setting(output=True, level=True))
    assert rest == pytest.approx(13_200, abs=30)
    assert code(one, 0x48, 0) == 26_400
    one.wires.configure(SIREN, Setting(output=True, level=False))
    assert code(one, 0x48, 0) == rest
