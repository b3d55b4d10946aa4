"""The root of alarmd: ``run`` puts the pieces together over any board and protects."""

import asyncio
import logging
import os
import sys
from pathlib import Path

from comms.errors import KeyFileError
from comms.keys import Identity, KeyKind, generate, load_identity, save_identity
from panel.config import Config, to_plan
from panel.core.plan import Plan
from panel.daemon import snapshot
from panel.daemon.clocks import SystemClock
from panel.daemon.engine import Engine, Parts
from panel.daemon.loop import Loop
from panel.ports import Board
from panel.store.crashes import forget_crashes, must_distrust, note_crash
from panel.store.errors import StorageFailed, StorageInUse
from panel.store.journal import Journal
from panel.store.learnt import load_learnt
from panel.store.pins import device_key, make_device_key
from panel.store.rows import Recovered
from panel.store.writer import Writer

SWITCH_S = 0.0005

log = logging.getLogger("alarmd")


def run(config: Config, board: Board, data: Path, runtime: Path) -> int:
    """Guards the installation until SIGTERM. ``data/alarmd`` holds journal and keys; sockets in ``runtime``."""
    assert __debug__, "never run with -O: the panel's last defence is its assertions"
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    # The writer's thread has the disk's answer and waits for the interpreter: 5 ms at worst as Python comes.
    sys.setswitchinterval(SWITCH_S)
    folder = data / "alarmd"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    runtime.mkdir(mode=0o750, parents=True, exist_ok=True)
    try:
        asyncio.run(_run(config, board, folder, runtime))
    except StorageInUse as error:
        log.error("%s", error)
        return 1
    return 0


async def _run(config: Config, board: Board, folder: Path, runtime: Path) -> None:
    clocks = SystemClock(asks_module=config.clock is None)

    def broken(error: BaseException) -> None:
        note_crash(folder, clocks.boottime_ms(), clocks.boot_id)

    def end(error: BaseException) -> None:
        log.critical("the store's writer is broken", exc_info=error)
        broken(error)
        os.abort()

    distrusted = must_distrust(folder, clocks.boottime_ms(), clocks.boot_id)
    journal, recovered = _open_journal(folder, to_plan(config), from_copy=distrusted)
    if distrusted:
        forget_crashes(folder)
        log.error("three broken ends within a minute: starting from the second copy")
    unacked = _count_unacked(journal)
    writer = Writer(journal, asyncio.get_running_loop().call_soon_threadsafe, on_broken=end)
    try:
        engine = Engine(
            Parts(
                config=config,
                board=board,
                keeper=writer,
                clocks=clocks,
                identity=_identity(folder, config.panel.id),
                device_key=_device_key(folder, recovered),
                recovered=recovered,
                unacked=unacked,
                renewed=lambda: _new_identity(folder, config.panel.id),
                learnt_mah=None if config.power is None else load_learnt(folder, config.power.capacity_mah),
                distrusted=distrusted,
            )
        )
        await Loop(engine, board, runtime, broken).run()
    except BaseException as error:
        if not isinstance(error, asyncio.CancelledError | KeyboardInterrupt | SystemExit):
            broken(error)
        raise
    finally:
        writer.close()
        board.close()


def _open_journal(folder: Path, plan: Plan, *, from_copy: bool) -> tuple[Journal, Recovered]:
    """The journal with the newest state that this program can read; the second copy's if the first's cannot be."""
    journal, recovered = Journal.open(folder, from_copy=from_copy)
    if recovered.snapshot is not None and not from_copy:
        try:
            snapshot.decode(plan, recovered.snapshot)
        except snapshot.SnapshotError as error:
            log.error("%s: taking the second copy", error)
            journal.close()
            return Journal.open(folder, from_copy=True)
    return journal, recovered


def _count_unacked(journal: Journal) -> int:
    """For people to see. A card that fails over a count must not keep the panel from starting."""
    try:
        return journal.count_unacked()
    except StorageFailed as error:
        log.error("%s", error)
        return 0


def _identity(folder: Path, panel: str) -> Identity:
    """The panel's own keys, made at the first start.

    A damaged file is kept aside and new keys are made: the station will refuse them until it is enrolled
    again, loudly, but a siren that stays silent because a key file is torn would be the worse answer.
    """
    path = folder / "identity.json"
    if path.exists():
        try:
            return load_identity(path)
        except KeyFileError as error:
            log.error("%s: new keys are made; enrol the panel again", error)
            path.replace(path.with_suffix(".damaged"))
    return _new_identity(folder, panel)


def _new_identity(folder: Path, panel: str) -> Identity:
    made = generate(KeyKind.PANEL, panel)
    save_identity(made, folder / "identity.json")
    return made


def _device_key(folder: Path, recovered: Recovered) -> bytes:
    """The key of the PINs' verifiers. Without it no PIN is right, but the house is guarded all the same."""
    try:
        return device_key(folder, must_exist=bool(recovered.people.codes))
    except StorageFailed as error:
        log.error("%s", error)
        return make_device_key()
