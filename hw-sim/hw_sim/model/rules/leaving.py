"""Rules about leaving: how long an exit runs, what its doors do to it, and how it ends."""

from hw_sim.model.edge import (
    AREAS,
    BREAK_INS,
    NEW,
    TRIPPING,
    TRIPS,
    Edge,
    Rules,
    is_armed,
    is_left_out,
    levels_after,
    watched,
)
from panel.core.events import ArmRequested, Booted, DisarmRequested, ScheduleDue, TagPresented, TimePassed, ZoneChanged
from panel.core.names import Mode, Phase, ReportKind, Source
from panel.core.outputs import Tone
from panel.core.state import AreaState, Door
from zones.kinds import Kind, Level

RULES = Rules()


def _doors(edge: Edge, index: int, area: AreaState) -> list[int]:
    """The places of the doors that the area watches and that are not left out."""
    return [
        i
        for i, zone in enumerate(edge.plan.zones)
        if zone.area == edge.name(index) and zone.kind is Kind.ENTRY_EXIT and watched(zone, area)
        if not is_left_out(edge.before.zones[i])
    ]


def _opened(edge: Edge, index: int) -> bool:
    """Did a door of the way out trip by this event?"""
    return any(
        trip.area == index and trip.plan.kind is Kind.ENTRY_EXIT and trip.manner is Level.OPEN for trip in edge.trips
    )


def _shut(edge: Edge, index: int, area: AreaState) -> bool:
    """Did the last open door of the way out close by this event?"""
    doors, levels = _doors(edge, index, area), levels_after(edge.plan, edge.before, edge.event)
    moved = any(edge.before.zones[i].level is not Level.SECURE and levels[i] is Level.SECURE for i in doors)
    return moved and all(levels[i] is Level.SECURE for i in doors)


@RULES.about(AREAS)
def an_exit_runs_its_time_and_no_longer(edge: Edge) -> str | None:
    """From the arming its whole delay; only its own doors, an arming or an alarm change that. Without a delay there
    is none."""
    for index, was, now in edge.areas:
        if now.phase is not Phase.EXIT or isinstance(edge.event, Booted):
            continue
        began = was.phase is not Phase.EXIT or now.mode is not was.mode
        announced = edge.before.countdown is not None and isinstance(edge.event, TimePassed | ScheduleDue)
        if began and not announced and now.until_ms != edge.now_ms + edge.plan.exit_delay_ms:
            return f"{edge.name(index)}: exit until {now.until_ms}"
        if began and isinstance(edge.event, ArmRequested) and edge.event.no_exit:
            return f"{edge.name(index)}: exit until {now.until_ms}, though none was wanted"
        if not began and now.until_ms != was.until_ms and not (_opened(edge, index) or _shut(edge, index, was)):
            return f"{edge.name(index)}: exit until {now.until_ms}, not {was.until_ms}"
    return None


@RULES.after(ZoneChanged, about=(TRIPS,))
def whoever_comes_back_gets_the_whole_time_once(edge: Edge) -> str | None:
    """The door opens again after it had opened and closed: the exit begins anew, if it may, and never a second time."""
    for index, was, now in edge.areas:
        if was.phase is not Phase.EXIT or was.exit is None or now.phase is not Phase.EXIT or now.exit is None:
            continue
        if not _opened(edge, index):
            continue
        again = edge.plan.exit_restart and was.exit.door is Door.CLOSED and not was.exit.restarted
        wanted = edge.now_ms + edge.plan.exit_delay_ms if again else was.exit.full_until_ms
        if now.until_ms != wanted or now.exit.restarted is not (was.exit.restarted or again):
            return f"{edge.name(index)}: the door opened {was.exit}, exit until {now.until_ms}, not {wanted}"
    return None


@RULES.after(ZoneChanged)
def with_final_set_the_last_door_ends_the_exit(edge: Edge) -> str | None:
    """A few seconds after it has closed, and never later than without; without final set it changes nothing."""
    for index, was, now in edge.areas:
        if was.phase is not Phase.EXIT or was.until_ms is None or not _shut(edge, index, was):
            continue
        if now.phase is not Phase.EXIT:
            return f"{edge.name(index)}: closing the door led to {now.phase}"
        soon_ms = min(was.until_ms, edge.now_ms + edge.plan.final_set_ms)
        wanted = soon_ms if edge.plan.final_set else was.until_ms
        if now.until_ms != wanted or now.exit is None or now.exit.door is not Door.CLOSED:
            return f"{edge.name(index)}: the last door closed, exit until {now.until_ms}, not {wanted}"
    return None


