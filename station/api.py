"""The running station's own interface: HTTP on loopback, read only; the page for people (``station.page``) beside it.

For the commands that a person types beside it, which must not open the store themselves. It shows
what the operator sees anyway and changes nothing; commands to panels are signed by whoever holds a key.
"""

from collections.abc import Sequence

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from comms.documents import ReportDoc
from comms.keys import fingerprint
from comms.picture_documents import PictureDoc
from station.guard import Guard
from station.intake import Intake, PanelView
from station.listeners import TooManyError
from station.page import Page
from station.store import Entry

LOG_MAX = 1_000
ALARMS_MAX = 100


def application(intake: Intake, page: Page, framed_by: tuple[str, ...] = ()) -> Starlette:
    """All that is served, in the loop that also feeds the intake. ``framed_by``: as ``station.guard`` has it."""
    # A page in the operator's browser must not read us under a name of its own that points to 127.0.0.1.
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    return Starlette(
        routes=[*_routes(intake), *page.routes()],
        middleware=[Middleware(Guard, framed_by=framed_by), hosts],
        exception_handlers={TooManyError: page.refused},
    )


def _routes(intake: Intake) -> Sequence[BaseRoute]:
    """What programs read."""

    async def log(request: Request) -> Response:
        """``after``: the place of the last entry already known; ``limit``: how many at most. ``reports``: the
        reports and the pictures' documents beside the entries, for whoever puts them in words."""
        try:
            after = int(request.query_params.get("after", "0"))
            limit = min(int(request.query_params.get("limit", str(LOG_MAX))), LOG_MAX)
        except ValueError:
            return _answer({"error": "after and limit are whole numbers"}, status=400)
        entries = intake.log(max(after, 0), max(limit, 1))
        page: dict[str, object] = {"entries": entries, "next": entries[-1].n if entries else after}
        if "reports" in request.query_params:
            told = [each for _, each in intake.told(max(after, 0), len(entries))] if entries else []
            page["reports"] = [each if isinstance(each, ReportDoc) else None for each in told]
            page["pictures"] = [each if isinstance(each, PictureDoc) else None for each in told]
        return _answer(page)

    async def alarms(request: Request) -> Response:
        return _answer({"alarms": [_alarm(entry, report) for entry, report in intake.alarms(ALARMS_MAX)]})

    async def panels(request: Request) -> Response:
        return _answer({"panels": [_panel(panel, view) for panel, view in intake.panels().items()]})

    return [Route("/api/log", log), Route("/api/alarms", alarms), Route("/api/panels", panels)]


def _alarm(entry: Entry, report: ReportDoc | None) -> dict[str, object]:
    told: dict[str, object] = msgspec.to_builtins(entry)
    if report is not None:
        told |= {"zone_name": report.zone_name, "cid": report.cid, "sia": report.sia}
    return told


def _panel(panel: str, view: PanelView) -> dict[str, object]:
    return {
        "panel": panel,
        "fingerprint": fingerprint(view.key),
        "heard_ms": view.heard_ms,
        "silent": view.silent,
        "state": view.state,
    }


def _answer(content: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(content), status_code=status, media_type="application/json")
