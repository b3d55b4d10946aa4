"""What is wrong with the panel itself: told when it begins and when it ends, once each."""

from panel.core.names import ReportKind, Trouble
from panel.core.turn import Turn


def raise_trouble(turn: Turn, trouble: Trouble, detail: str) -> None:
    """It does not work."""
    if (trouble, detail) not in turn.rest.troubles:
        turn.set(troubles=(*turn.rest.troubles, (trouble, detail)))
        turn.report(ReportKind.TROUBLE, trouble=trouble, detail=detail)


def clear_trouble(turn: Turn, trouble: Trouble, detail: str) -> None:
    """It works again."""
    if (trouble, detail) in turn.rest.troubles:
        turn.set(troubles=tuple(t for t in turn.rest.troubles if t != (trouble, detail)))
        turn.report(ReportKind.RESTORE_TROUBLE, trouble=trouble, detail=detail)
