"""The way to the station and the station: it delays, loses acknowledgements, delivers twice and is cut.

What to send and when is decided by ``comms.policy``, as in commsd. The station here is a notebook: it commits what it
has not seen, acknowledges everything it is given, and complains of what is out of order. The broker hands on in
the order in which it took, as MQTT promises.
"""

import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from comms import policy
from panel.api import Acked, LinkClosed, LinkOpened, Path, Publish, Pull, Row, Rows

RECEIVE_MAXIMUM = 20
HEARTBEAT_MS = 600_000
STATE_MS = 400_000  # how often the panel's state passes, which keeps the connection heard
DELAY_MS_MAX = 400
ACK_LOST, DOUBLED, BROKEN = 0.15, 0.05, 0.02
AWAY_MS = 2_000


class Outbox:
    """What alarmd keeps: rows in their order until the station has acknowledged them. Outlives every restart."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.count = 0

    def add(self, alarm: bool, text: str) -> None:
        """One more report; its place is its identity, and stands in what is sent."""
        self.count += 1
        body = f"{self.count} {'alarm' if alarm else 'other'} {text}"
        self.rows[self.count] = Row(n=self.count, alarm=alarm, jws=body)

    def after(self, asked: Pull) -> tuple[Row, ...]:
        """What a carrier with these cursors has not taken yet, alarms first."""
        wanted = [row for row in self.rows.values() if row.n > (asked.after_alarm if row.alarm else asked.after_other)]
        return tuple(sorted(wanted, key=lambda row: (not row.alarm, row.n))[: asked.limit])


@dataclass(slots=True)
class Station:
    """``committed``: place of each report and its text, in the order of coming."""

    committed: dict[int, str] = field(default_factory=dict)
    deliveries: int = 0
    complaints: list[str] = field(default_factory=list)
    newest: dict[bool, int] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Commits what is new; the same place with another text, or an older one than before, is wrong."""
        self.deliveries += 1
        known = self.committed.get(row.n)
        if known is None:
            if row.n < self.newest.get(row.alarm, 0):
                self.complaints.append(f"report {row.n} came after {self.newest[row.alarm]} of its class")
            self.committed[row.n] = row.jws
            self.newest[row.alarm] = max(self.newest.get(row.alarm, 0), row.n)
        elif known != row.jws:
            self.complaints.append(f"report {row.n} says two things")


class Way:
    """Carries from the outbox to the station. ``path``: where the panel hears that the way is down, or up again."""

    def __init__(self, outbox: Outbox, station: Station, random: Random, path: Callable[[Path, int], None]) -> None:
        self._outbox = outbox
        self._station = station
        self._random = random
        self._path = path
        self._policy = policy.start(0, HEARTBEAT_MS)
        self._inbox: deque[policy.Event] = deque([LinkOpened(), policy.Connected(RECEIVE_MAXIMUM)])
        self._due: list[tuple[int, int, Callable[[int], None]]] = []
        self._planned = 0
        self._connection = 1
        self._cuts = 0
        self._there_ms = 0  # when the last report is at the station
        self._pull: Pull | None = None
        self._plan(STATE_MS, self._state)

    def next_ms(self) -> int:
        """When ``advance`` is wanted next; at once while something lies in the inbox."""
        if self._inbox:
            return 0
        due_ms = policy.next_deadline(self._policy)
        return min(self._due[0][0], due_ms if due_ms is not None else self._due[0][0])

    def advance(self, now_ms: int) -> None:
        """Everything that is due by now."""
        while self._due[0][0] <= now_ms:
            _, _, do = heapq.heappop(self._due)
            do(now_ms)
        self._inbox.append(policy.TimePassed())
        while self._inbox:
            self._policy, actions = policy.step(self._policy, self._inbox.popleft(), now_ms)
            for action in actions:
                self._do(action, now_ms)

    def grown(self) -> None:
        """There is more in the outbox than before."""
        if self._pull is not None and (rows := self._outbox.after(self._pull)):
            self._pull = None
            self._inbox.append(Rows(rows=rows))

    def restarted(self) -> None:
        """alarmd was away, and what it was asked is forgotten."""
        self._pull = None
        self._inbox.extend((LinkClosed(), LinkOpened()))

    def cut(self, cut: bool) -> None:
        """The network goes, or comes back."""
        was, self._cuts = self._cuts, self._cuts + (1 if cut else -1)
        if bool(was) is not bool(self._cuts):
            self._inbox.append(policy.Disconnected("cut") if cut else policy.Connected(RECEIVE_MAXIMUM))
            self._connection += 1

    def _plan(self, at_ms: int, do: Callable[[int], None]) -> None:
        self._planned += 1
        heapq.heappush(self._due, (at_ms, self._planned, do))

    def _state(self, now_ms: int) -> None:
        self._inbox.append(Publish(topic="state", jws="state", retain=True))
        self._plan(now_ms + STATE_MS, self._state)

    def _do(self, action: policy.Action, now_ms: int) -> None:
        match action:
            case policy.Send():
                self._send(action, now_ms)
            case policy.Rebuild():
                self._break(now_ms)
            case Pull():
                self._pull = action
                self.grown()
            case Path():
                self._path(action, now_ms)

    def _send(self, sent: policy.Send, now_ms: int) -> None:
        if self._cuts:
            return
        there = self._there_ms = max(now_ms + self._delay(), self._there_ms)
        if sent.topic == "report":
            if self._random.random() < BROKEN:
                self._plan(there, lambda at: self._deliver(sent.body, at))
                self._break(now_ms)
                return
            for _ in range(2 if self._random.random() < DOUBLED else 1):
                self._plan(there, lambda at: self._deliver(sent.body, at))
        connection = self._connection
        self._plan(there + self._delay(), lambda at: self._answer(sent.token, connection))

    def _answer(self, token: int, connection: int) -> None:
        if connection == self._connection and not self._cuts:
            self._inbox.append(policy.Answered(token, accepted=True))

    def _break(self, now_ms: int) -> None:
        self._connection += 1
        self._inbox.append(policy.Disconnected("broken"))
        connection = self._connection
        self._plan(now_ms + AWAY_MS, lambda at: self._back(connection))

    def _back(self, connection: int) -> None:
        if connection == self._connection and not self._cuts:
            self._inbox.append(policy.Connected(RECEIVE_MAXIMUM))

    def _deliver(self, body: str, now_ms: int) -> None:
        place, kind, _ = body.split(" ", 2)
        self._station.take(Row(n=int(place), alarm=kind == "alarm", jws=body))
        if self._random.random() >= ACK_LOST and not self._cuts:
            self._plan(now_ms + self._delay(), lambda at: self._acknowledged(int(place)))

    def _acknowledged(self, place: int) -> None:
        if self._outbox.rows.pop(place, None) is not None:
            self._inbox.append(Acked(ns=(place,)))

    def _delay(self) -> int:
        return self._random.randint(20, DELAY_MS_MAX)
