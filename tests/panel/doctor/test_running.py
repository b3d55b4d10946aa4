"""What the running panel says."""

from panel.config.chips import ClockConfig, SensorConfig
from panel.config.model import AdcConfig, Config
from panel.config.power import PowerConfig
from panel.doctor.findings import Finding, State
from panel.doctor.running import Air, Power, Status, Trouble, Zone, findings, unasked
from tests.support.pin_bench import KEYPAD, READER, installation, siren


def house(**more: object) -> Config:
    return installation(output=(siren(),), keypad=(KEYPAD,), reader=(READER,), **more)


def told(config: Config, **status: object) -> dict[str, Finding]:
    said = Status(panel="bench", zones=(Zone(1, "secure"),), troubles=(), unacked=0)
    for key, value in status.items():
        said = type(said)(**({field: getattr(said, field) for field in said.__struct_fields__} | {key: value}))
    return {each.subject: each for each in findings(config, said)}


def test_a_panel_that_is_well_says_so_of_every_device() -> None:
    found = told(house())
    assert {subject: each.state for subject, each in found.items()} == dict.fromkeys(
        ("alarmd", "door (1 Door)", "siren", "keys", "hall"), State.OK
    )
    assert found["door (1 Door)"].found == "secure: the contact is closed, GPIO17 at 0 V"


def test_a_device_that_failed_is_wrong_and_other_troubles_are_told() -> None:
    config = house(adc=(AdcConfig(name="loops"),))
    troubles = (Trouble("device", "keys"), Trouble("device", "loops"), Trouble("mains"))
    found = told(config, troubles=troubles, unacked=3, sounding=True)
    assert [found[name].state for name in ("keys", "loops", "hall")] == [State.WRONG, State.WRONG, State.OK]
    assert found["trouble"].found == "mains"
    assert found["reports"].found == "3 not acknowledged by the station"
    assert found["siren"].subject == "siren"


def test_an_open_zone_is_noted_and_a_hold_up_is_nobody_s_business() -> None:
    assert told(house(), zones=(Zone(1, "open"),))["door (1 Door)"].state is State.NOTE
    assert told(house(), zones=(Zone(1),))["door (1 Door)"].found == "not told while the panel runs"


def test_air_and_supply_as_the_panel_has_them() -> None:
    config = house(sensor=(SensorConfig(name="cellar"),), power=PowerConfig(capacity_mah=7_000, mains_pin=4))
    found = told(config, climate={"cellar": Air(11.0, 60.0)}, power=Power(True, 13_600, -12))
    assert found["cellar"].found == "11.0 °C, 60 % RH"
    assert (found["mains"].state, found["battery"].found) == (State.OK, "13.60 V")
    silent = told(config)
    assert (silent["cellar"].state, silent["battery gauge"].state) == (State.NOTE, State.WRONG)
    gone = told(config, troubles=(Trouble("device", "cellar"),))
    assert gone["cellar"].state is State.WRONG


def test_the_clock_module_is_well_unless_the_panel_says_otherwise() -> None:
    config = house(clock=ClockConfig(i2c_bus=1))
    assert told(config)["clock module"].state is State.OK
    assert told(config, troubles=(Trouble("clock"),))["clock module"].state is State.OK, "that is the computer's clock"
    gone = told(config, troubles=(Trouble("clock", "module"),))
    assert gone["clock module"].state is State.WRONG
    assert "trouble" not in gone, "once is enough"
    assert "trouble" in told(house(), troubles=(Trouble("clock", "module"),))


def test_without_a_line_the_mains_are_not_judged_by_the_current_twice() -> None:
    found = told(house(power=PowerConfig(capacity_mah=7_000)), power=Power(False, 12_400, 600))
    assert "mains" not in found
    assert found["charger"].state is State.NOTE


def test_one_that_cannot_be_asked_is_wrong() -> None:
    assert (unasked("permission denied").state, unasked("permission denied").found) == (
        State.WRONG,
        "permission denied",
    )
