"""A picture as it lies on disk and travels: readable for whom it was taken, and for nobody between.

    SRP1 | length of the head, 4 bytes | head, JSON | nonce, 24 bytes | the JPEG, XChaCha20-Poly1305

Each picture has a key of its own, which the head holds once for each reader, in a sealed box to that reader's X25519
key. Whoever seals needs public keys only: the process with the camera cannot read what it took a minute ago, and a
stolen card shows who looked when through which camera, never what was seen. Head and picture are one: a byte changed
in either, and neither opens. Who took it is not said here, anybody can seal; that is the signed document that names
the whole by its digest.
"""

import struct
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated

import msgspec
from msgspec import Meta
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.utils import random

from comms.errors import PictureError
from comms.keys import Identity, KeyFile, KeyId, b64_decode, b64_encode

MAGIC = b"SRP1"
KEY_BYTES, NONCE_BYTES = 32, 24
HEAD_MAX = 4096  # bytes; eight readers and long names take half of it
JPEG_MAX = 512 * 1024  # bytes; 1280 x 960 of a garden full of leaves takes 400 KiB
SEALED_MAX = len(MAGIC) + 4 + HEAD_MAX + NONCE_BYTES + JPEG_MAX + 16

PictureId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]


class About(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a picture without opening it.

    ``job``: the request or alarm it was taken for. ``at_ms``: wall time of the frame. ``index``: its place around the
    moment of the job, negative before it. ``thumb``: a small copy of the picture of the same job, camera and index,
    sent first where the line is slow.
    """

    v: Annotated[int, Meta(ge=1, le=1)] = 1
    panel: KeyId
    picture: PictureId
    camera: KeyId
    job: PictureId
    at_ms: Whole
    index: Annotated[int, Meta(ge=-100, le=100)] = 0
    thumb: bool = False


class _Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: About
    keys: dict[str, str]


def seal(jpeg: bytes, about: About, readers: Mapping[str, KeyFile]) -> bytes:
    """The picture for each of ``readers``, by their ids. Raises PictureError: no reader, or too large."""
    if not readers:
        raise PictureError(f"the picture {about.picture}: nobody may read it, so it is not kept")
    if len(jpeg) > JPEG_MAX:
        raise PictureError(f"the picture {about.picture} has {len(jpeg)} bytes; allowed are {JPEG_MAX}")
    key, nonce = random(KEY_BYTES), random(NONCE_BYTES)
    wrapped = {name: b64_encode(_box(reader).encrypt(key)) for name, reader in sorted(readers.items())}
    head = msgspec.json.encode(_Head(about=about, keys=wrapped))
    if len(head) > HEAD_MAX:
        raise PictureError(f"the picture {about.picture}: {len(readers)} readers are more than its head can hold")
    opening = MAGIC + struct.pack(">I", len(head)) + head
    return opening + nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(jpeg, opening, nonce, key)


def about(sealed: bytes) -> About:
    """What it says of itself; who seals can say anything. Raises PictureError."""
    return _split(sealed)[0].about


def open_sealed(sealed: bytes, reader: Identity) -> tuple[About, bytes]:
    """What it says of itself and the JPEG, for a reader it was sealed for. Raises PictureError."""
    head, opening, nonce, body = _split(sealed)
    own = head.keys.get(reader.id)
    for wrapped in head.keys.values() if own is None else (own,):
        # A panel files its station's key under a name of its own: whoever is not named tries every lock.
        with suppress(CryptoError, ValueError):
            key = SealedBox(PrivateKey(b64_decode(reader.x25519_seed))).decrypt(b64_decode(wrapped))
            return head.about, crypto_aead_xchacha20poly1305_ietf_decrypt(body, opening, nonce, key)
    if own is None:
        raise PictureError(f"the picture {head.about.picture} was not taken for {reader.id}, or it was changed")
    raise PictureError(
        f"the picture {head.about.picture} does not open with the key of {reader.id}: it was changed, or sealed"
        " for an earlier key"
    )


def _split(sealed: bytes) -> tuple[_Head, bytes, bytes, bytes]:
    """Head, all up to its end, nonce, and the picture."""
    start = len(MAGIC) + 4
    if sealed[: len(MAGIC)] != MAGIC or len(sealed) < start:
        raise PictureError("these bytes are no sealed picture")
    end = start + int.from_bytes(sealed[len(MAGIC) : start], "big")
    if end - start > HEAD_MAX or len(sealed) < end + NONCE_BYTES:
        raise PictureError("a sealed picture that is cut short")
    try:
        head = msgspec.json.decode(sealed[start:end], type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PictureError(f"a sealed picture with a head that nobody can read: {error}") from error
    return head, sealed[:end], sealed[end : end + NONCE_BYTES], sealed[end + NONCE_BYTES :]


def _box(reader: KeyFile) -> SealedBox[PublicKey]:
    return SealedBox(PublicKey(b64_decode(reader.x25519)))
