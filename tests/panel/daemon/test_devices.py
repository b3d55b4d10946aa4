"""Inputs that fail and come back, as the core hears of them."""

from collections.abc import Callable, Mapping

from panel.config import load
from panel.core.events import Event, TroubleCleared, TroubleRaised, ZoneChanged
from panel.core.names import Trouble
from panel.daemon.devices import Devices
from panel.daemon.front import Front
from panel.ports import DeviceFailed, DeviceRecovered, DisplayPort, InputChanged, InputPort, OutputPort, PortError, Sink
from tests.support.alarmd import EXAMPLE
from zones.kinds import Level

CONFIG = load(EXAMPLE)
LOOPS = load(EXAMPLE.parents[2] / "docs" / "examples" / "loops.toml")


class OneInput:
    """A board with the front door's contact alone."""

    def __init__(self, level: Level | None) -> None:
        self.level = level

    @property
    def inputs(self) -> Mapping[str, InputPort]:
        return {"front_door": self}

    @property
    def outputs(self) -> Mapping[str, OutputPort]:
        return {}

    @property
    def displays(self) -> Mapping[str, DisplayPort]:
        return {}

    @property
    def clock(self) -> None:
        return None

    def read(self) -> Level:
        if self.level is None:
            raise PortError("the front door's line does not answer")
        return self.level

    def start(self, sink: Sink) -> None: ...

    def poll(self, now_ms: int) -> None: ...

    def next_poll_ms(self) -> int | None:
        return None

    def close(self) -> None: ...


class Panel:
    def __init__(self) -> None:
        self.said, self.logged = list[tuple[Event, int]](), list[str]()
        self.log: Callable[[str], None] = self.logged.append

    def happened(self, event: Event, at_ms: int) -> None:
        self.said.append((event, at_ms))


def test_at_the_start_an_input_says_its_level_or_is_unknown_with_a_word_in_the_log() -> None:
    panel, board = Panel(), OneInput(Level.OPEN)
    devices = Devices(panel, board, Front(CONFIG))
    assert devices.first_level(1, "front_door", 0) is Level.OPEN
    board.level = None
    assert devices.first_level(1, "front_door", 0) is Level.UNKNOWN
    assert panel.logged == ["the front door's line does not answer"] and panel.said == []


def test_an_input_that_fails_is_a_trouble_and_its_zone_unknown() -> None:
    panel = Panel()
    Devices(panel, OneInput(None), Front(CONFIG)).failed(DeviceFailed("front_door", "cut off", 7))
    assert panel.said == [
        (TroubleRaised(Trouble.DEVICE, "front_door"), 7),
        (ZoneChanged(1, Level.UNKNOWN), 7),
    ]
    assert panel.logged == ["front_door: cut off"]


def test_any_other_device_is_a_trouble_and_nothing_more() -> None:
    panel = Panel()
    devices = Devices(panel, OneInput(None), Front(CONFIG))
    devices.failed(DeviceFailed("siren", "dead", 7))
    assert devices.recovered(DeviceRecovered("siren", 9)) == []
    assert panel.said == [(TroubleRaised(Trouble.DEVICE, "siren"), 7), (TroubleCleared(Trouble.DEVICE, "siren"), 9)]


def test_an_input_that_is_back_says_what_it_is_at_unless_it_is_gone_again() -> None:
    panel, board = Panel(), OneInput(Level.SECURE)
    devices = Devices(panel, board, Front(CONFIG))
    assert devices.recovered(DeviceRecovered("front_door", 9)) == [InputChanged("front_door", Level.SECURE, 9)]
    board.level = None
    assert devices.recovered(DeviceRecovered("front_door", 11)) == []


class Loops(OneInput):
    """A board with everything on one converter: doors that are shut, and a loop that cannot be read."""

    @property
    def inputs(self) -> Mapping[str, InputPort]:
        shut, dead = OneInput(Level.SECURE), OneInput(None)
        return {"front_door": shut, "living_window": OneInput(Level.OPEN), "kitchen_window": shut, "hall_pir": dead}


def test_a_converter_that_fails_is_one_trouble_and_all_of_its_zones_are_unknown() -> None:
    panel = Panel()
    Devices(panel, Loops(None), Front(LOOPS)).failed(DeviceFailed("loops_a", "pulled out", 7))
    assert panel.said == [
        (TroubleRaised(Trouble.DEVICE, "loops_a"), 7),
        *((ZoneChanged(zone, Level.UNKNOWN), 7) for zone in (1, 3, 4, 2)),
    ]


def test_a_converter_that_is_back_says_what_each_of_its_loops_is_at() -> None:
    panel = Panel()
    assert Devices(panel, Loops(None), Front(LOOPS)).recovered(DeviceRecovered("loops_a", 9)) == [
        InputChanged("front_door", Level.SECURE, 9),
        InputChanged("living_window", Level.OPEN, 9),
        InputChanged("kitchen_window", Level.SECURE, 9),
    ]
    assert panel.said == [(TroubleCleared(Trouble.DEVICE, "loops_a"), 9)]


def test_an_input_that_is_back_and_not_yet_read_says_nothing() -> None:
    devices = Devices(Panel(), OneInput(Level.UNKNOWN), Front(CONFIG))
    assert devices.recovered(DeviceRecovered("front_door", 9)) == []
