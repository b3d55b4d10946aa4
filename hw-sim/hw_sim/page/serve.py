"""The page of the house over HTTP, and what it asks for beyond look, events and verbs; see docs/simulator.md."""

import importlib.resources
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hw_sim.camera.scene import Scene
from hw_sim.launch import notes
from hw_sim.page.pictures import Blind, Pictures, TooMany
from hw_sim.page.plan import plan_of, room_key
from hw_sim.page.stories import Story, lacks, stories
from hw_sim.world.cellular import Gsm
from hw_sim.world.errors import NoSuchThing
from hw_sim.world.house import KEYS
from panel.config.model import Config, OutputRole

HOST = "127.0.0.1"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
BATTERY_CHOICES = ("real", "12.6", "11.5", "10.4", "out", "in", "worn", "new")

GSM_WORDS = {Gsm.RESTORE: "well", Gsm.JAM: "jammed", Gsm.UNPLUG: "unplugged"}


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/house/note. ``pin``: the administrator's, None until the demo is commissioned; ``tags``: those that the
    panel knows; ``pocket``: every tag in this house."""

    pin: str | None
    tags: tuple[str, ...]
    pocket: tuple[str, ...]


class Playable(msgspec.Struct, frozen=True, kw_only=True):
    """A story as it is served. ``lacks``: what this house would need for it."""

    story: Story
    lacks: tuple[str, ...]


class HousePage:
    """The page's handlers. ``scene``: what a camera has before it now; ``pocket``: the labels of the tags."""

    def __init__(
        self, config: Config, data: Path, pocket: tuple[str, ...], station_url: str, scene: Callable[[str], Scene]
    ) -> None:
        self._config, self._data, self._pocket, self._scene = config, data, pocket, scene
        self._pictures = Pictures()
        self._stories = msgspec.json.encode([served(each, config) for each in stories()])
        self._files = _static()
        self._html = html(config, pocket, station_url)
        self._headers = {"Content-Security-Policy": policy(station_url)} | SAFE

    def routes(self) -> list[Route]:
        """What the interface has besides look, events and verbs."""
        return [
            Route("/", self.page, methods=["GET"]),
            Route("/static/{name}", self.static, methods=["GET"]),
            Route("/api/house/note", self.note, methods=["GET"]),
            Route("/api/house/stories", self.stories, methods=["GET"]),
            Route("/api/house/camera/{name}", self.camera, methods=["GET"]),
        ]

    async def page(self, request: Request) -> Response:
        """GET /. Under one name only: the station lets itself be framed by that one."""
        host = urlsplit(f"//{request.headers.get('host', '')}")
        if host.hostname != HOST:
            return RedirectResponse(f"http://{HOST}:{host.port or 80}/")
        return Response(self._html, media_type="text/html", headers=self._headers)

    async def static(self, request: Request) -> Response:
        """GET /static/NAME: the page's scripts and style."""
        name = request.path_params["name"]
        if name not in self._files:
            return said(404, f"no file {name!r}")
        kind, content = self._files[name]
        return Response(content, media_type=kind, headers=SAFE)

    async def note(self, request: Request) -> Response:
        """GET /api/house/note: what hangs beside the keypad."""
        del request
        written = notes.read(self._data)
        tags = () if written is None else tuple(written.tags)
        note = Note(pin=None if written is None else written.pin, tags=tags, pocket=self._pocket)
        return Response(msgspec.json.encode(note), media_type="application/json", headers=SAFE)

    async def stories(self, request: Request) -> Response:
        """GET /api/house/stories."""
        del request
        return Response(self._stories, media_type="application/json", headers=SAFE)

    async def camera(self, request: Request) -> Response:
        """GET /api/house/camera/NAME: a JPEG of now, or one sentence why there is none."""
        try:
            picture = await self._pictures.of(self._scene(request.path_params["name"]))
        except NoSuchThing as error:
            return said(404, str(error))
        except TooMany as error:
            return said(503, str(error))
        except Blind as error:  # no failure of this interface: what the camera gives is told as it is
            return said(200, str(error))
        return Response(picture, media_type="image/jpeg", headers=SAFE)


SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


def policy(station_url: str) -> str:
    """What the browser lets the page do: nothing but its own files, its own interface, and the station in a frame."""
    frames = station_url or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        f"frame-src {frames}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def html(config: Config, pocket: tuple[str, ...], station_url: str) -> str:
    """The page of a configured house."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("hw_sim.page"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    environment.globals["room_key"] = room_key
    return environment.get_template("house.html").render(
        config=config,
        plan=plan_of(config),
        roles={role.value: _wires(config, role) for role in OutputRole},
        keys=[key for row in KEYS for key in row],
        batteries=BATTERY_CHOICES,
        modem=[(each.value, each.value, GSM_WORDS.get(each, each.value.replace("_", " "))) for each in Gsm],
        pocket=pocket,
        station_url=station_url,
    )


def served(story: Story, config: Config) -> Playable:
    """A story, and whether it can be played here."""
    return Playable(story=story, lacks=lacks(story, config))


def said(status: int, text: str) -> Response:
    """A refusal in one sentence."""
    return Response(msgspec.json.encode({"error": text}), status, media_type="application/json", headers=SAFE)


def _wires(config: Config, role: OutputRole) -> str:
    """The names of the outputs of a role, with spaces between them."""
    return " ".join(output.name for output in config.output if output.role is role)


def _static() -> dict[str, tuple[str, bytes]]:
    folder = importlib.resources.files("hw_sim.page") / "static"
    found = [each for each in folder.iterdir() if Path(each.name).suffix in TYPES]
    return {each.name: (TYPES[Path(each.name).suffix], each.read_bytes()) for each in found}
