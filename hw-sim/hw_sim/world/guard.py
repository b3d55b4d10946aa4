"""Who may work the house over HTTP: programs of this machine, not web pages that happen to run on it.

A page from anywhere can make a browser send requests to 127.0.0.1, under its own name (cross-site
requests) or under a name that it points there (DNS rebinding). Both are told by headers that a page
cannot forge; programs do not send them.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
OWN_SITES = frozenset({"same-origin", "none"})  # none: typed into the address bar


def refusal(headers: Mapping[str, str]) -> str | None:
    """Why a request is refused, None when it is not. ``headers`` by lower-case name."""
    host = headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in LOOPBACK:
        return f"Host {host!r} is not this machine; ask http://127.0.0.1"
    site = headers.get("sec-fetch-site", "none")
    if site not in OWN_SITES:
        return f"a request from another site ({site}); this interface opens doors and answers only its own machine"
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return f"a request from {origin!r}; this interface opens doors and answers only its own machine"
    return None
