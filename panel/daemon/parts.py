"""What an engine is made of."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from comms.keys import Identity
from panel.config.model import Config
from panel.daemon.clocks import SetBy
from panel.daemon.ledger import Keeper
from panel.ports import Board
from panel.store.rows import Recovered


class Clocks(Protocol):
    """Every clock of the machine; see panel.daemon.clocks."""

    boot_id: str

    def mono_ms(self) -> int: ...

    def wall_ms(self) -> int: ...

    def boottime_ms(self) -> int: ...

    def set_by(self) -> SetBy: ...


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything handed to an engine when it is made."""

    config: Config
    board: Board
    keeper: Keeper
    clocks: Clocks
    identity: Identity
    device_key: bytes  # of the PINs' verifiers
    recovered: Recovered
    unacked: int
    renewed: Callable[[], Identity]  # makes a new identity of the panel, kept in place of the old one
    learnt_mah: float | None = None  # what the battery has shown to give
    distrusted: bool = False  # three broken ends in a minute: the last event was set aside
