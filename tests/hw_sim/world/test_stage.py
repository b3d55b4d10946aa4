"""The wired house on a virtual clock: gestures in, levels and edges out."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from hw_sim.i2c.bus import Buses
from hw_sim.pins.netlist import Bias, Setting
from hw_sim.pins.wires import Wires
from hw_sim.world.climate import Mishap
from hw_sim.world.errors import BadRequest, NoSuchThing
from hw_sim.world.faults import ConverterFault, WireFault
from hw_sim.world.house import WALK_MS
from hw_sim.world.look import Change
from hw_sim.world.relays import RelayFault
from hw_sim.world.stage import Stage
from hw_sim.world.storm import Storm
from panel.config import load
from panel.config.keypads import DisplayConfig, KeypadConfig
from tests.hw_sim.small_house import CONFIG, TAGS, WITH_CELLAR

NS = 1_000_000


class Clock:
    """Time that stands still until told."""

    def __init__(self) -> None:
        self.ns = 1_000 * NS

    def __call__(self) -> int:
        return self.ns


class Scene:
    """A stage with a clock, and what it told."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.wires = Wires(self.clock)
        self.told: list[Change] = []
        self.stage = Stage(CONFIG, TAGS, self.wires, self.told.append)
        for line in (5, 6, 10, 11, 12, 13):
            self.wires.configure(line, Setting(pull=Bias.UP))

    def at(self, ms: int) -> None:
        self.clock.ns = ms * NS + 250_000
        self.stage.advance(ms)


def test_at_rest_doors_are_shut_and_a_readers_lines_are_high() -> None:
    wires = Scene().wires
    assert [wires.level(line) for line in (5, 6, 24, 25)] == [False, True, True, True]


def test_an_opened_door_is_an_edge_with_its_own_time() -> None:
    scene = Scene()
    edges: list[tuple[int, bool]] = []
    scene.wires.watch(5, lambda at_ns, level: edges.append((at_ns, level)))
    scene.stage.begin(scene.stage.house.open("door", 2_000))
    scene.at(2_000)
    assert edges == [(2_000 * NS + 250_000, True)], "in time: the true nanosecond"
    assert scene.told == [Change(wire="door", kind="input", state="open", at_ms=2_000, at_us=2_000_250)]


