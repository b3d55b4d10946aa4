"""The house's HTTP interface; docs/simulator.md is its reference."""

from collections.abc import AsyncIterator, Sequence

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from hw_sim.world.climate import Mishap, number
from hw_sim.world.errors import BadRequest, NoLauncher, NoSuchThing, WorldError
from hw_sim.world.guard import refusal
from hw_sim.world.look import View
from hw_sim.world.shell import Listeners, Player
from hw_sim.world.stage import Stage
from hw_sim.world.storm import Storm
from hw_sim.world.surroundings import Surroundings
from hw_sim.world.verbs import (
    FORMS,
    OnBattery,
    OnBroker,
    OnCamera,
    OnClimate,
    OnClock,
    OnConverter,
    OnGauge,
    OnGsm,
    OnMains,
    OnNetwork,
    OnReader,
    OnRelay,
    OnStorm,
    OnWire,
    OnZone,
    PressKeys,
    ShowTag,
    Verb,
)

BODY_BYTES_MAX = 4_096
LISTENERS_MAX = 32  # half of the connections: verbs and looks must still come through
STATUS = {NoSuchThing: 404, BadRequest: 400, NoLauncher: 503}


class Done(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A verb was carried out, from ``at_ms`` to ``until_ms`` (monotonic milliseconds)."""

    done: str
    at_ms: int
    until_ms: int


class HouseApi:
    """The handlers; each verb is answered when the gesture is over."""

    def __init__(
        self, player: Player, listeners: Listeners, around: Surroundings, more: Sequence[BaseRoute] = ()
    ) -> None:
        """``more``: routes of the page, which knows nothing of the house but what these handlers tell everybody."""
        self._more = more
        self._player = player
        self._listeners = listeners
        self._around = around

    def app(self) -> ASGIApp:
        """The whole interface, guarded."""
        routes = [
            *self._more,
            Route("/api/house", self.look, methods=["GET"]),
            Route("/api/house/events", self.events, methods=["GET"]),
            Route("/api/house/{verb}", self.verb, methods=["POST"]),
        ]
        handlers = {404: _no_such_page, 405: _wrong_method}
        return Guarded(Starlette(routes=routes, exception_handlers=handlers))

    async def look(self, request: Request) -> Response:
        """GET /api/house."""
        del request
        return Response(await self._look(), media_type="application/json")

    async def events(self, request: Request) -> Response:
        """GET /api/house/events: the look of now, then every change, as server-sent events."""
        del request
        if self._listeners.count >= LISTENERS_MAX:
            return _error(503, f"{LISTENERS_MAX} listen already; close one of the pages")
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def verb(self, request: Request) -> Response:
        """POST /api/house/VERB."""
        name = request.path_params["verb"]
        at_ms = self._player.now_ms()
        try:
            await self._carry_out(name, _form(name, await _body(request)))
        except WorldError as error:
            return _error(STATUS[type(error)], str(error))
        done = Done(done=name, at_ms=at_ms, until_ms=self._player.now_ms())
        return Response(msgspec.json.encode(done), media_type="application/json")

    async def _carry_out(self, name: str, verb: Verb) -> None:
        now_ms, house = self._player.now_ms(), self._player.stage.house
        match verb:
            case OnZone(zone=zone):
                gesture = {"open": house.open, "close": house.close, "walk": house.walk}[name]
                await self._player.play(gesture(str(zone), now_ms))
            case OnWire(zone=zone, fault=fault, value=value):
                self._player.stage.wire(str(zone), fault, value)
            case OnConverter(name=converter, action=happens):
                self._player.stage.befall_converter(converter, happens)
            case OnRelay(name=output, action=becomes):
                self._player.stage.befall_relay(output, becomes)
            case ShowTag(label=label, reader=reader):
                await self._player.play(house.tag(label, now_ms, reader))
            case PressKeys(keys=keys, keypad=keypad):
                await self._player.play(house.keys(keys, now_ms, keypad))
            case OnClimate():
                _blow(self._player.stage, verb, now_ms)
            case OnStorm(seconds=seconds, edges_per_s=edges, glitch_ms=glitch_ms, seed=seed):
                self._player.breaks_out(Storm(self._player.stage.contacts, now_ms, seconds, edges, glitch_ms, seed))
            case OnNetwork() | OnBroker() | OnMains() | OnBattery() | OnGauge() | OnGsm() | OnCamera() | OnReader():
                await self._around.carry_out(verb, now_ms)
            case OnClock():
                await self._around.carry_out(verb, now_ms)

    async def _look(self) -> bytes:
        look = msgspec.structs.asdict(self._player.look())
        return msgspec.json.encode(msgspec.convert(look | await self._around.look(self._player.now_ms()), View))

    async def _stream(self) -> AsyncIterator[bytes]:
        queue = self._listeners.join()
        try:
            yield _event("look", await self._look())
            while (change := await queue.get()) is not None:
                yield _event("change", msgspec.json.encode(change))
        finally:
            self._listeners.leave(queue)


class Guarded:
    """Refuses what ``guard`` refuses before anything else looks at it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""
        if scope["type"] == "http":
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
            if why := refusal(headers):
                await _error(403, why)(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES_MAX:
            raise BadRequest(f"a body of more than {BODY_BYTES_MAX} bytes")
    return body


def _blow(stage: Stage, verb: OnClimate, now_ms: int) -> None:
    if verb.air in set(Mishap):
        stage.befall_sensor(verb.sensor, Mishap(verb.air))
        return
    humidity = None if not verb.humidity else number(verb.humidity, "% RH", 0, 100)
    stage.set_air(verb.sensor, number(verb.air, "°C, or " + ", ".join(Mishap), -45, 130), humidity, now_ms)


def _form(name: str, body: bytes) -> Verb:
    form = FORMS.get(name)
    if form is None:
        raise NoSuchThing(f"no verb {name!r}; there are {', '.join(FORMS)}")
    try:
        return msgspec.json.decode(body, type=form)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequest(f"{name} wants {_wants(name)}: {error}") from error


def _wants(name: str) -> str:
    fields = msgspec.structs.fields(FORMS[name])
    return "a JSON object with " + ", ".join(each.name for each in fields if each.required)


def _event(name: str, data: bytes) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + data + b"\n\n"


def _error(status: int, text: str) -> Response:
    return Response(msgspec.json.encode({"error": text}), status, media_type="application/json")


async def _no_such_page(request: Request, error: Exception) -> Response:
    del error
    return _error(404, f"nothing at {request.url.path}; GET /api/house, POST /api/house/VERB, GET /api/house/events")


async def _wrong_method(request: Request, error: Exception) -> Response:
    del error
    return _error(405, f"{request.method} is not for {request.url.path}; GET /api/house, POST /api/house/VERB")
