"""A contact drives its line away from the pull, or lets it go."""

import pytest

from hw_sim.world.contacts import line_level
from panel.config.model import InputConfig, Pull
from zones.wiring import Wiring


@pytest.mark.parametrize(
    ("wiring", "pull", "secure", "tripped"),
    [
        (Wiring.NC, Pull.UP, False, None),
        (Wiring.NO, Pull.UP, None, False),
        (Wiring.NC, Pull.DOWN, True, None),
        (Wiring.NO, Pull.DOWN, None, True),
        (Wiring.NC, Pull.NONE, False, True),
        (Wiring.NO, Pull.NONE, True, False),
    ],
)
def test_every_wiring_with_every_pull(wiring: Wiring, pull: Pull, secure: bool | None, tripped: bool | None) -> None:
    line = InputConfig(name="x", pin=5, pull=pull)
    assert (line_level(line, wiring, False), line_level(line, wiring, True)) == (secure, tripped)
