"""The desk of the second path: reports as text messages, their tries, and the station's answers to them.

alarmd writes every text and judges every answer, because the keys are here; what carries them can only delay. A try is
on the disk before the modem hears of it. While the disk fails, tries are counted in memory: it is the wrong moment to
send nothing, and no less the wrong one to send without end.
"""

from collections import deque
from collections.abc import Callable
from typing import Protocol

import msgspec

from comms.documents import ReportDoc
from comms.errors import CommsError
from comms.keys import Identity, KeyFile, KeyKind, b64_decode
from comms.sms_form import STATION_NAME, SmsKeys, SmsReport, account_of, agree, mac_of, read_ack, write_report
from comms.text_choice import PROBE, in_short, is_worth_a_text
from panel.api import (
    Attempt,
    AttemptWanted,
    Message,
    Probe,
    Row,
    Rows,
    TakeBack,
    Text,
    Texted,
    Texts,
    TextsWanted,
)
from panel.config.gsm import GsmConfig
from panel.config.model import Config
from panel.daemon.clerk import Clerk
from panel.daemon.ledger import Keeper, Ledger, Stamp
from panel.store.errors import StorageFailed
from panel.store.people import STATION, People
from panel.store.text_rows import DAY_MS

SCANNED = 256  # rows looked at in one go: of a backlog most are nothing to be texted
GIVEN_MAX = 512  # texts whose answers are waited for
Reply = Callable[[Message], None]
Name = tuple[str, int]  # epoch and seq


class House(Protocol):
    """What is needed of the engine."""

    people: People
    identity: Identity
    clerk: Clerk
    ledger: Ledger
    tell: Callable[[Message], None]
    log: Callable[[str], None]

    def stamp(self) -> Stamp: ...


