"""What the page stands on, while the station runs and after it was started again."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from station.desk import AGES, FIGURES, INCIDENTS, LATENCIES, LINES, LOG, PANELS, PARTS, Desk, log_line
from station.plots import Figure
from station.view import Card, PanelCard
from tests.station.logged import Log
from tests.station.paged import CASA, House, house
from tests.support.outbox import NOW_MS, state
from tests.support.pictures import taken


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as found:
        yield found


def cards(desk: Desk, which: str = "open", now_ms: int = NOW_MS) -> list[Card]:
    found = desk.incidents(now_ms)[which]
    assert isinstance(found, list)
    return found


def told(home: House) -> set[str]:
    """What an open page is told to fetch, since the last time."""
    before = dict.fromkeys(PARTS, 0) if not hasattr(home, "seen") else home.seen
    home.seen = {part: home.desk.changes(part) for part in PARTS}  # type: ignore[attr-defined]  # of this test alone
    return {part for part in PARTS if home.seen[part] != before[part]}  # type: ignore[attr-defined]  # as above


def test_an_alarm_makes_the_parts_old_that_show_it(home: House) -> None:
    home.tells("alarm.fire", zone=8, zone_name="Landing smoke")
    assert told(home) == {INCIDENTS, LOG, FIGURES, PANELS}
    assert [each.title for each in cards(home.desk)] == ["Fire"]
    home.states(state("casa", NOW_MS))
    assert told(home) == {PANELS}


def test_a_station_that_was_started_again_shows_the_same(home: House) -> None:
    of = home.tells("alarm.intrusion", zone=3, zone_name="Salon")
    shots = [taken(CASA, home.intake.panels()["casa"].key, f"p{n}", seq=of, index=n) for n in range(2)]
    home.shows(shots[0])
    home.shows(shots[1], pieces=False)
    home.tells("alarm.tamper", zone=9)
    home.tells("alarm.water", zone=10)
    home.tells("restore.water", zone=10)
    again = Desk(home.intake, NOW_MS)
    assert again.incidents(NOW_MS) == home.desk.incidents(NOW_MS)
    assert again.log(NOW_MS) == home.desk.log(NOW_MS)
    assert [each.note for each in cards(again)[0].pictures] == ["", "on its way"]


def test_a_picture_that_is_announced_refreshes_the_incident(home: House) -> None:
    of = home.tells("alarm.intrusion", zone=3)
    told(home)
    home.shows(taken(CASA, CASA.public(), "p1", seq=of), pieces=False)
    assert told(home) == {INCIDENTS}


def test_the_log_is_short_and_small_pictures_are_left_out(home: House) -> None:
    of = home.tells("alarm.intrusion", zone=3)
    home.shows(taken(CASA, CASA.public(), "p1t", seq=of, thumb=True))
    home.shows(taken(CASA, CASA.public(), "p1", seq=of))
    for _ in range(LINES):
        home.tells("area.armed")
    lines = home.desk.log(NOW_MS)["lines"]
    assert isinstance(lines, list)
    assert len(lines) == LINES
    assert not any("small" in each.text for each in lines)


def test_a_line_leads_to_its_picture() -> None:
    log = Log()
    log.picture("p1", of=1)
    log.picture("p2", of=1, gone=True)
    log.told("alarm.fire")
    found = [log_line(entry, document, NOW_MS) for entry, document in log.entries]
    assert [(each.alarm, each.href) for each in found] == [(False, "/pictures/casa/p1.jpg"), (False, ""), (True, "")]
    assert found[0].day == ""
    assert len(log_line(*log.entries[0], NOW_MS + 90_000_000).day) == len("2026-11-27")


def test_figures_are_rings(home: House) -> None:
    home.desk.tick(NOW_MS)
    for at in range(LATENCIES + 20):
        home.tells("area.armed", at_ms=NOW_MS + at % 7)
    home.tells("area.armed", clock="untrusted", at_ms=5)
    for at in range(AGES + 30):
        home.desk.tick(NOW_MS + at * 5_000)
    delay, age = (home.desk.figures(NOW_MS)[name] for name in ("delay", "age"))
    assert isinstance(delay, Figure)
    assert isinstance(age, Figure)
    assert len(delay.points) == LATENCIES
    assert [len(line.points.split()) for line in age.lines] == [AGES]


def test_a_tick_looks_again_for_what_is_over_by_the_clock(home: House) -> None:
    home.desk.tick(NOW_MS)
    told(home)
    home.desk.tick(NOW_MS + 1_000)
    assert told(home) == set()
    home.desk.tick(NOW_MS + 61_000)
    assert told(home) == {INCIDENTS, FIGURES}


def test_a_lost_broker_is_said(home: House) -> None:
    home.desk.broker(up=True, now_ms=NOW_MS)
    told(home)
    home.desk.broker(up=True, now_ms=NOW_MS + 5)
    assert told(home) == set()
    home.desk.broker(up=False, now_ms=NOW_MS + 9)
    assert told(home) == {INCIDENTS}


def test_silent_panels_come_first(home: House) -> None:
    home.states(state("casa", NOW_MS))
    home.desk.told(home.intake.tick(NOW_MS + 200_000))
    found = home.desk.panels(NOW_MS)["panels"]
    assert isinstance(found, list)
    assert [isinstance(each, PanelCard) and each.silent for each in found] == [True]


def test_what_is_told_reaches_an_open_page_at_once(home: House) -> None:
    async def tell() -> str:
        with home.desk.listeners.joined() as listener:
            messages = listener.messages()
            await anext(messages)
            home.tells("alarm.fire")
            return await anext(messages)

    assert "event: incidents" in asyncio.run(tell())
    assert msgspec.structs.asdict(cards(home.desk)[0])["title"] == "Fire"
