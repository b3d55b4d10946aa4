"""An expander of eight pins on I2C, the PCF8574 and its twin with other addresses, the PCF8574A.

NXP, PCF8574; PCF8574A, Rev. 5 (27 May 2013). It has no registers and no directions (8.1): a zero that is written
sinks, up to 25 mA; a one lets go of the pin but for a source of some 100 uA, after half a clock of a strong pull-up,
and is written to every pin that shall be read. Reading gives the level of the pins themselves (8.3). Any number of
bytes in one transfer goes to the pins one after the other (8.2). TI's sheet (SCPS068) says of the same chip that all
but the first are ignored, and shows in its figure of the write mode that they are not; display libraries have long
relied on it.
After power-on all pins are ones (8.6).
"""

from drivers.bus.wire import ByteBus


class Pcf8574:
    """One expander. Every method raises OSError."""

    def __init__(self, bus: ByteBus, address: int) -> None:
        self._bus, self._address = bus, address

    def write(self, *ports: int) -> None:
        """Puts bytes on the pins, one after the other: bit 0 is P0."""
        self._bus.write(self._address, bytes(ports))

    def read(self) -> int:
        """The level of each pin."""
        return self._bus.read(self._address, 1)[0]
