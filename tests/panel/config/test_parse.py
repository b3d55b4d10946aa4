"""From a file to a configuration, or to everything that is wrong with it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.config import ConfigError, load, parse
from panel.config.model import Pull, Wiring
from panel.config.parse import SIZE_MAX
from panel.core.names import Mode
from tests.panel.config.house import HOUSE, changed, problems
from zones.kinds import Kind

FIVE_MISTAKES = changed(
    ('modes = ["total"]', 'modes = ["totl"]'),
    ("pin = 6", "pin = 5"),
    ('area = "house"\nkind = "fire"', 'area = "hose"\nkind = "fire"'),
    ('wiring = "no"', 'wirring = "no"'),
    ("Europe/Lisbon", "Europe/Lisboa"),
)


def test_a_file_in_order_becomes_frozen_structs(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text(HOUSE, encoding="utf-8")
    config = load(file)
    assert (config.panel.id, config.panel.language) == ("p1", "en")
    assert config.input[0].pull is Pull.UP
    assert [zone.kind for zone in config.zone] == [Kind.ENTRY_EXIT, Kind.FOLLOWER, Kind.FIRE]
    assert config.zone[2].wiring is Wiring.NO
    assert config.area[0].modes == (Mode.TOTAL, Mode.NIGHT)
    assert config.keypad[0].rows == (14, 15, 18, 23)
    assert config.timings.exit_delay_s == 60
    assert config.mqtt is None
    with pytest.raises(AttributeError):
        config.panel = config.panel  # type: ignore[misc]  # it is frozen: that is the test


def test_five_mistakes_are_five_errors_in_the_order_of_their_lines() -> None:
    with pytest.raises(ConfigError) as caught:
        parse(FIVE_MISTAKES, "home.toml")
    assert [(p.line, p.place, p.key, p.found) for p in caught.value.problems] == [
        (5, "panel", "timezone", '"Europe/Lisboa"'),
        (18, "input hall", "pin", "5"),
        (48, "zone 2 (Hall)", "modes", '"totl"'),
        (53, "zone 3 (Smoke)", "area", '"hose"'),
        (56, "zone 3 (Smoke)", "wirring", "an unknown name"),
    ]
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("[panel]\nid = \n", 2, "invalid value at column 6"),
        ("a = 1\na = 2\nb = 3\n", 2, "cannot overwrite a value at column 6"),
        ("[panel]\nid", 2, "expected '=' after a key in a key/value pair at the end of the file"),
        ('id = "no end\n', 1, "illegal character '\\n' at column 13"),
        ("a = " + "[" * 5000, 0, "more brackets within each other than can be read"),
        ("a = " + "1" * 5000, 0, "a number with more digits than can be read"),
    ],
)
def test_what_is_no_toml_is_told_in_the_same_form(text: str, line: int, found: str) -> None:
    (problem,) = problems(text)
    assert (problem.line, problem.found) == (line, found)
    assert str(problem).startswith(f"house.toml:{line}: found " if line else "house.toml: found ")


def test_a_file_that_is_not_there_is_told_in_the_same_form(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "none.toml")
    assert str(caught.value) == (
        f"{tmp_path}/none.toml: found No such file or directory, allowed: a readable file — "
        "check the path and its permissions"
    )


@pytest.mark.parametrize("path", [Path("/dev/zero"), Path("/")])
def test_what_is_no_file_is_not_read(path: Path) -> None:
    with pytest.raises(ConfigError, match="no regular file"):
        load(path)


def test_a_file_in_another_encoding_is_refused_with_the_line_of_its_first_wrong_byte(tmp_path: Path) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes(b'[panel]\nname = "Sal\xe3o"\n')
    with pytest.raises(ConfigError) as caught:
        load(file)
    assert str(caught.value) == (
        f"{file}:2: found the byte 0xE3, allowed: text in UTF-8 — save the file as UTF-8 in your editor"
    )


def test_a_mark_that_some_editors_put_before_the_text_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text(HOUSE, encoding="utf-8-sig")
    assert load(file) == parse(HOUSE, "house.toml")


def test_lines_may_end_as_on_windows() -> None:
    assert parse(HOUSE.replace("\n", "\r\n"), "x") == parse(HOUSE, "x")
    lines = [problem.line for problem in problems(FIVE_MISTAKES)]
    assert [problem.line for problem in problems(FIVE_MISTAKES.replace("\n", "\r\n"))] == lines


@pytest.mark.parametrize("size", [SIZE_MAX + 1, 3 * SIZE_MAX])
def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path, size: int) -> None:
    file = tmp_path / "large.toml"
    file.write_bytes(b"#" * size)
    with pytest.raises(ConfigError, match=f"at most {SIZE_MAX} bytes"):
        load(file)


def test_a_file_of_exactly_the_largest_size_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    file.write_text(HOUSE + "#" * (SIZE_MAX - len(HOUSE)), encoding="utf-8")
    assert load(file) == parse(HOUSE, "x")


@given(st.integers(0, len(HOUSE)), st.integers(0, 12), st.text("[]{}\"'=,.#\n\\ \t019aeà-_", max_size=6))
def test_a_house_with_any_text_overwritten_is_read_or_refused_and_never_crashes(at: int, cut: int, put: str) -> None:
    text = HOUSE[:at] + put + HOUSE[at + cut :]
    for problem in problems(text):
        assert 0 <= problem.line <= text.count("\n") + 1
        assert problem.found
        assert problem.allowed
