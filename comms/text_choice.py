"""Which reports are worth a text message, and what of them it says. Pure.

A message costs money, and a card that alarms have emptied is of no use to the next. So: alarms and what closes or ends
them, and troubles that decide whether the panel goes on protecting or can still be heard. No restores, no openings and
closings by people who had every right to, no tests: they have time until the network is back.
"""

from comms.documents import ReportDoc
from comms.sms_form import SmsReport
from panel.core.names import ReportKind, Trouble

PROBE = "test.sms"  # the kind of a message that only asks whether the path works

_KINDS = frozenset({ReportKind.TAMPER_CODE, ReportKind.ZONE_FAULT, ReportKind.STOPPING})
_TROUBLES = frozenset(
    {
        Trouble.MAINS,
        Trouble.BATTERY_LOW,
        Trouble.BATTERY_MISSING,
        Trouble.SIREN,
        Trouble.STORAGE,
        Trouble.STATION_PATH,
        Trouble.SUBSTITUTION,
        Trouble.RESTORED_FROM_COPY,
    }
)


def is_worth_a_text(report: ReportDoc) -> bool:
    """Whether the station should hear of it before the network is back."""
    if report.test:
        return False
    if report.kind == ReportKind.TROUBLE:
        return report.trouble in _TROUBLES
    return report.kind.startswith("alarm.") or report.kind in _KINDS or report.closes_pending


def in_short(report: ReportDoc, account: str) -> SmsReport:
    """What the message says of it."""
    return SmsReport(
        account=account,
        epoch=report.epoch,
        seq=report.seq,
        kind=report.kind,
        at_ms=report.at_ms,
        cid=report.cid,
        zone=report.zone,
        area=report.area,
        trusted=report.clock == "trusted",
    )
