"""Rules about what is told of a break-in, and when: held back, aborted, confirmed, verified, under duress."""

# ruff: noqa: SIM102 - first the situation, then what is wrong with it: two questions, two ifs

from msgspec.structs import replace

from hw_sim.model.edge import BREAK_INS, HELD, HOLD, PHASES, TRIPS, Edge, Rules, is_armed
from panel.core.events import ArmRequested, Booted, CodeTyped, DisarmRequested, ZoneChanged
from panel.core.names import Phase, Profile, ReportKind
from panel.core.outputs import outputs
from panel.core.reports import Report
from panel.core.state import AreaState
from zones.kinds import Kind

RULES = Rules()
BURGLARY = ReportKind.INTRUSION


def _same(report: Report, other: Report) -> bool:
    return (report.kind, report.zone) == (other.kind, other.zone)


@RULES.about(HELD)
def what_is_held_back_is_told_or_aborted(edge: Edge) -> str | None:
    """Nothing that was held is lost: it is still held, or told now, or one abort names every zone of it."""
    for index, was, now in edge.areas:
        if not was.held or now.held[: len(was.held)] == was.held:
            continue
        told = [report for report in edge.step.reports if any(_same(report, one) for one in was.held)]
        aborted = edge.told(ReportKind.ABORTED, area=index)
        named = [zone for report in aborted for zone in report.zones]
        alarms = [report.zone for report in was.held if report.kind is BURGLARY]
        if isinstance(edge.event, Booted):
            continue  # its instants move; told or held it is judged by the next rule
        if not (len(told) >= len(was.held) or (aborted and named[: len(alarms)] == alarms)):
            return f"{edge.name(index)} held {len(was.held)}; told {len(told)}, aborted {named}"
    return None


@RULES.about(HELD, HOLD)
def only_a_profile_holds_back_and_not_for_long(edge: Edge) -> str | None:
    """Direct never; the others for their time and no longer, and only burglary: never fire, tamper or help."""
    for index, was, now in edge.areas:
        if now.hold_until_ms is None:
            if now.held:
                return f"{edge.name(index)} holds {len(now.held)} reports for ever"
            continue
        if edge.plan.profile is Profile.DIRECT:
            return f"{edge.name(index)} holds back under the direct profile"
        entry_ms = was.until_ms if was.phase is Phase.ENTRY and was.until_ms is not None else 0
        longest_ms = max([edge.now_ms + edge.plan.hold_ms, entry_ms, was.hold_until_ms or 0, *_entries_begun(edge)])
        if now.hold_until_ms > longest_ms and not isinstance(edge.event, Booted):
            return f"{edge.name(index)} holds back until {now.hold_until_ms}, at most {longest_ms}"
        if any(report.kind.value.split(".")[1] not in HELD_WORDS for report in now.held):
            return f"{edge.name(index)} holds back {[report.kind for report in now.held]}"
    return None


HELD_WORDS = ("intrusion", "confirmed", "unverified")


def _entries_begun(edge: Edge) -> list[int]:
    return [report.at_ms + report.follow_up_ms for report in edge.told(ReportKind.PENDING)]


@RULES.about(HOLD)
def a_pending_covers_all_that_may_be_held(edge: Edge) -> str | None:
    """The station waits at least as long as the panel may hold back: else a held alarm looks like a smashed panel,
    and a smashed panel like a held alarm."""
    for index, was, now in edge.areas:
        began = now.hold_until_ms is not None and was.hold_until_ms is None
        if not began or isinstance(edge.event, Booted):
            continue
        assert now.hold_until_ms is not None
        in_time = [r for r in edge.told(ReportKind.PENDING, area=index) if r.at_ms + r.follow_up_ms > now.hold_until_ms]
        if was.phase is not Phase.ENTRY and not in_time:
            return f"{edge.name(index)} holds back until {now.hold_until_ms} and no pending says so"
    return None


