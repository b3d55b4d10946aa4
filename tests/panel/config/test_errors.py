"""How a problem reads."""

from panel.config.errors import ConfigError, Problem
from panel.config.messages import ENGLISH, Fault

FULL = Problem(
    fault=Fault.VALUE,
    file="home.toml",
    line=41,
    place="zone 7 (Kitchen PIR)",
    key="modes",
    found='"totl"',
    allowed="total, partial, night",
    hint='did you mean "total"?',
)
BARE = Problem(fault=Fault.UNREADABLE, file="home.toml", found="nothing", allowed="a readable file")


def test_a_problem_says_where_what_was_found_what_is_allowed_and_what_to_do() -> None:
    assert str(FULL) == (
        'home.toml:41: zone 7 (Kitchen PIR): modes: found "totl", allowed: total, partial, night — '
        'did you mean "total"?'
    )


def test_what_is_not_known_is_left_out() -> None:
    assert str(BARE) == "home.toml: found nothing, allowed: a readable file"


def test_an_error_holds_and_says_all_problems() -> None:
    error = ConfigError([FULL, BARE])
    assert error.problems == (FULL, BARE)
    assert str(error) == f"{FULL}\n{BARE}"


def test_every_fault_has_its_words() -> None:
    assert set(ENGLISH) == set(Fault)
