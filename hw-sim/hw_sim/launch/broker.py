"""Which broker carries the demo's messages, and how it is set up.

mosquitto where it can be had; else iotcore, a broker that pip installs, good for a demo only: it
forgets sessions, keeps nothing on disk and has no access list (its shortcomings were measured; the
product's tests run against mosquitto).
"""

import getpass
import importlib.util
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from hw_sim.launch.errors import NoBroker

SEARCH = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin")  # not on a user's PATH on Debian
STATION = "station"
TAP = "tap"
DEMO_ONLY = "no mosquitto here: the broker is iotcore, demo only (`apt install mosquitto` for the real one)"
MISSING = "no MQTT broker: install mosquitto (`apt install mosquitto`), or `pip install iotcore` for the demo"

PANEL_WRITES = ("report", "result", "state", "presence", "image")
STATION_WRITES = ("ack", "command")


@dataclass(frozen=True, slots=True)
class Listener:
    """Where the broker listens, and the folders it lives in."""

    host: str
    port: int
    tls: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class Broker:
    """A broker ready to be started: the command, and what a person should be told about it."""

    name: str
    argv: tuple[str, ...]
    notice: str = ""


def panel_name(panel: str) -> str:
    """The common name of a panel's client certificate."""
    return f"panel-{panel}"


def prepare(listener: Listener, panel: str) -> Broker:
    """Writes the settings of the best broker there is and says how to start it. Raises NoBroker."""
    listener.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if mosquitto := find_mosquitto():
        settings = listener.folder / "mosquitto.conf"
        (listener.folder / "acl").write_text(access_list(panel), encoding="utf-8")
        settings.write_text(mosquitto_settings(listener, getpass.getuser()), encoding="utf-8")
        return Broker("mosquitto", (mosquitto, "-c", str(settings)))
    if importlib.util.find_spec("iotcore") is None:
        raise NoBroker(MISSING)
    settings = listener.folder / "rumqttd.toml"
    settings.write_text(rumqttd_settings(listener), encoding="utf-8")
    # Its routing logs each message as an error; only what is worse is worth a line.
    quiet = ("--log-level", "CRITICAL")
    return Broker("iotcore", (sys.executable, "-m", "iotcore", *quiet, "--config", str(settings)), DEMO_ONLY)


def find_mosquitto() -> str | None:
    """The mosquitto program, also where a user's PATH does not look."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path=":".join(SEARCH))


def access_list(panel: str) -> str:
    """Who may write what. The tap may everything: documents are signed, a broker is trusted with nothing
    but delivery, and whoever wants to try a forgery shall find the door open."""
    lines = [f"user {panel_name(panel)}"]
    lines += [f"topic write sereno/1/{panel}/{name}" for name in PANEL_WRITES]
    lines += [f"topic read sereno/1/{panel}/{name}" for name in STATION_WRITES]
    lines += ["", f"user {STATION}"]
    lines += [f"topic read sereno/1/+/{name}" for name in PANEL_WRITES]
    lines += [f"topic write sereno/1/+/{name}" for name in STATION_WRITES]
    lines += ["", f"user {TAP}", "topic readwrite sereno/#", ""]
    return "\n".join(lines)


def mosquitto_settings(listener: Listener, user: str) -> str:
    """TLS both ways, every change saved, small messages at once.

    Stock persistence is a snapshot each half hour: a message acknowledged to its sender was gone after
    a kill. Without ``set_tcp_nodelay`` a small message may wait 40 ms for the last one's acknowledgement.
    ``user``: started by root, mosquitto would become another user and not read our folder.
    """
    return f"""\
user {user}
listener {listener.port} {listener.host}
cafile {listener.tls}/ca.pem
certfile {listener.tls}/server.pem
keyfile {listener.tls}/server.key
require_certificate true
use_identity_as_username true
allow_anonymous false
acl_file {listener.folder}/acl
persistence true
persistence_location {listener.folder}/
autosave_interval 1
autosave_on_changes true
set_tcp_nodelay true
log_dest stdout
log_timestamp_format %Y-%m-%dT%H:%M:%S
"""


def rumqttd_settings(listener: Listener) -> str:
    """The same port for the fall-back: TLS, but it asks for no client certificate (tried with 0.4.0)."""
    return f"""\
id = 0

[router]
id = 0
max_connections = 100
max_outgoing_packet_count = 200
max_segment_size = 104857600
max_segment_count = 10

[v5.1]
name = "tls"
listen = "{listener.host}:{listener.port}"
next_connection_delay_ms = 1

[v5.1.tls]
capath = "{listener.tls}/ca.pem"
certpath = "{listener.tls}/server.pem"
keypath = "{listener.tls}/server.key"

[v5.1.connections]
connection_timeout_ms = 60000
max_payload_size = 65536
max_inflight_count = 100
dynamic_filters = true
"""
