"""In front of the core: raw levels of inputs become qualified changes of zones."""

from collections.abc import Iterable

from panel.config.model import Config
from panel.core.events import ZoneChanged
from zones.kinds import Level
from zones.qualify import UNREAD, Qualified, QualifierState, deadline_ms, due, seen

Change = tuple[int, ZoneChanged]  # (at_ms, event)


class Front:
    """One qualifier for each zone, found by its input's name."""

    def __init__(self, config: Config) -> None:
        self._zone_of = {zone.input: zone.id for zone in config.zone}
        names = [one.name for one in config.sensor] + [one.name for one in config.adc]
        self._behind = {n: tuple(each.name for each in config.input if n in (each.sensor, each.adc)) for n in names}
        self._hold_ms = {zone.id: zone.qualification_ms for zone in config.zone}
        self._states: dict[int, QualifierState] = {zone.id: UNREAD for zone in config.zone}
        self._waiting: set[int] = set()

    def zone_of(self, input_name: str) -> int | None:
        """The zone behind an input, or None when no zone uses it."""
        return self._zone_of.get(input_name)

    def inputs_of(self, device: str) -> tuple[str, ...]:
        """The inputs that a device stands for: itself, or those that look at it; none for a siren."""
        return (device,) if device in self._zone_of else self._behind.get(device, ())

    def begin(self, zone: int, level: Level, at_ms: int) -> None:
        """The first reading at boot, which the core gets with ``Booted`` and not as a change."""
        self._states[zone], _ = seen(self._states[zone], level, at_ms, self._hold_ms[zone])

    def lost(self, zone: int) -> None:
        """The input cannot be read any more: whatever comes next is a first reading again."""
        self._states[zone] = UNREAD
        self._waiting.discard(zone)

    def seen(self, zone: int, level: Level, at_ms: int) -> list[Change]:
        """What counts after the wires said ``level`` at ``at_ms``."""
        state, counted = seen(self._states[zone], level, at_ms, self._hold_ms[zone])
        return self._take(zone, state, counted)

    def due(self, now_ms: int) -> list[Change]:
        """What counts because it has held long enough by now, in the order of time."""
        changes: list[Change] = []
        for zone in sorted(self._waiting):
            state, counted = due(self._states[zone], now_ms, self._hold_ms[zone])
            changes += self._take(zone, state, counted)
        return sorted(changes, key=lambda change: change[0])

    def deadline_ms(self) -> int | None:
        """When ``due`` is wanted next."""
        found = (deadline_ms(self._states[zone], self._hold_ms[zone]) for zone in sorted(self._waiting))
        return min((at for at in found if at is not None), default=None)

    def _take(self, zone: int, state: QualifierState, counted: Iterable[Qualified]) -> list[Change]:
        self._states[zone] = state
        if deadline_ms(state, self._hold_ms[zone]) is None:
            self._waiting.discard(zone)
        else:
            self._waiting.add(zone)
        return [(change.at_ms, ZoneChanged(zone, change.level)) for change in counted]
