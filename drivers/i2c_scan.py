"""Asks every address of an I2C bus whether somebody is there, as gently as that goes.

A chip is addressed for writing and told nothing (SMBus "quick"), as `i2cdetect` does: nearly every chip acknowledges
its address and none takes that for a command. Where an adapter cannot do that, or at the addresses of memories, one
byte is read instead: some memories take a quick write for the beginning of another. A chip that has nothing to say (an
SHT31 between measurements) does not acknowledge such a reading, so being there is only ever proven, never its contrary.
"""

import errno
from typing import Protocol, runtime_checkable

from drivers.wire import Wire

ADDRESSES = range(0x08, 0x78)  # the others are reserved (I2C-bus specification UM10204, 3.1.12)
MEMORIES = range(0x50, 0x60)
# Nobody there, as adapters put it: no acknowledge (EREMOTEIO, ENXIO), and a driver that knows no better (EIO).
ABSENT = frozenset({errno.EREMOTEIO, errno.ENXIO, errno.EIO})
CANNOT = frozenset({errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS})


@runtime_checkable
class Probes(Protocol):
    """A wire that can address a chip and say nothing."""

    def probe(self, address: int) -> None:
        """Raises OSError where nobody acknowledges."""
        ...


def scan(wire: Wire) -> frozenset[int]:
    """The addresses that answer. Raises OSError for a bus that is not there or hangs."""
    return frozenset(address for address in ADDRESSES if _is_there(wire, address))


def _is_there(wire: Wire, address: int) -> bool:
    try:
        _ask(wire, address)
    except OSError as error:
        if error.errno in ABSENT:
            return False
        raise
    return True


def _ask(wire: Wire, address: int) -> None:
    if isinstance(wire, Probes) and address not in MEMORIES:
        try:
            wire.probe(address)
        except OSError as error:
            if error.errno not in CANNOT:
                raise
        else:
            return
    wire.read(address, 1)
