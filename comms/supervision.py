"""Whether the way to the station works: known after one and a half heartbeats of silence.

Pure. Two silences are told apart, because a person mends them in different places: the broker does
not answer (cable, certificates, a network thread that died), or it does and the station acknowledges
nothing.
"""

from collections.abc import Iterable

import msgspec


class Supervision(msgspec.Struct, frozen=True):
    """What is known of one path. ``up`` is None until something is known."""

    heartbeat_ms: int
    heard_ms: int  # when the broker last answered anything
    acked_ms: int = -1  # when the station last acknowledged anything
    connected: bool = False
    up: bool | None = None
    detail: str = ""

    @property
    def limit_ms(self) -> int:
        """The silence after which the path is down."""
        return self.heartbeat_ms * 3 // 2


class Verdict(msgspec.Struct, frozen=True):
    """``beat``: ask the broker for a sign of life. ``rebuild``: it gave none, so the connection is a corpse."""

    supervision: Supervision
    beat: bool = False
    rebuild: bool = False


def heard(supervision: Supervision, now: int) -> Supervision:
    """The broker answered."""
    return msgspec.structs.replace(supervision, heard_ms=now)


def judge(supervision: Supervision, waiting_ms: Iterable[int], probing: bool, now: int) -> Verdict:
    """``waiting_ms``: when each unacknowledged report was first sent; ``probing``: an answer is outstanding."""
    silence_ms = now - supervision.heard_ms
    if silence_ms >= supervision.limit_ms:
        detail = supervision.detail or f"the broker has not answered for {silence_ms // 1000} s"
        down = msgspec.structs.replace(supervision, up=False, connected=False, detail=detail)
        return Verdict(down, rebuild=supervision.connected)
    since_ms = _station_silent_since(supervision, waiting_ms)
    if since_ms is not None and now - since_ms >= supervision.limit_ms:
        detail = f"the station has not acknowledged anything for {(now - since_ms) // 1000} s"
        return Verdict(msgspec.structs.replace(supervision, up=False, detail=detail))
    up = True if supervision.connected else supervision.up
    beat = supervision.connected and not probing and silence_ms >= supervision.heartbeat_ms
    return Verdict(msgspec.structs.replace(supervision, up=up), beat=beat)


def next_judgement(supervision: Supervision, waiting_ms: Iterable[int], probing: bool) -> int | None:
    """When silence alone changes the verdict."""
    found = []
    if supervision.connected and not probing:
        found.append(supervision.heard_ms + supervision.heartbeat_ms)
    if supervision.connected or supervision.up is not False:
        found.append(supervision.heard_ms + supervision.limit_ms)
    since_ms = _station_silent_since(supervision, waiting_ms)
    if since_ms is not None and supervision.up is not False:
        found.append(since_ms + supervision.limit_ms)
    return min(found, default=None)


def _station_silent_since(supervision: Supervision, waiting_ms: Iterable[int]) -> int | None:
    """Only reports first sent after the newest acknowledgement count: an older one that still waits is
    that report's own trouble, and would otherwise take the path down and up again for ever."""
    return min((first for first in waiting_ms if first > supervision.acked_ms), default=None)
