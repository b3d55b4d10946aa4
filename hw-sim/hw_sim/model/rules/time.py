"""Rules about time: what runs, how long, and what it may lead to; sirens, entry, exit, restarts."""

# ruff: noqa: SIM102 - first the situation, then what is wrong with it: two questions, two ifs

from hw_sim.model.edge import AREAS, BREAK_INS, HELD, NEW, PHASES, TOLD, Edge, Rules, is_armed
from panel.core.deadlines import next_deadline
from panel.core.events import (
    ArmRequested,
    Booted,
    DisarmRequested,
    TagPresented,
    TimePassed,
    TroubleCleared,
    TroubleRaised,
    ZoneChanged,
)
from panel.core.names import SUPPLY, Mode, Phase, ReportKind
from panel.core.outputs import Tone
from panel.core.state import AreaState, Sound
from panel.core.step import step

RULES = Rules()


@RULES.after(TimePassed)
def time_alone_never_disarms(edge: Edge) -> str | None:
    """Neither the end of an exit, an entry or a siren, nor a door open at that moment."""
    for index, was, now in edge.areas:
        if now.mode is not was.mode and (now.mode is Mode.DISARMED or not _may_change_alone(edge, was)):
            return f"{edge.name(index)} went from {was.mode} to {now.mode} by itself"
    return None


def _may_change_alone(edge: Edge, was: AreaState) -> bool:
    """A programme that was announced arms; and who armed total and stayed in is at home."""
    stays = edge.plan.stay and was.phase is Phase.EXIT and was.mode is Mode.TOTAL
    return edge.before.countdown is not None or stays


@RULES.after(TimePassed)
def the_end_of_a_siren_leaves_its_area_armed(edge: Edge) -> str | None:
    """In the same mode, with its memory; an alarm ends in no other way by itself."""
    for index, was, now in edge.areas:
        if was.phase is Phase.ALARM and now.phase is not Phase.ALARM:
            if now.phase is not Phase.ARMED or now.mode is not was.mode or not now.memory:
                return f"{edge.name(index)} ended its alarm in {now.phase} {now.mode}, memory {now.memory}"
            if edge.now_ms < (was.until_ms or 0):
                return f"{edge.name(index)} ended its alarm early"
    return None


@RULES.about(AREAS)
def an_alarm_sounds_its_time_and_no_longer(edge: Edge) -> str | None:
    """From its activation ``siren_ms``; later zones do not prolong it. The same for the latch of a tamper."""
    for index, was, now in edge.areas:
        whole_ms = edge.plan.siren_delay_ms + edge.plan.siren_ms
        longest_ms = edge.now_ms + whole_ms
        if now.phase is Phase.ALARM and now.until_ms is not None:
            if now.until_ms > longest_ms:
                return f"{edge.name(index)} would sound until {now.until_ms}"
            same = was.phase is Phase.ALARM and not was.quiet
            if same and not isinstance(edge.event, Booted | TimePassed) and now.until_ms != was.until_ms:
                return f"{edge.name(index)}: the siren's end moved from {was.until_ms} to {now.until_ms}"
            if was.phase is not Phase.ALARM and now.until_ms != _alarmed_ms(edge, index) + whole_ms:
                return f"{edge.name(index)} alarms at {_alarmed_ms(edge, index)} until {now.until_ms}"
        if now.latch_until_ms is not None:
            runs = was.latch_until_ms is not None and was.latch_until_ms > edge.now_ms
            moved = runs and now.latch_until_ms != was.latch_until_ms
            if now.latch_until_ms > longest_ms or (moved and not isinstance(edge.event, Booted)):
                return f"{edge.name(index)}: a latch from {was.latch_until_ms} to {now.latch_until_ms}"
    return None


def _alarmed_ms(edge: Edge, area: int) -> int:
    return min((one.at_ms for one in edge.fresh(area, *BREAK_INS)), default=edge.now_ms)


@RULES.about(NEW)
def the_siren_sounds_for_its_reasons_and_no_others(edge: Edge) -> str | None:
    """What was latched and not silenced, the most urgent first; else an area in alarm or a latch of its own: steady."""
    after, shown = edge.after, edge.outputs_after
    latched = {latch.sound for latch in after.latches}
    loud = any(_is_loud(edge, area) or area.latch_until_ms is not None for area in after.areas)
    inside = loud or any(area.phase is Phase.ALARM and not area.quiet for area in after.areas)
    first = next((tone for sound, tone in URGENT if sound in latched), None)
    wanted = first or (Tone.STEADY if loud else Tone.OFF)
    if shown.siren is not wanted:
        return f"the siren is {shown.siren}, not {wanted}"
    if wanted is not Tone.OFF and not shown.strobe:
        return f"the siren is {wanted}, {shown}"
    within = first or (Tone.STEADY if inside else Tone.MEDICAL if Sound.MEDICAL in latched else None)
    return f"inside it sounds {shown.sounder}, not {within}" if within and shown.sounder is not within else None


URGENT = (
    (Sound.FIRE, Tone.FIRE),
    (Sound.CARBON_MONOXIDE, Tone.CARBON_MONOXIDE),
    (Sound.GAS, Tone.GAS),
    (Sound.PANIC, Tone.STEADY),
)


def _is_loud(edge: Edge, area: AreaState) -> bool:
    """Outside only after its delay, and not for a zone that has used up its activations."""
    if area.phase is not Phase.ALARM or area.quiet or area.until_ms is None:
        return False
    return edge.now_ms >= area.until_ms - edge.plan.siren_ms


@RULES.about(NEW)
def lamps_and_sounder_tell_the_truth(edge: Edge) -> str | None:
    """Armed while anything is; never ready then; a warning while an alarm is remembered; a sound for entry and exit."""
    shown, areas = edge.outputs_after, edge.after.areas
    armed = any(is_armed(area) for area in areas)
    if shown.lamp_armed is not armed or (armed and shown.lamp_ready):
        return f"armed {armed}, shown {shown}"
    if any(area.memory for area in areas) and not shown.lamp_alarm:
        return "an alarm is remembered and no lamp warns"
    if edge.after.latches and not shown.lamp_alarm:
        return "an alarm is heard and no lamp shows it"
    heard = any(area.phase is Phase.ENTRY or (area.exit is not None and not area.exit.silent) for area in areas)
    if heard and shown.sounder in (Tone.OFF, Tone.TROUBLE):
        return f"time runs for somebody and the sounder is {shown.sounder}"
    return None


# entry --------------------------------------------------------------------------------------------


@RULES.about(PHASES, ReportKind.PENDING)
def an_entry_tells_the_station_at_once_how_long_to_wait(edge: Edge) -> str | None:
    """Entry begins: one pending in that step, with the entry time and the margin. And none without an entry."""
    for index, was, now in edge.areas:
        told = edge.told(ReportKind.PENDING, area=index)
        within = bool(told) and was.phase is not Phase.ENTRY and bool(edge.fresh(index, ReportKind.INTRUSION))
        if not within and len(told) != (now.phase is Phase.ENTRY and was.phase is not Phase.ENTRY):
            return f"{edge.name(index)} went {was.phase} to {now.phase} with {len(told)} pending"
        if now.phase is Phase.ENTRY and was.phase is not Phase.ENTRY:
            if len(told) != 1 or now.until_ms is None or told[0].zone != now.entry_zone:
                return f"{edge.name(index)} began entry with {len(told)} pending"
            runs_ms = now.until_ms - told[0].at_ms
            zone = next(zone for zone in edge.plan.zones if zone.id == now.entry_zone)
            waits_ms = runs_ms + edge.held_ms + edge.plan.pending_margin_ms
            if runs_ms != zone.entry_delay_ms or told[0].follow_up_ms != waits_ms:
                return f"{edge.name(index)}: entry for {runs_ms} ms, follow-up within {told[0].follow_up_ms} ms"
    return None


@RULES.about(PHASES, HELD, ReportKind.DISARMED, ReportKind.ABORTED, *BREAK_INS)
def an_entry_ends_by_a_disarm_or_by_an_alarm(edge: Edge) -> str | None:
    """Exactly one of them, in alarm class; and nothing else says that it closes a pending."""
    for index, was, now in edge.areas:
        closing = [
            report
            for report in edge.step.reports
            if report.closes_pending and report.area == edge.name(index) and report.kind in CLOSING
        ]
        if was.phase is not Phase.ENTRY:
            if closing and closing[0].kind is ReportKind.DISARMED:
                return f"{edge.name(index)} closed a pending in {was.phase}"
            continue
        alarms = edge.fresh(index, *BREAK_INS)
        if now.phase is Phase.ENTRY and (closing or alarms):
            return f"{edge.name(index)} is still in entry and its pending was closed"
        if edge.told(ReportKind.DURESS):  # which follows up on every pending there is
            continue
        if now.phase is not Phase.ENTRY and bool(closing) is bool(alarms):
            return f"{edge.name(index)} left entry for {now.phase}: {len(closing)} closed, {len(alarms)} alarms"
        if any(report.kind not in CLOSING or report.reporting_class != "alarm" for report in closing):
            return "a pending is closed by a disarm in alarm class, or by an alarm"
    return None


