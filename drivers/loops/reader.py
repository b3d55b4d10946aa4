"""Loops with resistors on the converters of one bus: measured ten times a second, told as a contact's edges are.

A reading is a share of the 3.3 V from which the loops hang. The converters measure volts, by a reference of their own,
so the 3.3 V are measured too, on a channel of one of them, or taken to be right and the windows widened for what they
may be off (``panel.config.converters``). The last 3.3 V that were measured hold while whoever measures them is silent:
a regulator does not wander, and its converter's silence is told.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from drivers.bus.asking import Asking
from drivers.bus.i2c import Answer, Bus
from drivers.health import Health, Report
from drivers.loops.input import LoopInput
from drivers.loops.scan import Chip, Found, Scan
from panel.config.converters import AdcConfig, rail_of
from panel.config.model import Config
from panel.ports import InputChanged
from zones.wiring import Wiring

PERIOD_MS = 100  # a change of 400 ms is first read then at the latest, with the time left that it takes to count
EARLY_MS = 20  # a poll that comes that much early scans: the next one would be late
AGAIN_MS = 40  # until the next scan when something has moved: other opinions are wanted soon
FAILS_MAX = 3  # scans in a row without an answer; one may be a spark's
RESETS_MAX = 10  # scans in a row: a second of brown-outs is a supply that is too weak
RAIL_UV = 3_300_000
RAIL_LEAST_UV, RAIL_MOST_UV = 2_970_000, 3_630_000  # 10 %: what runs on 3.3 V does not run outside of that
SIREN_REST_MS = 1_000  # for the line's charge and the siren's own coil, before it is judged again

Rests = Callable[[str], int | None]  # since when an output has been off; None: it is on, or nobody knows


class LoopReader:
    """All loops of the converters on one bus. ``rests``: of the outputs whose lines some of them supervise."""

    def __init__(
        self, config: Config, number: int, bus: Bus, wirings: Mapping[str, Wiring], rests: Rests, report: Report
    ) -> None:
        here = [adc for adc in config.adc if adc.i2c_bus == number]
        self._inputs: dict[str, LoopInput] = {}
        self._rests = rests
        self._rails: dict[str, int] = {}
        self._converters = [
            _Converter(adc, rail_of(adc, config.adc), self._made(adc, config, wirings, report), report)
            # Whoever measures the 3.3 V comes first, so that the others know them.
            for adc in sorted(here, key=lambda adc: adc.rail_channel is None)
        ]
        self._asking: Asking[dict[str, Found]] = Asking(bus)
        self._scan = Scan(bus.wire, bus.pause, tuple(each.chip for each in self._converters))
        self._asked_ms: int | None = None
        self._polled_ms: int | None = None

    @property
    def inputs(self) -> Mapping[str, LoopInput]:
        """Every loop by its input's name."""
        return MappingProxyType(self._inputs)

    def begin(self, now_ms: int) -> None:
        """Asks for the first scan, so that its answer is there when somebody asks; nothing is told yet."""
        self._ask(now_ms)

    def poll(self, now_ms: int) -> None:
        """Tells what the last scan has brought, and asks for the next one. Never waits."""
        self._polled_ms = now_ms
        answer = self._asking.answer(now_ms)
        if answer is not None:
            self._answered(answer, now_ms)
        if self._asking.idle and (self._asked_ms is None or now_ms - self._asked_ms >= self._gap_ms() - EARLY_MS):
            self._ask(now_ms)

    def next_poll_ms(self) -> int | None:
        """When the next scan is wanted, soon when something has moved; while one is under way, the next look at it."""
        since_ms = self._asked_ms if self._asking.idle else self._polled_ms
        return None if since_ms is None else since_ms + self._gap_ms()

    def _ask(self, now_ms: int) -> None:
        self._asked_ms = now_ms
        self._asking.ask(self._scan.run, now_ms)

    def _gap_ms(self) -> int:
        return AGAIN_MS if self._unsure() else PERIOD_MS

    def _unsure(self) -> bool:
        return any(each.unsure for each in self._inputs.values())

    def _answered(self, answer: Answer[dict[str, Found]], now_ms: int) -> None:
        assert self._asked_ms is not None, "who answers was asked"
        # Stamped when it was asked for: never later than it was measured, and in the order of the scans. What a bus
        # brings that hung for a minute was measured now, and not then.
        at_ms = max(self._asked_ms, now_ms - PERIOD_MS)
        for converter in self._converters:
            if answer.value is None:
                converter.fails(_reason(answer.error), now_ms)
            else:
                converter.judge(answer.value[converter.name], self._rails, self._may_judge, at_ms, now_ms)

    def _may_judge(self, loop: LoopInput, at_ms: int) -> bool:
        return loop.siren is None or self._is_at_rest(loop.siren, at_ms)

    def _is_at_rest(self, output: str, at_ms: int) -> bool:
        since_ms = self._rests(output)
        return since_ms is not None and at_ms - since_ms >= SIREN_REST_MS

    def _made(
        self, adc: AdcConfig, config: Config, wirings: Mapping[str, Wiring], report: Report
    ) -> dict[int, LoopInput]:
        percent = adc.rail_percent if rail_of(adc, config.adc) is None else 0
        made: dict[int, LoopInput] = {}
        for wired in (each for each in config.input if each.adc == adc.name):
            assert wired.channel is not None, "checked"
            loop = LoopInput(wired, wirings[wired.name], percent, report)
            self._inputs[wired.name] = made[wired.channel] = loop
        return made