@RULES.after(TimePassed)
def an_exit_ends_armed_or_with_an_exit_error(edge: Edge) -> str | None:
    """A door still open starts entry, the earliest of several, and says that it is an exit error."""
    for index, was, now in edge.areas:
        if was.phase is not Phase.EXIT or was.until_ms is None or edge.now_ms < was.until_ms:
            continue
        delays = [edge.plan.zones[i].entry_delay_ms for i in _open_doors(edge, index, was)]
        told = [report for report in edge.told(ReportKind.PENDING, area=index) if report.exit_error]
        if len(told) != bool(delays):
            return f"{edge.name(index)} ended its exit with {len(delays)} doors open and {len(told)} exit errors"
        if told and told[0].follow_up_ms != min(delays) + edge.held_ms + edge.plan.pending_margin_ms:
            return f"{edge.name(index)}: exit error with {told[0].follow_up_ms} ms to follow up"
        alarmed = edge.told(*BREAK_INS, area=index)  # by a detector that got warm just then
        if not delays and now.phase is not Phase.ARMED and edge.before.countdown is None and not alarmed:
            return f"{edge.name(index)} ended its exit in {now.phase}"
    return None


def _open_doors(edge: Edge, index: int, area: AreaState) -> list[int]:
    """A faulty one is told as such, and starts nothing."""
    mode = Mode.PARTIAL if _stays(edge, index, area) else area.mode
    return [
        i
        for i, zone in enumerate(edge.plan.zones)
        if zone.area == edge.name(index) and zone.kind is Kind.ENTRY_EXIT and mode in zone.modes
        if edge.before.zones[i].level in TRIPPING and not is_left_out(edge.before.zones[i])
    ]


def _stays(edge: Edge, index: int, area: AreaState) -> bool:
    """Armed total at the keypad, no door has opened, there is one, and the area knows partial."""
    if area.mode is not Mode.TOTAL or area.source is not Source.KEYPAD or area.exit is None or not edge.plan.stay:
        return False
    return (
        area.exit.door is Door.SHUT and Mode.PARTIAL in edge.plan.areas[index].modes and bool(_doors(edge, index, area))
    )


@RULES.after(TimePassed)
def nobody_left_and_so_they_stay(edge: Edge) -> str | None:
    """Total by keypad becomes partial when nobody went out; in no other case does an exit change the mode."""
    for index, was, now in edge.areas:
        if was.phase is Phase.EXIT and was.until_ms is not None and edge.now_ms >= was.until_ms and is_armed(now):
            told = edge.told(ReportKind.ARMED, area=index)
            wanted = Mode.PARTIAL if _stays(edge, index, was) else was.mode
            if [report.mode for report in told][:1] != [wanted]:
                return f"{edge.name(index)} was to be {wanted}, and was told as {[report.mode for report in told]}"
    return None


@RULES.about(NEW)
def a_silent_exit_makes_no_sound(edge: Edge) -> str | None:
    """And one that is not beeps, unless something more urgent sounds."""
    exits = [area.exit for area in edge.after.areas if area.exit is not None]
    heard = any(not one.silent for one in exits)
    beeps = edge.outputs_after.sounder in (Tone.SLOW_BEEPS, Tone.FAST_BEEPS)
    if beeps and not heard:
        return f"{edge.outputs_after.sounder}, and every exit is silent"
    quiet = edge.outputs_after.sounder in (Tone.OFF, Tone.TROUBLE, Tone.CHIME, Tone.COUNTDOWN, Tone.TECHNICAL)
    return f"somebody leaves and hears {edge.outputs_after.sounder}" if heard and quiet else None


@RULES.after(ArmRequested, DisarmRequested, TagPresented, about=(ReportKind.ARMED,))
def an_arming_keeps_what_it_was_over_in_the_report(edge: Edge) -> str | None:
    """Every zone that is left out stands in the arming's report: who trusts it must know what it does not watch."""
    for index, _, now in edge.areas:
        for report in edge.told(ReportKind.ARMED, area=index):
            left_out = [
                zone.id
                for zone, state in zip(edge.plan.zones, edge.after.zones, strict=True)
                if zone.area == edge.name(index) and state.bypass != "none"
            ]
            if is_armed(now) and list(report.zones) != left_out:
                return f"{edge.name(index)}: left out {left_out}, told {report.zones}"
    return None
