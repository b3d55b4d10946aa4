"""What stands before a camera at one instant: all that a picture of it depends on."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

from hw_sim.world.errors import NoSuchThing
from panel.config.model import CameraConfig, Config

AT_THE_DOOR_MS = 4_000  # whoever opened it stands in it for so long
INSIDE_MS = 10_000  # whoever came in by a window is seen for so long; a window has no doorway to stand in


class Room(StrEnum):
    """Kinds of rooms that can be drawn."""

    HALL = "hall"
    LIVING = "living"
    KITCHEN = "kitchen"
    BEDROOM = "bedroom"
    GARAGE = "garage"
    OTHER = "other"


class Fault(StrEnum):
    """What is wrong with a camera."""

    NONE = "none"
    HANG = "hang"  # it gives nothing any more
    UNPLUG = "unplug"  # it is not there
    BLACK = "black"  # something covers the lens
    NOISE = "noise"  # bytes that are no picture


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """A room. ``hour``: local, 0 to 24; ``person``: whether somebody walks through it; ``step_ms`` moves them."""

    camera: str
    room: Room
    stamp: str
    hour: float
    door_open: bool = False
    window_open: bool = False
    person: bool = False
    in_doorway: bool = False
    step_ms: int = 0
    fault: Fault = Fault.NONE


class Cameras:
    """The cameras of a house, by the numbers under which libcamera knows them, and what is wrong with them."""

    def __init__(self, config: Config) -> None:
        self._cameras = config.camera
        self._inputs = {each.name: _inputs_before(config, each) for each in config.camera}
        self.faults = {each.name: Fault.NONE for each in config.camera}

    def act(self, action: Fault, name: str) -> None:
        """Something happens to a camera, to every one without a name. Raises NoSuchThing."""
        if name:
            self._has(name)
        if not self.faults:
            raise NoSuchThing("this house has no camera; its configuration names none")
        self.faults.update(dict.fromkeys([name] if name else self.faults, action))

    def words(self) -> dict[str, str]:
        """How each is, in a word."""
        return {name: "ok" if fault is Fault.NONE else fault.value for name, fault in self.faults.items()}

    def plugged(self) -> int:
        """How many libcamera sees."""
        return sum(self.faults[each.name] is not Fault.UNPLUG for each in self._cameras)

    def by_number(self, number: int) -> str | None:
        """The name of libcamera's camera ``number``; None when it is not there."""
        named = next((each.name for each in self._cameras if each.device == str(number)), None)
        return None if named is None or self.faults[named] is Fault.UNPLUG else named

    def scene(
        self, camera: str, opened: Mapping[str, bool], since: Mapping[str, int], now: datetime, now_ms: int
    ) -> Scene:
        """What a camera has before it. ``opened``: inputs; ``since``: when each last changed, as ``now_ms``.

        Raises NoSuchThing.
        """
        self._has(camera)
        before = [name for name in self._inputs[camera] if opened.get(name)]
        doors = [name for name in before if "door" in name or "gate" in name]
        motion = any("pir" in name or "motion" in name for name in before)
        just_opened = any(now_ms - since.get(name, -AT_THE_DOOR_MS) < AT_THE_DOOR_MS for name in doors)
        windows = [name for name in before if "window" in name]
        climbed_in = any(now_ms - since.get(name, -INSIDE_MS) < INSIDE_MS for name in windows)
        return Scene(
            camera=camera,
            room=room_of(camera),
            stamp=now.strftime("%Y-%m-%d %H:%M:%S.") + str(now.microsecond // 100_000),
            hour=now.hour + now.minute / 60,
            door_open=bool(doors),
            window_open=bool(windows),
            person=motion or climbed_in,
            in_doorway=just_opened and not motion,
            step_ms=now_ms,
            fault=self.faults[camera],
        )

    def _has(self, name: str) -> None:
        if name not in self.faults:
            raise NoSuchThing(f"no camera {name!r} in this house; it has {', '.join(self.faults) or 'none'}")


def room_of(name: str) -> Room:
    """The kind of room that a name speaks of."""
    return next((room for room in Room if room.value in name), Room.OTHER)


def _inputs_before(config: Config, camera: CameraConfig) -> tuple[str, ...]:
    """The inputs of the zones it belongs to, and those of the same room by their names."""
    linked = {zone.input for zone in config.zone if camera.name in zone.cameras}
    room = room_of(camera.name)
    same = {each.name for each in config.input if room is not Room.OTHER and room.value in each.name}
    return tuple(sorted(linked | same))
