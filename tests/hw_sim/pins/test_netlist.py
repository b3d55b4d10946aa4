import pytest
from hypothesis import given
from hypothesis import strategies as st

from hw_sim.pins.netlist import LINES, Bias, Netlist, Setting, ShortCircuit, reset_pull

LOW, HIGH = Setting(output=True, level=False), Setting(output=True, level=True)
PULLED_UP, PULLED_DOWN, FLOATING = Setting(pull=Bias.UP), Setting(pull=Bias.DOWN), Setting()


def test_at_power_on_the_first_nine_lines_are_high_and_the_rest_low() -> None:
    netlist = Netlist()
    assert netlist.levels == [True] * 9 + [False] * 19
    assert [reset_pull(line) for line in (8, 9)] == [Bias.UP, Bias.DOWN]


def test_a_contact_to_ground_wins_over_a_pull_and_the_pull_over_nothing() -> None:
    netlist = Netlist()
    assert netlist.set_panel(17, PULLED_UP) == [17]
    assert netlist.set_world(17, False) == [17]
    assert netlist.set_world(17, None) == [17]
    assert netlist.levels[17] is True
    assert netlist.set_panel(17, PULLED_UP) == []


def test_a_floating_line_reads_what_it_last_was() -> None:
    netlist = Netlist()
    netlist.set_panel(17, PULLED_UP)
    assert netlist.set_panel(17, FLOATING) == []
    assert netlist.levels[17] is True
    netlist.set_world(17, False)
    assert netlist.set_world(17, None) == []
    assert netlist.levels[17] is False


def test_the_resistors_on_the_i2c_lines_cannot_be_pulled_down() -> None:
    netlist = Netlist()
    assert netlist.set_panel(2, FLOATING) == []
    assert netlist.levels[2] is True
    netlist.set_world(2, False)
    assert netlist.set_world(2, None) == [2]


def test_two_pulls_against_each_other_change_nothing() -> None:
    netlist = Netlist()
    netlist.set_panel(5, PULLED_UP)
    netlist.set_panel(12, PULLED_DOWN)
    assert netlist.join(5, 12) == []
    assert (netlist.levels[5], netlist.levels[12]) == (True, False)


def test_a_pressed_key_shows_on_its_column_exactly_while_its_row_is_driven() -> None:
    netlist = Netlist()
    for line in (5, 6, 12, 16):
        netlist.set_panel(line, PULLED_UP)
    assert netlist.join(6, 16) == []
    assert netlist.set_panel(5, LOW) == [5]
    assert netlist.levels[16] is True
    netlist.set_panel(5, PULLED_UP)
    assert netlist.set_panel(6, LOW) == [6, 16]
    assert netlist.part(6, 16) == [16]
    assert netlist.levels[6] is False


def test_three_keys_on_a_rectangle_make_the_fourth_appear() -> None:
    netlist = Netlist()
    for line in (5, 6, 12, 16):
        netlist.set_panel(line, PULLED_UP)
    for row, column in ((5, 12), (5, 16), (6, 12)):
        netlist.join(row, column)
    assert netlist.set_panel(6, LOW) == [5, 6, 12, 16]


def test_the_world_against_an_output_is_a_short_circuit_and_changes_nothing() -> None:
    netlist = Netlist()
    netlist.set_panel(22, HIGH)
    with pytest.raises(ShortCircuit, match="the panel drives GPIO22 high, the world drives GPIO22 low"):
        netlist.set_world(22, False)
    assert (netlist.drives[22], netlist.levels[22]) == (None, True)
    netlist.set_panel(22, PULLED_UP)
    netlist.set_world(22, False)
    with pytest.raises(ShortCircuit):
        netlist.set_panel(22, HIGH)
    assert (netlist.settings[22], netlist.levels[22]) == (PULLED_UP, False)


def test_a_contact_between_two_drivers_that_disagree_does_not_close() -> None:
    netlist = Netlist()
    netlist.set_panel(5, LOW)
    netlist.set_panel(6, HIGH)
    with pytest.raises(ShortCircuit, match="the panel drives GPIO5 low, the panel drives GPIO6 high"):
        netlist.join(5, 6)
    assert netlist.joints == set()


ACTS = st.one_of(
    st.tuples(st.just("panel"), st.integers(0, 3), st.sampled_from([LOW, HIGH, PULLED_UP, PULLED_DOWN, FLOATING])),
    st.tuples(st.just("world"), st.integers(0, 3), st.sampled_from([True, False, None])),
    st.tuples(st.just("join"), st.integers(0, 3), st.integers(0, 3)),
    st.tuples(st.just("part"), st.integers(0, 3), st.integers(0, 3)),
)


@given(st.lists(ACTS, max_size=30))
def test_whatever_happens_a_driven_net_is_at_its_driver_s_level_and_changes_are_told(
    acts: list[tuple[str, int, object]],
) -> None:
    netlist = Netlist()
    for verb, line, what in acts:
        before = list(netlist.levels)
        call = {"panel": netlist.set_panel, "world": netlist.set_world, "join": netlist.join, "part": netlist.part}[
            verb
        ]
        try:
            told = call(line, what)  # type: ignore[operator]  # the table holds callables alone
        except ShortCircuit:
            told = []
        assert told == [n for n in range(LINES) if netlist.levels[n] != before[n]]
        for n in range(4):
            if netlist.settings[n].output:
                assert {netlist.levels[m] for m in netlist.net(n)} == {netlist.settings[n].level}
            if netlist.drives[n] is not None:
                assert {netlist.levels[m] for m in netlist.net(n)} == {netlist.drives[n]}
