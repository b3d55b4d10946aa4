"""Pairs of lines, and what they showed."""

import pytest

from panel.config.power import PowerConfig
from panel.doctor.contract import BURST, EDGES, BadPair, Measured, findings, free_lines, harness, pairs_of, percentile
from panel.doctor.findings import State
from tests.support.pin_bench import KEYPAD, READER, installation, siren

GOOD = Measured(
    pair=(9, 10), pulls={"up": True, "down": True}, levels={0: 0, 1: 1}, late_us=(200,) * EDGES, stamped=EDGES,
    pulses_ms=(60.1, 60.0), burst=BURST, clicks=0, kept=True,
)  # fmt: skip


def measured(**changed: object) -> dict[str, tuple[State, str]]:
    one = Measured(**({field: getattr(GOOD, field) for field in GOOD.__struct_fields__} | changed))
    return {each.subject.removeprefix("GPIO9 to GPIO10: "): (each.state, each.found) for each in findings(one)}


def test_pairs_are_two_free_lines_with_a_colon() -> None:
    assert pairs_of(["9:10", "11:26"], installation()) == [(9, 10), (11, 26)]


@pytest.mark.parametrize("word", ["9", "9:9", "9:28", "a:b", "9:10:11", "-1:3", "٩:10"])
def test_anything_else_is_no_pair(word: str) -> None:
    with pytest.raises(BadPair, match="no pair; two BCM numbers from 0 to 27"):
        pairs_of([word], installation())


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["17:9"], "GPIO17 belongs to door; free with this configuration: "),
        (["9:2"], "GPIO2 belongs to I2C bus 1"),
        (["0:9"], "GPIO0 is looked at by the firmware"),
        (["9:10", "10:11"], "GPIO10 is named twice"),
    ],
)
def test_a_line_of_the_panel_is_refused_and_the_free_ones_are_named(words: list[str], why: str) -> None:
    with pytest.raises(BadPair, match=why):
        pairs_of(words, installation(power=PowerConfig(capacity_mah=7_000)))


def test_the_harness_names_places_on_the_header_for_every_two_free_lines() -> None:
    config = installation(output=(siren(),), keypad=(KEYPAD,), reader=(READER,), power=PowerConfig(capacity_mah=7_000))
    assert free_lines(config) == [4, 7, 8, 9, 10, 11, 14, 15, 18, 25, 26, 27]
    first, *pairs = harness(config)
    assert "over 1 kΩ" in first
    assert pairs[0] == "4:7   header 7 to header 26"
    assert len(pairs) == 6


def test_a_pair_that_keeps_the_contract() -> None:
    found = measured()
    assert {state for state, _ in found.values()} == {State.OK}
    assert found["edges"][1] == "200 of 200 came; n=200, p50 0.20 ms, p99 0.20 ms"
    assert found["pulses of 60 ms"][1] == "seen as 60.1, 60.0 ms"


@pytest.mark.parametrize(
    ("changed", "subject", "state"),
    [
        ({"levels": {0: 0, 1: 0}}, "levels", State.WRONG),
        ({"pulls": {"up": False, "down": True}}, "pulls", State.WRONG),
        ({"pulls": {"up": True, "down": None}}, "pulls", State.OK),
        ({"late_us": (200,) * 150, "stamped": 150}, "edges", State.WRONG),
        ({"late_us": ()}, "edges", State.WRONG),
        ({"stamped": 3}, "edges", State.WRONG),
        ({"late_us": (9_000,) * EDGES}, "edges", State.NOTE),
        ({"pulses_ms": (60.0, 70.0)}, "pulses of 60 ms", State.WRONG),
        ({"pulses_ms": ()}, "pulses of 60 ms", State.WRONG),
        ({"burst": 20}, "a tag's frame", State.NOTE),
        ({"clicks": 1}, "opening and letting go", State.WRONG),
        ({"kept": False}, "opening and letting go", State.NOTE),
    ],
)
def test_each_departure_is_one_finding(changed: dict[str, object], subject: str, state: State) -> None:
    found = measured(**changed)
    assert found[subject][0] is state
    assert {other[0] for name, other in found.items() if name != subject} == {State.OK}


def test_lines_that_cannot_be_had_are_one_finding() -> None:
    (only,) = findings(Measured(pair=(9, 10), error="GPIO9 is held by radio"))
    assert (only.state, only.found) == (State.WRONG, "GPIO9 is held by radio")


def test_percentiles_are_of_the_nearest_rank() -> None:
    values = [5, 1, 3, 2, 4]
    assert [percentile(values, percent) for percent in (0, 50, 99, 100)] == [1, 3, 5, 5]
