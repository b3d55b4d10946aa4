"""The desk to the station: takes its acknowledgements and commands, puts out results and the signed state.

Everything that comes in is judged here, in alarmd; what carries it is trusted with delivery alone.
"""

from typing import Protocol

import msgspec

from comms.documents import ResultDoc, StateDoc
from comms.errors import CommsError, WrongTypeError
from panel.api import Message, Publish, Received
from panel.core.events import Event, RequestMade, TimePassed
from panel.core.names import Status
from panel.core.reports import Answer, Report
from panel.core.state import State
from panel.daemon import cameras
from panel.daemon.commands import Accepted, Gate, Judged, Refused, acknowledged
from panel.daemon.ledger import Keeper, Ledger
from panel.daemon.status import state_doc
from panel.store.actors import Here, Moment
from panel.store.people import Contract
from panel.store.rows import ResultRow

RECENT_MAX = 256  # results in memory; a challenge counts for two minutes, which nobody's hand fills


class House(cameras.House, Protocol):
    """What the desk needs of the engine."""

    here: Here
    ledger: Ledger

    def moment(self) -> Moment: ...

    def keep(
        self,
        event: Event,
        reports: tuple[Report, ...],
        results: tuple[ResultRow, ...],
        messages: tuple[Message, ...],
        keep_copy: bool,
    ) -> None: ...


class Desk:
    """One for each engine."""

    def __init__(self, house: House, keeper: Keeper) -> None:
        self._house = house
        self._keeper = keeper
        self._gate = Gate(house.identity.id, house.here)
        self._underway: dict[str, str] = {}  # command id -> digest, from its arrival until its result is kept
        self._recent: dict[str, ResultRow] = {}  # a failed store forgets them while their challenge still counts
        self._published = b""
        self.cameras = cameras.Cameras(house, keeper)

    # what comes in --------------------------------------------------------------------------------

    def received(self, message: Received) -> None:
        """Bytes from the station's side. Whatever is wrong with them is logged and changes nothing."""
        if message.topic == "ack":
            self._acknowledge(message.body)
        elif message.topic == "command":
            self._command(message)

    def _acknowledge(self, body: str) -> None:
        try:
            acks = acknowledged(body, self._house.identity.id, self._house.people)
        except WrongTypeError:
            self.cameras.pictures.acknowledged(body)
            return
        except CommsError as error:
            self._house.log(f"an acknowledgement was refused: {error}")
            return
        self._house.ledger.settle(acks, self._house.stamp())

    def _command(self, message: Received) -> None:
        judged = self._gate.judge(message.body, message.retained, self._house.people, self._house.moment())
        if isinstance(judged, Refused):
            self._house.log(f"a command was refused: {judged.why}")
        if not judged.id or judged.id in self._underway:
            return  # nobody to answer; or the same again, which gets the one answer when it is kept
        self._underway[judged.id] = judged.digest
        self._keeper.query(lambda journal: journal.result(judged.id), lambda found: self._answer(judged, found))

    def _answer(self, judged: Judged, found: object) -> None:
        known = found if isinstance(found, ResultRow) else self._recent.get(judged.id)
        if known is not None:
            del self._underway[judged.id]
            self._answer_again(known, judged)
        elif isinstance(judged, Accepted) and isinstance(judged.event, RequestMade):
            self.cameras.request(judged.event)
        elif isinstance(judged, Accepted):
            self._house.command(judged.event)
        else:
            row = self._remember(self._result_row(_refusal(judged), judged.digest))
            self._house.keep(TimePassed(), (), (row,), (Publish(topic="result", jws=row.jws),), False)
            del self._underway[judged.id]

    def _answer_again(self, stored: ResultRow, judged: Judged) -> None:
        """The same command gets the same words; another under its id is told that it is none."""
        if stored.command_digest == judged.digest:
            self._house.tell(Publish(topic="result", jws=stored.jws))
        else:
            other = Refused("its id names another command", judged.id, judged.digest)
            self._house.log(f"a command was refused: {other.why}")
            self._house.tell(Publish(topic="result", jws=self._result_row(_refusal(other), other.digest).jws))

    # what goes out --------------------------------------------------------------------------------

    def results(self, answers: tuple[Answer, ...]) -> tuple[tuple[ResultRow, ...], tuple[Message, ...]]:
        """The stored and the published form of what answers commands; local people need neither."""
        rows = tuple(
            self._remember(self._result_row(answer, self._underway.pop(answer.request)))
            for answer in answers
            if answer.request in self._underway
        )
        return rows, tuple(Publish(topic="result", jws=row.jws) for row in rows)

    def _result_row(self, answer: Answer, command_digest: str) -> ResultRow:
        wall_ms = self._house.stamp().wall_ms
        document = ResultDoc(
            v=1,
            panel=self._house.identity.id,
            id=answer.request,
            command_digest=command_digest,
            status=answer.status,
            reason=answer.reason,
            zones=answer.zones,
            picture=self.cameras.named(answer.request),
            at_ms=wall_ms,
        )
        jws = self._house.clerk.result(document)
        return ResultRow(id=answer.request, command_digest=command_digest, jws=jws, wall_ms=wall_ms)

    def _remember(self, row: ResultRow) -> ResultRow:
        if len(self._recent) >= RECENT_MAX:
            del self._recent[next(iter(self._recent))]
        self._recent[row.id] = row
        return row

    def renew(self, now_ms: int) -> None:
        """Gives out a new challenge each minute, in a new state: the station's heartbeat of us."""
        self.cameras.look(now_ms)
        if self._gate.renew(now_ms):
            self.publish_state(force=True)

    def publish_state(self, *, force: bool = False) -> None:
        """Puts the signed state out when it changed. What the disk has not yet is not told."""
        if self._house.people.contract is Contract.ENDED:
            return  # to nobody
        document = self._document(self._house.ledger.shown)
        essence = msgspec.json.encode((document.areas, document.troubles, document.epoch))
        if force or essence != self._published:
            self._published = essence
            self._house.tell(self._state_message())

    def state_messages(self) -> tuple[Publish, ...]:
        """The signed state as it is now, retained by the broker, for a carrier that comes; none without a contract."""
        return () if self._house.people.contract is Contract.ENDED else (self._state_message(),)

    def _state_message(self) -> Publish:
        return Publish(
            topic="state", jws=self._house.clerk.state(self._document(self._house.ledger.shown)), retain=True
        )

    def _document(self, shown: State) -> StateDoc:
        return state_doc(
            self._house.identity.id,
            self._house.plan,
            shown,
            epoch=self._house.clerk.epoch,
            challenge=self._gate.challenge,
            unacked=self._house.ledger.unacked,
            wall_ms=self._house.stamp().wall_ms,
        )


def _refusal(refused: Refused) -> Answer:
    return Answer(request=refused.id, status=Status.ERROR, reason=refused.reason)
