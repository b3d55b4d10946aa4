"""What the operator reads on the page."""

from typing import Any

import msgspec
import pytest

from comms.documents import AreaState, StateDoc
from comms.keys import KeyKind, fingerprint, generate
from station.board import fold
from station.intake import PanelView
from station.view import Card, area_name, card, panel_card, picture_href, span, time_of, words, zone_href
from tests.station.logged import Log, picture
from tests.support.outbox import NOW_MS, state

KEY = generate(KeyKind.PANEL, "casa").public()
NAMED = AreaState(id="house", name="Casa", mode="total", phase="entry", ready={})


def view(**fields: object) -> PanelView:
    return msgspec.structs.replace(PanelView(KEY, NOW_MS, silent=False, state=state("casa", NOW_MS)), **fields)


def cards(log: Log, at_s: float = 5) -> list[Card]:
    now_ms = NOW_MS + round(at_s * 1000)
    board = fold(log.entries)
    panels = {"casa": view(state=msgspec.structs.replace(state("casa", NOW_MS), areas=(NAMED,)))}
    return [card(each, panels, now_ms) for each in (*board.open(now_ms), *board.ended(now_ms, 9))]


def only(log: Log, at_s: float = 5) -> Card:
    (found,) = cards(log, at_s)
    return found


def test_a_pending_says_where_and_how_long_is_left() -> None:
    log = Log()
    log.told("alarm.pending", zone=1, zone_name="Front door", follow_up_ms=50_000, cid="1134", sia="BA")
    found = only(log, 10)
    assert (found.title, found.place) == ("Entry, alarm pending", "casa, Casa, 1 Front door")
    assert (found.rank, found.badge, found.open, found.over) == ("pending", "Pending", True, False)
    assert (found.left_s, found.deadline_ms, found.codes) == (41, NOW_MS + 50_040, "1134 BA")
    assert (found.path, found.latency) == ("network (mqtt)", "40 ms")
    assert found.verdict == "accepted"
    assert [(zone.text, zone.href) for zone in found.zones] == [("1 Front door", "/zones/casa/1")]
    assert only(log, 80).left_s == 0


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([("alarm.intrusion", {})], "Unconfirmed: one detector"),
        ([("alarm.confirmed", {})], "Confirmed: a second detector agrees"),
        ([("alarm.unverified", {})], "Unverified: a second detector has to agree"),
        ([("alarm.fire", {})], "In alarm"),
        (
            [("alarm.fire", {}), ("alarm.silenced", {"detail": "fire", "actor": "ana", "source": "keypad"})],
            "In alarm; silenced in the house by ana with keypad",
        ),
        ([("trouble.zone_fault", {})], "Persists"),
        ([("alarm.fire", {"verdict": "conflict"})], "Somebody has to look into it"),
    ],
)
def test_how_it_stands(steps: list[tuple[str, dict[str, Any]]], said: str) -> None:
    log = Log()
    for kind, fields in steps:
        log.told(kind, zone=3, **fields)
    assert only(log).state == said


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("alarm.cancelled", {"actor": "ana", "source": "keypad", "since_alarm_ms": 12_400}, "12 s after it began"),
        ("alarm.cancelled", {"actor": "ana", "source": "keypad"}, "Cancelled by ana with keypad, "),
        ("area.disarmed", {"actor": "ana", "source": "tag"}, "4 s after it began (not cancelled)"),
        ("alarm.aborted", {"since_alarm_ms": 200_000}, "3 min after it began"),
    ],
)
def test_how_it_ended(kind: str, fields: dict[str, Any], said: str) -> None:
    log = Log()
    log.told("alarm.intrusion", zone=3)
    log.told(kind, 4, **fields)
    assert said in only(log).state
    assert only(log).over


def test_what_was_never_ended_is_said_to_be_laid_aside() -> None:
    log = Log()
    log.told("alarm.hold_up", zone=9)
    assert only(log, 90_000).state == "No end was told; nothing more came for a day"
    assert only(log, 90_000).over


def test_a_test_and_what_an_operator_must_know_beside_it_is_marked() -> None:
    log = Log()
    log.told("alarm.intrusion", zone=3, test=True, exit_error=True, recent_close=True, actor="ana", source="keypad")
    found = only(log)
    assert (found.test, found.badge, len(found.notes)) == (True, "TEST", 4)


