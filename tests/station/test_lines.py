"""What the operator reads."""

import pytest

from comms.documents import ReportDoc
from station.lines import clean, countdown_line, is_alarm, line
from station.store import Entry
from station.watch import Pending
from tests.support.outbox import NOW_MS, report


def shown(document: ReportDoc, late_ms: int = 300) -> str:
    """The line without its time of day, which depends on where the station stands."""
    return line(_entry(document, late_ms), document).partition("  ")[2]


def _entry(document: ReportDoc, late_ms: int = 300, verdict: str = "accepted") -> Entry:
    return Entry(
        panel=document.panel,
        epoch=document.epoch,
        seq=document.seq,
        digest="d",
        kind=document.kind,
        zone=document.zone,
        area=document.area,
        at_ms=document.at_ms,
        received_ms=document.at_ms + late_ms,
        path="mqtt",
        verdict=verdict,
    )


def own(kind: str) -> Entry:
    return Entry(panel="casa", kind=kind, received_ms=NOW_MS, path="station", verdict="raised")


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (
            report("casa", 1, zone=3, zone_name="Salón"),
            "casa  INTRUSION  zone 3 Salón, area house",
        ),
        (
            report("casa", 1, "alarm.fire", zone=8, zone_name="Landing smoke", test=True),
            "casa  TEST  FIRE  zone 8 Landing smoke, area house",
        ),
        (
            report("casa", 1, "alarm.pending", zone=1, zone_name="Front door", follow_up_ms=50_000),
            "casa  ENTRY, ALARM PENDING  zone 1 Front door, area house, an alarm in 50 s unless more follows",
        ),
        (
            report("casa", 1, "alarm.cancelled", actor="ana", source="keypad", since_alarm_ms=12_000),
            "casa  CANCELLED  area house, by ana, with keypad, 12 s after the alarm",
        ),
        (
            report("casa", 1, "restore.intrusion", zone=3, zone_name="Salón"),
            "casa  restore intrusion  zone 3 Salón, area house",
        ),
        (
            report(
                "casa", 1, "people.changed", area="", why="handed_over", detail="rui", actor="ana", source="console"
            ),
            "casa  people changed: handed over rui  by ana, with console",
        ),
        (
            report("casa", 1, "area.armed", mode="total", actor="ana", source="tag"),
            "casa  area armed total  area house, by ana, with tag",
        ),
        (
            report("casa", 1, "area.disarmed", mode="total", actor="ana", source="tag"),
            "casa  area disarmed  area house, by ana, with tag",
        ),
        (
            report("casa", 1, "area.arm_refused", mode="total", why="not_ready", zones=(5, 7), actor="ana"),
            "casa  arming refused: not ready, zones 5 7  area house, total was wanted, by ana",
        ),
        (
            report("casa", 1, "area.arm_refused", why="no_permission", area=""),
            "casa  arming refused: no permission",
        ),
        (
            report("casa", 1, "panel.booted", area="", why="start", detail="3240 ms"),
            "casa  panel started again after 3.2 s",
        ),
        (
            report("casa", 1, "panel.booted", area="", why="start", detail="8100000 ms"),
            "casa  panel started again after 2 h 15 min",
        ),
        (
            report("casa", 1, "panel.booted", area="", why="state_lost", detail="unknown"),
            "casa  panel started again after an unknown time (its stored state was lost: everything armed)",
        ),
        (
            report("casa", 1, "panel.booted", area="", why="first_start", detail="unknown"),
            "casa  panel started for the first time",
        ),
        (
            report("casa", 1, "panel.epoch", area="", why="first_start", detail="8f3a90"),
            "casa  new numbering of reports (first start)",
        ),
        (
            report("casa", 1, "panel.epoch", area="", why="storage_failed", detail="8f3a90"),
            "casa  new numbering of reports (storage failed)",
        ),
        (
            report("casa", 1, "trouble.raised", area="", trouble="device", detail="keypad is silent"),
            "casa  trouble raised  device, keypad is silent",
        ),
        (
            report("casa", 1, "alarm.hold_up", clock="untrusted"),
            "casa  HOLD UP  area house, the panel's clock was not set",
        ),
    ],
)
def test_each_report_is_one_line_with_alarms_in_capitals(document: ReportDoc, told: str) -> None:
    assert shown(document) == told


def test_a_report_that_took_long_says_how_long() -> None:
    assert shown(report("casa", 1), late_ms=73_200).endswith("area house, 73.2 s late")
    assert "late" not in shown(report("casa", 1), late_ms=1_999)


def test_what_the_station_itself_raises_stands_out() -> None:
    assert "NO FOLLOW-UP" in line(own("alarm.no_follow_up"), None)
    assert "PANEL SILENT" in line(own("alarm.panel_silent"), None)
    assert line(own("restore.panel_silent"), None).endswith("casa  panel heard again")
    assert is_alarm(own("alarm.no_follow_up"))
    assert not is_alarm(own("restore.panel_silent"))


def test_a_conflict_is_an_alarm_whatever_the_report_says() -> None:
    entry = _entry(report("casa", 1, "area.armed"), verdict="conflict")
    assert is_alarm(entry)
    assert "CONFLICT" in line(entry, None)


def test_a_refusal_says_why() -> None:
    entry = Entry(panel="casa", received_ms=NOW_MS, path="mqtt", verdict="refused", why="the signature does not match")
    assert line(entry, None).endswith("casa  refused  the signature does not match")


def test_a_pending_counts_down() -> None:
    pending = Pending(area="house", zone=1, epoch="e", seq=1, at_ms=NOW_MS, deadline_ms=NOW_MS + 20_000)
    assert countdown_line("casa", pending, NOW_MS).endswith("an alarm in 20 s")
    assert countdown_line("casa", pending, NOW_MS + 30_000).endswith("an alarm in 0 s")


def test_no_name_repaints_the_screen() -> None:
    for kind in ("panel.booted", "panel.epoch", "area.arm_refused"):
        told = shown(report("casa", 1, kind, why="\x1b[2J", mode="\n", detail="\x1b[2J ms"))
        assert clean(told) == told
    hostile = report("casa", 1, zone=1, zone_name="\x1b[2Jx\nINTRUSION", detail="\r\u202etxet")
    assert clean(shown(hostile)) == shown(hostile)
    assert "\x1b" not in shown(hostile)
    assert "\n" not in shown(hostile)
