"""Does it make sense as an installation? Each check is a function from the sheet to what it found.

Every check sees only what was right in form and keeps silent where a value it needs is missing, so
that one mistake is told once.
"""

from collections.abc import Iterator
from ipaddress import ip_address
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from panel.config.findings import Finding, Row, Sheet, nearest, shown
from panel.config.messages import Fault
from panel.config.model import CameraSource, OutputRole
from panel.core.names import Mode
from zones.kinds import BY_MODE, Kind

SHARED_ROLES = (OutputRole.SIREN, OutputRole.STROBE, OutputRole.RELAY)  # a house may have several of these
# One name space: events name a device by it alone.
DEVICES = ("adc", "input", "output", "reader", "keypad", "display", "sensor")


def names_are_unique(sheet: Sheet) -> Iterator[Finding]:
    """Names of devices, ids and names of areas and zones. People's names are compared without case."""
    yield from _taken([(row, "name") for table in DEVICES for row in sheet[table]])
    yield from _taken([(row, "name") for row in sheet["camera"]])  # named by pictures: "hall" beside an input "hall"
    for table in ("area", "zone"):
        yield from _taken([(row, "id") for row in sheet[table]])
        yield from _taken([(row, "name") for row in sheet[table]])


def _taken(keys: list[tuple[Row, str]]) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row, key in keys:
        value = row.get(key, object)
        if value is None:
            continue
        other = first.setdefault(str(value).casefold(), row)
        if other is not row:
            yield row.clash(Fault.TAKEN, key, shown(value), other, key)


def references_exist(sheet: Sheet) -> Iterator[Finding]:
    """Each zone's area and input are there, and every area that a list names."""
    for table, key in (("area", "id"), ("input", "name")):
        known = sheet.names(table, key)
        for row in sheet["zone"]:
            word = row.get(table, str)
            if known is not None and word is not None and word not in known:
                near, names = nearest(word, known), ", ".join(known)
                yield row.finding(Fault.UNKNOWN_REFERENCE, table, shown(word), near=near, names=names)
    for table, key in (("zone", "entry_areas"), ("zone", "switch_areas"), ("output", "areas")):
        for row in sheet[table]:
            yield from _listed(row, key, sheet.names("area", "id"))
    for row in sheet["zone"]:
        yield from _listed(row, "cameras", sheet.names("camera", "name"))


def _listed(row: Row, key: str, known: tuple[str, ...] | None) -> Iterator[Finding]:
    words = row.get(key, tuple) or ()
    for item, word in enumerate(words):
        if known is not None and word not in known:
            near, names = nearest(word, known), ", ".join(known) or "none: there is no such table in the file"
            yield row.finding(Fault.UNKNOWN_REFERENCE, key, shown(word), item=item, near=near, names=names)
    yield from repeated(row, key)


def each_input_has_one_zone(sheet: Sheet) -> Iterator[Finding]:
    """An input that two zones use, or none, is a detector misplaced or forgotten."""
    users: dict[str, Row] = {}
    shared: list[tuple[str, Row, Row]] = []
    for row in sheet["zone"]:
        if (name := row.get("input", str)) is not None:
            other = users.setdefault(name, row)
            shared += [(name, row, other)] if other is not row else []
    unused = _unused_inputs(sheet, users)
    spare = ", ".join(row.get("name", str) or "" for row in unused) or "none"
    for name, row, other in shared:
        yield row.clash(Fault.INPUT_SHARED, "input", shown(name), other, "input", spare=spare)
    # A zone that names a wrong input leaves its right one unused: that is one mistake, told there.
    inputs = sheet.names("input", "name") or ()
    if len(unused) > len(shared) + sum(name not in inputs for name in users):
        for row in unused:
            yield row.finding(Fault.INPUT_UNUSED, "name", "no zone that uses it", name=row.get("name", str) or "")


def _unused_inputs(sheet: Sheet, users: dict[str, Row]) -> list[Row]:
    if sheet.names("zone", "input") is None:
        return []
    return [row for row in sheet["input"] if (name := row.get("name", str)) is not None and name not in users]


def modes_are_reachable(sheet: Sheet) -> Iterator[Finding]:
    """Every zone is live in some mode its area offers, every mode of an area has a zone."""
    for zone in sheet["zone"]:
        yield from _modes_of_zone(sheet, zone)
    for area in sheet["area"]:
        yield from repeated(area, "modes")
        yield from _modes_of_area(sheet, area)


def _modes_of_zone(sheet: Sheet, zone: Row) -> Iterator[Finding]:
    modes, kind = zone.get("modes", tuple), zone.get("kind", Kind)
    if modes is None or kind is None:
        return
    own = zone.get("area", str)
    area = next((area for area in sheet["area"] if own is not None and area.get("id", str) == own), None)
    offered = area.get("modes", tuple) if area else None
    if kind not in BY_MODE:
        if modes:
            yield zone.finding(Fault.MODES_OF_24_HOUR, "modes", _words(modes), kind=kind.value)
        return
    if not modes:
        yield zone.finding(Fault.MODES_MISSING, "modes", "none", names=_words(offered or _ARMED))
    for item, mode in enumerate(modes):
        if area is not None and offered is not None and mode not in offered:
            facts = {"names": _words(offered), "area": area.place}
            yield zone.finding(Fault.MODE_NOT_OFFERED, "modes", shown(mode.value), item=item, **facts)
    yield from repeated(zone, "modes")


