"""Plants a bug in the core, walks a member of the family, and says which rule noticed."""

from collections.abc import Callable
from types import ModuleType

import pytest
from msgspec.structs import replace

from hw_sim.model.edge import Invariant
from hw_sim.model.family import Member
from hw_sim.model.further import FAMILY
from hw_sim.model.invariants import INVARIANTS
from hw_sim.model.walk import Violation, Walker
from panel.core import actions
from panel.core.names import Phase
from panel.core.table import TABLE, Cell, Do, Trigger
from panel.core.turn import Cause, Turn

Plant = Callable[[pytest.MonkeyPatch], None]
Action = Callable[[Turn, int, Cause], None]
EDGES_MAX = 40_000  # a bug that takes longer to meet would need a smaller member


def member(name: str) -> Member:
    """One of the family."""
    return next(found for found in FAMILY if found.name == name)


def rule(name: str) -> Invariant:
    """One of the invariants."""
    return next(found for found in INVARIANTS if found.name == name)


def caught(where: str, by: str) -> Violation:
    """The first violation of that rule alone; fails when the walk ends without one.

    And when the rule would have noticed sooner, had it been asked of every step and not only of what it is about.
    """
    found = Walker(member(where), (rule(by),), edges_max=EDGES_MAX, stop_at=1).run().violations
    asked_always = replace(rule(by), about=())
    assert found == Walker(member(where), (asked_always,), edges_max=EDGES_MAX, stop_at=1).run().violations
    assert found, f"{by} noticed nothing in {where}"
    assert found[0].rule == by, f"{found[0].rule} noticed first: {found[0].what}"
    return found[0]


# how to plant -------------------------------------------------------------------------------------


def cell(phase: Phase, trigger: Trigger, do: Do, *to: Phase) -> Plant:
    """Another cell in the table."""
    return lambda patch: patch.setitem(TABLE, (phase, trigger), Cell(do, to, "planted"))


def deed(do: Do, action: Action) -> Plant:
    """Another action behind a deed of the table."""
    return lambda patch: patch.setitem(actions._ACTIONS, do, action)


def also(do: Do, more: Action) -> Plant:
    """The deed as it is, and something more."""
    own = actions._ACTIONS[do]

    def both(turn: Turn, area: int, cause: Cause) -> None:
        own(turn, area, cause)
        more(turn, area, cause)

    return deed(do, both)


def instead(module: ModuleType | type, name: str, value: object) -> Plant:
    """Another function under the same name."""
    return lambda patch: patch.setattr(module, name, value)


def together(*plants: Plant) -> Plant:
    """A bug in several places."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        for each in plants:
            each(patch)

    return plant


def nothing(turn: Turn, area: int, cause: Cause) -> None:
    """The action of somebody who forgot to write it."""
