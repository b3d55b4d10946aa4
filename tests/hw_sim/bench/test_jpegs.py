import pytest

from hw_sim.bench.jpegs import jpeg
from station.look import measure


@pytest.mark.parametrize("size", [0, 3_000, 40_000, 200_000])
def test_they_are_jpegs_of_the_length_that_is_wanted(size: int) -> None:
    made = jpeg(640, 480, size)
    assert measure(made)[0] == (640, 480)
    assert size - 4 < len(made) <= max(size, 3_000)
