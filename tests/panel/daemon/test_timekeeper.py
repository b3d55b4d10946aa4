"""What the clock module is good for, through the whole panel: trust, the length of a power cut, and being set."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from drivers.clock.ds3231 import Ds3231
from drivers.clock.module import ClockReader, ModuleChip
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.inline import InlineBus
from hw_sim.i2c.kernel_rtc import SimulatedRtc
from hw_sim.world.timepiece import Fate, Timepiece
from panel.config import load
from panel.config.model import ClockConfig
from panel.config.plan import to_plan
from panel.core.events import Event
from panel.core.state import initial
from panel.daemon.clocks import SetBy
from panel.daemon.timekeeper import DAY_MS, MODULE, Timekeeper
from panel.store.people import NOBODY
from panel.store.rows import Recovered
from tests.support.alarmd import EXAMPLE
from tests.support.panel_on_wires import PIN, PanelOnWires, VirtualClocks

MINUTE_MS = 60_000
PLAIN = load(EXAMPLE)
BY_BUS = msgspec.structs.replace(PLAIN, clock=ClockConfig(i2c_bus=1))
BY_KERNEL = msgspec.structs.replace(PLAIN, clock=ClockConfig(device="/dev/rtc0"))
EVERY = {"by_bus": BY_BUS, "by_kernel": BY_KERNEL, "none": PLAIN}
NOTHING_KEPT = Recovered(
    snapshot=None, from_copy=False, set_aside=None, last_seq=0, epoch="", was_ms=0, was_boottime_ms=0, boot_id="",
    was_wall_ms=0, people=NOBODY,
)  # fmt: skip
Make = Callable[[str], PanelOnWires]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A panel with its clock module reached that way, just started; killed afterwards."""
    made: list[PanelOnWires] = []

    def one(way: str) -> PanelOnWires:
        made.append(PanelOnWires(EVERY[way], tmp_path / way))
        made[-1].wait(2_000)
        return made[-1]

    yield one
    for panel in made:
        panel.kill()


def loses_power(panel: PanelOnWires, ms: int, *, wall_keeps_time: bool = False) -> None:
    """The power fails for so long. The computer's clock shows the old time then, unless the kernel sets it."""
    panel.kill()
    panel.clocks.boot_id += "'"
    panel.clocks.vouched = SetBy.NOBODY
    if not wall_keeps_time:
        panel.clocks.wall_offset_ms -= ms
    if panel.timepiece is not None:
        panel.timepiece.lose_power()
    panel.pass_unseen(ms)
    if panel.timepiece is not None:
        panel.timepiece.regain_power()
    panel.start()
    panel.wait(100)


def comes_in(panel: PanelOnWires, seconds: int) -> None:
    """Somebody opens the door of the armed house, that long ago."""
    panel.keys(f"A{PIN}#")
    panel.wait(61_000)
    panel.trip("front_door")
    panel.wait(seconds * 1_000 - 60)


def passes(panel: PanelOnWires, ms: int) -> None:
    """Time in which nothing happens but what the clocks do."""
    panel.wait(ms, step_ms=1_000)


def believed(panel: PanelOnWires) -> bool:
    """Whether the clock on the wall is."""
    return panel.engine.timekeeper.trust.holds


def details(panel: PanelOnWires) -> list[str]:
    return [trouble["detail"] for trouble in panel.status()["troubles"] if trouble["trouble"] == "clock"]


# how long the power was gone ----------------------------------------------------------------------


@pytest.mark.parametrize("way", ["by_bus", "by_kernel"])
def test_eight_seconds_without_power_in_the_middle_of_an_entry_leave_the_rest_of_it(make: Make, way: str) -> None:
    home = make(way)
    comes_in(home, 10)
    loses_power(home, 8_000)
    assert home.phases()["house"] == "entry"
    home.wait(8_000)
    home.keys(f"{PIN}#")
    assert home.phases()["house"] == "idle" and "alarm.intrusion" not in home.kinds()


