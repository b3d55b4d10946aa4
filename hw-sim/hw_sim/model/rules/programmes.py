"""Rules about programmes: once each, after a warning, weakening nothing, and disarming with care."""

from hw_sim.model.edge import (
    COUNTDOWN,
    MODES,
    Edge,
    Rules,
    is_armed,
    watched,
)
from panel.core.events import (
    ArmRequested,
    DisarmRequested,
    PostponeRequested,
    ScheduleDue,
    TagPresented,
    TimePassed,
)
from panel.core.names import Mode, Phase, ReportKind, Role, Status

RULES = Rules()


@RULES.after(ScheduleDue)
def a_programme_comes_once(edge: Edge) -> str | None:
    """Told again, or behind what is done, it does nothing; too late, it is only told."""
    assert isinstance(edge.event, ScheduleDue)
    event, before = edge.event, edge.before
    again = event.due_utc_ms == before.schedule_done_ms and event.programme in before.schedule_done
    if event.due_utc_ms < before.schedule_done_ms or again:
        kept = edge.after == edge.before and not edge.step.reports
        return None if kept else "a programme came twice"
    missed = edge.told(ReportKind.SCHEDULE_MISSED)
    moved = (
        any(was != now for _, was, now in edge.areas) or (edge.after.countdown or before.countdown) != before.countdown
    )
    if event.late_ms > 900_000:
        return None if missed and not moved else f"{event.late_ms} ms late: told {len(missed)}, moved {moved}"
    return "told as missed, in time" if missed else None


@RULES.after(ScheduleDue)
def a_programme_disarms_only_what_is_quiet(edge: Edge) -> str | None:
    """Never in exit, entry or alarm, nor over an alarm that nobody has seen."""
    assert isinstance(edge.event, ScheduleDue)
    for index, was, now in edge.areas:
        if is_armed(was) and not is_armed(now):
            asked = edge.event.mode is Mode.DISARMED and edge.name(index) in edge.event.areas and not edge.event.remind
            if not asked or was.phase is not Phase.ARMED or was.memory or was.tamper or was.held:
                return f"a programme disarmed {edge.name(index)} in {was.phase}, memory {was.memory}"
    return None


@RULES.about(MODES, COUNTDOWN)
def a_programme_arms_after_its_warning_and_weakens_nothing(edge: Edge) -> str | None:
    """The countdown is told when it begins; at its end it arms or says why not; no zone is unwatched by it."""
    was, now = edge.before.countdown, edge.after.countdown
    warned = edge.told(ReportKind.AUTO_ARM_WARNING)
    if now is not None and was is None and not warned:
        return "a countdown that nobody was told of"
    if was is None or isinstance(edge.event, ArmRequested | DisarmRequested | TagPresented | PostponeRequested):
        return None
    for index, before, after in edge.areas:
        if is_armed(before) and is_armed(after) and after.mode is not before.mode:
            for zone in edge.plan.zones:
                if zone.area == edge.name(index) and before.mode in zone.modes and not watched(zone, after):
                    return f"a programme took zone {zone.id} out of the watch"
    return None


@RULES.after(TimePassed)
def an_arming_that_was_announced_comes_or_says_why_not(edge: Edge) -> str | None:
    """At the end of its countdown: armed, armed already, or failed with its reason."""
    was = edge.before.countdown
    if was is None or edge.now_ms < was.until_ms or edge.after.countdown is not None:
        return None
    failed = edge.told(ReportKind.AUTO_ARM_FAILED)
    for index, before, after in edge.areas:
        if edge.name(index) in was.areas and not is_armed(before) and not is_armed(after) and not failed:
            return f"{edge.name(index)} was announced, is {after.phase}, and nobody was told"
    if failed and failed[0].why == "not_ready" and not (failed[0].zones or failed[0].conditions):
        return "not ready, for no reason"
    return None


@RULES.after(PostponeRequested)
def postponing_moves_an_announced_arming_and_nothing_else(edge: Edge) -> str | None:
    """By whoever may arm; without a countdown there is nothing to postpone."""
    assert isinstance(edge.event, PostponeRequested)
    was, now, ok = edge.before.countdown, edge.after.countdown, edge.step.answers[-1].status is Status.OK
    if ok and (was is None or now is None or now.until_ms != edge.now_ms + edge.event.for_ms):
        return f"postponed from {was} to {now}"
    if not ok and was is not None and was.until_ms > edge.now_ms and now != was:
        return "refused, and the countdown moved"
    entitled = edge.event.actor.role in (Role.ADMINISTRATOR, Role.SERVICE) or bool(edge.event.actor.arm)
    return f"{edge.event.actor.id} postponed" if ok and not entitled else None
