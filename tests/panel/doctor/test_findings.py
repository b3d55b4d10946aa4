"""Findings."""

from panel.doctor.findings import Finding, Section, State, Teller, count, in_order


def test_a_teller_makes_findings_of_its_section() -> None:
    tell = Teller(Section.MODEM)
    assert tell.ok("card", "ready") == Finding(
        section=Section.MODEM, subject="card", state=State.OK, found="ready", expected="", todo=""
    )
    assert tell.note("a", "b").state is State.NOTE
    wrong = tell.wrong("a", "found", "expected", "do")
    assert (wrong.state, wrong.found, wrong.expected, wrong.todo) == (State.WRONG, "found", "expected", "do")


def test_they_are_counted_and_told_by_section_in_the_order_in_which_they_were_found() -> None:
    network, board = Teller(Section.NETWORK), Teller(Section.BOARD)
    found = [network.ok("n", ""), board.note("b2", ""), board.ok("b1", "")]
    assert [each.subject for each in in_order(found)] == ["b2", "b1", "n"]
    assert [count(found, state) for state in State] == [2, 1, 0]
