"""In which room each input hangs: as its name says, as ``hw_sim.camera.scene`` reads the cameras' names.

A name that speaks of no room still gets one: doors, lids and readers the hall, buttons a bedroom if there is one, and
whatever is only numbered a tidy room of its kind.
"""

import re

import msgspec

from hw_sim.camera.scene import Room, room_of
from hw_sim.page.kinds import DOOR_WORDS, MOTION_WORDS, WINDOW_WORDS, Thing, thing_of, words_of
from panel.config.model import Config, ZoneConfig

TITLES = {Room.HALL: "Hall", Room.LIVING: "Living room", Room.KITCHEN: "Kitchen", Room.BEDROOM: "Bedroom"}
TITLES |= {Room.GARAGE: "Garage"}
# What is said of a thing and not of a room.
_PLACES = frozenset({"front", "back", "main", "side", "entry", "entrance", "rear", "left", "right", "in", "z", "zone"})
_DEVICES = frozenset(
    {"panel", "box", "siren", "loop", "contact", "sensor", "detector", "alarm", "input", "button", "key"}
)
_DANGERS = frozenset({"smoke", "fire", "heat", "gas", "co", "water", "leak", "freeze", "humidity", "panic", "medical"})
_SAID = DOOR_WORDS | WINDOW_WORDS | MOTION_WORDS | _PLACES | _DEVICES | _DANGERS
_SAID |= {"key", "switch", "keyswitch", "tamper", "lid"}
_NUMBERED = re.compile(r"[a-z]{0,2}\d+")
ROOMS_MAX = 9  # of one building; more are drawn together, in rooms without a name
SHARED = 4  # things in a room without a name


class Hung(msgspec.Struct, frozen=True):
    """A thing at an input: ``zone`` is its number, 0 where no zone uses the input."""

    input: str
    label: str
    thing: Thing
    zone: int


class RoomOf(msgspec.Struct, frozen=True):
    """A room and what hangs in it."""

    key: str
    title: str
    kind: Room
    things: tuple[Hung, ...]


def rooms_of(config: Config, area: str) -> tuple[RoomOf, ...]:
    """The rooms of an area, the hall first. Inputs without a zone belong to the first area."""
    zones = {zone.input: zone for zone in config.zone}
    first = config.area[0].id
    names = [each.name for each in config.input if _area(zones.get(each.name), first) == area]
    found: dict[str, list[Hung]] = {}
    for name in names:
        hung = _hung(name, zones.get(name))
        found.setdefault(_key(name, hung.thing, names), []).append(hung)
    rooms = [*_named(found), *_shared(found)]
    return tuple(sorted(rooms, key=lambda room: room.kind is not Room.HALL))


def title_of(key: str) -> str:
    """What is written in a room."""
    return TITLES.get(Room(key), "Room") if key in set(Room) else key.replace("_", " ").capitalize()


def _area(zone: ZoneConfig | None, first: str) -> str:
    return first if zone is None else zone.area


def _hung(name: str, zone: ZoneConfig | None) -> Hung:
    label = zone.name if zone is not None else name.replace("_", " ").capitalize()
    return Hung(name, label, thing_of(name, zone), 0 if zone is None else zone.id)


def _key(name: str, thing: Thing, names: list[str]) -> str:
    """The room's key; empty for a name that is only a number."""
    room = room_of(name)
    if room is not Room.OTHER:
        return room.value
    own = [word for word in words_of(name) if word not in _SAID]
    if own and not all(_NUMBERED.fullmatch(word) for word in own):
        return "_".join(own)
    if thing is Thing.BUTTON and any(Room.BEDROOM.value in each for each in names):
        return Room.BEDROOM.value
    return "" if own else Room.HALL.value


def _named(found: dict[str, list[Hung]]) -> list[RoomOf]:
    keys = [key for key in found if key][:ROOMS_MAX]
    return [RoomOf(key, title_of(key), room_of(key), tuple(found[key])) for key in keys]


def _shared(found: dict[str, list[Hung]]) -> list[RoomOf]:
    """What speaks of no room, and the rooms that are too many, in rooms of four things each."""
    named = [key for key in found if key]
    rest = [hung for key in [*named[ROOMS_MAX:], ""] for hung in found.get(key, [])]
    parts = [rest[start : start + SHARED] for start in range(0, len(rest), SHARED)]
    return [RoomOf(f"room_{n}", f"Room {n}", Room.OTHER, tuple(part)) for n, part in enumerate(parts, 1)]
