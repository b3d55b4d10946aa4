"""Reads what the panel lives on once a second: the line that tells of the mains, and the battery's gauge on its bus."""

import gpiozero

from drivers.bus.asking import Asking
from drivers.bus.i2c import Answer, Bus
from drivers.errors import LineFailedError
from drivers.health import Health, Report, line_errors
from drivers.supply.ina219 import Ina219, Measured
from panel.config.power import PowerConfig
from panel.ports import SupplyRead

MAINS = "mains"  # as troubles name the line
EVERY_MS = 1_000
SETTING_UP_MAX = 5  # readings in a row for which a gauge may be setting itself up


class SupplyReader:
    """Says ``SupplyRead`` about once a second, whatever the gauge does."""

    def __init__(self, config: PowerConfig, factory: gpiozero.Factory, bus: Bus, report: Report) -> None:
        self._report = report
        self._asking: Asking[Measured | None] = Asking(bus)
        self._gauge = Ina219(bus.wire, config.gauge_address, config.shunt_mohm)
        self._gpio = config.mains_pin
        self._health = Health(MAINS, report)
        self._mains = _line(config, factory)
        self._was_there: bool | None = None
        self._asked_ms: int | None = None
        self._known: Measured | None = None
        self._setting_up = 0

    def poll(self, now_ms: int) -> None:
        """Asks the gauge every second and tells what it said, or that it says nothing. Never waits."""
        if self._asking.idle and (self._asked_ms is None or now_ms - self._asked_ms >= EVERY_MS):
            self._asked_ms = now_ms
            self._asking.ask(self._gauge.read, now_ms)
        answer = self._asking.answer(now_ms)
        if answer is not None:
            self._answered(answer, now_ms)

    def close(self) -> None:
        """Lets go of the line."""
        if self._mains is not None:
            self._mains.close()

    def _answered(self, answer: Answer[Measured | None], now_ms: int) -> None:
        if answer.error is not None:
            self._silent(_reason(answer.error), now_ms)
        elif answer.value is None:
            self._sets_up(now_ms)
        else:
            self._setting_up, self._known = 0, answer.value
            self._say(answer.value.battery_mv, answer.value.out_ma, now_ms)

    def _sets_up(self, now_ms: int) -> None:
        """It was reset and says nothing yet. Once is a start; again and again it is a gauge that measures nothing."""
        self._setting_up += 1
        if self._setting_up > SETTING_UP_MAX:
            self._silent("it is reset again and again; its supply may be too weak", now_ms)
        elif self._known is not None:
            self._say(self._known.battery_mv, self._known.out_ma, now_ms)

    def _silent(self, detail: str, now_ms: int) -> None:
        self._known = None
        self._say(None, 0, now_ms, detail)

    def _say(self, battery_mv: int | None, out_ma: int, now_ms: int, detail: str = "") -> None:
        self._report(SupplyRead(self._mains_there(now_ms), battery_mv, out_ma, now_ms, detail))

    def _mains_there(self, now_ms: int) -> bool | None:
        """As the line says; as it last said while it cannot be read."""
        if self._mains is None or self._gpio is None:
            return None
        try:
            with line_errors(MAINS, self._gpio, "reading"):
                self._was_there = bool(self._mains.value)
        except LineFailedError as error:
            self._health.failed_at(str(error), now_ms)
        else:
            self._health.well_at(now_ms)
        return self._was_there


def _reason(error: Exception) -> str:
    """Of a bus that hangs, and so only its own words; the gauge's driver names itself."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def _line(config: PowerConfig, factory: gpiozero.Factory) -> gpiozero.InputDevice | None:
    """Pulled to where it lies without the mains, so that a cut wire reads as no mains."""
    if config.mains_pin is None:
        return None
    return gpiozero.InputDevice(config.mains_pin, pull_up=not config.mains_high, pin_factory=factory)
