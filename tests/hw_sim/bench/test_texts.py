"""What the benchmark of the second path counts as wrong."""

from collections.abc import Callable

import pytest

from hw_sim.bench.house import BenchError
from hw_sim.bench.texts import BUTTON, QUALIFICATION_MS, Texted, alarms


class Told:
    """A house in which each alarm does what the test says: what the modem sends, and what the station logs."""

    def __init__(self, path: str = "sms", seqs: tuple[int, ...] = (1, 2, 3)) -> None:
        self.path, self.seqs = path, seqs
        self.acts: list[tuple[str, dict[str, str]]] = []
        self.texts: list[dict[str, int]] = []
        self.rows: list[dict[str, object]] = []

    def status(self) -> dict[str, object]:
        return {"unacked": 0, "troubles": []}

    def look(self) -> dict[str, object]:
        return {"gsm": {"texts": self.texts}}

    def log(self, after: int = 0) -> list[dict[str, object]]:
        return self.rows[after:]

    def act(self, verb: str, **words: str) -> None:
        self.acts.append((verb, words))
        if verb == "open":
            self.texts = [*self.texts, {"at_ms": 2_000}]
            self._tell("alarm.hold_up")
        elif words.get("action") == "restore":
            self._tell("restore.hold_up")

    def forget(self) -> None:
        """It has nothing to forget."""

    def wait_for(self, wire: str, state: str) -> dict[str, int]:
        assert (wire, state) == (BUTTON, "open")
        return {"at_us": 1_000_000}

    def until(self, condition: Callable[[], bool], what: str, within_s: float = 0) -> None:
        if not condition():
            raise BenchError(what)

    def _tell(self, kind: str) -> None:
        n = len(self.rows) + 1
        seq = self.seqs[min(n, len(self.seqs)) - 1]
        told: dict[str, object] = {"n": n, "kind": kind, "path": self.path, "seq": seq, "verdict": "accepted"}
        self.rows.append(told | {"at_ms": 500, "received_ms": 700})


def test_an_alarm_is_timed_from_the_qualified_edge_to_the_wire_and_to_the_stations_log() -> None:
    house = Told(seqs=(1, 2))
    found, wrong = alarms(house, "cut", 1)  # type: ignore[arg-type]  # as much of a house as it needs
    assert (found, wrong) == ([Texted(1_000 - QUALIFICATION_MS, 200)], 0)
    assert house.acts == [
        ("network", {"action": "cut"}),
        ("open", {"zone": BUTTON}),
        ("close", {"zone": BUTTON}),
        ("network", {"action": "restore"}),
    ]


@pytest.mark.parametrize(("seqs", "wrong"), [((1, 1), 1), ((1, 3), 1), ((1, 4), 2)])
def test_doubles_and_gaps_are_counted(seqs: tuple[int, int], wrong: int) -> None:
    assert alarms(Told(seqs=seqs), "cut", 1)[1] == wrong  # type: ignore[arg-type]  # asks two things of a house


def test_an_alarm_that_came_another_way_measures_nothing() -> None:
    with pytest.raises(BenchError, match="came by mqtt, not by text"):
        alarms(Told("mqtt"), "cut", 1)  # type: ignore[arg-type]  # asks two things of a house
