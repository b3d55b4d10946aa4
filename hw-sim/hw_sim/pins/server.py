"""The world's end of the pin socket: one panel at a time is plugged into the wires."""

import asyncio
import logging
from pathlib import Path
from typing import cast

from hw_sim.pins.netlist import ShortCircuit
from hw_sim.pins.wire_format import LINE_MAX, REFUSED, ProtocolError, act_to_text, setting_from_text, snapshot
from hw_sim.pins.wires import Act, Wires

LOG = logging.getLogger(__name__)
BACKLOG_BYTES_MAX = 1 << 20  # a panel that reads nothing for so long is hung; a real header would not wait for it
HANDOVER_S = 1.0  # how long a new panel waits for the socket of the one that died to be seen closed


class PinServer:
    """Serves ``wires`` on a Unix socket. The lines stay as a panel left them when it goes."""

    def __init__(self, wires: Wires) -> None:
        self.wires = wires
        self._panel: _Plug | None = None
        self._waiting: list[_Plug] = []
        wires.observe_acts(self._forward)

    @property
    def connected(self) -> bool:
        """Whether a panel is plugged in."""
        return self._panel is not None

    async def run(self, path: Path, listening: asyncio.Event | None = None) -> None:
        """Serves at ``path`` until cancelled; sets ``listening`` when a panel may connect."""
        server = await asyncio.get_running_loop().create_unix_server(lambda: _Plug(self), path)
        if listening is not None:
            listening.set()
        try:
            await asyncio.Event().wait()  # not serve_forever(): since 3.12 its end waits for the panel to hang up
        finally:
            server.close()
            for plug in (self._panel, *self._waiting):
                if plug is not None:
                    plug.pull_out()

    def plugged(self, plug: "_Plug") -> None:
        """A panel connected."""
        if self._panel is None:
            self._panel = plug
            plug.say(*snapshot(self.wires))
            return
        # When a panel is killed and its successor connects, the end of the old socket and the new
        # connection are seen in either order.
        self._waiting.append(plug)
        asyncio.get_running_loop().call_later(HANDOVER_S, self._refuse, plug)

    def unplugged(self, plug: "_Plug") -> None:
        """A panel hung up, died, or was thrown out."""
        if plug in self._waiting:
            self._waiting.remove(plug)
        if plug is self._panel:
            self._panel = None
            if self._waiting:
                self.plugged(self._waiting.pop(0))

    def _refuse(self, plug: "_Plug") -> None:
        if plug in self._waiting:
            self._waiting.remove(plug)
            plug.say(f"{REFUSED} another panel holds these pins; end it first")
            plug.hang_up()

    def _forward(self, act: Act, at_ns: int, quiet: bool) -> None:
        if self._panel is not None:
            self._panel.say(act_to_text(act, at_ns, quiet))


class _Plug(asyncio.Protocol):
    """One connection. Obeyed in the loop's callback, so that a pin is set before anything else happens."""

    def __init__(self, server: PinServer) -> None:
        self._server = server
        self._rest = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)
        self._server.plugged(self)

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        try:
            for said in lines:
                line, setting = setting_from_text(said.decode("ascii", errors="replace"))
                self._server.wires.configure(line, setting)
            if len(self._rest) > LINE_MAX:
                raise ProtocolError(f"a line of more than {LINE_MAX} bytes")
        except (ProtocolError, ShortCircuit, OSError) as error:
            LOG.error("the panel is unplugged from its pins: %s", error)
            self.pull_out()

    def connection_lost(self, exc: Exception | None) -> None:
        # What is left without its newline is forgotten: the panel died before it had set the line.
        del exc
        self._transport = None
        self._server.unplugged(self)

    def say(self, *lines: str) -> None:
        """Sends lines to the panel."""
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write("".join(f"{line}\n" for line in lines).encode("ascii"))
        if self._transport.get_write_buffer_size() > BACKLOG_BYTES_MAX:
            LOG.error("the panel is unplugged from its pins: it reads nothing")
            self.pull_out()

    def hang_up(self) -> None:
        """Closes once all was sent."""
        if self._transport is not None:
            self._transport.close()

    def pull_out(self) -> None:
        """Closes at once."""
        if self._transport is not None:
            self._transport.abort()
