"""The tag readers at the panel's wires: two lines each, or a chip with a field; and what is wrong with them."""

from collections.abc import Callable, Mapping
from typing import assert_never

from hw_sim.i2c.bus import Bus, Buses
from hw_sim.pins.wires import Drive, Wires
from hw_sim.rfid.field import Field
from hw_sim.rfid.mfrc522 import Mfrc522
from hw_sim.rfid.mfrc522_way import Mfrc522OnSpi
from hw_sim.rfid.pn532 import Pn532
from hw_sim.rfid.pn532_ways import ADDRESS, Pn532OnI2c, Pn532OnSerial
from hw_sim.rfid.tag import Tag
from hw_sim.rfid.trouble import Fault, Trouble
from hw_sim.world.errors import BadRequest, NoSuchThing
from hw_sim.world.wiegand import pulses
from panel.config.model import Config, ReaderConfig, ReaderKind
from panel.config.readers import wiegand_lines

NS_PER_MS = 1_000_000
UID_DIGITS = (8, 14, 20)
ATS = bytes.fromhex("7577810280")


class Reader:
    """One reader. ``resets``: gives its chip a start from nothing; ``plugs``: takes its plug out, or puts it in."""

    def __init__(self, config: ReaderConfig) -> None:
        self.config = config
        self.field = Field()
        self.trouble = Trouble()
        self.tags: dict[str, Tag] = {}
        self.resets: Callable[[], None] = lambda: None
        self.plugs: Callable[[bool], None] = lambda there: None


class Readers:
    """``serial``: the far ends of those on a serial port, by name; whoever has a port for one puts it there and sets
    its ``plugs``. ``spi``: those on SPI, by their devices."""

    def __init__(self, config: Config, wires: Wires, buses: Buses) -> None:
        self._wires = wires
        self._readers = {each.name: Reader(each) for each in config.reader}
        self.serial: dict[str, Pn532OnSerial] = {}
        self.spi: dict[str, Mfrc522OnSpi] = {}
        for reader in self._readers.values():
            self._wire(reader, buses)

    def __getitem__(self, name: str) -> Reader:
        return self._readers[name]

    @property
    def names(self) -> tuple[str, ...]:
        """In the order of the configuration."""
        return tuple(self._readers)

    def faults(self) -> Mapping[str, str]:
        """What is wrong with each; "ok" where nothing is."""
        return {name: _word(reader.trouble.fault) for name, reader in self._readers.items()}

    def move(self, name: str, uid: str, there: bool, at_ms: int) -> None:
        """A tag is held to a reader with a field, or taken away."""
        reader = self._readers[name]
        tag = reader.tags.setdefault(uid, tag_of(uid))
        if there:
            reader.field.bring(tag, at_ms)
        else:
            reader.field.take(tag, at_ms)

    def send(self, name: str, bits: str, end_ns: int) -> None:
        """A Wiegand reader sends a frame, or what its trouble leaves of it."""
        reader = self._readers[name]
        if reader.trouble.is_silent:
            return
        d0, d1 = wiegand_lines(reader.config)
        for line, level, edge_ns in pulses(reader.trouble.garbled_bits(bits), d0, d1, end_ns):
            self._wires.act(Drive(line, level), edge_ns)

    def befall(self, fault: Fault, name: str = "") -> Mapping[str, str]:
        """Something happens to a reader, the first one unless named: its state by its name. Raises WorldError."""
        if not self._readers:
            raise NoSuchThing("this house has no tag reader; its configuration names none")
        if name and name not in self._readers:
            raise NoSuchThing(f"no tag reader {name!r} in this house; it has {', '.join(self._readers)}")
        reader = self._readers[name or next(iter(self._readers))]
        if fault is Fault.BROWNOUT:
            reader.resets()
        else:
            reader.trouble.fault = fault
            reader.plugs(fault is not Fault.UNPLUG)
        return {reader.config.name: _word(reader.trouble.fault)}

    # wiring ---------------------------------------------------------------------------------------

    def _now_ms(self) -> int:
        return self._wires.now_ns() // NS_PER_MS

    def _wire(self, reader: Reader, buses: Buses) -> None:
        match reader.config.kind:
            case ReaderKind.WIEGAND:
                self._wire_lines(reader)
            case ReaderKind.PN532:
                self._wire_pn532(reader, buses)
            case ReaderKind.MFRC522:
                self._wire_mfrc522(reader)
            case _:
                assert_never(reader.config.kind)

    def _wire_pn532(self, reader: Reader, buses: Buses) -> None:
        config = reader.config
        chip = Pn532(reader.field, self._now_ms())
        reader.field.before = chip.advance
        reader.resets = chip.loses_its_supply
        if config.i2c_bus is None:
            self.serial[config.name] = Pn532OnSerial(chip, reader.trouble, self._now_ms)
            return
        bus = buses.at(config.i2c_bus)
        bus.chips[ADDRESS] = Pn532OnI2c(chip, reader.trouble, self._now_ms)
        reader.plugs = lambda there: _plug(bus, there)

    def _wire_mfrc522(self, reader: Reader) -> None:
        assert reader.config.spi is not None, "a configuration without it is refused"
        chip = Mfrc522(reader.field, self._wires.now_ns())
        reader.field.before = lambda now_ms: chip.advance(now_ms * NS_PER_MS)
        reader.resets = chip.loses_its_supply
        reader.plugs = lambda there: chip.loses_its_supply()
        self.spi[reader.config.spi] = Mfrc522OnSpi(chip, reader.trouble, self._wires.now_ns)

    def _wire_lines(self, reader: Reader) -> None:
        """At rest high; low while it has no supply, floating while it is unplugged."""

        def drive(level: bool | None) -> None:
            for line in wiegand_lines(reader.config):
                self._wires.act(Drive(line, level))

        def resets() -> None:
            drive(False)
            drive(True)

        reader.resets = resets
        reader.plugs = lambda there: drive(reader.trouble.fault is not Fault.DEAD if there else None)
        drive(True)


def tag_of(uid: str) -> Tag:
    """A tag by its UID in hexadecimal. Raises BadRequest."""
    if len(uid) not in UID_DIGITS or any(digit not in "0123456789ABCDEF" for digit in uid):
        raise BadRequest(f"tag number {uid!r}: a tag in a field has 8, 14 or 20 upper-case hexadecimal digits")
    return Tag(bytes.fromhex(uid), ats=ATS) if len(uid) == 14 else Tag(bytes.fromhex(uid))


def _plug(bus: Bus, there: bool) -> None:
    if there:
        bus.missing.discard(ADDRESS)
    else:
        bus.missing.add(ADDRESS)


def _word(fault: Fault) -> str:
    return "ok" if fault is Fault.RESTORE else fault.value
