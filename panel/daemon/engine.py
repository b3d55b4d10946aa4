"""The engine: one dispatcher between wires, core and ledger, without a clock or a socket of its own.

alarmd's loop runs it on real time, the replay on virtual time: the same object, the same calls. Every
entry point runs to its end before the next begins (nothing here awaits), so two events can never meet
half-way; that is the whole of our locking.

Callers: ``boot`` once; ``hardware`` for everything the board says; ``advance(now)`` at ``next_wake_ms``
and at least once a second; ``ledger.pull``, ``desk.received`` and ``path`` for the carrier;
``panel.daemon.console`` for people at a shell.
"""

from collections import deque
from collections.abc import Callable
from typing import assert_never

import msgspec

from comms.keys import Identity
from panel.api import Message, Path
from panel.config.plan import to_plan
from panel.core.deadlines import next_deadline
from panel.core.events import (
    Event,
    PeopleChanged,
    TimePassed,
    TroubleCleared,
    TroubleRaised,
    ZoneChanged,
)
from panel.core.names import PeopleChange, Trouble
from panel.core.outputs import is_refusal
from panel.core.plan import Plan
from panel.core.reports import Report
from panel.core.schedule import Calendar
from panel.core.state import State, initial
from panel.core.step import Step
from panel.core.step import step as core_step
from panel.daemon import snapshot
from panel.daemon.beginning import begin_with, boot_troubles, booted
from panel.daemon.clerk import Clerk
from panel.daemon.climate import Climate
from panel.daemon.desk import Desk
from panel.daemon.devices import Devices
from panel.daemon.erasing import Eraser
from panel.daemon.front import Front
from panel.daemon.hands import Hands, Meant
from panel.daemon.keeping import is_worth_copying, is_worth_keeping
from panel.daemon.ledger import Entry, Ledger, Stamp
from panel.daemon.parts import Clocks, Parts
from panel.daemon.powered import Powered
from panel.daemon.scheduler import Scheduler
from panel.daemon.status import status
from panel.daemon.storage_watch import StorageWatch
from panel.daemon.surfaces import Surfaces
from panel.daemon.texts import text_desk
from panel.daemon.timekeeper import Timekeeper
from panel.daemon.wall import here_of
from panel.ports import (
    ClimateRead,
    DeviceFailed,
    DeviceRecovered,
    HardwareEvent,
    InputChanged,
    KeyPressed,
    SupplyRead,
    TagRead,
)
from panel.store.actors import Moment
from panel.store.people import Contract, People
from panel.store.rows import ResultRow

SHOW_LIVE_MS = 500  # lamps wait this long for the disk, then show the live state
HEARTBEAT_MS = 60_000  # at most one commit a minute while nothing happens
REASSERT_MS = 1_000

__all__ = ["Clocks", "Engine", "Parts"]


