"""The fold: entries of the log, in their order, become incidents. Pure: no clock, no disk, the same for the same log.

What is kept is bounded whatever the log holds. Where something must go, what is over goes first; then the panel with
the most incidents gives its least urgent, so that no panel's flood pushes out another's alarm.
"""

from collections import Counter, OrderedDict
from collections.abc import Hashable, Iterable
from typing import TypeVar

from msgspec.structs import replace

from comms.documents import ReportDoc
from comms.picture_documents import PictureDoc
from panel.core.names import ReportKind
from station.incident import STAYS_MS, End, How, Incident, Stage, Stands, Zone, is_open, rank
from station.incident_steps import begun, completed, end_of, ended, grown, key_of, newest_of, restored, with_shot
from station.store import ACCEPTED, CONFLICT, RAISED, REFUSED, Entry
from station.watch import NO_FOLLOW_UP, PANEL_HEARD, PANEL_SILENT

INCIDENTS_MAX = 200
REMEMBERED_MAX = 16_384  # of each: reports, closings, names of zones
EARLY_MAX, EARLY_EACH_MAX = 256, 32  # reports that pictures wait for, and how many for each
TOGETHER_MS = 60_000  # a cancelling comes with its disarming

Told = ReportDoc | PictureDoc | None
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

_CLOSERS = {
    ReportKind.CANCELLED: How.CANCELLED,
    ReportKind.ABORTED: How.ABORTED,
    ReportKind.DISARMED: How.DISARMED,
}
_TROUBLES = frozenset(
    {ReportKind.TROUBLE, ReportKind.ZONE_FAULT, ReportKind.ZONE_INACTIVE, ReportKind.TAMPER_CODE, ReportKind.STOPPING}
)
_ENDED_BY = {
    ReportKind.RESTORE_TROUBLE: ReportKind.TROUBLE,
    ReportKind.RESTORE_ZONE_FAULT: ReportKind.ZONE_FAULT,
    ReportKind.RESTORE_ZONE_INACTIVE: ReportKind.ZONE_INACTIVE,
    ReportKind.BOOTED: ReportKind.STOPPING,
    PANEL_HEARD: PANEL_SILENT,
}
# The sound that a code ended, to the alarms that make it; the others are called as their alarm.
_SOUNDS = {
    "panic": {"alarm.panic", "alarm.sos"},
    "technical": {"alarm.water", "alarm.freeze", "alarm.heat", "alarm.humidity", "alarm.technical"},
}


