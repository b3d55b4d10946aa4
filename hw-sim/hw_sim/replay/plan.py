"""What the people of a recorded home do at the panel, worked out before anything runs.

They hold a tag to the reader as they leave or go to bed, and tag and PIN as they return or get up. A
recording of whole seconds cannot tell which of two things of one second came first, and a panel must
not be judged by the toss of a coin. So the plan decides: contacts move in the order of their zones, a
millisecond apart, and people act when all contacts of that second have come to rest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hw_sim.replay.contacts import Contacts, contacts, open_at
from hw_sim.replay.errors import WiringError
from hw_sim.replay.mapping import Mapping
from hw_sim.replay.plain import Act, Pin, Planted, Span, Tag
from hw_sim.replay.recording import Label, Recording
from panel.config.model import Config, ZoneConfig
from panel.core.names import ARMED_MODES, Mode
from zones.kinds import ALWAYS_LIVE, EXIT_ROUTE, Kind

TAG_STEP_MS = 1_000  # between two presentations that step the mode; the panel takes up to 3 s
STEP_WINDOW_MS = 3_000
TAG_BEFORE_PIN_MS = 3_000
READ_MS = 27  # from a tag's last bit to its number: the panel waits 25 ms for another bit
AFTER_DOOR_MS = 10_000
PATIENCE_MS = 300_000  # how long somebody who was refused waits for the house to become ready
REST_MS = 5_000  # between two dealings with the panel: longer than a tag's step window
QUIET_MS = 600_000  # before the first and after the last event, so that whatever runs comes to its end


@dataclass(frozen=True, slots=True)
class Period:
    """A label during which the house should be armed.

    ``tags_ms``: when the tag is presented, the last time(s) for the mode; ``disarm_ms``: when the PIN is
    confirmed. ``in_the_way``: zones that kept it from being armed; then it never was.
    """

    mode: Mode
    label: Label
    tags_ms: tuple[int, ...]
    disarm_ms: int
    in_the_way: tuple[int, ...] = ()

    @property
    def armed_ms(self) -> int:
        """When the last tag was presented, so when the exit delay began for good."""
        return self.tags_ms[-1]


@dataclass(frozen=True, slots=True)
class Unplayed:
    """A label nobody could act on, and why."""

    label: Label
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole replay, before it runs. ``contacts`` holds the recorded spans only."""

    contacts: Contacts
    late_ms: dict[int, int]
    acts: tuple[Act, ...]
    periods: tuple[Period, ...]
    unplayed: tuple[Unplayed, ...]
    span: Span
    planted: tuple[Planted, ...] = ()


def make_plan(recording: Recording, mapping: Mapping, config: Config) -> Plan:
    """The plan for a recording without a burglar. Raises WiringError when people cannot do their part."""
    late_ms = {zone.id: index for index, zone in enumerate(config.zone)}
    planner = _Planner(recording, mapping, config, late_ms)
    planner.run()
    acts: list[Act] = [Tag(at) for period in planner.periods for at in period.tags_ms]
    for period in planner.periods:
        if not period.in_the_way:
            acts += planner.return_acts(period)
    spans = [*(one.span for one in recording.sensors), *(label.span for label in recording.labels)]
    ends = [*(span.end_ms for span in spans), *(act.at_ms for act in acts)]
    return Plan(
        contacts=planner.contacts,
        late_ms=late_ms,
        acts=tuple(sorted(acts, key=lambda act: act.at_ms)),
        periods=tuple(period for period in planner.periods if not period.in_the_way),
        unplayed=(*planner.unplayed, *(Unplayed(p.label, _refusal(p)) for p in planner.periods if p.in_the_way)),
        span=Span(min(spans).start_ms - QUIET_MS, max(ends) + QUIET_MS),
    )


def _refusal(period: Period) -> str:
    return f"never ready: zone {', '.join(map(str, period.in_the_way))} in the way"


def act_offset_ms(zones: Sequence[ZoneConfig], late_ms: dict[int, int]) -> int:
    """How far into a second people act: when no zone counts a change that began with the second.

    The panel knows a tag ``READ_MS`` after its last bit; no change may count in between either.
    """
    counted = {(zone.qualification_ms + late_ms[zone.id]) % 1_000 for zone in zones}
    for offset in range(max(late_ms.values()) + 2, 1_000 - READ_MS):
        if offset > 50 and not any(offset - 1 <= at <= offset + READ_MS + 1 for at in counted):
            return offset
    raise WiringError(
        "the zones' qualification times leave no part of a second in which nothing changes; set some equal"
    )


