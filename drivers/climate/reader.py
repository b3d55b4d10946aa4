"""Reads a climate sensor every ten seconds, and says for each input that looks at it on which side of its limit it is.

Each step (reset, status, begin, fetch) is an errand of its own, a poll or more after the one before: the sensor takes
its time, and neither the panel nor whatever else hangs on its bus waits for it.
"""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import assert_never

from drivers.bus.asking import Asking
from drivers.bus.errands import Answer
from drivers.bus.i2c import Bus
from drivers.climate.sht31 import MEASURED_MS, RESET_MS, Sht31, Status, Words
from drivers.health import Health, Report
from panel.config.chips import SensorConfig
from panel.config.devices import InputConfig
from panel.ports import ClimateRead, InputChanged
from zones.climate import USUAL_HYSTERESIS, Limit, Measure, level_of
from zones.kinds import Level

EVERY_MS = 10_000
AGAIN_MS = 1_000  # after a reading that failed
FAILS_MAX = 3  # in a row; the third is a trouble
# A sensor whose two words stay the same bit by bit measures no more. Three times the standard deviation of its noise is
# 0.04 °C and 0.08 % RH (SHT3x-DIS, tables 1 and 2, high repeatability): the deviation is five steps of a temperature's
# word and 17 of a humidity's. So two readings are alike in both once in a thousand, and with a tenth of that noise they
# would be once in a dozen. 360 in a row, an hour, are no chance; and to say so earlier would gain nothing.
FROZEN_MS = 3_600_000
FROZEN = "its words have been the same, bit by bit, for an hour: it measures no more. Replace it"

_Said = Words | Status | None


class _Step(Enum):
    RESET = auto()
    STATUS = auto()
    MEASURE = auto()
    FETCH = auto()


class ClimateInput:
    """An input that looks at a sensor. ``read`` never fails: a sensor that does not answer is ``unknown``."""

    def __init__(self, name: str, limit: Limit) -> None:
        self.name = name
        self._limit = limit
        self._level = Level.UNKNOWN

    def read(self) -> Level:
        """What the last reading means."""
        return self._level

    def judge(self, words: Words) -> bool:
        """Takes a reading; whether the level is another one now."""
        before = self._level
        self._level = level_of(self._limit, before, words.celsius, words.relative)
        return self._level is not before

    def lose(self) -> None:
        """Nobody knows any more."""
        self._level = Level.UNKNOWN

    def close(self) -> None:
        """Holds nothing."""


class ClimateReader:
    """Says ``ClimateRead`` after each reading, ``DeviceFailed`` once when three in a row have failed."""

    def __init__(self, config: SensorConfig, bus: Bus, inputs: Sequence[ClimateInput], report: Report) -> None:
        self.name = config.name
        self._report = report
        self._inputs = inputs
        self._asking: Asking[_Said] = Asking(bus)
        self._sensor = Sht31(bus.wire, config.address)
        self._health = Health(config.name, report)
        self._step, self._next_ms = _Step.RESET, 0
        self._began_ms = 0
        self._fails = 0
        self._words: Words | None = None
        self._same_since_ms = 0

    def poll(self, now_ms: int) -> None:
        """Goes on where it stands. Never waits."""
        if self._asking.idle and now_ms >= self._next_ms:
            self._asking.ask(self._errand(), now_ms)
        answer = self._asking.answer(now_ms)
        if answer is not None:
            self._answered(answer, now_ms)

    def next_poll_ms(self) -> int | None:
        """When the next step is due; None while one is under way."""
        return self._next_ms if self._asking.idle else None

    def close(self) -> None:
        """Holds nothing but its bus, which is the board's."""

    def _errand(self) -> Callable[[], _Said]:
        match self._step:
            case _Step.RESET:
                return self._sensor.reset
            case _Step.STATUS:
                return self._sensor.status
            case _Step.MEASURE:
                return self._sensor.measure
            case _Step.FETCH:
                return self._sensor.fetch
            case _:
                assert_never(self._step)

    def _answered(self, answer: Answer[_Said], now_ms: int) -> None:
        if answer.error is not None:
            self._failed(_reason(answer.error), now_ms)
        elif self._step is _Step.RESET:
            self._go_on(_Step.STATUS, now_ms + RESET_MS)
        elif self._step is _Step.STATUS:
            self._go_on(_Step.MEASURE, now_ms)
        elif self._step is _Step.MEASURE:
            self._began_ms = now_ms
            self._go_on(_Step.FETCH, now_ms + MEASURED_MS)
        else:
            assert isinstance(answer.value, Words)
            self._go_on(_Step.MEASURE, self._began_ms + EVERY_MS)
            self._take(answer.value, now_ms)

    def _go_on(self, step: _Step, at_ms: int) -> None:
        self._step, self._next_ms = step, at_ms

    def _take(self, words: Words, now_ms: int) -> None:
        if words != self._words:
            self._words, self._same_since_ms = words, now_ms
        elif now_ms - self._same_since_ms >= FROZEN_MS:
            self._fails = FAILS_MAX
            self._failed(FROZEN, now_ms)
            return
        self._fails = 0
        changed = [one for one in self._inputs if one.judge(words)]  # before anybody asks them
        self._health.well_at(now_ms)
        self._report(ClimateRead(self.name, words.celsius, words.relative, now_ms))
        for one in changed:
            self._report(InputChanged(one.name, one.read(), now_ms))

    def _failed(self, detail: str, now_ms: int) -> None:
        """Begins anew, from its reset: whatever state it is in, it may have been plugged in a moment ago."""
        self._fails += 1
        self._words = self._words if detail is FROZEN else None
        self._go_on(_Step.RESET, now_ms + AGAIN_MS)
        if self._fails >= FAILS_MAX:
            self._next_ms = now_ms + EVERY_MS
            for one in self._inputs:
                one.lose()
            self._health.failed_at(detail, now_ms)


def climate_input(config: InputConfig) -> ClimateInput:
    """The input as the configuration has it, which has made sure that there is exactly one limit."""
    given = {measure: getattr(config, measure.value) for measure in Measure}
    (measure, at), *more = [(measure, at) for measure, at in given.items() if at is not None]
    assert not more, f"input {config.name} has several limits"
    hysteresis = USUAL_HYSTERESIS[measure] if config.hysteresis is None else config.hysteresis
    return ClimateInput(config.name, Limit(measure, at, hysteresis))


def _reason(error: Exception) -> str:
    """Of a bus that hangs, and so only its own words; the sensor's driver names itself."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
