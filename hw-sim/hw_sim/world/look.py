"""What somebody standing in the house sees and hears: wires only, never what the panel believes."""

from collections.abc import Callable

import msgspec

from hw_sim.pins.wires import Wires
from hw_sim.world.cellular import Carried, Gsm
from hw_sim.world.climate import AirLook
from hw_sim.world.glasses import GlassLook
from hw_sim.world.relays import Relays
from panel.config.model import Config, OutputRole

LAMPS = {"ready": OutputRole.LAMP_READY, "armed": OutputRole.LAMP_ARMED, "alarm": OutputRole.LAMP_ALARM}


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """The house at one instant. None: nothing of that kind is wired.

    ``inputs``: each detector's contact, "open" (tripped) or "closed". ``wires``: what is wrong with those of an input,
    where something is. ``converters``: how each is on which loops hang. ``outputs``: each switched line by its own
    name. ``climate``: the air at each sensor, and how that is. ``changed_ms``: when each wire, by name, last changed
    (monotonic milliseconds). ``display``: the rows that are read on the first text display; ``displays``: all of them,
    by name.
    """

    siren: bool | None
    strobe: bool | None
    sounder: bool | None
    lamps: dict[str, bool | None]
    display: tuple[str, ...] | None = None
    displays: dict[str, GlassLook] = {}
    inputs: dict[str, str]
    wires: dict[str, str] = {}
    converters: dict[str, str] = {}
    outputs: dict[str, bool]
    climate: dict[str, AirLook] = {}
    changed_ms: dict[str, int]
    now_ms: int


class GsmLook(msgspec.Struct, frozen=True, kw_only=True):
    """The panel's modem. ``state``: what has become of it last; ``texts``: the messages that the network took."""

    state: Gsm
    texts: tuple[Carried, ...]


class View(Look, frozen=True, kw_only=True):
    """A look with what is around the house: ``network`` up, slow, cut or silent, ``broker`` up or down, None when
    nobody can say. ``mains``: there or cut; ``battery``: what its terminals show, or out; None where the
    configuration has no [power]; ``gsm``: None without [gsm]; ``clock``: how its module is, None without [clock];
    ``cameras`` and ``readers`` by name, "ok" or what is wrong with each."""

    network: str
    broker: str | None
    mains: str | None = None
    battery: str | None = None
    gsm: GsmLook | None = None
    clock: str | None = None
    cameras: dict[str, str] = {}
    readers: dict[str, str] = {}


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One wire changed. ``kind``: input, wire, converter, output, display, light, network, broker, mains, battery,
    gauge, gsm, clock, or a camera's or reader's name; ``state``: its new state in a word, or the rows of a display, a
    line feed between them.

    ``at_us``: the same instant in microseconds, for whoever measures.
    """

    wire: str
    kind: str
    state: str
    at_ms: int
    at_us: int


def changed(wire: str, kind: str, state: str, at_ns: int) -> Change:
    """The change at an instant in nanoseconds."""
    return Change(wire=wire, kind=kind, state=state, at_ms=at_ns // 1_000_000, at_us=at_ns // 1_000)


class Meter:
    """Watches the lines that the panel switches and says when one of them changes."""

    def __init__(self, config: Config, wires: Wires, relays: Relays, tell: Callable[[Change], None]) -> None:
        self._outputs = config.output
        self._relays = relays
        self._told = tell
        self._was = self.levels()
        wires.observe(self._edge)

    def levels(self) -> dict[str, bool]:
        """Which outputs are on, read from their lines now."""
        return {each.name: self._relays.is_on(each) for each in self._outputs}

    def role(self, role: OutputRole) -> bool | None:
        """Whether any output of this role is on; None when there is none."""
        on = [self._relays.is_on(each) for each in self._outputs if each.role is role]
        return any(on) if on else None

    def _edge(self, line: int, level: bool, at_ns: int) -> None:
        # Every output, not only the edge's own: a line claimed at the level it had gives no edge.
        self.read(at_ns)

    def read(self, at_ns: int) -> None:
        """Says which outputs are not what they were."""
        for name, on in self.levels().items():
            if on != self._was[name]:
                self._was[name] = on
                self._told(changed(name, "output", "on" if on else "off", at_ns))
