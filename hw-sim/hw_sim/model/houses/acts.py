"""What people do in these houses, and the zones most of them have."""

from msgspec.structs import replace

from hw_sim.model.family import ADMIN, HOUSE, RESIDENT, TOTAL, arm, disarm, zone
from panel.core.events import Actor, BypassRequested, Event, RequestMade, ScheduleDue, TrialRequested
from panel.core.names import Action, Bypass, Mode, ReportKind, RequestKind, Role, Source, Trial
from panel.core.plan import ZonePlan
from zones.kinds import Kind

IN_AND_OUT: tuple[Event, ...] = (arm(ADMIN, TOTAL, HOUSE), disarm(ADMIN))
AT_ONCE: tuple[Event, ...] = (arm(ADMIN, TOTAL, HOUSE, no_exit=True), disarm(ADMIN))
INSTALLER = Actor(id="installer", role=Role.INSTALLER)
HELPER = replace(RESIDENT, id="helper", granted=(Action.BYPASS, Action.FORCE, Action.REQUEST_IMAGE))
UNDER_DURESS: tuple[Event, ...] = (
    replace(disarm(ADMIN), duress=True),
    replace(arm(ADMIN, TOTAL, HOUSE, no_exit=True), duress=True),
)


def window(number: int, area: str = HOUSE, **differing: object) -> ZonePlan:
    """An instant zone."""
    return replace(zone(number, area, Kind.INSTANT, TOTAL), **differing)


def bypass(who: Actor, number: int, how: Bypass) -> BypassRequested:
    """Somebody leaves a zone out, or takes it in again."""
    return BypassRequested(actor=who, source=Source.KEYPAD, zone=number, bypass=how, request="bypass")


def trial(who: Actor, what: Trial | None, *named: ReportKind) -> TrialRequested:
    """Somebody begins or ends a test."""
    return TrialRequested(actor=who, source=Source.KEYPAD, trial=what, named=named, request="trial")


def due(mode: Mode, at_ms: int, late_ms: int = 0, remind: bool = False) -> ScheduleDue:
    """A programme of the house; its instant on the wall clock is its name."""
    name = "reminder" if remind else f"to {mode}"
    return ScheduleDue(programme=name, due_utc_ms=at_ms, areas=(HOUSE,), mode=mode, late_ms=late_ms, remind=remind)


def asks(kind: RequestKind, name: str, who: Actor = ADMIN, source: Source = Source.WEB) -> RequestMade:
    """Somebody far away asks for something that takes a while."""
    return RequestMade(actor=who, source=source, kind=kind, id=name, for_ms=3)
