"""The last report goes out, then the machine may be switched off; unless the mains are back in time."""

from panel.core.events import Event, TimePassed
from panel.core.names import ReportKind
from panel.core.reports import Report
from panel.daemon.stopping import LAST_WORDS_MS, Stopping

LAST = Report(kind=ReportKind.STOPPING, at_ms=1_000, why="battery_empty")


class Panel:
    """As much of an engine as a stop meets; the station acknowledges when told to."""

    def __init__(self) -> None:
        self.outstanding, self.recorded = 0, list[tuple[Event, tuple[Report, ...]]]()

    def record(self, event: Event, extra: tuple[Report, ...]) -> None:
        self.outstanding += len(extra)
        self.recorded.append((event, extra))


def test_it_ends_once_the_station_has_everything() -> None:
    panel = Panel()
    stopping = Stopping(panel)
    assert not stopping.look(False, 0) and not panel.recorded
    assert not stopping.look(True, 1_000) and not stopping.look(True, 2_000)
    assert panel.recorded == [(TimePassed(), (LAST,))]
    panel.outstanding = 0
    assert stopping.look(True, 3_000)


def test_a_station_that_does_not_answer_is_not_waited_for_until_the_battery_is_ruined() -> None:
    panel = Panel()
    stopping = Stopping(panel)
    assert not stopping.look(True, 1_000)
    assert not stopping.look(True, 1_000 + LAST_WORDS_MS - 1)
    assert stopping.look(True, 1_000 + LAST_WORDS_MS)


def test_mains_that_are_back_end_the_stop_and_the_next_one_has_its_own_last_word() -> None:
    panel = Panel()
    stopping = Stopping(panel)
    stopping.look(True, 1_000)
    assert not stopping.look(False, 1_500)
    assert not stopping.look(True, 60_000)
    assert [extra[0].at_ms for _, extra in panel.recorded] == [1_000, 60_000]
