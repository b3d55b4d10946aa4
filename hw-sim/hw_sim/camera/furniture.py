"""What stands in each kind of room. Things are drawn from the far wall towards us."""

from hw_sim.camera.scene import Room, Scene
from hw_sim.camera.space import DEEP, HIGH, WIDE, Colour, Space, mixed, shade

OAK, WHITE, STEEL, GREEN = (150, 108, 66), (226, 222, 212), (150, 154, 158), (64, 104, 60)
SKY_DAY, SKY_DUSK, SKY_NIGHT = (176, 208, 236), (208, 140, 96), (16, 20, 38)
PLASTER: dict[Room, Colour] = {
    Room.HALL: (206, 196, 176),
    Room.LIVING: (198, 204, 196),
    Room.KITCHEN: (214, 210, 190),
    Room.BEDROOM: (188, 190, 208),
    Room.GARAGE: (168, 168, 164),
    Room.OTHER: (200, 200, 196),
}
FLOOR: dict[Room, Colour] = {
    Room.HALL: (142, 112, 84),
    Room.LIVING: (158, 120, 80),
    Room.KITCHEN: (170, 164, 152),
    Room.BEDROOM: (150, 128, 104),
    Room.GARAGE: (124, 124, 122),
    Room.OTHER: (148, 128, 104),
}


def furnish(space: Space, scene: Scene, daylight: float) -> None:
    """Walls, floor and all that stands there."""
    _shell(space, scene.room)
    sky = sky_at(daylight)
    _ROOMS[scene.room](space, scene, sky)


def sky_at(daylight: float) -> Colour:
    """What stands behind the panes."""
    return mixed(SKY_NIGHT, SKY_DUSK, daylight * 2) if daylight < 0.5 else mixed(SKY_DUSK, SKY_DAY, daylight * 2 - 1)


def _shell(space: Space, room: Room) -> None:
    wall, floor = PLASTER[room], FLOOR[room]
    space.image.paste(shade(wall, 0.9), (0, 0, *space.image.size))
    near = -0.9
    space.face([(-WIDE, HIGH, near), (WIDE, HIGH, near), (WIDE, HIGH, DEEP), (-WIDE, HIGH, DEEP)], shade(wall, 1.1))
    for right, light in ((False, 0.84), (True, 0.93)):
        x = WIDE if right else -WIDE
        space.face([(x, 0, near), (x, 0, DEEP), (x, HIGH, DEEP), (x, HIGH, near)], shade(wall, light))
    space.back(-WIDE, WIDE, 0, HIGH, wall)
    space.face([(-WIDE, 0, near), (WIDE, 0, near), (WIDE, 0, DEEP), (-WIDE, 0, DEEP)], floor)
    joint = shade(floor, 0.86)
    if room in (Room.KITCHEN, Room.GARAGE):
        for step in range(10):
            space.line([(-WIDE, 0, step * 0.5), (WIDE, 0, step * 0.5)], joint, 0.015)
    for step in range(-10, 11):
        space.line([(step * 0.21, 0, near), (step * 0.21, 0, DEEP)], joint, 0.015)
    board = shade(wall, 1.15)
    space.back(-WIDE, WIDE, 0, 0.1, board)
    space.side(False, near, DEEP, 0, 0.1, shade(board, 0.85))
    space.side(True, near, DEEP, 0, 0.1, shade(board, 0.95))


def _window(space: Space, x0: float, x1: float, opened: bool, sky: Colour, y0: float = 0.95, y1: float = 2.15) -> None:
    middle = (x0 + x1) / 2
    space.back(x0 - 0.08, x1 + 0.08, y0 - 0.08, y1 + 0.08, WHITE)
    space.back(x0, x1, y0, y1, sky)
    space.back(x0, x1, y0, y0 + 0.3, mixed(sky, (58, 84, 52), 0.6))  # the hedge outside
    space.back(middle - 0.03, middle + 0.03, y0, y1, WHITE)
    space.back(x0 - 0.14, x1 + 0.14, y0 - 0.13, y0 - 0.06, shade(WHITE, 0.9))
    if opened:
        _sash(space, x1, y0, y1, sky)


def _sash(space: Space, x1: float, y0: float, y1: float, sky: Colour) -> None:
    """The right half of a window, swung into the room."""
    x0, inside = x1 - 0.55, DEEP - 1.3
    space.face([(x1, y0, DEEP), (x0, y0, inside), (x0, y1, inside), (x1, y1, DEEP)], shade(WHITE, 0.62))
    left, right, near, far = x0 + 0.03, x1 - 0.03, inside + 0.08, DEEP - 0.08
    low, high = y0 + 0.08, y1 - 0.08
    pane = mixed(sky, (84, 96, 104), 0.7)
    space.face([(right, low, far), (left, low, near), (left, high, near), (right, high, far)], pane)


