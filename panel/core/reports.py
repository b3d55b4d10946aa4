"""What the core says: reports for the station, answers for whoever asked."""

import msgspec

from panel.core.names import Condition, Mode, Reason, ReportClass, ReportKind, RequestKind, Source, Status, Trouble


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fact for the station. ``at_ms`` is the core's clock (monotonic); the shell adds wall time,
    identity, codes and signature. Fields that do not apply are left at their defaults."""

    kind: ReportKind
    at_ms: int
    area: str = ""
    zone: int = 0
    actor: str = ""
    source: Source | None = None
    mode: Mode | None = None
    why: str = ""  # the table's word for it: "instant", "entry_expired", "exit_error", "opened_while_down"...
    follow_up_ms: int = 0  # alarm.pending: silence for longer is an alarm
    closes_pending: bool = False
    exit_error: bool = False
    recent_close: bool = False  # the area was armed only just before: somebody may have come back
    trial: bool = False  # part of a walk test, a station test or a service: not to be acted upon
    since_alarm_ms: int = 0  # alarm.cancelled, alarm.aborted
    zones: tuple[int, ...] = ()  # in the way, left out, or concerned
    conditions: tuple[Condition, ...] = ()  # in the way, or overridden
    trouble: Trouble | None = None
    detail: str = ""
    local: bool = False  # for the house's own history; never sent

    @property
    def reporting_class(self) -> ReportClass:
        """Alarm class: alarms and their restores, zone faults, and whatever closes a pending."""
        alarm = self.kind.value.startswith("alarm.") or self.kind in _ALARM_CLASS or self.closes_pending
        return ReportClass.ALARM if alarm else ReportClass.OTHER


_ALARM_CLASS = frozenset(
    {
        ReportKind.RESTORE_INTRUSION,
        ReportKind.RESTORE_TAMPER,
        ReportKind.RESTORE_HOLD_UP,
        ReportKind.RESTORE_PANIC,
        ReportKind.RESTORE_MEDICAL,
        ReportKind.RESTORE_FIRE,
        ReportKind.RESTORE_GAS,
        ReportKind.RESTORE_CARBON_MONOXIDE,
        ReportKind.RESTORE_WATER,
        ReportKind.RESTORE_FREEZE,
        ReportKind.RESTORE_HEAT,
        ReportKind.RESTORE_HUMIDITY,
        ReportKind.RESTORE_TECHNICAL,
        ReportKind.TAMPER_CODE,
        ReportKind.STOPPING,
        ReportKind.ZONE_FAULT,
        ReportKind.RESTORE_ZONE_FAULT,
    }
)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """How a request ended. ``zones``, ``conditions``: what is in the way when the reason is ``not_ready``;
    ``force``: the token with which the same may be asked again over just these, or empty.
    ``busy``, ``age_ms``: with ``busy``, what is under way and for how long.
    """

    request: str
    status: Status
    reason: Reason | None = None
    zones: tuple[int, ...] = ()
    conditions: tuple[Condition, ...] = ()
    force: str = ""
    busy: RequestKind | None = None
    age_ms: int = 0
