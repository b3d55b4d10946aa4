"""The second copy: a few kilobytes in two fixed slots, for the day the database is ruined.

Writes alternate between ``<name>.a`` and ``<name>.b``; the newest slot that is whole wins. A write
goes over the slot that is *not* the newest, in place, then is synced. So power lost at any byte of
a write damages only what was already out of date: the other slot, whole and synced, is the copy of
before, and the torn one gives itself away by its checksum. At no instant are both at risk.

In place, not "write a temporary file and rename": a rename needs a new inode, new blocks and the
file system's own journal, which are the very things that a full or failing file system refuses. A
slot's blocks are laid out once, zeroed, with room to grow; after that a copy needs none.
"""

import os
import struct
import zlib
from pathlib import Path

import msgspec

from panel.store.errors import from_os

MAGIC = b"SERENOAB"
VERSION = 1
SLOT_ROOM_BYTES = 16_384  # laid out at once; grows by as much when the content does
_HEAD = struct.Struct(">8sHQI")  # magic, version, counter, length
_CRC = struct.Struct(">I")
HEADER_BYTES = _HEAD.size + _CRC.size


class Slot(msgspec.Struct, frozen=True):
    """A slot that is whole."""

    counter: int
    payload: bytes


def encode(slot: Slot) -> bytes:
    """The bytes of a slot: head, CRC-32 over head and payload, payload."""
    head = _HEAD.pack(MAGIC, VERSION, slot.counter, len(slot.payload))
    return head + _CRC.pack(zlib.crc32(slot.payload, zlib.crc32(head))) + slot.payload


def decode(data: bytes) -> Slot | None:
    """The slot in ``data``, or None when it is torn, of another version, or none at all.

    What follows the payload is left over from longer ones and means nothing.
    """
    if len(data) < HEADER_BYTES:
        return None
    magic, version, counter, length = _HEAD.unpack_from(data)
    payload = data[HEADER_BYTES : HEADER_BYTES + length]
    if (magic, version, len(payload)) != (MAGIC, VERSION, length):
        return None
    (crc,) = _CRC.unpack_from(data, _HEAD.size)
    if crc != zlib.crc32(payload, zlib.crc32(data[: _HEAD.size])):
        return None
    return Slot(counter, payload)


class CopyPair:
    """The two slots of one copy. Reads look at the disk each time; nothing is cached but what is next."""

    def __init__(self, folder: Path, name: str) -> None:
        self.paths = (folder / f"{name}.a", folder / f"{name}.b")
        self.damaged = False  # after a read: something was there, and none of it was whole
        self._newest: tuple[int, int] | None = None  # slot index, counter

    def read(self) -> bytes | None:
        """The payload of the newest whole slot, or None. A slot that cannot be read counts as torn."""
        found = [_look(path) for path in self.paths]
        whole = [(slot.counter, -index, slot) for index, (_, slot) in enumerate(found) if slot is not None]
        self.damaged = not whole and any(there for there, _ in found)
        if not whole:
            self._newest = None
            return None
        counter, index, slot = max(whole, key=lambda one: one[:2])
        self._newest = (-index, counter)
        return slot.payload

    def write(self, payload: bytes, *, fill: int = 0) -> None:
        """Puts ``payload`` over the older slot, and zeros behind it up to ``fill`` bytes; durable at return. Raises
        StorageFailed.

        After a failure the same slot is tried again: the good one is never the one written.
        """
        if self._newest is None:
            self.read()
        index, counter = self._newest or (1, 0)
        target = 1 - index
        try:
            _write_in_place(self.paths[target], encode(Slot(counter + 1, payload)).ljust(fill, b"\0"))
        except OSError as error:
            raise from_os(error, self.paths[target]) from error
        self._newest = (target, counter + 1)

    def write_over_both(self, payload: bytes) -> None:
        """Puts ``payload`` into both slots and zeros behind it: nothing of what was kept before can be read in them.

        One after the other, so that at each instant one of them is whole. Raises StorageFailed. A flash medium may
        keep what was there before in cells of its own; against whoever reads those, only its destruction helps.
        """
        longest = max((path.stat().st_size for path in self.paths if path.exists()), default=0)
        self.write(payload, fill=longest)
        self.write(payload, fill=longest)


def _look(path: Path) -> tuple[bool, Slot | None]:
    """Whether anything is there, and the slot if it is whole."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return False, None
    except OSError:
        return True, None
    return any(data), decode(data)


def _write_in_place(path: Path, data: bytes) -> None:
    fresh = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lay_out(handle, len(data))
        _write_all(handle, data, 0)
        os.fsync(handle)
    finally:
        os.close(handle)
    if fresh:
        sync_folder(path.parent)


def _lay_out(handle: int, size: int) -> None:
    """Gives the slot real blocks. Zeros are written: a reserved but unwritten block may need another to be used."""
    room = -(-size // SLOT_ROOM_BYTES) * SLOT_ROOM_BYTES
    have = os.fstat(handle).st_size
    if have < room:
        _write_all(handle, bytes(room - have), have)


def _write_all(handle: int, data: bytes, at: int) -> None:
    view = memoryview(data)
    while view:
        done = os.pwrite(handle, view, at)
        view = view[done:]
        at += done


def sync_folder(folder: Path) -> None:
    """Makes names made, moved or removed in ``folder`` durable; raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
