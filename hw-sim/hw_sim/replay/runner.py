"""Plays a plan through the whole panel, in one process, on virtual time.

Real: the drivers over simulated wires, zones, core, SQLite journal, signing, commsd's policy, the
station's intake and its SQLite log. Not real: the clock, and the way in between (``link``). The panel is
run as ``panel.daemon.loop`` runs it, but for the back-stop that re-reads all inputs ten times a second:
here only wires that changed are read, and a device that asks to be polled is.
"""

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import msgspec

from comms.keys import KeyKind, fingerprint, format_key_file, generate
from drivers.board import open_board
from hw_sim.i2c.inline import InlineBus
from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires
from hw_sim.replay.clock import VirtualClocks
from hw_sim.replay.contacts import Contacts
from hw_sim.replay.errors import ReplayError, WiringError
from hw_sim.replay.link import Ends, Link, Traffic, Weather
from hw_sim.replay.plain import Pin, Tag
from hw_sim.replay.plan import Plan
from hw_sim.replay.verdict import Logged, read_log
from hw_sim.world.house import KEY_DOWN_MS, KEY_GAP_MS
from hw_sim.world.stage import Stage
from hw_sim.world.wiegand import duration_ms, frame
from panel.api import AddTag, AddUser, ConsoleToPanel, EnrolImport, Message, NewCode, Publish, Pull, Reply, Rows
from panel.config.model import Config, ReaderKind
from panel.daemon import console
from panel.daemon.engine import Engine, Parts
from panel.daemon.keepers import DirectKeeper
from panel.store.journal import Journal
from panel.store.pins import device_key
from station import keys as station_keys
from station.intake import Intake

TAG_NUMBER = "00C0DE"
TAG_LABEL = "pocket"
# From the first wire that moves to the moment that counts: a tag's frame; the keys before the last one,
# and 20 ms in which that one must not bounce.
TAG_READING_MS = duration_ms(frame(TAG_NUMBER))
KEY_MS = KEY_DOWN_MS + KEY_GAP_MS
KEY_SETTLES_MS = 20
# Simulated lines stay as they were written, so a panel at peace need not be woken each second to write
# them again: just often enough for the station, which calls a panel silent after 90 s without a state.
AT_PEACE_MS = 80_000
ROUNDS_MAX = 10_000  # at one instant: beyond it somebody asks to be woken and never does anything


