"""What is taken from whoever types a command, and what is asked for."""

import argparse

import pytest

from panel.asking import NotGiven, asked, not_empty, port


@pytest.mark.parametrize(("lowest", "text"), [(0, "0"), (0, "65535"), (1, "1"), (1, "8883")])
def test_a_port_is_a_number_that_tcp_has(lowest: int, text: str) -> None:
    assert port(lowest)(text) == int(text)


@pytest.mark.parametrize("text", ["65536", "99999", "-1", "http", ""])
def test_any_other_is_refused_with_the_range(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="ports are 0 to 65535"):
        port(0)(text)


def test_nobody_elses_port_is_zero() -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"ports are 1 to 65535$"):
        port(1)("0")


def test_nothing_is_no_answer() -> None:
    assert not_empty("front_door") == "front_door"
    for nothing in ("", " "):
        with pytest.raises(argparse.ArgumentTypeError, match="it is empty"):
            not_empty(nothing)


def test_a_question_to_nobody_names_the_option_that_answers_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt: prompt)
    assert asked("who? ", "--name") == "who? "

    def ended(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", ended)
    with pytest.raises(NotGiven, match="give --name"):
        asked("who? ", "--name")