class Engine:
    """Protects. ``tell`` is where messages for the carrier go; set it before ``boot``."""

    def __init__(self, parts: Parts) -> None:
        self.config = parts.config
        self.plan: Plan = to_plan(parts.config)
        self.here = here_of(self.plan, parts.config.panel.timezone)
        self.people: People = parts.recovered.people
        self.device_key = parts.device_key
        self.identity = parts.identity
        self.tell: Callable[[Message], None] = lambda message: None
        self.log: Callable[[str], None] = lambda line: None
        self._parts = parts
        self.clocks = parts.clocks
        self._live: State = initial(self.plan)
        self._now_ms = parts.clocks.mono_ms()
        found = parts.recovered
        epoch = "" if found.from_copy or found.failure is not None else found.epoch
        self.clerk = Clerk(parts.identity, self.plan, epoch, found.last_seq if epoch else 0)
        self._opens_epoch = not epoch
        self.ledger = Ledger(parts.keeper, self.clerk, self._live, parts.unacked)
        self.ledger.tell = self._tell_acked
        self._front = Front(parts.config)
        self._devices = Devices(self, parts.board, self._front)
        self._climate = Climate(parts.config)
        self._surfaces = Surfaces(parts.config, parts.board, self.plan)
        self.desk = Desk(self, parts.keeper)
        self.texts = text_desk(self, parts.keeper, parts.config)
        self.timekeeper = Timekeeper(self, parts.clocks, found, parts.board.clock)
        self.scheduler = Scheduler(self, self.timekeeper.trust, found.calendar, self.here.zone)
        self._inbox: deque[HardwareEvent] = deque()
        self._busy = True  # until boot: what a board says first must not step the state of nobody
        self._hands = Hands(self.here, parts.device_key)
        self._beat_ms = self._now_ms
        self._storage = StorageWatch(self, self.ledger)
        self.eraser = Eraser(self, parts.keeper, parts.renewed)
        self.powered = Powered(self, parts.config, parts.keeper, parts.learnt_mah)

    def tell_trouble(self, event: Event) -> None:
        """A trouble of the panel itself came or went."""
        self.step(event, self._now_ms)

    def happened(self, event: Event, at_ms: int) -> None:
        """Something of the board came or went."""
        self.step(event, at_ms)

    def _tell_acked(self, message: Message) -> None:
        self.tell(message)  # looked up each time: the loop sets ``tell`` after we are made

    # start ----------------------------------------------------------------------------------------

    def boot(self, cause: str = "start") -> None:
        """Goes on where the stored state stopped, with what every input says now."""
        found, now_ms = self._parts.recovered, self._now_ms
        levels = tuple((zone.id, self._devices.first_level(zone.id, zone.input, now_ms)) for zone in self.config.zone)
        saved, cause = begin_with(self.plan, found, cause, self.log)
        self._live = saved
        self.ledger.shown = saved
        self.timekeeper.begin(doubted=(Trouble.CLOCK, "") in saved.troubles)
        event = booted(found, self.clocks, self.timekeeper.gap_ms(), levels, cause)
        announced = (self.clerk.announcement(now_ms, cause),) if self._opens_epoch else ()
        self.step(event, now_ms, extra=announced, keep_copy=True)
        self._boot_troubles()
        self.desk.publish_state(force=True)
        self._work()

    def _boot_troubles(self) -> None:
        self.scheduler.look(self._now_ms)
        for event in boot_troubles(self._parts.recovered, self.people, self._parts.distrusted):
            self.tell_trouble(event)
        if self._parts.recovered.failure is not None:
            self._storage.failed_at_start()
        self.powered.begin(self._now_ms)

    # the wires ------------------------------------------------------------------------------------

    def hardware(self, event: HardwareEvent) -> None:
        """Something happened on the board. What happens while another event is at work waits its turn:
        a line that fails while it is driven says so in the middle of a step."""
        self._inbox.append(event)
        if not self._busy:
            self._work()

    def _work(self) -> None:
        self._busy = True
        while self._inbox:
            self._dispatch(self._inbox.popleft())
        self._busy = False

    def _dispatch(self, event: HardwareEvent) -> None:
        match event:
            case InputChanged():
                zone = self._front.zone_of(event.input)
                if zone is not None:
                    self._qualified(self._front.seen(zone, event.level, event.at_ms))
            case TagRead():
                self.step(self._hands.tag(event, self.people, self.moment()), event.at_ms)
            case KeyPressed():
                meant = self._hands.key(event, self.people, self.moment())
                self._surfaces.typed(event.keypad, self._hands.typed(event.keypad), event.at_ms)
                if meant is None:
                    self._drive()
                else:
                    self.step(meant.event, event.at_ms, people=meant.after)
            case SupplyRead():
                self.powered.judge(event)
            case ClimateRead():
                self._climate.hear(event)
            case DeviceFailed():
                self._climate.lose(event.device)
                self._devices.failed(event)
            case DeviceRecovered():
                self._inbox += self._devices.recovered(event)
            case _:
                assert_never(event)

    def advance(self, now_ms: int) -> None:
        """Time has come to ``now_ms``: what has held long enough counts, what is due is done, and
        what must be is written again."""
        self._qualified(self._front.due(now_ms))
        due_ms = next_deadline(self.plan, self._live)
        if due_ms is not None and due_ms <= now_ms:
            self.step(TimePassed(), now_ms)
        self._now_ms = max(self._now_ms, now_ms)
        self.timekeeper.look(self._now_ms)
        self.scheduler.look(now_ms)
        self.ledger.give_up_on_stuck(now_ms)
        self._storage.look()
        self._beat(now_ms)
        self.desk.renew(now_ms)
        self.powered.look(self._now_ms)
        self._drive()

    def next_wake_ms(self, reassert_ms: int = REASSERT_MS) -> int:
        """When ``advance`` is wanted next, at the latest. ``reassert_ms``: how long lines may go unwritten."""
        wanted = (
            self._front.deadline_ms(),
            next_deadline(self.plan, self._live),
            self._surfaces.next_ms,
            self.scheduler.wake_ms,
            self._now_ms + reassert_ms,
        )
        return min(at for at in wanted if at is not None)

    def _qualified(self, changes: list[tuple[int, ZoneChanged]]) -> None:
        for at_ms, change in changes:
            self.step(change, at_ms)

    # the core -------------------------------------------------------------------------------------

    def step(
        self,
        event: Event,
        at_ms: int,
        *,
        extra: tuple[Report, ...] = (),
        keep_copy: bool = False,
        people: Callable[[People, State, Step], People] | None = None,
        calendar: Calendar | None = None,
        then: Callable[[], None] | None = None,
    ) -> Step:
        """One step: siren first, then signing and keeping, then everybody who waits for the disk.

        ``people``: those after it, kept in one transaction with it: a code is used up with what it did, or not;
        ``calendar``: the programmes from now on, the same; ``then``: once that is so.
        """
        self._now_ms = max(self._now_ms, at_ms)
        before = self._live
        outcome = core_step(self.plan, before, event, self._now_ms)
        self._live = outcome.state
        if is_refusal(outcome.reports, outcome.answers):
            self._surfaces.refuse(self._now_ms)
        self._drive()
        reports = extra + tuple(report for report in outcome.reports if not report.local)
        results, messages = self.desk.results(outcome.answers)
        changed = self.people if people is None else people(self.people, before, outcome)
        if changed.contract is Contract.ENDED:
            reports = ()  # there is no station any more to keep them for
        self.desk.cameras.stepped(event, before, outcome, reports)
        moved = changed is not self.people or calendar is not None
        if reports or results or moved or is_worth_keeping(before, outcome.state):
            keep_copy = keep_copy or is_worth_copying(before, outcome.state)
            self.keep(event, reports, results, messages, keep_copy, people=changed, calendar=calendar, then=then)
        else:
            self.ledger.show(outcome.state)  # a door opened in a house at peace: shown, not written
        return outcome

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
        def kept() -> None:
            for message in messages:
                self.tell(message)
            self._drive()
            self.desk.publish_state()
            if then is not None:
                then()

        changed = None if people is self.people else people
        self.people = changed or self.people
        self.ledger.keep(
            Entry(
                event=msgspec.json.encode(event),
                stamp=self.stamp(),
                state=self._live,
                reports=reports,
                snapshot=snapshot.encode(self.plan, self._live),
                results=results,
                people=changed,
                calendar=calendar,
                keep_copy=keep_copy,
                then=kept,
            )
        )

    def stamp(self) -> Stamp:
        """This moment on every clock."""
        return self.timekeeper.stamp()

    def moment(self) -> Moment:
        """Now on the wall, for hours and dates."""
        stamp = self.stamp()
        return Moment(stamp.wall_ms, stamp.trusted)

    def _drive(self) -> None:
        """Siren, strobe and tones from the live state; lamps and displays from the committed one while it is fresh."""
        oldest_ms = self.ledger.oldest_ms()
        fresh = oldest_ms is None or self._now_ms - oldest_ms < SHOW_LIVE_MS
        self._surfaces.drive(self._live, self.ledger.shown if fresh else self._live, self._now_ms, self.powered.testing)

    # storage --------------------------------------------------------------------------------------

    def _beat(self, now_ms: int) -> None:
        """Once a minute the state is kept even if nothing happened: that is what "gone for" is counted from."""
        if now_ms - self._beat_ms >= HEARTBEAT_MS:
            self._beat_ms = now_ms
            self.keep(TimePassed(), (), (), (), keep_copy=False)
            self.eraser.look()
            self._parts.keeper.query(lambda journal: journal.copy_failure, self._storage.judge_copy)
            self.powered.keep_learnt()

    # the carrier ----------------------------------------------------------------------------------

    def path(self, path: Path) -> None:
        """A path to the station went up or down."""
        event: Event = (TroubleCleared if path.up else TroubleRaised)(Trouble.STATION_PATH, path.name)
        self.step(event, self.clocks.mono_ms())

    def command(self, event: Event, used: bytes = b"") -> Step:
        """What the desk has found to be genuine, or somebody at a shell asks for, with the verifier of the code it was
        made with; the outcome holds the answer."""
        return self.step(event, self.clocks.mono_ms(), people=Meant(event, used).after if used else None)

    def ping_store(self, answered: Callable[[], None]) -> None:
        """Calls ``answered`` behind everything the store has to do; a failed store answers too."""
        self._parts.keeper.query(lambda journal: None, lambda nothing: answered())

    def check_lines(self) -> None:
        """Reads every output back, for the heartbeat."""
        self._surfaces.check()

    # people at a shell ----------------------------------------------------------------------------

    def status(self) -> bytes:
        """The panel as a person at its shell may see it, JSON."""
        supply, climate = self.powered.seen(), self._climate.seen(self._now_ms)
        return status(
            self.identity.id, self.plan, self.ledger.shown, self.ledger.unacked, self._now_ms, supply, climate
        )

    @property
    def outstanding(self) -> int:
        """How many reports the station has not acknowledged."""
        return self.ledger.unacked

    def record(self, event: Event, extra: tuple[Report, ...]) -> None:
        """Keeps reports that are not the core's."""
        self.step(event, self._now_ms, extra=extra, keep_copy=True)

    @property
    def live(self) -> State:
        """The state as it is now, kept or not."""
        return self._live

    def change_people(self, people: People, then: Callable[[], None], change: PeopleChanged | None = None) -> None:
        """Makes ``people`` those who count; ``then`` once that is kept. ``change``: what the station is told of it."""
        now_ms = self.clocks.mono_ms()
        extra: tuple[Report, ...] = ()
        if self.people.contract is Contract.ENDED and people.contract is Contract.OPEN:
            self.clerk.open_epoch()
            extra = (self.clerk.announcement(now_ms, "enrolled"),)
        # A programme that arms a house in which nobody has a code yet would lock the new owner out.
        transferred = change is not None and change.change is PeopleChange.TRANSFERRED
        calendar = self.scheduler.forget() if transferred else None
        event = change or TimePassed()
        self.step(event, now_ms, extra=extra, keep_copy=True, people=lambda *_: people, calendar=calendar, then=then)

    def take_identity(self, identity: Identity) -> None:
        """Another key of the panel's own; what was signed with the old one is of the past."""
        self.identity = identity
        self.clerk.become(identity)

    def was_at_panel(self, user: str) -> bool:
        """Whether that user has typed their code at a keypad just now: whoever did stands before the panel."""
        return self._hands.was_here(user, self.clocks.mono_ms())
