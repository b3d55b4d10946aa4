"""Walk test, station test, service, and the administrator's consent to the installer."""

from panel.core.events import ConsentRequested, TrialRequested
from panel.core.names import Action, Reason, ReportKind, Role, Trial
from panel.core.people import may
from panel.core.slot import busy
from panel.core.state import TrialState
from panel.core.turn import Turn

DAY_MS = 86_400_000  # no test lasts longer: US stations take a house off test after a day at most
CONSENT_HOURS = (1, 2, 4, 8)


def try_out(turn: Turn, asked: TrialRequested) -> None:
    """Begins a trial, or ends the one that runs. Never while anything is armed."""
    refusal = _refusal(turn, asked)
    if refusal is not None:
        turn.answer(asked.request, refusal)
        return
    occupied = busy(turn, asked.source, asked.request)
    if occupied is not None:
        turn.answers.append(occupied)
        return
    end_trial(turn, "ended")
    if asked.trial is not None:
        _begin(turn, asked, asked.trial)
    turn.answer(asked.request)


def _refusal(turn: Turn, asked: TrialRequested) -> Reason | None:
    running = turn.rest.trial
    trial = asked.trial or (running.trial if running is not None else Trial.WALK)
    action = Action.STATION_TEST if trial is Trial.STATION else Action.TRIAL
    if not may(turn.rest, asked.actor, action):
        return Reason.NO_PERMISSION
    if not 0 <= asked.for_ms <= DAY_MS:
        return Reason.INVALID
    return Reason.NOT_READY if asked.trial is not None and turn.any_armed() else None


def _begin(turn: Turn, asked: TrialRequested, trial: Trial) -> None:
    usual_ms = turn.plan.walk_ms if trial is Trial.WALK else turn.plan.trial_ms
    until_ms = turn.now + (asked.for_ms or usual_ms)
    consented = asked.actor.role is Role.INSTALLER
    turn.set(
        trial=TrialState(trial=trial, actor=asked.actor.id, until_ms=until_ms, by_consent=consented, named=asked.named)
    )
    turn.report(ReportKind.TRIAL_BEGUN, actor=asked.actor.id, source=asked.source, detail=trial.value)


def end_trial(turn: Turn, why: str) -> None:
    """Whatever was tried out is real again. A walk test says which zones nobody tripped."""
    trial = turn.rest.trial
    if trial is None:
        return
    turn.set(trial=None)
    missed = tuple(zone.id for zone in turn.plan.zones if zone.id not in trial.seen)
    turn.report(
        ReportKind.TRIAL_ENDED,
        actor=trial.actor,
        why=why,
        detail=trial.trial.value,
        zones=missed if trial.trial is Trial.WALK else (),
    )


def consent(turn: Turn, asked: ConsentRequested) -> None:
    """Lets the installer in for 1, 2, 4 or 8 h, or out at once."""
    if not may(turn.rest, asked.actor, Action.CONSENT):
        turn.answer(asked.request, Reason.NO_PERMISSION)
        return
    if asked.for_ms and asked.for_ms not in [hours * turn.plan.hour_ms for hours in CONSENT_HOURS]:
        turn.answer(asked.request, Reason.INVALID)
        return
    if asked.for_ms:
        turn.set(consent_until_ms=turn.now + asked.for_ms)
        turn.report(ReportKind.CONSENT_GIVEN, actor=asked.actor.id, source=asked.source, detail=f"{asked.for_ms} ms")
    else:
        end_consent(turn, asked.actor.id)
    turn.answer(asked.request)


def end_consent(turn: Turn, actor: str = "") -> None:
    """The installer is out, and what they tried out ends with it."""
    if turn.rest.consent_until_ms is None:
        return
    turn.set(consent_until_ms=None)
    turn.report(ReportKind.CONSENT_ENDED, actor=actor)
    if turn.rest.trial is not None and turn.rest.trial.by_consent:
        end_trial(turn, "consent_ended")
