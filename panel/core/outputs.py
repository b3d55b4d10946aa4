"""What must *be*: siren, strobe, sounder and lamps, computed from the state and asserted again and again."""

from enum import StrEnum

import msgspec

from panel.core.names import Phase, ReportKind, Status
from panel.core.plan import Plan
from panel.core.readiness import in_the_way
from panel.core.reports import Answer, Report
from panel.core.state import State

FAST_EXIT_MS = 10_000  # the last 10 s of an exit beep fast (ANSI/SIA CP-01, exit annunciation)


class Tone(StrEnum):
    """How a sounding output sounds."""

    OFF = "off"
    STEADY = "steady"
    FIRE = "fire"  # temporal-3
    SLOW_BEEPS = "slow_beeps"
    FAST_BEEPS = "fast_beeps"
    ENTRY = "entry"
    TROUBLE = "trouble"
    REFUSED = "refused"  # what somebody asked for here is not done


# (on, off, on, off ...) in ms, repeated from when it began. Temporal-3: 0.5 s on, 0.5 s off, three
# times, then 1.5 s of silence (ISO 8201, NFPA 72 18.4.2).
PATTERNS: dict[Tone, tuple[int, ...]] = {
    Tone.FIRE: (500, 500, 500, 500, 500, 1500),
    Tone.SLOW_BEEPS: (100, 900),
    Tone.FAST_BEEPS: (100, 200),
    Tone.ENTRY: (250, 250),
    Tone.TROUBLE: (50, 4950),
    Tone.REFUSED: (120, 80, 120, 80, 120, 980),
}
REFUSED_MS = sum(PATTERNS[Tone.REFUSED])


class Outputs(msgspec.Struct, frozen=True, kw_only=True):
    """The levels that must be. Sounds are tones; ``level_at`` tells what the line does at an instant."""

    siren: Tone
    strobe: bool
    sounder: Tone
    lamp_ready: bool
    lamp_armed: bool
    lamp_alarm: bool


def outputs(plan: Plan, state: State, now_ms: int) -> Outputs:
    """What the wires must do in this state at this instant. Hold-ups appear nowhere."""
    siren = _siren(state)
    armed = any(area.phase is not Phase.IDLE for area in state.areas)
    memory = any(area.memory for area in state.areas)
    return Outputs(
        siren=siren,
        strobe=siren is not Tone.OFF or (armed and memory),
        sounder=_sounder(state, siren, now_ms),
        lamp_ready=not armed and is_ready(plan, state),
        lamp_armed=armed,
        lamp_alarm=memory or siren is not Tone.OFF or _burns(state),
    )


def is_refusal(reports: tuple[Report, ...], answers: tuple[Answer, ...]) -> bool:
    """Was somebody at the keypad or the reader told no? Requests from afar carry a name and get a result.

    A house that is not armed although its tag was shown must not stay mute: people leave believing it is.
    """
    strange = any(report.kind in (ReportKind.WRONG_CODE, ReportKind.UNKNOWN_TAG) for report in reports)
    return strange or any(answer.status is Status.ERROR and not answer.request for answer in answers)


def with_refusal(live: Outputs, until_ms: int, now_ms: int) -> Outputs:
    """The same with the tone of a refusal on the sounder until ``until_ms``; a siren that sounds comes first."""
    if now_ms >= until_ms or live.siren is not Tone.OFF:
        return live
    return msgspec.structs.replace(live, sounder=Tone.REFUSED)


def next_change_ms(state: State, now_ms: int) -> int | None:
    """When the outputs change with time alone, apart from the core's own deadlines: fast exit beeps."""
    turns = [at - FAST_EXIT_MS for at in _exits(state)]
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
    return not any(
        in_the_way(plan, state, area.id, area.fullest, exit_follows=plan.exit_delay_ms > 0) for area in plan.areas
    )


def _burns(state: State) -> bool:
    """Is a fire alarm still on, silenced or not?"""
    return any(ReportKind.FIRE in zone.alarms for zone in state.zones)


def _siren(state: State) -> Tone:
    if _burns(state) and not state.fire_silenced:
        return Tone.FIRE
    intrusion = any(area.phase is Phase.ALARM or area.latch_until_ms is not None for area in state.areas)
    return Tone.STEADY if intrusion else Tone.OFF


def _exits(state: State) -> list[int]:
    return [area.until_ms for area in state.areas if area.phase is Phase.EXIT and area.until_ms is not None]


def _sounder(state: State, siren: Tone, now_ms: int) -> Tone:
    """One sounder, many messages: the most urgent wins."""
    if siren is not Tone.OFF:
        return siren
    if any(area.phase is Phase.ENTRY for area in state.areas):
        return Tone.ENTRY
    exits = _exits(state)
    if exits:
        return Tone.FAST_BEEPS if min(exits) - now_ms <= FAST_EXIT_MS else Tone.SLOW_BEEPS
    troubled = any(area.tamper for area in state.areas) or any(zone.fault for zone in state.zones)
    return Tone.TROUBLE if troubled else Tone.OFF
