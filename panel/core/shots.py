"""Which cameras look, and when: decided from what is told, and from whether people are at home."""

from collections.abc import Sequence

import msgspec

from panel.core.names import Phase, ReportKind
from panel.core.plan import Plan
from panel.core.reports import Report
from panel.core.state import AreaState
from zones.kinds import Kind

# Told of a zone and no sight: what ends an alarm, or takes it back. A picture of it would only hold up the others.
_NO_SIGHT = frozenset({ReportKind.ABORTED, ReportKind.CANCELLED, ReportKind.SILENCED})
# Whoever holds such a tag stands at a reader, and readers are beside doors.
_AT_A_DOOR = frozenset({ReportKind.WATCHED_TAG, ReportKind.DISABLED_TAG, ReportKind.UNKNOWN_TAG})


class Shot(msgspec.Struct, frozen=True):
    """Pictures to be taken for a report: from before its moment, at it, and after.

    ``waits``: they are shown to nobody unless an alarm comes of it: the station sees pictures after an alarm only, and
    a family that comes home and disarms is no alarm.
    """

    report: Report
    cameras: tuple[str, ...]
    waits: bool = False


def shots(plan: Plan, reports: Sequence[Report]) -> tuple[Shot, ...]:
    """One for each report that is worth a look, in their order; a trial is watched by whoever walks through it."""
    found = ((report, _cameras(plan, report)) for report in reports if not report.trial)
    return tuple(Shot(report, cameras, waits=report.kind is ReportKind.PENDING) for report, cameras in found if cameras)


def held_shots(plan: Plan, before: Sequence[AreaState], after: Sequence[AreaState]) -> tuple[Shot, ...]:
    """For alarms that the profile holds back: told later or never, but what there is to see is there now."""
    fresh = [report for was, now in zip(before, after, strict=True) for report in now.held if report not in was.held]
    return tuple(Shot(shot.report, shot.cameras, waits=True) for shot in shots(plan, fresh))


def is_private(plan: Plan, areas: Sequence[AreaState]) -> bool:
    """People are at home and nothing has happened: no camera looks unless something does."""
    quiet = not any(area.memory or area.alarmed_at_ms is not None for area in areas)
    return plan.camera_privacy and quiet and all(area.phase is Phase.IDLE for area in areas)


def _cameras(plan: Plan, report: Report) -> tuple[str, ...]:
    if report.kind is ReportKind.DURESS:
        return plan.cameras
    if report.kind in _AT_A_DOOR:
        return _at_doors(plan) or plan.cameras
    alarm = report.kind.value.startswith("alarm.") or report.kind is ReportKind.ZONE_FAULT
    if not alarm or report.kind in _NO_SIGHT:
        return ()
    return next((zone.cameras for zone in plan.zones if zone.id == report.zone), ())


def _at_doors(plan: Plan) -> tuple[str, ...]:
    """The cameras that look at an entry, each once, in the plan's order."""
    looking = {camera for zone in plan.zones if zone.kind is Kind.ENTRY_EXIT for camera in zone.cameras}
    return tuple(camera for camera in plan.cameras if camera in looking)
