"""The air in the house for people to see, as its sensors said last; nothing of it is kept."""

import msgspec

from panel.config.model import Config
from panel.ports import ClimateRead

MS_PER_S = 1_000


class Air(msgspec.Struct, frozen=True):
    """What one sensor said ``age_s`` ago; None throughout while it says nothing."""

    celsius: float | None = None
    humidity: float | None = None
    age_s: int | None = None


class Climate:
    """The last word of every sensor that the configuration names."""

    def __init__(self, config: Config) -> None:
        self._said: dict[str, ClimateRead | None] = dict.fromkeys(sensor.name for sensor in config.sensor)

    def hear(self, said: ClimateRead) -> None:
        """One more reading."""
        self._said[said.sensor] = said

    def lose(self, device: str) -> None:
        """A device fails: what it said is no longer so. Any other than a sensor is none of ours."""
        if device in self._said:
            self._said[device] = None

    def seen(self, now_ms: int) -> dict[str, Air]:
        """Everything, by the sensors' names."""
        return {name: _air(said, now_ms) for name, said in self._said.items()}


def _air(said: ClimateRead | None, now_ms: int) -> Air:
    if said is None:
        return Air()
    return Air(said.celsius, said.humidity, max(0, now_ms - said.at_ms) // MS_PER_S)
