"""The battery's fuse against what its gauge may carry."""

import pytest

from panel.wiring.fuses import Fuse, of_the_battery


@pytest.mark.parametrize(
    ("shunt_mohm", "fuse"),
    [(7, "T 3.15 A"), (97, "T 3.15 A"), (100, "T 3.15 A"), (200, "T 1.6 A"), (1_000, "T 0.315 A")],
)
def test_it_is_the_largest_that_protects_the_shunt(shunt_mohm: int, fuse: str) -> None:
    assert of_the_battery(shunt_mohm).value == fuse


def test_a_fuse_is_named_as_it_is_printed() -> None:
    assert Fuse("F5", 500).value == "T 0.5 A"