def repeated(row: Row, key: str) -> Iterator[Finding]:
    """The words of a list that stand in it before."""
    words = row.get(key, tuple) or ()
    for item, word in enumerate(words):
        if word in words[:item]:
            yield row.finding(Fault.REPEATED, key, f"{shown(str(word))} again", item=item)


def _modes_of_area(sheet: Sheet, area: Row) -> Iterator[Finding]:
    zones = _zones_of(sheet, area)
    if zones is None:
        return
    if not zones:
        yield area.finding(Fault.AREA_WITHOUT_ZONE, "", "none", area=area.get("id", str) or "")
        return
    if any(zone.get("modes", tuple) is None for zone in zones):
        return
    live = {mode for zone in zones for mode in zone.get("modes", tuple) or ()}
    for item, mode in enumerate(area.get("modes", tuple) or ()):
        if mode not in live:
            yield area.finding(Fault.MODE_WITHOUT_ZONE, "modes", shown(mode.value), item=item)


def _zones_of(sheet: Sheet, area: Row) -> list[Row] | None:
    """The zones of an area; None while some zone's area is wrong, for it might be this one."""
    wanted, known, own = sheet.names("zone", "area"), sheet.names("area", "id"), area.get("id", str)
    if wanted is None or known is None or own is None or not set(wanted) <= set(known):
        return None
    return [zone for zone in sheet["zone"] if zone.get("area", str) == own]


_ARMED = (Mode.TOTAL, Mode.PARTIAL, Mode.NIGHT)


def _words(modes: tuple[Mode, ...]) -> str:
    return ", ".join(mode.value for mode in modes)


def someone_hears_and_can_disarm(sheet: Sheet) -> Iterator[Finding]:
    """A siren, a keypad or keys at a reader (or tags that do without), and lamps that say one thing each."""
    roles = [row.get("role", OutputRole) for row in sheet["output"]]
    if "output" not in sheet.broken and None not in roles and OutputRole.SIREN not in roles:
        yield Finding(fault=Fault.NO_SIREN, path=("output",), key="output", found="none")
    first: dict[OutputRole, Row] = {}
    for row, role in zip(sheet["output"], roles, strict=True):
        other = first.setdefault(role, row) if role is not None else row
        if role is not None and role not in SHARED_ROLES and other is not row:
            yield row.clash(Fault.ROLE_TWICE, "role", shown(role.value), other, "role")
    if sheet.broken & {"keypad", "reader", "tags"} or sheet["keypad"]:
        return
    if any(row.get("keys", bool) is not False for row in sheet["reader"]):
        return
    tags = sheet.single("tags")
    if not sheet["reader"] or tags is None or tags.get("uid_only_needs_pin", bool):
        yield Finding(fault=Fault.NO_WAY_TO_DISARM, path=("keypad",), key="keypad", found="none")


def timezone_is_known(sheet: Sheet) -> Iterator[Finding]:
    """Schedules and the times people read need it."""
    panel = sheet.single("panel")
    name = panel.get("timezone", str) if panel else None
    if panel is None or name is None:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder of the database
        yield panel.finding(Fault.TIMEZONE, "timezone", shown(name), near=_near_zone(name))


def _near_zone(name: str) -> str:
    zones = sorted(available_timezones())
    by_city = {zone.rpartition("/")[2].lower(): zone for zone in zones}
    whole = {zone.lower(): zone for zone in zones}
    return by_city.get(nearest(name.rpartition("/")[2], by_city)) or whole.get(nearest(name, whole), "")


def the_broker_is_safe(sheet: Sheet) -> Iterator[Finding]:
    """TLS for every broker but the one on this very machine; certificates complete."""
    mqtt = sheet.single("mqtt")
    if mqtt is None:
        return
    host, given = mqtt.get("host", str), mqtt.given
    if host is not None and "ca_file" not in given and not _on_loopback(host):
        yield mqtt.finding(Fault.NO_TLS, "ca_file", f"none for {shown(host)}")
    if ("cert_file" in given) != ("key_file" in given):
        there, missing = ("cert_file", "key_file") if "cert_file" in given else ("key_file", "cert_file")
        yield mqtt.finding(Fault.CERT_WITHOUT_KEY, there, f"no {missing}")
    if "cert_file" in given and "ca_file" not in given and host is not None and _on_loopback(host):
        yield mqtt.finding(Fault.CERT_WITHOUT_CA, "cert_file", "no ca_file")


def _on_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host.lower() == "localhost"


def cameras_are_reached(sheet: Sheet) -> Iterator[Finding]:
    """A camera's device suits its source, and no two share one: the second would find it busy, always."""
    first: dict[str, Row] = {}
    for row in sheet["camera"]:
        source, device = row.get("source", CameraSource), row.get("device", str)
        if source is None or device is None:
            continue
        if device.isdigit() is not (source is CameraSource.PICAMERA2):
            wanted = CAMERA_DEVICE[source]
            yield row.finding(Fault.CAMERA_DEVICE, "device", shown(device), wanted=wanted, source=source.value)
        other = first.setdefault(device, row)
        if other is not row:
            yield row.clash(Fault.TAKEN, "device", shown(device), other, "device")


CAMERA_DEVICE = {
    CameraSource.PICAMERA2: 'the number of a camera, "0" for the first',
    CameraSource.V4L2: 'a device file such as "/dev/video0"',
}

CHECKS = (
    names_are_unique,
    references_exist,
    each_input_has_one_zone,
    modes_are_reachable,
    someone_hears_and_can_disarm,
    timezone_is_known,
    the_broker_is_safe,
    cameras_are_reached,
)
