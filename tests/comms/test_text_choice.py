"""What is worth a message to the station, kind by kind, and what of it the message says."""

import pytest

from comms.documents import ReportDoc
from comms.sms_form import SmsReport
from comms.text_choice import in_short, is_worth_a_text
from panel.core.names import ReportKind, Trouble


def report(kind: str, trouble: str = "", *, test: bool = False, closes: bool = False) -> ReportDoc:
    return ReportDoc(
        v=1,
        panel="casa",
        epoch="e",
        seq=7,
        kind=kind,
        reporting_class="alarm",
        at_ms=1_700_000_000_123,
        mono_ms=5,
        clock="trusted",
        area="house",
        zone=3,
        cid="1130",
        trouble=trouble,
        test=test,
        closes_pending=closes,
    )


WORTH = {kind for kind in ReportKind if kind.value.startswith("alarm.")} | {
    ReportKind.TAMPER_CODE,
    ReportKind.ZONE_FAULT,
    ReportKind.STOPPING,
}


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind is not ReportKind.TROUBLE])
def test_alarms_and_the_end_of_protection_are_and_comings_and_goings_are_not(kind: ReportKind) -> None:
    assert is_worth_a_text(report(kind.value)) is (kind in WORTH)


@pytest.mark.parametrize("kind", list(ReportKind))
def test_no_test_costs_a_message(kind: ReportKind) -> None:
    assert not is_worth_a_text(report(kind.value, "mains", test=True))


def test_the_disarming_that_closes_an_entry_goes_or_the_station_would_call_the_police() -> None:
    assert is_worth_a_text(report("area.disarmed", closes=True))


def test_of_troubles_those_go_that_decide_whether_the_panel_protects_and_is_heard() -> None:
    gone = {trouble for trouble in Trouble if is_worth_a_text(report("trouble.raised", trouble.value))}
    assert gone == {
        Trouble.MAINS,
        Trouble.BATTERY_LOW,
        Trouble.BATTERY_MISSING,
        Trouble.SIREN,
        Trouble.STORAGE,
        Trouble.STATION_PATH,
        Trouble.SUBSTITUTION,
        Trouble.RESTORED_FROM_COPY,
    }
    assert not is_worth_a_text(report("restore.trouble", "mains"))


def test_a_message_says_what_where_and_when() -> None:
    assert in_short(report("alarm.intrusion"), "4F39") == SmsReport(
        account="4F39",
        epoch="e",
        seq=7,
        kind="alarm.intrusion",
        at_ms=1_700_000_000_123,
        cid="1130",
        zone=3,
        area="house",
        trusted=True,
    )
