"""Keeps a process running, as systemd would on a Pi."""

import asyncio
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hw_sim.launch.processes import last_lines, spawn, wait
from hw_sim.launch.restarts import Restarts

STOP_S = 5.0
LAST_LINES = 12


@dataclass(frozen=True, slots=True)
class Program:
    """A command to keep running. What it prints goes to ``printed``, what it logs (standard error) to
    ``log``, both appended; without ``printed`` everything goes to ``log``."""

    name: str
    argv: tuple[str, ...]
    log: Path
    printed: Path | None = None


class Child:
    """One program and the process that runs it now, if any."""

    def __init__(self, program: Program, say: Callable[[str], None]) -> None:
        self.program = program
        self.restarts = Restarts()
        self.before_restart: Callable[[], None] = _nothing
        self._say = say
        self._process: subprocess.Popen[bytes] | None = None
        self._wanted = asyncio.Event()
        self._up = asyncio.Event()
        self._gone = asyncio.Event()
        self._gone.set()

    @property
    def pid(self) -> int | None:
        """The running process, None while there is none."""
        return None if self._process is None else self._process.pid

    async def keep(self) -> None:
        """Runs the program whenever it is wanted, again after each death; for ever, until cancelled."""
        while True:
            await self._wanted.wait()
            code = await self._run_once()
            if self._wanted.is_set():
                await self._mourn(code)

    def start(self) -> None:
        """Wants it to run; without effect when it does."""
        self._wanted.set()

    def bounce(self) -> None:
        """Kills the process, if there is one, and has it started again."""
        if self._process is not None:
            self._process.kill()

    async def wait_started(self) -> None:
        """Returns when a process runs."""
        await self._up.wait()

    async def kill(self) -> None:
        """As a power cut would end it; it stays down until ``start``."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Asks it to end and insists after ``STOP_S``; it stays down until ``start``."""
        try:
            async with asyncio.timeout(STOP_S):
                await self._end(signal.SIGTERM)
        except TimeoutError:
            self._say(f"{self.program.name} does not stop when asked; killing it")
            await self._end(signal.SIGKILL)

    async def _end(self, number: signal.Signals) -> None:
        self._wanted.clear()
        if self._process is not None:
            self._process.send_signal(number)
        await self._gone.wait()

    async def _run_once(self) -> int:
        program = self.program
        program.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with program.log.open("ab") as log, (program.printed or program.log).open("ab") as printed:
            self._process = spawn(program.argv, printed, log)
        self._gone.clear()
        self._up.set()
        try:
            return await wait(self._process)
        finally:
            self._process = None
            self._up.clear()
            self._gone.set()

    async def _mourn(self, code: int) -> None:
        verdict = self.restarts.died(time.monotonic_ns() // 1_000_000)
        self._say(f"{self.program.name} {_how(code)}; starting it again")
        if verdict.loud:
            self._say(f"{self.program.name} KEEPS DYING; its last lines ({self.program.log}):")
            for line in last_lines(self.program.log, LAST_LINES):
                self._say(f"    {line}")
        self.before_restart()
        await asyncio.sleep(verdict.delay_ms / 1_000)


def _nothing() -> None:
    """Nobody else needs to know of a restart."""


def _how(code: int) -> str:
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"
