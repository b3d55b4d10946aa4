"""Is a camera working? From what came of it, when, and what could be seen in it.

A camera fails in four ways: it is not there, it hangs, it sends what is no picture, it sees nothing. Each is told once.
One that died or hung is started again, later each time; one that sees nothing runs on, for what it sees may change.
"""

import msgspec

START_MS = 20_000  # chosen: Python and libcamera are read from a slow card first; not measured on a Pi
FRAME_MS = 3_000  # vimc under an emulated processor took 0.9 to 1.7 s a frame; shorter than a job waits for one
BACK_OFF_MS = (1_000, 2_000, 5_000, 15_000, 60_000)
WELL_MS = 60_000  # frames for so long, and earlier failures are forgiven
BLIND_MS = 60_000  # a hand before the lens, a light switched off and on: no trouble yet
SPOILT_MAX = 3  # frames in a row that are no pictures: one may be torn, three are a fault
MEAN_MIN = 12  # of 255; this and the next were set by the simulator's pictures and no sensor has been measured
SPREAD_MIN = 3.0  # standard deviation of the luminance
RSS_MAX_KIB = 300 * 1024  # chosen: more than picamera2 should ever need, less than what ends a Pi of 512 MB

BLIND = "sees nothing: covered, dazzled, or in the dark"


class Look(msgspec.Struct, frozen=True):
    """What a frame looks like on the whole: ``mean`` luminance, 0 to 255, and its standard deviation."""

    mean: float
    spread: float

    @property
    def empty(self) -> bool:
        """Whether nothing can be seen in it."""
        return self.spread < SPREAD_MIN or (self.mean < MEAN_MIN and self.spread < 2 * SPREAD_MIN)


class Judge(msgspec.Struct, frozen=True, kw_only=True):
    """One camera so far. Up until the contrary is known; each method gives the judge that knows one thing more."""

    up: bool = True
    detail: str = ""
    failures: int = 0
    spoilt: int = 0
    since_ms: int | None = None  # of good frames without a failure between
    blind_ms: int | None = None  # since when there is nothing to be seen

    def saw(self, now_ms: int, look: Look) -> "Judge":
        """A picture came."""
        since_ms = now_ms if self.since_ms is None else self.since_ms
        failures = 0 if now_ms - since_ms >= WELL_MS else self.failures
        blind_ms = (now_ms if self.blind_ms is None else self.blind_ms) if look.empty else None
        still_blind = blind_ms is not None and (self.detail == BLIND or now_ms - blind_ms >= BLIND_MS)
        return Judge(
            up=not still_blind,
            detail=BLIND if still_blind else "",
            failures=failures,
            since_ms=since_ms,
            blind_ms=blind_ms,
        )

    def spoiled(self, why: str) -> "Judge":
        """Something came that is no picture."""
        if self.spoilt + 1 < SPOILT_MAX:
            return msgspec.structs.replace(self, spoilt=self.spoilt + 1, since_ms=None)
        return msgspec.structs.replace(
            self, spoilt=self.spoilt + 1, since_ms=None, up=False, detail=f"sends no pictures: {why}"
        )

    def failed(self, why: str) -> "Judge":
        """It is not there, hung or died; it is started again after ``back_off_ms``."""
        return msgspec.structs.replace(
            self, up=False, detail=why, failures=self.failures + 1, spoilt=0, since_ms=None, blind_ms=None
        )

    def rested(self) -> "Judge":
        """It was switched off on purpose: what was seen in it is no longer so, what is wrong with it may still be."""
        return msgspec.structs.replace(self, since_ms=None, blind_ms=None, spoilt=0)

    @property
    def back_off_ms(self) -> int:
        """How long to wait before it is started again."""
        return BACK_OFF_MS[min(self.failures, len(BACK_OFF_MS)) - 1] if self.failures else 0


def leaks(resident_kib: int) -> bool:
    """Whether a camera's process has grown so large that it is better replaced than waited for."""
    return resident_kib > RSS_MAX_KIB
