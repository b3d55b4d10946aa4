"""What every answer of the interface says to a browser, and which requests a browser may make at all.

Whoever can reach the interface may read it; so a page of somebody else's in the operator's browser must not. The
browser itself tells where a request comes from (``Sec-Fetch-Site``); programs do not say, and are not browsers.
"""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PORT_MAX = 65_535
_OWN = ("same-origin", "none")  # "none": typed, or from a bookmark
_FRAMES = ("iframe", "frame")
_ORIGIN = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::([1-9][0-9]{0,4}))?")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors "
)


def origin(text: str) -> str:
    """An origin that may show the page in a frame, as a browser writes it. Raises ValueError."""
    value = text.lower()
    whole = _ORIGIN.fullmatch(value)
    if not whole or int(whole[1] or 80) > PORT_MAX:
        raise ValueError(f"{text!r} is no origin: http or https, a host, and its port unless it is the usual one")
    return value


class Guard:
    """Around the whole application. ``framed_by``: origins (as of ``origin``) that may show the page in a frame."""

    def __init__(self, app: ASGIApp, framed_by: tuple[str, ...] = ()) -> None:
        self._app = app
        self._framed_by = framed_by
        self._headers = {
            "Content-Security-Policy": _POLICY + " ".join(("'self'", *framed_by)),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, or answers 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        if self._may(scope["method"], Headers(scope=scope)):
            await self._app(scope, receive, with_headers)
        else:
            refusal = PlainTextResponse("not for a page from elsewhere\n", status_code=403)
            await refusal(scope, receive, with_headers)

    def _may(self, method: str, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site", "none")
        if site in _OWN:
            return True
        if method not in ("GET", "HEAD") or headers.get("sec-fetch-mode") != "navigate":
            return False
        if headers.get("sec-fetch-dest") in _FRAMES:
            return self._may_frame(headers.get("referer"))
        # A link on another page of this machine, the simulated house's say: it shows, and reads nothing.
        return site == "same-site" and headers.get("sec-fetch-dest") == "document"

    def _may_frame(self, referer: str | None) -> bool:
        """Only where a frame was allowed. A page need not say who it is: then the policy above makes the browser
        refuse to show it to anybody else."""
        if not self._framed_by or referer is None:
            return bool(self._framed_by)
        parts = urlsplit(referer)
        return f"{parts.scheme}://{parts.netloc}".lower() in self._framed_by
