"""The world's end of the pin socket: one panel at a time is plugged into the wires."""

import asyncio
import logging
from pathlib import Path

from hw_sim.pins.netlist import ShortCircuit
from hw_sim.pins.wire_format import LINE_MAX, REFUSED, ProtocolError, act_to_text, setting_from_text, snapshot
from hw_sim.pins.wires import Act, Wires

LOG = logging.getLogger(__name__)
BACKLOG_BYTES_MAX = 1 << 20  # a panel that reads nothing for so long is hung; a real header would not wait for it
HANDOVER_S = 1.0  # how long a new panel waits for the socket of the one that died to be seen closed


class PinServer:
    """Serves ``wires`` on a Unix socket. The lines stay as a panel left them when it goes."""

    def __init__(self, wires: Wires) -> None:
        self._wires = wires
        self._panel: asyncio.StreamWriter | None = None
        self._gone = asyncio.Event()
        self._gone.set()
        wires.observe_acts(self._forward)

    @property
    def connected(self) -> bool:
        """Whether a panel is plugged in."""
        return self._panel is not None

    async def run(self, path: Path, listening: asyncio.Event | None = None) -> None:
        """Serves at ``path`` until cancelled; sets ``listening`` when a panel may connect."""
        path.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(self._serve, path, limit=LINE_MAX)
        if listening is not None:
            listening.set()
        try:
            await server.serve_forever()
        finally:
            server.close()
            if self._panel is not None:
                self._panel.close()
            path.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # When a panel is killed and its successor connects, the end of the old socket and the new
            # connection are seen in either order.
            async with asyncio.timeout(HANDOVER_S):
                await self._gone.wait()
        except TimeoutError:
            writer.write(f"{REFUSED} another panel holds these pins; end it first\n".encode())
            writer.close()
            return
        self._panel = writer
        self._gone.clear()
        try:
            writer.writelines(f"{line}\n".encode() for line in snapshot(self._wires))
            await self._obey(reader)
        except (ProtocolError, ShortCircuit, OSError, ValueError) as error:
            LOG.error("the panel's pins are unplugged: %s", error)
        finally:
            self._panel = None
            self._gone.set()
            writer.close()

    async def _obey(self, reader: asyncio.StreamReader) -> None:
        while said := await reader.readline():
            if not said.endswith(b"\n"):
                return  # the panel died in mid-sentence: it had not set the line yet
            line, setting = setting_from_text(said.decode("ascii").rstrip("\n"))
            self._wires.configure(line, setting)

    def _forward(self, act: Act, at_ns: int, quiet: bool) -> None:
        panel = self._panel
        if panel is None:
            return
        panel.write(f"{act_to_text(act, at_ns, quiet)}\n".encode())
        if panel.transport.get_write_buffer_size() > BACKLOG_BYTES_MAX:
            LOG.error("the panel's pins are unplugged: it reads nothing")
            panel.transport.abort()
