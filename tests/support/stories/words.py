"""What the panel says, in words that can be read aloud. Nothing of a report, an answer or an output is left out."""

from panel.core.names import Mode, Source
from panel.core.outputs import Outputs, Tone
from panel.core.plan import Plan
from panel.core.reports import Answer, Report
from panel.core.state import AreaState

BY = {
    Source.KEYPAD: "at the keypad",
    Source.TAG: "by tag",
    Source.KEYSWITCH: "by key",
    Source.WEB: "on the page",
    Source.MQTT: "by message",
    Source.STATION: "from the station",
    Source.HOME: "through the home link",
    Source.CONSOLE: "at the console",
    Source.SCHEDULE: "by programme",
    Source.AUTO: "by itself",
}


def span(ms: int) -> str:
    """A length of time."""
    for unit_ms, unit in ((86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1_000, "s")):
        if ms and ms % unit_ms == 0:
            return f"{ms // unit_ms} {unit}"
    return f"{ms} ms"


def zone_name(plan: Plan, number: int) -> str:
    """A zone by its name."""
    return next(zone.name for zone in plan.zones if zone.id == number)


def names(plan: Plan, numbers: tuple[int, ...]) -> str:
    """Zones by their names, in the order given."""
    return " + ".join(zone_name(plan, number) for number in numbers)


def area(now: AreaState) -> str:
    """Where an area stands."""
    return "disarmed" if now.mode is Mode.DISARMED else f"{now.phase}, {now.mode}"


def shows(now: Outputs) -> str:
    """What can be heard and seen."""
    lamps = [name for name, on in _lamps(now) if on]
    words = [f"siren {now.siren}" if now.siren is not Tone.OFF else "", "strobe" if now.strobe else ""]
    words += [f"sounder {now.sounder}" if now.sounder is not Tone.OFF else ""]
    words += [f"lamps {' '.join(lamps)}" if lamps else "", *(f"relay {name}" for name in now.relays)]
    return ", ".join(word for word in words if word) or "nothing"


def _lamps(now: Outputs) -> tuple[tuple[str, bool], ...]:
    return ("ready", now.lamp_ready), ("armed", now.lamp_armed), ("alarm", now.lamp_alarm)


def report(plan: Plan, told: Report, now_ms: int) -> str:
    """One report, whole."""
    words = [
        told.area,
        zone_name(plan, told.zone) if told.zone else "",
        told.why,
        told.mode or "",
        f"zones {names(plan, told.zones)}" if told.zones else "",
        f"conditions {' + '.join(told.conditions)}" if told.conditions else "",
        f"trouble {told.trouble}" if told.trouble else "",
        f"({told.detail})" if told.detail else "",
        _by(told),
        f"{span(now_ms - told.at_ms)} ago" if told.at_ms != now_ms else "",
        f"{span(told.since_alarm_ms)} after the alarm" if told.since_alarm_ms else "",
        f"alarm unless followed up within {span(told.follow_up_ms)}" if told.follow_up_ms else "",
        "closes the pending" if told.closes_pending else "",
        "exit error" if told.exit_error else "",
        "recent close" if told.recent_close else "",
        "test" if told.trial else "",
        "kept in the house" if told.local else "",
    ]
    said = ", ".join(word for word in words if word)
    return f"report {told.kind}: {said}" if said else f"report {told.kind}"


def _by(told: Report) -> str:
    means = BY[told.source] if told.source else ""
    return f"by {told.actor} {means}".rstrip() if told.actor else (f"somebody {means}" if means else "")


def answer(plan: Plan, given: Answer) -> str:
    """One answer, whole."""
    words = [f"{given.status}{f' {given.reason}' if given.reason else ''}{f' with {given.busy}' if given.busy else ''}"]
    words += [f"zones {names(plan, given.zones)}" if given.zones else ""]
    words += [f"conditions {' + '.join(given.conditions)}" if given.conditions else ""]
    words += [f"may be forced with {given.force}" if given.force else ""]
    words += [f"for {span(given.age_ms)} already" if given.age_ms else ""]
    to = f" to {given.request}" if given.request else ""
    return f"answer{to} {', '.join(word for word in words if word)}"
