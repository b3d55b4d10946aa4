"""What people at a shell tell the panel to do: arm, disarm, leave out, try out, let in.

The same core decides as for the keypad, by the rights of whoever the PIN belongs to; being root on the panel
opens no door that the table of rights keeps shut.
"""

from collections.abc import Callable
from secrets import token_hex
from typing import Protocol, assert_never

from panel.api import Arm, Chime, Disarm, LeaveOut, LetIn, Order, Postpone, Reply, TryOut
from panel.core.events import (
    Actor,
    ArmRequested,
    BypassRequested,
    ChimeSet,
    CodeTyped,
    ConsentRequested,
    DisarmRequested,
    Event,
    PostponeRequested,
    TrialRequested,
    WrongCode,
)
from panel.core.names import Bypass, Condition, Reason, Source, Status
from panel.core.plan import MINUTE_MS, Plan
from panel.core.reports import Answer
from panel.core.step import Step
from panel.store.actors import Found, Here, Moment, by_code
from panel.store.people import People
from panel.store.pins import verifier

REQUEST = "console"  # one at a time: the reply goes to whoever asked
TOKEN_BYTES = 4  # good for two minutes, for one person, for what was named

WithCode = Arm | Disarm | LeaveOut | TryOut | LetIn | Postpone


class OrderRefused(Exception):
    """What was asked is not done; the message says why and what to do."""


class House(Protocol):
    """What an order needs of the engine."""

    plan: Plan
    people: People
    here: Here
    device_key: bytes

    def moment(self) -> Moment: ...

    def command(self, event: Event, used: bytes = b"") -> Step: ...

    def ping_store(self, answered: Callable[[], None]) -> None: ...


def obey(house: House, order: Order, respond: Callable[[Reply], None]) -> None:
    """Does it if whoever asks may, and responds once, after the outcome is kept."""
    if isinstance(order, Chime):
        house.command(ChimeSet(order.on))
        reply = Reply(ok=True, text=done(order, house.plan))
    else:
        reply = _with_code(house, order)
    house.ping_store(lambda: respond(reply))


def identify(house: House, pin: str, *, forgives: bool = True) -> Found:
    """Whose PIN it is, once the core has heard it. Raises OrderRefused: nobody's, or nobody is listened to now.

    ``forgives``: see ``CodeTyped``.
    """
    typed = verifier(house.device_key, pin)
    found = by_code(house.people, typed, house.here, house.moment())
    event: Event = WrongCode(Source.CONSOLE, request=REQUEST)
    if found is not None:
        event = CodeTyped(
            actor=found.actor, source=Source.CONSOLE, duress=found.duress, forgives=forgives, request=REQUEST
        )
    answer = house.command(event).answers[-1]
    if found is None or answer.status is not Status.OK:
        raise OrderRefused(_REASONS[answer.reason or Reason.WRONG_CODE])
    return found


def _with_code(house: House, order: WithCode) -> Reply:
    if not isinstance(order, Arm | Disarm):
        actor = identify(house, order.pin).actor
        return reply_of(order, house.command(event_of(order, actor, "")).answers[-1], house.plan)
    typed = verifier(house.device_key, order.pin)
    found = by_code(house.people, typed, house.here, house.moment())
    if found is None:
        event: Event = WrongCode(Source.CONSOLE, request=REQUEST)
    else:
        event = event_of(order, found.actor, token_hex(TOKEN_BYTES), duress=found.duress)
    answers = house.command(event, typed).answers
    assert answers, "every order is answered"
    return reply_of(order, answers[-1], house.plan)


def event_of(order: WithCode, actor: Actor, offer: str, *, duress: bool = False) -> Event:
    """The order as the core hears it. ``offer``: what the token shall be, should it be refused."""
    match order:
        case Arm():
            return ArmRequested(
                actor=actor,
                source=Source.CONSOLE,
                mode=order.mode,
                areas=order.areas,
                no_exit=order.no_exit,
                silent=order.silent,
                force=order.force,
                offer=offer,
                duress=duress,
                request=REQUEST,
            )
        case Disarm():
            return DisarmRequested(
                actor=actor, source=Source.CONSOLE, areas=order.areas, duress=duress, request=REQUEST
            )
        case LeaveOut():
            return BypassRequested(
                actor=actor, source=Source.CONSOLE, zone=order.zone, bypass=order.bypass, request=REQUEST
            )
        case TryOut():
            return TrialRequested(
                actor=actor,
                source=Source.CONSOLE,
                trial=order.trial,
                named=order.named,
                for_ms=order.minutes * MINUTE_MS,
                request=REQUEST,
            )
        case LetIn():
            return ConsentRequested(
                actor=actor, source=Source.CONSOLE, for_ms=order.hours * 60 * MINUTE_MS, request=REQUEST
            )
        case Postpone():
            return PostponeRequested(
                actor=actor, source=Source.CONSOLE, for_ms=order.minutes * MINUTE_MS, request=REQUEST
            )
        case _:
            assert_never(order)


