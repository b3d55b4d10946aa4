"""Where rooms lie, and what hangs in them: one building from left to right, a hall between two rows of rooms.

Whole units of the drawing; y grows downwards. A building with one or two rooms and no hall stands them side by side.
"""

from collections.abc import Sequence

import msgspec

from hw_sim.camera.scene import Room
from hw_sim.page.kinds import Thing
from hw_sim.page.rooms import Hung, RoomOf

Point = tuple[int, int]

ROW, BAND = 142, 98  # depth of a row of rooms, of the hall between them
CORNER, DEVICE_STEP, DEVICE_EDGE = 15, 42, 32
WIDTHS = {Thing.DOOR: 48, Thing.WINDOW: 76}
GARAGE_DOOR = 104
WEIGHTS = {Room.LIVING: 5, Room.KITCHEN: 4, Room.BEDROOM: 4, Room.OTHER: 3}
SOUTH, NORTH, WEST, EAST = 180, 0, 270, 90  # how far an opening is turned from one in the upper wall
OPENINGS = frozenset({Thing.DOOR, Thing.WINDOW})


class Fixture(msgspec.Struct, frozen=True, kw_only=True):
    """A thing where it hangs. An opening is centred in its wall, ``width`` wide, the outside above it when unturned."""

    hung: Hung
    at: Point
    turn: int = 0
    width: int = 0


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A room. ``stand``: where somebody stands in it; ``gate``: the middle of its way to the hall, None without one;
    ``outer``: which of its long walls is an outer one."""

    room: RoomOf
    x: int
    y: int
    w: int
    h: int
    outer: int
    stand: Point
    gate: Point | None = None
    fixtures: tuple[Fixture, ...] = ()


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """A building's rooms, its hall first if it has one."""

    x: int
    y: int
    w: int
    h: int
    rooms: tuple[Placed, ...]
    hall: bool


def built(rooms: tuple[RoomOf, ...], x: int, y: int, width: int) -> Built:
    """A building with these rooms, ``width`` wide, its upper left corner there."""
    hall, others = _with_hall(rooms)
    if hall is None:
        placed = _row(others, (x, y), width, NORTH)
        return Built(x=x, y=y, w=width, h=ROW, rooms=tuple(placed), hall=False)
    upper, lower = _two_rows(others)
    above = ROW if upper else 0
    band = _hall(hall, (x, y + above), width, alone=not lower)
    top = [_gated(each, band, NORTH) for each in _row(upper, (x, y), width, NORTH)]
    bottom = [_gated(each, band, SOUTH) for each in _row(lower, (x, y + above + BAND), width, SOUTH)]
    return Built(x=x, y=y, w=width, h=above + BAND + (ROW if lower else 0), rooms=(band, *top, *bottom), hall=True)


def _with_hall(rooms: tuple[RoomOf, ...]) -> tuple[RoomOf | None, tuple[RoomOf, ...]]:
    """Three rooms and more need a hall; one with nothing in it, if none was named."""
    if rooms and rooms[0].kind is Room.HALL:
        return rooms[0], rooms[1:]
    if len(rooms) <= 2:
        return None, rooms
    return RoomOf("corridor", "Corridor", Room.HALL, ()), rooms


def _two_rows(rooms: tuple[RoomOf, ...]) -> tuple[list[RoomOf], list[RoomOf]]:
    """Each to the shorter row, the upper one first."""
    upper: list[RoomOf] = []
    lower: list[RoomOf] = []
    for room in rooms:
        (upper if _weight(upper) <= _weight(lower) else lower).append(room)
    return upper, lower


def _weight(rooms: Sequence[RoomOf]) -> int:
    return sum(WEIGHTS.get(room.kind, WEIGHTS[Room.OTHER]) for room in rooms)


def _row(rooms: Sequence[RoomOf], start: Point, width: int, outer: int) -> list[Placed]:
    """Rooms side by side, each as wide as its share."""
    (x, y), placed, done = start, [], 0
    total = _weight(rooms)
    for room in rooms:
        left = x + width * done // total
        done += _weight([room])
        right = x + width * done // total
        placed.append(_room(room, (left, y), right - left, outer))
    return placed