@RULES.about(PHASES)
def the_siren_never_waits_for_a_profile(edge: Edge) -> str | None:
    """What is held back is a report: the house hears the alarm at once."""
    for index, was, now in edge.areas:
        if (
            now.phase is Phase.ALARM
            and was.phase is not Phase.ALARM
            and not now.quiet
            and edge.plan.siren_delay_ms == 0
        ):
            if edge.outputs_after.siren == "off":
                return f"{edge.name(index)} alarms, holds back, and the siren is off"
    return None


@RULES.about(HELD, ReportKind.CONFIRMED)
def an_alarm_is_confirmed_once_by_another_zone(edge: Edge) -> str | None:
    """By a second, different zone, in time, and never by one of the way in after somebody came in."""
    fresh = [report for index, _, _ in edge.areas for report in edge.fresh(index, ReportKind.CONFIRMED)]
    if len(fresh) > 1:
        return f"confirmed {len(fresh)} times in one step"
    if fresh and edge.before.confirmed:
        return "confirmed again, without a disarm between"
    for report in fresh:
        if len(set(report.zones)) != 2 or report.zone != report.zones[1]:
            return f"confirmed by {report.zones}"
        zone = next(zone for zone in edge.plan.zones if zone.id == report.zone)
        area = next(was for i, was, _ in edge.areas if edge.name(i) == zone.area)
        if zone.kind in (Kind.ENTRY_EXIT, Kind.FOLLOWER) and area.entered:
            return f"confirmed by {zone.kind} after somebody came in"
        if not is_armed(area) and not isinstance(edge.event, Booted):
            return "confirmed by a zone of a disarmed area"
    return None


def _was_held(edge: Edge, report: Report) -> bool:
    return any(_same(report, one) for _, was, _ in edge.areas for one in was.held)


@RULES.after(ZoneChanged, about=(TRIPS,))
def a_second_zone_in_time_confirms(edge: Edge) -> str | None:
    """The first alarm waits for another; whoever trips off the way in makes it true."""
    first = edge.before.first_alarm
    if first is None or first.until_ms <= edge.now_ms:
        return None
    for trip in edge.trips:
        alarmed = edge.told(*BREAK_INS, zone=trip.zone) or _held_now(edge, trip.plan.id)
        off_route = trip.plan.kind in (Kind.INSTANT, Kind.TAMPER)
        if alarmed and off_route and trip.plan.id != first.zone and is_armed(edge.before.areas[trip.area]):
            if not edge.after.confirmed:
                return f"zone {trip.plan.id} tripped {first.until_ms} ms before the end, and nothing is confirmed"
    return None


def _held_now(edge: Edge, zone: int) -> bool:
    return any(report.zone == zone for _, _, now in edge.areas for report in now.held)


@RULES.about(TRIPS, ReportKind.UNVERIFIED)
def one_of_a_cross_group_alone_makes_no_alarm(edge: Edge) -> str | None:
    """Unverified and no siren; the second, different one makes both an alarm, and both are told."""
    for report in edge.told(ReportKind.UNVERIFIED):
        if _was_held(edge, report):  # and is told now beside the alarm that it waited for
            continue
        group = next(zone.cross_group for zone in edge.plan.zones if zone.id == report.zone)
        partners = [one for one in edge.before.crossed if one.zone != report.zone and _group(edge, one.zone) == group]
        if not group or partners or edge.told(*BREAK_INS):
            return f"zone {report.zone} unverified, with {len(partners)} waiting"
    for trip in edge.trips:
        waiting = [one.zone for one in edge.before.crossed if one.until_ms > edge.now_ms]
        mates = [zone for zone in waiting if zone != trip.plan.id and _group(edge, zone) == trip.plan.cross_group]
        alarmed = {report.zone for report in edge.told(*BREAK_INS)}
        if mates and trip.plan.id in alarmed and not set(mates) <= alarmed and not isinstance(edge.event, Booted):
            return f"zone {trip.plan.id} made its group true, and of {mates} only {sorted(alarmed)} were told"
    return None


def _group(edge: Edge, number: int) -> str:
    return next(zone.cross_group for zone in edge.plan.zones if zone.id == number)


