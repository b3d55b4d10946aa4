"""The simulated house: what a person does to it, as timed actions on its wires.

Pure: the time comes in, actions come out; whoever runs it plays them on simulated pins, in real
time (the demo) or on a virtual clock (replays and tests). It knows nothing of the panel's state.
"""

from collections.abc import Mapping
from typing import TypeVar

from hw_sim.world import wiegand
from hw_sim.world.actions import Action, ContactMoved, FrameSent, Gesture, KeyMoved, TagMoved, Timed
from hw_sim.world.errors import BadRequest, NoSuchThing
from hw_sim.world.readers import tag_of
from panel.config.model import Config, KeypadConfig, ReaderConfig, ReaderKind

WALK_MS = 2_000  # a passive infrared detector holds its relay for about this long
KEY_DOWN_MS = 100  # as somebody types who knows the number
KEY_GAP_MS = 80
READER_REST_MS = 300  # between two readings; a decoder tells frames apart by a pause of some 50 ms
TAG_HELD_MS = 700  # in a field, as somebody holds it who waits for the beep
TAG_AWAY_MS = 800  # until the next: one that is back sooner is one that was never away
Device = TypeVar("Device")
KEYS = ("123A", "456B", "789C", "*0#D")


class House:
    """The wires' far ends: contacts, tags in a pocket, fingers on keys."""

    def __init__(self, config: Config, tags: Mapping[str, str]) -> None:
        """``tags``: label to number (6 or 8 hexadecimal digits at a Wiegand reader, 8, 14 or 20 at others)."""
        self._zones = {str(zone.id): zone.input for zone in config.zone}
        self._inputs = tuple(each.name for each in config.input)
        self._readers = {each.name: each for each in config.reader}
        self._keypads: dict[str, KeypadConfig | ReaderConfig] = {each.name: each for each in config.keypad}
        self._keypads |= {each.name: each for each in config.reader if each.keys}
        self._tags = dict(tags)
        self._open = dict.fromkeys(self._inputs, False)
        self._holds = dict.fromkeys(self._inputs, 0)
        self._free_ms: dict[str, int] = {}

    @property
    def inputs(self) -> Mapping[str, bool]:
        """Every input by name, and whether its contact is open (tripped)."""
        return dict(self._open)

    def input_of(self, zone: str) -> str:
        """The input meant by ``zone``: an input's name, or a zone's number. Raises NoSuchThing."""
        if zone in self._open:
            return zone
        if zone in self._zones:
            return self._zones[zone]
        raise NoSuchThing(f"no zone {zone!r} in this house; it has {', '.join(self._inputs)}")

    def found(self, name: str, is_open: bool) -> bool:
        """An input's detector has moved by itself, as a sensor does with the air; whether that is news."""
        was, self._open[name] = self._open[name], is_open
        return was != is_open

    def open(self, zone: str, now_ms: int) -> Gesture:
        """Opens a zone's contact and leaves it so."""
        return self._move(zone, True, now_ms)

    def close(self, zone: str, now_ms: int) -> Gesture:
        """Closes a zone's contact, also one that a walk holds open."""
        return self._move(zone, False, now_ms)

    def walk(self, zone: str, now_ms: int) -> Gesture:
        """Somebody passes a detector: it trips, holds for ``WALK_MS`` and falls back.

        A later gesture on the same zone takes over: walking past again prolongs it, a door opened
        by hand stays open.
        """
        name, hold = self._take(zone)
        until_ms = now_ms + WALK_MS
        fall_back = Timed(until_ms, ContactMoved(name, False, hold))
        return Gesture((Timed(now_ms, ContactMoved(name, True)), fall_back), until_ms)

    def tag(self, label: str, now_ms: int, reader: str = "") -> Gesture:
        """Holds the tag ``label`` to a reader (the first one unless named)."""
        if label not in self._tags:
            raise NoSuchThing(f"no tag {label!r} in this house's pockets; there are {', '.join(self._tags) or 'none'}")
        at: ReaderConfig = _device(self._readers, reader, "tag reader")
        number, free_ms = self._tags[label], self._when_free(at.name, now_ms)
        if at.kind is not ReaderKind.WIEGAND:
            tag_of(number)
            self._free_ms[at.name] = free_ms + TAG_HELD_MS + TAG_AWAY_MS
            come, go = TagMoved(at.name, number, True), TagMoved(at.name, number, False)
            return Gesture((Timed(free_ms, come), Timed(free_ms + TAG_HELD_MS, go)), free_ms + TAG_HELD_MS)
        bits = wiegand.frame(number)
        until_ms = free_ms + wiegand.duration_ms(bits)
        self._free_ms[at.name] = until_ms + READER_REST_MS
        return Gesture((Timed(until_ms, FrameSent(at.name, bits)),), until_ms)

    def keys(self, keys: str, now_ms: int, keypad: str = "") -> Gesture:
        """Presses keys one after the other on a keypad (the first one unless named), or at a reader that has some."""
        on: KeypadConfig | ReaderConfig = _device(self._keypads, keypad, "keypad")
        if not keys:
            raise BadRequest("no keys given; one of 0-9 * # A B C D, or several")
        pressed = [_pressed(on, key) for key in keys]
        at_ms = self._when_free(on.name, now_ms)
        timed: list[Timed] = []
        for actions in pressed:
            timed += [Timed(at_ms + after_ms, action) for after_ms, action in actions]
            at_ms += KEY_DOWN_MS + KEY_GAP_MS
        self._free_ms[on.name] = at_ms
        return Gesture(tuple(timed), at_ms)

    def happened(self, action: Action) -> bool:
        """Takes note of an action that is due; False when nothing comes of it: a later gesture has
        made it void, or the contact already is so."""
        if not isinstance(action, ContactMoved):
            return True
        void = action.hold != 0 and action.hold != self._holds[action.input]
        if void or self._open[action.input] == action.open:
            return False
        self._open[action.input] = action.open
        return True

    def _move(self, zone: str, is_open: bool, now_ms: int) -> Gesture:
        name, _ = self._take(zone)
        return Gesture((Timed(now_ms, ContactMoved(name, is_open)),), now_ms)

    def _take(self, zone: str) -> tuple[str, int]:
        """Counts a new gesture on the zone, so that an older one's end finds itself out of date."""
        name = self.input_of(zone)
        self._holds[name] += 1
        return name, self._holds[name]

    def _when_free(self, device: str, now_ms: int) -> int:
        """A reader reads one tag and a finger presses one key at a time: the next one waits."""
        return max(now_ms, self._free_ms.get(device, now_ms))


def _pressed(on: KeypadConfig | ReaderConfig, key: str) -> tuple[tuple[int, Action], ...]:
    """What a key does, and how long after it was touched: a matrix sees it go down and up, a reader says which."""
    if isinstance(on, ReaderConfig):
        return ((KEY_DOWN_MS, FrameSent(on.name, wiegand.key(key))),)
    row, column = _place(key)
    return (0, KeyMoved(on.name, row, column, True)), (KEY_DOWN_MS, KeyMoved(on.name, row, column, False))


def _place(key: str) -> tuple[int, int]:
    for row, line in enumerate(KEYS):
        if key in line:
            return row, line.index(key)
    raise BadRequest(f"no key {key!r} on a keypad; it has 0-9 * # A B C D")


def _device(devices: Mapping[str, Device], name: str, what: str) -> Device:
    if name and name not in devices:
        raise NoSuchThing(f"no {what} {name!r} in this house; it has {', '.join(devices) or 'none'}")
    if not devices:
        raise NoSuchThing(f"this house has no {what}; its configuration names none")
    return devices[name] if name else next(iter(devices.values()))