class Board:
    """What has happened, as incidents."""

    def __init__(self) -> None:
        self._all: dict[int, Incident] = {}
        self._current: dict[str, int] = {}  # by key: the one that more of the same belongs to
        self._by_report: OrderedDict[tuple[str, str, int], int] = OrderedDict()
        self._closings: OrderedDict[tuple[str, str], tuple[str, int, End]] = OrderedDict()
        self._names: OrderedDict[tuple[str, int], str] = OrderedDict()
        self._early: OrderedDict[tuple[str, str, int], tuple[tuple[PictureDoc, Stands], ...]] = OrderedDict()
        self.dropped = 0  # open ones that had to make room

    def take(self, entry: Entry, told: Told) -> None:
        """The next entry of the log, with what it stands for."""
        if isinstance(told, PictureDoc):
            self._picture(told, Stands.GONE if told.gone else Stands.HERE)
            return
        if told is not None and told.zone_name:
            _remember(self._names, (entry.panel, entry.zone), told.zone_name)
        if entry.verdict in (CONFLICT, REFUSED):
            self._add(entry, told)
        elif entry.verdict == RAISED and entry.kind == NO_FOLLOW_UP:
            self._not_followed(entry)
        elif entry.kind in _CLOSERS:
            self._close(entry, told, _CLOSERS[ReportKind(entry.kind)])
        elif entry.kind in _ENDED_BY or entry.kind.startswith("restore."):
            self._restore(entry, told)
        elif entry.kind == ReportKind.SILENCED:
            self._silence(entry, told)
        elif entry.kind in _TROUBLES or entry.kind.startswith("alarm."):
            self._add(entry, told)

    def complete(self, entry: Entry, report: ReportDoc) -> None:
        """The whole of a report that came by a short text before, which says less."""
        if report.zone_name:
            _remember(self._names, (entry.panel, entry.zone), report.zone_name)
        known = self._all.get(self._by_report.get((entry.panel, entry.epoch, entry.seq), 0))
        if known is None:
            return
        whole = completed(known, entry, report)
        if self._current.get(known.key) == known.n:
            del self._current[known.key]
            self._current[whole.key] = known.n
        self._all[known.n] = whole

    def announce(self, picture: PictureDoc) -> None:
        """A panel has told of a picture that is not here yet."""
        self._picture(picture, Stands.COMING)

    def open(self, now_ms: int) -> list[Incident]:
        """What wants attention: the most urgent first, of equal urgency the newest; last, what only stays a while."""
        found = [each for each in self._all.values() if is_open(each, now_ms)]
        return sorted(found, key=lambda each: (each.end is not None, rank(each), -each.last_ms, -each.n))

    def ended(self, now_ms: int, limit: int) -> list[Incident]:
        """What is over, the newest first."""
        found = [each for each in self._all.values() if not is_open(each, now_ms)]
        return sorted(found, key=lambda each: (-each.last_ms, -each.n))[:limit]

    def _add(self, entry: Entry, report: ReportDoc | None) -> None:
        key, zone = key_of(entry, report), self._zone(entry)
        known = self._all.get(self._current.get(key, 0))
        if known is not None and _goes_on(known, entry):
            incident = grown(known, entry, report, zone)
        else:
            incident = self._overtaken(begun(entry, report, key, zone), entry)
        self._current[key] = incident.n
        self._all[incident.n] = incident
        if incident.kind == ReportKind.DURESS and report is not None and report.closes_pending:
            self._followed(entry, report)
        if entry.epoch and entry.verdict == ACCEPTED:
            name = (entry.panel, entry.epoch, entry.seq)
            _remember(self._by_report, name, incident.n)
            for picture, stands in self._early.pop(name, ()):
                self._picture(picture, stands)
        self._make_room(entry.received_ms)

    def _overtaken(self, new: Incident, entry: Entry) -> Incident:
        """A pending may come after what closed it, which was quicker on its way."""
        for area in (entry.area, ""):
            epoch, seq, end = self._closings.get((entry.panel, area), ("", 0, None))
            if end is not None and new.stage is Stage.PENDING and epoch == entry.epoch and seq > entry.seq:
                return ended(new, end)
        return new

    def _close(self, entry: Entry, report: ReportDoc | None, how: How) -> None:
        end = end_of(how, entry, report)
        if how is not How.DISARMED or (report is not None and report.closes_pending):
            _remember(self._closings, (entry.panel, entry.area), (entry.epoch, entry.seq, end))
        threat = self._under_threat(entry)
        for each in self._of(entry.panel, entry.area):
            certain = each.stage > Stage.UNVERIFIED
            later = newest_of(each, entry.epoch) > entry.seq  # of another arming period: it came before this did
            if each.stage is Stage.NONE or later or (threat and certain):
                continue
            if each.end is None or (how is not How.DISARMED and _came_with(each.end, end)):
                self._all[each.n] = ended(each, _since(each, end))

    def _followed(self, entry: Entry, report: ReportDoc) -> None:
        """A threat takes the place of every pending of the house; a break-in stays one."""
        end = end_of(How.FOLLOWED, entry, report)
        _remember(self._closings, (entry.panel, ""), (entry.epoch, entry.seq, end))
        for each in self._of(entry.panel, ""):
            if each.stage in (Stage.PENDING, Stage.UNVERIFIED) and each.end is None:
                self._all[each.n] = ended(each, end)

    def _under_threat(self, entry: Entry) -> bool:
        """Whoever disarms now may be made to."""
        return any(
            each.kind == ReportKind.DURESS and not each.test and is_open(each, entry.received_ms)
            for each in self._of(entry.panel, "")
        )

    def _restore(self, entry: Entry, report: ReportDoc | None) -> None:
        kind = _ENDED_BY.get(entry.kind) or entry.kind.replace("restore.", "alarm.", 1)
        what = (report.trouble, report.detail) if report is not None else ("", "")
        for each in self._of(entry.panel, entry.area if not entry.zone else ""):
            broken_in = kind == ReportKind.INTRUSION and each.stage is not Stage.NONE
            if each.verdict == CONFLICT or not (each.kind == kind or broken_in):
                continue
            if kind == ReportKind.TROUBLE and (each.trouble, each.detail) != what:
                continue
            if not entry.zone or any(zone.number == entry.zone for zone in each.zones):
                self._all[each.n] = restored(each, entry.zone, _since(each, end_of(How.RESTORED, entry, report)))

    def _silence(self, entry: Entry, report: ReportDoc | None) -> None:
        sound = report.detail if report is not None else ""
        end = end_of(How.SILENCED, entry, report)
        for each in self._of(entry.panel, ""):
            if each.kind in _SOUNDS.get(sound, {f"alarm.{sound}"}) and each.end is None:
                by_hand = not each.zones  # called for with a key: nothing else will say that it is over
                self._all[each.n] = replace(each, silenced=end, end=_since(each, end) if by_hand else None)

    def _not_followed(self, entry: Entry) -> None:
        known = self._all.get(self._by_report.get((entry.panel, entry.epoch, entry.seq), 0))
        if known is None or known.end is not None or known.stage is Stage.NONE:
            self._add(entry, None)
            return
        stage = max(known.stage, Stage.NO_FOLLOW_UP)
        latest = replace(known, stage=stage, deadline_ms=0, last_ms=entry.received_ms)
        self._all[known.n] = replace(latest, verdict=RAISED) if stage is Stage.NO_FOLLOW_UP else latest

    def _picture(self, picture: PictureDoc, stands: Stands) -> None:
        if not picture.epoch:
            return  # somebody asked for it: no incident's
        name = (picture.panel, picture.epoch, picture.seq)
        known = self._all.get(self._by_report.get(name, 0))
        if known is None:  # it came before its report
            waiting = (*self._early.get(name, ()), (picture, stands))
            _remember(self._early, name, waiting[-EARLY_EACH_MAX:], EARLY_MAX)
        else:
            self._all[known.n] = with_shot(known, picture, stands)

    def _of(self, panel: str, area: str) -> list[Incident]:
        return [each for each in self._all.values() if each.panel == panel and area in ("", each.area)]

    def _zone(self, entry: Entry) -> Zone | None:
        return Zone(entry.zone, self._names.get((entry.panel, entry.zone), "")) if entry.zone else None

    def _make_room(self, now_ms: int) -> None:
        if len(self._all) <= INCIDENTS_MAX:
            return
        over = [each for each in self._all.values() if not is_open(each, now_ms)]
        if over:
            self._forget(min(over, key=lambda each: each.last_ms))
            return
        ((loudest, _),) = Counter(each.panel for each in self._all.values()).most_common(1)
        own = (each for each in self._all.values() if each.panel == loudest)
        self._forget(max(own, key=lambda each: (rank(each), -each.last_ms)))
        self.dropped += 1

    def _forget(self, victim: Incident) -> None:
        del self._all[victim.n]
        if self._current.get(victim.key) == victim.n:
            del self._current[victim.key]


def fold(entries: Iterable[tuple[Entry, Told]]) -> Board:
    """The board of a whole log, or of as much of it as is given."""
    board = Board()
    for entry, told in entries:
        board.take(entry, told)
    return board


def _goes_on(known: Incident, entry: Entry) -> bool:
    """A detector that comes and goes is one incident, and does not push others off the page."""
    if known.end is None:
        return True
    return known.end.how is How.RESTORED and entry.received_ms - known.end.at_ms < STAYS_MS


def _came_with(known: End, end: End) -> bool:
    return known.how is How.DISARMED and 0 <= end.at_ms - known.at_ms <= TOGETHER_MS


def _since(incident: Incident, end: End) -> End:
    """With the time since it began, where the panel does not say it."""
    return end if end.after_ms else replace(end, after_ms=max(0, end.at_ms - incident.began_ms))


def _remember(kept: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int = REMEMBERED_MAX) -> None:
    """Under a bound: the oldest goes."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > most:
        kept.popitem(last=False)
