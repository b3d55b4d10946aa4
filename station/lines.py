"""What the operator reads: one line for each thing that happened, alarms in capitals.

Pure. Whatever a panel wrote is shown without control characters, so that no zone's name can repaint
the operator's screen.
"""

from datetime import datetime

from comms.documents import ReportDoc
from comms.picture_documents import PictureDoc
from panel.core.names import ReportKind
from station.store import CONFLICT, REFUSED, Entry
from station.watch import NO_FOLLOW_UP, PANEL_HEARD, PANEL_SILENT, Pending

LATE_MS = 2_000  # under this a delay is the ordinary way of things and not worth a word
MINUTES_FROM_MS = 180_000

# Their detail is for programs, or told with the kind.
_TOLD_IN_FULL = frozenset({ReportKind.BOOTED, ReportKind.EPOCH, ReportKind.PEOPLE_CHANGED})
_CAUSES = {
    "start": "its storage failed or was restored",
    "storage_failed": "storage failed",
    "state_lost": "its stored state was lost: everything armed",
    "state_unreadable": "its stored state cannot be read: everything armed",
}

_OF_THE_STATION = {
    NO_FOLLOW_UP: "NO FOLLOW-UP TO AN ENTRY: TREAT AS AN ALARM",
    PANEL_SILENT: "PANEL SILENT",
    PANEL_HEARD: "panel heard again",
}


def line(entry: Entry, told: ReportDoc | PictureDoc | None) -> str:
    """One event, e.g. ``21:04:07  casa  INTRUSION  zone 3 Salon window, area house``."""
    return _picture(entry, told) if isinstance(told, PictureDoc) else _event(entry, told)


def _picture(entry: Entry, picture: PictureDoc) -> str:
    """E.g. ``21:04:08  casa  picture p7Kq  camera hall, 1 after, small, of report 41``."""
    place = f"{abs(picture.index)} {'before' if picture.index < 0 else 'after'}" if picture.index else ""
    details = (
        f"camera {clean(picture.camera)}",
        place,
        "small" if picture.thumb else "",
        f"of report {picture.seq}" if picture.epoch else "",
        f"asked for by {clean(picture.request)}" if picture.request else "",
        "late" if picture.late else "",
        "WILL NOT COME: the panel has it no more" if picture.gone else "",
    )
    shown = f"picture {clean(picture.picture)}"
    return "  ".join((_time(entry.received_ms), clean(entry.panel), shown, ", ".join(filter(None, details))))


def _event(entry: Entry, report: ReportDoc | None) -> str:
    what = _told(entry, report) or _what(entry)
    tried = "TEST  " if report is not None and report.test else ""  # first: nobody may send a patrol to a walk test
    words = [_time(entry.received_ms), clean(entry.panel), tried + what]
    details = [detail for detail in _details(entry, report) if detail]
    return "  ".join((*words, ", ".join(details))).rstrip()


def is_alarm(entry: Entry) -> bool:
    """Whether somebody must act, or at least look, now."""
    return entry.verdict == CONFLICT or entry.kind.startswith("alarm.")


def countdown_line(panel: str, pending: Pending, now_ms: int) -> str:
    """How long a pending alarm still waits for what follows it."""
    left_s = max(0, pending.deadline_ms - now_ms) // 1000
    return f"{_time(now_ms)}  {clean(panel)}  ... area {clean(pending.area)}: no follow-up yet, an alarm in {left_s} s"


def clean(text: str) -> str:
    """``text`` on one line, every character that is not printable replaced."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _time(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000).astimezone().strftime("%H:%M:%S")


def _told(entry: Entry, report: ReportDoc | None) -> str:
    """What takes more than its kind to say; empty for everything else."""
    if report is None or entry.verdict in (REFUSED, CONFLICT):
        return ""
    match entry.kind:
        case ReportKind.ARMED:
            return f"area armed {clean(report.mode)}".rstrip()
        case ReportKind.ARM_REFUSED:
            zones = f"zones {' '.join(map(str, report.zones))}" if report.zones else ""
            why = ", ".join(filter(None, (_words(report.why), zones)))
            return f"arming refused: {why}" if why else "arming refused"
        case ReportKind.BOOTED:
            return _booted(report)
        case ReportKind.EPOCH:
            why = _CAUSES.get(report.why, _words(report.why))
            return f"new numbering of reports ({why})" if why else "new numbering of reports"
        case ReportKind.PEOPLE_CHANGED:
            return f"people changed: {_words(report.why)} {clean(report.detail)}".rstrip()
    return ""


def _booted(report: ReportDoc) -> str:
    if report.why == "first_start":
        return "panel started for the first time"
    gone, _, unit = report.detail.partition(" ")
    known = unit == "ms" and gone.isascii() and gone.isdigit()
    after = f"after {_span(int(gone))}" if known else "after an unknown time"
    why = "" if report.why == "start" else _CAUSES.get(report.why, _words(report.why))
    return f"panel started again {after}{f' ({why})' if why else ''}"


def _span(ms: int) -> str:
    if ms < MINUTES_FROM_MS:
        return f"{ms / 1000:.1f} s"
    minutes = ms // 60_000
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"


def _words(name: str) -> str:
    return clean(name).replace("_", " ")


def _what(entry: Entry) -> str:
    if entry.verdict == REFUSED:
        return "refused"
    if entry.kind in _OF_THE_STATION:
        return _OF_THE_STATION[entry.kind]
    family, _, name = clean(entry.kind).partition(".")
    words = _words(name)
    if entry.verdict == CONFLICT:
        return f"CONFLICT: ANOTHER REPORT CAME UNDER THE IDENTITY OF THIS {family} {words}".upper()
    if family == "alarm":
        return ("ENTRY, ALARM PENDING" if name == "pending" else words).upper()
    return f"{family} {words}"


def _details(entry: Entry, report: ReportDoc | None) -> list[str]:
    details = [_zone(entry, report), f"area {clean(entry.area)}" if entry.area else ""]
    if report is not None:
        details += [
            f"{clean(report.mode)} was wanted" if entry.kind == ReportKind.ARM_REFUSED and report.mode else "",
            f"by {clean(report.actor)}" if report.actor else "",
            f"with {clean(report.source)}" if report.source else "",
            f"{report.since_alarm_ms / 1000:.0f} s after the alarm" if report.since_alarm_ms else "",
            "exit error" if report.exit_error else "",
            f"an alarm in {report.follow_up_ms / 1000:.0f} s unless more follows" if report.follow_up_ms else "",
            clean(report.trouble),
            "" if entry.kind in _TOLD_IN_FULL else clean(report.detail),
            _late(entry, report),
        ]
    return [*details, clean(entry.why)]


def _zone(entry: Entry, report: ReportDoc | None) -> str:
    if not entry.zone:
        return ""
    name = f" {clean(report.zone_name)}" if report is not None and report.zone_name else ""
    return f"zone {entry.zone}{name}"


def _late(entry: Entry, report: ReportDoc) -> str:
    if report.clock != "trusted":
        return "the panel's clock was not set"
    late_ms = entry.received_ms - entry.at_ms
    return f"{late_ms / 1000:.1f} s late" if late_ms >= LATE_MS else ""
