"""The kernel's words for video capture: requests and structures of ``linux/videodev2.h`` on 64-bit Linux.

Each request's number holds its direction, the size of its structure, the letter V and a number of its own
(``asm-generic/ioctl.h``), so a structure of the wrong size is a request that the kernel does not know.
"""

import struct

import msgspec

CAPTURE, MMAP, FIELD_ANY = 1, 1, 0
CAP_CAPTURE, CAP_STREAMING, CAP_DEVICE_CAPS = 0x1, 0x0400_0000, 0x8000_0000
FLAG_ERROR = 0x40  # of a buffer: what is in it was damaged on its way

_WRITE, _READ = 1, 2


def _request(direction: int, number: int, size: int) -> int:
    return direction << 30 | size << 16 | ord("V") << 8 | number


_CAPABILITY = struct.Struct("=16s32s32sIII12x")
_FORMAT = struct.Struct("=I4x12I152x")
_REQUEST = struct.Struct("=IIIIB3x")
# 4 bytes of padding before the time stamp, and 4 at the end: the stamp is aligned to 8.
_BUFFER = struct.Struct("=5I4x2q16x2IQ2Ii4x")

QUERYCAP = _request(_READ, 0, _CAPABILITY.size)
S_FMT = _request(_READ | _WRITE, 5, _FORMAT.size)
REQBUFS = _request(_READ | _WRITE, 8, _REQUEST.size)
QUERYBUF = _request(_READ | _WRITE, 9, _BUFFER.size)
QBUF = _request(_READ | _WRITE, 15, _BUFFER.size)
DQBUF = _request(_READ | _WRITE, 17, _BUFFER.size)
STREAMON = _request(_WRITE, 18, 4)
STREAMOFF = _request(_WRITE, 19, 4)
TYPE = struct.pack("=i", CAPTURE)


class Capability(msgspec.Struct, frozen=True):
    """What a device says of itself. ``caps``: what this very file of it can do."""

    card: str
    bus: str
    caps: int

    @property
    def captures(self) -> bool:
        """Whether pictures come out of it, by buffers mapped into memory."""
        return bool(self.caps & CAP_CAPTURE and self.caps & CAP_STREAMING)


class Picture(msgspec.Struct, frozen=True):
    """The form of its frames. ``code``: four letters, as MJPG."""

    width: int
    height: int
    code: str
    line_bytes: int = 0


class Buffer(msgspec.Struct, frozen=True):
    """One buffer: where it lies, how long it is, and how much of it is a frame."""

    index: int
    used: int = 0
    flags: int = 0
    offset: int = 0
    length: int = 0


def capability(data: bytes) -> Capability:
    """From the answer to QUERYCAP."""
    _, card, bus, _, whole, device = _CAPABILITY.unpack(data)
    return Capability(_text(card), _text(bus), device if whole & CAP_DEVICE_CAPS else whole)


def room_for_capability() -> bytearray:
    """What QUERYCAP fills."""
    return bytearray(_CAPABILITY.size)


def wanted(picture: Picture) -> bytearray:
    """For S_FMT: the form asked for; the driver answers with the nearest it has."""
    code = int.from_bytes(picture.code.encode("ascii"), "little")
    return bytearray(_FORMAT.pack(CAPTURE, picture.width, picture.height, code, FIELD_ANY, *[0] * 8))


def granted(data: bytes) -> Picture:
    """From the answer to S_FMT."""
    _, width, height, code, _, line_bytes, *_ = _FORMAT.unpack(data)
    return Picture(width, height, code.to_bytes(4, "little").decode("ascii", errors="replace"), line_bytes)


def buffers(count: int) -> bytearray:
    """For REQBUFS: so many, mapped into memory; 0 gives them back."""
    return bytearray(_REQUEST.pack(count, CAPTURE, MMAP, 0, 0))


def buffers_granted(data: bytes) -> int:
    """From the answer to REQBUFS."""
    count, *_ = _REQUEST.unpack(data)
    return int(count)


def buffer(index: int) -> bytearray:
    """For QUERYBUF, QBUF and DQBUF."""
    return bytearray(_BUFFER.pack(index, CAPTURE, 0, 0, 0, 0, 0, 0, MMAP, 0, 0, 0, 0))


def buffer_answered(data: bytes) -> Buffer:
    """From the answer to QUERYBUF and DQBUF."""
    index, _, used, flags, _, _, _, _, _, offset, length, _, _ = _BUFFER.unpack(data)
    return Buffer(index, used, flags, offset, length)


def _text(data: bytes) -> str:
    return data.partition(b"\0")[0].decode("utf-8", errors="replace")
