"""What happens in the house: a family, its mistakes, burglars, fires, and what fails. All of it from one seed.

Nothing here knows what the panel will say. Instants are milliseconds from the first midnight; each contact moves
in a part of the second that is its own and people act in another, so that no two things fall on one instant, where
only chance could say which came first.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from random import Random

from hw_sim.replay.plain import Act, Pin, Planted, Span, Tag
from panel.config.model import Config, ZoneConfig
from zones.kinds import Kind

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
INSIDE = (Kind.FOLLOWER, Kind.INSTANT)
QUIET_MS = 3_000  # around a restart nothing moves: what moves meanwhile is another story, told by the restart bench


@dataclass(frozen=True, slots=True)
class Restart:
    """alarmd is killed, and back after ``down_ms``."""

    at_ms: int
    down_ms: int


@dataclass(frozen=True, slots=True)
class PowerCut:
    """Mains and battery are gone, until somebody or something moves again."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Outage:
    """The network is gone for so long."""

    span: Span


@dataclass(slots=True)
class Life:
    """Everything that will happen, in order of time once it is ``sorted``."""

    planted: list[Planted] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    restarts: list[Restart] = field(default_factory=list)
    cuts: list[PowerCut] = field(default_factory=list)
    outages: list[Outage] = field(default_factory=list)


def live(config: Config, seed: int, days: int) -> Life:
    """The life of so many days. The same seed gives the same one, in every process."""
    return _Author(config, Random(seed)).write(days)