class _Planner:
    """Goes through the labels in order of time."""

    def __init__(self, recording: Recording, mapping: Mapping, config: Config, late_ms: dict[int, int]) -> None:
        self.contacts = contacts(recording.sensors, mapping.zones, late_ms)
        self.periods: list[Period] = []
        self.unplayed: list[Unplayed] = []
        self._labels = recording.labels
        self._mapping = mapping
        self._config = config
        self._free_ms = 0  # when people have done with the panel
        self._offset_ms = act_offset_ms(config.zone, late_ms)
        late = late_ms[mapping.door_zone]
        self._doors = [span.start_ms - late for span in self.contacts.get(mapping.door_zone, ())]
        areas = [area for area in config.area if Mode.TOTAL in area.modes]  # those that a first tag arms
        self._offered = [mode for mode in ARMED_MODES if any(mode in area.modes for area in areas)]

    def run(self) -> None:
        wanted = [(label, mode) for label in self._labels for mode in self._mode_of(label)]
        for index, (label, mode) in enumerate(wanted):
            next_ms = wanted[index + 1][0].span.start_ms if index + 1 < len(wanted) else None
            self._label(label, mode, next_ms)

    def _mode_of(self, label: Label) -> Iterable[Mode]:
        if label.activity in self._mapping.total:
            yield Mode.TOTAL
        if label.activity in self._mapping.night:
            yield Mode.NIGHT

    def _label(self, label: Label, mode: Mode, next_ms: int | None) -> None:
        steps = self._steps(mode)
        begin_ms = max(label.span.start_ms + self._offset_ms, self._free_ms)
        disarm_ms = self._end_ms(label, mode, next_ms) + self._offset_ms
        if disarm_ms <= begin_ms + (len(steps) - 1) * TAG_STEP_MS:
            self.unplayed.append(Unplayed(label, "over before the house could be armed"))
            return
        period = self._arming(label, mode, steps, begin_ms, disarm_ms)
        self._free_ms = REST_MS + (period.armed_ms if period.in_the_way else period.disarm_ms)
        self.periods.append(period)

    def _steps(self, mode: Mode) -> list[Mode]:
        """The modes a tag goes through until it reaches the one wanted."""
        if self._offered[:1] != [Mode.TOTAL] or mode not in self._offered:
            raise WiringError(
                f"{mode.value}: no area offers it, or none offers total, with which a tag begins; "
                f"found {', '.join(self._offered)}: add the modes to an [[area]] of the configuration"
            )
        return self._offered[: self._offered.index(mode) + 1]

    def _end_ms(self, label: Label, mode: Mode, next_ms: int | None) -> int:
        """When the PIN is due: 10 s after the door that ends an absence opens, or with the label."""
        start_ms, end_ms = label.span
        if mode is not Mode.TOTAL:
            return end_ms
        # Labels are rounded by hand, so the door may open a little after the label's end, but not in the
        # next label. A door nearer to the absence's beginning than to its end is the one people left by.
        until_ms = end_ms + 120_000 if next_ms is None else max(end_ms, min(end_ms + 120_000, next_ms - 1))
        middle_ms = (start_ms + end_ms) // 2
        returns = [door for door in self._doors if max(middle_ms, start_ms + 1) < door <= end_ms]
        late = [door for door in self._doors if end_ms < door <= until_ms]
        if returns:
            return returns[-1] + AFTER_DOOR_MS
        return late[0] + AFTER_DOOR_MS if late else end_ms

    def _arming(self, label: Label, mode: Mode, steps: list[Mode], begin_ms: int, disarm_ms: int) -> Period:
        blocked = self._blocked(steps[:1], begin_ms)
        if not blocked:  # a later step may still be refused: then the house stays in the mode before it
            return Period(mode, label, _presentations(begin_ms, len(steps)), disarm_ms)
        # Refused. People look at the ready lamp and try again when it lights, or give up and go.
        limit_ms = min(begin_ms + PATIENCE_MS, disarm_ms - REST_MS - len(steps) * TAG_STEP_MS)
        for again_ms in self._moments(begin_ms, limit_ms):
            if not self._blocked(steps, again_ms):
                return Period(mode, label, (begin_ms, *_presentations(again_ms, len(steps))), disarm_ms)
        return Period(mode, label, (begin_ms,), disarm_ms, blocked)

    def _moments(self, begin_ms: int, limit_ms: int) -> list[int]:
        """When a contact has just closed, with people's usual delay, in order of time."""
        ends = {span.end_ms for spans in self.contacts.values() for span in spans if begin_ms < span.end_ms}
        moments = sorted({end_ms // 1_000 * 1_000 + 1_000 + self._offset_ms for end_ms in ends if end_ms < limit_ms})
        return [at for at in moments if begin_ms + REST_MS <= at <= limit_ms]

    def _blocked(self, steps: list[Mode], begin_ms: int) -> tuple[int, ...]:
        """Zones in the way of any of the presentations. Contacts at rest: what is open now has counted or will not."""
        return tuple(
            zone.id
            for zone in self._config.zone
            if any(
                _blocks(self._config, zone, step) and open_at(self.contacts, zone.id, begin_ms + n * TAG_STEP_MS)
                for n, step in enumerate(steps)
            )
        )

    def return_acts(self, period: Period) -> list[Act]:
        """Tag and PIN; the PIN alone when the tag would still step the mode."""
        tag_ms = period.disarm_ms - TAG_BEFORE_PIN_MS
        if tag_ms <= period.armed_ms + STEP_WINDOW_MS:
            return [Pin(period.disarm_ms)]
        return [Tag(tag_ms), Pin(period.disarm_ms)]


def _presentations(begin_ms: int, count: int) -> tuple[int, ...]:
    return tuple(begin_ms + n * TAG_STEP_MS for n in range(count))


def _blocks(config: Config, zone: ZoneConfig, mode: Mode) -> bool:
    if zone.kind is Kind.HOLD_UP:
        return False
    if zone.kind in EXIT_ROUTE and config.timings.exit_delay_s > 0:
        return False
    return zone.kind in ALWAYS_LIVE or mode in zone.modes
