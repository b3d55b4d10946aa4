"""Open pages that are told at once what has changed: server-sent events, to a bounded number of browsers.

A page is told which of its parts are old, never what is new: however slow it is, nothing piles up for it, and whoever
tells never waits.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager

from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

LISTENERS_MAX = 64
BEAT_S = 5.0  # a page that hears nothing for longer than two of these says that it is not live
PACE_S = 0.05  # between two messages to one page, so that a flood becomes few
LAG_S = 10.0  # who takes nothing for so long is gone


class TooManyError(Exception):
    """No page more can be told."""


class Listener:
    """One open page."""

    def __init__(self, parts: Iterable[str]) -> None:
        self._old = dict.fromkeys(parts)  # everything, first: what it shows may be of before
        self._some = asyncio.Event()
        self._some.set()
        self.open = True

    def tell(self, parts: Iterable[str]) -> None:
        self._old.update(dict.fromkeys(parts))
        self._some.set()

    def close(self) -> None:
        self.open = False
        self._some.set()

    async def messages(self, beat_s: float = BEAT_S) -> AsyncIterator[str]:
        """What goes out, until it is closed; a beat when there is nothing to say."""
        while self.open:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(beat_s):
                    await self._some.wait()
            self._some.clear()
            parts, self._old = list(self._old), {}
            yield "".join(f"event: {part}\ndata: \n\n" for part in parts or ["beat"])
            await asyncio.sleep(PACE_S)


class Listeners:
    """All open pages. ``parts``: the names of what a page is made of."""

    def __init__(self, parts: tuple[str, ...], most: int = LISTENERS_MAX) -> None:
        self._parts = parts
        self._most = most
        self._all: set[Listener] = set()

    def __len__(self) -> int:
        return len(self._all)

    def tell(self, *parts: str) -> None:
        """These parts of every page are old."""
        for listener in self._all:
            listener.tell(parts)

    def close(self) -> None:
        """The station stops: every page is let go."""
        for listener in self._all:
            listener.close()

    @contextmanager
    def joined(self) -> Iterator[Listener]:
        """One page more, for as long as the block runs. Raises TooManyError."""
        if len(self._all) >= self._most:
            raise TooManyError
        listener = Listener(self._parts)
        self._all.add(listener)
        try:
            yield listener
        finally:
            self._all.discard(listener)


class Events:
    """The answer to ``GET /events``; an ASGI application of its own, so that its place is kept while it streams."""

    def __init__(self, listeners: Listeners, lag_s: float = LAG_S) -> None:
        self._listeners = listeners
        self._lag_s = lag_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Streams until the page goes, lags, or the station stops. Raises TooManyError before anything is sent."""

        async def in_time(message: Message) -> None:
            async with asyncio.timeout(self._lag_s):
                await send(message)

        with self._listeners.joined() as listener, contextlib.suppress(TimeoutError):
            await StreamingResponse(listener.messages(), media_type="text/event-stream")(scope, receive, in_time)
