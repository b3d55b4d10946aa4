"""The station's modem: a report by text is answered to whoever sent it, anything else never stops the station."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comms.at_facts import Came, Fact, Message, NotSent, Registered
from comms.at_words import Advice
from comms.keys import KeyKind, fingerprint, generate
from comms.pdu import Deliver, received
from comms.sms_form import STATION_NAME, SmsReport, agree, read_ack, write_report
from hw_sim.world.cellular import delivered
from station.intake import Intake, TextTaken
from station.modem import TextIntake

CASA, STATION = generate(KeyKind.PANEL, "casa"), generate(KeyKind.STATION, "station")
KEYS = agree(CASA, STATION.public(), "casa", STATION_NAME)
ALARM = write_report(KEYS, SmsReport(account="4F39", epoch="e", seq=7, kind="alarm.fire", at_ms=1_700_000_000_000))
PANEL = "+351910000001"


class Desk:
    def __init__(self, folder: Path) -> None:
        self.intake = Intake.open(folder, STATION)
        self.intake.enrol(CASA.public(), fingerprint(CASA.public()))
        self.told, self.sent = list[TextTaken](), list[Message]()
        self.texts = TextIntake(self.intake, lambda: 1_700_000_004_000, self.told.append)
        self.texts.send = self.sent.append

    def hears(self, *facts: Fact) -> "Desk":
        for fact in facts:
            self.texts.heard(fact)
        self.intake.close()
        return self


def came(text: str, sender: str = PANEL) -> Came:
    return Came(Deliver(sender=sender, text=text, sent_at=None))


def test_a_report_is_committed_told_and_answered_to_its_sender(tmp_path: Path) -> None:
    desk = Desk(tmp_path).hears(came(ALARM))
    ((entry, _),) = desk.told[0].news
    assert (entry.kind, entry.path) == ("alarm.fire", "sms")
    (answer,) = desk.sent
    to, pdu = delivered(answer.parts[0].hex, "+351300000001", datetime(2026, 1, 1, tzinfo=UTC))
    found = received(pdu)
    assert isinstance(found, Deliver) and to == PANEL and read_ack(KEYS, found.text).seq == 7
    assert len(answer.parts) == 1


@pytest.mark.parametrize(
    "text", ["Win a car!", "", ALARM[:-1] + ("A" if ALARM[-1] != "A" else "B"), ALARM.replace("fire", "gas")]
)
def test_what_no_panel_wrote_is_neither_told_nor_answered(tmp_path: Path, text: str) -> None:
    desk = Desk(tmp_path).hears(came(text))
    assert desk.told == [] and desk.sent == []


def test_a_sender_without_a_number_cannot_be_answered_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        desk = Desk(tmp_path).hears(came(ALARM, "MeoInfo"))
    assert len(desk.told) == 1 and desk.sent == []
    assert "cannot be answered" in caplog.text


def test_an_answer_that_does_not_go_is_only_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        Desk(tmp_path).hears(NotSent("answer-1", Advice.AGAIN, 38), Registered(True))
    assert "the panel will ask again" in caplog.text and "Registered" in caplog.text
