"""docs/protocol.md is true to the bytes: every example in it is what the code signs, and verifies."""

import base64
import hmac
import re
from pathlib import Path

import jwt
import msgspec
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from comms.documents import AckDoc, CommandDoc, ReportDoc, ResultDoc, StateDoc, decode
from comms.envelope import Typ, digest, sign, verify
from comms.keys import Identity, b64_decode, fingerprint, kid, parse_identity, parse_key_file
from comms.picture_documents import PictureAckDoc, PictureDoc, PictureName, Wanted
from comms.sms_form import STATION_NAME, SmsAck, agree, mac_of, write_ack, write_report
from comms.text_choice import in_short

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")

# The keys of RFC 8032, section 7.1 (tests 1 and 2): known to everybody, so of no use to anybody.
PANEL = parse_identity(
    '{"kind":"panel","id":"casa","ed25519_seed":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",'
    '"x25519_seed":"dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo"}'
)
STATION = parse_identity(
    '{"kind":"station","id":"cra","ed25519_seed":"TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs",'
    '"x25519_seed":"XasIfmJKikt54X-Lg4AO5m87sSkmGLb9HC-LJ_-I4Os"}'
)
FORMS: dict[str, tuple[Typ, type[msgspec.Struct], Identity]] = {
    "report": (Typ.REPORT, ReportDoc, PANEL),
    "ack": (Typ.ACK, AckDoc, STATION),
    "command": (Typ.COMMAND, CommandDoc, STATION),
    "result": (Typ.RESULT, ResultDoc, PANEL),
    "state": (Typ.STATE, StateDoc, PANEL),
    "picture": (Typ.PICTURE, PictureDoc, PANEL),
    "picture-ack": (Typ.PICTURE_ACK, PictureAckDoc, STATION),
}


def block(name: str) -> str:
    """The fenced block that follows the line ``<!-- name -->``."""
    found = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)\n```", TEXT, re.DOTALL)
    assert found is not None, f"no block {name}"
    return found.group(1)


@pytest.mark.parametrize("name", FORMS)
def test_each_example_is_what_the_code_signs(name: str) -> None:
    typ, form, identity = FORMS[name]
    payload = block(f"{name} payload").encode()
    document = msgspec.json.decode(payload, type=form)
    assert msgspec.json.encode(document) == payload
    jws = block(f"{name} jws").replace("\n", "")
    assert sign(identity, typ, payload) == jws
    public = identity.public()
    assert verify(jws, {kid(public): public}, typ).payload == payload


@pytest.mark.parametrize("name", FORMS)
def test_a_stranger_with_another_library_verifies_it_from_the_page_alone(name: str) -> None:
    key_file = msgspec.json.decode(block("panel key" if FORMS[name][2] is PANEL else "station key"))
    key = jwt.PyJWK({"kty": "OKP", "crv": "Ed25519", "x": key_file["ed25519"], "alg": "EdDSA"})
    jws = block(f"{name} jws").replace("\n", "")
    assert jwt.PyJWS().decode(jws, key, algorithms=["EdDSA"]) == block(f"{name} payload").encode()


def test_the_key_files_fingerprints_and_key_ids_are_those_of_the_examples() -> None:
    for name, identity in (("panel", PANEL), ("station", STATION)):
        key = parse_key_file(block(f"{name} key"))
        assert key == identity.public()
        assert block(f"{name} fingerprint") == fingerprint(key)
        assert kid(key) in TEXT


def test_the_documents_name_each_other_by_digest() -> None:
    ack = decode(block("ack payload").encode(), AckDoc)
    assert ack.acks[0].digest == digest(block("report jws").replace("\n", ""))
    result = decode(block("result payload").encode(), ResultDoc)
    assert result.command_digest == digest(block("command jws").replace("\n", ""))


@pytest.mark.parametrize("form", [*(form for _, form, _ in FORMS.values()), PictureName, Wanted])
def test_every_field_is_listed(form: type[msgspec.Struct]) -> None:
    for field in msgspec.structs.fields(form):
        assert f"`{field.encode_name}`" in TEXT, field.encode_name


def test_the_texts_are_what_the_code_writes_of_that_report() -> None:
    keys = agree(PANEL, STATION.public(), "casa", STATION_NAME)
    report = decode(block("report payload").encode(), ReportDoc)
    text = block("sms report")
    assert write_report(keys, in_short(report, "4F39")) == text
    ack = SmsAck(account="4F39", epoch=report.epoch, seq=report.seq, report_mac=mac_of(text))
    assert write_ack(keys, ack) == block("sms ack")


def test_a_stranger_with_another_library_finds_the_same_macs_from_the_page_alone() -> None:
    mine = X25519PrivateKey.from_private_bytes(b64_decode(PANEL.x25519_seed))
    theirs = X25519PublicKey.from_public_bytes(b64_decode(msgspec.json.decode(block("station key"))["x25519"]))
    for direction, name in (("report", "sms report"), ("ack", "sms ack")):
        info = f"sereno-sms-1 {direction} 4 casa 7 station".encode()
        key = HKDF(hashes.SHA256(), 32, None, info).derive(mine.exchange(theirs))
        words, _, mac = block(name).rpartition(" ")
        digest_ = hmac.digest(key, words.encode(), "sha256")
        assert base64.b32encode(digest_[:10]).decode() == mac
