from zones.kinds import Level
from zones.wiring import Wiring, level_of


def test_a_normally_closed_contact_is_secure_while_its_circuit_conducts() -> None:
    assert level_of(closed=True, wiring=Wiring.NC) is Level.SECURE
    assert level_of(closed=False, wiring=Wiring.NC) is Level.OPEN


def test_a_normally_open_detector_is_secure_while_its_circuit_does_not_conduct() -> None:
    assert level_of(closed=False, wiring=Wiring.NO) is Level.SECURE
    assert level_of(closed=True, wiring=Wiring.NO) is Level.OPEN


def test_a_cut_cable_alarms_on_a_normally_closed_zone_only() -> None:
    assert level_of(closed=False, wiring=Wiring.NC) is not Level.SECURE
    assert level_of(closed=False, wiring=Wiring.NO) is Level.SECURE
