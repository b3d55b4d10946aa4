"""Reports that come by text message: whose they are, what of them is kept, and the answer.

A text says less than the report that follows over the network: it is kept under the same identity, acted upon at once,
and completed when the whole report comes. Nothing is told twice.
"""

from collections.abc import Mapping

import msgspec

from comms.documents import ReportDoc
from comms.errors import SmsFormError
from comms.keys import Identity, KeyFile
from comms.sms_form import (
    STATION_NAME,
    SmsAck,
    SmsKeys,
    SmsReport,
    account_of,
    agree,
    mac_of,
    read_report,
    write_ack,
)
from comms.text_choice import PROBE
from panel.core.names import ReportKind

PATH = "sms"
# What a panel texts of people who come and go is only what closed a pending alarm; see comms.text_choice.
_CLOSES = frozenset({ReportKind.DISARMED, ReportKind.ABORTED, ReportKind.CANCELLED})


class Texted(msgspec.Struct, frozen=True):
    """A text that a panel of ours wrote. ``report``: None where it only asks whether we hear; ``answer``: to be sent
    back, once the report is committed."""

    panel: str
    report: ReportDoc | None
    answer: str


class Texts:
    """Reads texts with the keys agreed with each enrolled panel; a text says an account, and any panel may have it."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._agreed: dict[KeyFile, SmsKeys] = {}

    def read(self, body: str, panels: Mapping[str, KeyFile]) -> Texted | None:
        """What it says; None for what is no text of a panel's at all. Raises SmsFormError for one that nobody here can
        have written."""
        if account_of(body) is None:
            return None
        for panel, key in panels.items():
            keys = self._keys(panel, key)
            try:
                report = read_report(keys, body)
            except SmsFormError:
                continue
            return Texted(panel, _whole(panel, report), _answer(keys, report, body))
        raise SmsFormError("a text message: no enrolled panel can have written it; was it changed, or is one missing?")

    def _keys(self, panel: str, key: KeyFile) -> SmsKeys:
        if key not in self._agreed:
            self._agreed[key] = agree(self._identity, key, panel, STATION_NAME)
        return self._agreed[key]


def _answer(keys: SmsKeys, report: SmsReport, body: str) -> str:
    return write_ack(keys, SmsAck(account=report.account, epoch=report.epoch, seq=report.seq, report_mac=mac_of(body)))


def _whole(panel: str, report: SmsReport) -> ReportDoc | None:
    """The report as far as a text tells it."""
    if report.kind == PROBE:
        return None
    return ReportDoc(
        v=1,
        panel=panel,
        epoch=report.epoch,
        seq=report.seq,
        kind=report.kind,
        reporting_class="alarm",
        at_ms=report.at_ms,
        mono_ms=0,
        clock="trusted" if report.trusted else "untrusted",
        area=report.area,
        zone=report.zone,
        cid=report.cid,
        closes_pending=report.kind in _CLOSES,
    )
