"""What is written, and what goes into the second copy with it."""

import msgspec
import pytest

from panel.core.names import Bypass, Mode
from panel.core.state import Countdown, State, ZoneState, initial
from panel.daemon.keeping import is_worth_copying, is_worth_keeping
from tests.support.script import HOME
from zones.kinds import Level

AT_PEACE = initial(HOME)


def with_zone(**changes: object) -> State:
    first = msgspec.structs.replace(AT_PEACE.zones[0], **changes)
    return msgspec.structs.replace(AT_PEACE, zones=(first, *AT_PEACE.zones[1:]))


def test_a_door_that_opens_in_a_house_at_peace_is_not_written() -> None:
    opened = with_zone(level=Level.OPEN)
    assert opened != AT_PEACE
    assert not is_worth_keeping(AT_PEACE, opened)
    assert not is_worth_keeping(AT_PEACE, msgspec.structs.replace(AT_PEACE, chime_until_ms=5))


@pytest.mark.parametrize("changes", [{"bypass": Bypass.ISOLATED}, {"count": 1}])
def test_what_a_restart_must_know_of_a_zone_is_written(changes: dict[str, object]) -> None:
    assert isinstance(AT_PEACE.zones[0], ZoneState)
    after = with_zone(**changes)
    assert is_worth_keeping(AT_PEACE, after)
    assert not is_worth_copying(AT_PEACE, after)


def test_what_is_armed_and_what_programmes_have_done_goes_into_the_second_copy_at_once() -> None:
    house = msgspec.structs.replace(AT_PEACE.areas[0], mode=Mode.NIGHT)
    countdown = Countdown(programme="night", mode=Mode.NIGHT, areas=("house",), until_ms=5)
    for changes in (
        {"areas": (house, *AT_PEACE.areas[1:])},
        {"countdown": countdown},
        {"schedule_done_ms": 5},
        {"schedule_done": ("night",)},
    ):
        after = msgspec.structs.replace(AT_PEACE, **changes)
        assert is_worth_keeping(AT_PEACE, after) and is_worth_copying(AT_PEACE, after), changes
