"""A small house that is in order, to be broken one sentence at a time."""

from panel.config import ConfigError, Problem, parse

HOUSE = """\
[panel]
id = "p1"
name = "House"
account = "1234"
timezone = "Europe/Lisbon"

[[area]]
id = "house"
name = "House"
modes = ["total", "night"]

[[input]]
name = "door"
pin = 5

[[input]]
name = "hall"
pin = 6

[[input]]
name = "smoke"
pin = 13

[[output]]
name = "siren"
pin = 12
role = "siren"

[[keypad]]
name = "keys"
rows = [14, 15, 18, 23]
columns = [2, 3, 4, 17]

[[zone]]
id = 1
name = "Door"
area = "house"
kind = "entry_exit"
input = "door"
modes = ["total", "night"]

[[zone]]
id = 2
name = "Hall"
area = "house"
kind = "follower"
input = "hall"
modes = ["total"]

[[zone]]
id = 3
name = "Smoke"
area = "house"
kind = "fire"
input = "smoke"
wiring = "no"
"""


def changed(*changes: tuple[str, str]) -> str:
    """The house with each first text replaced, once, by the second; the first must be there."""
    text = HOUSE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def problems(text: str) -> tuple[Problem, ...]:
    """Everything that is wrong with ``text``."""
    try:
        parse(text, "house.toml")
    except ConfigError as error:
        return error.problems
    return ()


def told(text: str) -> str:
    """What is said about ``text``, a line for each problem."""
    return "\n".join(str(problem) for problem in problems(text))


def said(*changes: tuple[str, str]) -> str:
    """What is said about the house so changed, a line for each problem."""
    return told(changed(*changes))


def faults(text: str) -> list[str]:
    """The kinds of fault in ``text``, in order."""
    return [problem.fault.value for problem in problems(text)]
