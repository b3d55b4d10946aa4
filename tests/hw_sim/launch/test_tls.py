"""The demo's certificates are what TLS libraries want, and stay as long as they are good."""

import datetime
import socket
import ssl
import threading
from pathlib import Path

import pytest
from cryptography import x509

from hw_sim.launch.tls import DAYS, RENEW_DAYS, ensure

NOW = datetime.datetime.now(datetime.UTC)
CLIENTS = ("panel-x", "station")


def handshake(folder: Path, client: str | None) -> str:
    """The common name the server saw, over a real TLS connection."""
    server_end, client_end = socket.socketpair()
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(folder / "ca.pem"))
    server.load_cert_chain(folder / "server.pem", folder / "server.key")
    server.verify_mode = ssl.CERT_REQUIRED
    server.verify_flags |= ssl.VERIFY_X509_STRICT  # what Python 3.13 does by itself
    near = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    near.verify_flags |= ssl.VERIFY_X509_STRICT
    if client is not None:
        near.load_cert_chain(folder / f"{client}.pem", folder / f"{client}.key")
    seen: list[str] = []

    def serve() -> None:
        try:
            with server.wrap_socket(server_end, server_side=True) as wrapped:
                certificate = wrapped.getpeercert(binary_form=True)
                assert certificate is not None
                seen.append(x509.load_der_x509_certificate(certificate).subject.rfc4514_string())
                wrapped.send(b".")
        except OSError:
            server_end.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with near.wrap_socket(client_end, server_hostname="127.0.0.1") as wrapped:
            wrapped.recv(1)
    finally:
        thread.join()
    return seen[0]


def test_both_ends_of_a_connection_are_known_by_their_certificates(tmp_path: Path) -> None:
    ensure(tmp_path, CLIENTS, NOW)
    assert handshake(tmp_path, "panel-x") == "CN=panel-x"


def test_nobody_gets_in_without_one(tmp_path: Path) -> None:
    ensure(tmp_path, CLIENTS, NOW)
    with pytest.raises(ssl.SSLError, match=r"(?i)certificate.required"):
        handshake(tmp_path, None)


def test_private_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    ensure(tmp_path, CLIENTS, NOW)
    keys = sorted(path.name for path in tmp_path.glob("*.key"))
    assert keys == ["ca.key", "panel-x.key", "server.key", "station.key"]
    assert all((tmp_path / key).stat().st_mode & 0o077 == 0 for key in keys)


def test_good_certificates_are_kept(tmp_path: Path) -> None:
    ensure(tmp_path, CLIENTS, NOW)
    before = (tmp_path / "ca.pem").read_bytes()
    ensure(tmp_path, CLIENTS, NOW + datetime.timedelta(days=DAYS - RENEW_DAYS - 1))
    assert (tmp_path / "ca.pem").read_bytes() == before


@pytest.mark.parametrize("days", [DAYS - RENEW_DAYS + 1, DAYS + 1])
def test_old_ones_are_made_anew(tmp_path: Path, days: int) -> None:
    ensure(tmp_path, CLIENTS, NOW)
    before = (tmp_path / "ca.pem").read_bytes()
    ensure(tmp_path, CLIENTS, NOW + datetime.timedelta(days=days))
    assert (tmp_path / "ca.pem").read_bytes() != before


def test_one_that_is_missing_renews_all(tmp_path: Path) -> None:
    ensure(tmp_path, CLIENTS, NOW)
    (tmp_path / "station.key").unlink()
    ensure(tmp_path, CLIENTS, NOW)
    assert handshake(tmp_path, "station") == "CN=station"