CLOSING = (ReportKind.DISARMED, ReportKind.ABORTED)


@RULES.after(ZoneChanged, TimePassed, TagPresented, ArmRequested, about=(AREAS,))
def an_entry_is_never_extended(edge: Edge) -> str | None:
    """The earliest deadline wins; a door that closes, a tag or an arming changes nothing."""
    for index, was, now in edge.areas:
        if was.phase is Phase.ENTRY and now.phase is Phase.ENTRY and was.until_ms is not None:
            if now.until_ms is None or now.until_ms > was.until_ms:
                return f"{edge.name(index)}: entry until {now.until_ms}, was {was.until_ms}"
    return None


@RULES.after(TimePassed)
def an_entry_that_times_out_alarms(edge: Edge) -> str | None:
    """At its deadline, by the zone that began it, and as exit error if it was one."""
    for index, was, now in edge.areas:
        if was.phase is Phase.ENTRY and was.until_ms is not None and edge.now_ms >= was.until_ms:
            told = [
                r
                for r in edge.fresh(index, ReportKind.INTRUSION)
                if r.why == "entry_expired" and r.at_ms == was.until_ms
            ]
            if [(report.zone, report.exit_error) for report in told] != [(was.entry_zone, was.exit_error)]:
                return f"{edge.name(index)}: entry ran out with {told}, now {now.phase}"
    return None


# restart ------------------------------------------------------------------------------------------


@RULES.after(Booted)
def a_restart_never_disarms_or_changes_a_mode(edge: Edge) -> str | None:
    """It says that it was one, and every mode is what it was."""
    for index, was, now in edge.areas:
        mode_kept = now.mode is was.mode or (now.mode is not Mode.DISARMED and _may_change_alone(edge, was))
        if not mode_kept or now.old_mode not in (was.old_mode, "disarmed"):
            return f"{edge.name(index)} went from {was.mode} to {now.mode} over a restart"
    return None if len(edge.told(ReportKind.BOOTED)) == 1 else "a restart that nobody heard of"


@RULES.after(Booted)
def an_entry_with_an_unknown_gap_alarms(edge: Edge) -> str | None:
    """And one whose time ran out meanwhile: the whole siren, from now on."""
    assert isinstance(edge.event, Booted)
    gone_ms = edge.event.down_ms
    for index, was, now in edge.areas:
        if was.phase is Phase.ENTRY and was.until_ms is not None and (gone_ms is None or gone_ms >= was.until_ms):
            if (
                now.phase is not Phase.ALARM
                or now.until_ms != edge.now_ms + edge.plan.siren_delay_ms + edge.plan.siren_ms
            ):
                return f"{edge.name(index)}: entry over a restart of {gone_ms} led to {now.phase} until {now.until_ms}"
            if not edge.told(ReportKind.INTRUSION, area=index) and not now.held:
                return f"{edge.name(index)}: entry over a restart of {gone_ms} was not reported"
    return None


@RULES.after(Booted)
def time_goes_on_over_a_restart(edge: Edge) -> str | None:
    """Exit and entry have what remains; a siren has what it has not sounded with power."""
    assert isinstance(edge.event, Booted)
    gone_ms = edge.event.down_ms or 0
    for index, was, now in edge.areas:
        lost_ms = 0 if was.phase is Phase.ALARM and not edge.event.powered else gone_ms
        if was.until_ms is None or was.until_ms <= lost_ms or was.phase is not now.phase:
            continue
        if was.phase is Phase.ENTRY and (edge.event.down_ms is None or edge.trips):
            continue
        if now.until_ms != edge.now_ms + was.until_ms - lost_ms:
            return f"{edge.name(index)}: {was.until_ms} ms of {was.phase} became {now.until_ms} over {lost_ms} ms"
    return None


@RULES.after(Booted)
def an_alarm_goes_on_over_a_restart(edge: Edge) -> str | None:
    """It ends by its powered time only: cut off, it takes up its whole remaining siren again."""
    assert isinstance(edge.event, Booted)
    gone_ms = (edge.event.down_ms or 0) if edge.event.powered else 0
    for index, was, now in edge.areas:
        if was.phase is Phase.ALARM and was.until_ms is not None and was.until_ms > gone_ms:
            loud = edge.outputs_after.siren is not Tone.OFF or was.quiet or edge.plan.siren_delay_ms > 0
            if now.phase is not Phase.ALARM or not loud:
                return f"{edge.name(index)} was in alarm and came back in {now.phase}"
    return None