def test_a_clock_that_was_not_set_is_said_instead_of_a_delay() -> None:
    log = Log()
    log.told("alarm.fire", clock="untrusted", path="sms")
    assert (only(log).latency, only(log).path) == ("clock not set", "text message (sms)")
    log = Log()
    log.raised("alarm.panel_silent")
    assert (only(log).latency, only(log).path, only(log).verdict) == ("", "this station", "raised")


@pytest.mark.parametrize(("verdict", "title"), [("conflict", "Conflict: Fire"), ("accepted", "Fire")])
def test_a_verdict_says_what_it_means(verdict: str, title: str) -> None:
    log = Log()
    log.told("alarm.fire", verdict=verdict)
    assert only(log).title == title
    assert len(only(log).meaning) > 20


def test_refusals_say_why() -> None:
    log = Log()
    log.refused(why="the signature does not match")
    assert (only(log).title, only(log).place, only(log).notes) == (
        "Messages refused",
        "",
        ("the signature does not match",),
    )


def test_an_unknown_alarm_is_named_as_the_panel_names_it() -> None:
    log = Log()
    log.told("alarm.big_asteroid")
    assert (only(log).title, only(log).notes) == ("Big asteroid", ("Of a kind that this station does not know",))


def test_pictures_are_offered_or_said_to_be_missing() -> None:
    log = Log()
    of = log.told("alarm.intrusion")
    log.picture("p1t", of=of, index=1, thumb=True)
    log.picture("p1", of=of, index=1)
    log.picture("p2t", of=of, index=2, thumb=True, at_ms=NOW_MS + 1)
    log.picture("p2", of=of, index=2, gone=True)
    log.picture("p3", of=of, index=3, gone=True, at_ms=NOW_MS + 2)
    one, two, three = only(log).pictures
    assert (one.src, one.href, one.caption, one.note) == (
        "/pictures/casa/p1t.jpg", "/pictures/casa/p1.jpg", "hall, 1 after", "",
    )  # fmt: skip
    assert (two.href, two.note) == ("/pictures/casa/p2t.jpg", "large one will not come")
    assert (three.src, three.note) == ("", "will not come: the panel has it no more")
    assert picture("x", of).panel == "casa"


def test_nothing_that_a_panel_wrote_repaints_the_screen() -> None:
    log = Log()
    evil = "\x1b[2J\u202e\nx"
    log.told("alarm.intrusion", zone=3, zone_name=evil, area=evil, actor=evil, source=evil, detail=evil, cid=evil)
    log.told(f"alarm.{evil}", zone=4, zone_name=evil)
    for each in cards(log):
        for text in (each.title, each.place, each.area, each.codes, each.state, *each.notes, each.zones[0].text):
            assert text.isprintable(), text
    wild = msgspec.structs.replace(NAMED, name=evil, mode=evil, phase=evil)
    document: StateDoc = msgspec.structs.replace(state("casa", NOW_MS), areas=(wild,), troubles=(evil,))
    shown = panel_card("casa", view(state=document), NOW_MS)
    assert all(text.isprintable() for area in shown.areas for text in (area.name, area.mode, area.phase))
    assert shown.troubles[0].isprintable()


def test_a_panel_shows_its_signed_state() -> None:
    document = msgspec.structs.replace(state("casa", NOW_MS), areas=(NAMED,), troubles=("station_path",), unacked=3)
    found = panel_card("casa", view(state=document), NOW_MS + 12_000)
    assert (found.fingerprint, found.ago_s, found.unacked, found.troubles) == (
        fingerprint(KEY),
        12,
        3,
        ("station path",),
    )
    assert [(area.name, area.mode, area.phase, area.loud) for area in found.areas] == [
        ("Casa", "total", "ENTRY TIME RUNS", True)
    ]


def test_a_panel_that_never_spoke() -> None:
    found = panel_card("casa", view(heard_ms=0, silent=True, state=None), NOW_MS)
    assert (found.heard, found.known, found.silent, found.areas) == (None, False, True, ())


def test_small_words() -> None:
    assert [span(ms) for ms in (400, 119_000, 180_000, 7_500_000)] == ["0 s", "119 s", "3 min", "2 h 5 min"]
    assert words("no_permission") == "no permission"
    assert (zone_href("a b", 3), picture_href("..", "x/y")) == ("/zones/a%20b/3", "/pictures/../x%2Fy.jpg")
    assert len(time_of(NOW_MS, NOW_MS).text) == 8
    assert len(time_of(NOW_MS - 90_000_000, NOW_MS).text) == 19
    log = Log()
    log.told("alarm.fire", area="annex")
    (incident,) = fold(log.entries).open(NOW_MS)
    assert area_name(incident, {}) == "annex"
