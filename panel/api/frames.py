"""How messages lie on a socket: a 4-byte big-endian length, and that many bytes of JSON."""

from typing import TypeVar

import msgspec

from panel.api.base import Message

FRAME_MAX = 1 << 20


class LinkOpened(msgspec.Struct, frozen=True):
    """alarmd is there, perhaps another one than before: what is so must be said to it anew."""


class LinkClosed(msgspec.Struct, frozen=True):
    """alarmd is gone; what was in force stays so."""


class FrameError(Exception):
    """The other side of a socket sent something that is no frame; the connection is of no more use."""


_HEAD = 4
_M = TypeVar("_M")


def encode_frame(message: Message) -> bytes:
    """One message as it goes over the socket."""
    body = msgspec.json.encode(message)
    assert len(body) <= FRAME_MAX, f"a message of {len(body)} bytes; split it"
    return len(body).to_bytes(_HEAD, "big") + body


class FrameReader:
    """Cuts a byte stream into frames; feed it what arrives, in whatever pieces."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The bodies that are complete now. Raises FrameError when a frame is longer than allowed."""
        self._held += data
        bodies = []
        while len(self._held) >= _HEAD:
            length = int.from_bytes(self._held[:_HEAD], "big")
            if length > FRAME_MAX:
                raise FrameError(f"a frame of {length} bytes; allowed are {FRAME_MAX}")
            if len(self._held) < _HEAD + length:
                break
            bodies.append(bytes(self._held[_HEAD : _HEAD + length]))
            del self._held[: _HEAD + length]
        return bodies


def decode_frame(body: bytes, decoder: "msgspec.json.Decoder[_M]") -> _M:
    """The message in a frame. Raises FrameError for everything else, and nothing but that.

    msgspec refuses what has the wrong form with an error of its own; bytes that are no UTF-8 and brackets nested too
    deep it refuses with Python's. One place knows all three: an error nobody expected would end the process.
    """
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FrameError(f"a frame that is no message: {error}") from error
