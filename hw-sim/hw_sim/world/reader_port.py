"""A reader's serial port: a pseudo-terminal at a path that stays, which speaks when its chip has something to say."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from hw_sim.rfid.pn532_ways import Pn532OnSerial
from hw_sim.world.readers import Readers
from hw_sim.world.serial_line import SerialLine


class ReaderPort:
    """Plugged in from the beginning. ``path``: a link to the port that there is now."""

    def __init__(self, path: Path, far: Pn532OnSerial, now_ms: Callable[[], int]) -> None:
        self._path = path
        self._far = far
        self._now_ms = now_ms
        self._line: _SpeakingLine | None = None
        self.plug(True)

    def plug(self, there: bool) -> None:
        """Its plug is put in, or taken out; its supply comes over it."""
        if there and self._line is None:
            self._far.chip.loses_its_supply()
            self._line = _SpeakingLine(self._far, self._now_ms)
            self._path.unlink(missing_ok=True)
            self._path.symlink_to(self._line.path)
        elif not there and self._line is not None:
            line, self._line = self._line, None
            self._path.unlink(missing_ok=True)
            line.close()


def port_of(runtime: Path, reader: str) -> Path:
    """Where the port of the reader of that name lies."""
    return runtime / f"{reader}.tty"


def plug_in(readers: Readers, runtime: Path, now_ms: Callable[[], int]) -> list[ReaderPort]:
    """A port for each reader of a house that has one."""
    made = []
    for name, far in readers.serial.items():
        port = ReaderPort(port_of(runtime, name), far, now_ms)
        readers[name].plugs = port.plug
        made.append(port)
    return made


class _SpeakingLine(SerialLine):
    """Carries again whenever the chip will have more to say."""

    def __init__(self, far: Pn532OnSerial, now_ms: Callable[[], int]) -> None:
        super().__init__(far)
        self._chip = far.chip
        self._now_ms = now_ms
        self._timer: asyncio.TimerHandle | None = None

    def carry(self) -> None:
        super().carry()
        due_ms = self._chip.next_ms()
        if self._timer is not None:
            self._timer.cancel()
        wait_s = None if due_ms is None else max(1, due_ms - self._now_ms()) / 1_000
        self._timer = None if wait_s is None else asyncio.get_running_loop().call_later(wait_s, self.carry)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        super().close()
