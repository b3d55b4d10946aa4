"""Which pictures go: those that are too old, and where room is short the oldest, undelivered ones last."""

from collections.abc import Iterable

import msgspec

DAY_MS = 24 * 3_600_000


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed picture on the disk. ``at_ms``: wall time of its frame."""

    picture: str
    at_ms: int
    size: int
    delivered: bool


def what_goes(held: Iterable[Held], now_ms: int, keep_days: int, keep_bytes: int) -> tuple[str, ...]:
    """The pictures to erase now. Age spares none: how long pictures of people are kept is a promise."""
    by_age = sorted(held, key=lambda each: (each.at_ms, each.picture))
    gone = [each for each in by_age if now_ms - each.at_ms > keep_days * DAY_MS]
    young = by_age[len(gone) :]
    total = sum(each.size for each in young)
    for each in sorted(young, key=lambda each: not each.delivered):
        if total > keep_bytes:
            gone.append(each)
            total -= each.size
    return tuple(each.picture for each in gone)


def makes_room(held: Iterable[Held], wanted: int) -> tuple[str, ...]:
    """The delivered pictures to erase, oldest first, so that ``wanted`` bytes fit where the disk is full."""
    gone: list[str] = []
    for each in sorted(held, key=lambda each: (each.at_ms, each.picture)):
        if wanted <= 0:
            break
        if each.delivered:
            gone.append(each.picture)
            wanted -= each.size
    return tuple(gone)
