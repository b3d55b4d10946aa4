"""What the page stands on: the board, the log's last lines and two rings of figures, kept while the station runs.

All in memory and bounded. The store is read once, at the start, and by whoever asks for the history of a zone.
"""

from collections import deque

import msgspec

from comms.documents import ReportDoc
from comms.picture_documents import PictureDoc
from station.board import Board, fold
from station.intake import Intake, Taken, Told
from station.lines import is_alarm, line
from station.listeners import Listeners
from station.plots import Figure, ages, latencies
from station.store import ACCEPTED, Entry
from station.view import Card, PanelCard, Time, card, panel_card, picture_href, time_of

INCIDENTS, PANELS, LOG, FIGURES = "incidents", "panels", "log", "figures"
PARTS = (INCIDENTS, PANELS, LOG, FIGURES)

WINDOW = 5_000  # entries of the log that are folded at the start: days of a station's life
COMING_MAX = 2_048
LINES = 40
ENDED_MAX = 30
OPEN_MAX = 100  # cards on the page; the board keeps more
PANELS_MAX = 200
LATENCIES = 100
AGES, AGE_EVERY_MS = 120, 5_000  # ten minutes of samples
LOOK_AGAIN_MS = 60_000  # some incidents are over by the clock alone


class Broker(msgspec.Struct, frozen=True):
    """Whether the station hears its broker, and since when."""

    up: bool
    since: Time


class LogLine(msgspec.Struct, frozen=True):
    """A line of the log. ``day``: unless it is of today; ``href``: its picture, if it is one."""

    day: str
    text: str
    alarm: bool
    href: str


class Desk:
    """One for each running station. Raises StorageError when it is made, and never after."""

    def __init__(self, intake: Intake, now_ms: int) -> None:
        window = intake.newest(WINDOW)
        self._intake = intake
        self._board: Board = fold(window)
        for picture in intake.coming(COMING_MAX):
            self._board.announce(picture)
        self._log: deque[tuple[Entry, Told]] = deque((each for each in window if _worth_a_line(each[1])), LINES)
        self._latencies: deque[tuple[str, int]] = deque(maxlen=LATENCIES)
        for entry, told in window[-LATENCIES:]:
            self._measure(entry, told)
        self._ages: dict[str, deque[int]] = {}
        self._sampled_ms = self._looked_ms = 0
        self._broker = (False, now_ms)
        self._changes = dict.fromkeys(PARTS, 0)
        self.listeners = Listeners(PARTS)

    def told(self, taken: Taken) -> None:
        """Something was committed: the open pages hear of it now."""
        for entry, told in taken.news:
            self._board.take(entry, told)
            if _worth_a_line(told):
                self._log.append((entry, told))
            self._measure(entry, told)
        for entry, report in taken.completed:
            self._board.complete(entry, report)
        for picture in taken.announced:
            self._board.announce(picture)
        if taken.news or taken.completed:
            self._changed(INCIDENTS, LOG, FIGURES)
        elif taken.announced:
            self._changed(INCIDENTS)
        if taken.renewed or any(entry.panel for entry, _ in taken.news):
            self._changed(PANELS)

    def broker(self, *, up: bool, now_ms: int) -> None:
        """The station hears its broker, or no longer does."""
        if up != self._broker[0]:
            self._broker = (up, now_ms)
            self._changed(INCIDENTS)

    def tick(self, now_ms: int) -> None:
        """Once a second."""
        if now_ms - self._sampled_ms >= AGE_EVERY_MS:
            self._sampled_ms = now_ms
            self._sample(now_ms)
            self._changed(FIGURES)
        if now_ms - self._looked_ms >= LOOK_AGAIN_MS:
            self._looked_ms = now_ms
            self._changed(INCIDENTS)

    def changes(self, part: str) -> int:
        """Another number whenever the part has changed."""
        return self._changes[part]

    def incidents(self, now_ms: int) -> dict[str, object]:
        """For the template of this name, as the three that follow."""
        panels = self._intake.panels()
        open_ = self._board.open(now_ms)
        cards: list[Card] = [card(each, panels, now_ms) for each in open_[:OPEN_MAX]]
        ended = self._board.ended(now_ms, ENDED_MAX)
        return {
            "now_ms": now_ms,
            "open": cards,
            "count": len(open_),
            "dropped": self._board.dropped + len(open_[OPEN_MAX:]),
            "ended": [card(each, panels, now_ms) for each in ended],
            "broker": Broker(self._broker[0], time_of(self._broker[1], now_ms)),
        }

    def panels(self, now_ms: int) -> dict[str, object]:
        cards: list[PanelCard] = [panel_card(panel, view, now_ms) for panel, view in self._intake.panels().items()]
        cards.sort(key=lambda each: (not each.silent, each.name))
        return {"now_ms": now_ms, "panels": cards[:PANELS_MAX], "more": len(cards[PANELS_MAX:])}

    def log(self, now_ms: int) -> dict[str, object]:
        return {"now_ms": now_ms, "lines": [log_line(entry, told, now_ms) for entry, told in reversed(self._log)]}

    def figures(self, now_ms: int) -> dict[str, object]:
        delay: Figure = latencies(list(self._latencies))
        age: Figure = ages({panel: list(seconds) for panel, seconds in self._ages.items()}, AGES)
        return {"now_ms": now_ms, "delay": delay, "age": age}

    def _changed(self, *parts: str) -> None:
        for part in parts:
            self._changes[part] += 1
        self.listeners.tell(*parts)

    def _measure(self, entry: Entry, told: Told) -> None:
        if entry.verdict == ACCEPTED and isinstance(told, ReportDoc) and told.clock == "trusted":
            self._latencies.append((entry.path, entry.received_ms - entry.at_ms))

    def _sample(self, now_ms: int) -> None:
        heard = {panel: view.heard_ms for panel, view in self._intake.panels().items() if view.heard_ms}
        for panel in [panel for panel in self._ages if panel not in heard]:
            del self._ages[panel]
        for panel, heard_ms in list(heard.items())[:PANELS_MAX]:
            seconds = max(0, now_ms - heard_ms) // 1000
            self._ages.setdefault(panel, deque(maxlen=AGES)).append(seconds)


def _worth_a_line(told: Told) -> bool:
    """A small picture says nothing that the whole one, a second later, does not."""
    return not (isinstance(told, PictureDoc) and told.thumb and not told.gone)


def log_line(entry: Entry, told: Told, now_ms: int) -> LogLine:
    """As the operator's terminal has it."""
    shows = isinstance(told, PictureDoc) and not told.gone
    href = picture_href(told.panel, told.picture) if isinstance(told, PictureDoc) and shows else ""
    day, _, _ = time_of(entry.received_ms, now_ms).text.rpartition(" ")
    return LogLine(day, line(entry, told), is_alarm(entry), href)
