"""One soak: a life from a seed, lived through by the panel, judged by an oracle that does not know the panel."""

import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import msgspec

from hw_sim.replay import oracle, play
from hw_sim.replay.contacts import Contacts, contacts
from hw_sim.replay.plain import Act, Happening, Tag
from hw_sim.replay.verdict import ALARMS, is_own_business, match
from hw_sim.soak.house import House
from hw_sim.soak.life import DAY, HOUR, QUIET_MS, Life, Restart, live
from panel.config import load
from panel.config.model import Config
from panel.core.events import DisarmRequested, TagPresented
from panel.core.names import Source
from panel.core.reports import Report

HOME = Path(play.__file__).parent / "homes" / "synthetic" / "sereno.toml"
COMPONENTS = ("zones.qualify", "panel.core", "panel.daemon.front", "panel.daemon.snapshot", "comms.policy")
ROUNDS_MAX = 1_000
DETAILS_MAX = 20
CALM_MS = 2 * HOUR  # after the last day nothing happens, and everything must have arrived
Entry = tuple[int, int, Callable[[int], None]]  # when, which of one instant first, what


@dataclass(slots=True)
class Soaked:
    """``expected``, ``alarms``, ``missed``, ``unexplained`` count alarms; ``lost`` and ``duplicated`` any reports."""

    seed: int
    days: int
    components: list[str]
    events: int
    expected: int
    alarms: int
    missed: int
    unexplained: int
    reports: int
    lost: int
    duplicated: int
    violations: list[str]
    trace_sha256: str
    wall_s: float
    restarts: int = 0
    power_cuts: int = 0
    deliveries: int = 0
    details: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Nothing missed, nothing made up, nothing lost, nothing twice, no rule broken."""
        return not (self.missed or self.unexplained or self.lost or self.duplicated or self.violations)


Maker = Callable[[Config, Random], House]


def soak(seed: int, days: int, maker: Maker = House) -> Soaked:
    """Lives so many days from a seed. The same seed gives the same trace, in every process."""
    began_s = time.monotonic()
    config = load(HOME)
    life = live(config, seed, days)
    expected = oracle.expect(HOME, [], {}, {}, life.planted, life.acts)
    house = maker(config, Random(seed + 1))
    done = _Day(house, life).pass_by(days * DAY + CALM_MS)
    return _judged(house, expected, seed, days, done, round(time.monotonic() - began_s, 3))


@dataclass(slots=True)
class _Done:
    restarts: int = 0
    power_cuts: int = 0


class _Day:
    """Everything that will happen, one thing after the other, with what is due in between."""

    def __init__(self, house: House, life: Life) -> None:
        self._house = house
        self._life = life
        self._done = _Done()
        self._down = False
        self._now_ms = 0
        spans = contacts([], {}, {}, life.planted)
        edges = [at for opened in spans.values() for span in opened for at in span]
        self._moving = sorted([*edges, *(act.at_ms for act in life.acts)])
        self._agenda = sorted(self._entries(spans), key=lambda entry: entry[:2])

    def pass_by(self, until_ms: int) -> _Done:
        for at_ms, _, do in self._agenda:
            if at_ms < until_ms:
                self._run_to(at_ms)
                do(at_ms)
        self._run_to(until_ms)
        return self._done

    def _run_to(self, at_ms: int) -> None:
        rounds = 0
        while (due_ms := max(self._house.next_ms(), self._now_ms)) < at_ms:
            rounds = rounds + 1 if due_ms == self._now_ms else 0
            assert rounds < ROUNDS_MAX, "somebody asks to be woken at once, again and again"
            self._now_ms = due_ms
            self._house.advance(due_ms)
        self._now_ms = at_ms
        self._house.advance(at_ms)

    # the agenda ---------------------------------------------------------------------------------------

    def _entries(self, spans: Contacts) -> Iterator[Entry]:
        for zone, opened in spans.items():
            for span in opened:
                yield span.start_ms, 1, partial(self._move, zone, True)
                yield span.end_ms, 1, partial(self._move, zone, False)
        for act in self._life.acts:
            yield act.at_ms, 1, partial(self._act, act)
        for restart in self._life.restarts:
            yield restart.at_ms, 2, partial(self._kill, restart)
            yield restart.at_ms + restart.down_ms, 0, partial(self._back, True)
        for cut in self._life.cuts:
            ends_ms = self._next_move_ms(cut.at_ms) - QUIET_MS
            if ends_ms > cut.at_ms:
                yield cut.at_ms, 2, self._black_out
                yield min(ends_ms, cut.at_ms + 5 * HOUR), 0, partial(self._back, False)
        for outage in self._life.outages:
            yield outage.span.start_ms, 2, lambda at_ms: self._house.way.cut(True)
            yield outage.span.end_ms, 2, lambda at_ms: self._house.way.cut(False)

    def _next_move_ms(self, at_ms: int) -> int:
        place = bisect_left(self._moving, at_ms)
        return self._moving[place] if place < len(self._moving) else at_ms + DAY

    def _move(self, zone: int, is_open: bool, at_ms: int) -> None:
        self._house.moves(zone, is_open, at_ms)

    def _act(self, act: Act, at_ms: int) -> None:
        who = self._house.resident
        if isinstance(act, Tag):
            self._house.act(TagPresented(actor=who), at_ms)
        else:
            self._house.act(DisarmRequested(actor=who, source=Source.KEYPAD), at_ms)

    def _kill(self, restart: Restart, at_ms: int) -> None:
        """Only while nothing is due: what is due meanwhile comes late, as the restart bench measures."""
        self._down = self._house.is_at_rest(at_ms, at_ms + restart.down_ms)

    def _black_out(self, at_ms: int) -> None:
        """Only while no timer runs: without power time stands still for them, and the oracle's does not."""
        self._down = self._house.is_idle_of_timers()

    def _back(self, powered: bool, at_ms: int) -> None:
        if not self._down:
            return
        self._down = False
        self._house.restart(at_ms, powered=powered)
        if powered:
            self._done.restarts += 1
        else:
            self._done.power_cuts += 1


