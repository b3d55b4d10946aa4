"""With which state a panel begins."""

import msgspec

from panel.core.events import Booted
from panel.core.names import Mode
from panel.core.plan import AreaPlan, Plan
from panel.core.state import all_armed, initial
from panel.daemon import snapshot
from panel.daemon.beginning import begin_with, booted
from panel.store.people import NOBODY
from panel.store.rows import Recovered
from tests.support.panel_on_wires import VirtualClocks
from zones.kinds import Level

PLAN = Plan(areas=(AreaPlan(id="house", name="House", modes=(Mode.TOTAL,)),), zones=())
NOTHING = Recovered(
    snapshot=None, from_copy=False, set_aside=None, last_seq=0, epoch="", was_ms=0, was_boottime_ms=0, boot_id="",
    was_wall_ms=0, people=NOBODY,
)  # fmt: skip


def test_the_stored_state_goes_on() -> None:
    found = msgspec.structs.replace(NOTHING, snapshot=snapshot.encode(PLAN, all_armed(PLAN)))
    assert begin_with(PLAN, found, "start", lambda line: None) == (all_armed(PLAN), "start")


def test_a_first_start_is_disarmed_and_whatever_was_lost_is_armed() -> None:
    assert begin_with(PLAN, NOTHING, "start", lambda line: None) == (initial(PLAN), "first_start")
    lost = msgspec.structs.replace(NOTHING, unknown=True)
    assert begin_with(PLAN, lost, "start", lambda line: None) == (all_armed(PLAN), "state_lost")


def test_a_state_nobody_can_read_is_armed_and_said_to_be_so() -> None:
    said: list[str] = []
    rubbish = msgspec.structs.replace(NOTHING, snapshot=b"rubbish")
    assert begin_with(PLAN, rubbish, "start", said.append) == (all_armed(PLAN), "state_unreadable")
    assert len(said) == 1


def test_within_one_boot_the_board_had_power_throughout() -> None:
    clocks, levels = VirtualClocks(), ((1, Level.OPEN),)
    found = msgspec.structs.replace(NOTHING, snapshot=b"s", boot_id=clocks.boot_id, was_ms=5)
    told = Booted(was_ms=5, down_ms=700, powered=True, levels=levels, cause="start")
    assert booted(found, clocks, 700, levels, "start") == told


def test_after_another_boot_it_had_not_and_a_first_start_begins_now() -> None:
    clocks = VirtualClocks()
    elsewhere = msgspec.structs.replace(NOTHING, snapshot=b"s", boot_id="another", was_ms=5)
    for gap_ms in (None, 2_400_000):
        told = Booted(was_ms=5, down_ms=gap_ms, powered=False, cause="start")
        assert booted(elsewhere, clocks, gap_ms, (), "start") == told
    assert booted(NOTHING, clocks, None, (), "start").was_ms == clocks.mono_ms()