@RULES.after(Booted, TroubleRaised, TroubleCleared)
def a_trouble_is_told_when_it_begins_and_when_it_ends(edge: Edge) -> str | None:
    """Once each. One that is shown but not to be told yet is told when it has lasted, and its end only if it was. A
    restart ends all but those of the supply, and whoever still has one says so again."""
    if isinstance(edge.event, Booted) and not edge.before.troubles and not edge.after.troubles:
        if not edge.after.untold and edge.kinds.isdisjoint((ReportKind.TROUBLE, ReportKind.RESTORE_TROUBLE)):
            return None  # nothing was, nothing is and nothing was told: most restarts
    was, now = set(edge.before.troubles), set(edge.after.troubles)
    wanted, untold = set(was), set(edge.before.untold)
    if isinstance(edge.event, Booted):
        wanted = {(trouble, detail) for trouble, detail in was if trouble in SUPPLY}
    elif isinstance(edge.event, TroubleRaised):
        wanted.add((edge.event.trouble, edge.event.detail))
    elif isinstance(edge.event, TroubleCleared):
        wanted.discard((edge.event.trouble, edge.event.detail))
    kept_back = (untold | (wanted - was)) & wanted
    if isinstance(edge.event, TroubleRaised) and edge.event.tell:
        kept_back.discard((edge.event.trouble, edge.event.detail))
    raised = [(report.trouble, report.detail) for report in edge.told(ReportKind.TROUBLE)]
    ended = sorted((str(report.trouble), report.detail) for report in edge.told(ReportKind.RESTORE_TROUBLE))
    news = sorted((wanted - was | untold & wanted) - kept_back)
    if now != wanted or set(edge.after.untold) != kept_back or raised != news or ended != sorted(was - wanted - untold):
        return (
            f"troubles went from {sorted(was)} to {sorted(now)}, untold {sorted(untold)}; told {raised}, ended {ended}"
        )
    return None


# waking late --------------------------------------------------------------------------------------


@RULES.after(TimePassed)
def waking_late_equals_waking_on_time(edge: Edge) -> str | None:
    """One long sleep gives the state and the reports of a wake-up at its first deadline and a sleep after it.

    From there the walk asks the same again, and so of a wake-up at each.
    """
    due_ms = next_deadline(edge.plan, edge.before)
    if due_ms is None or due_ms >= edge.now_ms:
        return None
    first = edge.instead(TimePassed(), due_ms)
    second = step(edge.plan, first.state, TimePassed(), edge.now_ms)
    if second.state != edge.after:
        return f"slept until {edge.now_ms}: {edge.after}; woken each time: {second.state}"
    return (
        None
        if first.reports + second.reports == edge.step.reports
        else "sleeping long told other things than waking on time"
    )


@RULES.after(ZoneChanged, DisarmRequested, ArmRequested, TagPresented)
def an_event_seen_late_comes_after_what_fell_due_before_it(edge: Edge) -> str | None:
    """One millisecond after the next deadline, in one step or in two. Tried with the events of a state by turns."""
    due_ms = next_deadline(edge.plan, edge.before) if edge.try_late else None
    if due_ms is None:
        return None
    at_ms = due_ms + 1
    first = edge.instead(TimePassed(), at_ms)
    second = step(edge.plan, first.state, edge.event, at_ms)
    both = step(edge.plan, edge.before, edge.event, at_ms)
    if both.state != second.state or both.reports != first.reports + second.reports:
        return f"late by {at_ms} ms: {both.state}; in two steps: {second.state}"
    return None


@RULES.about(TOLD)
def every_report_is_stamped_with_its_instant(edge: Edge) -> str | None:
    """In order, and never with an instant before the last step or after this one."""
    if edge.held_ms and isinstance(edge.event, TimePassed):  # what was held for a while is told with its own instant
        return None
    held = {(one.kind, one.zone) for _, was, _ in edge.areas for one in was.held}
    stamps = [report.at_ms for report in edge.step.reports if (report.kind, report.zone) not in held]
    earliest_ms = edge.now_ms if isinstance(edge.event, Booted) else 0
    if stamps != sorted(stamps) or any(not earliest_ms <= at_ms <= edge.now_ms for at_ms in stamps):
        return f"stamps {stamps} in a step at {edge.now_ms}"
    return None


@RULES.about(NEW)
def no_deadline_is_passed_over(edge: Edge) -> str | None:
    """In every state the next wake-up lies in the future."""
    due_ms = next_deadline(edge.plan, edge.after)
    return f"due at {due_ms}, now {edge.now_ms}" if due_ms is not None and due_ms <= edge.now_ms else None