# judging ------------------------------------------------------------------------------------------


def _judged(house: House, expected: Sequence[Happening], seed: int, days: int, done: _Done, wall_s: float) -> Soaked:
    texts = [text.split(" ", 2)[2] for text in house.station.committed.values()]
    told = [one for one in map(_happening, texts) if not is_own_business(one)]
    wanted_alarms = [one for one in expected if one.kind in ALARMS]
    alarms = [one for one in told if one.kind in ALARMS]
    missed, unexplained = match(wanted_alarms, alarms)
    untold, stray = match(
        [one for one in expected if one.kind not in ALARMS], [o for o in told if o.kind not in ALARMS]
    )
    details = [f"{word}: {one}" for word, ones in _named(missed, unexplained, untold, stray) for one in ones]
    wrong = [f"{len(ones)} {word}" for word, ones in _named(untold=untold, stray=stray) if ones]
    return Soaked(
        seed=seed,
        days=days,
        components=list(COMPONENTS),
        events=house.events,
        expected=len(wanted_alarms),
        alarms=len(alarms),
        missed=len(missed),
        unexplained=len(unexplained),
        reports=house.outbox.count,
        lost=house.outbox.count - len(house.station.committed),
        duplicated=len(texts) - len(set(texts)),
        violations=[*house.violations, *house.station.complaints, *wrong],
        trace_sha256=house.trace,
        wall_s=wall_s,
        restarts=done.restarts,
        power_cuts=done.power_cuts,
        deliveries=house.station.deliveries,
        details=details[:DETAILS_MAX],
    )


def _named(
    missed: Sequence[Happening] = (),
    unexplained: Sequence[Happening] = (),
    untold: Sequence[Happening] = (),
    stray: Sequence[Happening] = (),
) -> list[tuple[str, Sequence[Happening]]]:
    return [
        ("alarm missed", missed),
        ("alarm unexplained", unexplained),
        ("report owed and not told", untold),
        ("report told without need", stray),
    ]


def _happening(text: str) -> Happening:
    report = msgspec.json.decode(text, type=Report)
    return Happening(
        at_ms=report.at_ms,
        kind=report.kind.value,
        area=report.area,
        zone=report.zone,
        why=report.why or (report.trouble.value if report.trouble is not None else ""),
        mode=report.mode.value if report.mode is not None else "",
        exit_error=report.exit_error,
    )
