"""The 40-pin header: which place carries what (Raspberry Pi documentation, "GPIO and the 40-pin header").

On every board alike. What the lines are pulled to from power-on: BCM2835 ARM Peripherals, table 6-31.
"""

PLACES: tuple[str, ...] = (
    "3.3 V", "5 V", "GPIO 2", "5 V", "GPIO 3", "0 V", "GPIO 4", "GPIO 14", "0 V", "GPIO 15",
    "GPIO 17", "GPIO 18", "GPIO 27", "0 V", "GPIO 22", "GPIO 23", "3.3 V", "GPIO 24", "GPIO 10", "0 V",
    "GPIO 9", "GPIO 25", "GPIO 11", "GPIO 8", "0 V", "GPIO 7", "GPIO 0", "GPIO 1", "GPIO 5", "0 V",
    "GPIO 6", "GPIO 12", "GPIO 13", "0 V", "GPIO 19", "GPIO 16", "GPIO 26", "GPIO 20", "0 V", "GPIO 21",
)  # fmt: skip
PLACE_OF = {int(name[5:]): place for place, name in enumerate(PLACES, start=1) if name.startswith("GPIO")}
GROUNDS = tuple(place for place, name in enumerate(PLACES, start=1) if name == "0 V")
SUPPLIES_3V3 = tuple(place for place, name in enumerate(PLACES, start=1) if name == "3.3 V")
SUPPLIES_5V = tuple(place for place, name in enumerate(PLACES, start=1) if name == "5 V")
SDA, SCL = 2, 3  # I2C bus 1, with 1.8 kOhm to 3.3 V on the board
TXD, RXD = 14, 15
PULLED_UP_AT_START = range(9)  # 0 to 8; the others of the header are pulled down


def alias(gpio: int) -> str:
    """What else a line is, in brackets; nothing for most."""
    others = {SDA: "SDA", SCL: "SCL", TXD: "TXD", RXD: "RXD", 7: "CE1", 8: "CE0", 9: "MISO", 10: "MOSI", 11: "SCLK"}
    return others.get(gpio, "")
