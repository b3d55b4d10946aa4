"""Calls for help by keys: they work disarmed, with a request under way, without any code, and off line."""

from panel.core.alarms import is_flagged, is_muted, latch
from panel.core.events import HelpCalled
from panel.core.names import Help, ReportKind
from panel.core.turn import Turn

ALARM_OF = {
    Help.SOS: ReportKind.SOS,
    Help.PANIC: ReportKind.PANIC,
    Help.FIRE: ReportKind.FIRE,
    Help.MEDICAL: ReportKind.MEDICAL,
}


def call(turn: Turn, called: HelpCalled) -> None:
    """Told at once and heard in the house, until a code says that help has come."""
    kind = ALARM_OF[called.help]
    if not is_muted(turn, kind):
        latch(turn, kind, by_hand=True)
    turn.report(kind, actor=called.actor, source=called.source, why=called.help.value, trial=is_flagged(turn, kind))
