"""All that people see and hear: what follows the live state, what the committed one, and when it changes by itself."""

from collections.abc import Mapping

from msgspec.structs import replace

from keypad.ui.keys import Typed
from panel.config.keypads import DisplayConfig
from panel.config.model import OutputConfig, OutputRole
from panel.config.plan import to_plan
from panel.core.names import Mode, Phase
from panel.core.outputs import FAST_EXIT_MS, REFUSED_MS
from panel.core.state import AreaState, Exit, State, initial
from panel.daemon.surfaces import Surfaces
from panel.ports import DisplayPort, InputPort, OutputPort, Sink
from tests.support.pin_bench import installation

ROLES = (OutputRole.SIREN, OutputRole.SOUNDER, OutputRole.LAMP_ARMED, OutputRole.LAMP_READY)
CONFIG = installation(
    output=tuple(OutputConfig(name=role.value, pin=pin, role=role) for pin, role in enumerate(ROLES, start=4)),
    display=(DisplayConfig(name="glass", i2c_bus=1, address=0x27),),
)
PLAN = to_plan(CONFIG)


class Line:
    def __init__(self) -> None:
        self.on = False

    def write(self, on: bool) -> None:
        self.on = on

    def read(self) -> bool:
        return self.on


class Glass:
    def __init__(self) -> None:
        self.lines: tuple[str, ...] = ()

    def show(self, lines: tuple[str, ...], lit: bool) -> None:
        self.lines = lines


class Wall:
    """A board whose outputs are remembered."""

    def __init__(self) -> None:
        self.lines = {role.value: Line() for role in ROLES}
        self.glass = Glass()

    @property
    def inputs(self) -> Mapping[str, InputPort]:
        return {}

    @property
    def outputs(self) -> Mapping[str, OutputPort]:
        return self.lines

    @property
    def clock(self) -> None:
        return None

    @property
    def displays(self) -> Mapping[str, DisplayPort]:
        return {"glass": self.glass}

    def start(self, sink: Sink) -> None: ...

    def poll(self, now_ms: int) -> None: ...

    def next_poll_ms(self) -> int | None:
        return None

    def close(self) -> None: ...

    def on(self) -> list[str]:
        return [name for name, line in self.lines.items() if line.on]


def house(phase: Phase, until_ms: int | None = None) -> State:
    leaving = Exit(full_until_ms=until_ms) if phase is Phase.EXIT and until_ms else None
    calm = initial(PLAN)
    return replace(calm, areas=(AreaState(mode=Mode.TOTAL, phase=phase, until_ms=until_ms, exit=leaving),))


def test_the_siren_follows_the_live_state_and_lamps_and_display_the_committed_one() -> None:
    wall = Wall()
    surfaces = Surfaces(CONFIG, wall, PLAN)
    surfaces.drive(house(Phase.ALARM, 200_000), house(Phase.ARMED), 30_000, False)
    assert (wall.on(), wall.glass.lines[0]) == (["siren", "sounder", "lamp_armed"], "Armed total")
    surfaces.drive(house(Phase.ALARM, 200_000), initial(PLAN), 30_000, False)
    assert wall.on() == ["siren", "sounder", "lamp_ready"] and wall.glass.lines[0] == "Disarmed"


def test_it_is_wanted_again_for_a_display_that_counts_and_for_a_pattern_whichever_comes_first() -> None:
    surfaces = Surfaces(CONFIG, Wall(), PLAN)
    leaving = house(Phase.EXIT, 100_300)
    surfaces.drive(leaving, leaving, 60_000, False)
    assert surfaces.next_ms == 60_100  # the beep's end; the display's second ends 200 ms later
    surfaces.drive(leaving, leaving, 60_250, False)
    assert surfaces.next_ms == 60_300
    still = house(Phase.ARMED)
    surfaces.drive(still, still, 60_300, False)
    assert surfaces.next_ms is None


def test_the_last_ten_seconds_of_an_exit_are_not_slept_through() -> None:
    surfaces = Surfaces(CONFIG, Wall(), PLAN)
    quiet = replace(house(Phase.EXIT, 100_000), areas=(AreaState(mode=Mode.TOTAL, phase=Phase.EXIT, until_ms=100_000),))
    surfaces.drive(house(Phase.EXIT, 100_000), quiet, 100_000 - FAST_EXIT_MS - 50, False)
    assert surfaces.next_ms == 100_000 - FAST_EXIT_MS


def test_a_refusal_is_heard_and_read_and_then_gone() -> None:
    wall, calm = Wall(), initial(PLAN)
    surfaces = Surfaces(CONFIG, wall, PLAN)
    surfaces.refuse(30_000)
    surfaces.drive(calm, calm, 30_000, False)
    assert (wall.on(), wall.glass.lines[0]) == (["sounder", "lamp_ready"], "Refused")
    surfaces.drive(calm, calm, 30_000 + REFUSED_MS - 1, False)
    assert surfaces.next_ms == 30_000 + REFUSED_MS
    surfaces.drive(calm, calm, 30_000 + REFUSED_MS, False)
    assert (wall.on(), wall.glass.lines[0]) == (["lamp_ready"], "Disarmed")


def test_what_is_typed_reaches_the_displays() -> None:
    wall, calm = Wall(), initial(PLAN)
    surfaces = Surfaces(CONFIG, wall, PLAN)
    surfaces.typed("keys", Typed("1", None, 30_000), 30_000)
    surfaces.drive(calm, calm, 30_000, False)
    assert surfaces.next_ms == 60_000  # its light
    surfaces.check()
