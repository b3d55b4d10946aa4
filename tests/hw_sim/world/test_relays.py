"""What a line switches, and what it switches when its relay is stuck."""

import pytest

from hw_sim.pins.netlist import Setting
from hw_sim.pins.wires import Wires
from hw_sim.world.errors import NoSuchThing
from hw_sim.world.relays import RelayFault, Relays
from tests.support.pin_bench import SIREN, installation, siren


def test_it_is_on_as_its_line_says_until_it_is_stuck_and_again_when_it_is_well() -> None:
    wires = Wires(lambda: 0)
    relays, output = Relays(installation(output=(siren(),)), wires), siren()
    assert not relays.is_on(output), "a line that nobody drives"
    wires.configure(SIREN, Setting(output=True, level=True))
    assert relays.is_on(output)
    relays.befall("siren", RelayFault.STUCK_OFF)
    assert not relays.is_on(output)
    wires.configure(SIREN, Setting(output=True, level=False))
    relays.befall("siren", RelayFault.STUCK_ON)
    assert relays.is_on(output)
    relays.befall("siren", RelayFault.WELL)
    assert not relays.is_on(output)
    with pytest.raises(NoSuchThing, match="no output 'bell' in this house; it has siren"):
        relays.befall("bell", RelayFault.WELL)
