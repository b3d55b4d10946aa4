import pytest

from zones.kinds import Level
from zones.wiring import CONTACTS, LOOPS, Wiring, level_of


def test_a_normally_closed_contact_is_secure_while_its_circuit_conducts() -> None:
    assert level_of(closed=True, wiring=Wiring.NC) is Level.SECURE
    assert level_of(closed=False, wiring=Wiring.NC) is Level.OPEN


def test_a_normally_open_detector_is_secure_while_its_circuit_does_not_conduct() -> None:
    assert level_of(closed=False, wiring=Wiring.NO) is Level.SECURE
    assert level_of(closed=True, wiring=Wiring.NO) is Level.OPEN


def test_a_cut_cable_alarms_on_a_normally_closed_zone_only() -> None:
    assert level_of(closed=False, wiring=Wiring.NC) is not Level.SECURE
    assert level_of(closed=False, wiring=Wiring.NO) is Level.SECURE


@pytest.mark.parametrize("wiring", LOOPS)
def test_a_loop_is_measured_and_never_read_as_closed_or_open(wiring: Wiring) -> None:
    with pytest.raises(AssertionError, match="a loop is measured"):
        level_of(closed=True, wiring=wiring)


def test_every_wiring_goes_with_a_line_or_with_a_converter() -> None:
    assert (*CONTACTS, *LOOPS) == tuple(Wiring)
