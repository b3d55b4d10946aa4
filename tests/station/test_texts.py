"""Reports by text at the station: believed by their MAC, kept once, completed by the network, answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from comms.documents import ReportDoc
from comms.errors import SmsFormError
from comms.keys import KeyKind, fingerprint, generate
from comms.sms_form import STATION_NAME, SmsReport, agree, mac_of, read_ack, write_report
from comms.text_choice import PROBE
from station.intake import Incoming, Intake
from station.watch import FOLLOW_UP_MS, NO_FOLLOW_UP, SILENT_AFTER_MS
from tests.support.outbox import report, signed_report

CASA, ANNEX, STATION = (
    generate(KeyKind.PANEL, "casa"),
    generate(KeyKind.PANEL, "annex"),
    generate(KeyKind.STATION, "s-9"),
)
KEYS = agree(CASA, STATION.public(), "casa", STATION_NAME)
NOW = 1_800_000_000_000


def text(kind: str = "alarm.intrusion", seq: int = 7, area: str = "house") -> str:
    short = SmsReport(
        account="4F39", epoch="epoch", seq=seq, kind=kind, at_ms=NOW - 4_000, cid="1130", zone=3, area=area
    )
    return write_report(KEYS, short)


def whole(seq: int, kind: str, **fields: object) -> str:
    return signed_report(CASA, report("casa", seq, kind, epoch="epoch", **fields))


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    opened = Intake.open(tmp_path, STATION)
    for panel in (ANNEX, CASA):
        opened.enrol(panel.public(), fingerprint(panel.public()))
    yield opened
    opened.close()


def test_a_text_is_kept_told_and_answered(intake: Intake) -> None:
    taken = intake.receive_text(text(), NOW)
    assert taken is not None
    ((entry, found),) = taken.news
    assert (entry.panel, entry.epoch, entry.seq, entry.kind, entry.zone, entry.area) == (
        "casa",
        "epoch",
        7,
        "alarm.intrusion",
        3,
        "house",
    )
    assert (entry.path, entry.verdict, entry.digest, entry.at_ms, entry.received_ms) == (
        "sms",
        "accepted",
        "",
        NOW - 4_000,
        NOW,
    )
    assert isinstance(found, ReportDoc) and found.cid == "1130"
    answer = read_ack(KEYS, taken.answer)
    assert (answer.account, answer.epoch, answer.seq, answer.report_mac) == ("4F39", "epoch", 7, mac_of(text()))


def test_the_same_text_again_is_answered_again_and_told_to_nobody(intake: Intake) -> None:
    first, again = intake.receive_text(text(), NOW), intake.receive_text(text(), NOW + 1)
    assert first is not None and again is not None
    assert (again.answer, again.news) == (first.answer, ())
    assert [entry.redelivered for entry in intake.log()] == [1]


def test_a_text_that_was_changed_or_comes_from_nobody_we_know_is_refused(intake: Intake) -> None:
    stranger = generate(KeyKind.PANEL, "casa")
    forged = write_report(
        agree(stranger, STATION.public(), "casa", STATION_NAME),
        SmsReport(account="4F39", epoch="epoch", seq=8, kind="alarm.fire", at_ms=NOW),
    )
    for body in (text().replace("intrusion", "cancelled"), forged):
        with pytest.raises(SmsFormError, match="no enrolled panel can have written it"):
            intake.receive_text(body, NOW)
    assert intake.log() == ()


def test_what_is_no_report_is_passed_over(intake: Intake) -> None:
    assert intake.receive_text("Hola, ¿vienes a cenar?", NOW) is None


def test_a_question_whether_we_hear_is_answered_and_kept_nowhere(intake: Intake) -> None:
    taken = intake.receive_text(text(PROBE, seq=0), NOW)
    assert taken is not None and taken.news == () and read_ack(KEYS, taken.answer).seq == 0
    assert intake.log() == ()


def test_an_answer_of_our_own_that_comes_back_is_no_report(intake: Intake) -> None:
    taken = intake.receive_text(text(), NOW)
    assert taken is not None
    with pytest.raises(SmsFormError):
        intake.receive_text(taken.answer, NOW)


# with the network ---------------------------------------------------------------------------------


def test_the_whole_report_completes_what_the_text_began_and_is_no_news(intake: Intake) -> None:
    jws = whole(7, "alarm.intrusion", zone=3)
    intake.receive_text(text(), NOW)
    taken = intake.receive_all([Incoming("sereno/1/casa/report", jws.encode(), NOW + 60_000)])
    assert ([each.topic for each in taken.outgoing], taken.news) == (["sereno/1/casa/ack"], ())
    assert [(entry.seq, document.zone, document.mono_ms > 0) for entry, document in taken.completed] == [(7, 3, True)]
    ((entry, found),) = intake.told()
    assert (entry.path, entry.received_ms, bool(entry.digest)) == ("sms", NOW, True)
    assert isinstance(found, ReportDoc) and found.mono_ms
    intake.receive("sereno/1/casa/report", jws.encode(), NOW + 61_000, "mqtt")
    assert [entry.redelivered for entry in intake.log()] == [1]


def test_a_whole_report_of_another_kind_under_the_same_identity_is_a_conflict(intake: Intake) -> None:
    intake.receive_text(text(), NOW)
    jws = whole(7, "area.disarmed")
    assert intake.receive("sereno/1/casa/report", jws.encode(), NOW + 60_000, "mqtt") == ()
    assert [entry.verdict for entry in intake.log()] == ["accepted", "conflict"]


def test_a_text_that_was_overtaken_by_the_network_is_answered_and_changes_nothing(intake: Intake) -> None:
    jws = whole(7, "alarm.intrusion", zone=3)
    intake.receive("sereno/1/casa/report", jws.encode(), NOW, "mqtt")
    before = intake.told()
    taken = intake.receive_text(text(), NOW + 1_000)
    assert taken is not None and taken.news == ()
    assert [(entry.path, entry.digest) for entry, _ in intake.told()] == [("mqtt", before[0][0].digest)]


# watched over -------------------------------------------------------------------------------------


def test_a_pending_by_text_that_nothing_follows_is_an_alarm(intake: Intake) -> None:
    intake.receive_text(text("alarm.pending"), NOW)
    kinds = [entry.kind for entry, _ in intake.tick(NOW + FOLLOW_UP_MS).news]
    assert NO_FOLLOW_UP in kinds


@pytest.mark.parametrize("kind", ["area.disarmed", "alarm.aborted", "alarm.intrusion"])
def test_a_pending_by_text_is_closed_by_text(intake: Intake, kind: str) -> None:
    intake.receive_text(text("alarm.pending"), NOW)
    intake.receive_text(text(kind, seq=8), NOW + 1_000)
    assert NO_FOLLOW_UP not in [entry.kind for entry, _ in intake.tick(NOW + FOLLOW_UP_MS).news]


def test_a_panel_that_speaks_by_text_alone_is_silent_on_the_network_and_that_is_said_once(intake: Intake) -> None:
    intake.tick(NOW)
    said = [entry.kind for entry, _ in intake.tick(NOW + SILENT_AFTER_MS).news]
    intake.receive_text(text(), NOW + SILENT_AFTER_MS)
    said += [entry.kind for entry, _ in intake.tick(NOW + 3 * SILENT_AFTER_MS).news]
    assert said.count("alarm.panel_silent") == 2, "one for each panel"
    assert "restore.panel_silent" not in said
