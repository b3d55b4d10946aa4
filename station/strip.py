"""The strip of pictures of an incident: each moment once, small if it can be, in the order of time. Pure."""

import msgspec

from station.incident import Shot, Stands


class Frame(msgspec.Struct, frozen=True):
    """One moment of one camera. ``shown``: the picture for the strip; ``opens``: the best there is of it; both empty
    while there is none. ``stands``: of the moment as a whole; ``whole_stands``: of its large picture, None: none told.
    """

    camera: str
    index: int
    at_ms: int
    shown: str
    opens: str
    stands: Stands
    whole_stands: Stands | None


def strip(shots: tuple[Shot, ...]) -> tuple[Frame, ...]:
    """The frames of an incident's pictures."""
    moments: dict[tuple[str, str, int], list[Shot]] = {}
    for shot in shots:
        moments.setdefault((shot.job, shot.camera, shot.index), []).append(shot)
    frames = (_frame(each) for each in moments.values())
    return tuple(sorted(frames, key=lambda frame: (frame.at_ms, frame.camera, frame.index)))


def _frame(shots: list[Shot]) -> Frame:
    small = [shot for shot in shots if shot.thumb]
    whole = [shot for shot in shots if not shot.thumb]
    here = [shot.name for shot in (*small, *whole) if shot.stands is Stands.HERE]
    return Frame(
        camera=shots[0].camera,
        index=shots[0].index,
        at_ms=min(shot.at_ms for shot in shots),
        shown=here[0] if here else "",
        opens=here[-1] if here else "",
        stands=Stands.HERE if here else _stands(shots),
        whole_stands=_stands(whole) if whole else None,
    )


def _stands(shots: list[Shot]) -> Stands:
    """The best that can be said of them."""
    found = {shot.stands for shot in shots}
    return next(stands for stands in (Stands.HERE, Stands.COMING, Stands.GONE) if stands in found)