@pytest.mark.parametrize("way", ["by_bus", "by_kernel"])
def test_an_entry_that_ended_during_forty_minutes_without_power_is_an_alarm(make: Make, way: str) -> None:
    home = make(way)
    comes_in(home, 10)
    loses_power(home, 40 * MINUTE_MS)
    assert home.phases()["house"] == "alarm" and "alarm.intrusion" in home.kinds()
    booted = [report for report in home.reports() if report["kind"] == "panel.booted"][-1]
    assert 2_408_500 <= int(booted["detail"].removesuffix(" ms")) <= 2_411_500, "since the door was opened"


def test_without_a_module_nobody_knows_how_long_it_was_and_an_entry_is_an_alarm(make: Make) -> None:
    home = make("none")
    comes_in(home, 10)
    loses_power(home, 8_000)
    assert home.phases()["house"] == "alarm"
    assert [report["detail"] for report in home.reports() if report["kind"] == "panel.booted"][-1] == "unknown"


@pytest.mark.parametrize("way", ["by_bus", "by_kernel"])
@pytest.mark.parametrize("fate", [Fate.DEAD, Fate.OUT])
def test_a_module_that_lost_its_time_or_is_gone_tells_nothing_and_an_entry_is_an_alarm(
    make: Make, way: str, fate: Fate
) -> None:
    home = make(way)
    comes_in(home, 10)
    assert home.timepiece is not None
    home.timepiece.befall(fate)
    loses_power(home, 8_000)
    assert home.phases()["house"] == "alarm"


def test_an_exit_that_ended_meanwhile_has_ended_and_one_of_which_nobody_knows_goes_on(make: Make) -> None:
    for way, phase in (("by_bus", "armed"), ("none", "exit")):
        home = make(way)
        home.keys(f"A{PIN}#")
        home.wait(10_000)
        loses_power(home, 40 * MINUTE_MS)
        assert home.phases() == {"house": phase, "garage": phase}, way