class _Author:
    def __init__(self, config: Config, random: Random) -> None:
        self._random = random
        self._zones = config.zone
        self._life = Life()
        self._doors = [zone for zone in config.zone if zone.kind is Kind.ENTRY_EXIT]
        self._inside = [zone for zone in config.zone if zone.kind in INSIDE]
        self._away_until = -1

    def write(self, days: int) -> Life:
        for day in range(days):
            self._day(day * DAY)
        self._life.planted.sort(key=lambda one: (one.span, one.zone))
        self._life.acts.sort(key=lambda one: one.at_ms)
        self._fail(days)
        return self._life

    # a day --------------------------------------------------------------------------------------

    def _day(self, midnight: int) -> None:
        at_home = midnight // DAY > self._away_until
        if at_home:
            self._morning(midnight)
            self._evening(midnight)
        self._strangers(midnight)
        self._noises(midnight)

    def _morning(self, midnight: int) -> None:
        wake = midnight + self._between(6 * HOUR, 7 * HOUR)
        if self._chance(0.04):  # thirsty, and the kitchen is watched at night
            up = midnight + self._between(2 * HOUR, 3 * HOUR)
            self._opens(self._random.choice(self._inside), up)
            self._pin(up + self._between(10, 40) * SECOND)
        self._pin(wake)
        self._busy(wake, wake + HOUR)
        leave = wake + HOUR + self._between(0, HOUR)
        self._leave(leave)
        if self._chance(0.02):
            self._away_until = midnight // DAY + self._between(2, 9)
            self._life.acts.append(Pin(self._second(leave + self._away_until * DAY - midnight + 9 * HOUR)))
            return
        self._come_home(midnight + self._between(16 * HOUR, 18 * HOUR))

    def _evening(self, midnight: int) -> None:
        if midnight // DAY <= self._away_until:
            return
        self._busy(midnight + 18 * HOUR, midnight + 22 * HOUR)
        if self._chance(0.2):
            self._leave(midnight + 22 * HOUR + self._between(1, 5) * MINUTE)
            self._come_home(midnight + 22 * HOUR + self._between(20, 40) * MINUTE)
        bed = midnight + 23 * HOUR + self._between(0, 40) * MINUTE
        for n in range(3):
            self._life.acts.append(Tag(self._second(bed) + n * SECOND))

    def _leave(self, at: int) -> None:
        self._life.acts.append(Tag(self._second(at)))
        door = self._doors[0] if self._chance(0.8) else self._random.choice(self._doors)
        out = at + self._between(8, 40) * SECOND
        slow = self._chance(0.03)  # a box in the doorway
        self._opens(door, out, 90 * SECOND if slow else None)
        if not slow and self._chance(0.15):  # the keys
            self._opens(door, out + self._between(8, 15) * SECOND)

    def _come_home(self, at: int) -> None:
        self._opens(self._doors[0] if self._chance(0.8) else self._random.choice(self._doors), at)
        late = self._chance(0.03)
        self._pin(at + self._between(*((35, 70) if late else (7, 25))) * SECOND)

    def _busy(self, from_ms: int, to_ms: int) -> None:
        """People about the house; windows stand open, sometimes when they leave."""
        for _ in range(self._between(10, 25)):
            zone = self._random.choice(self._inside)
            at = self._between(from_ms, to_ms)
            self._opens(zone, at, self._between(2, 40) * (MINUTE if self._chance(0.05) else SECOND))

    # what nobody wanted -----------------------------------------------------------------------------

    def _strangers(self, midnight: int) -> None:
        if self._chance(0.08):
            self._burglar(midnight + self._between(0, DAY - HOUR))
        if self._chance(0.05):
            self._chatter(midnight + self._between(0, DAY - HOUR))
        for kind, chance in ((Kind.TAMPER, 0.04), (Kind.FIRE, 0.02), (Kind.HOLD_UP, 0.02)):
            zones = [zone for zone in self._zones if zone.kind is kind]
            if zones and self._chance(chance):
                at = midnight + self._between(0, DAY - HOUR)
                self._opens(self._random.choice(zones), at, self._between(1, 90) * SECOND)
                if self._chance(0.5):
                    self._pin(at + self._between(5, 120) * SECOND)

    def _burglar(self, at: int) -> None:
        way_in = self._random.choice([*self._doors, *self._inside])
        self._opens(way_in, at)
        for _ in range(self._between(1, 6)):
            at += self._between(3, 90) * SECOND
            self._opens(self._random.choice(self._inside), at)

    def _chatter(self, at: int) -> None:
        """A loose contact."""
        zone = self._random.choice(self._inside)
        for _ in range(self._between(3, 8)):
            at += self._between(4, 30) * SECOND
            self._opens(zone, at, SECOND)

    def _noises(self, midnight: int) -> None:
        """Static on the wires, too short to count."""
        for _ in range(self._between(0, 4)):
            zone = self._random.choice(self._zones)
            start = self._moment(zone, midnight + self._between(0, DAY - MINUTE))
            self._life.planted.append(Planted(zone.id, Span(start, start + 20), "glitch"))

    # what fails ---------------------------------------------------------------------------------------

    def _fail(self, days: int) -> None:
        moving = sorted([at for one in self._life.planted for at in one.span] + [act.at_ms for act in self._life.acts])
        for day in range(days):
            for _ in range(self._between(0, 2)):
                self._restart(day * DAY + self._between(0, DAY), moving)
            if self._chance(0.03):
                self._life.cuts.append(PowerCut(day * DAY + self._between(0, DAY)))
            if self._chance(0.4):
                begins = day * DAY + self._between(0, DAY)
                lasts = self._between(5, 120) * (MINUTE if self._chance(0.3) else SECOND)
                self._life.outages.append(Outage(Span(begins, begins + lasts)))
        self._life.restarts.sort(key=lambda one: one.at_ms)
        self._life.cuts.sort(key=lambda one: one.at_ms)
        self._life.outages.sort(key=lambda one: one.span)

    def _restart(self, at: int, moving: list[int]) -> None:
        down = self._between(300, 1_500)
        if not any_between(moving, at - QUIET_MS, at + down + QUIET_MS):
            self._life.restarts.append(Restart(at, down))

    # words ----------------------------------------------------------------------------------------------

    def _opens(self, zone: ZoneConfig, at: int, for_ms: int | None = None) -> None:
        start = self._moment(zone, at)
        lasts = self._between(1_000, 6_000) if for_ms is None else for_ms
        self._life.planted.append(Planted(zone.id, Span(start, start + zone.qualification_ms + lasts), "life"))

    def _pin(self, at: int) -> None:
        self._life.acts.append(Pin(self._second(at)))

    def _second(self, at: int) -> int:
        return at // SECOND * SECOND + self._between(0, 40)

    def _moment(self, zone: ZoneConfig, at: int) -> int:
        return at // SECOND * SECOND + 300 + 20 * self._zones.index(zone) + self._between(0, 9)

    def _between(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share


def any_between(moments: list[int], from_ms: int, to_ms: int) -> bool:
    """Is one of the sorted moments in the stretch?"""
    place = bisect_left(moments, from_ms)
    return place < len(moments) and moments[place] <= to_ms
