"""The plan of a configured house: its buildings, one an area, and what hangs outside."""

import msgspec

from hw_sim.camera.scene import room_of
from hw_sim.page.kinds import Thing
from hw_sim.page.layout import NORTH, SOUTH, WEST, Built, Fixture, Placed, Point, built
from hw_sim.page.rooms import rooms_of
from panel.config.model import Config

WIDTH, MARGIN, SIDE = 640, 44, 76  # of the drawing; above it; to the left, where siren and doorstep are
FULL = WIDTH - SIDE - 30
SMALL = 244  # a building of one or two rooms beside another
YARD = 60  # between buildings
STEP = 34  # from a door to its doorstep


class Exit(msgspec.Struct, frozen=True, kw_only=True):
    """The way out of a building: its door's input, the doorstep, the place behind the door."""

    input: str
    outside: Point
    inside: Point
    room: str


class Building(msgspec.Struct, frozen=True, kw_only=True):
    """An area's building."""

    area: str
    title: str
    built: Built
    exit: Exit | None


class Eye(msgspec.Struct, frozen=True):
    """A camera and where it hangs."""

    name: str
    at: Point


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is drawn. ``start``: where somebody who has not come in stands; ``yard``: the height at which one
    walks from one building to the next."""

    width: int
    height: int
    buildings: tuple[Building, ...]
    eyes: tuple[Eye, ...]
    siren: Point
    keypad: Point
    start: Point
    yard: int


def plan_of(config: Config) -> Plan:
    """The plan of a house. Areas without inputs have no building."""
    buildings: list[Building] = []
    x, y, below = SIDE, MARGIN, MARGIN
    for area in config.area:
        rooms = rooms_of(config, area.id)
        if not rooms:
            continue
        width = SMALL if buildings and len(rooms) <= 2 else FULL
        if buildings and x + width > SIDE + FULL:
            x, y = SIDE, below
        one = built(rooms, x, y, width)
        buildings.append(Building(area=area.id, title=area.name, built=one, exit=_exit(one, area.id)))
        x, below = x + width + YARD // 2, max(below, y + one.h + YARD)
        if width == FULL:
            x, y = SIDE, below
    return _around(config, tuple(buildings), below - YARD + MARGIN)


def _around(config: Config, buildings: tuple[Building, ...], height: int) -> Plan:
    main = buildings[0]
    first = main.built.rooms[0]
    start = main.exit.outside if main.exit is not None else (SIDE // 2, first.y + first.h // 2)
    return Plan(
        width=WIDTH,
        height=height,
        buildings=buildings,
        eyes=_eyes(config, buildings),
        siren=(main.built.x - 34, main.built.y + 40),
        keypad=(first.x + 84, first.y),
        start=start,
        yard=main.built.y + main.built.h + YARD // 2,
    )


def _eyes(config: Config, buildings: tuple[Building, ...]) -> tuple[Eye, ...]:
    """Cameras hang in the room that their name speaks of, else in the first one."""
    rooms = [placed for building in buildings for placed in building.built.rooms]
    eyes: list[Eye] = []
    for camera in config.camera:
        there = next((each for each in rooms if each.room.kind is room_of(camera.name)), rooms[0])
        before = sum(eye.at[1] == there.y + there.h - 16 for eye in eyes)
        eyes.append(Eye(camera.name, (there.x + there.w - 18 - before * 30, there.y + there.h - 16)))
    return tuple(eyes)


def _exit(one: Built, area: str) -> Exit | None:
    doors = [(placed, each) for placed in one.rooms for each in placed.fixtures if each.hung.thing is Thing.DOOR]
    if not doors:
        return None
    placed, door = doors[0]
    return Exit(
        input=door.hung.input,
        outside=_beside(door, STEP),
        inside=_beside(door, -STEP),
        room=room_key(area, placed),
    )


def room_key(area: str, placed: Placed) -> str:
    """A room's name on the whole page."""
    return f"{area}/{placed.room.key}"


def _beside(door: Fixture, far: int) -> Point:
    """A point before (or, with less than 0, behind) an opening."""
    x, y = door.at
    if door.turn in (NORTH, SOUTH):
        return (x, y - far if door.turn == NORTH else y + far)
    return (x - far if door.turn == WEST else x + far, y)
