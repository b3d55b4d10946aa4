"""The wired outputs: tones become levels in time, and what must be is written again and again."""

from collections.abc import Mapping
from contextlib import suppress

import msgspec

from panel.config.model import OutputConfig, OutputRole
from panel.core.outputs import Outputs, Tone, level_at
from panel.ports import OutputPort, PortError

# The siren before everything else: it is what must not wait.
_ORDER = (
    OutputRole.SIREN,
    OutputRole.STROBE,
    OutputRole.SOUNDER,
    OutputRole.LAMP_ARMED,
    OutputRole.LAMP_ALARM,
    OutputRole.LAMP_READY,
    OutputRole.BATTERY_TEST,
    OutputRole.RELAY,
)


class Playing(msgspec.Struct, frozen=True):
    """What a sounding line plays, and since when."""

    tone: Tone = Tone.OFF
    since_ms: int = 0


class Lines:
    """Drives every configured output. ``live`` is what the core says now, ``shown`` what is committed:
    sounds and light that protect follow the first, lamps the second."""

    def __init__(self, outputs: tuple[OutputConfig, ...], ports: Mapping[str, OutputPort]) -> None:
        self._wired = [(o, ports[o.name]) for role in _ORDER for o in outputs if o.role is role]
        self._siren = Playing()
        self._sounder = Playing()

    def check(self) -> None:
        """Reads every line back: a line that somebody else moved is driven again by the next write."""
        for _, port in self._wired:
            with suppress(PortError):
                port.read()

    def drive(self, live: Outputs, shown: Outputs, now_ms: int, battery_test: bool = False) -> int | None:
        """Writes every line; says when a pattern wants the next write. ``battery_test``: its load is on the battery."""
        self._siren = _play(self._siren, live.siren, now_ms)
        self._sounder = _play(self._sounder, live.sounder, now_ms)
        siren, siren_next_ms = level_at(self._siren.tone, self._siren.since_ms, now_ms)
        sounder, sounder_next_ms = level_at(self._sounder.tone, self._sounder.since_ms, now_ms)
        levels = {
            OutputRole.SIREN: siren,
            OutputRole.STROBE: live.strobe,
            OutputRole.SOUNDER: sounder,
            OutputRole.LAMP_READY: shown.lamp_ready,
            OutputRole.LAMP_ARMED: shown.lamp_armed,
            OutputRole.LAMP_ALARM: shown.lamp_alarm,
            OutputRole.BATTERY_TEST: battery_test,
        }
        for output, port in self._wired:
            free = output.role is OutputRole.RELAY
            with suppress(PortError):  # it has said DeviceFailed; the other lines must go on
                port.write(output.name in live.relays if free else levels[output.role])
        return min((at for at in (siren_next_ms, sounder_next_ms) if at is not None), default=None)


def _play(playing: Playing, tone: Tone, now_ms: int) -> Playing:
    return playing if playing.tone is tone else Playing(tone, now_ms)
