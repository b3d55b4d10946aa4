"""Readers with a field on a clock moved by hand: chip, way and driver, and everything that the driver has said."""

from collections.abc import Callable

from drivers.tags.opening import TagReader, Ways, open_reader
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.inline import InlineBus, InlineErrands
from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires
from hw_sim.rfid.inline import InlinePort
from hw_sim.rfid.trouble import Fault
from hw_sim.spi.inline import InlineSpi
from hw_sim.world.readers import Readers
from panel.config.model import Config, ReaderConfig, ReaderKind
from panel.ports import HardwareEvent, TagRead
from tests.support.pin_bench import installation

NS_PER_MS = 1_000_000
RESET = 25
I2C, SERIAL, SPI = "pn532 on I2C", "pn532 on a serial port", "mfrc522 on SPI"
CHIPS = {
    I2C: ReaderConfig(name="hall", kind=ReaderKind.PN532, i2c_bus=1),
    SERIAL: ReaderConfig(name="hall", kind=ReaderKind.PN532, port="/dev/ttyUSB7"),
    SPI: ReaderConfig(name="hall", kind=ReaderKind.MFRC522, spi="/dev/spidev0.0"),
}


class House:
    """The world's side of a house's readers, and the ways in for drivers that wait for nothing."""

    def __init__(self, config: Config, wires: Wires, buses: Buses | None = None) -> None:
        self.buses = Buses() if buses is None else buses
        self.readers = Readers(config, wires, self.buses)
        self.errands: list[InlineErrands] = []
        self._named = {each.port: each.name for each in config.reader}

    @property
    def ways(self) -> Ways:
        """To the chips of this house."""
        return Ways(buses=self.bus, ports=self.port, spis=self.spi)

    def bus(self, number: int) -> InlineBus:
        """An I2C bus."""
        bus = InlineBus(self.buses.at(number), lambda: None)
        self.errands.append(bus)
        return bus

    def port(self, path: str) -> InlinePort:
        """A serial port."""
        reader = self.readers[self._named[path]]
        far = self.readers.serial[reader.config.name]
        port = InlinePort(far)
        self.errands.append(port)

        def plug(there: bool) -> None:
            if there and port.wire.gone:
                far.chip.loses_its_supply()
            port.wire.gone = not there

        reader.plugs = plug
        return port

    def spi(self, device: str) -> InlineSpi:
        """An SPI device."""
        spi = InlineSpi(self.readers.spi[device])
        self.errands.append(spi)
        return spi


class ReaderBench:
    """One reader and its chip. Polled when it asks, as alarmd's loop does."""

    def __init__(self, config: ReaderConfig) -> None:
        self.now_ms, self.polls = 1_000, 0
        self.said: list[HardwareEvent] = []
        self.wires = Wires(lambda: self.now_ms * NS_PER_MS)
        self.house = House(installation(reader=(config,)), self.wires)
        self.world = self.house.readers["hall"]
        self.reader: TagReader = open_reader(config, SimFactory(self.wires), self.house.ways, self.said.append)

    def wait(self, ms: int, seen: Callable[[], bool] = lambda: False) -> None:
        """Time passes, until then or until something is seen."""
        end_ms = self.now_ms + ms
        while self.now_ms < end_ms and not seen():
            self.now_ms = min(end_ms, max(self.reader.next_poll_ms() or 0, self.now_ms + 1))
            self.reader.poll(self.now_ms)
            self.polls += 1

    def hold(self, uid: str, ms: int = 800) -> int:
        """Holds a tag to the reader for so long and takes it away again: when it was brought."""
        at_ms = self.now_ms
        self.bring(uid)
        self.wait(ms)
        self.take(uid)
        return at_ms

    def bring(self, uid: str) -> None:
        self.house.readers.move("hall", uid, True, self.now_ms)

    def take(self, uid: str) -> None:
        self.house.readers.move("hall", uid, False, self.now_ms)

    def befall(self, fault: Fault) -> None:
        self.house.readers.befall(fault)

    def heard(self) -> list[HardwareEvent]:
        """What was said since the last time."""
        said = list(self.said)
        self.said.clear()
        return said

    def read(self) -> list[str]:
        """The tags that were read since the last time; nothing else may have been said."""
        said = self.heard()
        assert all(isinstance(event, TagRead) for event in said), said
        return [event.tag for event in said if isinstance(event, TagRead)]
