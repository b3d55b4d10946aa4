"""What an operator acts upon: one incident for all that belongs together, and how urgent it is.

Pure data. ``station.board`` makes incidents of the log's entries, ``station.view`` puts them in words.
"""

from enum import IntEnum, StrEnum

import msgspec

from panel.core.names import ReportKind
from station.watch import NO_FOLLOW_UP, PANEL_SILENT

# A disarming is no cancellation: whoever broke in may have found a tag. And a fire that a detector no longer sees has
# been seen. For this long they stay with what is open.
STAYS_MS = 30 * 60_000
# Some things never say that they are over (a threat, a button without a wire). After a day without a word they are
# laid aside, and said to have been.
FORGOTTEN_MS = 24 * 3_600_000


class Rank(IntEnum):
    """Urgency: the smaller, the sooner somebody must act."""

    LIFE = 1  # fire, gas, carbon monoxide, medical
    PERSON = 2  # duress, hold-up, panic, SOS
    CONFIRMED = 3
    INTRUSION = 4
    TAMPER = 5
    PENDING = 6
    STATION = 7  # what the station itself raises
    TECHNICAL = 8  # building alarms and troubles
    TEST = 9


class Stage(IntEnum):
    """How sure a break-in is; only ever rises within one incident."""

    NONE = 0  # no break-in
    PENDING = 1
    UNVERIFIED = 2  # one of two detectors that must agree
    UNCONFIRMED = 3
    NO_FOLLOW_UP = 4  # the panel promised to say more, and did not: it may have been smashed
    CONFIRMED = 5


class How(StrEnum):
    """By what an incident ended."""

    CANCELLED = "cancelled"
    ABORTED = "aborted"
    DISARMED = "disarmed"
    RESTORED = "restored"
    SILENCED = "silenced"
    FOLLOWED = "followed"  # a threat was told: it took the pending's place


class End(msgspec.Struct, frozen=True):
    """How it ended. ``after_ms``: since the alarm (or since the incident began), where that is known."""

    how: How
    at_ms: int
    actor: str = ""
    source: str = ""
    after_ms: int = 0


class Zone(msgspec.Struct, frozen=True):
    """A zone that took part. ``restored``: it is secure again."""

    number: int
    name: str
    restored: bool = False


class Stands(StrEnum):
    """How far a picture is."""

    COMING = "coming"
    HERE = "here"
    GONE = "gone"


class Shot(msgspec.Struct, frozen=True):
    """A picture of an incident, small or whole. ``job`` and ``index``: what makes a small and a whole one a pair."""

    name: str
    camera: str
    job: str
    index: int
    at_ms: int
    thumb: bool
    stands: Stands


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """All that belongs together. ``n``: the place in the log of what began it, its name for ever.

    ``began_ms``, ``last_ms``: by the station's clock, which the panel's may not share. ``latency_ms``: of the first
    report; None where the panel's clock was not set, or the station itself raised it.
    """

    n: int
    key: str
    panel: str
    kind: str
    verdict: str
    path: str
    began_ms: int
    last_ms: int
    latency_ms: int | None = None
    clock_set: bool = True
    why: str = ""
    area: str = ""
    zones: tuple[Zone, ...] = ()
    cid: str = ""
    sia: str = ""
    actor: str = ""
    source: str = ""
    trouble: str = ""
    detail: str = ""
    test: bool = False
    exit_error: bool = False
    recent_close: bool = False
    stage: Stage = Stage.NONE
    deadline_ms: int = 0  # of the newest pending; 0: nothing is waited for
    count: int = 1
    end: End | None = None
    silenced: End | None = None
    reports: tuple[tuple[str, int], ...] = ()  # (epoch, seq) of the alarms in it
    shots: tuple[Shot, ...] = ()
    more: int = 0  # zones, reports and pictures beyond what is kept


_LIFE = frozenset({ReportKind.FIRE, ReportKind.GAS, ReportKind.CARBON_MONOXIDE, ReportKind.MEDICAL})
_PERSON = frozenset({ReportKind.DURESS, ReportKind.HOLD_UP, ReportKind.PANIC, ReportKind.SOS})
_TAMPER = frozenset({ReportKind.TAMPER, ReportKind.TAMPER_CODE})
_BUILDING = frozenset({ReportKind.WATER, ReportKind.FREEZE, ReportKind.HEAT, ReportKind.HUMIDITY, ReportKind.TECHNICAL})
_STATION = frozenset({PANEL_SILENT, NO_FOLLOW_UP})
_STAGES = {
    Stage.PENDING: Rank.PENDING,
    Stage.UNVERIFIED: Rank.PENDING,
    Stage.UNCONFIRMED: Rank.INTRUSION,
    # The brief word of a panel that then fell silent: to be treated as the break-in it announced.
    Stage.NO_FOLLOW_UP: Rank.INTRUSION,
    Stage.CONFIRMED: Rank.CONFIRMED,
}
STAGE_OF = {
    ReportKind.PENDING: Stage.PENDING,
    ReportKind.UNVERIFIED: Stage.UNVERIFIED,
    ReportKind.INTRUSION: Stage.UNCONFIRMED,
    ReportKind.CONFIRMED: Stage.CONFIRMED,
    NO_FOLLOW_UP: Stage.NO_FOLLOW_UP,
}
# A button springs back at once, which says nothing of whoever pressed it.
BUTTONS = _PERSON | {ReportKind.MEDICAL}


def rank(incident: Incident) -> Rank:
    """How urgent it is. A test is never above what is real."""
    if incident.test:
        return Rank.TEST
    if incident.stage is not Stage.NONE:
        return _STAGES[incident.stage]
    return rank_of(incident.kind)


def rank_of(kind: str) -> Rank:
    """By its kind alone. An alarm of a kind that a newer panel knows and we do not is nothing to be passed over."""
    if kind in _LIFE:
        return Rank.LIFE
    if kind in _PERSON:
        return Rank.PERSON
    if kind in _TAMPER:
        return Rank.TAMPER
    if kind in _STATION:
        return Rank.STATION
    if kind in _BUILDING or not kind.startswith("alarm."):
        return Rank.TECHNICAL
    return Rank.INTRUSION


def is_open(incident: Incident, now_ms: int) -> bool:
    """Whether it still wants somebody's attention."""
    if incident.end is None:
        return now_ms - incident.last_ms < FORGOTTEN_MS or not _never_ends(incident)
    grave = {How.DISARMED: incident.stage > Stage.UNVERIFIED, How.RESTORED: incident.kind in _LIFE}
    stays = grave.get(incident.end.how, False) and not incident.test
    return stays and now_ms - incident.end.at_ms < STAYS_MS


def _never_ends(incident: Incident) -> bool:
    """Nothing that could come would end it."""
    if incident.verdict in ("conflict", "refused") or incident.kind in BUTTONS or incident.test:
        return True
    all_restored = bool(incident.zones) and all(zone.restored for zone in incident.zones)
    if incident.stage is not Stage.NONE:
        return all_restored  # a 24-hour zone in a house that nobody armed
    return not incident.zones and incident.kind.startswith(("alarm.", "tamper.")) and incident.kind != PANEL_SILENT
