"""The house for the storm: 64 detectors on one panel, on its pins and on converters, in 16 areas of four."""

import msgspec

QUALIFICATION_MS = 50
AREAS = 16
LINES = tuple(range(4, 28))  # GPIO 2 and 3 are the I2C bus of the header, 0 and 1 are probed at each start
SIREN, D0, D1 = LINES[:3]
BUSES = (11, 12, 13)  # of USB adapters; four converters on each, by their address
ADDRESSES = (0x48, 0x49, 0x4A, 0x4B)
CHANNELS = 4

HEAD = """
[panel]
id = "storm"
name = "Storm"
account = "0064"
timezone = "Europe/Lisbon"

[[output]]
name = "siren"
role = "siren"
pin = {siren}

[[reader]]
name = "hall_reader"
d0 = {d0}
d1 = {d1}

[tags]
uid_only_needs_pin = false

[timings]
exit_delay_s = 0
"""


class Wired(msgspec.Struct, frozen=True):
    """One detector. ``direct``: on a pin, and not on a converter."""

    id: int
    input: str
    area: str
    direct: bool


def detectors(count: int) -> list[Wired]:
    """As many as the lines carry on pins, the others on converters."""
    direct = min(count, len(LINES) - 3)
    return [Wired(n, f"zone_{n}", f"area_{n % AREAS}", n <= direct) for n in range(1, count + 1)]


def text(zones: list[Wired]) -> str:
    """Its configuration."""
    direct = [zone for zone in zones if zone.direct]
    parts = [HEAD.format(siren=SIREN, d0=D0, d1=D1)]
    parts += [f'[[input]]\nname = "{zone.input}"\npin = {pin}\n' for zone, pin in zip(direct, LINES[3:], strict=False)]
    parts += _loops([zone for zone in zones if not zone.direct])
    areas = sorted({zone.area for zone in zones})
    parts += [f'[[area]]\nid = "{area}"\nname = "{area}"\nmodes = ["total"]\n' for area in areas]
    parts += [_zone(zone) for zone in zones]
    return "\n".join(parts)


def _loops(zones: list[Wired]) -> list[str]:
    places = [(bus, address, channel) for bus in BUSES for address in ADDRESSES for channel in range(CHANNELS)]
    used = list(zip(zones, places, strict=False))
    assert len(used) == len(zones), f"{len(zones)} loops on {len(places)} channels"
    chips = sorted({(bus, address) for _, (bus, address, _) in used})
    found = [
        f'[[adc]]\nname = "adc_{bus}_{address:x}"\ni2c_bus = {bus}\naddress = {address:#x}\n' for bus, address in chips
    ]
    return found + [
        f'[[input]]\nname = "{zone.input}"\nadc = "adc_{bus}_{address:x}"\nchannel = {channel}\n'
        "pull_ohm = 10000\nend_ohm = 4700\nalarm_ohm = 4700\n"
        for zone, (bus, address, channel) in used
    ]


def _zone(zone: Wired) -> str:
    wiring = "nc" if zone.direct else "deol"
    return (
        f'[[zone]]\nid = {zone.id}\nname = "Zone {zone.id}"\narea = "{zone.area}"\ninput = "{zone.input}"\n'
        f'kind = "instant"\nmodes = ["total"]\nwiring = "{wiring}"\n'
    )
