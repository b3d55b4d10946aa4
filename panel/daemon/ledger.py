"""The ledger: what is on its way to the disk, what is there, and what may therefore be told.

Protect first, acknowledge after durable. An entry is one event's outcome; whoever waits for it to be
kept is called when it is, or when it is certain that nothing can be kept: then the panel opens a new
epoch, goes on in memory and lets reports pass ungated, because a broken card must not silence an alarm.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Protocol, TypeVar

import msgspec

from panel.api import Acked, Row, Rows, StartOver
from panel.core.names import SECRET
from panel.core.reports import Report
from panel.core.schedule import Calendar
from panel.core.state import State
from panel.daemon.clerk import Clerk
from panel.store.errors import StorageFailed
from panel.store.journal import Journal
from panel.store.people import People
from panel.store.rows import AckRow, Acks, Batch, OutRow, ResultRow, StoredRow

STUCK_MS = 5_000  # a writer silent for longer has failed
LOOSE_FROM = 1 << 40  # places of rows that only memory holds, beyond any the outbox will ever give
LOOSE_MAX = 10_000  # rows; a week of a busy house, some 10 MB
CARRIED_MAX = 256  # of them in one batch: what a slow card writes in well under a second


_T = TypeVar("_T")


class Keeper(Protocol):
    """The store, at arm's length: a writer thread in alarmd, the journal itself on virtual time."""

    def submit(self, batch: Batch, on_done: Callable[[Acks | StorageFailed], None]) -> None: ...

    def query(self, ask: Callable[[Journal], _T], on_done: Callable[[_T | StorageFailed], None]) -> None: ...


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """One moment on every clock. ``module_ms``: by the clock module, if there is one; ``trusted``: the wall clock can
    be believed."""

    mono_ms: int
    wall_ms: int
    boottime_ms: int
    boot_id: str
    module_ms: int | None = None
    trusted: bool = True

    def wall_at(self, mono_ms: int) -> int:
        """The wall time of another moment near this one."""
        return self.wall_ms - (self.mono_ms - mono_ms)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What one event left behind. ``state``: what may be shown once this is kept."""

    event: bytes
    stamp: Stamp
    state: State
    reports: tuple[Report, ...] = ()
    snapshot: bytes | None = None
    acks: tuple[AckRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    people: People | None = None
    calendar: Calendar | None = None
    keep_copy: bool = False
    then: Callable[[], None] | None = None


class _Sent:
    """An entry at the writer."""

    def __init__(self, entry: Entry, rows: tuple[OutRow, ...], carried: dict[int, OutRow]) -> None:
        self.entry = entry
        self.rows = rows
        self.carried = carried
        self.released = False


Reply = Callable[[Rows], None]


class Ledger:
    """Keeps entries in order, and serves the outbox to whoever carries it to the station."""

    def __init__(self, keeper: Keeper, clerk: Clerk, shown: State, unacked: int) -> None:
        self._keeper = keeper
        self._clerk = clerk
        self.shown = shown
        self._then_shown: State | None = None
        self.unacked = unacked
        self.failure: StorageFailed | None = None
        self.mismatched: list[AckRow] = []  # somebody acknowledges what we never said
        self.tell: Callable[[Acked | StartOver], None] = lambda message: None
        self._people: People | None = None  # the last to be handed in
        self._owes_people = False  # they, or those before them, could not be kept
        self._calendar: Calendar | None = None  # likewise
        self._owes_calendar = False
        self._behind = False  # the outbox could not be written or read: carriers may have passed over rows of it
        self._sent: list[_Sent] = []
        self._loose: dict[int, OutRow] = {}
        self._loose_next = LOOSE_FROM
        self._waiting: list[tuple[int, int, int, Reply]] = []
        self._grown = 0

    # keeping --------------------------------------------------------------------------------------

    def keep(self, entry: Entry) -> None:
        """Signs the entry's reports and hands it to the writer."""
        self._then_shown = None  # the entry's own state knows it
        if entry.people is not None:
            self._people = entry.people
        elif self._owes_people:
            entry = msgspec.structs.replace(entry, people=self._people)
        if entry.calendar is not None:
            self._calendar = entry.calendar
        elif self._owes_calendar:
            entry = msgspec.structs.replace(entry, calendar=self._calendar)
        rows = tuple(self._sign(report, entry.stamp) for report in entry.reports)
        sent = _Sent(entry, rows, dict(islice(self._loose.items(), CARRIED_MAX)))
        self._sent.append(sent)
        batch = _batch(entry, rows, tuple(sent.carried.values()))
        self._keeper.submit(batch, lambda outcome: self._done(sent, outcome))

    def show(self, state: State) -> None:
        """Shows a state that is not worth writing, once nothing before it waits for the writer."""
        if self.oldest_ms() is None:
            self.shown = state
        else:
            self._then_shown = state

    def oldest_ms(self) -> int | None:
        """When the oldest entry that still waits for the writer was made."""
        return next((sent.entry.stamp.mono_ms for sent in self._sent if not sent.released), None)

    def give_up_on_stuck(self, now_ms: int) -> None:
        """Treats a writer that has been silent for too long as one that failed."""
        oldest_ms = self.oldest_ms()
        if oldest_ms is not None and now_ms - oldest_ms > STUCK_MS:
            silent = StorageFailed(f"the writer has not answered for {now_ms - oldest_ms} ms; is the medium failing?")
            for sent in [sent for sent in self._sent if not sent.released]:
                self._fail(sent, silent)

    def _sign(self, report: Report, stamp: Stamp) -> OutRow:
        clock = "trusted" if stamp.trusted else "untrusted"
        return self._clerk.row(report, stamp.wall_at(report.at_ms), clock)

    def _done(self, sent: _Sent, outcome: Acks | StorageFailed) -> None:
        self._sent.remove(sent)
        if isinstance(outcome, StorageFailed):
            if not sent.released:
                self._fail(sent, outcome)
            return
        if sent.released:
            self._forget(sent)  # it went out under a new epoch meanwhile; its stored twin must not follow
            return
        self.failure = None
        if sent.entry.people is self._people:
            self._owes_people = False
        if sent.entry.calendar is self._calendar:
            self._owes_calendar = False
        self.unacked += _open(sent.rows)
        self.mismatched += outcome.mismatched
        if outcome.ns:
            self.tell(Acked(ns=outcome.ns))
            self._keeper.query(lambda journal: journal.count_unacked(), self._counted)
        self._release(sent, [_row(n, row) for n, row in zip(outcome.placed, sent.rows, strict=True)])
        if self._behind:
            self._catch_up(sent)

    def _catch_up(self, sent: _Sent) -> None:
        """What memory alone held is in the outbox now, where a power cut cannot take it. Its places there lie
        before those it was told under, so a carrier's cursor has passed over them and over all that follows."""
        for n in sent.carried:
            self._loose.pop(n, None)
        if not self._loose:
            self._behind = False
            self._keeper.query(lambda journal: journal.count_unacked(), self._counted)
            self.tell(StartOver())
        elif not self._sent:
            self.keep(Entry(event=b'{"type":"carried"}', stamp=sent.entry.stamp, state=self.shown))

    def _counted(self, found: int | StorageFailed) -> None:
        if not isinstance(found, StorageFailed):
            self.unacked = found + _open(self._loose.values())

    def _release(self, sent: _Sent, fresh: list[Row]) -> None:
        sent.released = True
        self.shown = sent.entry.state
        if self._then_shown is not None and self.oldest_ms() is None:
            self.shown, self._then_shown = self._then_shown, None
        if fresh:
            self._grown += 1
            self._serve_waiting(fresh)
        if sent.entry.then is not None:
            sent.entry.then()

    # storage failed -------------------------------------------------------------------------------

    def _fail(self, sent: _Sent, error: StorageFailed) -> None:
        if self.failure is None:
            self._clerk.open_epoch()
            announced = self._clerk.announcement(sent.entry.stamp.mono_ms, "storage_failed")
            fresh = [self._let_loose(announced, sent.entry.stamp)]
        else:
            fresh = []
        self.failure = error
        self._behind = True
        self._owes_people |= sent.entry.people is not None
        self._owes_calendar |= sent.entry.calendar is not None
        for report, row in zip(sent.entry.reports, sent.rows, strict=True):
            ours = row.epoch == self._clerk.epoch
            fresh.append(self._hold(row) if ours else self._let_loose(report, sent.entry.stamp))
        self._release(sent, fresh)

    def _let_loose(self, report: Report, stamp: Stamp) -> Row:
        return self._hold(self._sign(report, stamp))

    def _hold(self, row: OutRow) -> Row:
        if len(self._loose) >= LOOSE_MAX:  # memory is bounded: the oldest that is no alarm goes first
            victim = next((n for n, held in self._loose.items() if not held.alarm), next(iter(self._loose)))
            self.unacked -= _open((self._loose.pop(victim),))
        n = self._loose_next
        self._loose[n] = row
        self._loose_next += 1
        self.unacked += _open((row,))
        return _row(n, row)

    def _forget(self, sent: _Sent) -> None:
        loose = {row.digest for row in self._loose.values()}  # told as it was signed: its twin is itself
        acks = tuple(AckRow(row.epoch, row.seq, row.digest) for row in sent.rows if row.digest not in loose)
        if acks:
            stamp = sent.entry.stamp
            again = Entry(event=b'{"type":"superseded"}', stamp=stamp, state=self.shown, acks=acks)
            self._keeper.submit(_batch(again, (), ()), lambda outcome: None)

    def settle(self, acks: tuple[AckRow, ...], stamp: Stamp) -> None:
        """Takes what the station has, by its verified word, out of the outbox and out of memory."""
        named = set(acks)
        gone = tuple(n for n, row in self._loose.items() if AckRow(row.epoch, row.seq, row.digest) in named)
        self.unacked -= _open([self._loose.pop(n) for n in gone])
        if gone:
            self.tell(Acked(ns=gone))
        self.keep(Entry(event=b'{"type":"acknowledged"}', stamp=stamp, state=self._newest(), acks=acks))

    @property
    def holds_loose(self) -> bool:
        """Whether reports are held by memory alone."""
        return bool(self._loose)

    def drop_outbox(self, wall_ms: int, then: Callable[[], None]) -> None:
        """Lets go of everything that waits for a station; ``then`` once that is kept, else never."""

        def dropped(outcome: StorageFailed | None) -> None:
            if outcome is None:
                self._loose.clear()
                self._counted(0)
                then()

        self._keeper.query(lambda journal: journal.drop_outbox(wall_ms), dropped)

    def _newest(self) -> State:
        return self._sent[-1].entry.state if self._sent else self.shown

    # serving --------------------------------------------------------------------------------------

    def pull(self, after_alarm: int, after_other: int, limit: int, reply: Reply) -> None:
        """Answers with unacknowledged rows after the cursors: now, or when there are some."""
        grown = self._grown

        def answer(found: tuple[StoredRow, ...] | StorageFailed) -> None:
            if isinstance(found, StorageFailed):
                self._behind = True
            stored = () if isinstance(found, StorageFailed) else found
            rows = self._merge(stored, after_alarm, after_other, limit)
            if rows:
                reply(Rows(rows=rows))
            elif grown != self._grown:
                self.pull(after_alarm, after_other, limit, reply)
            else:
                self._waiting.append((after_alarm, after_other, limit, reply))

        self._keeper.query(lambda journal: tuple(journal.unacked(after_alarm, after_other, limit)), answer)

    def forget_waiting(self, reply: Reply) -> None:
        """The peer behind ``reply`` has gone, or asks anew."""
        self._waiting = [waiting for waiting in self._waiting if waiting[3] is not reply]

    def _serve_waiting(self, fresh: list[Row]) -> None:
        """Who waits has everything that was there before: the fresh rows alone are news, and need no question."""
        waiting, self._waiting = self._waiting, []
        for after_alarm, after_other, limit, reply in waiting:
            rows = _chosen(fresh, after_alarm, after_other, limit)
            if rows:
                reply(Rows(rows=rows))
            else:
                self._waiting.append((after_alarm, after_other, limit, reply))

    def _merge(self, stored: tuple[StoredRow, ...], after_alarm: int, after_other: int, limit: int) -> tuple[Row, ...]:
        rows = [_row(row.n, row) for row in stored] + [_row(n, held) for n, held in self._loose.items()]
        return _chosen(rows, after_alarm, after_other, limit)


