"""Cameras and the way to the station."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from panel.config.model import CameraSource, Config, MqttConfig
from panel.doctor.findings import Finding, Section, Teller


class Broker(msgspec.Struct, frozen=True, kw_only=True):
    """The way to the station as far as it was gone. ``files``: each certificate, and what is wrong with it, "" if
    nothing. ``addresses``: of the host. ``connected``: TCP, and TLS where that is wanted. ``error``: where it ended."""

    files: Mapping[str, str] = {}
    addresses: tuple[str, ...] = ()
    connected: bool = False
    error: str = ""


def cameras(config: Config, seen: Sequence[str], error: str = "") -> Iterator[Finding]:
    """Each camera of the configuration, among the lines that ``sereno camerad --list`` prints."""
    tell = Teller(Section.CAMERAS)
    for each in config.camera:
        wanted = f'source = "{each.source.value}", device = "{each.device}"'
        line = next((line for line in seen if line.startswith(wanted)), None)
        if line is not None:
            yield tell.ok(each.name, line.removeprefix(wanted).lstrip(": ") or "there")
        else:
            there = error or "; ".join(seen) or "this computer sees none"
            ribbon = each.source is CameraSource.PICAMERA2
            cable = "the ribbon cable, its side and its lock" if ribbon else "its plug; use its name in /dev/v4l/by-id"
            yield tell.wrong(each.name, f"not among the cameras: {there}", wanted, f"check {cable}")


def network(mqtt: MqttConfig, broker: Broker) -> Iterator[Finding]:
    """Certificates, name, connection."""
    tell = Teller(Section.NETWORK)
    for path, fault in broker.files.items():
        if fault:
            yield tell.wrong(path, fault, "a certificate that can be used", "fetch it from the station again")
        else:
            yield tell.ok(path, "can be used")
    where = f"{mqtt.host}:{mqtt.port}"
    if broker.connected:
        tls = "over TLS" if mqtt.ca_file is not None else "without TLS"
        yield tell.ok(where, f"answers {tls} ({', '.join(broker.addresses)})")
    elif not broker.addresses:
        todo = "is there a network (`ip addr`), and is the name right?"
        yield tell.wrong(where, f"the name has no address: {broker.error}", "an address", todo)
    else:
        found = f"{', '.join(broker.addresses)}: {broker.error}"
        todo = "does a firewall stand in the way, is the station up, is the authority's certificate the station's?"
        yield tell.wrong(where, found, "a broker that answers", todo)
