"""Watches that the pins' library still tells of edges, and says once when it does not."""

from typing import Protocol, runtime_checkable

import gpiozero

from drivers.health import Health, Report
from drivers.hearing import HEARS, MISSED_MAX, Ear, found, is_deaf, passed
from drivers.stamps import now_ms


@runtime_checkable
class MayGoDeaf(Protocol):
    """A pin factory that knows by itself when no edge can come any more."""

    def deafness(self) -> str:
        """Why none can; empty while they come."""
        ...


class EdgeWatch:
    """The ears of all inputs. ``library``: what the configuration calls it, and troubles then.

    It is the library that is said to have failed, and never an input: levels are still read, and a zone that nobody
    may believe for a deaf library would protect less than one that is 100 ms late.
    """

    def __init__(self, library: str, factory: gpiozero.Factory, report: Report) -> None:
        self._library = library
        self._factory = factory
        self._deafness = factory.deafness if isinstance(factory, MayGoDeaf) else str
        self._health = Health(library, report)
        self._ears: dict[str, Ear] = {}  # of lines of which a change was found unheard; the others hear

    def heard(self, line: str) -> None:
        """An edge came."""
        if self._ears.pop(line, None) is not None:
            self._judge(now_ms(self._factory))

    def found(self, line: str, at_ms: int) -> None:
        """A re-reading found a change of which no edge had told."""
        self._ears[line] = found(self._ears.get(line, HEARS), at_ms)

    def poll(self, at_ms: int) -> None:
        """Time passed."""
        for line, ear in self._ears.items():
            self._ears[line] = passed(ear, at_ms)
        self._judge(at_ms)

    def _judge(self, at_ms: int) -> None:
        why = self._why()
        if why:
            self._health.failed_at(why, at_ms)
        else:
            self._health.well_at(at_ms)

    def _why(self) -> str:
        ended = self._deafness()
        deaf = [line for line, ear in self._ears.items() if is_deaf(ear)]
        if not (ended or deaf):
            return ""
        told = ended or f"{MISSED_MAX} changes of {', '.join(deaf)} were found by reading and told by no edge"
        return (
            f"{self._library}: {told}; each change has to have an edge. Levels are still read ten times a second, but "
            f"shorter pulses and tags are lost: start the panel again, and look into the kernel's log."
        )
