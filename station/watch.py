"""Watches over silence: a pending alarm that nothing followed, a panel that is no longer heard.

Pure, and one panel at a time. Times are the station's wall clock in milliseconds: a deadline must
mean the same after the station itself was restarted, which a monotonic clock does not survive.
"""

import msgspec

from comms.documents import ReportDoc
from panel.core.names import ReportKind

# A panel renews its state each minute; one and a half of that is the loss time of BEHAVIOUR.
SILENT_AFTER_MS = 90_000
FOLLOW_UP_MS = 95_000  # for a pending that names none: the longest entry (45 s), hold (30 s) and margin (20 s)
FOLLOWS_MS_MAX = 600_000  # between a pending and what closes it: an entry of 255 s, a hold and margins, and more
CLOSINGS_MAX = 64  # areas remembered per panel; a panel has 16 at most

NO_FOLLOW_UP = "alarm.no_follow_up"
PANEL_SILENT = "alarm.panel_silent"
PANEL_HEARD = "restore.panel_silent"

# The alarms an operator acts upon as upon a break-in; after one of them silence is no news.
_INTRUSION = frozenset({ReportKind.INTRUSION, ReportKind.TAMPER, ReportKind.CANCELLED})


class Pending(msgspec.Struct, frozen=True):
    """A panel said: somebody came in, and I will say more within the deadline."""

    area: str
    zone: int
    epoch: str
    seq: int
    at_ms: int
    deadline_ms: int


class Closing(msgspec.Struct, frozen=True):
    """The newest report that followed up in an area (every area, when empty)."""

    area: str
    epoch: str
    seq: int
    at_ms: int


class Watch(msgspec.Struct, frozen=True):
    """What is remembered about one panel."""

    panel: str
    heard_ms: int
    told_ms: int = 0  # the newest time the panel itself stated
    silent: bool = False
    pendings: tuple[Pending, ...] = ()
    closings: tuple[Closing, ...] = ()


class Raised(msgspec.Struct, frozen=True):
    """What the station itself has to say. ``epoch`` and ``seq`` name the pending report, if it is about one."""

    panel: str
    kind: str
    at_ms: int
    area: str = ""
    zone: int = 0
    epoch: str = ""
    seq: int = 0


def report_taken(watch: Watch, report: ReportDoc, received_ms: int) -> Watch:
    """A report was committed, for the first time (a repeated one must not begin a deadline anew)."""
    watch = msgspec.structs.replace(watch, heard_ms=received_ms, told_ms=max(watch.told_ms, report.at_ms))
    if report.kind == ReportKind.PENDING:
        return _open(watch, report, received_ms)
    if report.closes_pending or report.kind in _INTRUSION:
        return _close(watch, Closing(report.area, report.epoch, report.seq, report.at_ms))
    return watch


def state_heard(watch: Watch, at_ms: int, received_ms: int) -> Watch:
    """The panel renewed its state.

    One that somebody kept and sends again is no sign of life: it must be newer than all before, or
    fresh by our own clock (after the panel's clock was put right, backwards).
    """
    if at_ms <= watch.told_ms and abs(received_ms - at_ms) >= SILENT_AFTER_MS:
        return watch
    return msgspec.structs.replace(watch, heard_ms=received_ms, told_ms=at_ms)


def due(watch: Watch, now: int) -> tuple[Watch, tuple[Raised, ...]]:
    """Raises each thing once. ``now``: the station's wall clock."""
    late = tuple(pending for pending in watch.pendings if now >= pending.deadline_ms)
    raised = [
        Raised(watch.panel, NO_FOLLOW_UP, now, pending.area, pending.zone, pending.epoch, pending.seq)
        for pending in late
    ]
    silent = now - watch.heard_ms >= SILENT_AFTER_MS
    if silent != watch.silent:
        raised.append(Raised(watch.panel, PANEL_SILENT if silent else PANEL_HEARD, now))
    left = tuple(pending for pending in watch.pendings if pending not in late)
    return msgspec.structs.replace(watch, pendings=left, silent=silent), tuple(raised)


def next_due(watch: Watch) -> int | None:
    """When ``due`` may next raise something without any message."""
    deadlines = [pending.deadline_ms for pending in watch.pendings]
    if not watch.silent:
        deadlines.append(watch.heard_ms + SILENT_AFTER_MS)
    return min(deadlines, default=None)


def _open(watch: Watch, report: ReportDoc, received_ms: int) -> Watch:
    pending = Pending(
        area=report.area,
        zone=report.zone,
        epoch=report.epoch,
        seq=report.seq,
        at_ms=report.at_ms,
        deadline_ms=received_ms + (report.follow_up_ms or FOLLOW_UP_MS),
    )
    if any(_closes(closing, pending) for closing in watch.closings):
        return watch  # it was overtaken on its way by what followed it
    return msgspec.structs.replace(watch, pendings=(*watch.pendings, pending))


def _close(watch: Watch, closing: Closing) -> Watch:
    others = tuple(other for other in watch.closings if other.area != closing.area)
    left = tuple(pending for pending in watch.pendings if not _closes(closing, pending))
    return msgspec.structs.replace(watch, pendings=left, closings=(*others, closing)[-CLOSINGS_MAX:])


def _closes(closing: Closing, pending: Pending) -> bool:
    """Only what was said later closes: an older closing held back on the way must not hide a break-in."""
    if closing.area not in ("", pending.area):
        return False
    if closing.epoch == pending.epoch:
        return closing.seq > pending.seq
    # Of another epoch only the panel's clock can tell. One that was ahead and is right again makes each closing
    # of before look later than a break-in of now; those lie far off, while what follows an entry is near.
    return 0 <= closing.at_ms - pending.at_ms <= FOLLOWS_MS_MAX