class TextDesk:
    """One for each engine whose configuration names a modem."""

    def __init__(self, house: House, keeper: Keeper, account: str, config: GsmConfig) -> None:
        self._house = house
        self._keeper = keeper
        self._account = account
        self._config = config
        self._known: frozenset[Name] = frozenset()
        self._given: dict[Name, tuple[int, str]] = {}  # -> place and MAC of the text
        self._waiting: dict[Reply, Callable[[Rows], None]] = {}
        self._tries: deque[tuple[int, int]] = deque(maxlen=config.per_day_max)  # place and wall time, of a failed disk
        self._keys: tuple[Identity, KeyFile, SmsKeys] | None = None
        keeper.query(lambda journal: journal.texted(), self._remember)

    def _remember(self, found: frozenset[Name] | StorageFailed) -> None:
        if not isinstance(found, StorageFailed):
            self._known |= found

    # what goes ------------------------------------------------------------------------------------

    def wanted(self, asked: TextsWanted, reply: Reply) -> None:
        """Answers with texts behind the cursors: now, or when there is a report that is worth one."""
        self.forget_waiting(reply)
        scanned = Texts(texts=(), after_alarm=asked.after_alarm, after_other=asked.after_other)

        def answer(rows: Rows) -> None:
            nonlocal scanned
            scanned = self._texts(rows.rows, scanned, asked.limit)
            if scanned.texts:
                self._waiting.pop(reply, None)
                reply(scanned)
            else:
                self._house.ledger.pull(scanned.after_alarm, scanned.after_other, SCANNED, answer)

        self._waiting[reply] = answer
        self._house.ledger.pull(asked.after_alarm, asked.after_other, SCANNED, answer)

    def forget_waiting(self, reply: Reply) -> None:
        """The peer behind ``reply`` has gone, or asks anew."""
        answer = self._waiting.pop(reply, None)
        if answer is not None:
            self._house.ledger.forget_waiting(answer)

    def _texts(self, rows: tuple[Row, ...], before: Texts, most: int) -> Texts:
        """The first few that are worth a text; the cursors stand behind the last row that was looked at."""
        keys, texts = self._agreed(), list[Text]()
        after = {True: before.after_alarm, False: before.after_other}
        for row in rows:
            if len(texts) == most:
                break
            after[row.alarm] = max(after[row.alarm], row.n)
            body = None if keys is None else self._written(keys, row)
            if body is not None:
                texts.append(Text(n=row.n, alarm=row.alarm, body=body))
        return Texts(texts=tuple(texts), after_alarm=after[True], after_other=after[False])

    def _written(self, keys: SmsKeys, row: Row) -> str | None:
        report = msgspec.json.decode(b64_decode(row.jws.split(".")[1]), type=ReportDoc)
        name = report.epoch, report.seq
        if name in self._known or not is_worth_a_text(report):
            return None
        body = write_report(keys, in_short(report, self._account))
        self._give(name, row.n, body)
        return body

    def _give(self, name: Name, n: int, body: str) -> None:
        if len(self._given) >= GIVEN_MAX:
            del self._given[next(iter(self._given))]
        self._given[name] = n, mac_of(body)

    def probe(self, reply: Reply) -> None:
        """A text that asks the station whether it hears; nothing while there is none."""
        keys, stamp = self._agreed(), self._house.stamp()
        if keys is None:
            reply(Probe(body=""))
            return
        epoch = self._house.clerk.epoch
        asks = SmsReport(
            account=self._account, epoch=epoch, seq=0, kind=PROBE, at_ms=stamp.wall_ms, trusted=stamp.trusted
        )
        body = write_report(keys, asks)
        self._give((epoch, 0), 0, body)
        reply(Probe(body=body))

    def _agreed(self) -> SmsKeys | None:
        """The keys shared with the station, worked out once; None without a station."""
        key = next((key for key in self._house.people.keys if key.actor == STATION), None)
        if key is None:
            return None
        station = KeyFile(kind=KeyKind(key.kind), id=key.actor, ed25519=key.ed25519, x25519=key.x25519)
        if self._keys is None or self._keys[:2] != (self._house.identity, station):
            agreed = agree(self._house.identity, station, self._house.identity.id, STATION_NAME)
            self._keys = self._house.identity, station, agreed
        return self._keys[2]

    # tries ----------------------------------------------------------------------------------------

    def attempt(self, asked: AttemptWanted, reply: Reply) -> None:
        """Writes the try down and says whether it may be made."""
        n, wall_ms = asked.n, self._house.stamp().wall_ms
        most = self._config.per_report_max, self._config.per_day_max

        def answer(allowed: bool | StorageFailed) -> None:
            may = self._count(n, wall_ms) if isinstance(allowed, StorageFailed) else allowed
            if not may:
                self._house.log(f"no further text message for report {n}: there were enough")
            reply(Attempt(n=n, allowed=may))

        self._keeper.query(lambda journal: journal.may_try_text(n, wall_ms, *most), answer)

    def _count(self, n: int, wall_ms: int) -> bool:
        for_it = sum(place == n for place, _ in self._tries)
        lately = sum(at_ms > wall_ms - DAY_MS for _, at_ms in self._tries)
        if for_it >= self._config.per_report_max or lately >= self._config.per_day_max:
            return False
        self._tries.append((n, wall_ms))
        return True

    def take_back(self, taken: TakeBack) -> None:
        """The network refused it for certain."""
        last = next((tried for tried in reversed(self._tries) if tried[0] == taken.n), None)
        if last is not None:
            self._tries.remove(last)
            return
        self._keeper.query(lambda journal: journal.take_text_back(taken.n), lambda nothing: None)

    # answers --------------------------------------------------------------------------------------

    def received(self, body: str) -> None:
        """A text message from anybody. Only the station's answer to a text of ours means anything."""
        keys = self._agreed()
        if keys is None or account_of(body) != self._account:
            return  # advertising, or somebody's nephew
        try:
            ack = read_ack(keys, body)
        except CommsError as error:
            self._house.log(f"an acknowledgement by text was refused: {error}")
            return
        given = self._given.get((ack.epoch, ack.seq))
        if given is None or given[1] != ack.report_mac:
            self._house.log(f"an acknowledgement by text names no text of ours: {ack.epoch} {ack.seq}")
            return
        self._answered((ack.epoch, ack.seq), given[0])

    def _answered(self, name: Name, n: int) -> None:
        if n:
            self._known |= {name}
            self._keeper.query(lambda journal: journal.put_texted(*name), lambda nothing: None)
        self._house.tell(Texted(ns=(n,)))


def text_desk(house: House, keeper: Keeper, config: Config) -> TextDesk | None:
    """As the configuration has it: without a modem nobody texts."""
    return None if config.gsm is None else TextDesk(house, keeper, config.panel.account, config.gsm)
