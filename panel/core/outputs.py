"""What must *be*: siren, strobe, sounder and lamps, computed from the state and asserted again and again."""

from enum import StrEnum

import msgspec

from panel.core.alarms import ALARM_OF
from panel.core.names import Phase, ReportKind, Status
from panel.core.plan import Plan, RelayPlan
from panel.core.readiness import conditions_in_the_way, in_the_way, is_left_out
from panel.core.reports import Answer, Report
from panel.core.state import AreaState, Sound, State

FAST_EXIT_MS = 10_000  # the last 10 s of an exit beep fast (ANSI/SIA CP-01, exit annunciation)


class Tone(StrEnum):
    """How a sounding output sounds."""

    OFF = "off"
    STEADY = "steady"
    FIRE = "fire"  # temporal-3
    CARBON_MONOXIDE = "carbon_monoxide"  # temporal-4
    GAS = "gas"
    MEDICAL = "medical"
    TECHNICAL = "technical"
    CHIME = "chime"
    COUNTDOWN = "countdown"  # a programme is about to arm
    SLOW_BEEPS = "slow_beeps"
    FAST_BEEPS = "fast_beeps"
    ENTRY = "entry"
    TROUBLE = "trouble"
    REFUSED = "refused"  # what somebody asked for here is not done


# (on, off, on, off ...) in ms, repeated from when it began. Temporal-3: 0.5 s on, 0.5 s off, three
# times, then 1.5 s of silence (ISO 8201, NFPA 72 18.4.2); temporal-4: four short ones, then 5 s of silence (UL 2034).
PATTERNS: dict[Tone, tuple[int, ...]] = {
    Tone.FIRE: (500, 500, 500, 500, 500, 1500),
    Tone.CARBON_MONOXIDE: (100, 100, 100, 100, 100, 100, 100, 5000),
    Tone.GAS: (150, 150),
    Tone.MEDICAL: (600, 200, 200, 200),
    Tone.TECHNICAL: (400, 4600),
    Tone.CHIME: (200, 100, 400, 300),
    Tone.COUNTDOWN: (100, 100, 100, 4700),
    Tone.SLOW_BEEPS: (100, 900),
    Tone.FAST_BEEPS: (100, 200),
    Tone.ENTRY: (250, 250),
    Tone.TROUBLE: (50, 4950),
    Tone.REFUSED: (120, 80, 120, 80, 120, 980),
}
REFUSED_MS = sum(PATTERNS[Tone.REFUSED])


_TONE_OF = {
    Sound.FIRE: Tone.FIRE,
    Sound.CARBON_MONOXIDE: Tone.CARBON_MONOXIDE,
    Sound.GAS: Tone.GAS,
    Sound.PANIC: Tone.STEADY,
    Sound.MEDICAL: Tone.MEDICAL,
    Sound.TECHNICAL: Tone.TECHNICAL,
}
_OUTSIDE = (Sound.FIRE, Sound.CARBON_MONOXIDE, Sound.GAS, Sound.PANIC)  # in this order, and all before an intrusion
_INSIDE = (Sound.MEDICAL, Sound.TECHNICAL)


class Outputs(msgspec.Struct, frozen=True, kw_only=True):
    """The levels that must be. Sounds are tones; ``level_at`` tells what the line does at an instant."""

    siren: Tone
    strobe: bool
    sounder: Tone
    lamp_ready: bool
    lamp_armed: bool
    lamp_alarm: bool
    relays: tuple[str, ...] = ()  # the free outputs that are on, by name


def outputs(plan: Plan, state: State, now_ms: int) -> Outputs:
    """What the wires must do in this state at this instant. Hold-ups appear nowhere."""
    siren = _siren(plan, state, now_ms)
    armed = any(area.phase is not Phase.IDLE for area in state.areas)
    memory = any(area.memory for area in state.areas)
    return Outputs(
        siren=siren,
        strobe=siren is not Tone.OFF or (armed and memory),
        sounder=_sounder(state, now_ms),
        lamp_ready=not armed and is_ready(plan, state),
        lamp_armed=armed,
        lamp_alarm=memory or siren is not Tone.OFF or bool(state.latches) or _is_owed(state),
        relays=tuple(relay.name for relay in plan.relays if _is_on(plan, state, relay)),
    )


def is_refusal(reports: tuple[Report, ...], answers: tuple[Answer, ...]) -> bool:
    """Was somebody at the keypad or the reader told no? Requests from afar carry a name and get a result.

    A house that is not armed although its tag was shown must not stay mute: people leave believing it is.
    """
    strange = any(report.kind is ReportKind.UNKNOWN_TAG for report in reports)  # a code is answered, a tag is not
    return strange or any(answer.status is Status.ERROR and not answer.request for answer in answers)


def with_refusal(live: Outputs, until_ms: int, now_ms: int) -> Outputs:
    """The same with the tone of a refusal on the sounder until ``until_ms``; a siren that sounds comes first."""
    if now_ms >= until_ms or live.siren is not Tone.OFF:
        return live
    return msgspec.structs.replace(live, sounder=Tone.REFUSED)


