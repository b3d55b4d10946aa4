"""The routes of the station's page, for an operator who must trust each event."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from comms.errors import CommsError
from station import wording
from station.desk import PARTS, Desk, log_line
from station.errors import NotHereError, PictureRefused
from station.intake import Intake
from station.listeners import Events, TooManyError
from station.look import look
from station.parts import Parts
from station.viewings import Viewing, Viewings

LOG = logging.getLogger("station.page")

STATIC = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
OPENING_MAX = 2  # pictures opened at once: each is a thread, and memory for a whole picture
HISTORY_MAX = 100
WHO = "page"
_ZONE_MAX = 2**53 - 1


class Page:
    """The page over one desk."""

    def __init__(self, intake: Intake, desk: Desk, now_ms: Callable[[], int]) -> None:
        self._intake = intake
        self._now_ms = now_ms
        self._parts = Parts(desk, now_ms)
        self._listeners = desk.listeners
        self._viewings = Viewings(intake.folder)
        self._opening = asyncio.Semaphore(OPENING_MAX)
        self._static = {path.name: path.read_bytes() for path in STATIC.iterdir() if path.suffix in _TYPES}

    def routes(self) -> list[BaseRoute]:
        """All of them read."""
        return [
            Route("/", self._page),
            Route("/parts/{name}", self._part),
            Route("/events", Events(self._listeners), methods=["GET"]),
            Route("/static/{name}", self._file),
            Route("/pictures/{panel}/{picture}.jpg", self._picture),
            Route("/zones/{panel}/{zone:int}", self._zone),
        ]

    async def refused(self, request: Request, error: Exception) -> Response:
        """There is no room for one more open page."""
        assert isinstance(error, TooManyError)
        return HTMLResponse(wording.ERROR_BUSY, status_code=503, headers={"Retry-After": "5"})

    async def _page(self, request: Request) -> Response:
        return HTMLResponse(await self._parts.page())

    async def _part(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in PARTS:
            raise HTTPException(404)
        return HTMLResponse(await self._parts.part(name))

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self._static:
            raise HTTPException(404)
        return Response(self._static[name], media_type=_TYPES[Path(name).suffix])

    async def _picture(self, request: Request) -> Response:
        panel, picture = request.path_params["panel"], request.path_params["picture"]
        if panel not in self._intake.panels():
            raise HTTPException(404)
        async with self._opening:
            try:
                jpeg = await asyncio.to_thread(self._opened, panel, picture)
            except NotHereError as error:
                raise HTTPException(404) from error
            except (PictureRefused, CommsError) as error:
                LOG.warning("%s", error)
                return self._failed(str(error), 422)
            except OSError as error:
                LOG.warning("a viewing cannot be logged: %s", error)
                return self._failed(str(error), 503)
        return Response(jpeg, media_type="image/jpeg")

    def _opened(self, panel: str, picture: str) -> bytes:
        """In a thread of its own. Nothing is shown of which it is not written down that it was."""
        seen = look(self._intake.folder, picture, panel)
        self._viewings.note(Viewing(self._now_ms(), WHO, panel, picture))
        return seen.jpeg

    def _failed(self, why: str, status: int) -> Response:
        return Response(f"{wording.ERROR_PICTURE}: {why}\n", status_code=status, media_type="text/plain")

    async def _zone(self, request: Request) -> Response:
        panel, zone = request.path_params["panel"], request.path_params["zone"]
        if panel not in self._intake.panels() or not 0 < zone <= _ZONE_MAX:
            raise HTTPException(404)
        found = self._intake.zone_history(panel, zone, HISTORY_MAX)
        name = next((told.zone_name for _, told in found if told is not None and told.zone_name), "")
        now_ms = self._now_ms()
        lines = [log_line(entry, told, now_ms) for entry, told in found]
        return HTMLResponse(self._parts.render("zone.html", panel=panel, zone=zone, name=name, lines=lines))
