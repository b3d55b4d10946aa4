"""Plants break-ins in a plan: every live zone, in exit, entry and armed, and glitches that must never count.

Each break-in gets a slot of its own, a stretch in which the house is armed and its siren can sound to
the end, so that one does not hide in the alarm of another. Nothing here knows what the panel will say:
the oracle works that out from the contacts, as it does for the recording.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from hw_sim.replay.contacts import Contacts, open_between
from hw_sim.replay.plain import Planted, Span
from hw_sim.replay.plan import Period, Plan
from panel.config.model import Config, EntryDelay, ZoneConfig
from panel.core.names import Mode
from zones.kinds import ALWAYS_LIVE, Kind

WANTED = 150  # break-ins
PROMISED = 100
GLITCH_MS = 20
MARGIN_MS = 2_000
LEFT_OPEN_MS = 20_000  # before the exit delay ends
EXIT_S_MIN = 20  # a shorter exit delay is over before somebody could use it
GLITCHES = 2  # in each break-in
STORIES_OF = {
    Kind.ENTRY_EXIT: ("expired", "left_open"),
    Kind.FOLLOWER: ("armed", "entry", "after_expiry"),
    Kind.INSTANT: ("exit", "armed", "entry", "after_expiry"),
    Kind.TAMPER: ("exit", "armed", "entry", "after_expiry"),
    Kind.FIRE: ("exit", "armed", "entry", "after_expiry"),
    Kind.HOLD_UP: ("exit", "armed", "entry", "after_expiry"),
}
STORIES = frozenset(story for stories in STORIES_OF.values() for story in stories)
BY_THE_DOOR = ("entry", "after_expiry")
IN_EXIT = ("exit", "left_open")  # one a period: it uses the exit delay up


@dataclass(frozen=True, slots=True)
class Card:
    """One break-in to be placed: which zone, in which mode, how."""

    mode: Mode
    zone: ZoneConfig
    story: str


@dataclass(slots=True)
class Slot:
    """A stretch of one armed period. ``exit_ends_ms``: only in the first slot of a period."""

    mode: Mode
    from_ms: int
    to_ms: int
    exit_ends_ms: int | None = None


def plant(plan: Plan, config: Config, seed: int) -> Plan:
    """The plan with break-ins. The same seed gives the same ones, in every process."""
    burglar = _Burglar(plan, config, Random(seed))
    return replace(plan, planted=tuple(sorted(burglar.planted(), key=lambda one: (one.span, one.zone))))


class _Burglar:
    def __init__(self, plan: Plan, config: Config, random: Random) -> None:
        self._contacts: Contacts = plan.contacts
        self._config = config
        self._random = random
        self._doors = {
            mode: [zone for zone in config.zone if zone.kind is Kind.ENTRY_EXIT and mode in zone.modes] for mode in Mode
        }
        self._entry_ms = 1000 * max(config.timings.entry_delay_a_s, config.timings.entry_delay_b_s)
        self._siren_ms = 1000 * config.timings.siren_s
        self._slots = [slot for period in plan.periods for slot in self._slots_of(period)]
        self._modes = list(dict.fromkeys(period.mode for period in plan.periods))
        self._story: dict[str, Callable[[Card, Slot], Iterator[Planted]]] = {
            "exit": self._in_exit,
            "left_open": self._left_open,
            "armed": self._when_armed,
            "entry": self._during_entry,
            "after_expiry": self._after_expiry,
            "expired": self._entry_expires,
        }

    def planted(self) -> Iterator[Planted]:
        """Deals the deck until enough break-ins are placed, or a whole deck finds no slot."""
        placed = 0
        while placed < WANTED:
            deck = self._deck()
            before = placed
            for card in deck:
                slot = self._take(card)
                if slot is not None:
                    placed += 1
                    yield from self._break_in(card, slot)
            if placed == before:
                return

    def _deck(self) -> list[Card]:
        deck = [
            Card(mode, zone, story)
            for mode in self._modes
            for zone in self._config.zone
            if zone.kind in ALWAYS_LIVE or mode in zone.modes
            for story in STORIES_OF[zone.kind]
            if story not in BY_THE_DOOR or self._doors[mode]
        ]
        self._random.shuffle(deck)
        return deck

    # where ------------------------------------------------------------------------------------

    def _slots_of(self, period: Period) -> Iterator[Slot]:
        """The first slot holds the exit delay, if it is long enough for a burglar; the others follow one another."""
        length_ms = 2 * self._entry_ms + self._siren_ms + 30_000
        exit_ends_ms = period.armed_ms + 1000 * self._config.timings.exit_delay_s
        last_ms = period.disarm_ms - 30_000
        to_ms = exit_ends_ms + MARGIN_MS
        if self._config.timings.exit_delay_s >= EXIT_S_MIN:
            to_ms = exit_ends_ms + length_ms
            if to_ms <= last_ms:
                yield Slot(period.mode, period.armed_ms + MARGIN_MS, to_ms, exit_ends_ms)
        while to_ms + length_ms <= last_ms:
            yield Slot(period.mode, to_ms, to_ms + length_ms)
            to_ms += length_ms

    def _take(self, card: Card) -> Slot | None:
        """A random slot that suits the card and in which the recording leaves its zones alone."""
        suits = [
            slot
            for slot in self._slots
            if slot.mode is card.mode
            and (slot.exit_ends_ms is not None) == (card.story in IN_EXIT)
            and not self._disturbed(card, slot)
        ]
        if not suits:
            return None
        slot = self._random.choice(suits)
        self._slots.remove(slot)
        return slot

    def _disturbed(self, card: Card, slot: Slot) -> bool:
        """Does the recording itself open what the break-in needs to be quiet?"""
        if card.story == "exit":  # whoever leaves by the door does not disturb a burglar at the window
            return open_between(self._contacts, card.zone.id, slot.from_ms - MARGIN_MS, slot.to_ms + MARGIN_MS)
        zones = [card.zone, *self._doors[card.mode]]
        if slot.exit_ends_ms is not None:  # left open: the door of those who left has closed by then
            from_ms = slot.exit_ends_ms - LEFT_OPEN_MS - MARGIN_MS
            return any(open_between(self._contacts, z.id, from_ms, slot.to_ms + MARGIN_MS) for z in zones)
        return any(open_between(self._contacts, z.id, slot.from_ms - MARGIN_MS, slot.to_ms + MARGIN_MS) for z in zones)

    # what -------------------------------------------------------------------------------------

    def _break_in(self, card: Card, slot: Slot) -> Iterator[Planted]:
        yield from self._story[card.story](card, slot)
        for _ in range(GLITCHES):
            zone = self._random.choice(self._config.zone)
            at = self._moment(zone, slot.from_ms, slot.to_ms - 1_000)
            if zone is not card.zone and not open_between(self._contacts, zone.id, at - MARGIN_MS, at + MARGIN_MS):
                yield Planted(zone.id, Span(at, at + GLITCH_MS), "glitch")

    def _in_exit(self, card: Card, slot: Slot) -> Iterator[Planted]:
        assert slot.exit_ends_ms is not None
        yield self._pulse(card, self._moment(card.zone, slot.from_ms, slot.exit_ends_ms - 10_000))

    def _left_open(self, card: Card, slot: Slot) -> Iterator[Planted]:
        """The door is opened late in the exit delay and pushed to only after it has ended."""
        assert slot.exit_ends_ms is not None
        earliest_ms = max(slot.from_ms, slot.exit_ends_ms - LEFT_OPEN_MS)
        opened_ms = self._moment(card.zone, earliest_ms, slot.exit_ends_ms - 1_000)
        yield Planted(card.zone.id, Span(opened_ms, slot.exit_ends_ms + self._length(card.zone)), card.story)

    def _when_armed(self, card: Card, slot: Slot) -> Iterator[Planted]:
        at = self._moment(card.zone, slot.from_ms, slot.from_ms + self._entry_ms)
        yield self._pulse(card, at)
        yield from self._walk_on(card, at)

    def _entry_expires(self, card: Card, slot: Slot) -> Iterator[Planted]:
        at = self._moment(card.zone, slot.from_ms, slot.from_ms + 5_000)
        yield self._pulse(card, at)
        yield from self._walk_on(card, at + self._delay_ms(card.zone))

    def _after_expiry(self, card: Card, slot: Slot) -> Iterator[Planted]:
        """Nobody disarms, and the zone trips while the siren sounds."""
        door = self._random.choice(self._doors[card.mode])
        at = self._moment(door, slot.from_ms, slot.from_ms + 5_000)
        yield Planted(door.id, Span(at, at + self._length(door)), "door")
        expires_ms = at + self._delay_ms(door)
        yield self._pulse(card, self._moment(card.zone, expires_ms + 5_000, expires_ms + 60_000))

    def _delay_ms(self, zone: ZoneConfig) -> int:
        timings = self._config.timings
        return 1000 * (timings.entry_delay_b_s if zone.entry_delay is EntryDelay.B else timings.entry_delay_a_s)

    def _during_entry(self, card: Card, slot: Slot) -> Iterator[Planted]:
        door = self._random.choice(self._doors[card.mode])
        at = self._moment(door, slot.from_ms, slot.from_ms + 5_000)
        yield Planted(door.id, Span(at, at + self._length(door)), "door")
        yield self._pulse(card, self._moment(card.zone, at + 1_000, at + 8_000))

    def _walk_on(self, card: Card, alarm_ms: int) -> Iterator[Planted]:
        """While the siren sounds the burglar trips another zone, watched or not."""
        zone = self._random.choice(self._config.zone)
        at = self._moment(zone, alarm_ms + 5_000, alarm_ms + 60_000)
        if zone is not card.zone and not open_between(self._contacts, zone.id, at - MARGIN_MS, at + 30_000):
            yield Planted(zone.id, Span(at, at + self._length(zone)), "walks_on")

    def _pulse(self, card: Card, at_ms: int) -> Planted:
        return Planted(card.zone.id, Span(at_ms, at_ms + self._length(card.zone)), card.story)

    def _length(self, zone: ZoneConfig) -> int:
        return zone.qualification_ms + self._random.randrange(100, 5_000)

    def _moment(self, zone: ZoneConfig, from_ms: int, to_ms: int) -> int:
        """A random instant, in a part of the second that is the zone's own.

        What the recording opens counts early in a second, people act soon after; so no two things fall on
        one instant, where only chance could say which came first.
        """
        second = self._random.randrange(from_ms // 1_000 + 1, max(from_ms // 1_000 + 2, to_ms // 1_000))
        return second * 1_000 + 300 + 20 * self._config.zone.index(zone) + self._random.randrange(10)


def break_ins(planted: Sequence[Planted]) -> int:
    """How many break-ins were planted, glitches and what goes with them not counted."""
    return sum(one.story in STORIES for one in planted)


def shortfalls(plan: Plan, config: Config) -> list[str]:
    """What the recording had no room for, in words."""
    found = []
    count = break_ins(plan.planted)
    if count < PROMISED:
        found.append(f"only {count} break-ins could be planted: the house is armed for too short a time")
    tried = {one.zone for one in plan.planted if one.story in STORIES}
    left = [zone for zone in config.zone if zone.id not in tried and _is_ever_live(zone, plan)]
    return found + [
        f"zone {zone.id} ({zone.name}) was never broken into: it is never quiet while armed" for zone in left
    ]


def _is_ever_live(zone: ZoneConfig, plan: Plan) -> bool:
    return any(zone.kind in ALWAYS_LIVE or period.mode in zone.modes for period in plan.periods)
