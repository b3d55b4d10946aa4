"""The configuration that the demo's panel runs on: the installer's own, with the demo's broker in it."""

import re
import tomllib
from pathlib import Path

import msgspec

from hw_sim.launch.broker import panel_name
from panel.config import pins, shape
from panel.config.gsm import ModemKind

TABLE = re.compile(r"^\s*\[")
OUR_TABLE = re.compile(r"^\s*\[\s*(mqtt|gsm)\s*\]")
STATION_NUMBER = "+351300000001"  # whoever names none


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
    """The configuration ``text`` with its tables [mqtt] and [gsm] replaced.

    The old tables' lines become empty, so that every other line keeps its number in messages. What
    says nothing of the way (the heartbeat, the caps) is kept.
    """
    kept, inside = [], False
    for each in text.splitlines():
        if TABLE.match(each):
            inside = bool(OUR_TABLE.match(each))
        kept.append("" if inside else each)
    own = tomllib.loads(text)
    ways = msgspec.structs.asdict(line(port, tls, panel_name(panel)))
    mqtt = own.get("mqtt", {}) | ways
    theirs: dict[str, object] = own.get("gsm", _power_key(own))
    gsm = {"station_number": STATION_NUMBER} | theirs | {"port": str(tls.parent / "world" / "gsm-panel")}
    kept += ["", "# Added by `sereno demo`: its own broker, through a cable that can be cut.", *_table("mqtt", mqtt)]
    kept += ["", "# And a modem on a pseudo-terminal, in a network of two.", *_table("gsm", gsm)]
    return "\n".join(kept) + "\n"


def _power_key(own: dict[str, object]) -> dict[str, object]:
    """A house without a modem gets one with a line to its key, if it has a line to spare."""
    sheet, _ = shape.read(own)
    taken = {use.pin for use in pins.uses(sheet)}
    # From the end: the later lines are those that the Pi pulls down from the moment it gets power.
    free = next((pin for pin in reversed(pins.LINES[max(pins.PULLED_UP) + 1 :]) if pin not in taken), None)
    return {} if free is None else {"power_key": free, "modem": ModemKind.SIM800.value}


def _table(name: str, table: dict[str, object]) -> list[str]:
    return [f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in table.items())]


def _toml(value: object) -> str:
    """A JSON string, number or boolean is a TOML one."""
    return msgspec.json.encode(value).decode()