class _Converter:
    """One converter and its loops by their channels. ``rail``: who measures the 3.3 V for it."""

    def __init__(self, adc: AdcConfig, rail: AdcConfig | None, loops: dict[int, LoopInput], report: Report) -> None:
        self.name = adc.name
        rails = () if adc.rail_channel is None else (adc.rail_channel,)
        self.chip = Chip(adc.name, adc.address, (*rails, *sorted(loops)))
        self._adc, self._loops, self._report = adc, loops, report
        self._rail = None if rail is None else rail.name
        self._health = Health(adc.name, report)
        self._failed = self._resets = 0  # scans in a row

    def judge(
        self,
        found: Found,
        rails: dict[str, int],
        may_judge: Callable[[LoopInput, int], bool],
        at_ms: int,
        now_ms: int,
    ) -> None:
        """What a scan has brought of it. ``rails``: what each converter has measured last as the 3.3 V, microvolts."""
        why = found.error or self._rail_is_wrong(found, rails)
        self._failed = self._failed + 1 if why else 0
        self._resets = self._resets + 1 if found.reset else 0
        if self._failed >= FAILS_MAX:
            self.fails(why, now_ms)
        elif self._resets >= RESETS_MAX:
            self.fails("it is reset again and again; its supply may be too weak", now_ms)
        elif not why:
            rail_uv = RAIL_UV if self._rail is None else rails[self._rail]
            self._measured(
                {channel: uv / rail_uv for channel, uv in found.microvolts.items()}, may_judge, at_ms, now_ms
            )

    def fails(self, why: str, now_ms: int) -> None:
        """It cannot be used: one trouble, and all of its loops are unknown."""
        bus = self._adc.i2c_bus
        detail = (
            f"the converter at 0x{self._adc.address:02X} of I2C bus {bus}: {why}; check its wires, its 3.3 V, and"
            f" `i2cdetect -y {bus}`"
        )
        for loop in self._loops.values():
            loop.lost(detail)
        self._health.failed_at(detail, now_ms)

    def _measured(
        self, shares: dict[int, float], may_judge: Callable[[LoopInput, int], bool], at_ms: int, now_ms: int
    ) -> None:
        changes: list[InputChanged] = []
        for channel, loop in self._loops.items():
            loop.can_be_read()
            if channel not in shares:
                continue
            if may_judge(loop, at_ms):
                changes += loop.measured(shares[channel], at_ms, now_ms)
            else:
                loop.unjudged()
        # First that it is back, and then what its loops say: whoever hears of the one may ask for the others.
        self._health.well_at(now_ms)
        for change in changes:
            self._report(change)

    def _rail_is_wrong(self, found: Found, rails: dict[str, int]) -> str:
        """Takes note of the 3.3 V, where it measures them; why they are not known, if so."""
        channel = self._adc.rail_channel
        if channel is not None and channel in found.microvolts:
            uv = found.microvolts[channel]
            if not RAIL_LEAST_UV <= uv <= RAIL_MOST_UV:
                allowed = f"{RAIL_LEAST_UV / 1e6:.2f} to {RAIL_MOST_UV / 1e6:.2f} V"
                return f"its channel {channel} measures the 3.3 V as {uv / 1e6:.2f} V; allowed are {allowed}"
            rails[self.name] = uv
        if self._rail is not None and self._rail not in rails:
            return f"the 3.3 V are not known, for {self._rail} has not measured them"
        return ""


def _reason(error: Exception | None) -> str:
    """Of a bus that hangs, and so only its own words."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
