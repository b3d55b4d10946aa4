"""The signed envelope: a compact JWS, EdDSA over Ed25519 (RFC 7515, 7797 not used, 8037, 9864).

One spelling per document and no more: what ``verify`` accepts is refused after any change of any
bit, its digest is the document's name, and a document of one type never passes for another. The
documents inside are in ``comms.documents``.
"""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from comms.errors import MalformedError, SignatureError, UnknownKeyError, WrongTypeError
from comms.keys import Identity, KeyFile, b64_decode, b64_encode, kid

JWS_MAX = 64 * 1024  # characters; the largest honest document, a state of 16 areas, takes a tenth
SIGNATURE_BYTES = 64

# RFC 8037 registered "EdDSA" for any curve; RFC 9864 deprecates it for "Ed25519", the curve by name.
# We say the first, which every library knows, and take both: the key fixes the curve either way.
ALGORITHM = "EdDSA"
ALGORITHMS = frozenset({ALGORITHM, "Ed25519"})


class Typ(StrEnum):
    """The ``typ`` of a header: what kind of document this is, part of what is signed."""

    REPORT = "sereno-report"
    ACK = "sereno-ack"
    COMMAND = "sereno-command"
    RESULT = "sereno-result"
    STATE = "sereno-state"
    PICTURE = "sereno-picture"
    PICTURE_ACK = "sereno-picture-ack"


class Verified(msgspec.Struct, frozen=True):
    """A payload whose signature was checked, and the id of the key that made it."""

    kid: str
    payload: bytes


def sign(identity: Identity, typ: Typ, payload: bytes) -> str:
    """The compact JWS of ``payload``. Deterministic: the same input gives the same characters."""
    header = json.dumps({"alg": ALGORITHM, "kid": kid(identity.public()), "typ": typ.value}, separators=(",", ":"))
    signing_input = f"{b64_encode(header.encode('ascii'))}.{b64_encode(payload)}"
    jws = f"{signing_input}.{b64_encode(identity.sign(signing_input.encode('ascii')))}"
    assert len(jws) <= JWS_MAX, "our own documents are bounded where they are built"
    return jws


def digest(jws: str) -> str:
    """The document's name: SHA-256 of its characters, base64url. Raises MalformedError when not ASCII."""
    try:
        return b64_encode(hashlib.sha256(jws.encode("ascii")).digest())
    except UnicodeEncodeError as error:
        raise MalformedError("a signed document holds only ASCII characters") from error


def verify(jws: str, keys: Mapping[str, KeyFile], typ: Typ) -> Verified:
    """The payload, if one of ``keys`` (by key id) signed it as a document of type ``typ``.

    The payload is then one JSON object without duplicate keys; its fields are checked by the
    document's own decoder. Raises a subclass of EnvelopeError, and nothing else, for any text.
    """
    header_part, payload_part, signature_part = _parts(jws)
    header = parse_object(_part(header_part, "header"), "header")
    key = _key_of(header, keys, typ)
    signature = _part(signature_part, "signature")
    if len(signature) != SIGNATURE_BYTES:
        raise MalformedError(f"the signature has {len(signature)} bytes; allowed are {SIGNATURE_BYTES}")
    payload = _part(payload_part, "payload")
    try:
        VerifyKey(key.verify_key).verify(f"{header_part}.{payload_part}".encode("ascii"), signature)
    except (CryptoError, ValueError) as error:
        raise SignatureError(f"the signature does not match the key of {key.kind.value} {key.id!r}") from error
    parse_object(payload, "payload")
    return Verified(kid(key), payload)


def text_of(body: bytes) -> str:
    """A body from the wire as the text that ``verify`` takes. Raises MalformedError."""
    if len(body) > JWS_MAX:
        raise MalformedError(f"a body of {len(body)} bytes; allowed are {JWS_MAX}")
    try:
        return body.decode("ascii")
    except UnicodeDecodeError as error:
        raise MalformedError("a signed document holds only ASCII characters") from error


def parse_object(raw: bytes, name: str) -> dict[str, Any]:
    """One JSON object with every key once. Raises MalformedError.

    Parsers differ on which of two equal keys counts, so such a document would say two things at once.
    """
    try:
        found = _DECODER.decode(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"the {name} is no plain JSON: {_short(error)}") from error
    if not isinstance(found, dict):
        raise MalformedError(f"the {name} is a {type(found).__name__}; allowed is one JSON object")
    return found


def _parts(jws: str) -> tuple[str, str, str]:
    if len(jws) > JWS_MAX:
        raise MalformedError(f"a document of {len(jws)} characters; allowed are {JWS_MAX}")
    parts = jws.split(".")
    if len(parts) != 3:
        raise MalformedError(f"a document of {len(parts)} parts; allowed is header.payload.signature")
    return parts[0], parts[1], parts[2]


def _part(text: str, name: str) -> bytes:
    try:
        return b64_decode(text)
    except ValueError as error:
        raise MalformedError(f"the {name} is {error}") from error


def _key_of(header: dict[str, Any], keys: Mapping[str, KeyFile], typ: Typ) -> KeyFile:
    if "crit" in header or "b64" in header:  # we understand no extension, so none may be critical
        raise MalformedError("the header asks for extensions (crit, b64); none is allowed")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise MalformedError(f"the header names the algorithm {_short(algorithm)}; allowed is {ALGORITHM}")
    found = header.get("typ")
    if found != typ.value:
        raise WrongTypeError(f"the document is of type {_short(found)}; expected here is {typ.value}")
    name = header.get("kid")
    key = keys.get(name) if isinstance(name, str) else None
    if key is None:
        raise UnknownKeyError(f"the key {_short(name)} is not enrolled here")
    return key


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


_DECODER = json.JSONDecoder(object_pairs_hook=_once_each, parse_constant=_refuse_constant)


def _short(thing: object) -> str:
    return repr(thing)[:80]
