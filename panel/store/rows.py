"""What goes into the journal and what comes out of it: plain, frozen."""

from pathlib import Path

import msgspec

from panel.core.schedule import Calendar
from panel.store.errors import StorageFailed
from panel.store.people import People


class OutRow(msgspec.Struct, frozen=True, kw_only=True):
    """A signed report on its way to the station; (epoch, seq) is its identity for ever."""

    epoch: str
    seq: int
    alarm: bool
    kind: str
    jws: str
    digest: str  # of the JWS, as in docs/protocol.md


class StoredRow(msgspec.Struct, frozen=True, kw_only=True):
    """The same in the outbox. ``n`` is its place there: rising, never used twice."""

    n: int
    alarm: bool
    jws: str
    epoch: str
    seq: int
    digest: str


class AckRow(msgspec.Struct, frozen=True):
    """What a station says it has committed, already verified to be the station's word."""

    epoch: str
    seq: int
    digest: str


class Acks(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a batch: its own rows' places, and its acknowledgements.

    ``placed``: where each of the batch's rows stands in the outbox, in their order.
    ``ns``: places in the outbox that are free of further sending, those acknowledged before included.
    ``mismatched``: our identity under another digest; nothing was changed, and somebody is lying.
    ``unknown``: no such row here (set aside with a ruined database, or sent while nothing was kept).
    """

    placed: tuple[int, ...] = ()
    ns: tuple[int, ...] = ()
    mismatched: tuple[AckRow, ...] = ()
    unknown: tuple[AckRow, ...] = ()


class ResultRow(msgspec.Struct, frozen=True, kw_only=True):
    """How a command ended, kept 24 h so that the same command gets the same result, word for word."""

    id: str
    command_digest: str
    jws: str
    wall_ms: int


class StoredEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One line of what happened."""

    n: int
    event: bytes
    mono_ms: int
    wall_ms: int


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What one event made, kept whole or not at all.

    The stamps are those of the event. They are kept with the snapshot, not with each event:
    the snapshot's deadlines are only meaningful against the clock it was taken by, so a batch without
    a snapshot leaves both as they were. ``carried``: rows told from memory while nothing could be kept;
    they go before ``rows``, each once, and leave the numbering alone, which has gone on since.
    ``people`` replaces everybody, ``calendar`` every programme. ``keep_copy``: write the second copy of the snapshot
    too (after arming, disarming, alarm; ``people`` and ``calendar`` always have their own written).
    """

    event: bytes
    mono_ms: int
    boottime_ms: int
    boot_id: str
    wall_ms: int
    module_ms: int | None = None
    snapshot: bytes | None = None
    rows: tuple[OutRow, ...] = ()
    carried: tuple[OutRow, ...] = ()
    acks: tuple[AckRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    people: People | None = None
    calendar: Calendar | None = None
    keep_copy: bool = False


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The newest snapshot with its clocks, and where the numbering of reports stands."""

    snapshot: bytes | None = None
    mono_ms: int = 0
    boottime_ms: int = 0
    boot_id: str = ""
    wall_ms: int = 0
    module_ms: int | None = None  # by the clock module, if there was one
    epoch: str = ""
    seq: int = 0


class Recovered(msgspec.Struct, frozen=True, kw_only=True):
    """What a start found.

    ``snapshot`` is None at the very first start, and when everything is lost: ``unknown`` tells the
    two apart, and an unknown state is never read as disarmed.
    ``from_copy``: it comes from the second copy; the numbering in it may be behind what was sent, so
    open a new epoch. ``set_aside``: where the ruined database, or the last event, lies for study.
    ``salvaged``: unacknowledged reports that could still be read out of the ruined database.
    ``failure``: nothing can be kept at present; every commit will try again and say so.
    """

    snapshot: bytes | None
    from_copy: bool
    set_aside: Path | None
    last_seq: int
    epoch: str
    was_ms: int
    was_boottime_ms: int
    boot_id: str
    was_wall_ms: int
    people: People
    was_module_ms: int | None = None
    calendar: Calendar = Calendar()
    unknown: bool = False
    salvaged: int = 0
    failure: StorageFailed | None = None
