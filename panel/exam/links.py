"""Asks for cameras, in a process of its own, and goes the way to the station as far as a connection."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from comms.errors import TransportError
from comms.mqtt import tls_context
from comms.transport import Settings
from panel.config.model import MqttConfig
from panel.doctor.links import Broker

CAMERAS = (sys.executable, "-P", "-m", "panel.cli", "camerad", "--list")
CAMERAS_S = 30.0  # libcamera may take seconds for its first look, and may hang
CONNECT_S = 5.0


class NoAnswer(Exception):
    """The cameras could not be asked; the text says why."""


def cameras(command: Sequence[str] = CAMERAS) -> list[str]:
    """What ``sereno camerad --list`` prints. Raises NoAnswer. In a process of its own: libcamera may hang or crash."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=CAMERAS_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise NoAnswer(f"libcamera does not answer within {CAMERAS_S:.0f} s") from error
    except OSError as error:
        raise NoAnswer(str(error)) from error
    if done.returncode != 0:
        raise NoAnswer(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}")
    return done.stdout.splitlines()


def network(mqtt: MqttConfig, data: Path) -> Broker:
    """Certificates, name, TCP, TLS. Relative paths are looked up from ``data``, as commsd does."""
    files = {path: _fault(data / path) for path in _files(mqtt)}
    try:
        found = socket.getaddrinfo(mqtt.host, mqtt.port, type=socket.SOCK_STREAM)
    except OSError as error:
        return Broker(files=files, error=error.strerror or str(error))
    addresses = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    try:
        with socket.create_connection((mqtt.host, mqtt.port), CONNECT_S) as raw:
            if (context := tls_context(_settings(mqtt, data))) is not None:
                context.wrap_socket(raw, server_hostname=mqtt.host).close()
    except (OSError, ValueError, TransportError) as error:  # ssl's own errors are OSErrors
        return Broker(files=files, addresses=addresses, error=str(error))
    return Broker(files=files, addresses=addresses, connected=True)


def _files(mqtt: MqttConfig) -> Iterator[str]:
    yield from (path for path in (mqtt.ca_file, mqtt.cert_file, mqtt.key_file) if path is not None)


def _fault(path: Path) -> str:
    try:
        path.read_bytes()
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _settings(mqtt: MqttConfig, data: Path) -> Settings:
    """As commsd connects, as far as TLS is concerned."""
    ca, cert, key = (None if name is None else data / name for name in (mqtt.ca_file, mqtt.cert_file, mqtt.key_file))
    return Settings(host=mqtt.host, port=mqtt.port, client_id="", ca_file=ca, cert_file=cert, key_file=key)
