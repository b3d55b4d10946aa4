"""What camerad and the process that holds one camera say to each other, over a socket pair.

camerad asks with one byte for a frame. The other side answers with a kind, a length of 4 bytes, and so many bytes:
that the camera runs, a frame, or in words what is wrong, after which it ends. It says nothing unasked but the first.
"""

from enum import Enum

ASK = b"f"
HEAD = 5  # bytes
BODY_MAX = 4 << 20  # a frame of 1280 x 960 as noise, uncompressed, and room to spare
WORDS_MAX = 500


class Kind(Enum):
    """Of an answer."""

    RUNS = b"r"
    FRAME = b"f"
    WRONG = b"x"


class WireError(Exception):
    """The other process sent what is no answer."""


def answer(kind: Kind, body: bytes = b"") -> bytes:
    """An answer as it goes over the wire."""
    assert len(body) <= BODY_MAX, "longer than anybody would read"
    return kind.value + len(body).to_bytes(4, "big") + body


def head(data: bytes) -> tuple[Kind, int]:
    """Kind and length from the first ``HEAD`` bytes of an answer. Raises WireError."""
    try:
        kind = Kind(data[:1])
    except ValueError as error:
        raise WireError(f"an answer that begins with {data[:1]!r}") from error
    length = int.from_bytes(data[1:HEAD], "big")
    if length > BODY_MAX:
        raise WireError(f"an answer of {length} bytes; allowed are {BODY_MAX}")
    return kind, length
