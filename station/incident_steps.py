"""How one incident begins, grows and ends; each step a function from an incident to the next. Pure."""

from msgspec.structs import replace

from comms.documents import ReportDoc
from comms.picture_documents import PictureDoc
from panel.core.names import ReportKind
from station.incident import BUTTONS, STAGE_OF, End, How, Incident, Shot, Stage, Stands, Zone
from station.store import ACCEPTED, CONFLICT, RAISED, REFUSED, Entry
from station.watch import FOLLOW_UP_MS

ZONES_MAX, REPORTS_MAX, SHOTS_MAX = 16, 64, 96  # of one incident; what is beyond is counted


def key_of(entry: Entry, report: ReportDoc | None) -> str:
    """What belongs together has one key. All refusals are one: a stranger may write any panel's name on them."""
    if entry.verdict == REFUSED:
        return REFUSED
    if entry.verdict == CONFLICT:
        return "|".join((CONFLICT, entry.panel, entry.epoch, str(entry.seq)))
    test = "test" if report is not None and report.test else "real"
    if entry.kind in STAGE_OF:
        return "|".join((entry.panel, "break-in", entry.area, test))
    trouble = (report.trouble, report.detail) if report is not None and entry.kind == ReportKind.TROUBLE else ()
    return "|".join((entry.panel, entry.kind, entry.area, str(entry.zone), test, *trouble))


def begun(entry: Entry, report: ReportDoc | None, key: str, zone: Zone | None) -> Incident:
    """A new one, out of its first entry."""
    new = Incident(
        n=entry.n,
        key=key,
        panel=entry.panel,
        kind=entry.kind,
        verdict=entry.verdict,
        path=entry.path,
        began_ms=entry.received_ms,
        last_ms=entry.received_ms,
        area=entry.area,
        why=entry.why,
        zones=() if zone is None else (zone,),
        reports=_reports((), entry),
        stage=Stage.NONE if entry.verdict == CONFLICT else STAGE_OF.get(entry.kind, Stage.NONE),
        deadline_ms=_deadline(entry, report),
    )
    return _told(new, entry, report)


def grown(incident: Incident, entry: Entry, report: ReportDoc | None, zone: Zone | None) -> Incident:
    """More of the same: it goes on. The word that leads is that of its gravest report, the newest of several."""
    reports = _reports(incident.reports, entry)
    zones = _with_zone(incident.zones, zone)
    stage = STAGE_OF.get(entry.kind, Stage.NONE)
    more = replace(
        incident,
        last_ms=max(incident.last_ms, entry.received_ms),
        count=incident.count + 1,
        end=None,
        zones=zones[:ZONES_MAX],
        more=incident.more + len(zones[ZONES_MAX:]),
        reports=reports,
        deadline_ms=_deadline(entry, report) if stage is Stage.PENDING else 0,
    )
    if stage < incident.stage:
        return more
    graver = replace(more, stage=stage, kind=entry.kind, verdict=entry.verdict, path=entry.path, why=entry.why)
    return _told(graver, entry, report)


def completed(incident: Incident, entry: Entry, report: ReportDoc) -> Incident:
    """The whole of a report of it that came by a short text; when and how that came stays."""
    zones = tuple(
        replace(zone, name=report.zone_name or zone.name) if zone.number == entry.zone else zone
        for zone in incident.zones
    )
    named = replace(incident, zones=zones)
    if entry.kind != incident.kind:
        return named
    latency_ms, clock_set = incident.latency_ms, incident.clock_set
    whole = replace(_told(named, entry, report), latency_ms=latency_ms, clock_set=clock_set)
    return replace(whole, key=key_of(entry, report), test=incident.test or report.test)


def restored(incident: Incident, zone: int, end: End) -> Incident:
    """Its zone is secure again. That ends what only a detector says; neither a break-in nor a call for help."""
    zones = tuple(replace(each, restored=True) if zone in (0, each.number) else each for each in incident.zones)
    lasts = incident.stage is not Stage.NONE or incident.kind in BUTTONS
    return replace(incident, zones=zones, end=incident.end if lasts else incident.end or end)


def ended(incident: Incident, end: End) -> Incident:
    """It is over."""
    return replace(incident, end=end, deadline_ms=0, last_ms=max(incident.last_ms, end.at_ms))


def with_shot(incident: Incident, picture: PictureDoc, stands: Stands) -> Incident:
    """A picture of it was told of, has come, or will not come; what is here stays here."""
    shot = Shot(
        name=picture.picture,
        camera=picture.camera,
        job=picture.job,
        index=picture.index,
        at_ms=picture.at_ms,
        thumb=picture.thumb,
        stands=stands,
    )
    others = tuple(each for each in incident.shots if each.name != shot.name)
    if any(each.name == shot.name and each.stands is not Stands.COMING for each in incident.shots):
        return incident
    if len(others) >= SHOTS_MAX:
        return replace(incident, more=incident.more + 1)
    return replace(incident, shots=(*others, shot))


def end_of(how: How, entry: Entry, report: ReportDoc | None) -> End:
    """How an entry ends what it ends."""
    if report is None:
        return End(how, entry.received_ms)
    return End(how, entry.received_ms, report.actor, report.source, report.since_alarm_ms)


def newest_of(incident: Incident, epoch: str) -> int:
    """The number of its newest report of an epoch; -1 without one."""
    return max((seq for its, seq in incident.reports if its == epoch), default=-1)


def _told(incident: Incident, entry: Entry, report: ReportDoc | None) -> Incident:
    """With what stands in the report alone."""
    if report is None:
        return replace(incident, latency_ms=None)
    clock_set = report.clock == "trusted"
    return replace(
        incident,
        latency_ms=entry.received_ms - entry.at_ms if clock_set else None,
        clock_set=clock_set,
        cid=report.cid,
        sia=report.sia,
        actor=report.actor,
        source=report.source,
        trouble=report.trouble,
        detail=report.detail,
        test=report.test,
        exit_error=incident.exit_error or report.exit_error,
        recent_close=incident.recent_close or report.recent_close,
    )


def _reports(known: tuple[tuple[str, int], ...], entry: Entry) -> tuple[tuple[str, int], ...]:
    if entry.verdict not in (ACCEPTED, RAISED) or not entry.epoch or (entry.epoch, entry.seq) in known:
        return known
    return (*known, (entry.epoch, entry.seq))[-REPORTS_MAX:]


def _with_zone(zones: tuple[Zone, ...], zone: Zone | None) -> tuple[Zone, ...]:
    """The newest last; one that alarms again is not restored any more."""
    if zone is None:
        return zones
    return (*(each for each in zones if each.number != zone.number), zone)


def _deadline(entry: Entry, report: ReportDoc | None) -> int:
    if entry.kind != ReportKind.PENDING or entry.verdict != ACCEPTED:
        return 0
    return entry.received_ms + ((report.follow_up_ms if report is not None else 0) or FOLLOW_UP_MS)