def _open(rows: Iterable[OutRow]) -> int:
    """How many of them people may know of: a count that moves with a silent alarm is not silent."""
    return sum(row.kind not in SECRET for row in rows)


def _row(n: int, row: OutRow | StoredRow) -> Row:
    return Row(n=n, alarm=row.alarm, jws=row.jws)


def _chosen(rows: list[Row], after_alarm: int, after_other: int, limit: int) -> tuple[Row, ...]:
    """Those behind the cursors, alarms first, each class in its order."""
    wanted = [row for row in rows if row.n > (after_alarm if row.alarm else after_other)]
    return tuple(sorted(wanted, key=lambda row: (not row.alarm, row.n))[:limit])


def _batch(entry: Entry, rows: tuple[OutRow, ...], carried: tuple[OutRow, ...]) -> Batch:
    return Batch(
        event=entry.event,
        mono_ms=entry.stamp.mono_ms,
        boottime_ms=entry.stamp.boottime_ms,
        boot_id=entry.stamp.boot_id,
        wall_ms=entry.stamp.wall_ms,
        module_ms=entry.stamp.module_ms,
        snapshot=entry.snapshot,
        rows=rows,
        carried=carried,
        acks=entry.acks,
        results=entry.results,
        people=entry.people,
        calendar=entry.calendar,
        keep_copy=entry.keep_copy,
    )
