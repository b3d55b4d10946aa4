"""What the oracle knows before it begins: the configuration, and when each zone's openings counted.

Like ``oracle.py`` it imports the standard library and the plain facts alone; bounds and defaults are the
guide's, written down a second time on purpose.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from hw_sim.replay.plain import Span

ROUTE = ("entry_exit", "follower")
ALWAYS = ("tamper", "fire", "hold_up")
KINDS = (*ROUTE, "instant", *ALWAYS)
SWINGING = (*ROUTE, "instant", "tamper")
SIRENS = 3  # a zone that may alarm more often than it may start a siren is another story
FOREVER_MS = 1 << 62
# What the oracle cannot judge, and would judge wrongly in silence.
UNJUDGED_ZONE_KEYS = ("entry_areas", "bypassable", "cross_group", "supervision_h", "warm_up_s")
UNJUDGED_ARMING_KEYS = ("profile", "final_set", "stay")


class Unjudged(Exception):
    """The configuration asks for what the oracle does not know; the message names it."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of the configuration, and when what it says counted as open: ``opened`` and ``closed`` in pairs."""

    id: int
    area: str
    kind: str
    modes: tuple[str, ...]
    entry_ms: int
    swinger: int = 3  # alarms in one arming period after which it is left out; 0: never
    opened: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()

    def is_live(self, mode: str) -> bool:
        return self.kind in ALWAYS or mode in self.modes

    def is_open(self, at_ms: int) -> bool:
        """Was it open just before this instant?"""
        index = bisect_left(self.opened, at_ms) - 1
        return index >= 0 and self.closed[index] >= at_ms

    def between(self, from_ms: int, to_ms: int) -> tuple[int, ...]:
        """Its openings from one instant until just before another."""
        return self.opened[bisect_left(self.opened, from_ms) : bisect_left(self.opened, to_ms)]


@dataclass(frozen=True, slots=True)
class Rules:
    """The configuration, as far as alarms depend on it."""

    zones: tuple[Zone, ...]
    areas: dict[str, tuple[str, ...]]
    exit_ms: int
    exit_restart: bool
    siren_ms: int
    cancel_ms: int
    confirm_ms: int
    needs_pin: bool
    tag_cancels: bool


def read_rules(configuration: Path, spans: Mapping[int, Sequence[Span]]) -> Rules:
    """The rules, with each zone's openings worked out from the spans at its wires. Raises Unjudged."""
    table = tomllib.loads(configuration.read_text(encoding="utf-8-sig"))
    _refuse_unknown(table)
    timings, tags = table.get("timings", {}), table.get("tags", {})
    delays = {"A": timings.get("entry_delay_a_s", 30), "B": timings.get("entry_delay_b_s", 45)}
    return Rules(
        zones=tuple(_zone(zone, delays, spans.get(zone["id"], ())) for zone in table["zone"]),
        areas={area["id"]: tuple(area["modes"]) for area in table["area"]},
        exit_ms=timings.get("exit_delay_s", 60) * 1000,
        exit_restart=table.get("arming", {}).get("exit_restart", True),
        siren_ms=timings.get("siren_s", 180) * 1000,
        cancel_ms=timings.get("cancel_window_s", 300) * 1000,
        confirm_ms=timings.get("confirm_min", 30) * 60_000,
        needs_pin=tags.get("uid_only_needs_pin", True),
        tag_cancels=tags.get("tag_cancels", False),
    )


def _refuse_unknown(table: Mapping[str, Any]) -> None:
    arming = table.get("arming", {})
    for key in UNJUDGED_ARMING_KEYS:
        if arming.get(key) not in (None, False, "direct"):
            raise Unjudged(f"arming: {key} = {arming[key]} is beyond what a replay can judge: remove it")
    for zone in table["zone"]:
        named = f"zone {zone['id']} ({zone['name']})"
        if zone["kind"] not in KINDS:
            raise Unjudged(f"{named}: a replay knows {', '.join(KINDS)}, and not {zone['kind']}")
        if zone.get("swinger_limit", 0) > SIRENS:
            raise Unjudged(f"{named}: a replay can judge a swinger_limit of at most {SIRENS}")
        for key in UNJUDGED_ZONE_KEYS:
            if key in zone:
                raise Unjudged(f"{named}: {key} is beyond what a replay can judge: remove it")


def _zone(table: Mapping[str, Any], delays: Mapping[str, int], spans: Iterable[Span]) -> Zone:
    held_ms = table.get("qualification_ms", 50)
    counted = tuple(_counted(_merged(spans), held_ms))
    return Zone(
        id=table["id"],
        area=table["area"],
        kind=table["kind"],
        modes=tuple(table.get("modes", ())),
        entry_ms=delays[table.get("entry_delay", "A")] * 1000,
        swinger=table.get("swinger_limit", 3) if table["kind"] in SWINGING else 0,
        opened=tuple(span.start_ms for span in counted),
        closed=tuple(span.end_ms for span in counted),
    )


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """The union: several sensors on one zone are ORed, and spans that touch are one."""
    start = end = None
    for span in sorted(spans):
        if start is None or end is None or span.start_ms > end:
            if start is not None and end is not None:
                yield Span(start, end)
            start, end = span
        else:
            end = max(end, span.end_ms)
    if start is not None and end is not None:
        yield Span(start, end)


def _counted(spans: Iterable[Span], held_ms: int) -> Iterator[Span]:
    """The spans as qualification sees them: only a level that held for ``held_ms`` counts, and then from its end."""
    edges = [(at, level) for span in spans for at, level in ((span.start_ms, True), (span.end_ms, False))]
    forever = (FOREVER_MS, False)
    held = [(at, level) for (at, level), (to, _) in pairwise([*edges, forever]) if to - at >= held_ms]
    opened: int | None = None
    for at, level in held:
        if level and opened is None:
            opened = at + held_ms
        elif not level and opened is not None:
            yield Span(opened, at + held_ms)
            opened = None