def _room(room: RoomOf, corner: Point, w: int, outer: int) -> Placed:
    x, y = corner
    openings = [each for each in room.things if each.thing in OPENINGS]
    wall = y if outer == NORTH else y + ROW
    fixtures = [*_along(openings, (x, wall), w, outer), *_inside(room.things, (x, y), (w, ROW))]
    stand = (x + w * 2 // 5, y + ROW // 2)
    return Placed(room=room, x=x, y=y, w=w, h=ROW, outer=outer, stand=stand, fixtures=tuple(fixtures))


def _hall(room: RoomOf, corner: Point, w: int, *, alone: bool) -> Placed:
    """The hall, its doors at its ends; along its long wall where no room lies below it."""
    x, y = corner
    openings = sorted((each for each in room.things if each.thing in OPENINGS), key=lambda each: each.thing)
    if alone:
        outside = _along(openings, (x, y + BAND), w, SOUTH)
    else:
        outside = [*_down(openings[::2], (x, y), WEST), *_down(openings[1::2], (x + w, y), EAST)]
    fixtures = (*outside, *_inside(room.things, (x, y), (w, BAND)))
    stand = (x + w * 2 // 5, y + BAND // 2)
    return Placed(room=room, x=x, y=y, w=w, h=BAND, outer=SOUTH if alone else 0, stand=stand, fixtures=fixtures)


def _gated(placed: Placed, hall: Placed, side: int) -> Placed:
    wall = hall.y if side == NORTH else hall.y + hall.h
    return msgspec.structs.replace(placed, gate=(placed.x + placed.w * 3 // 4, wall))


def _along(things: Sequence[Hung], start: Point, length: int, turn: int) -> list[Fixture]:
    """Openings in a wall from left to right."""
    return [_opening(each, n, len(things), start, length, turn) for n, each in enumerate(things)]


def _down(things: Sequence[Hung], start: Point, turn: int) -> list[Fixture]:
    """Openings in a hall's end, from its top down."""
    return [_opening(each, n, len(things), start, BAND, turn) for n, each in enumerate(things)]


def _opening(hung: Hung, n: int, count: int, start: Point, length: int, turn: int) -> Fixture:
    share = length // count
    along = share * n + share // 2
    x, y = start
    at = (x + along, y) if turn in (NORTH, SOUTH) else (x, y + along)
    wide = GARAGE_DOOR if hung.thing is Thing.DOOR and Room.GARAGE.value in hung.input else WIDTHS[hung.thing]
    return Fixture(hung=hung, at=at, turn=turn, width=min(wide, share - 14))


def _inside(things: Sequence[Hung], corner: Point, size: tuple[int, int]) -> list[Fixture]:
    """Motion detectors in the corners, everything else in a line from the right."""
    (x, y), (w, h) = corner, size
    corners = [((x + CORNER, y + CORNER), 0), ((x + w - CORNER, y + CORNER), 90)]
    corners += [((x + w - CORNER, y + h - CORNER), 180), ((x + CORNER, y + h - CORNER), 270)]
    moving = [each for each in things if each.thing is Thing.MOTION]
    still = [each for each in things if each.thing not in OPENINGS and each.thing is not Thing.MOTION]
    fixtures = []
    for n, hung in enumerate(moving):
        at, turn = corners[n % len(corners)]
        fixtures.append(Fixture(hung=hung, at=(at[0] + n // len(corners) * DEVICE_STEP, at[1]), turn=turn))
    across = max(1, (w - DEVICE_EDGE) // DEVICE_STEP)
    for n, hung in enumerate(still):
        at = (x + w - DEVICE_EDGE - n % across * DEVICE_STEP, y + h * 2 // 5 + n // across * DEVICE_STEP)
        fixtures.append(Fixture(hung=hung, at=at))
    return fixtures
