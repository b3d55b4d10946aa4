"""The frames of the last seconds, held in memory and nowhere else until an alarm makes some of them pictures."""

from collections import deque

import msgspec

SLACK = 1.5  # a frame may come half a gap late and still count as one of the seconds before


class Frame(msgspec.Struct, frozen=True):
    """One picture of a camera as it came. ``at_ms``: monotonic."""

    at_ms: int
    jpeg: bytes


class Ring:
    """The newest ``size`` frames, ``gap_ms`` apart."""

    def __init__(self, size: int, gap_ms: int) -> None:
        assert size >= 0, "a ring of fewer than no frames"
        assert gap_ms > 0, "frames at one instant"
        self._frames: deque[Frame] = deque(maxlen=size)
        self._gap_ms = gap_ms

    def __len__(self) -> int:
        return len(self._frames)

    def due_ms(self, now_ms: int) -> int:
        """When the next frame is wanted."""
        return self._frames[-1].at_ms + self._gap_ms if self._frames else now_ms

    def add(self, frame: Frame) -> None:
        """Takes a frame, drops the oldest beyond the size; one that comes too soon after the last is not held."""
        if not self._frames or frame.at_ms - self._frames[-1].at_ms >= self._gap_ms // 2:
            self._frames.append(frame)

    def before(self, moment_ms: int) -> tuple[Frame, ...]:
        """The frames up to a moment, oldest first; none from before the camera hung or was switched off."""
        assert self._frames.maxlen is not None
        oldest_ms = moment_ms - int(self._frames.maxlen * self._gap_ms * SLACK)
        return tuple(frame for frame in self._frames if oldest_ms <= frame.at_ms <= moment_ms)

    def clear(self) -> None:
        """Forgets everything."""
        self._frames.clear()
