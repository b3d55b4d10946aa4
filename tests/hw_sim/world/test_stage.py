"""The wired house on a virtual clock: gestures in, levels and edges out."""

from hw_sim.pins.netlist import Bias, Setting
from hw_sim.pins.wires import Wires
from hw_sim.world.house import WALK_MS
from hw_sim.world.look import Change
from hw_sim.world.stage import Stage
from tests.hw_sim.small_house import CONFIG, TAGS

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
