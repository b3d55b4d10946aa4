"""Key files and identities: what is shown, what is kept secret, what two people compare."""

import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto import jwk

from comms.errors import FingerprintError, KeyFileError
from comms.keys import (
    KeyFile,
    KeyKind,
    b64_decode,
    b64_encode,
    confirm,
    fingerprint,
    format_key_file,
    generate,
    kid,
    load_identity,
    load_key_file,
    parse_key_file,
    same_fingerprint,
    save_identity,
)

PANEL = generate(KeyKind.PANEL, "casa")


def test_key_id_is_the_thumbprint_that_rfc_8037_prints() -> None:
    key = KeyFile(
        kind=KeyKind.PANEL,
        id="casa",
        ed25519="11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        x25519="11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    )
    assert kid(key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_another_library_computes_the_same_key_id() -> None:
    key = PANEL.public()
    assert jwk.JWK(kty="OKP", crv="Ed25519", x=key.ed25519).thumbprint() == kid(key)


def test_an_exported_key_is_read_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "casa.json"
    path.write_text(format_key_file(PANEL.public()), encoding="ascii")
    assert load_key_file(path) == PANEL.public()
    assert set(msgspec.json.decode(path.read_bytes())) == {"kind", "id", "ed25519", "x25519"}


def test_a_saved_identity_is_its_owners_alone_and_signs_as_before(tmp_path: Path) -> None:
    path = tmp_path / "identity.json"
    save_identity(PANEL, path)
    save_identity(PANEL, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["identity.json"]
    assert load_identity(path).sign(b"told") == PANEL.sign(b"told")


def test_a_secret_that_others_may_read_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "identity.json"
    save_identity(PANEL, path)
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match=r"mode 0640.*chmod 600"):
        load_identity(path)


def test_an_identity_shows_nothing_of_its_secret() -> None:
    assert PANEL.ed25519_seed not in repr(PANEL)
    assert PANEL.x25519_seed not in f"{PANEL} {[PANEL]}"


def test_a_fingerprint_changes_with_every_field() -> None:
    key, other = PANEL.public(), generate(KeyKind.PANEL, "casa").public()
    changed = [
        msgspec.structs.replace(key, kind=KeyKind.STATION),
        msgspec.structs.replace(key, id="cama"),
        msgspec.structs.replace(key, ed25519=other.ed25519),
        msgspec.structs.replace(key, x25519=other.x25519),
    ]
    assert len({fingerprint(each) for each in [key, *changed]}) == 5


def test_a_fingerprint_is_six_groups_of_four_and_may_be_typed_carelessly() -> None:
    groups = fingerprint(PANEL.public()).split("-")
    assert [len(group) for group in groups] == [4] * 6
    careless = " ".join(groups).lower().replace("0", "o").replace("1", "l")
    confirm(PANEL.public(), careless)


def test_a_wrong_fingerprint_is_refused_and_both_are_shown() -> None:
    key = PANEL.public()
    wrong = ("0" if fingerprint(key)[0] != "0" else "2") + fingerprint(key)[1:]
    with pytest.raises(FingerprintError, match=f"{fingerprint(key)}.*{wrong}"):
        confirm(key, wrong)
    assert not same_fingerprint(wrong, fingerprint(key))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ed25519": "AAAA"}, "ed25519 has 3 bytes"),
        ({"ed25519": b64_encode(b"\x02" + bytes(31))}, "no point of the curve"),
        ({"x25519": PANEL.public().x25519 + "="}, "x25519 is not base64url"),
        ({"id": "a/b"}, "id"),
        ({"id": "#"}, "id"),
        ({"kind": "admin"}, "kind"),
        ({"note": "hello"}, "note"),
    ],
)
def test_a_key_file_that_is_none_is_refused_by_name(change: dict[str, str], told: str) -> None:
    content = msgspec.to_builtins(PANEL.public()) | change
    with pytest.raises(KeyFileError, match=told):
        parse_key_file(msgspec.json.encode(content))


def test_an_identity_needs_an_id_that_fits_a_topic() -> None:
    with pytest.raises(KeyFileError, match="id"):
        generate(KeyKind.PANEL, "casa/+/report")


def test_a_missing_or_endless_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="cannot be read"):
        load_key_file(tmp_path / "none.json")
    (tmp_path / "long.json").write_bytes(b" " * 5000)
    with pytest.raises(KeyFileError, match="longer than"):
        load_key_file(tmp_path / "long.json")


@given(st.binary(max_size=64))
def test_bytes_have_one_spelling_and_every_other_is_refused(raw: bytes) -> None:
    text = b64_encode(raw)
    assert b64_decode(text) == raw
    for other in (text + "=", text + "\n", " " + text, text + "A" * (5 - len(text) % 4 if len(text) % 4 else 1)):
        with pytest.raises(ValueError, match="base64url"):
            b64_decode(other)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_any_content_is_a_key_file_or_a_key_file_error(content: bytes | str) -> None:
    with pytest.raises(KeyFileError):
        parse_key_file(content)
