"""The fuses of the supply, by what they protect. Values of the series of IEC 60127; T is time-lag."""

import msgspec

SERIES_MA = (315, 400, 500, 630, 800, 1_000, 1_250, 1_600, 2_000, 2_500, 3_150)


class Fuse(msgspec.Struct, frozen=True):
    """One fuse."""

    name: str
    milliamps: int

    @property
    def value(self) -> str:
        """As printed on it: T 2 A."""
        return f"T {self.milliamps / 1_000:g} A"


CONVERTER, OUTPUTS, DETECTORS = Fuse("F2", 2_500), Fuse("F3", 2_000), Fuse("F4", 1_000)
READERS, MODEM = Fuse("F5", 500), Fuse("F6", 1_600)


def of_the_battery(shunt_mohm: int) -> Fuse:
    """At the battery. No more than the gauge's shunt may carry: 320 mV across it (INA219 data sheet, PGA / 8), and
    3.2767 A whatever it is (the driver's count of 0.1 mA)."""
    most_ma = min(320_000 // shunt_mohm, 3_276)
    return Fuse("F1", max(value for value in SERIES_MA if value <= max(most_ma, SERIES_MA[0])))
