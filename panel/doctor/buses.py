"""Who answers on the I2C buses, against whom the configuration names."""

from collections.abc import Iterator, Mapping

import msgspec

from panel.config.model import Config
from panel.doctor.findings import Finding, Section, Teller

PN532 = 0x24  # its one address (user manual UM0701-02, 6.2.4)
HELD = "a driver of the kernel's has it"
HEADER_BUS = 1  # the bus of GPIO 2 and 3
# Whom an address usually is, to say more than a number of a chip that nobody has named.
USUAL = {
    **dict.fromkeys(range(0x20, 0x28), "a PCF8574"),
    0x24: "a PCF8574 or a PN532",
    **dict.fromkeys(range(0x38, 0x40), "a PCF8574A"),
    **dict.fromkeys(range(0x40, 0x44), "an INA219"),
    **dict.fromkeys(range(0x44, 0x46), "an SHT31 or an INA219"),
    **dict.fromkeys(range(0x46, 0x48), "an INA219"),
    **dict.fromkeys(range(0x48, 0x4C), "an ADS1115 or an INA219"),
    **dict.fromkeys(range(0x50, 0x58), "a memory (EEPROM)"),
    0x68: "a clock (DS3231)",
}


class Named(msgspec.Struct, frozen=True):
    """A chip that the configuration names."""

    bus: int
    address: int
    kind: str
    name: str


class Scan(msgspec.Struct, frozen=True):
    """A bus as it answered: who, whom the kernel's own drivers have, or why it could not be asked."""

    bus: int
    answered: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()
    error: str = ""


def named(config: Config) -> list[Named]:
    """Every chip that the configuration puts on a bus: one line for each kind."""
    power = config.power
    found = [] if power is None else [Named(power.i2c_bus, power.gauge_address, "INA219", "[power]")]
    found += [Named(each.i2c_bus, each.address, "ADS1115", each.name) for each in config.adc]
    found += [Named(each.i2c_bus, each.address, "SHT31", each.name) for each in config.sensor]
    if config.clock is not None and config.clock.i2c_bus is not None:
        found.append(Named(config.clock.i2c_bus, config.clock.address, "DS3231", "[clock]"))
    found += [
        Named(each.i2c_bus, each.address, "PCF8574", each.name)
        for each in config.keypad
        if each.i2c_bus is not None and each.address is not None
    ]
    found += [Named(each.i2c_bus, each.address, "PCF8574", each.name) for each in config.display]
    found += [Named(each.i2c_bus, PN532, "PN532", each.name) for each in config.reader if each.i2c_bus is not None]
    return sorted(found, key=lambda chip: (chip.bus, chip.address))


def buses_of(config: Config) -> list[int]:
    """The numbers of the buses on which something hangs."""
    return sorted({chip.bus for chip in named(config)})


def findings(config: Config, scans: Mapping[int, Scan]) -> Iterator[Finding]:
    """Bus by bus: chips there, chips missing, strangers."""
    tell = Teller(Section.BUSES)
    chips = named(config)
    for bus in buses_of(config):
        scan = scans.get(bus, Scan(bus, error="not asked"))
        if scan.error:
            todo = "is the bus on, and does no chip hold its lines? Unplug them one by one, then run this again"
            yield tell.wrong(f"bus {bus}", scan.error, "a bus that answers", todo)
            continue
        here = [chip for chip in chips if chip.bus == bus]
        yield from (_chip(tell, chip, scan) for chip in here)
        yield from _strangers(tell, scan, {chip.address for chip in here})


def _chip(tell: Teller, chip: Named, scan: Scan) -> Finding:
    subject = f"{_place(chip.bus, chip.address)} {chip.kind} ({chip.name})"
    wanted = f"{chip.kind} at 0x{chip.address:02X}"
    if chip.address in scan.answered:
        return tell.ok(subject, "answers")
    if chip.address in scan.held:
        todo = "take that chip's dtoverlay out of config.txt and restart, or let the kernel have it and not the panel"
        return tell.wrong(subject, HELD, wanted, todo)
    todo = "check its four wires (3.3 V, ground, SDA, SCL) and how its address pins are tied: `sereno wiring`"
    return tell.wrong(subject, "does not answer", wanted, todo)


def _strangers(tell: Teller, scan: Scan, known: set[int]) -> Iterator[Finding]:
    for address in sorted((scan.answered | scan.held) - known):
        place, who = _place(scan.bus, address), f", usually {USUAL[address]}" if address in USUAL else ""
        if address in scan.held:
            yield tell.ok(place, f"{HELD}{who}")
        else:
            found = f"answers{who}, and the configuration does not name it"
            yield tell.note(place, found, "only what is named", "name it, or take it off the bus")


def _place(bus: int, address: int) -> str:
    return f"bus {bus} 0x{address:02X}"
