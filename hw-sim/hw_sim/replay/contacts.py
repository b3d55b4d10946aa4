"""When each zone's contact stands open: the sensors mapped to it, ORed, and whatever a burglar adds."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from hw_sim.replay.plain import Active, Planted, Sensor, Span

Contacts = dict[int, tuple[Span, ...]]  # zone to its open spans, in order, none touching another


def contacts(
    recorded: Iterable[Active],
    zone_of: Mapping[Sensor, int],
    late_ms: Mapping[int, int],
    planted: Iterable[Planted] = (),
) -> Contacts:
    """The open spans of every zone that ever opens. ``late_ms``: the shift of each zone's recorded contact."""
    spans: dict[int, list[Span]] = {}
    for one in recorded:
        if one.sensor in zone_of:
            zone = zone_of[one.sensor]
            late = late_ms[zone]
            spans.setdefault(zone, []).append(Span(one.span.start_ms + late, one.span.end_ms + late))
    for each in planted:
        spans.setdefault(each.zone, []).append(each.span)
    return {zone: _union(spans[zone]) for zone in sorted(spans)}


def _union(spans: list[Span]) -> tuple[Span, ...]:
    union: list[Span] = []
    for span in sorted(spans):
        if union and span.start_ms <= union[-1].end_ms:
            union[-1] = Span(union[-1].start_ms, max(union[-1].end_ms, span.end_ms))
        else:
            union.append(span)
    return tuple(union)


def open_at(contacts: Contacts, zone: int, at_ms: int) -> bool:
    """Does the zone's contact stand open?"""
    return open_between(contacts, zone, at_ms, at_ms)


def open_between(contacts: Contacts, zone: int, from_ms: int, to_ms: int) -> bool:
    """Does the zone's contact stand open at any instant of a span, both ends included?"""
    spans = contacts.get(zone, ())
    index = bisect_right(spans, (to_ms, 1 << 62)) - 1
    return index >= 0 and spans[index].end_ms > from_ms
