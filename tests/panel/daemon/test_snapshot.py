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


@pytest.mark.parametrize(
    "stored",
    [b"", b"{}", b"no json", b"[]", b'{"version":2,"areas":{"\xff":{}}}', b'{"version":2,"rest":' + b"[" * 99_999],
)
def test_what_is_no_snapshot_is_refused(stored: bytes) -> None:
    with pytest.raises(SnapshotError):
        decode(Plan(areas=(HOUSE,), zones=()), stored)


def test_a_snapshot_of_the_future_is_refused() -> None:
    plan = Plan(areas=(HOUSE,), zones=())
    future = encode(plan, initial(plan)).replace(b'"version":2', b'"version":3')
    with pytest.raises(SnapshotError, match="version 3"):
        decode(plan, future)


def test_an_armed_area_that_was_renamed_is_not_disarmed_by_that() -> None:
    old = Plan(areas=(HOUSE, SHED), zones=(window(1),))
    new = Plan(areas=(msgspec.structs.replace(HOUSE, id="home"), SHED), zones=())
    state = decode(new, encode(old, armed(old)))
    assert [(area.mode, area.phase) for area in state.areas] == [
        (Mode.TOTAL, Phase.ARMED),
        (Mode.DISARMED, Phase.IDLE),
    ]
    state = decode(new, encode(old, initial(old)))
    assert [area.phase for area in state.areas] == [Phase.IDLE, Phase.IDLE]


def test_an_area_armed_in_a_mode_it_no_longer_has_is_armed_in_its_fullest() -> None:
    with_night = msgspec.structs.replace(HOUSE, modes=(Mode.TOTAL, Mode.NIGHT))
    old = Plan(areas=(with_night,), zones=(window(1),))
    state = armed(old)
    night = msgspec.structs.replace(state.areas[0], mode=Mode.NIGHT)
    new = Plan(areas=(HOUSE,), zones=(window(1),))
    area = decode(new, encode(old, msgspec.structs.replace(state, areas=(night,)))).areas[0]
    assert (area.mode, area.phase) == (Mode.TOTAL, Phase.ARMED)
