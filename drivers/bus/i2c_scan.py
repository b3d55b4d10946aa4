"""Asks every address of an I2C bus whether somebody is there, as gently as that goes.

A chip is addressed for writing and told nothing (SMBus "quick"), as `i2cdetect` does: nearly every chip acknowledges
its address and none takes that for a command. Where an adapter cannot do that, or at the addresses of memories, one
byte is read instead: some memories take a quick write for the beginning of another. A chip that has nothing to say (an
SHT31 between measurements) does not acknowledge such a reading, so being there is only ever proven, never its contrary.
A chip that a driver of the kernel's has, a clock under ``dtoverlay=i2c-rtc`` say, is given to nobody else (EBUSY;
`i2cdetect` shows UU): it is told apart, and not asked.
"""

import errno
import os
from dataclasses import dataclass

from drivers.bus.wire import Addresses

ADDRESSES = range(0x08, 0x78)  # the others are reserved (I2C-bus specification UM10204, 3.1.12)
MEMORIES = range(0x50, 0x60)
# Nobody there, as adapters put it: no acknowledge (EREMOTEIO, ENXIO), and a driver that knows no better (EIO).
ABSENT = frozenset({errno.EREMOTEIO, errno.ENXIO, errno.EIO})
# An adapter that was pulled out says so at every address; the kernel's i2c-stub where it has no chip.
GONE = errno.ENODEV
CANNOT = frozenset({errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS})


@dataclass(frozen=True, slots=True)
class Found:
    """The addresses that answer, and those that a driver of the kernel's holds."""

    answering: frozenset[int]
    held: frozenset[int] = frozenset()


def scan(wire: Addresses) -> Found:
    """Who is there. Raises OSError for a bus that is not there or hangs."""
    errors = {address: _error(wire, address) for address in ADDRESSES}
    if all(found == GONE for found in errors.values()):
        raise OSError(GONE, os.strerror(GONE))
    there = (frozenset(address for address, found in errors.items() if found == said) for said in (None, errno.EBUSY))
    return Found(*there)


def _error(wire: Addresses, address: int) -> int | None:
    """None for an answer, else the error's number. Raises OSError where that says nothing of this address."""
    try:
        _ask(wire, address)
    except OSError as error:
        if error.errno in ABSENT | {errno.EBUSY, GONE}:
            return error.errno
        raise
    return None


def _ask(wire: Addresses, address: int) -> None:
    if address not in MEMORIES:
        try:
            wire.probe(address)
        except OSError as error:
            if error.errno not in CANNOT:
                raise
        else:
            return
    wire.peek(address)
