"""The cable between the panel's modem and the broker: a TCP relay that can be cut, or made slow."""

import asyncio
import contextlib
import socket
from asyncio import StreamReader, StreamWriter

from hw_sim.world.line import SLOW, Shape, carry


class Relay:
    """Carries bytes both ways between whoever connects to ``port`` and the target.

    Cut: connections end at once both ways and new ones are refused, as with a router gone. The port
    stays ours meanwhile: a second socket, bound but never listening, holds it.
    """

    def __init__(self, host: str, port: int, target_host: str, target_port: int) -> None:
        """``port`` 0 takes a free one. Raises OSError when it is taken."""
        self._holder = _bound(host, port)
        self.host, self.port = host, int(self._holder.getsockname()[1])
        self._target = target_host, target_port
        self._server: asyncio.Server | None = None
        self._silent = False
        self._ends: dict[int, StreamWriter] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._shape: Shape | None = None  # how slow it is, both ways; None: as fast as it can

    @property
    def up(self) -> bool:
        """Whether the cable is whole."""
        return self._server is not None

    @property
    def state(self) -> str:
        """In a word: up, slow, cut or silent."""
        if self._server is None:
            return "cut"
        return "silent" if self._silent else "up" if self._shape is None else "slow"

    async def slow_down(self, shape: Shape = SLOW) -> None:
        """From now on it is no faster than that."""
        await self.restore()
        self._shape = shape

    async def silence(self) -> None:
        """From now on it swallows whatever goes in, either way: connections stand, and nobody answers."""
        await self.restore()
        self._silent = True

    @property
    def connections(self) -> int:
        """How many connections are being carried now."""
        return len(self._ends) // 2

    async def restore(self) -> None:
        """Joins the cable again, as fast as it was; without effect when it is whole."""
        self._shape = None
        if self._silent:
            # What was swallowed is missing in the middle of a stream: such a connection is of no use to anybody.
            self._silent = False
            for writer in list(self._ends.values()):
                writer.transport.abort()
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, sock=_bound(self.host, self.port))

    async def cut(self) -> None:
        """Cuts it; without effect when it is cut."""
        server, self._server = self._server, None
        self._silent = False
        if server is None:
            return
        server.close()
        for writer in list(self._ends.values()):
            writer.transport.abort()

    async def close(self) -> None:
        """Cuts it for good, waits for what was carried to end and lets go of the port."""
        await self.cut()
        await self._idle.wait()
        self._holder.close()

    async def _carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Serves one connection until either end closes or the cable is cut."""
        self._idle.clear()
        self._ends[id(writer)] = writer
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
        except OSError:
            await self._drop(writer)
            return
        self._ends[id(far_writer)] = far_writer
        try:
            if not self.up:  # cut while the far end was being reached
                return
            async with asyncio.TaskGroup() as both_ways:
                for one, other in ((reader, far_writer), (far_reader, writer)):
                    both_ways.create_task(carry(one, other, lambda: self._shape, lambda: self._silent))
        finally:
            await self._drop(far_writer)
            await self._drop(writer)

    async def _drop(self, writer: StreamWriter) -> None:
        writer.transport.abort()
        with contextlib.suppress(OSError):  # how it ended does not matter any more
            await writer.wait_closed()
        del self._ends[id(writer)]
        if not self._ends:
            self._idle.set()


def _bound(host: str, port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound
