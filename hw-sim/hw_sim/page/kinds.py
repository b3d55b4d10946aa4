"""What hangs at an input, as a person would call it: by the zone's kind, and by the words of the input's name."""

from enum import StrEnum

from panel.config.model import ZoneConfig
from zones.kinds import Kind


class Thing(StrEnum):
    """What can be drawn, each with a gesture of its own."""

    DOOR = "door"
    WINDOW = "window"
    MOTION = "motion"
    SMOKE = "smoke"
    BUTTON = "button"
    LID = "lid"
    SENSOR = "sensor"


# The three languages in which houses of this panel are configured.
DOOR_WORDS = frozenset({"door", "gate", "porta", "portao", "puerta"})
WINDOW_WORDS = frozenset({"window", "skylight", "glass", "janela", "ventana"})
MOTION_WORDS = frozenset({"pir", "motion", "movement", "radar", "presence", "movimento", "movimiento", "presenca"})

_BY_KIND = {
    Kind.ENTRY_EXIT: Thing.DOOR,
    Kind.FOLLOWER: Thing.MOTION,
    Kind.INSTANT: Thing.WINDOW,
    Kind.INTRUDER_24H: Thing.WINDOW,
    Kind.CHIME_ONLY: Thing.DOOR,
    Kind.TAMPER: Thing.LID,
    Kind.HOLD_UP: Thing.BUTTON,
    Kind.PANIC: Thing.BUTTON,
    Kind.MEDICAL: Thing.BUTTON,
    Kind.FIRE: Thing.SMOKE,
}
_BY_NAME = (Thing.DOOR, Thing.WINDOW, Thing.MOTION)  # an intrusion zone may be any of these; its name says which


def thing_of(name: str, zone: ZoneConfig | None) -> Thing:
    """What hangs at the input ``name``. An input without a zone is taken by its name alone."""
    usual = Thing.WINDOW if zone is None else _BY_KIND.get(zone.kind, Thing.SENSOR)
    return (_named(name) or usual) if usual in _BY_NAME else usual


def words_of(name: str) -> list[str]:
    """The words of an input's name."""
    return [word for word in name.replace("-", "_").split("_") if word]


def _named(name: str) -> Thing | None:
    for thing, known in zip(_BY_NAME, (DOOR_WORDS, WINDOW_WORDS, MOTION_WORDS), strict=True):
        if any(word in known for word in words_of(name)):
            return thing
    return None