def test_a_module_that_was_set_back_meanwhile_tells_nothing(make: Make) -> None:
    home = make("by_bus")
    comes_in(home, 10)
    assert home.timepiece is not None
    home.timepiece.set(home.clocks.wall_ms() // 1_000 - 30)
    loses_power(home, 8_000)
    assert home.phases()["house"] == "alarm"


def test_a_clock_that_is_set_to_and_fro_moves_no_delay(make: Make) -> None:
    home = make("by_bus")
    comes_in(home, 1)
    assert home.timepiece is not None
    for step_ms in (DAY_MS, -2 * DAY_MS, DAY_MS):
        home.clocks.wall_offset_ms += step_ms
        home.timepiece.set(home.clocks.wall_ms() // 1_000 + 7_200)
        home.wait(9_000)
        assert home.phases()["house"] == "entry"
    home.wait(3_000)
    assert home.phases()["house"] == "alarm"


# whether the clock is believed --------------------------------------------------------------------


@pytest.mark.parametrize("way", ["by_bus", "by_kernel"])
def test_a_clock_that_the_kernel_set_by_the_module_is_believed_before_any_server_answers(make: Make, way: str) -> None:
    home = make(way)
    loses_power(home, 40 * MINUTE_MS, wall_keeps_time=True)
    assert believed(home) and details(home) == []


@pytest.mark.parametrize("way", ["by_bus", "by_kernel"])
def test_a_clock_that_shows_the_time_of_the_power_cut_is_not_believed_and_that_is_logged_once(
    make: Make, way: str
) -> None:
    home = make(way)
    loses_power(home, 40 * MINUTE_MS)
    passes(home, 2 * MINUTE_MS)
    assert not believed(home) and details(home) == [""]
    assert len([line for line in home.logged if "2400 s off its clock module" in line]) == 1
    home.clocks.wall_offset_ms += 40 * MINUTE_MS
    home.wait(10_000)
    assert believed(home) and details(home) == []


def test_a_module_that_runs_but_disagrees_or_lost_its_time_vouches_for_nothing(make: Make) -> None:
    home = make("by_bus")
    assert home.timepiece is not None
    home.timepiece.befall(Fate.DEAD)
    loses_power(home, MINUTE_MS, wall_keeps_time=True)
    passes(home, MINUTE_MS)
    assert not believed(home)


# what is wrong with the module --------------------------------------------------------------------


@pytest.mark.parametrize("way", ["by_bus", "by_kernel"])
def test_a_module_that_does_not_answer_is_one_trouble_and_nothing_else_is_disturbed(make: Make, way: str) -> None:
    home = make(way)
    assert home.timepiece is not None
    count = len(home.kinds())
    home.timepiece.befall(Fate.OUT)
    passes(home, 2 * MINUTE_MS)
    assert details(home) == ["module"] and home.kinds()[count:] == ["trouble.raised"]
    assert len([line for line in home.logged if line.startswith("clock module: ")]) == 1
    home.timepiece.befall(Fate.WELL)
    passes(home, MINUTE_MS)
    assert details(home) == [] and home.kinds()[count:] == ["trouble.raised", "restore.trouble"]


def test_a_bus_that_hangs_is_the_same(make: Make) -> None:
    home = make("by_bus")
    home.buses[1].stuck = True
    passes(home, MINUTE_MS)
    assert details(home) == ["module"]
    home.trip("living_window")
    home.buses[1].come_loose()
    passes(home, MINUTE_MS)
    assert details(home) == []


def test_a_module_with_an_empty_cell_is_a_trouble_until_it_is_set_by_a_clock_that_is_believed(make: Make) -> None:
    home = make("by_bus")
    assert home.timepiece is not None
    home.timepiece.chip.cell = False
    loses_power(home, 40 * MINUTE_MS)
    passes(home, 2 * MINUTE_MS)
    assert details(home) == ["", "module"]
    assert any("its cell is empty" in line for line in home.logged)
    home.clocks.wall_offset_ms += 40 * MINUTE_MS
    home.clocks.vouched = SetBy.SERVER
    passes(home, 2 * MINUTE_MS)
    assert details(home) == [] and shows(home) == home.clocks.wall_ms() // 1_000


def test_the_kernels_clock_with_an_empty_cell_is_known_by_its_early_time_and_set_by_the_kernel_alone(
    make: Make,
) -> None:
    home = make("by_kernel")
    assert home.timepiece is not None
    home.timepiece.chip.cell = False
    loses_power(home, 40 * MINUTE_MS)
    home.clocks.vouched = SetBy.SERVER
    home.clocks.wall_offset_ms += 40 * MINUTE_MS
    passes(home, 2 * MINUTE_MS)
    assert details(home) == ["module"]
    home.timepiece.set(home.clocks.wall_ms() // 1_000)
    passes(home, MINUTE_MS)
    assert details(home) == []


# setting it -----------------------------------------------------------------------------------------


def shows(panel: PanelOnWires) -> int:
    """The second that the module shows."""
    return panel.rtc.show().utc_s


class Alone:
    """A timekeeper with its module and no panel around it, looked at every second."""

    def __init__(self, by: SetBy = SetBy.SERVER) -> None:
        self.clocks, self.logged, self.told = VirtualClocks(), list[str](), list[Event]()
        self.log: Callable[[str], None] = self.logged.append
        self.live = initial(to_plan(BY_BUS))
        self.clocks.vouched = by
        buses = Buses()
        wall_s = self.clocks.wall_ms() // 1_000
        self.timepiece = Timepiece(ClockConfig(i2c_bus=1), buses, lambda: self.clocks.now_ns, wall_s)
        self.rtc, bus = SimulatedRtc(buses.at(1)), InlineBus(buses.at(1), lambda: None)
        self.reader = ClockReader(ModuleChip(Ds3231(bus.wire)), bus, self.clocks.mono_ms)
        self.timekeeper = Timekeeper(self, self.clocks, NOTHING_KEPT, self.reader)
        self.timekeeper.begin(doubted=False)

    def tell_trouble(self, event: Event) -> None:
        self.told.append(event)

    def waits(self, ms: int) -> None:
        end_ms = self.clocks.mono_ms() + ms
        while (now_ms := self.clocks.mono_ms()) < end_ms:
            asked_ms = self.reader.next_poll_ms()
            self.clocks.now_ns = (min(now_ms + 900, end_ms) if asked_ms is None else asked_ms) * 1_000_000
            self.reader.poll(self.clocks.mono_ms())
            self.timekeeper.trust.look()
            self.timekeeper.look(self.clocks.mono_ms())

    @property
    def off_s(self) -> int:
        """How far the module is ahead of the wall."""
        return self.rtc.show().utc_s - self.clocks.wall_ms() // 1_000


def test_it_is_set_by_a_servers_time_once_a_day_and_its_drift_is_logged() -> None:
    alone = Alone()
    alone.waits(2 * MINUTE_MS)
    assert len(alone.logged) == 1 and alone.off_s == 0
    alone.timepiece.chip.drift(20)  # 1.73 s a day
    alone.waits(DAY_MS - 5 * MINUTE_MS)
    assert len(alone.logged) == 1 and alone.off_s in (1, 2)
    alone.waits(5 * MINUTE_MS)
    assert alone.logged[1].startswith("the clock module was 1.") and alone.off_s == 0
    found = re.search(r" s fast after 24 h \(([+-][0-9.]+) ppm\); it is set$", alone.logged[1])
    assert found is not None and abs(float(found[1]) - 20) < 2, "to a tenth of a second in a day: 1.2 ppm"
    alone.timepiece.chip.drift(-20)
    alone.waits(DAY_MS)
    assert " s slow after 24 h (-" in alone.logged[2] and alone.off_s in (-1, 0)


@pytest.mark.parametrize("by", [SetBy.NOBODY, SetBy.MODULE])
def test_a_module_that_runs_is_never_set_by_a_clock_for_which_no_server_vouches(by: SetBy) -> None:
    alone = Alone(by)
    alone.timepiece.set(alone.clocks.wall_ms() // 1_000 + 5)
    alone.waits(60 * MINUTE_MS)
    assert alone.off_s == 5 and alone.logged == [] and alone.told == []


def test_a_module_that_a_servers_time_contradicts_is_set_before_its_day_is_over(make: Make) -> None:
    home = make("by_bus")
    assert home.timepiece is not None
    home.timepiece.set(home.clocks.wall_ms() // 1_000 + 500)
    passes(home, 2 * MINUTE_MS)
    assert shows(home) == home.clocks.wall_ms() // 1_000


def test_a_new_module_is_set_by_whoever_commissions_the_panel(tmp_path: Path) -> None:
    home = PanelOnWires(BY_BUS, tmp_path)
    assert home.timepiece is not None
    home.clocks.vouched = SetBy.NOBODY
    home.timepiece.befall(Fate.DEAD)
    passes(home, 2 * MINUTE_MS)
    assert shows(home) == home.clocks.wall_ms() // 1_000 and details(home) == []
    home.kill()


def test_a_panel_without_a_module_has_no_trouble_of_one(make: Make) -> None:
    home = make("none")
    assert home.board.clock is None and MODULE not in home.engine.live.troubles
    assert not home.engine.timekeeper.awaits_module


def test_after_a_power_cut_the_panel_waits_for_the_first_word_of_a_module_that_was_there_before(make: Make) -> None:
    home = make("by_bus")
    home.kill()
    home.clocks.boot_id = "boot-2"
    home.buses[1].stuck = True
    home.start()
    assert home.engine.timekeeper.awaits_module
    home.buses[1].come_loose()
    home.board.poll(home.clocks.mono_ms())
    assert not home.engine.timekeeper.awaits_module
