"""Who signs: key files that may be shown to anybody, and the secret identity behind one.

A key file is what enrolment exchanges; its fingerprint is what two people compare. Public keys are
raw (RFC 8032, RFC 7748) in base64url without padding, as in a JWK.
"""

import base64
import hashlib
import os
import re
import secrets
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta
from nacl import bindings
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from comms.errors import FingerprintError, KeyFileError

KEY_BYTES = 32  # Ed25519 (RFC 8032) and X25519 (RFC 7748): seeds and public keys alike
KEY_FILE_BYTES_MAX = 4096
FINGERPRINT_GROUPS = 6  # of four characters of five bits: 120 bit, short enough to be read aloud once
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# An id becomes a level of an MQTT topic and a word in a log line: no "/", "+", "#", spaces or quotes.
KeyId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$")]


class KeyKind(StrEnum):
    """Whose key it is; the rights come from the actor it is enrolled for, never from this word."""

    PANEL = "panel"
    STATION = "station"
    USER = "user"


class KeyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The public half of an identity, as it lies in a file. Checked by ``parse_key_file``."""

    kind: KeyKind
    id: KeyId
    ed25519: str
    x25519: str

    @property
    def verify_key(self) -> bytes:
        """The raw Ed25519 public key."""
        return b64_decode(self.ed25519)


class Identity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A secret: whoever reads its file can speak as its owner. Never logged (see ``__repr__``)."""

    kind: KeyKind
    id: KeyId
    ed25519_seed: str
    x25519_seed: str

    def __repr__(self) -> str:
        return f"Identity(kind={self.kind.value!r}, id={self.id!r}, ...)"

    def sign(self, message: bytes) -> bytes:
        """The 64-byte Ed25519 signature of ``message``."""
        return _signing_key(self.ed25519_seed).sign(message).signature

    def public(self) -> KeyFile:
        """The half that is shown to others."""
        return _public(self)


# Deriving keys from seeds takes 0.3 ms, and an alarm's way to the station is counted in those: a process
# has one identity, so what was derived once is kept.
@lru_cache(maxsize=4)
def _signing_key(seed: str) -> SigningKey:
    return SigningKey(b64_decode(seed))


@lru_cache(maxsize=4)
def _public(identity: Identity) -> KeyFile:
    signing = _signing_key(identity.ed25519_seed).verify_key.encode()
    agreement = PrivateKey(b64_decode(identity.x25519_seed)).public_key.encode()
    return KeyFile(kind=identity.kind, id=identity.id, ed25519=b64_encode(signing), x25519=b64_encode(agreement))


