"""Drawing in three dimensions with Pillow: a room seen from high up in its fourth wall."""

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float, float]  # metres: right of the middle, above the floor, away from the camera's wall

WIDE, HIGH, DEEP = 2.1, 2.6, 4.6  # of a room: half its width, height, depth
EYE_HIGH, EYE_BACK = 2.05, 1.25  # the camera hangs high and a little behind the wall that is not drawn
FOCUS, HORIZON = 0.62, 0.30  # of the picture's width; of its height


class Space:
    """A picture and the room behind it."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height))
        self.draw = ImageDraw.Draw(self.image)
        self._width, self._height = width, height

    def at(self, point: Point) -> tuple[float, float]:
        """Where a point of the room lies in the picture."""
        right, up, away = point
        scale = FOCUS * self._width / (away + EYE_BACK)
        return self._width / 2 + right * scale, self._height * HORIZON - (up - EYE_HIGH) * scale

    def size(self, metres: float, away: float) -> float:
        """How many pixels a length has at a distance."""
        return metres * FOCUS * self._width / (away + EYE_BACK)

    def face(self, points: list[Point], colour: Colour, edge: Colour | None = None) -> None:
        """A flat piece."""
        self.draw.polygon([self.at(point) for point in points], fill=colour, outline=edge)

    def line(self, points: list[Point], colour: Colour, metres: float = 0.02) -> None:
        """A thin thing."""
        width = max(1, round(self.size(metres, sum(point[2] for point in points) / len(points))))
        self.draw.line([self.at(point) for point in points], fill=colour, width=width)

    def ball(self, middle: Point, radius: float, colour: Colour, flat: float = 1.0) -> None:
        """A round thing; ``flat`` below 1 squeezes it."""
        x, y = self.at(middle)
        across = self.size(radius, middle[2])
        self.draw.ellipse((x - across, y - across * flat, x + across, y + across * flat), fill=colour)

    def back(self, x0: float, x1: float, y0: float, y1: float, colour: Colour, away: float = DEEP) -> None:
        """A rectangle on the far wall, or facing us elsewhere."""
        self.face([(x0, y0, away), (x1, y0, away), (x1, y1, away), (x0, y1, away)], colour)

    def side(self, right: bool, z0: float, z1: float, y0: float, y1: float, colour: Colour) -> None:
        """A rectangle on a side wall."""
        x = WIDE if right else -WIDE
        self.face([(x, y0, z0), (x, y0, z1), (x, y1, z1), (x, y1, z0)], colour)

    def rug(self, x0: float, x1: float, z0: float, z1: float, colour: Colour) -> None:
        """A rectangle on the floor."""
        self.face([(x0, 0, z0), (x1, 0, z0), (x1, 0, z1), (x0, 0, z1)], colour)

    def box(self, x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], colour: Colour) -> None:
        """Furniture: its top, the side that shows, its front."""
        (x0, x1), (y0, y1), (z0, z1) = x, y, z
        if y0 < 0.05:
            self.face(
                [(x0 - 0.06, 0, z0 - 0.05), (x1 + 0.06, 0, z0 - 0.05), (x1 + 0.1, 0, z1), (x0 - 0.1, 0, z1)], SHADOW
            )
        if y1 < EYE_HIGH:
            self.face([(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)], shade(colour, 1.22))
        if x1 < 0:
            self.face([(x1, y0, z0), (x1, y0, z1), (x1, y1, z1), (x1, y1, z0)], shade(colour, 0.72))
        if x0 > 0:
            self.face([(x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)], shade(colour, 0.72))
        self.face([(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)], colour, shade(colour, 0.8))


SHADOW: Colour = (58, 46, 38)


def shade(colour: Colour, factor: float) -> Colour:
    """Lighter above 1, darker below."""
    red, green, blue = (min(255, round(part * factor)) for part in colour)
    return red, green, blue


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """So much of ``other`` in ``one``."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
