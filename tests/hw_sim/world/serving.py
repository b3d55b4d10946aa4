"""A house served over HTTP within a test: real server, real sockets, no process."""

import asyncio
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import Message
from pathlib import Path
from typing import Any

from hw_sim.page.serve import HousePage
from hw_sim.pins.wires import Wires
from hw_sim.world.__main__ import HttpServer, _http_config
from hw_sim.world.broker_switch import BrokerSwitch
from hw_sim.world.cellular import Cellular
from hw_sim.world.http import HouseApi
from hw_sim.world.lenses import Lenses
from hw_sim.world.relay import Relay
from hw_sim.world.shell import Listeners, Player
from hw_sim.world.stage import Stage
from hw_sim.world.supply import Supply
from hw_sim.world.surroundings import Surroundings
from panel.config.model import Config
from tests.hw_sim.small_house import CONFIG, TAGS

STATION = "http://127.0.0.1:1"


class Served:
    """A running house; a thread of the test's runs its loop."""

    def __init__(self, tmp_path: Path, config: Config = CONFIG, tags: Mapping[str, str] = TAGS) -> None:
        self._config, self._tags = config, tags
        self.wires = Wires(time.monotonic_ns)
        self.data = tmp_path
        self._launch = tmp_path / "launch.sock"
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> "Served":
        self._thread.start()
        assert self._ready.wait(20)
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)
        self._socket.close()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        listeners = Listeners()
        player = Player(Stage(self._config, self._tags, self.wires, listeners.tell))
        relay = Relay("127.0.0.1", 0, "127.0.0.1", 1)
        await relay.restore()
        supply = None if self._config.power is None else Supply(self._config.power, self.wires, player.now_ms())
        number = None if self._config.gsm is None else self._config.gsm.station_number
        network = None if number is None else Cellular(self._launch.parent, number, player.now_ms)
        lenses = Lenses(self._config, player)
        switch = BrokerSwitch(self._launch)
        around = Surroundings(relay, switch, supply, network, lenses, player.stage.readers, lambda what, state: None)
        page = HousePage(self._config, self.data, tuple(self._tags), STATION, lenses.scene)
        server = HttpServer(_http_config(HouseApi(player, listeners, around, page.routes())))
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(player.run())
            tasks.create_task(server.serve([self._socket]))
            self._ready.set()
            await self._stop.wait()
            listeners.end()
            server.should_exit = True
            await relay.close()
            if network is not None:
                network.close()
            running.cancel()

    def ask(
        self, path: str, body: object = None, method: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """Status and JSON of one request; a body that is bytes goes as it is."""
        status, _, said = self.fetch(path, body, method, headers)
        return status, json.loads(said)

    def fetch(
        self, path: str, body: object = None, method: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Message, bytes]:
        """Status, headers and bytes of one request."""
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        url = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(url, data, headers or {}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay())
        try:
            with opener.open(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()


class _Stay(urllib.request.HTTPRedirectHandler):
    """Shows a redirection instead of following it."""

    def redirect_request(self, *request: object) -> None:
        return None
