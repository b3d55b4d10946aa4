"""What must hold after every step the walk can take, gathered from hw_sim.model.rules.

Each is a function whose name is the rule and whose docstring says it in full. It looks at one ``Edge``:
the state before, the event, the state after, reports, answers and outputs. They are written from the
functional contract, without the table and with their own idea of what is live: the thing under test
must not be its own measure.
"""

from hw_sim.model.edge import Edge, Invariant
from hw_sim.model.rules import counting, desk, leaving, people, programmes, silence, telling, time, zones
from panel.core.outputs import Outputs

_MODULES = (zones, people, silence, time, leaving, telling, counting, desk, programmes)
INVARIANTS: tuple[Invariant, ...] = tuple(rule for module in _MODULES for rule in module.RULES.all)


def asked_of(invariants: tuple[Invariant, ...], event: type, touched: frozenset[str]) -> tuple[Invariant, ...]:
    """Those that have something to say about a step by this type of event that touched and told these."""
    return tuple(rule for rule in invariants if rule.is_asked(event, touched))


def outputs_are_a_function_of_the_state(edge: Edge, shown: Outputs) -> str | None:
    """And of nothing else: the state that stands for this one shows the same, at its own instant."""
    return None if shown == edge.outputs_after else f"{shown} and {edge.outputs_after} from equal states"
