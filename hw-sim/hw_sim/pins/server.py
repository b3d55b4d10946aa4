"""The world's end of the pin socket: the processes of one panel are plugged in, each with lines of its own."""

import asyncio
import logging
from pathlib import Path
from typing import cast

from hw_sim.pins.netlist import ShortCircuit
from hw_sim.pins.wire_format import (
    LINE_MAX,
    REFUSED,
    ProtocolError,
    act_to_text,
    panel_from_text,
    setting_from_text,
    snapshot,
)
from hw_sim.pins.wires import Act, Wires

LOG = logging.getLogger(__name__)
BACKLOG_BYTES_MAX = 1 << 20  # a panel that reads nothing for so long is hung; a real header would not wait for it
HANDOVER_S = 1.0  # how long a new process waits for the socket of the one that died to be seen closed


class PinServer:
    """Serves ``wires`` on a Unix socket. The lines stay as a process left them when it goes.

    One process of each name at a time. A line belongs to whoever set it, as long as it is plugged in: a kernel refuses
    a second holder too.
    """

    def __init__(self, wires: Wires) -> None:
        self.wires = wires
        self._panels: dict[str, _Plug] = {}
        self._waiting: list[_Plug] = []
        self._nameless: set[_Plug] = set()
        self._holders: dict[int, _Plug] = {}
        wires.observe_acts(self._forward)

    @property
    def connected(self) -> bool:
        """Whether any process is plugged in."""
        return bool(self._panels)

    async def run(self, path: Path, listening: asyncio.Event | None = None) -> None:
        """Serves at ``path`` until cancelled; sets ``listening`` when a panel may connect."""
        server = await asyncio.get_running_loop().create_unix_server(lambda: _Plug(self), path)
        if listening is not None:
            listening.set()
        try:
            await asyncio.Event().wait()  # not serve_forever(): since 3.12 its end waits for the panel to hang up
        finally:
            server.close()
            for plug in (*self._panels.values(), *self._waiting, *self._nameless):
                plug.pull_out()

    def connected_by(self, plug: "_Plug") -> None:
        """Somebody connected, and has not said who it is."""
        self._nameless.add(plug)

    def hear(self, plug: "_Plug", said: str) -> None:
        """A process says its name, then what it makes of its lines. Raises ProtocolError, ShortCircuit, OSError."""
        if not plug.name:
            plug.name = panel_from_text(said)
            self._nameless.discard(plug)
            self._plugged(plug)
            return
        if self._panels.get(plug.name) is not plug:
            raise ProtocolError(f"{said!r} before it was told of its pins")
        line, setting = setting_from_text(said)
        holder = self._holders.setdefault(line, plug)
        if holder is not plug:
            raise ProtocolError(f"GPIO{line} is held by {holder.name}")
        self.wires.configure(line, setting)

    def unplugged(self, plug: "_Plug") -> None:
        """A process hung up, died, or was thrown out."""
        self._nameless.discard(plug)
        self._holders = {line: holder for line, holder in self._holders.items() if holder is not plug}
        if plug in self._waiting:
            self._waiting.remove(plug)
        if self._panels.get(plug.name) is plug:
            del self._panels[plug.name]
            successor = next((each for each in self._waiting if each.name == plug.name), None)
            if successor is not None:
                self._waiting.remove(successor)
                self._plugged(successor)

    def _plugged(self, plug: "_Plug") -> None:
        if plug.name not in self._panels:
            self._panels[plug.name] = plug
            plug.say(*snapshot(self.wires))
            return
        # When a process is killed and its successor connects, the end of the old socket and the new
        # connection are seen in either order.
        self._waiting.append(plug)
        asyncio.get_running_loop().call_later(HANDOVER_S, self._refuse, plug)

    def _refuse(self, plug: "_Plug") -> None:
        if plug in self._waiting:
            self._waiting.remove(plug)
            plug.say(f"{REFUSED} another {plug.name} holds these pins; end it first")
            plug.hang_up()

    def _forward(self, act: Act, at_ns: int, quiet: bool) -> None:
        for plug in list(self._panels.values()):  # one that reads nothing is unplugged while it is told
            plug.say(act_to_text(act, at_ns, quiet))


class _Plug(asyncio.Protocol):
    """One connection. Obeyed in the loop's callback, so that a pin is set before anything else happens."""

    def __init__(self, server: PinServer) -> None:
        self.name = ""
        self._server = server
        self._rest = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)
        self._server.connected_by(self)

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        try:
            for said in lines:
                self._server.hear(self, said.decode("ascii", errors="replace"))
            if len(self._rest) > LINE_MAX:
                raise ProtocolError(f"a line of more than {LINE_MAX} bytes")
        except (ProtocolError, ShortCircuit, OSError) as error:
            LOG.error("%s is unplugged from its pins: %s", self.name or "the panel", error)
            self.pull_out()

    def connection_lost(self, exc: Exception | None) -> None:
        # What is left without its newline is forgotten: the panel died before it had set the line.
        del exc
        self._transport = None
        self._server.unplugged(self)

    def say(self, *lines: str) -> None:
        """Sends lines to the process."""
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write("".join(f"{line}\n" for line in lines).encode("ascii"))
        if self._transport.get_write_buffer_size() > BACKLOG_BYTES_MAX:
            LOG.error("%s is unplugged from its pins: it reads nothing", self.name)
            self.pull_out()

    def hang_up(self) -> None:
        """Closes once all was sent."""
        if self._transport is not None:
            self._transport.close()

    def pull_out(self) -> None:
        """Closes at once."""
        if self._transport is not None:
            self._transport.abort()
