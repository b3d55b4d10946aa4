"""The way to the station, bad on purpose: it delays, drops acknowledgements, breaks and delivers twice.

Stands in for paho, the broker and the sockets, nothing else: what to send and when is decided by
``comms.policy`` as in commsd, what comes in is judged by ``station.intake`` as at the station. Seeded,
so that a bad day can be had again.
"""

import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from comms import policy
from panel.api import Acked, LinkOpened, Message, Path, Publish, Pull, Received, Rows
from station.intake import Incoming, Intake, Outgoing, Taken

RECEIVE_MAXIMUM = 20
HEARTBEAT_MS = 120_000  # of the connection; the panel's signed state passes more often
AWAY_MS = 2_000  # how long a broken connection stays broken


@dataclass(frozen=True, slots=True)
class Weather:
    """How bad the way is: delays in milliseconds, the rest as chances of one message."""

    delay_ms_max: int = 400
    ack_dropped: float = 0.15  # the station's own acknowledgement never arrives
    doubled: float = 0.05  # the broker delivers a report once more
    broken: float = 0.03  # the connection breaks after the broker took a report and before its PUBACK


@dataclass(frozen=True, slots=True)
class Ends:
    """What the link connects: the panel's three doors, and the station."""

    pull: Callable[[Pull, Callable[[Rows], None]], None]
    received: Callable[[Received], None]
    path: Callable[[Path], None]
    intake: Intake
    panel: str


@dataclass(slots=True)
class Traffic:
    """What went over the link. ``delivered``: every report that reached the station, by its signed text."""

    delivered: dict[str, int] = field(default_factory=dict)
    acks_dropped: int = 0
    breaks: int = 0

    @property
    def redelivered(self) -> int:
        """How many deliveries of a report were not its first."""
        return sum(self.delivered.values()) - len(self.delivered)


class Link:
    """Carries. ``tell`` takes what alarmd says; ``advance`` does what is due."""

    def __init__(
        self, ends: Ends, weather: Weather, random: Random, now_ms: int, wall_of: Callable[[int], int]
    ) -> None:
        self._ends = ends
        self._weather = weather
        self._random = random
        self._wall_of = wall_of
        self._policy = policy.start(now_ms, HEARTBEAT_MS)
        self._inbox: deque[policy.Event] = deque([LinkOpened(), policy.Connected(RECEIVE_MAXIMUM)])
        self._due: list[tuple[int, int, Callable[[int], None]]] = []
        self._planned = 0
        self._connection = 0
        self._delivered = False
        self.traffic = Traffic()
        self.taken: list[Taken] = []

    def tell(self, message: Message) -> None:
        """alarmd has something for commsd."""
        if isinstance(message, Acked | Publish):
            self._inbox.append(message)

    def next_ms(self) -> int | None:
        """When ``advance`` is wanted next; at once while something lies in the inbox."""
        if self._inbox:
            return 0
        wanted = [self._due[0][0]] if self._due else []
        wanted += [at for at in (policy.next_deadline(self._policy), self._station_ms()) if at is not None]
        return min(wanted, default=None)

    def advance(self, now_ms: int) -> None:
        """Everything that is due by now, deliveries in the order of their times."""
        while self._due and self._due[0][0] <= now_ms:
            _, _, deliver = heapq.heappop(self._due)
            deliver(now_ms)
        self._inbox.append(policy.TimePassed())
        self._pump(now_ms)
        due_ms = self._station_ms()
        if self._delivered or (due_ms is not None and due_ms <= now_ms):
            self._delivered = False
            self._keep(self._ends.intake.tick(self._wall_of(now_ms)))

    def _station_ms(self) -> int | None:
        """When the station's watchers may have something to say, on the panel's monotonic clock."""
        due_ms = self._ends.intake.next_due_ms()
        return None if due_ms is None else due_ms - self._wall_of(0)

    # commsd -----------------------------------------------------------------------------------

    def _pump(self, now_ms: int) -> None:
        """One event at a time: what alarmd answers while it is asked waits its turn."""
        while self._inbox:
            self._policy, actions = policy.step(self._policy, self._inbox.popleft(), now_ms)
            for action in actions:
                self._do(action, now_ms)

    def _do(self, action: policy.Action, now_ms: int) -> None:
        match action:
            case policy.Send():
                self._send(action, now_ms)
            case policy.Rebuild():
                self._break(now_ms)
            case Pull():
                self._ends.pull(action, self._inbox.append)
            case Path():
                self._ends.path(action)

    def _send(self, send: policy.Send, now_ms: int) -> None:
        """The broker takes it, passes it on, perhaps twice, and confirms it, unless the connection breaks."""
        connection = self._connection
        if send.topic != "report":
            self._later(now_ms, lambda at: self._pass_on(send, connection, at))
            return
        self._later(now_ms, lambda at: self._deliver(send, at))
        if self._happens(self._weather.doubled):
            self._later(now_ms, lambda at: self._deliver(send, at))
        if self._happens(self._weather.broken):
            self._later(now_ms, lambda at: self._break(at) if connection == self._connection else None)
        else:
            self._later(now_ms, lambda at: self._confirm(send.token, connection))

    def _pass_on(self, send: policy.Send, connection: int, now_ms: int) -> None:
        """What is no report has no business of its own to test: it takes the plain way."""
        if send.topic == "state":
            self._deliver(send, now_ms)
        self._confirm(send.token, connection)

    def _confirm(self, token: int, connection: int) -> None:
        if connection == self._connection:
            self._inbox.append(policy.Answered(token, accepted=True))

    def _break(self, now_ms: int) -> None:
        self._connection += 1
        self.traffic.breaks += 1
        self._inbox.append(policy.Disconnected("the connection broke"))
        reconnect = policy.Connected(RECEIVE_MAXIMUM)
        self._plan(now_ms + AWAY_MS, lambda at: self._inbox.append(reconnect))

    # the station ------------------------------------------------------------------------------

    def _deliver(self, send: policy.Send, now_ms: int) -> None:
        if send.topic == "report":
            self.traffic.delivered[send.body] = self.traffic.delivered.get(send.body, 0) + 1
        self._delivered = True
        topic = f"sereno/1/{self._ends.panel}/{send.topic}"
        incoming = Incoming(topic, send.body.encode("ascii"), self._wall_of(now_ms))
        taken = self._ends.intake.receive_all([incoming])
        self._keep(taken)
        for outgoing in taken.outgoing:
            self._acknowledge(outgoing, now_ms)

    def _acknowledge(self, outgoing: Outgoing, now_ms: int) -> None:
        if self._happens(self._weather.ack_dropped):
            self.traffic.acks_dropped += 1
            return
        received = Received(topic="ack", body=outgoing.body.decode("ascii"))
        self._later(now_ms, lambda at: self._ends.received(received))

    def _keep(self, taken: Taken) -> None:
        if taken.news:
            self.taken.append(taken)

    # chance and time --------------------------------------------------------------------------

    def _happens(self, chance: float) -> bool:
        return self._random.random() < chance

    def _later(self, now_ms: int, what: Callable[[int], None]) -> None:
        self._plan(now_ms + 1 + self._random.randrange(self._weather.delay_ms_max), what)

    def _plan(self, at_ms: int, what: Callable[[int], None]) -> None:
        self._planned += 1
        heapq.heappush(self._due, (at_ms, self._planned, what))