def _door(space: Space, x0: float, opened: bool, sky: Colour, colour: Colour = (112, 64, 44)) -> None:
    x1, top = x0 + 0.98, 2.08
    space.back(x0 - 0.1, x1 + 0.1, 0, top + 0.1, WHITE)
    if not opened:
        space.back(x0, x1, 0, top, colour)
        for y0, y1 in ((0.18, 0.88), (1.08, 1.92)):
            for left in (x0 + 0.12, x0 + 0.56):
                space.back(left, left + 0.3, y0, y1, shade(colour, 0.85))
        space.back(x0 + 0.3, x0 + 0.68, 0.94, 1.0, STEEL)
        space.ball((x1 - 0.1, 1.02, DEEP), 0.045, (196, 168, 88))
        return
    space.back(x0, x1, 0, top, sky)
    space.back(x0, x1, 0, 0.55, mixed(sky, (92, 92, 86), 0.7))  # the path to the gate
    space.back(x0 + 0.06, x0 + 0.4, 0.5, 1.25, mixed(sky, (52, 78, 46), 0.7))
    away = DEEP - 0.9
    space.face([(x0, 0, DEEP), (x0 - 0.28, 0, away), (x0 - 0.28, top, away), (x0, top, DEEP)], shade(colour, 0.75))
    space.face(
        [(x0, 0, DEEP), (x0 + 0.98, 0, DEEP), (x0 + 0.6, 0, DEEP - 1.1), (x0 - 0.1, 0, DEEP - 1.1)],
        mixed(FLOOR[Room.HALL], sky, 0.22),
    )


def _hall(space: Space, scene: Scene, sky: Colour) -> None:
    _door(space, -0.55, scene.door_open, sky)
    space.back(1.0, 1.55, 1.2, 1.95, (110, 84, 54))
    space.back(1.06, 1.49, 1.26, 1.89, (178, 190, 196))  # a mirror
    space.line([(-WIDE, 1.72, 2.2), (-WIDE, 1.72, 3.6)], OAK, 0.08)
    for z, colour in ((2.5, (72, 78, 104)), (2.95, (128, 52, 46)), (3.35, (96, 100, 84))):
        space.face(
            [(-WIDE, 1.7, z - 0.1), (-WIDE + 0.2, 1.55, z), (-WIDE + 0.24, 0.75, z + 0.02), (-WIDE, 0.7, z + 0.2)],
            colour,
        )
    space.rug(-0.75, 0.75, 1.0, 3.9, (116, 56, 52))
    space.rug(-0.62, 0.62, 1.15, 3.75, (140, 76, 62))
    space.box((1.35, WIDE), (0, 0.82), (2.6, 4.2), OAK)
    space.ball((1.7, 0.98, 3.5), 0.13, (60, 92, 120), 1.2)
    space.line([(1.7, 1.1, 3.5), (1.62, 1.42, 3.5)], GREEN, 0.03)
    space.line([(1.7, 1.1, 3.5), (1.8, 1.38, 3.5)], GREEN, 0.03)
    space.box((-0.28 - 1.45, -1.35), (0, 0.42), (1.6, 1.95), (84, 74, 66))


def _living(space: Space, scene: Scene, sky: Colour) -> None:
    _window(space, -0.95, 0.95, scene.window_open, sky)
    for x0, x1 in ((-1.42, -1.0), (1.0, 1.42)):
        for fold in range(4):
            width = (x1 - x0) / 4
            space.back(
                x0 + fold * width, x0 + (fold + 1) * width, 0.12, 2.35, shade((150, 92, 72), 1 - 0.12 * (fold % 2))
            )
    if scene.window_open:
        _sash(space, 0.95, 0.95, 2.15, sky)
    space.side(True, 1.9, 3.3, 0.95, 1.75, (24, 24, 28))  # the television
    space.side(True, 1.96, 3.24, 1.0, 1.7, (42, 46, 54))
    space.box((1.62, WIDE), (0, 0.5), (1.7, 3.6), (92, 70, 50))
    space.rug(-1.2, 1.1, 1.2, 3.5, (178, 166, 140))
    space.rug(-1.08, 0.98, 1.32, 3.38, (154, 138, 116))
    space.box((-WIDE, -1.2), (0, 0.78), (1.4, 3.7), (84, 104, 112))  # the sofa, seen from its end
    space.box((-1.85, -1.1), (0, 0.42), (1.6, 3.5), (104, 126, 132))
    space.ball((-1.5, 0.55, 2.0), 0.2, (196, 146, 70))
    space.ball((-1.5, 0.55, 3.0), 0.19, (180, 84, 66))
    space.box((-0.45, 0.5), (0, 0.38), (1.9, 2.7), OAK)
    space.back(-0.2, 0.12, 0.38, 0.42, (220, 216, 200), 2.2)
    space.box((1.5, 1.75), (0, 0.32), (4.05, 4.3), (136, 88, 62))
    for x, y in ((1.4, 1.0), (1.62, 1.25), (1.85, 1.02), (1.5, 0.8), (1.78, 0.8)):
        space.ball((x, y, 4.15), 0.2, shade(GREEN, 0.8 + y / 4))


