"""A detector's contact on one line."""

import gpiozero

from drivers.edge_watch import EdgeWatch
from drivers.errors import LineFailedError
from drivers.health import Health, Report, line_errors
from drivers.stamps import now_ms, stamp_ms
from panel.config.model import InputConfig, Pull
from panel.ports import InputChanged
from zones.kinds import Level
from zones.wiring import Wiring, level_of

_PULL_UP = {Pull.UP: True, Pull.DOWN: False, Pull.NONE: None}


class ContactInput:
    """Reads one contact: every edge with its stamp, and the level itself as a back-stop.

    The circuit conducts when the line is away from its pull: at ground with a pull-up (or an external
    one, ``none``), at 3.3 V with a pull-down.
    """

    def __init__(
        self, config: InputConfig, wiring: Wiring, factory: gpiozero.Factory, report: Report, edges: EdgeWatch
    ) -> None:
        self.name = config.name
        self._gpio = config.line
        self._wiring = wiring
        self._factory = factory
        self._report = report
        self._edges = edges
        self._health = Health(config.name, report)
        self._conducting_state = 1 if config.pull is Pull.DOWN else 0
        self._watching = False
        self._told: Level | None = None
        self._told_ms = 0
        pull_up = _PULL_UP[config.pull]
        active_state = False if pull_up is None else None
        self._device = gpiozero.InputDevice(self._gpio, pull_up=pull_up, active_state=active_state, pin_factory=factory)

    def read(self) -> Level:
        """The level right now. Raises LineFailedError, having said DeviceFailed."""
        try:
            with line_errors(self.name, self._gpio, "reading"):
                self._watch()
                return self._decode(self._device.pin.state)
        except LineFailedError as error:
            self._health.failed_at(str(error), now_ms(self._factory))
            raise

    def poll(self, at_ms: int) -> None:
        """Re-reads the level: an edge may be lost (the kernel drops them in a flood), a level cannot.

        A change is dated after its reading and not when the poll began: lines before this one, or another process, may
        have taken milliseconds since, and an open contact dated too early would count before its time. Dated too late,
        it is put right by its edge.
        """
        try:
            level = self.read()
        except LineFailedError:
            return
        self._health.well_at(at_ms)
        if level is not self._told:
            read_ms = max(now_ms(self._factory), self._told_ms)
            if self._told is not None:
                self._edges.found(self.name, read_ms)
            self._tell(level, read_ms)

    def close(self) -> None:
        """Lets go of the line."""
        self._device.close()

    def _watch(self) -> None:
        if not self._watching:
            self._device.pin.edges = "both"
            self._device.pin.when_changed = self._changed
            self._watching = True

    def _changed(self, ticks: float, state: float) -> None:
        """An edge. A poll may have told of its level before it was read: it still says since when that is so,
        without which a pulse of 60 ms, polled in its middle, would look 30 ms long."""
        self._edges.heard(self.name)
        level, at_ms = self._decode(state), stamp_ms(self._factory, ticks)
        if level is not self._told or at_ms < self._told_ms:
            self._tell(level, at_ms)

    def _decode(self, state: float) -> Level:
        return level_of(int(state) == self._conducting_state, self._wiring)

    def _tell(self, level: Level, at_ms: int) -> None:
        self._told, self._told_ms = level, at_ms
        self._report(InputChanged(self.name, level, at_ms))
