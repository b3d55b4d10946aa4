"""What is wrong with the panel itself: told when it begins and when it ends, once each, or when it has lasted."""

from panel.core.names import ReportKind, Trouble
from panel.core.turn import Turn


def raise_trouble(turn: Turn, trouble: Trouble, detail: str, tell: bool = True) -> None:
    """It does not work. Not to be told yet, it is in the way of arming all the same."""
    one = (trouble, detail)
    begins = one not in turn.rest.troubles
    if begins:
        turn.set(troubles=(*turn.rest.troubles, one), untold=(*turn.rest.untold, one))
    if tell and one in turn.rest.untold:
        _told(turn, trouble, detail)
        turn.report(ReportKind.TROUBLE, trouble=trouble, detail=detail)


def clear_trouble(turn: Turn, trouble: Trouble, detail: str) -> None:
    """It works again: news for whoever heard that it did not."""
    one = (trouble, detail)
    if one not in turn.rest.troubles:
        return
    turn.set(troubles=tuple(other for other in turn.rest.troubles if other != one))
    if one in turn.rest.untold:
        _told(turn, trouble, detail)
    else:
        turn.report(ReportKind.RESTORE_TROUBLE, trouble=trouble, detail=detail)


def _told(turn: Turn, trouble: Trouble, detail: str) -> None:
    turn.set(untold=tuple(other for other in turn.rest.untold if other != (trouble, detail)))