@dataclass(frozen=True, slots=True)
class Makers:
    """How the two halves of the panel's world are made; tests put a faulty one in place of the real."""

    engine: Callable[[Parts], Engine] = Engine
    wires: Callable[[Callable[[], int]], Wires] = Wires
    weather: Weather = field(default_factory=Weather)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run left behind. ``log``: what the station committed; ``acted_on``: what it announced as new,
    (epoch, seq); ``events``: contacts moved and acts done; ``complaints``: what the panel logged."""

    log: tuple[Logged, ...]
    acted_on: tuple[tuple[str, int], ...]
    traffic: Traffic
    events: int
    complaints: tuple[str, ...]


def run(plan: Plan, open_spans: Contacts, config: Config, seed: int, makers: Makers) -> Ran:
    """Plays a plan from its beginning to its end. ``open_spans``: the contacts, the burglar's included.

    Raises WiringError when the house lacks what people need, and whatever a broken panel raises.
    """
    with tempfile.TemporaryDirectory(prefix="sereno-replay-", dir=_memory()) as made:
        folder = Path(made)
        with closing(House(config, folder, plan.span.start_ms, seed, makers)) as house:
            events = house.stage_plan(plan, open_spans)
            house.run_to(plan.span.end_ms)
        news = [entry for taken in house.link.taken for entry, report in taken.news if report is not None]
        return Ran(
            log=read_log(folder / "station" / "station.sqlite"),
            acted_on=tuple((entry.epoch, entry.seq) for entry in news if entry.verdict == "accepted"),
            traffic=house.link.traffic,
            events=events,
            complaints=tuple(house.complaints),
        )


def _memory() -> Path | None:
    """A file system in memory where there is one: two weeks sync 30,000 times what nobody keeps, and a card wears."""
    shared = Path("/dev/shm")
    return shared if os.access(shared, os.W_OK) else None


class House:
    """One panel in its house, with its station, all made in ``folder``."""

    def __init__(self, config: Config, folder: Path, begin_ms: int, seed: int, makers: Makers) -> None:
        self.clocks = VirtualClocks(begin_ms)
        self.complaints: list[str] = []
        self._peace_ms = self.clocks.mono_ms()
        config = self._config = _without_chips(config)
        wires = makers.wires(self.clocks.now_ns)
        self.stage = Stage(config, {TAG_LABEL: TAG_NUMBER}, wires, lambda change: None)
        self._board = open_board(config, SimFactory(wires), lambda n: InlineBus(self.stage.buses.at(n), lambda: None))
        journal, recovered = Journal.open(folder / "alarmd")
        self._journal = journal
        self.engine = makers.engine(
            Parts(
                config=config,
                board=self._board,
                keeper=DirectKeeper(journal),
                clocks=self.clocks,
                identity=generate(KeyKind.PANEL, config.panel.id),
                device_key=device_key(folder / "alarmd", must_exist=False),
                recovered=recovered,
                unacked=0,
                renewed=lambda: generate(KeyKind.PANEL, config.panel.id),
            )
        )
        self.engine.log = self.complaints.append
        self.engine.desk.cameras.connected(lambda message: None)  # cameras are there, and nothing is wrong with them
        identity = station_keys.identity(folder / "station")
        self._intake = Intake.open(folder / "station", identity)
        panel_key = self.engine.identity.public()
        self._intake.enrol(panel_key, fingerprint(panel_key))
        ends = Ends(self._pull, self.engine.desk.received, self.engine.path, self._intake, config.panel.id)
        apart_ms = self.clocks.wall_ms() - self.clocks.mono_ms()
        now_ms = self.clocks.mono_ms()
        self.link = Link(ends, makers.weather, Random(seed), now_ms, lambda mono_ms: mono_ms + apart_ms)
        self.engine.tell = self._tell
        self._board.start(self.engine.hardware)
        self.engine.boot()
        self.pin = self._commission(format_key_file(identity.public()), fingerprint(identity.public()))

    def _commission(self, station_key: str, station_fingerprint: str) -> str:
        """By the same door as at a shell: the first person, PIN changed, with a tag; the station's key. The PIN."""
        first = self._ask(AddUser(name="Resident", role="administrator"))
        made = self._ask(NewCode(who="Resident", pin=str(json.loads(first.data)["pin"])))
        pin = str(json.loads(made.data)["pin"])
        self._ask(AddTag(user="Resident", label=TAG_LABEL, tag=TAG_NUMBER, pin=pin))
        self._ask(EnrolImport(content=station_key, fingerprint=station_fingerprint, actor="station", pin=pin))
        return pin

    def _ask(self, message: ConsoleToPanel) -> Reply:
        replies: list[Reply] = []
        console.handle(self.engine, message, replies.append)
        if not replies or not replies[0].ok:
            raise ReplayError(f"the panel would not be set up: {replies[0].text if replies else 'no answer'}")
        return replies[0]

    def _tell(self, message: Message) -> None:
        if isinstance(message, Publish) and message.topic == "state":
            self._peace_ms = self.clocks.mono_ms() + AT_PEACE_MS
        self.link.tell(message)

    def _pull(self, asked: Pull, reply: Callable[[Rows], None]) -> None:
        self.engine.ledger.forget_waiting(reply)
        self.engine.ledger.pull(asked.after_alarm, asked.after_other, asked.limit, reply)

    # playing ----------------------------------------------------------------------------------

    def stage_plan(self, plan: Plan, open_spans: Contacts) -> int:
        """Puts everything that will happen on the house's timeline; gives the number of contact moves and acts."""
        if plan.acts and not (self._config.reader and self._config.keypad):
            raise WiringError(
                "people need a Wiegand [[reader]] for their tag and a [[keypad]] for their PIN; the house lacks one"
            )
        house, moves = self.stage.house, 0
        for zone, spans in open_spans.items():
            for start_ms, end_ms in spans:
                self.stage.begin(house.open(str(zone), self.clocks.mono_at(start_ms)))
                self.stage.begin(house.close(str(zone), self.clocks.mono_at(end_ms)))
                moves += 2
        for act in plan.acts:
            at_ms = self.clocks.mono_at(act.at_ms)
            match act:
                case Tag():
                    self.stage.begin(house.tag(TAG_LABEL, at_ms - TAG_READING_MS))
                case Pin():
                    typing_ms = len(self.pin) * KEY_MS + KEY_SETTLES_MS
                    self.stage.begin(house.keys(f"{self.pin}#", at_ms - typing_ms))
        return moves + len(plan.acts)

    def run_to(self, wall_ms: int) -> None:
        """Lets time pass until then, from one thing that is due to the next."""
        end_ms, rounds = self.clocks.mono_at(wall_ms), 0
        while (at_ms := self._next_ms()) <= end_ms:
            rounds = rounds + 1 if at_ms == self.clocks.mono_ms() else 0
            assert rounds < ROUNDS_MAX, "somebody asks to be woken at once, again and again"
            self.clocks.go_to(at_ms)
            self._tick(at_ms)

    def _next_ms(self) -> int:
        wanted = (self.stage.next_ms(), self._board.next_poll_ms(), self.link.next_ms(), self._wake_ms())
        return max(self.clocks.mono_ms(), min(at for at in wanted if at is not None))

    def _wake_ms(self) -> int:
        return min(self._peace_ms, self.engine.next_wake_ms(reassert_ms=AT_PEACE_MS))

    def _tick(self, now_ms: int) -> None:
        """As the loop of alarmd turns: wires, polls, time; then the link, if anything is due there."""
        self.stage.advance(now_ms)
        if _is_due(self._board.next_poll_ms(), now_ms):
            self._board.poll(now_ms)
        if self._wake_ms() <= now_ms:
            self.engine.advance(now_ms)
        if _is_due(self.link.next_ms(), now_ms):
            self.link.advance(now_ms)

    def close(self) -> None:
        """Lets go of everything; what was committed stays in the folder."""
        self._board.close()
        self._journal.close()
        self._intake.close()


def _without_chips(config: Config) -> Config:
    """A chip that is asked seven times a second, for two weeks, would be all that a replay does."""
    return msgspec.structs.replace(config, reader=tuple(r for r in config.reader if r.kind is ReaderKind.WIEGAND))


def _is_due(at_ms: int | None, now_ms: int) -> bool:
    return at_ms is not None and at_ms <= now_ms
