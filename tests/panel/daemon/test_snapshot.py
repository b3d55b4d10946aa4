"""The stored state survives a changed configuration and refuses what it cannot understand."""

import msgspec
import pytest

from panel.core.names import Mode, Phase
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.state import State, initial
from panel.daemon.snapshot import SnapshotError, decode, encode
from zones.kinds import Kind, Level

HOUSE = AreaPlan(id="house", name="House", modes=(Mode.TOTAL,))
SHED = AreaPlan(id="shed", name="Shed", modes=(Mode.TOTAL,))


def window(number: int) -> ZonePlan:
    """An instant zone of the house."""
    return ZonePlan(id=number, name=f"Window {number}", area="house", kind=Kind.INSTANT, modes=(Mode.TOTAL,))


def armed(plan: Plan) -> State:
    """The house armed, its first zone open."""
    state = initial(plan)
    area = msgspec.structs.replace(state.areas[0], mode=Mode.TOTAL, phase=Phase.ARMED)
    zone = msgspec.structs.replace(state.zones[0], level=Level.OPEN)
    return msgspec.structs.replace(state, areas=(area, *state.areas[1:]), zones=(zone, *state.zones[1:]))


def test_what_is_stored_comes_back_equal() -> None:
    plan = Plan(areas=(HOUSE, SHED), zones=(window(1), window(2)))
    assert decode(plan, encode(plan, armed(plan))) == armed(plan)


def test_after_a_change_of_configuration_each_area_and_zone_finds_its_own() -> None:
    old = Plan(areas=(HOUSE, SHED), zones=(window(1), window(2)))
    new = Plan(areas=(SHED, HOUSE), zones=(window(3), window(1)))
    state = decode(new, encode(old, armed(old)))
    assert [area.phase for area in state.areas] == [Phase.IDLE, Phase.ARMED]
    assert [zone.level for zone in state.zones] == [Level.UNKNOWN, Level.OPEN]


@pytest.mark.parametrize("stored", [b"", b"{}", b"no json", b"[]"])
def test_what_is_no_snapshot_is_refused(stored: bytes) -> None:
    with pytest.raises(SnapshotError):
        decode(Plan(areas=(HOUSE,), zones=()), stored)


def test_a_snapshot_of_the_future_is_refused() -> None:
    plan = Plan(areas=(HOUSE,), zones=())
    future = encode(plan, initial(plan)).replace(b'"version":1', b'"version":2')
    with pytest.raises(SnapshotError, match="version 2"):
        decode(plan, future)