def next_change_ms(plan: Plan, state: State, now_ms: int) -> int | None:
    """When the outputs change with time alone, apart from the core's own deadlines: fast exit beeps, a siren that
    comes after its delay."""
    turns = [at - FAST_EXIT_MS for at in _exits(state)]
    turns += [at - plan.siren_ms for area in state.areas if (at := _loud_until_ms(area)) is not None]
    return min((at for at in turns if at > now_ms), default=None)


def level_at(tone: Tone, since_ms: int, now_ms: int) -> tuple[bool, int | None]:
    """Is the line on at ``now_ms`` when the tone began at ``since_ms``, and when does it change next?"""
    if tone not in PATTERNS:
        return tone is Tone.STEADY, None
    pattern = PATTERNS[tone]
    into_ms = (now_ms - since_ms) % sum(pattern)
    end_ms = 0
    for place, length_ms in enumerate(pattern):
        end_ms += length_ms
        if into_ms < end_ms:
            return place % 2 == 0, now_ms + end_ms - into_ms
    raise AssertionError("a pattern shorter than itself")


def is_ready(plan: Plan, state: State) -> bool:
    """Could every area be armed now in the fullest mode it offers, leaving by the door?"""
    exit_follows = plan.exit_delay_ms > 0
    return not conditions_in_the_way(plan, state) and not any(
        in_the_way(plan, state, area.id, area.fullest, exit_follows=exit_follows) for area in plan.areas
    )


# sounds -------------------------------------------------------------------------------------------


def _siren(plan: Plan, state: State, now_ms: int) -> Tone:
    """Outside, and inside with it: the most urgent alarm that the street may hear."""
    latched = {latch.sound for latch in state.latches}
    for sound in _OUTSIDE:
        if sound in latched:
            return _TONE_OF[sound]
    loud = (_loud_until_ms(area) for area in state.areas)
    if any(at is not None and now_ms >= at - plan.siren_ms for at in loud):
        return Tone.STEADY
    return Tone.STEADY if any(area.latch_until_ms is not None for area in state.areas) else Tone.OFF


def _loud_until_ms(area: AreaState) -> int | None:
    """The end of the siren of an area in alarm; before it by the siren's time lies its beginning."""
    return area.until_ms if area.phase is Phase.ALARM and not area.quiet else None


def _alarm_tone(state: State) -> Tone:
    """Inside an alarm sounds at once: the delay is the outside siren's alone."""
    latched = {latch.sound for latch in state.latches}
    for sound in _OUTSIDE:
        if sound in latched:
            return _TONE_OF[sound]
    if any(_loud_until_ms(area) is not None or area.latch_until_ms is not None for area in state.areas):
        return Tone.STEADY
    return next((_TONE_OF[sound] for sound in _INSIDE if sound in latched), Tone.OFF)


def _sounder(state: State, now_ms: int) -> Tone:
    """One sounder, many messages: the most urgent wins."""
    alarm = _alarm_tone(state)
    if alarm is not Tone.OFF and alarm is not Tone.TECHNICAL:
        return alarm
    if any(area.phase is Phase.ENTRY for area in state.areas):
        return Tone.ENTRY
    exits = _exits(state)
    if exits:
        return Tone.FAST_BEEPS if min(exits) - now_ms <= FAST_EXIT_MS else Tone.SLOW_BEEPS
    if alarm is not Tone.OFF:
        return alarm
    return _quiet_tone(state)


def _quiet_tone(state: State) -> Tone:
    """What is heard while nothing alarms and nobody comes or goes."""
    if state.countdown is not None:
        return Tone.COUNTDOWN
    if state.chime_until_ms is not None:
        return Tone.CHIME
    faulty = any(zone.fault and not is_left_out(zone) for zone in state.zones)
    return Tone.TROUBLE if faulty or any(area.tamper for area in state.areas) else Tone.OFF


def _exits(state: State) -> list[int]:
    """The ends of the exits that are heard."""
    return [
        area.until_ms
        for area in state.areas
        if area.exit is not None and not area.exit.silent and area.until_ms is not None
    ]


# lamps and relays ---------------------------------------------------------------------------------


def _is_owed(state: State) -> bool:
    """Is an alarm of its own kind still on, silenced or not? A hold-up shows nowhere."""
    return any(kind in _SHOWN for zone in state.zones for kind in zone.alarms)


_SHOWN = frozenset(ALARM_OF.values()) - {ReportKind.HOLD_UP, ReportKind.INTRUSION, ReportKind.TAMPER}


def _is_on(plan: Plan, state: State, relay: RelayPlan) -> bool:
    """Does any of what this free output is tied to hold?"""
    areas = [
        now for plan, now in zip(plan.areas, state.areas, strict=True) if not relay.areas or plan.id in relay.areas
    ]
    wanted = {ALARM_OF[kind] for kind in relay.alarms}
    alarms = {
        kind
        for zone, now in zip(plan.zones, state.zones, strict=True)
        if not relay.areas or zone.area in relay.areas
        for kind in now.alarms
    }
    return (
        any(area.mode in relay.modes or area.phase in relay.phases for area in areas)
        or bool(alarms & wanted)
        or any(trouble in relay.troubles for trouble, _ in state.troubles)
    )
