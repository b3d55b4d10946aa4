"""Devices that fail and come back, for the core: a trouble, and a zone that nobody can read meanwhile."""

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from panel.core.events import Event, TroubleCleared, TroubleRaised, ZoneChanged
from panel.core.names import Trouble
from panel.daemon.front import Front
from panel.ports import Board, DeviceFailed, DeviceRecovered, InputChanged, PortError
from zones.kinds import Level


class House(Protocol):
    """What is needed of the engine."""

    log: Callable[[str], None]

    def happened(self, event: Event, at_ms: int) -> None: ...


class Devices:
    """The board's inputs, as the engine meets them."""

    def __init__(self, house: House, board: Board, front: Front) -> None:
        self._house = house
        self._board = board
        self._front = front

    def first_level(self, zone: int, input_name: str, now_ms: int) -> Level:
        """What an input says as the panel starts."""
        try:
            level = self._board.inputs[input_name].read()
        except PortError as error:
            self._house.log(str(error))
            return Level.UNKNOWN
        self._front.begin(zone, level, now_ms)
        return level

    def failed(self, failed: DeviceFailed) -> None:
        """It does not answer any more."""
        self._house.happened(TroubleRaised(Trouble.DEVICE, failed.device), failed.at_ms)
        self._house.log(f"{failed.device}: {failed.detail}")
        for zone in filter(None, map(self._front.zone_of, self._front.inputs_of(failed.device))):
            self._front.lost(zone)
            self._house.happened(ZoneChanged(zone, Level.UNKNOWN), failed.at_ms)

    def recovered(self, recovered: DeviceRecovered) -> list[InputChanged]:
        """It answers again. What its inputs say may be what they said before, and then no edge will ever tell it."""
        self._house.happened(TroubleCleared(Trouble.DEVICE, recovered.device), recovered.at_ms)
        found: list[InputChanged] = []
        for name in self._front.inputs_of(recovered.device):
            with suppress(PortError):
                level = self._board.inputs[name].read()
                found += [InputChanged(name, level, recovered.at_ms)] if level is not Level.UNKNOWN else []
        return found
