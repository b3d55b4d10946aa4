"""Who may do what, here and now: the table of rights, met with the state."""

from panel.core.events import Actor
from panel.core.names import Action, Phase, Trial
from panel.core.rights import Circumstances, allowed
from panel.core.state import State


def may(state: State, actor: Actor, action: Action) -> bool:
    """Is this actor allowed this, as things stand?"""
    return allowed(actor, action, circumstances(state))


def circumstances(state: State) -> Circumstances:
    """What of the state the table of rights asks for."""
    trial = state.trial
    return Circumstances(
        consented=state.consent_until_ms is not None,
        service=trial is not None and trial.trial is Trial.SERVICE,
        disarmed=all(area.phase is Phase.IDLE for area in state.areas),
        after_alarm=any(area.memory or area.alarmed_at_ms is not None for area in state.areas),
    )
