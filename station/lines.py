"""What the operator reads: one line for each thing that happened, alarms in capitals.

Pure. Whatever a panel wrote is shown without control characters, so that no zone's name can repaint
the operator's screen.
"""

from datetime import datetime

from comms.documents import ReportDoc
from station.store import CONFLICT, REFUSED, Entry
from station.watch import NO_FOLLOW_UP, PANEL_HEARD, PANEL_SILENT, Pending

LATE_MS = 2_000  # under this a delay is the ordinary way of things and not worth a word

_OF_THE_STATION = {
    NO_FOLLOW_UP: "NO FOLLOW-UP TO AN ENTRY: TREAT AS AN ALARM",
    PANEL_SILENT: "PANEL SILENT",
    PANEL_HEARD: "panel heard again",
}


def line(entry: Entry, report: ReportDoc | None) -> str:
    """One event, e.g. ``21:04:07  casa  INTRUSION  zone 3 Salon window, area house``."""
    words = [_time(entry.received_ms), clean(entry.panel), _what(entry, report)]
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


def _what(entry: Entry, report: ReportDoc | None) -> str:
    if entry.verdict == REFUSED:
        return "refused"
    if entry.kind in _OF_THE_STATION:
        return _OF_THE_STATION[entry.kind]
    family, _, name = clean(entry.kind).partition(".")
    words = name.replace("_", " ")
    if entry.verdict == CONFLICT:
        return f"CONFLICT: ANOTHER REPORT CAME UNDER THE IDENTITY OF THIS {family} {words}".upper()
    if family == "alarm":
        return ("ENTRY, ALARM PENDING" if name == "pending" else words).upper()
    mode = f" {clean(report.mode)}" if report is not None and report.mode else ""
    return f"{family} {words}{mode}"


def _details(entry: Entry, report: ReportDoc | None) -> list[str]:
    details = [_zone(entry, report), f"area {clean(entry.area)}" if entry.area else ""]
    if report is not None:
        details += [
            f"by {clean(report.actor)}" if report.actor else "",
            f"with {clean(report.source)}" if report.source else "",
            f"{report.since_alarm_ms / 1000:.0f} s after the alarm" if report.since_alarm_ms else "",
            "exit error" if report.exit_error else "",
            f"an alarm in {report.follow_up_ms / 1000:.0f} s unless more follows" if report.follow_up_ms else "",
            clean(report.trouble),
            clean(report.detail),
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
