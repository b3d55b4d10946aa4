"""A state that the first version stored is read as it was."""

import msgspec

from panel.core.names import Mode, Phase, ReportKind
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.state import Memory, Sound
from panel.daemon.snapshot import decode
from panel.daemon.snapshot_v1 import Area, Snapshot, Zone
from zones.kinds import Kind, Level

PLAN = Plan(
    areas=(AreaPlan(id="house", name="House", modes=(Mode.TOTAL,)),),
    zones=(ZonePlan(id=1, name="Smoke", area="house", kind=Kind.FIRE),),
)


def stored(area: Area, *, silenced: bool = False) -> bytes:
    zone = Zone(level=Level.OPEN, tripped=(Level.OPEN,), alarms=(ReportKind.FIRE,))
    return msgspec.json.encode(
        Snapshot(version=1, areas={"house": area}, zones={"1": zone}, tag=None, fire_silenced=silenced, troubles=())
    )


def test_an_armed_house_with_its_memory_and_its_fire_comes_back() -> None:
    state = decode(PLAN, stored(Area(mode=Mode.TOTAL, phase=Phase.ARMED, memory=(1,), alarmed_at_ms=9)))
    area = state.areas[0]
    assert (area.mode, area.phase, area.memory) == (Mode.TOTAL, Phase.ARMED, (Memory(1, ReportKind.INTRUSION, 9),))
    assert (state.zones[0].level, state.zones[0].alarms) == (Level.OPEN, (ReportKind.FIRE,))
    assert [latch.sound for latch in state.latches] == [Sound.FIRE]


def test_a_fire_that_was_silenced_stays_so_and_an_exit_goes_on() -> None:
    state = decode(PLAN, stored(Area(mode=Mode.TOTAL, phase=Phase.EXIT, until_ms=70), silenced=True))
    assert state.latches == ()
    assert state.areas[0].exit is not None
    assert state.areas[0].exit.full_until_ms == 70
