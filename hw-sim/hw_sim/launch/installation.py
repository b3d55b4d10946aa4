"""The configuration that the demo's panel runs on: the installer's own, with the demo's broker in it."""

import re
import tomllib
from pathlib import Path

import msgspec

from hw_sim.launch.broker import panel_name

TABLE = re.compile(r"^\s*\[")
MQTT_TABLE = re.compile(r"^\s*\[\s*mqtt\s*\]")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Where a client finds the broker, and the files of its certificate."""

    host: str
    port: int
    ca_file: str
    cert_file: str
    key_file: str


def line(port: int, tls: Path, client: str) -> Line:
    """The broker on loopback, for the client with this common name."""
    return Line(
        host="127.0.0.1",
        port=port,
        ca_file=str(tls / "ca.pem"),
        cert_file=str(tls / f"{client}.pem"),
        key_file=str(tls / f"{client}.key"),
    )


def with_broker(text: str, panel: str, port: int, tls: Path) -> str:
    """The configuration ``text`` with its [mqtt] table replaced.

    The old table's lines become empty, so that every other line keeps its number in messages. What
    says nothing of the way (the heartbeat) is kept.
    """
    kept, inside = [], False
    for each in text.splitlines():
        if TABLE.match(each):
            inside = bool(MQTT_TABLE.match(each))
        kept.append("" if inside else each)
    own = tomllib.loads(text).get("mqtt", {})
    ways = msgspec.structs.asdict(line(port, tls, panel_name(panel)))
    table = {key: value for key, value in own.items() if key not in ways} | ways
    kept += ["", "# Added by `sereno demo`: its own broker, through a cable that can be cut.", "[mqtt]"]
    kept += [f"{key} = {_toml(value)}" for key, value in table.items()]
    return "\n".join(kept) + "\n"


def _toml(value: object) -> str:
    """A JSON string, number or boolean is a TOML one."""
    return msgspec.json.encode(value).decode()
