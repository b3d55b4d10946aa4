"""The state is a value: stored and read back it is the same, and it says when it must be looked at again."""

import msgspec

from panel.core.deadlines import cancel_until_ms, deadlines, next_deadline
from panel.core.names import Mode, Phase, Trouble
from panel.core.state import State, all_armed, initial
from tests.support.script import BOX, FRONT_DOOR, HOME, SMOKE, Story, in_alarm, in_entry
from zones.kinds import Level


def stored_and_read(state: State) -> State:
    return msgspec.json.decode(msgspec.json.encode(state), type=State)


def test_a_state_with_everything_in_it_comes_back_from_json_as_it_was() -> None:
    story = in_entry(Story())
    story.opens(SMOKE).said.clear()
    story.reads(SMOKE, Level.TAMPER).said.clear()
    story.tags().said.clear()
    story.reads(FRONT_DOOR, Level.UNKNOWN).said.clear()
    state = msgspec.structs.replace(story.state, troubles=((Trouble.STORAGE, "disk"),))
    assert stored_and_read(state) == state
    assert hash(stored_and_read(state)) == hash(state)


def test_a_new_panel_is_disarmed_and_waits_for_nothing() -> None:
    state = initial(HOME)
    assert {(area.mode, area.phase) for area in state.areas} == {(Mode.DISARMED, Phase.IDLE)}
    assert {zone.level for zone in state.zones} == {Level.UNKNOWN}
    assert next_deadline(HOME, state) is None


def test_a_panel_that_lost_its_memory_takes_everything_for_armed() -> None:
    state = all_armed(HOME)
    assert [(area.mode, area.phase) for area in state.areas] == [(Mode.TOTAL, Phase.ARMED)] * 2


def test_the_next_deadline_is_the_earliest_of_all() -> None:
    story = in_alarm(Story())
    assert sorted(deadlines(HOME, story.state)) == [180_000, 300_000, 1_800_000]
    story.at(1_000).tags().said.clear()
    assert next_deadline(HOME, story.state) == 31_000
    story.reads(BOX, Level.UNKNOWN).said.clear()
    assert next_deadline(HOME, story.state) == 11_000


def test_the_cancel_window_counts_from_the_alarm() -> None:
    state = in_alarm(Story()).state
    assert [cancel_until_ms(HOME, area) for area in state.areas] == [300_000, None]