def test_a_late_shell_still_stamps_what_was_planned() -> None:
    scene = Scene()
    edges: list[int] = []
    scene.wires.watch(5, lambda at_ns, level: edges.append(at_ns))
    scene.stage.begin(scene.stage.house.walk("door", 2_000))
    scene.at(9_000)
    assert [at_ns // NS for at_ns in edges] == [2_000, 2_000 + WALK_MS]


def test_a_pressed_key_joins_its_row_to_its_column() -> None:
    scene = Scene()
    scene.wires.configure(14, Setting(output=True, level=False))
    scene.stage.begin(scene.stage.house.keys("1", 2_000))
    scene.at(2_000)
    assert scene.wires.level(10) is False
    scene.at(2_100)
    assert scene.wires.level(10) is True


def test_a_tag_is_heard_bit_by_bit() -> None:
    scene = Scene()
    bits: list[str] = []
    scene.wires.watch(24, lambda at_ns, level: None if level else bits.append("0"))
    scene.wires.watch(25, lambda at_ns, level: None if level else bits.append("1"))
    scene.stage.begin(scene.stage.house.tag("blue", 2_000))
    scene.at(3_000)
    assert f"{int(''.join(bits)[1:-1], 2):06X}" == "C0FFEE"


def test_a_look_reads_the_wires_whoever_drives_them() -> None:
    scene = Scene()
    dark = scene.stage.look(1_500)
    assert (dark.siren, dark.outputs, dark.strobe) == (False, {"outside": False, "red": False}, None)
    scene.wires.configure(20, Setting(output=True, level=True), 1_600 * NS)
    scene.wires.configure(21, Setting(output=True, level=False), 1_700 * NS)
    loud = scene.stage.look(2_000)
    assert (loud.siren, loud.lamps) == (True, {"ready": None, "armed": None, "alarm": True})
    assert loud.changed_ms["outside"] == 1_600
    assert Change(wire="outside", kind="output", state="on", at_ms=1_600, at_us=1_600_000) in scene.told
    assert loud.display is None
    assert loud.inputs == {"door": "closed", "smoke": "closed"}


def test_air_that_goes_over_a_limit_is_told_as_a_contact_that_opens_and_once() -> None:
    told: list[Change] = []
    stage = Stage(WITH_CELLAR, TAGS, Wires(lambda: 0), told.append, buses := Buses())
    stage.set_air("cellar", 2.9, None, 1_000)
    stage.set_air("cellar", 2.8, None, 2_000)
    stage.set_air("cellar", 21, None, 3_000)
    assert [(change.wire, change.state, change.at_ms) for change in told] == [
        ("frost", "open", 1_000),
        ("frost", "closed", 3_000),
    ]
    stage.befall_sensor("cellar", Mishap.OUT)
    assert buses.found(3).missing == {0x45}
    with pytest.raises(NoSuchThing, match="it has cellar"):
        stage.set_air("attic", 1, None, 0)
    with pytest.raises(NoSuchThing, match="it has cellar"):
        stage.befall_sensor("attic", Mishap.OUT)


def test_an_input_that_looks_at_a_sensor_is_opened_and_closed_by_the_air() -> None:
    stage = Stage(WITH_CELLAR, TAGS, Wires(lambda: 0), lambda change: None)
    stage.begin(stage.house.open("frost", 1_000))
    stage.advance(1_000)
    assert stage.look(1_000).climate["cellar"].celsius == 1.0 and stage.look(1_000).inputs["frost"] == "open"
    stage.begin(stage.house.close("9", 2_000))
    stage.advance(2_000)
    assert stage.look(2_000).climate["cellar"].celsius == 21.0 and stage.look(2_000).inputs["frost"] == "closed"
    with pytest.raises(BadRequest, match="frost has no wires of its own: it looks at a sensor"):
        stage.wire("frost", WireFault.CUT)


def test_wires_of_a_pin_are_cut_shorted_and_mended_and_the_look_says_so() -> None:
    scene = Scene()
    stage, wires = scene.stage, scene.wires
    stage.wire("door", WireFault.CUT)
    assert wires.level(5) and stage.look(1_500).wires == {"door": "cut"}  # a closed contact, and no current
    stage.wire("7", WireFault.SHORT)
    stage.begin(stage.house.open("door", 2_000))
    scene.at(2_000)
    assert not wires.level(5), "an open contact, and the current goes round it"
    stage.wire("door", WireFault.MEND)
    assert wires.level(5) and stage.look(2_500).wires == {}
    assert [(told.kind, told.state) for told in scene.told] == [
        ("wire", "cut"),
        ("wire", "short"),
        ("input", "open"),
        ("wire", "mend"),
    ]


@pytest.mark.parametrize(("fault", "value"), [(WireFault.MASK, ""), (WireFault.NOISE, 2), (WireFault.DRIFT, "5")])
def test_a_pin_knows_nothing_between_closed_and_open(fault: WireFault, value: str | float) -> None:
    stage = Scene().stage
    with pytest.raises(BadRequest, match="door is on a pin, which knows only cut, short, mend"):
        stage.wire("door", fault, value)
    with pytest.raises(NoSuchThing):
        stage.wire("cellar", fault, value)
    assert stage.look(1_000).wires == {}


def test_doors_on_loops_open_close_are_walked_past_and_have_their_wires_cut() -> None:
    clock, told = Clock(), list[Change]()
    example = Path(__file__).parents[3] / "docs" / "examples" / "loops.toml"
    stage = Stage(load(example), TAGS, Wires(clock), told.append)
    circuits = stage.loops.circuits
    stage.begin(stage.house.open("front_door", 2_000))
    stage.begin(stage.house.walk("hall_pir", 2_000))
    stage.advance(2_000)
    assert (circuits["front_door"].opened, circuits["hall_pir"].opened) == (True, True)
    stage.begin(stage.house.close("1", 3_000))
    stage.advance(3_000)
    stage.advance(2_000 + WALK_MS)
    assert (circuits["front_door"].opened, circuits["hall_pir"].opened) == (False, False)
    assert stage.look(5_000).inputs["hall_pir"] == "closed"
    stage.wire("hall_pir", WireFault.MASK)
    stage.wire("front_door", WireFault.NOISE, "2")
    assert stage.look(5_000).wires == {"front_door": "noise 2 %", "hall_pir": "masked"}
    assert set(stage.buses.found(1).chips) == {0x48, 0x49}
    stage.befall_converter("loops_a", ConverterFault.OUT)
    assert stage.look(5_000).converters == {"loops_a": "out", "loops_b": "ok"}
    assert [(change.wire, change.kind, change.state) for change in told[-3:]] == [
        ("hall_pir", "wire", "mask"),
        ("front_door", "wire", "noise"),
        ("loops_a", "converter", "out"),
    ]


def test_in_a_storm_every_contact_at_rest_chatters_and_nobody_is_told_that_it_moved() -> None:
    scene, edges = Scene(), list[tuple[int, bool]]()
    scene.wires.watch(5, lambda at_ns, level: edges.append((at_ns // NS, level)))
    scene.stage.breaks_out(Storm(("door",), 2_000, 1, 20, 20, seed=1))
    while (next_ms := scene.stage.next_ms()) is not None:
        scene.at(next_ms)
    assert [level for _, level in edges] == [True, False] * 10
    assert all(end - begin <= 20 for (begin, _), (end, _) in zip(edges[::2], edges[1::2], strict=True))
    assert scene.told == [] and scene.stage.house.inputs["door"] is False


def test_a_door_that_somebody_opens_in_the_storm_stays_open() -> None:
    scene = Scene()
    scene.stage.breaks_out(Storm(("door",), 2_000, 1, 20, 20, seed=1))
    scene.stage.begin(scene.stage.house.open("door", 2_100))
    edges = list[bool]()
    while (next_ms := scene.stage.next_ms()) is not None:
        if next_ms >= 2_130:
            scene.wires.watch(5, lambda at_ns, level: edges.append(level))
        scene.at(next_ms)
    assert edges == [] and scene.wires.level(5) is True


def test_a_key_on_an_expander_and_a_display_hang_on_the_houses_bus() -> None:
    pad = KeypadConfig(name="far", i2c_bus=11, address=0x20)
    glass = DisplayConfig(name="glass", i2c_bus=11, address=0x27, keypad="far")
    clock, told = Clock(), list[Change]()
    stage = Stage(replace(CONFIG, keypad=(pad,), display=(glass,)), TAGS, Wires(clock), told.append)
    bus = stage.buses.found(11)
    bus.transfer(0x20, b"\xf0", 0)
    stage.begin(stage.house.keys("6", 2_000))
    clock.ns = 2_000 * NS
    stage.advance(2_000)
    assert bus.transfer(0x20, b"", 1) == b"\xb0"
    bus.transfer(0x27, b"\x00", 0)
    assert [(change.wire, change.kind, change.state) for change in told] == [("glass", "light", "off")]
    look = stage.look(2_100)
    assert look.display == (" " * 20,) * 4 == look.displays["glass"].lines
    assert (look.displays["glass"].lit, look.changed_ms) == (False, {"glass": 2_000})


def test_a_siren_whose_relay_is_stuck_sounds_whatever_its_line_says_and_that_is_told() -> None:
    scene = Scene()
    name = CONFIG.output[0].name
    scene.stage.befall_relay(name, RelayFault.STUCK_ON)
    assert scene.stage.look(2_000).outputs[name] is True
    scene.stage.befall_relay(name, RelayFault.WELL)
    assert scene.stage.look(2_000).outputs[name] is False
    assert [(told.kind, told.state) for told in scene.told] == [
        ("relay", "stuck_on"),
        ("output", "on"),
        ("relay", "well"),
        ("output", "off"),
    ]
