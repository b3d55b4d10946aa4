"""A certificate authority for one demo, and the certificates that broker and clients need.

In a real installation the station's operator issues these; here they live under ``DATA/tls`` and
protect only a loopback connection, but the product sees the same TLS, both ways, as in the field.
"""

import datetime
import ipaddress
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from hw_sim.launch.private import write_private

DAYS = 365
RENEW_DAYS = 30
NOT_BEFORE_SLACK = datetime.timedelta(days=1)  # a Pi without a clock battery starts in the past
LOOPBACK = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]

Key = ec.EllipticCurvePrivateKey


def ensure(folder: Path, clients: Sequence[str], now: datetime.datetime) -> None:
    """Makes ``ca``, ``server`` and one certificate a client, each as NAME.pem and NAME.key (0600).

    ``clients`` are common names, which the broker's access list knows. What is there already and good
    for ``RENEW_DAYS`` more is kept; otherwise everything is made anew, the authority's key included.
    """
    names = ("server", *clients)
    if all(_good(folder / f"{name}.pem", now) for name in ("ca", *names)):
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca_name = _named("Sereno demo authority")
    constraints = x509.BasicConstraints(ca=True, path_length=0)
    ca = _certificate(ca_name, ca_name, ca_key, now).add_extension(constraints, critical=True)
    ca = ca.add_extension(_key_usage(signs_certificates=True), critical=True)
    _write(folder, "ca", ca.sign(ca_key, hashes.SHA256()), ca_key)
    for name in names:
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = _leaf(_certificate(_named(name), ca_name, key, now), name == "server")
        leaf = leaf.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), False)
        _write(folder, name, leaf.sign(ca_key, hashes.SHA256()), key)


def _certificate(subject: x509.Name, issuer: x509.Name, key: Key, now: datetime.datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - NOT_BEFORE_SLACK)
        .not_valid_after(now + datetime.timedelta(days=DAYS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _leaf(builder: x509.CertificateBuilder, server: bool) -> x509.CertificateBuilder:
    """Bounds what the certificate is for: Python 3.13 verifies strictly and wants these said."""
    purpose = ExtendedKeyUsageOID.SERVER_AUTH if server else ExtendedKeyUsageOID.CLIENT_AUTH
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_key_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    return builder.add_extension(x509.SubjectAlternativeName(LOOPBACK), critical=False) if server else builder


def _key_usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _named(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _good(pem: Path, now: datetime.datetime) -> bool:
    if not pem.is_file() or not pem.with_suffix(".key").is_file():
        return False
    left = x509.load_pem_x509_certificate(pem.read_bytes()).not_valid_after_utc - now
    return left > datetime.timedelta(days=RENEW_DAYS)


def _write(folder: Path, name: str, certificate: x509.Certificate, key: Key) -> None:
    (folder / f"{name}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_private(folder / f"{name}.key", private)
