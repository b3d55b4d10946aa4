"""When the frames of a job are due, and until when each is waited for."""

import msgspec

FRAME_LATE_MS = 4_000  # enough for a camera that has to be woken; a burst of 5 then ends within 6 s, a request has 10
WHY_MAX = 200


class Shot(msgspec.Struct, frozen=True):
    """One frame of a burst. ``index``: 0 is the moment of the job."""

    index: int
    due_ms: int
    until_ms: int


def burst(now_ms: int, count: int, fps: int) -> tuple[Shot, ...]:
    """``count`` frames from now on, ``fps`` a second."""
    assert count >= 0, "fewer than no frames"
    assert fps > 0, "no frames a second"
    due = [now_ms + number * 1_000 // fps for number in range(count)]
    return tuple(Shot(index, due_ms, due_ms + FRAME_LATE_MS) for index, due_ms in enumerate(due))


def end_ms(now_ms: int, count: int, fps: int) -> int:
    """By when a job is over, whatever the camera does."""
    return max((shot.until_ms for shot in burst(now_ms, count, fps)), default=now_ms)


def shortfall(kept: int, wanted: int, why: str) -> str:
    """What is said of a camera that gave too little; empty when it gave enough."""
    if kept >= wanted:
        return ""
    return f"{kept} of {wanted} pictures: {why or 'it gave no more in time'}"[:WHY_MAX]
