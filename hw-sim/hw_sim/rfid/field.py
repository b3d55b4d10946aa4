"""A reader's field: the tags in it, and what several of them say at once."""

from collections.abc import Callable
from dataclasses import dataclass

from hw_sim.rfid.bits import Bits
from hw_sim.rfid.tag import Tag


@dataclass(frozen=True, slots=True)
class Answer:
    """``bits``: what an antenna picks up. ``collisions``: places at which tags said both a 0 and a 1; a 1 is seen."""

    bits: Bits
    collisions: tuple[int, ...] = ()


class Field:
    """``before``: told the time of each change before it is made, so that what happened until then has happened."""

    def __init__(self) -> None:
        self.on = False
        self.before: Callable[[int], None] = lambda now_ms: None
        self._tags: list[Tag] = []

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Those held to the reader, in the order in which they came."""
        return tuple(self._tags)

    def bring(self, tag: Tag, now_ms: int) -> None:
        """A tag is held to the reader."""
        self.before(now_ms)
        tag.loses_the_field()
        if tag not in self._tags:
            self._tags.append(tag)

    def take(self, tag: Tag, now_ms: int) -> None:
        """It is taken away again; without effect when it is."""
        self.before(now_ms)
        if tag in self._tags:
            self._tags.remove(tag)

    def switch(self, on: bool) -> None:
        """The reader's transmitter."""
        if self.on and not on:
            for tag in self._tags:
                tag.loses_the_field()
        self.on = on

    def says(self, frame: Bits) -> Answer:
        """Sends a frame to all of them, and hears who answers."""
        said = [tag.hears(frame) for tag in self._tags] if self.on else []
        said = [bits for bits in said if bits]
        length = max((len(bits) for bits in said), default=0)
        heard, collisions = [], []
        for place in range(length):
            here = {bits[place] for bits in said if place < len(bits)}
            heard.append(max(here))
            if len(here) > 1:
                collisions.append(place)
        return Answer(tuple(heard), tuple(collisions))
