"""Whole replays, good and bad: a panel that is deaf, late or tells things twice must not pass."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hw_sim.replay.account import Account
from hw_sim.replay.play import Files, play
from hw_sim.replay.runner import Makers
from panel.api import Message
from panel.core.events import Event
from panel.core.names import ReportKind
from panel.core.reports import Report
from panel.core.schedule import Calendar
from panel.daemon.engine import Engine
from panel.ports import HardwareEvent, InputChanged
from panel.store.people import People
from panel.store.rows import ResultRow
from tests.hw_sim.replay.written_home import HOMES, synthetic_home, write_home

# An absence in which the window is forced and somebody comes in by the door, and a quiet night.
SENSORS = [
    "10:00:00 10:00:05 Door",
    "10:10:00 10:10:02 Window",
    "10:20:00 10:20:04 Door",
    "10:20:02 10:20:09 Hall",
    "10:39:50 10:40:00 Door",
    "22:00:00 22:20:00 Cat",
]
LABELS = ["10:00:00 10:40:00 Leaving", "22:00:00 22:20:00 Sleeping"]


class DeafEngine(Engine):
    """Never hears of the window."""

    def hardware(self, event: HardwareEvent) -> None:
        if not (isinstance(event, InputChanged) and event.input == "window"):
            super().hardware(event)


class LateEngine(Engine):
    """Takes every contact for 200 ms younger than it is."""

    def hardware(self, event: HardwareEvent) -> None:
        if isinstance(event, InputChanged):
            event = InputChanged(event.input, event.level, event.at_ms + 200)
        super().hardware(event)


class AlteredEngine(Engine):
    """Alters what is told on its way to the journal."""

    def alter(self, reports: tuple[Report, ...]) -> tuple[Report, ...]:
        raise NotImplementedError

    def keep(
        self,
        event: Event,
        reports: tuple[Report, ...],
        results: tuple[ResultRow, ...],
        messages: tuple[Message, ...],
        keep_copy: bool,
        people: People | None = None,
        calendar: Calendar | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        super().keep(event, self.alter(reports), results, messages, keep_copy, people, calendar, then)


class DoublingEngine(AlteredEngine):
    """Says everything twice, under two numbers."""

    def alter(self, reports: tuple[Report, ...]) -> tuple[Report, ...]:
        return reports * 2


class ForgetfulEngine(AlteredEngine):
    """Never says that it was disarmed."""

    def alter(self, reports: tuple[Report, ...]) -> tuple[Report, ...]:
        return tuple(report for report in reports if report.kind is not ReportKind.DISARMED)


@pytest.fixture
def home(tmp_path: Path) -> Files:
    return write_home(tmp_path, SENSORS, LABELS)


def told(account: Account) -> list[tuple[int, str]]:
    return [(one.zone, one.why) for one in account.verdict.alarms]


def test_a_sound_panel_passes(home: Files) -> None:
    account = play(home)
    assert account.passed
    assert told(account) == [(3, "instant"), (1, "entry_expired")]
    assert len(account.plan.periods) == 2


def test_a_deaf_panel_fails(home: Files) -> None:
    account = play(home, makers=Makers(engine=DeafEngine))
    assert not account.passed
    assert [one.zone for one in account.verdict.missed] == [3]
    assert {one.kind for one in account.verdict.lost} == {"alarm.intrusion", "restore.intrusion"}
    assert account.verdict.unexplained == ()


def test_a_late_panel_fails(home: Files) -> None:
    account = play(home, makers=Makers(engine=LateEngine))
    assert not account.passed
    assert [one.zone for one in account.verdict.missed] == [3, 1]
    late_ms = [
        came.at_ms - due.at_ms for due, came in zip(account.verdict.missed, account.verdict.unexplained, strict=True)
    ]
    assert late_ms == [200, 200]


def test_a_doubling_panel_fails(home: Files) -> None:
    account = play(home, makers=Makers(engine=DoublingEngine))
    assert not account.passed
    assert [one.zone for one in account.verdict.unexplained] == [3, 1]
    assert len(account.verdict.duplicated) == len(account.verdict.alarms) // 2 + 8
    assert (account.verdict.missed, account.verdict.lost) == ((), ())


def test_a_forgetful_panel_fails(home: Files) -> None:
    account = play(home, makers=Makers(engine=ForgetfulEngine))
    assert not account.passed
    assert [one.kind for one in account.verdict.lost] == ["area.disarmed", "area.disarmed"]


def test_the_synthetic_home_tells_its_stories() -> None:
    account = play(synthetic_home())
    assert account.passed, account.text()
    names = {zone.id: zone.name for zone in account.config.zone}
    assert [(names[zone], why) for zone, why in told(account)] == [
        ("Front door", "entry_expired"),  # the cleaner
        ("Kitchen", "instant"),
        ("Front door", "during_alarm"),
        ("Kitchen", "instant"),  # water in the night
        ("Back door", "entry_expired"),  # not pulled shut
        ("Annex door", "entry_expired"),
        ("Bedroom window", "instant"),
    ]
    assert [one.exit_error for one in account.verdict.alarms] == [False, False, False, False, True, False, False]


class DeafToTheBedroom(Engine):
    """Never hears of the window that is forced on the last night."""

    def hardware(self, event: HardwareEvent) -> None:
        if not (isinstance(event, InputChanged) and event.input == "bedroom-window"):
            super().hardware(event)


def test_the_synthetic_home_fails_with_a_panel_that_misses_but_its_last_alarm() -> None:
    account = play(synthetic_home(), makers=Makers(engine=DeafToTheBedroom))
    assert not account.passed
    assert len(account.verdict.missed) == 1


def test_the_synthetic_home_with_a_burglar_passes() -> None:
    account = play(synthetic_home(), 7)
    assert account.passed, account.text()
    assert len(account.verdict.expected) >= 100


@pytest.mark.lane("recorded-home")
@pytest.mark.parametrize("burglar", [None, 7])
def test_the_recorded_home_passes(recorded_home: Path, burglar: int | None) -> None:
    home = HOMES / "ordonez_a"
    tables = recorded_home / "OrdonezA_Sensors.txt", recorded_home / "OrdonezA_ADLs.txt"
    account = play(Files(*tables, home / "mapping.toml", home / "sereno.toml"), burglar)
    assert account.passed, account.text()
    assert len(account.plan.periods) == 28
    assert [row.line for row in account.skipped] == [72, 81, 83]
    assert len(account.verdict.expected) == 0 if burglar is None else len(account.verdict.expected) >= 100
