"""With which state a panel begins, by what its store could still say."""

from collections.abc import Callable, Iterator

from panel.core.events import Booted, TroubleRaised
from panel.core.names import Trouble
from panel.core.plan import Plan
from panel.core.state import State, all_armed, initial
from panel.daemon import snapshot
from panel.daemon.parts import Clocks
from panel.store.people import People, has_initial_code
from panel.store.rows import Recovered
from zones.kinds import Level


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


def boot_troubles(found: Recovered, people: People, distrusted: bool) -> Iterator[TroubleRaised]:
    """What is wrong with how the panel began. ``distrusted``: after three broken ends the last event was set aside."""
    if found.from_copy:
        yield TroubleRaised(Trouble.RESTORED_FROM_COPY, str(found.set_aside or ""))
    if has_initial_code(people):
        yield TroubleRaised(Trouble.DEFAULT_CODE, "")
    if distrusted:
        yield TroubleRaised(Trouble.EVENT_SET_ASIDE, str(found.set_aside or ""))


def booted(
    found: Recovered, clocks: Clocks, gap_ms: int | None, levels: tuple[tuple[int, Level], ...], cause: str
) -> Booted:
    """What the core is told of the start. ``gap_ms``: how long nobody was there; ``levels``: what every zone's input
    says now. Within one boot of the board it had power throughout.
    """
    return Booted(
        was_ms=found.was_ms if found.snapshot is not None else clocks.mono_ms(),
        down_ms=gap_ms,
        powered=found.boot_id == clocks.boot_id,
        levels=levels,
        cause=cause,
    )
