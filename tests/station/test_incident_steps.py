"""One incident's steps; what comes of many is in test_board.py."""

from typing import Any

import msgspec

from comms.documents import ReportDoc
from station.incident import End, How, Incident, Shot, Stage, Stands, Zone
from station.incident_steps import begun, end_of, ended, grown, key_of, newest_of, restored, with_shot
from tests.station.logged import Log, picture
from tests.support.outbox import NOW_MS


def first(kind: str = "alarm.intrusion", **fields: Any) -> Incident:
    log = Log()
    log.told(kind, **fields)
    entry, told = log.entries[0]
    assert isinstance(told, ReportDoc)
    return begun(entry, told, "k", Zone(3, "Salon"))


def test_what_belongs_together_has_one_key() -> None:
    log = Log()
    log.told("alarm.pending", zone=1)
    log.told("alarm.intrusion", zone=2)
    log.told("alarm.intrusion", zone=2, test=True)
    log.told("alarm.fire", zone=2)
    log.told("trouble.raised", trouble="camera", detail="hall")
    log.told("trouble.raised", trouble="camera", detail="yard")
    log.refused(panel="a")
    log.refused(panel="b")
    keys = [key_of(entry, told) for entry, told in log.entries]  # type: ignore[arg-type]  # no picture
    assert keys[0] == keys[1]
    assert keys[6] == keys[7]
    assert len(set(keys)) == 6


def test_what_leads_is_the_gravest_and_the_newest_of_it() -> None:
    log = Log()
    log.told("alarm.pending", 1, zone=1, cid="1134", path="sms")
    entry, told = log.entries[0]
    confirmed = first("alarm.confirmed", cid="1139")
    still = grown(confirmed, entry, told, None)  # type: ignore[arg-type]  # no picture
    assert (still.kind, still.cid, still.path, still.count) == ("alarm.confirmed", "1139", "mqtt", 2)
    assert still.deadline_ms == NOW_MS + 1_040 + 95_000


def test_a_zone_is_restored_and_a_break_in_goes_on() -> None:
    end = End(How.RESTORED, 9)
    assert restored(first(), 3, end).zones == (Zone(3, "Salon", restored=True),)
    assert restored(first(), 3, end).end is None
    assert restored(first("alarm.fire"), 3, end).end == end


def test_the_end_says_who_and_how_long_after() -> None:
    log = Log()
    log.told("alarm.cancelled", actor="ana", source="keypad", since_alarm_ms=4_000)
    entry, told = log.entries[0]
    end = end_of(How.CANCELLED, entry, told)  # type: ignore[arg-type]  # no picture
    assert end == End(How.CANCELLED, NOW_MS + 40, "ana", "keypad", 4_000)
    assert ended(first("alarm.pending"), end).deadline_ms == 0
    assert end_of(How.RESTORED, entry, None).actor == ""


def test_a_picture_that_is_here_stays_here() -> None:
    one = with_shot(first(), picture("p1", 1, index=-2, thumb=True), Stands.COMING)
    assert one.shots == (Shot("p1", "hall", "j1", -2, NOW_MS, thumb=True, stands=Stands.COMING),)
    here = with_shot(one, picture("p1", 1, index=-2, thumb=True), Stands.HERE)
    assert [shot.stands for shot in here.shots] == [Stands.HERE]
    assert with_shot(here, picture("p1", 1), Stands.COMING) == here


def test_the_newest_report_of_an_epoch() -> None:
    incident = msgspec.structs.replace(first(), reports=(("a", 3), ("b", 9), ("a", 5)))
    assert [newest_of(incident, epoch) for epoch in ("a", "b", "c")] == [5, 9, -1]
    assert first("alarm.pending").stage is Stage.PENDING
