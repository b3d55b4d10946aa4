"""Which reports go first."""

import pytest

from panel.core.names import ReportClass, ReportKind
from panel.core.reports import Report

OTHER = {
    ReportKind.ARMED,
    ReportKind.DISARMED,
    ReportKind.ARM_REFUSED,
    ReportKind.BYPASSED,
    ReportKind.UNBYPASSED,
    ReportKind.SWINGER,
    ReportKind.WRONG_CODE,
    ReportKind.LOCKED,
    ReportKind.UNKNOWN_TAG,
    ReportKind.DISABLED_TAG,
    ReportKind.WATCHED_TAG,
    ReportKind.AUTO_ARM_WARNING,
    ReportKind.AUTO_ARM_POSTPONED,
    ReportKind.AUTO_ARM_FAILED,
    ReportKind.AUTO_DISARM_FAILED,
    ReportKind.SCHEDULE_MISSED,
    ReportKind.LATE_TO_ARM,
    ReportKind.TRIAL_BEGUN,
    ReportKind.TRIAL_ENDED,
    ReportKind.CONSENT_GIVEN,
    ReportKind.CONSENT_ENDED,
    ReportKind.PEOPLE_CHANGED,
    ReportKind.ZONE_INACTIVE,
    ReportKind.RESTORE_ZONE_INACTIVE,
    ReportKind.TROUBLE,
    ReportKind.RESTORE_TROUBLE,
    ReportKind.BOOTED,
    ReportKind.EPOCH,
}


@pytest.mark.parametrize("kind", list(ReportKind))
def test_alarms_their_restores_and_zone_faults_are_of_alarm_class(kind: ReportKind) -> None:
    found = Report(kind=kind, at_ms=0).reporting_class
    assert found is (ReportClass.OTHER if kind in OTHER else ReportClass.ALARM)


def test_a_disarm_that_closes_a_pending_travels_with_the_alarms() -> None:
    assert Report(kind=ReportKind.DISARMED, at_ms=0, closes_pending=True).reporting_class is ReportClass.ALARM
