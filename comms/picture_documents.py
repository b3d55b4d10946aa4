"""What is said of a picture on its way: the panel's word for it, its pieces, the station's word for what it has.

The document is signed and names the sealed picture by its digest; the pieces are not signed and need not be, because
nothing counts before the whole has that digest. The panel refuses unknown fields, the station passes over them, as
with every document (``comms.documents``).
"""

from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from comms.documents import Asked, Count, Digest, Text, Told
from comms.errors import DocumentError, MalformedError
from comms.keys import KeyId
from comms.pictures import SEALED_MAX, PictureId

# Half a second of a line of 64 kbit/s: two of them on their way hold up an alarm by no more than one.
CHUNK_BYTES = 4096
CHUNK_BYTES_MIN, CHUNK_BYTES_MAX = 1024, 32 * 1024  # what a station takes from panels of other releases
CHUNKS_MAX = -(-SEALED_MAX // CHUNK_BYTES_MIN)
PICTURES_MAX = 64  # named in one document of the station's
RANGES_MAX = 256
CHUNK_MAGIC = b"SRK1"

Size = Annotated[int, Meta(ge=1, le=SEALED_MAX)]
ChunkSize = Annotated[int, Meta(ge=CHUNK_BYTES_MIN, le=CHUNK_BYTES_MAX)]
Place = Annotated[int, Meta(ge=0, lt=CHUNKS_MAX)]
Range = tuple[Place, Place]  # first and last, both included


class PictureDoc(Told, frozen=True, kw_only=True, omit_defaults=True):
    """One sealed picture. ``picture`` is its name for ever, ``sha256`` of the sealed bytes its content.

    ``epoch``, ``seq``: the report it belongs to; ``request``: the command that asked for it. ``index``: its place
    around the moment of the alarm, negative before it. ``thumb``: a small copy, sent first. ``late``: it was asked for,
    and came after its deadline. ``gone``: the panel has it no more and will not send it; the station need not wait.
    """

    picture: PictureId
    camera: KeyId
    at_ms: Count
    job: PictureId
    size: Size
    sha256: Digest
    chunk: ChunkSize = CHUNK_BYTES
    epoch: Text = ""
    seq: Count = 0
    request: Text = ""
    index: Annotated[int, Meta(ge=-100, le=100)] = 0
    thumb: bool = False
    late: bool = False
    gone: bool = False

    @property
    def chunks(self) -> int:
        """How many pieces it comes in."""
        return chunks(self.size, self.chunk)


class PictureName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture, by name and content."""

    picture: PictureId
    sha256: Digest


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture that is not whole yet, and the pieces that are missing."""

    picture: PictureId
    sha256: Digest
    missing: Annotated[tuple[Range, ...], Meta(min_length=1, max_length=RANGES_MAX)]


class PictureAckDoc(Asked, frozen=True, kw_only=True, omit_defaults=True):
    """What ``station`` has of the panel's pictures.

    ``committed``: it has them whole, or has noted that they are gone. ``wanted``: what it lacks of others.
    ``refused``: it will never take them (another content came under their name); the panel need not go on.
    """

    station: KeyId
    at_ms: Count
    committed: Annotated[tuple[PictureName, ...], Meta(max_length=PICTURES_MAX)] = ()
    wanted: Annotated[tuple[Wanted, ...], Meta(max_length=PICTURES_MAX)] = ()
    refused: Annotated[tuple[PictureName, ...], Meta(max_length=PICTURES_MAX)] = ()


class Chunk(msgspec.Struct, frozen=True):
    """One piece. ``index`` counts from 0."""

    picture: str
    index: int
    data: bytes


_Doc = TypeVar("_Doc", PictureDoc, PictureAckDoc)


def encode_document(document: PictureDoc | PictureAckDoc) -> bytes:
    """The payload to sign."""
    return msgspec.json.encode(document)


def decode_document(payload: bytes, form: type[_Doc]) -> _Doc:
    """The document in a verified payload. Raises DocumentError."""
    try:
        return msgspec.json.decode(payload, type=form)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise DocumentError(f"this is no {form.__name__}: {str(error)[:200]}") from error


def chunks(size: int, chunk_bytes: int = CHUNK_BYTES) -> int:
    """In how many pieces so many bytes come."""
    return -(-size // chunk_bytes)


def is_chunk(body: bytes) -> bool:
    """Whether a message on the topic of pictures is a piece; else it is a document."""
    return body.startswith(CHUNK_MAGIC)


def encode_chunk(chunk: Chunk) -> bytes:
    """``SRK1``, length of the name, name, index (2 bytes, big-endian), data."""
    name = chunk.picture.encode("ascii")
    return CHUNK_MAGIC + bytes((len(name),)) + name + chunk.index.to_bytes(2, "big") + chunk.data


def decode_chunk(body: bytes) -> Chunk:
    """The piece in a message. Raises MalformedError."""
    start = len(CHUNK_MAGIC) + 1
    if not is_chunk(body) or len(body) < start:
        raise MalformedError("this is no piece of a picture")
    end = start + body[start - 1]
    data = body[end + 2 :]
    if not data or len(data) > CHUNK_BYTES_MAX:
        raise MalformedError(f"a piece of {len(data)} bytes; allowed are 1 to {CHUNK_BYTES_MAX}")
    try:
        name = msgspec.convert(body[start:end].decode("ascii"), PictureId)
    except (UnicodeDecodeError, msgspec.ValidationError) as error:
        raise MalformedError("a piece of a picture whose name is none") from error
    return Chunk(name, int.from_bytes(body[end : end + 2], "big"), data)


def cut(sealed: bytes, index: int, chunk_bytes: int = CHUNK_BYTES) -> bytes:
    """The bytes of one piece."""
    return sealed[index * chunk_bytes : (index + 1) * chunk_bytes]


def length_of(document: PictureDoc, index: int) -> int:
    """How many bytes the piece at ``index`` has; 0 when there is no such piece."""
    return max(0, min(document.chunk, document.size - index * document.chunk))


def ranges(places: tuple[int, ...]) -> tuple[Range, ...]:
    """Ascending places as ranges."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return tuple(found)


def places(wanted: tuple[Range, ...]) -> tuple[int, ...]:
    """Every place in the ranges, ascending, each once."""
    return tuple(sorted({place for first, last in wanted for place in range(first, last + 1)}))
