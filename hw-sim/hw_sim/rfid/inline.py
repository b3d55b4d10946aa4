"""A serial port without a port, for one process on a virtual clock: bytes go straight to the far end and back."""

import errno
import os

from hw_sim.i2c.inline import InlineErrands
from hw_sim.world.serial_line import Far


class FarWire:
    """``gone``: pulled out."""

    def __init__(self, far: Far) -> None:
        self.far = far
        self.gone = False

    def write(self, data: bytes) -> None:
        """Raises OSError while it is gone."""
        self._check()
        self.far.take(data)

    def read(self) -> bytes:
        """Raises OSError while it is gone."""
        self._check()
        return self.far.give()

    def _check(self) -> None:
        if self.gone:
            raise OSError(errno.EIO, os.strerror(errno.EIO))


class InlinePort(InlineErrands):
    """A port of that kind."""

    def __init__(self, far: Far) -> None:
        super().__init__(lambda: None)
        self.wire = FarWire(far)