@RULES.about(*BREAK_INS)
def an_alarm_just_after_arming_says_so(edge: Edge) -> str | None:
    """Recent close: only within its time after an exit, and only of an intrusion."""
    for report in edge.told(*BREAK_INS):
        index = next(i for i, _, _ in edge.areas if edge.name(i) == report.area)
        was = edge.before.areas[index]
        recent = was.recent_until_ms is not None and was.recent_until_ms > report.at_ms
        fresh = edge.told(ReportKind.ARMED, area=index)
        if _was_held(edge, report) or isinstance(edge.event, Booted) or fresh:
            continue
        if report.recent_close is not (recent and report.kind is BURGLARY):
            return f"{report.kind} with recent_close {report.recent_close}, armed until {was.recent_until_ms}"
    return None


# duress -------------------------------------------------------------------------------------------


@RULES.after(ArmRequested, DisarmRequested, CodeTyped)
def duress_is_told_each_time_and_shows_nowhere(edge: Edge) -> str | None:
    """One silent alarm, before anything else; and every output, answer and state is that of the person's own code."""
    assert isinstance(edge.event, ArmRequested | DisarmRequested | CodeTyped)
    told = edge.told(ReportKind.DURESS)
    if len(told) != edge.event.duress:
        return f"duress {edge.event.duress}, told {len(told)} times"
    if not edge.event.duress:
        return None
    own = _by_own_code(edge)
    after = edge.instead(own, edge.now_ms)
    if outputs(edge.plan, after.state, edge.now_ms) != edge.outputs_after or after.answers != edge.step.answers:
        return f"under duress it shows {edge.outputs_after}, else {outputs(edge.plan, after.state, edge.now_ms)}"
    if [_plain(area) for area in after.state.areas] != [_plain(area) for area in edge.after.areas]:
        return "duress left another state than the person's own code"
    return None


def _by_own_code(edge: Edge) -> ArmRequested | DisarmRequested | CodeTyped:
    assert isinstance(edge.event, ArmRequested | DisarmRequested | CodeTyped)
    return replace(edge.event, duress=False)


def _plain(area: AreaState) -> tuple[object, ...]:
    return area.mode, area.phase, area.until_ms, area.tamper, len(area.memory)


@RULES.after(ArmRequested, DisarmRequested)
def under_duress_nothing_is_taken_back(edge: Edge) -> str | None:
    """No cancel and no abort reaches the station, what was held is told; the house's own history shows the usual."""
    assert isinstance(edge.event, ArmRequested | DisarmRequested)
    if not edge.event.duress:
        return "a report for the house alone" if any(report.local for report in edge.step.reports) else None
    taken = edge.told(ReportKind.CANCELLED, ReportKind.ABORTED)
    if any(not report.local for report in taken):
        return f"told {[report.kind for report in taken]} under duress"
    local = [(report.kind, report.area) for report in edge.step.reports if report.local]
    usual = edge.instead(_by_own_code(edge), edge.now_ms).reports
    wanted = [(r.kind, r.area) for r in usual if r.kind in (ReportKind.CANCELLED, ReportKind.ABORTED)]
    return None if local == wanted else f"the house would see {local}, usually {wanted}"


@RULES.about(ReportKind.ABORTED)
def an_abort_takes_back_what_was_held_and_nothing_else(edge: Edge) -> str | None:
    """By a disarm alone; an alarm that was told is cancelled by a code, never aborted."""
    for index, was, now in edge.areas:
        told = [report for report in edge.told(ReportKind.ABORTED, area=index) if not report.local]
        alarms = tuple(report.zone for report in was.held if report.kind is BURGLARY)
        if told and (is_armed(now) or not is_armed(was)):
            return f"{edge.name(index)} aborted from {was.phase} to {now.phase}"
        if told and isinstance(edge.event, DisarmRequested) and was.hold_until_ms is not None:
            if was.hold_until_ms > edge.now_ms and told[0].zones != alarms:
                return f"{edge.name(index)} held {alarms}, aborted {told[0].zones}"
    return None