def _kitchen(space: Space, scene: Scene, sky: Colour) -> None:
    _window(space, -0.7, 0.5, scene.window_open, sky, 1.15, 2.1)
    for x0 in (-1.95, -1.35):
        space.back(x0, x0 + 0.56, 1.5, 2.3, (214, 208, 196))
        space.back(x0 + 0.44, x0 + 0.48, 1.6, 1.85, STEEL)
    space.box((-WIDE, 0.95), (0, 0.88), (4.0, DEEP), (196, 190, 178))
    space.box((-WIDE, 0.98), (0.88, 0.93), (3.96, DEEP), (76, 72, 70))
    for x0 in (-1.9, -1.2, -0.5, 0.2):
        space.back(x0 + 0.03, x0 + 0.62, 0.1, 0.82, (208, 202, 190), 3.99)
        space.back(x0 + 0.1, x0 + 0.5, 0.72, 0.75, STEEL, 3.98)
    space.ball((-1.4, 1.02, 4.2), 0.12, (180, 60, 50), 0.9)
    space.box((1.15, 1.95), (0, 1.85), (3.7, DEEP), (206, 210, 214))
    space.back(1.2, 1.9, 1.22, 1.24, (150, 152, 156), 3.69)
    space.box((-0.75, 0.75), (0.72, 0.77), (1.6, 2.7), OAK)
    for x in (-0.68, 0.6):
        space.box((x, x + 0.08), (0, 0.72), (1.65, 1.73), shade(OAK, 0.8))
    space.box((-1.35, -0.95), (0, 0.46), (1.9, 2.35), (120, 86, 56))
    space.ball((0.1, 0.85, 2.1), 0.16, (204, 196, 180), 0.55)
    space.ball((0.05, 0.92, 2.1), 0.07, (190, 60, 40))
    space.ball((0.18, 0.92, 2.08), 0.07, (200, 170, 60))


def _bedroom(space: Space, scene: Scene, sky: Colour) -> None:
    _window(space, 0.2, 1.5, scene.window_open, sky)
    space.box((-WIDE, -1.35), (0, 2.2), (2.4, 4.3), (164, 138, 108))  # a wardrobe
    space.box((-0.95, 0.85), (0, 1.05), (4.3, DEEP), (112, 80, 56))
    space.box((-0.9, 0.8), (0, 0.5), (2.0, 4.3), (196, 196, 206))
    space.face([(-0.92, 0.51, 2.0), (0.82, 0.51, 2.0), (0.82, 0.53, 3.5), (-0.92, 0.53, 3.5)], (92, 110, 152))
    for x in (-0.45, 0.35):
        space.ball((x, 0.62, 4.05), 0.3, (236, 234, 228), 0.45)
    space.box((1.0, 1.4), (0, 0.5), (4.0, 4.4), OAK)
    space.line([(1.2, 0.5, 4.2), (1.2, 0.75, 4.2)], STEEL, 0.03)
    space.ball((1.2, 0.86, 4.2), 0.14, (232, 206, 150), 0.8)
    space.rug(-0.7, 0.7, 0.9, 1.8, (128, 104, 96))


def _garage(space: Space, scene: Scene, sky: Colour) -> None:
    space.back(-1.5, 1.5, 0, 2.2, (96, 96, 98))
    if scene.door_open:
        space.back(-1.42, 1.42, 0, 1.9, sky)
        space.back(-1.42, 1.42, 0, 0.7, mixed(sky, (110, 108, 102), 0.7))
    else:
        for row in range(5):
            space.back(-1.42, 1.42, row * 0.42 + 0.02, row * 0.42 + 0.41, (186, 184, 176))
    for y in (0.5, 1.1, 1.7):
        space.side(False, 1.2, 4.0, y, y + 0.05, shade(OAK, 0.8))
    for z, y, colour in ((1.6, 0.55, (150, 60, 50)), (2.3, 1.15, (60, 90, 130)), (3.2, 0.55, (120, 118, 80))):
        space.box((-WIDE, -1.75), (y, y + 0.34), (z, z + 0.5), colour)
    body = (58, 82, 112)
    space.box((-0.75, 1.1), (0.25, 0.85), (1.7, 4.1), body)
    space.box((-0.55, 0.9), (0.85, 1.38), (2.4, 3.9), shade(body, 0.75))
    space.back(-0.48, 0.83, 0.92, 1.3, (150, 172, 184), 2.39)
    for x in (-0.6, 0.95):
        space.ball((x, 0.62, 1.69), 0.1, (170, 40, 36))
        space.ball((x, 0.24, 1.68), 0.22, (26, 26, 28))
    space.back(0.0, 0.36, 0.42, 0.54, WHITE, 1.69)


def _other(space: Space, scene: Scene, sky: Colour) -> None:
    _door(space, -1.2, scene.door_open, sky, (126, 104, 76))
    _window(space, 0.5, 1.4, scene.window_open, sky)
    space.box((0.9, 1.9), (0, 0.76), (2.3, 3.4), OAK)
    space.box((-1.7, -1.1), (0, 0.5), (1.9, 2.5), (142, 118, 84))


_ROOMS = {
    Room.HALL: _hall,
    Room.LIVING: _living,
    Room.KITCHEN: _kitchen,
    Room.BEDROOM: _bedroom,
    Room.GARAGE: _garage,
    Room.OTHER: _other,
}
