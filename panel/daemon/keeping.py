"""What of a new state must outlive the process, and what must be in the second copy at once."""

import msgspec

from panel.core.state import State


def is_worth_keeping(before: State, after: State) -> bool:
    """Whether the step is to be written. Levels alone are not: they are read again at boot and written with whatever
    happens next, and a PIR that sees its family walk past must not cost a write on the card each time."""
    return _without_levels(before) != _without_levels(after)


def is_worth_copying(before: State, after: State) -> bool:
    """Whether the second copy must not be behind with it: what is armed, and programmes that are done, so that a start
    from the copy does none a second time."""
    return _lasting(before) != _lasting(after)


def _without_levels(state: State) -> tuple[object, ...]:
    zones = tuple((zone.bypass, zone.count, zone.rings) for zone in state.zones)
    return msgspec.structs.replace(state, zones=(), chime_until_ms=None), zones


def _lasting(state: State) -> tuple[object, ...]:
    return state.areas, state.countdown, state.schedule_done_ms, state.schedule_done