def b64_encode(raw: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


_B64 = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def b64_decode(text: str) -> bytes:
    """The only bytes that ``text`` can stand for. Raises ValueError for any other spelling of them.

    The library ignores stray characters and spare low bits of the last one; then one document would
    have several encodings, so several digests, and a flipped bit could pass.
    """
    if not _B64.fullmatch(text) or len(text) % 4 == 1:
        raise ValueError("not base64url without padding")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64_encode(raw) != text:
        raise ValueError("not the canonical base64url spelling of its bytes")
    return raw


def generate(kind: KeyKind, id: str) -> Identity:
    """A new identity from the system's random source. Raises KeyFileError when ``id`` is no id."""
    made = Identity(
        kind=kind,
        id=id,
        ed25519_seed=b64_encode(SigningKey.generate().encode()),
        x25519_seed=b64_encode(PrivateKey.generate().encode()),
    )
    return parse_identity(msgspec.json.encode(made))  # a struct is checked when decoded, not when built


@lru_cache(maxsize=1024)  # asked for with every document; a station knows a few keys, or a few thousand
def kid(key: KeyFile) -> str:
    """The key id in a JWS header: the JWK thumbprint of the Ed25519 key (RFC 7638, RFC 8037 A.3)."""
    jwk = f'{{"crv":"Ed25519","kty":"OKP","x":"{key.ed25519}"}}'
    return b64_encode(hashlib.sha256(jwk.encode("ascii")).digest())


def fingerprint(key: KeyFile) -> str:
    """What two people compare, e.g. ``7QK2-M0XR-...``: covers kind, id and both keys, 120 bit."""
    covered = "\n".join(("sereno-key-1", key.kind.value, key.id, key.ed25519, key.x25519))
    number = int.from_bytes(hashlib.sha256(covered.encode("ascii")).digest(), "big") >> (256 - 20 * FINGERPRINT_GROUPS)
    letters = "".join(CROCKFORD[number >> shift & 31] for shift in range(20 * FINGERPRINT_GROUPS - 5, -1, -5))
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def same_fingerprint(one: str, other: str) -> bool:
    """Whether two spellings mean the same: case, spaces and dashes aside, O read as 0, I and L as 1."""
    return secrets.compare_digest(_plain(one), _plain(other))


def confirm(key: KeyFile, said: str) -> None:
    """Raises FingerprintError unless ``said`` is the fingerprint of ``key``."""
    if not same_fingerprint(fingerprint(key), said):
        raise FingerprintError(
            f"the key of {key.kind.value} {key.id!r} has the fingerprint {fingerprint(key)}, not {said!r}; "
            "read it again on the other side, and do not enrol the key if the two differ"
        )


def parse_key_file(content: bytes | str) -> KeyFile:
    """A key file's content, checked whole. Raises KeyFileError."""
    key = _decode(content, KeyFile, "a key file")
    _check_key(key.ed25519, "ed25519")
    _check_key(key.x25519, "x25519")
    if not bindings.crypto_core_ed25519_is_valid_point(b64_decode(key.ed25519)):
        raise KeyFileError(f"the ed25519 key of {key.id!r} is no point of the curve; ask for the key file again")
    return key


def parse_identity(content: bytes | str) -> Identity:
    """A secret identity's content, checked whole. Raises KeyFileError, without a word of the secret."""
    identity = _decode(content, Identity, "a secret identity")
    _check_key(identity.ed25519_seed, "ed25519_seed")
    _check_key(identity.x25519_seed, "x25519_seed")
    return identity


def format_key_file(key: KeyFile) -> str:
    """A key file's content, as it is exported."""
    return msgspec.json.format(msgspec.json.encode(key), indent=2).decode("ascii") + "\n"


def load_key_file(path: Path) -> KeyFile:
    """Raises KeyFileError when there is none or it is not one."""
    return parse_key_file(_read(path))


def load_identity(path: Path) -> Identity:
    """Raises KeyFileError, also when others than its owner may read the file."""
    content = _read(path)
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        raise KeyFileError(f"{path} is a secret but has mode {mode:04o}; only 0600 is allowed: chmod 600 {path}")
    return parse_identity(content)


def save_identity(identity: Identity, path: Path) -> None:
    """Writes it whole or not at all, readable by its owner alone, durable on return. Raises OSError."""
    save_private(path, msgspec.json.encode(identity) + b"\n")


def save_private(path: Path, content: bytes) -> None:
    """A file of mode 0600 that is there whole or not at all, also after a power cut. Raises OSError."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(KEY_FILE_BYTES_MAX + 1)
    except OSError as error:
        raise KeyFileError(f"{path} cannot be read: {error.strerror}; give the path of a key file") from error
    if len(content) > KEY_FILE_BYTES_MAX:
        raise KeyFileError(f"{path} is longer than {KEY_FILE_BYTES_MAX} bytes; that is no key file")
    return content


_Form = TypeVar("_Form", KeyFile, Identity)


def _decode(content: bytes | str, form: type[_Form], what: str) -> _Form:
    try:
        return msgspec.json.decode(content, type=form)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise KeyFileError(f"this is not {what}: {error}; ask the other side to export it again") from error


def _check_key(text: str, name: str) -> None:
    try:
        raw = b64_decode(text)
    except ValueError as error:
        raise KeyFileError(f"{name} is {error}; allowed are {KEY_BYTES} bytes in that form") from error
    if len(raw) != KEY_BYTES:
        raise KeyFileError(f"{name} has {len(raw)} bytes; allowed are exactly {KEY_BYTES}")


_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def _plain(text: str) -> bytes:
    return text.strip().upper().translate(_ALIKE).encode("utf-8", "replace")
