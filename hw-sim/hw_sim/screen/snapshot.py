"""What the demo's screen shows at one instant, as data, and what changed between two of them."""

import msgspec

from hw_sim.world.look import View

QUIET_OUTPUTS = frozenset({"sounder"})  # it beeps: a line for each beep would drown the rest


class Area(msgspec.Struct, frozen=True):
    """An area as alarmd tells it."""

    name: str
    mode: str
    phase: str
    remaining_ms: int | None = None


class Zone(msgspec.Struct, frozen=True):
    """A zone as alarmd tells it; the level of a hold-up button is nobody's business."""

    id: int
    name: str
    kind: str
    level: str | None = None


class Raised(msgspec.Struct, frozen=True):
    """A trouble as alarmd tells it."""

    trouble: str
    detail: str = ""


class Status(msgspec.Struct, frozen=True):
    """The part of ``sereno status --json`` that is shown."""

    areas: tuple[Area, ...] = ()
    zones: tuple[Zone, ...] = ()
    troubles: tuple[Raised, ...] = ()
    unacked: int = 0


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen. ``house`` and ``panel`` are None while nobody answers for them;
    ``zones`` are (number, input's name) as configured; ``where`` says where the demo's files lie."""

    title: str
    zones: tuple[tuple[int, str], ...] = ()
    house: View | None = None
    panel: Status | None = None
    station: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()
    where: str = ""


def told(before: Snapshot, now: Snapshot) -> list[str]:
    """The differences in words, one line each, for a terminal that is none: a pipe, a log."""
    return [*_house(before.house, now.house), *_panel(before.panel, now.panel)]


def _house(before: View | None, now: View | None) -> list[str]:
    if now is None or before is None:
        return [] if now is before else ["house    does not answer" if now is None else "house    answers"]
    lines = [f"house    {name} {state}" for name, state in now.inputs.items() if before.inputs.get(name) != state]
    lines += [
        f"house    {name} {'on' if on else 'off'}"
        for name, on in now.outputs.items()
        if name not in QUIET_OUTPUTS and before.outputs.get(name) != on
    ]
    lines += [f"house    network {now.network}"] * (before.network != now.network)
    lines += [f"house    broker {now.broker}"] * (before.broker != now.broker)
    return lines


def _panel(before: Status | None, now: Status | None) -> list[str]:
    if now is None or before is None:
        return [] if now is before else ["panel    does not answer" if now is None else "panel    answers"]
    was = {area.name: (area.mode, area.phase) for area in before.areas}
    lines = [
        f"panel    {area.name}: {area.mode}, {area.phase}"
        for area in now.areas
        if was.get(area.name) != (area.mode, area.phase)
    ]
    lines += [f"panel    trouble: {_trouble(each)}" for each in now.troubles if each not in before.troubles]
    lines += [f"panel    well again: {_trouble(each)}" for each in before.troubles if each not in now.troubles]
    return lines


def _trouble(raised: Raised) -> str:
    return f"{raised.trouble} {raised.detail}".rstrip()
