"""A picture of a room: what is in it, by the light of the hour, with whoever walks through it."""

import math

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFont

from hw_sim.camera.furniture import furnish
from hw_sim.camera.scene import Scene
from hw_sim.camera.space import DEEP, Space, shade

SUNRISE_H, SUNSET_H, TWILIGHT_H = 7.0, 20.0, 1.5
NIGHT_LEFT = 0.62  # of the light: a lamp left on somewhere, and a sensor that makes the most of it
STEP_MS, CROSSING_MS = 900, 5_000
COAT, HOOD, SKIN, TROUSERS, SHOES = (44, 46, 56), (34, 36, 44), (196, 152, 126), (54, 60, 78), (24, 22, 22)


def drawn(scene: Scene, width: int, height: int) -> Image.Image:
    """The room as the camera's sensor has it."""
    space = Space(width, height)
    daylight = daylight_at(scene.hour)
    furnish(space, scene, daylight)
    if scene.in_doorway:
        _person(space, -0.05, DEEP - 0.25, scene.step_ms)
    if scene.person:
        along = scene.step_ms % CROSSING_MS / CROSSING_MS
        _person(space, -0.9 + 1.5 * along, 3.4 - 1.7 * along, scene.step_ms)
    image = _lit(space.image, daylight, scene.step_ms)
    _stamp(image, scene)
    return image


def daylight_at(hour: float) -> float:
    """From 0 in the night to 1, over a twilight."""
    rising = (hour - SUNRISE_H) / TWILIGHT_H + 0.5
    falling = (SUNSET_H - hour) / TWILIGHT_H + 0.5
    return max(0.0, min(1.0, rising, falling))


def _person(space: Space, x: float, z: float, step_ms: int) -> None:
    """Somebody in a dark coat, hood up, in mid-step."""
    swing = math.sin(step_ms / STEP_MS * 2 * math.pi)
    space.face(
        [(x - 0.34, 0, z - 0.1), (x + 0.4, 0, z - 0.1), (x + 0.5, 0, z + 0.25), (x - 0.2, 0, z + 0.25)], (48, 40, 34)
    )
    for side, ahead in ((-1, swing), (1, -swing)):
        hip, knee, foot = (
            (x + side * 0.1, 0.86, z),
            (x + side * 0.11, 0.46, z - 0.16 * ahead),
            (x + side * 0.12, 0.05 + 0.08 * max(0.0, ahead), z - 0.3 * ahead),
        )
        space.line([hip, knee], TROUSERS, 0.19)
        space.line([knee, foot], shade(TROUSERS, 0.85), 0.15)
        space.ball((foot[0], foot[1], foot[2] - 0.08), 0.11, SHOES, 0.55)
    for side, ahead in ((-1, -swing), (1, swing)):
        shoulder, elbow, hand = (
            (x + side * 0.24, 1.42, z),
            (x + side * 0.31, 1.14, z - 0.12 * ahead),
            (x + side * 0.27, 0.9, z - 0.24 * ahead),
        )
        space.line([shoulder, elbow], shade(COAT, 0.9), 0.14)
        space.line([elbow, hand], shade(COAT, 0.8), 0.12)
        space.ball(hand, 0.055, SKIN)
    space.face(
        [(x - 0.27, 1.47, z), (x + 0.27, 1.47, z), (x + 0.22, 0.78, z), (x - 0.22, 0.78, z)], COAT, shade(COAT, 0.7)
    )
    space.ball((x - 0.2, 1.43, z), 0.1, COAT)
    space.ball((x + 0.2, 1.43, z), 0.1, COAT)
    space.line([(x, 1.44, z), (x, 0.8, z)], shade(COAT, 0.6), 0.015)
    space.ball((x, 1.52, z), 0.12, HOOD, 0.6)
    space.ball((x, 1.66, z), 0.155, HOOD, 1.15)
    space.ball((x + 0.01, 1.63, z), 0.095, SKIN, 1.2)
    space.ball((x, 1.72, z), 0.12, HOOD, 0.5)
    space.line([(x - 0.07, 1.655, z), (x - 0.02, 1.655, z)], (40, 30, 26), 0.018)
    space.line([(x + 0.035, 1.655, z), (x + 0.085, 1.655, z)], (40, 30, 26), 0.018)


def _lit(image: Image.Image, daylight: float, step_ms: int) -> Image.Image:
    """The hour's light and colour, the corners darker, and the sensor's noise, more of it with less light."""
    width, height = image.size
    fade = Image.radial_gradient("L").resize((width * 3 // 2, height * 3 // 2))
    fade = fade.crop((width // 4, height // 4, width // 4 + width, height // 4 + height))
    fade = fade.point([255 - part // 2 for part in range(256)])
    image = ImageChops.multiply(image, Image.merge("RGB", (fade, fade, fade)))
    if daylight < 1:
        image = ImageEnhance.Color(image).enhance(0.35 + 0.65 * daylight)
        light = NIGHT_LEFT + (1 - NIGHT_LEFT) * daylight
        cool = (light * (0.86 + 0.14 * daylight), light * (0.94 + 0.06 * daylight), light)
        image = image.point([min(255, round(part * factor)) for factor in cool for part in range(256)])
    grain = Image.effect_noise((width // 2, height // 2), 24 + 24 * (1 - daylight)).resize((width, height))
    grain = ImageChops.offset(grain, step_ms % 97, step_ms % 89)
    return Image.blend(image, Image.merge("RGB", (grain,) * 3), 0.05 + 0.11 * (1 - daylight))


def _stamp(image: Image.Image, scene: Scene) -> None:
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=max(10, image.height // 26))
    for text, x, anchor in ((scene.camera, 10, "ls"), (scene.stamp, image.width - 10, "rs")):
        draw.text((x, image.height - 10), text, (255, 255, 255), font, anchor, stroke_width=2, stroke_fill=(0, 0, 0))
