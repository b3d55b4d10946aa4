import pytest

from hw_sim.pins.netlist import Bias, Setting, ShortCircuit
from hw_sim.pins.wires import Act, Drive, Fail, Heal, Join, Part, Wires

PULLED_UP = Setting(pull=Bias.UP)


class Watched:
    """Wires on a clock that stands, one input watched."""

    def __init__(self) -> None:
        self.now_ns = 5000
        self.wires = Wires(lambda: self.now_ns)
        self.wires.configure(17, PULLED_UP)
        self.edges: list[tuple[int, bool]] = []
        self.wires.watch(17, lambda at_ns, level: self.edges.append((at_ns, level)))


def test_an_edge_comes_before_the_act_returns_with_the_world_s_stamp() -> None:
    watched = Watched()
    watched.wires.drive(17, False)
    assert watched.edges == [(5000, False)]
    watched.wires.drive(17, None, at_ns=4000)
    assert watched.edges == [(5000, False), (4000, True)]
    watched.wires.watch(17, None)
    watched.wires.drive(17, False)
    assert len(watched.edges) == 2


def test_a_quiet_act_moves_the_wire_and_tells_observers_but_not_the_panel() -> None:
    watched = Watched()
    seen: list[tuple[int, bool, int]] = []
    watched.wires.observe(lambda line, level, at_ns: seen.append((line, level, at_ns)))
    watched.wires.drive(17, False, quiet=True)
    assert (watched.edges, seen, watched.wires.read(17)) == ([], [(17, False, 5000)], False)


def test_a_failing_line_gives_errors_and_no_edges_while_the_wire_goes_on() -> None:
    watched = Watched()
    watched.wires.fail(17)
    watched.wires.drive(17, False)
    assert watched.edges == []
    with pytest.raises(OSError, match="Input/output error"):
        watched.wires.read(17)
    with pytest.raises(OSError, match="Input/output error"):
        watched.wires.configure(17, Setting(output=True))
    assert watched.wires.level(17) is False
    watched.wires.heal(17)
    assert watched.wires.read(17) is False


def test_an_edge_s_handler_that_drives_another_line_is_heard_after_it() -> None:
    wires = Wires(lambda: 0)
    told: list[tuple[int, bool]] = []
    for line in (5, 17):
        wires.configure(line, PULLED_UP)
    wires.observe(lambda line, level, at_ns: told.append((line, level)))

    def answer(at_ns: int, level: bool) -> None:
        wires.configure(22, Setting(output=True, level=not level))
        told.append((0, level))  # returns before the siren's own change is told

    wires.watch(17, answer)
    wires.drive(17, False)
    assert told == [(17, False), (0, False), (22, True)]


def test_every_act_is_told_to_whoever_carries_it_on() -> None:
    wires = Wires(lambda: 7)
    acts: list[tuple[Act, int, bool]] = []
    wires.observe_acts(lambda act, at_ns, quiet: acts.append((act, at_ns, quiet)))
    wires.drive(17, True, quiet=True)
    wires.join(5, 12, at_ns=3)
    wires.part(5, 12)
    wires.fail(4)
    wires.heal(4)
    assert acts == [
        (Drive(17, True), 7, True),
        (Join(5, 12), 3, False),
        (Part(5, 12), 7, False),
        (Fail(4), 7, False),
        (Heal(4), 7, False),
    ]


def test_an_act_that_would_be_a_short_circuit_is_told_to_nobody() -> None:
    wires = Wires(lambda: 0)
    wires.configure(22, Setting(output=True, level=True))
    acts: list[Act] = []
    wires.observe_acts(lambda act, at_ns, quiet: acts.append(act))
    with pytest.raises(ShortCircuit):
        wires.drive(22, False)
    assert acts == []


def test_what_the_panel_drives_is_seen_as_driven() -> None:
    wires = Wires(lambda: 0)
    assert not wires.is_output(22)
    wires.configure(22, Setting(output=True, level=True))
    assert wires.is_output(22)
    assert wires.setting(22) == Setting(output=True, level=True)
    with pytest.raises(ValueError, match="GPIO28 is not on the header"):
        wires.read(28)
