"""Starts processes and waits for them without a thread.

asyncio's own sub-processes start a thread for each child on Python 3.11, and a process with threads
must run no code of ours between fork and exec; a pidfd in the loop needs neither.
"""

import asyncio
import os
import subprocess
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import IO

import msgspec

from hw_sim.launch.tether import tie


class Finished(msgspec.Struct, frozen=True):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def spawn(argv: Sequence[str], out: IO[bytes], err: IO[bytes]) -> subprocess.Popen[bytes]:
    """Starts a process that dies with us and does not see our Ctrl-C. Raises OSError."""
    return subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        start_new_session=True,
        preexec_fn=partial(tie, os.getpid()),  # noqa: PLW1509 - no other thread here whose lock could be inherited
    )


async def wait(process: subprocess.Popen[bytes]) -> int:
    """Waits for its end; the exit code, negative for a signal."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    fd = os.pidfd_open(process.pid)
    try:
        loop.add_reader(fd, ended.set)
        await ended.wait()
        return process.wait()
    finally:
        loop.remove_reader(fd)
        os.close(fd)


async def run(argv: Sequence[str], timeout_s: float) -> Finished:
    """Runs a command to its end and gives what it said. Raises TimeoutError after killing it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = spawn(argv, out, err)
        try:
            async with asyncio.timeout(timeout_s):
                code = await wait(process)
        except BaseException:
            process.kill()
            process.wait()
            raise
        return Finished(code, _said(out), _said(err))


def last_lines(log: Path, count: int) -> list[str]:
    """The end of a log, for a person; empty when there is none."""
    if not log.is_file():
        return []
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 65_536))
        return file.read().decode("utf-8", errors="replace").splitlines()[-count:]


def _said(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", errors="replace")
