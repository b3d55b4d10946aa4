"""The signed envelope: other libraries read it, and no change to it passes."""

import json

import jwt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jwcrypto import jwk, jws

from comms.envelope import JWS_MAX, Typ, digest, sign, text_of, verify
from comms.errors import (
    CommsError,
    MalformedError,
    SignatureError,
    UnknownKeyError,
    WrongTypeError,
)
from comms.keys import Identity, KeyFile, b64_decode, b64_encode, kid, parse_identity

PANEL = parse_identity(
    '{"kind":"panel","id":"casa","ed25519_seed":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",'
    '"x25519_seed":"dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo"}'
)
OTHER = parse_identity(
    '{"kind":"panel","id":"villa","ed25519_seed":"TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs",'
    '"x25519_seed":"XasIfmJKikt54X-Lg4AO5m87sSkmGLb9HC-LJ_-I4Os"}'
)
KEYS: dict[str, KeyFile] = {kid(PANEL.public()): PANEL.public()}
PAYLOAD = (
    b'{"v":1,"panel":"casa","epoch":"k3f9c2a1","seq":41,"kind":"alarm.intrusion","class":"alarm","at_ms":1790000000000,'
    b'"mono_ms":93120,"clock":"trusted","area":"house","zone":3,"zone_name":"Sal\xc3\xb3n","cid":"1130","sia":"BA"}'
)
REPORT = sign(PANEL, Typ.REPORT, PAYLOAD)


def signed(header: str, payload: bytes = PAYLOAD, identity: Identity = PANEL) -> str:
    """What a key's owner could sign with other software: any header, any payload."""
    signing_input = f"{b64_encode(header.encode())}.{b64_encode(payload)}"
    return f"{signing_input}.{b64_encode(identity.sign(signing_input.encode()))}"


def header(**changes: object) -> str:
    return json.dumps({"alg": "EdDSA", "kid": kid(PANEL.public()), "typ": "sereno-report"} | changes)


def test_what_was_signed_is_verified_to_the_byte() -> None:
    verified = verify(REPORT, KEYS, Typ.REPORT)
    assert verified.payload == PAYLOAD
    assert verified.kid == kid(PANEL.public())


def test_pyjwt_reads_it() -> None:
    key = jwt.PyJWK({"kty": "OKP", "crv": "Ed25519", "x": PANEL.public().ed25519, "alg": "EdDSA"})
    assert jwt.PyJWS().decode(REPORT, key, algorithms=["EdDSA"]) == PAYLOAD
    assert jwt.get_unverified_header(REPORT) == {"alg": "EdDSA", "kid": kid(PANEL.public()), "typ": "sereno-report"}


def test_jwcrypto_reads_it() -> None:
    token = jws.JWS()
    token.deserialize(REPORT, jwk.JWK(kty="OKP", crv="Ed25519", x=PANEL.public().ed25519))
    assert token.payload == PAYLOAD


@pytest.mark.parametrize("algorithm", ["EdDSA", "Ed25519"])
def test_a_document_signed_by_another_library_is_taken_under_either_name_of_the_algorithm(algorithm: str) -> None:
    token = jws.JWS(PAYLOAD)
    token.allowed_algs = ["EdDSA", "Ed25519"]
    public = PANEL.public().ed25519
    if algorithm == "EdDSA":
        token.add_signature(
            jwk.JWK(kty="OKP", crv="Ed25519", x=public, d=PANEL.ed25519_seed), protected=header(alg=algorithm)
        )
        text = token.serialize(compact=True)
    else:
        text = signed(header(alg=algorithm))
    assert verify(text, KEYS, Typ.REPORT).payload == PAYLOAD


def test_one_flipped_bit_anywhere_is_refused() -> None:
    refused = 0
    for at in range(len(REPORT)):
        for bit in range(8):
            changed = REPORT[:at] + chr(ord(REPORT[at]) ^ 1 << bit) + REPORT[at + 1 :]
            with pytest.raises(CommsError):
                verify(changed, KEYS, Typ.REPORT)
            refused += 1
    assert refused == 8 * len(REPORT)


@pytest.mark.parametrize("expected", [typ for typ in Typ if typ is not Typ.REPORT])
def test_no_document_passes_for_one_of_another_type(expected: Typ) -> None:
    with pytest.raises(WrongTypeError, match=f"'sereno-report'; expected here is {expected.value}"):
        verify(REPORT, KEYS, expected)


