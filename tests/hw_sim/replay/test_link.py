"""The bad way to the station, with a panel of which only the doors are there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from comms.documents import ReportDoc, StateDoc, encode
from comms.envelope import Typ, sign
from comms.keys import KeyKind, fingerprint, generate
from hw_sim.replay.link import AWAY_MS, Ends, Link, Weather
from panel.api import Acked, Publish, Pull, Received, Row, Rows
from panel.api import Path as PathMessage
from station import keys as station_keys
from station.intake import Intake

START_MS = 3_600_000
APART_MS = 1_700_000_000_000  # from the panel's monotonic clock to wall time
FAIR = Weather(delay_ms_max=50, ack_dropped=0, doubled=0, broken=0)


class Doors:
    """Holds one report until it is acknowledged."""

    def __init__(self, folder: Path, weather: Weather) -> None:
        self.identity = generate(KeyKind.PANEL, "p")
        self.intake = Intake.open(folder, station_keys.identity(folder))
        self.intake.enrol(self.identity.public(), fingerprint(self.identity.public()))
        self.waiting: list[Row] = []
        self.acks: list[Received] = []
        self.paths: list[PathMessage] = []
        self._reply: Callable[[Rows], None] | None = None
        ends = Ends(self._pull, self.acks.append, self.paths.append, self.intake, "p")
        self.link = Link(ends, weather, Random(1), START_MS, lambda mono_ms: mono_ms + APART_MS)
        self.now_ms = START_MS

    def run_for(self, ms: int) -> None:
        end_ms = self.now_ms + ms
        while (at_ms := max(self.now_ms, self.link.next_ms() or 0)) <= end_ms:
            self.now_ms = at_ms
            self.link.advance(at_ms)
        self.now_ms = end_ms

    def report(self, seq: int) -> None:
        document = ReportDoc(
            v=1,
            panel="p",
            epoch="e",
            seq=seq,
            kind="alarm.fire",
            reporting_class="alarm",
            at_ms=APART_MS,
            mono_ms=0,
            clock="trusted",
        )
        self.waiting.append(Row(n=seq, alarm=True, jws=sign(self.identity, Typ.REPORT, encode(document))))
        if self._reply is not None:
            self._reply(Rows(rows=tuple(self.waiting)))

    def state(self) -> None:
        document = StateDoc(
            v=1, panel="p", epoch="e", at_ms=APART_MS, challenge="c" * 8, areas=(), troubles=(), unacked=0
        )
        self.link.tell(Publish(topic="state", jws=sign(self.identity, Typ.STATE, encode(document)), retain=True))

    def _pull(self, asked: Pull, reply: Callable[[Rows], None]) -> None:
        self._reply = reply
        rows = tuple(row for row in self.waiting if row.n > asked.after_alarm)
        if rows:
            reply(Rows(rows=rows))


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Callable[[Weather], Doors]]:
    made: list[Doors] = []

    def make(weather: Weather) -> Doors:
        made.append(Doors(tmp_path / str(len(made)), weather))
        return made[-1]

    yield make
    for each in made:
        each.intake.close()


def logged(doors: Doors) -> list[tuple[int, str]]:
    return [(entry.seq, entry.verdict) for entry in doors.intake.log()]


def test_in_fair_weather_a_report_arrives_once_and_its_acknowledgement_returns(
    doors: Callable[[Weather], Doors],
) -> None:
    panel = doors(FAIR)
    panel.report(1)
    panel.run_for(1_000)
    assert logged(panel) == [(1, "accepted")]
    assert [ack.topic for ack in panel.acks] == ["ack"]
    assert panel.link.traffic.redelivered == 0
    assert [path.up for path in panel.paths] == [True]


def test_a_dropped_acknowledgement_brings_the_report_again_and_the_station_keeps_one(
    doors: Callable[[Weather], Doors],
) -> None:
    panel = doors(Weather(delay_ms_max=50, ack_dropped=1, doubled=0, broken=0))
    panel.report(1)
    panel.run_for(30_000)
    assert panel.acks == []
    assert panel.link.traffic.redelivered >= 2
    assert panel.link.traffic.acks_dropped == panel.link.traffic.redelivered + 1
    assert logged(panel) == [(1, "accepted")]


def test_after_an_acknowledgement_nothing_is_sent_again(doors: Callable[[Weather], Doors]) -> None:
    panel = doors(FAIR)
    panel.report(1)
    panel.run_for(1_000)
    panel.waiting.clear()
    panel.link.tell(Acked(ns=(1,)))
    panel.run_for(200_000)
    assert list(panel.link.traffic.delivered.values()) == [1]


def test_the_broker_may_deliver_a_report_twice_and_the_station_tells_it_once(
    doors: Callable[[Weather], Doors],
) -> None:
    panel = doors(Weather(delay_ms_max=50, ack_dropped=0, doubled=1, broken=0))
    panel.report(1)
    panel.run_for(1_000)
    assert panel.link.traffic.redelivered == 1
    assert [entry.seq for taken in panel.link.taken for entry, _ in taken.news] == [1]


def test_a_connection_that_breaks_before_the_confirmation_comes_back_and_sends_again(
    doors: Callable[[Weather], Doors],
) -> None:
    panel = doors(Weather(delay_ms_max=50, ack_dropped=1, doubled=0, broken=1))
    panel.report(1)
    panel.run_for(AWAY_MS + 1_000)
    assert panel.link.traffic.breaks >= 1
    assert panel.link.traffic.redelivered >= 1


def test_the_signed_state_keeps_the_panel_from_being_called_silent(doors: Callable[[Weather], Doors]) -> None:
    panel = doors(FAIR)
    panel.state()
    panel.run_for(80_000)
    assert logged(panel) == []
    panel.run_for(20_000)
    assert [entry.kind for entry in panel.intake.log()] == ["alarm.panel_silent"]
