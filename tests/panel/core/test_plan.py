"""What the installer decided."""

import pytest

from panel.core.names import Mode
from panel.core.plan import AreaPlan


@pytest.mark.parametrize(
    ("modes", "fullest"),
    [
        ((Mode.PARTIAL, Mode.NIGHT, Mode.TOTAL), Mode.TOTAL),
        ((Mode.NIGHT, Mode.PARTIAL), Mode.PARTIAL),
        ((Mode.NIGHT,), Mode.NIGHT),
    ],
)
def test_the_fullest_mode_is_found_in_any_order(modes: tuple[Mode, ...], fullest: Mode) -> None:
    assert AreaPlan(id="house", name="House", modes=modes).fullest is fullest
