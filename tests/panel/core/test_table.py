"""The table is whole: a cell for everything, each with its reason."""

import pytest

from panel.core.names import Phase
from panel.core.table import POSSIBLE, TABLE, Do, Trigger


def test_there_is_a_cell_for_every_phase_and_trigger_and_no_other() -> None:
    assert set(TABLE) == {(phase, trigger) for phase in Phase for trigger in Trigger}


@pytest.mark.parametrize("key", list(TABLE), ids="/".join)
def test_every_cell_says_why_and_where_to(key: tuple[Phase, Trigger]) -> None:
    cell = TABLE[key]
    assert len(cell.why) >= len("disarmed")
    assert bool(cell.to) is (cell.do is not Do.IMPOSSIBLE)
    assert cell.do is not Do.IGNORE or cell.to == (key[0],)


def test_every_deed_is_somewhere() -> None:
    assert {cell.do for cell in TABLE.values()} == set(Do)


def test_what_is_not_impossible_is_possible() -> None:
    assert [key for key in TABLE if key not in POSSIBLE] == [
        *((phase, Trigger.FOLLOWED) for phase in Phase if phase is not Phase.ARMED),
        (Phase.IDLE, Trigger.DOOR_SHUT),
        (Phase.IDLE, Trigger.CROSSED),
        (Phase.ALARM, Trigger.CROSSED),
        (Phase.IDLE, Trigger.ASLEEP),
        *((phase, Trigger.TRIED) for phase in Phase if phase is not Phase.IDLE),
        (Phase.IDLE, Trigger.TIME_UP),
        (Phase.ARMED, Trigger.TIME_UP),
        (Phase.IDLE, Trigger.HELD_UP),
    ]


def test_only_a_disarm_leads_to_idle() -> None:
    ways = {(phase, trigger) for (phase, trigger), cell in TABLE.items() if Phase.IDLE in cell.to and phase != "idle"}
    assert {trigger for _, trigger in ways} == {Trigger.DISARM}
