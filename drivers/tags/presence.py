"""One tag at a time: when one that lies at the reader is read, and when again. Pure: listings and times in."""

from collections.abc import Sequence

AWAY_MS = 500  # a hand that shakes is not two people
EMPTY_MIN = 2  # one listing without the tag may be a disturbance


class Presence:
    """Of the tags in the field the one that came first is the one that is meant, until it has been away for a while.

    Somebody with two cards in a purse holds both to the reader: were each read, the second would undo the first. Only
    a listing that was made says that a tag is away: a reader that was silent meanwhile does not. Telephones and
    passports draw a number whenever they get into a field; all of these are one here.
    """

    def __init__(self) -> None:
        self._held = ""
        self._held_ms = 0
        self._empty = 0

    def listed(self, tags: Sequence[str], now_ms: int) -> str | None:
        """A listing: the tags that are there, the chip's first one first. Gives the one that is new, if there is."""
        keys = [_key(tag) for tag in tags]
        there = self._held in keys
        if self._held:
            self._empty += not there
            if not self._is_away(now_ms):
                if there:
                    self._held_ms, self._empty = now_ms, 0
                return None
            self._held = ""
        if not tags:
            return None
        self._held, self._held_ms, self._empty = keys[0], now_ms, 0
        return tags[0]

    def _is_away(self, now_ms: int) -> bool:
        return self._empty >= EMPTY_MIN and now_ms - self._held_ms >= AWAY_MS


def _key(tag: str) -> str:
    """ISO/IEC 14443-3, 6.5.4: a UID of four bytes that begins with 08 is a number drawn at random."""
    return "08" if len(tag) == 8 and tag.startswith("08") else tag
