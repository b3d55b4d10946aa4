"""Edges as a pin stamps them, and a circuit that they are fed to."""

from zones.kinds import Level
from zones.qualify import Qualified, QualifierState, due, seen

Q_MS = 50
CLOSED = QualifierState(Level.SECURE, Level.SECURE, since_ms=0)
Edge = tuple[Level, int]


def fed(edges: list[Edge], until_ms: int, start: QualifierState = CLOSED, q_ms: int = Q_MS) -> list[Qualified]:
    """All that counts when the edges arrive in this order and time then passes up to ``until_ms``."""
    state = start
    out: list[Qualified] = []
    for level, at_ms in edges:
        state, counted = seen(state, level, at_ms, q_ms)
        out += counted
    return out + list(due(state, until_ms, q_ms)[1])
