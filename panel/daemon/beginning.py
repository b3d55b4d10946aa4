"""With which state a panel begins, by what its store could still say."""

from collections.abc import Callable

from panel.core.plan import Plan
from panel.core.state import State, all_armed, initial
from panel.daemon import snapshot
from panel.store.rows import Recovered


def begin_with(plan: Plan, found: Recovered, cause: str, log: Callable[[str], None]) -> tuple[State, str]:
    """The state, and why the panel begins: the given cause, unless the store has a graver one."""
    if found.snapshot is not None:
        try:
            return snapshot.decode(plan, found.snapshot), cause
        except snapshot.SnapshotError as error:
            log(str(error))
            return all_armed(plan), "state_unreadable"
    # Nothing stored and no sign that there ever was: commissioning. Nothing stored though there
    # was something: unknown, and unknown is never read as disarmed.
    return (all_armed(plan), "state_lost") if found.unknown else (initial(plan), "first_start")
