from hw_sim.replay.errors import InputErrors


def test_every_mistake_has_a_line_of_its_own() -> None:
    error = InputErrors(["one", "two"])
    assert (str(error), error.problems) == ("one\ntwo", ("one", "two"))
