"""Rules about what a code takes back: it cancels an alarm in time, and silences a fire."""

from hw_sim.model.edge import (
    BREAK_INS,
    BY_CODE,
    CANCEL_WINDOW,
    SOUNDS,
    Edge,
    Rules,
    is_armed,
    typed_a_code,
    wants_disarmed,
)
from panel.core.events import (
    Booted,
    DisarmRequested,
)
from panel.core.names import ReportKind, Status
from panel.core.state import Sound, State

RULES = Rules()


@RULES.about(CANCEL_WINDOW, ReportKind.CANCELLED)
def only_a_code_in_time_cancels(edge: Edge) -> str | None:
    """And always: once for each area that alarmed within the window and is disarmed by it, with the time since."""
    for index, was, now in edge.areas:
        told = edge.told(ReportKind.CANCELLED, area=index)
        in_time = was.alarmed_at_ms is not None and edge.now_ms - was.alarmed_at_ms < edge.plan.cancel_window_ms
        wanted = wants_disarmed(edge.plan, edge.event)
        meant = wanted is not None and edge.name(index) in wanted[1] and now.alarmed_at_ms is None
        done = meant and edge.step.answers[-1].status is Status.OK
        first = next((one.at_ms for one in was.held if one.kind is ReportKind.INTRUSION), None)
        untold = first is not None and (was.hold_until_ms or 0) > edge.now_ms and first <= (was.alarmed_at_ms or 0)
        due = in_time and done and not untold and typed_a_code(edge.plan, edge.event)
        if len(told) != due:
            return f"{edge.name(index)}: {len(told)} cancels, alarm at {was.alarmed_at_ms}"
        if told and was.alarmed_at_ms is not None and told[0].since_alarm_ms != edge.now_ms - was.alarmed_at_ms:
            return f"cancelled {told[0].since_alarm_ms} ms after the alarm"
    return None


@RULES.about(CANCEL_WINDOW)
def only_an_intrusion_opens_the_cancel_window(edge: Edge) -> str | None:
    """Phase alarm does; it closes on time, by a disarm, or with the next arming period; a fire opens none."""
    for index, was, now in edge.areas:
        if now.alarmed_at_ms == was.alarmed_at_ms or isinstance(edge.event, Booted):
            continue
        if now.alarmed_at_ms is not None:
            if was.alarmed_at_ms is not None and edge.now_ms - was.alarmed_at_ms < edge.plan.cancel_window_ms:
                return f"{edge.name(index)}: the window moved from {was.alarmed_at_ms} to {now.alarmed_at_ms}"
            if not edge.told(*BREAK_INS, area=index) and not now.held:
                return f"{edge.name(index)}: a window without an intrusion alarm"
        elif was.alarmed_at_ms is not None and is_armed(now):
            new_period = not is_armed(was)
            if not new_period and edge.now_ms - was.alarmed_at_ms < edge.plan.cancel_window_ms:
                return f"{edge.name(index)}: the window closed early"
    return None


@RULES.about(SOUNDS, ReportKind.SILENCED)
def only_a_code_silences_a_fire(edge: Edge) -> str | None:
    """Or its end. Silenced, every sound that lies beside the phases stops, and each is told once."""
    told = edge.told(ReportKind.SILENCED)
    typed = isinstance(edge.event, DisarmRequested) and edge.event.source in BY_CODE
    if told and not typed:
        return f"a fire was silenced by {type(edge.event).__name__}"
    in_again = any(zone.bypass == "once" for zone in edge.before.zones)  # and what never sleeps speaks at once
    if told and ((edge.after.latches and not in_again) or [report.detail for report in told] != _sounds(edge.before)):
        return f"silenced {[report.detail for report in told]}; it sounded {_sounds(edge.before)}"
    gone = set(_sounds(edge.before)) - set(_sounds(edge.after))
    for sound, kind in BURNING:
        owed = any(kind in zone.alarms for zone in edge.after.zones)
        if sound in gone and owed and not told:
            return f"{sound} is still on and its siren stopped"
    return None


BURNING = (
    (Sound.FIRE, ReportKind.FIRE),
    (Sound.GAS, ReportKind.GAS),
    (Sound.CARBON_MONOXIDE, ReportKind.CARBON_MONOXIDE),
)


def _sounds(state: State) -> list[str]:
    return [latch.sound.value for latch in state.latches]
