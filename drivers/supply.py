"""Reads what the panel lives on once a second: the line that tells of the mains, and the battery's gauge on its bus."""

import gpiozero

from drivers.errors import GaugeError, LineFailedError
from drivers.health import Health, Report, line_errors
from drivers.i2c import Bus, Errand
from drivers.ina219 import Ina219, Measured
from panel.config.power import PowerConfig
from panel.ports import SupplyRead

MAINS = "mains"  # as troubles name the line
EVERY_MS = 1_000
LATE_MS = 2_000  # an answer of the gauge takes 2 ms; one that takes so long is none
HANGS = "it does not answer, nor does anything else on its bus"
SETTING_UP_MAX = 5  # readings in a row for which a gauge may be setting itself up


class SupplyReader:
    """Says ``SupplyRead`` about once a second, whatever the gauge does."""

    def __init__(self, config: PowerConfig, factory: gpiozero.Factory, bus: Bus, report: Report) -> None:
        self._report = report
        self._bus = bus
        self._gauge = Ina219(bus.words, config.gauge_address, config.shunt_mohm)
        self._gpio = config.mains_pin
        self._health = Health(MAINS, report)
        self._mains = _line(config, factory)
        self._was_there: bool | None = None
        self._errand: Errand[Measured | None] | None = None
        self._asked_ms: int | None = None
        self._waits_since_ms = 0
        self._known: Measured | None = None
        self._setting_up = 0

    def poll(self, now_ms: int) -> None:
        """Asks the gauge every second and tells what it said, or that it says nothing. Never waits."""
        if self._errand is None and (self._asked_ms is None or now_ms - self._asked_ms >= EVERY_MS):
            self._ask(now_ms)
        if self._errand is None:
            return
        if self._errand.answer is not None:
            self._answered(self._errand, now_ms)
        elif now_ms - self._waits_since_ms >= LATE_MS:
            self._waits_since_ms = now_ms
            self._silent(HANGS, now_ms)

    def close(self) -> None:
        """Lets go of line and bus."""
        self._bus.close()
        if self._mains is not None:
            self._mains.close()

    def _ask(self, now_ms: int) -> None:
        """One errand at a time: a bus that hangs must not collect them."""
        self._asked_ms = self._waits_since_ms = now_ms
        self._errand = self._bus.ask(self._gauge.read)
        if self._errand is None:
            self._silent(HANGS, now_ms)

    def _answered(self, errand: Errand[Measured | None], now_ms: int) -> None:
        self._errand = None
        answer = errand.answer
        assert answer is not None
        if answer.error is not None:
            if not isinstance(answer.error, GaugeError):
                raise answer.error  # a broken invariant of ours, from the other thread
            self._silent(str(answer.error), now_ms)
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


def _line(config: PowerConfig, factory: gpiozero.Factory) -> gpiozero.InputDevice | None:
    """Pulled to where it lies without the mains, so that a cut wire reads as no mains."""
    if config.mains_pin is None:
        return None
    return gpiozero.InputDevice(config.mains_pin, pull_up=not config.mains_high, pin_factory=factory)
