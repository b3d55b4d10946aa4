"""On which side of a limit the air is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zones.climate import USUAL_HYSTERESIS, Limit, Measure, level_of
from zones.kinds import Level

FROST = Limit(Measure.BELOW_C, 3.0, 1.0)


def after(limit: Limit, *celsius: float, humidity: float = 50.0) -> list[Level]:
    levels, was = [], Level.UNKNOWN
    for reading in celsius:
        was = level_of(limit, was, reading, humidity)
        levels.append(was)
    return levels


def test_a_cellar_that_cools_down_is_open_below_its_limit_and_secure_again_a_degree_above_it() -> None:
    assert after(FROST, 5.0, 3.0, 2.99, 3.5, 3.99, 4.0, 3.01) == [
        Level.SECURE,
        Level.SECURE,
        Level.OPEN,
        Level.OPEN,
        Level.OPEN,
        Level.SECURE,
        Level.SECURE,
    ]


def test_a_room_that_heats_up_is_the_same_the_other_way_round() -> None:
    heat = Limit(Measure.ABOVE_C, 40.0, 2.0)
    assert after(heat, 40.0, 40.01, 38.01, 38.0) == [Level.SECURE, Level.OPEN, Level.OPEN, Level.SECURE]


def test_damp_is_judged_by_humidity_whatever_the_temperature() -> None:
    damp = Limit(Measure.ABOVE_RH, 80.0, 3.0)
    assert level_of(damp, Level.SECURE, 95.0, 80.0) is Level.SECURE
    assert level_of(damp, Level.SECURE, -20.0, 80.5) is Level.OPEN
    assert level_of(damp, Level.OPEN, -20.0, 77.01) is Level.OPEN
    assert level_of(damp, Level.OPEN, -20.0, 77.0) is Level.SECURE


def test_the_first_reading_counts_by_the_limit_alone() -> None:
    assert after(FROST, 3.5) == [Level.SECURE]
    assert after(FROST, 2.0) == [Level.OPEN]


@pytest.mark.parametrize("measure", list(Measure))
def test_every_limit_has_a_usual_hysteresis(measure: Measure) -> None:
    assert USUAL_HYSTERESIS[measure] > 0


@given(
    st.sampled_from(Measure), st.floats(-40, 99), st.floats(0.2, 20), st.floats(-40, 125), st.floats(0, 100), st.data()
)
def test_it_says_one_of_two_and_changes_only_where_the_reading_is_beyond_its_band(
    measure: Measure, at: float, hysteresis: float, celsius: float, humidity: float, data: st.DataObject
) -> None:
    limit, was = Limit(measure, at, hysteresis), data.draw(st.sampled_from([Level.SECURE, Level.OPEN]))
    level = level_of(limit, was, celsius, humidity)
    assert level in (Level.SECURE, Level.OPEN)
    value = humidity if measure is Measure.ABOVE_RH else celsius
    if abs(value - at) < hysteresis and (value > at) is (measure is Measure.BELOW_C):
        assert level is was, "between the limit and where it is safe again"