# words --------------------------------------------------------------------------------------------


def reply_of(order: Order, answer: Answer, plan: Plan) -> Reply:
    """The core's answer in words: what was done, or why not and what to do."""
    if answer.status is Status.OK:
        return Reply(ok=True, text=done(order, plan))
    if answer.status is Status.BUSY:
        kind = answer.busy.value if answer.busy is not None else "another"
        return Reply(ok=False, text=f"a request is under way ({kind}, for {answer.age_ms // 1000} s): try again soon")
    if answer.reason is Reason.NOT_READY and isinstance(order, Arm):
        return Reply(ok=False, text=_in_the_way(answer, plan))
    return Reply(ok=False, text=_why_not(order, answer.reason))


def done(order: Order, plan: Plan) -> str:
    """What an order that was obeyed has done."""
    match order:
        case Arm():
            exit_s = 0 if order.no_exit else plan.exit_delay_ms // 1000
            return f"armed {order.mode.value}" + (f" in {exit_s} s: leave now" if exit_s else "")
        case Disarm():
            return "disarmed"
        case LeaveOut():
            return f"zone {order.zone} {_LEFT_OUT[order.bypass]}"
        case TryOut():
            return "the test has ended" if order.trial is None else f"the {order.trial.value} test has begun"
        case LetIn():
            return (
                f"the installer is let in for {order.hours} h" if order.hours else "the installer is let in no longer"
            )
        case Chime():
            return f"chimes are {'on' if order.on else 'off'}"
        case Postpone():
            return f"the arming that was announced waits: {order.minutes} min from now"
        case _:
            assert_never(order)


_LEFT_OUT = {
    Bypass.ONCE: "is left out until the next disarming",
    Bypass.ISOLATED: "is left out until somebody takes it back in",
    Bypass.NONE: "counts again",
    Bypass.SWINGER: "is left out until the next disarming",
}
_CONDITIONS = {
    Condition.MASKED: "a detector is masked",
    Condition.FAULT: "a detector has a fault",
    Condition.MAINS: "the mains are off",
    Condition.BATTERY: "the battery is low or missing",
    Condition.PATHS: "no path to the station is up",
    Condition.SIREN: "the siren has a fault",
}


def _in_the_way(answer: Answer, plan: Plan) -> str:
    names = {zone.id: zone.name for zone in plan.zones}
    found = [f"zone {zone} ({names[zone]})" for zone in answer.zones]
    found += [_CONDITIONS[condition] for condition in answer.conditions]
    advice = (
        f"to arm all the same, without just these: --force {answer.force} within {plan.force_ms // 1000} s"
        if answer.force
        else "close or bypass what is open, and mend the rest"
    )
    return f"not armed, in the way: {', '.join(found) or 'something that changed meanwhile'}; {advice}"


MAY_NOT = "this PIN may not do that"
_REASONS = {
    Reason.NO_PERMISSION: MAY_NOT,
    Reason.WRONG_CODE: "nobody has this PIN",
    Reason.LOCKED: "too many wrong codes: nobody is listened to for a while",
    Reason.ALARM_ACTIVE: "somebody is coming in, or the alarm is on: disarm first",
    Reason.INVALID: "there is no such area, mode or zone, or it can never be left out",
}


def _why_not(order: Order, reason: Reason | None) -> str:
    if reason is Reason.NOT_READY:
        return "not while anything there is armed: disarm first" if isinstance(order, LeaveOut | TryOut) else "not now"
    if reason is Reason.INVALID and isinstance(order, Postpone):
        return "no arming is announced now, so there is nothing to postpone"
    return _REASONS.get(reason, f"refused: {reason.value}") if reason is not None else "refused"
