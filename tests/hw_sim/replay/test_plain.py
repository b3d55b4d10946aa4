from hw_sim.replay.plain import Sensor


def test_a_sensor_is_written_as_the_mapping_writes_it() -> None:
    assert str(Sensor("Bed", "Pressure", "Bedroom")) == "Bed/Pressure/Bedroom"
