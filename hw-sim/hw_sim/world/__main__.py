"""``python -m hw_sim.world``: the process that is the simulated house.

Separate from every process of the product, so that the wires hold their levels when alarmd is killed.
"""

import argparse
import asyncio
import contextlib
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import uvicorn

from hw_sim.arguments import of_the_demo
from hw_sim.camera.lens import SOCKET
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.server import BusServer
from hw_sim.page.serve import HousePage
from hw_sim.pins.server import PinServer
from hw_sim.pins.wires import Wires
from hw_sim.spi.server import SpiServer
from hw_sim.world.broker_switch import BrokerSwitch
from hw_sim.world.cellular import Cellular
from hw_sim.world.http import HouseApi
from hw_sim.world.lenses import Lenses
from hw_sim.world.look import Change, changed
from hw_sim.world.reader_port import plug_in
from hw_sim.world.relay import Relay
from hw_sim.world.shell import Listeners, Player
from hw_sim.world.stage import Stage
from hw_sim.world.supply import Supply
from hw_sim.world.surroundings import Surroundings
from hw_sim.world.timepiece import Timepiece
from panel.config.errors import ConfigError
from panel.config.model import Config, OutputRole
from panel.config.parse import load
from panel.places import Places

HOST = "127.0.0.1"
CONNECTIONS_MAX = 64
STOP_S = 1


class HttpServer(uvicorn.Server):
    """uvicorn without its signal handlers: this process has its own."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def main() -> int:
    """Runs the house until SIGTERM."""
    args = _parser().parse_args()
    try:
        config = load(args.config)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    places = Places(args.data, args.runtime)
    with _listening(args.port) as http:
        asyncio.run(_world(config, _tags(args.data), places, http, args.broker_port, args.station_url))
    return 0


async def _world(
    config: Config, tags: dict[str, str], places: Places, http: socket.socket, broker_port: int, station_url: str
) -> None:
    listeners = Listeners()
    wires = Wires(time.monotonic_ns)
    buses = Buses()
    heard = _heard(listeners, lambda: served.stir())  # noqa: PLW0108 - it is made below
    player = Player(Stage(config, tags, wires, heard, buses))
    readers = player.stage.readers
    relay = _cable(config, broker_port)
    lenses = Lenses(config, player)
    await relay.restore()

    def tell(what: str, state: str) -> None:
        heard(changed(what, what, state, time.monotonic_ns()))

    supply = _supply(config, wires, player.now_ms(), buses)
    served = BusServer(buses, lambda: None if supply is None else supply.advance(player.now_ms()))
    folder = places.data / "world"
    cellular = None if config.gsm is None else Cellular(folder, config.gsm.station_number, player.now_ms)
    if config.gsm is not None and cellular is not None:
        cellular.wire_key(config.gsm, wires, lambda state: tell("gsm", state.value))
    switch, timepiece = BrokerSwitch(places.socket("launch")), _timepiece(config, buses)
    around = Surroundings(relay, switch, supply, cellular, lenses, readers, tell, timepiece)
    plug_in(readers, places.runtime, player.now_ms)
    page = HousePage(config, places.data, tuple(tags), station_url, lenses.scene)
    api = HouseApi(player, listeners, around, page.routes())
    server = HttpServer(_http_config(api))
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with asyncio.TaskGroup() as tasks:
        forever = [
            tasks.create_task(PinServer(wires).run(places.socket("world"))),
            tasks.create_task(player.run()),
            tasks.create_task(lenses.run(places.socket(SOCKET))),
            tasks.create_task(served.run(places.socket("i2c"))),
            tasks.create_task(SpiServer(readers.spi).run(places.socket("spi"))),
        ]
        tasks.create_task(server.serve([http]))
        await stop.wait()
        listeners.end()
        server.should_exit = True
        await relay.close()
        if cellular is not None:
            cellular.close()
        for task in forever:
            task.cancel()


def _supply(config: Config, wires: Wires, now_ms: int, buses: Buses) -> Supply | None:
    if config.power is None:
        return None
    test = next((output for output in config.output if output.role is OutputRole.BATTERY_TEST), None)
    return Supply(config.power, wires, now_ms, test, buses.at(config.power.i2c_bus))


def _timepiece(config: Config, buses: Buses) -> Timepiece | None:
    """Set by this machine's clock, as somebody's was when it was fitted."""
    if config.clock is None:
        return None
    return Timepiece(config.clock, buses, time.monotonic_ns, int(time.time()))


def _heard(listeners: Listeners, stir: Callable[[], None]) -> Callable[[Change], None]:
    """Everybody hears of a change, and whoever waits for a bus that hung looks whether it hangs still."""

    def heard(change: Change) -> None:
        listeners.tell(change)
        stir()

    return heard


def _cable(config: Config, broker_port: int) -> Relay:
    """Where the panel looks for its broker there is our end of the cable. Without [mqtt] nobody uses it."""
    port = config.mqtt.port if config.mqtt is not None else 0
    return Relay(HOST, port, HOST, broker_port)


def _http_config(api: HouseApi) -> uvicorn.Config:
    return uvicorn.Config(
        api.app(),
        lifespan="off",
        log_level="warning",
        access_log=False,
        limit_concurrency=CONNECTIONS_MAX,
        timeout_graceful_shutdown=STOP_S,
    )


def _listening(port: int) -> socket.socket:
    """Loopback and nothing else: whoever reaches this port opens doors."""
    http = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    http.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    http.bind((HOST, port))
    return http


def _tags(data: Path) -> dict[str, str]:
    """What is in the pockets of this house: DATA/world/tags.json, label to number."""
    path = data / "world" / "tags.json"
    return msgspec.json.decode(path.read_bytes(), type=dict[str, str]) if path.is_file() else {}


def _parser() -> argparse.ArgumentParser:
    parser = of_the_demo("hw_sim.world", "The simulated house.")
    parser.add_argument("--port", type=int, required=True, help="of the HTTP interface, on 127.0.0.1")
    parser.add_argument("--broker-port", type=int, required=True, help="of the broker, at the far end of the cable")
    parser.add_argument("--station-url", default="", help="of the station's page, shown beside the house's own")
    return parser


if __name__ == "__main__":
    sys.exit(main())