def test_a_key_that_is_not_enrolled_is_refused_although_it_signed_well() -> None:
    with pytest.raises(UnknownKeyError):
        verify(sign(OTHER, Typ.REPORT, PAYLOAD), KEYS, Typ.REPORT)


def test_another_key_under_an_enrolled_key_id_is_refused() -> None:
    with pytest.raises(SignatureError, match="'casa'"):
        verify(signed(header(), identity=OTHER), KEYS, Typ.REPORT)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(header(crit=["b64"], b64=False), id="critical extension"),
        pytest.param(header(crit=[]), id="no critical extension named"),
        pytest.param(header(b64=False), id="unencoded payload"),
        pytest.param(header(alg="none"), id="no algorithm"),
        pytest.param(header(alg="HS256"), id="public key as a shared secret"),
        pytest.param(header(alg=["EdDSA"]), id="algorithm no text"),
        pytest.param(header(alg=None), id="algorithm null"),
        pytest.param(header().replace('"alg"', '"alg":"EdDSA","alg"', 1), id="a key twice"),
        pytest.param("[1]", id="a list"),
        pytest.param('{"a":' * 100_000, id="nested without end"),
        pytest.param("", id="empty"),
    ],
)
def test_a_header_that_says_anything_else_is_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        verify(signed(text), KEYS, Typ.REPORT)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b'{"seq":1,"seq":2}', id="a key twice"),
        pytest.param(b'{"a":{"seq":1,"seq":2}}', id="a key twice, deeper"),
        pytest.param(b'{"seq":NaN}', id="no number"),
        pytest.param(b'{"seq":1} ' + b'{"seq":2}', id="two objects"),
        pytest.param(b"[]", id="a list"),
        pytest.param('{"seq":1}'.encode("utf-16"), id="another encoding"),
        pytest.param(b'\xef\xbb\xbf{"seq":1}', id="byte order mark"),
        pytest.param(b'{"name":"\xff"}', id="no UTF-8"),
        pytest.param(b"[" * 40_000, id="nested without end"),
        pytest.param(b'{"seq":' + b"9" * 5_000 + b"}", id="a number without end"),
        pytest.param(b"", id="empty"),
    ],
)
def test_a_payload_that_two_readers_could_read_differently_is_refused_although_signed(payload: bytes) -> None:
    with pytest.raises(MalformedError):
        verify(signed(header(), payload), KEYS, Typ.REPORT)


def test_every_other_spelling_of_the_same_bytes_is_refused() -> None:
    head, payload, signature = REPORT.split(".")
    assert len(b64_decode(signature)) == 64
    spare_bits = chr(ord(signature[-1]) + 1)  # 64 bytes leave four bits of the last character unused
    for text in (
        f"{head}.{payload}.{signature}==",
        f"{head}.{payload}.{signature[:-1]}{spare_bits}",
        f"{head}=.{payload}.{signature}",
        f"{head}.{payload}\n.{signature}",
        f" {REPORT}",
        f"{REPORT}.",
        f"{REPORT}.x",
        f"{head}.{payload}",
        f"{head}.{payload}.",
    ):
        with pytest.raises(MalformedError):
            verify(text, KEYS, Typ.REPORT)


def test_what_is_too_long_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(MalformedError, match=str(JWS_MAX)):
        verify("A" * (JWS_MAX + 1), KEYS, Typ.REPORT)
    with pytest.raises(MalformedError, match=str(JWS_MAX)):
        text_of(b"A" * (JWS_MAX + 1))
    with pytest.raises(MalformedError, match="ASCII"):
        text_of("ñ".encode())


def test_the_digest_names_the_characters() -> None:
    assert digest("") == "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"  # SHA-256 of nothing
    assert digest(REPORT) != digest(REPORT[:-1])
    with pytest.raises(MalformedError):
        digest("ñ")


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=300), st.lists(st.text(alphabet="AaZz09_-=", max_size=40), max_size=5).map(".".join)))
@example("..")
@example("eyJhIjoxfQ.e30.")
def test_any_text_raises_a_comms_error_and_nothing_else(text: str) -> None:
    with pytest.raises(CommsError):
        verify(text, KEYS, Typ.REPORT)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "x"]), JSON, max_size=5), st.binary(max_size=60))
def test_any_header_signed_by_an_enrolled_key_raises_a_comms_error_and_nothing_else(
    fields: dict[str, object], payload: bytes
) -> None:
    with pytest.raises(CommsError):
        verify(signed(json.dumps(fields), payload), KEYS, Typ.REPORT)
