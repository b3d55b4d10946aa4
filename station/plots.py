"""Where the points of the two figures lie. Pure; the template draws them."""

import math
from collections.abc import Mapping, Sequence

import msgspec

WIDTH, HEIGHT = 600, 200
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 10, 22  # room for the words around the field
LATENCY_MIN_MS, LATENCY_MAX_MS = 1, 1_000_000
_DECADES = ((1, "1 ms"), (10, "10 ms"), (100, "100 ms"), (1_000, "1 s"), (10_000, "10 s"), (100_000, "100 s"))
AGE_MAX_S = 120
_AGES = (0, 30, 60, 90, 120)
LINES_MAX = 8  # panels in one figure: more cannot be told apart


class Tick(msgspec.Struct, frozen=True):
    """A line across the field, with its word. ``strong``: a limit."""

    y: float
    text: str
    strong: bool = False


class Point(msgspec.Struct, frozen=True):
    """A report. ``path`` decides its form."""

    x: float
    y: float
    path: str
    text: str


class Line(msgspec.Struct, frozen=True):
    """A panel. ``points``: as SVG wants them; ``end``: where its name stands."""

    name: str
    points: str
    x: float
    y: float


class Figure(msgspec.Struct, frozen=True):
    """A field with what is in it."""

    ticks: tuple[Tick, ...]
    points: tuple[Point, ...] = ()
    lines: tuple[Line, ...] = ()
    summary: str = ""


def latencies(samples: Sequence[tuple[str, int]]) -> Figure:
    """The delays of reports in their order, on a scale of decades: 20 ms and 20 s must both be readable."""
    step = _width() / max(1, len(samples) - 1)
    points = tuple(
        Point(round(LEFT + at * step, 1), _log_y(ms), path, f"{path}: {ms} ms") for at, (path, ms) in enumerate(samples)
    )
    return Figure(tuple(Tick(_log_y(ms), text) for ms, text in _DECADES), points, summary=_summary(samples))


def ages(series: Mapping[str, Sequence[int]], most: int) -> Figure:
    """Seconds since each panel was heard; ``most``: samples that fill the width, the newest at its right end."""
    shown = sorted(series, key=lambda panel: (-max(series[panel], default=0), panel))[:LINES_MAX]
    lines = tuple(_line(panel, series[panel], most) for panel in shown if series[panel])
    ticks = tuple(Tick(_age_y(age), f"{age} s", strong=age == 90) for age in _AGES)
    told = ", ".join(f"{panel} {series[panel][-1]} s" for panel in shown if series[panel])
    return Figure(ticks, lines=lines, summary=told)


def _line(panel: str, seconds: Sequence[int], most: int) -> Line:
    step = _width() / max(1, most - 1)
    start = most - len(seconds)
    spots = [(round(LEFT + (start + at) * step, 1), _age_y(age)) for at, age in enumerate(seconds)]
    return Line(panel, " ".join(f"{x},{y}" for x, y in spots), *spots[-1])


def _width() -> int:
    return WIDTH - LEFT - RIGHT


def _y(share: float) -> float:
    """From the bottom (0) to the top (1) of the field."""
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def _log_y(ms: int) -> float:
    bounded = min(max(ms, LATENCY_MIN_MS), LATENCY_MAX_MS)
    return _y(math.log10(bounded) / math.log10(LATENCY_MAX_MS))


def _age_y(seconds: int) -> float:
    return _y(min(seconds, AGE_MAX_S) / AGE_MAX_S)


def _summary(samples: Sequence[tuple[str, int]]) -> str:
    """The middle of each path, in words."""
    found = []
    for path in sorted({path for path, _ in samples}):
        own = sorted(ms for its, ms in samples if its == path)
        found.append(f"{path}: median {own[len(own) // 2]} ms, most {own[-1]} ms, of {len(own)}")
    return "; ".join(found)
