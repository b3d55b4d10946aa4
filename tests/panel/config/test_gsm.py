"""The table [gsm], and that a second path counts as one."""

import pytest

from panel.config import parse, to_plan
from panel.config.gsm import GsmConfig, ModemKind
from tests.panel.config.house import HOUSE, faults

GSM = '\n[gsm]\nport = "/dev/ttyUSB0"\nstation_number = "+351210000000"\n'
MQTT = '\n[mqtt]\nhost = "localhost"\n'


def test_a_port_and_a_number_are_enough_to_say() -> None:
    assert parse(HOUSE + GSM, "house.toml").gsm == GsmConfig(
        port="/dev/ttyUSB0", baud=115_200, station_number="+351210000000", per_report_max=3, per_day_max=50
    )


def test_a_modem_with_a_line_to_its_power_key_says_whose_times_it_is_pressed_for() -> None:
    gsm = parse(HOUSE + GSM + 'power_key = 11\nmodem = "sim7600"\n', "house.toml").gsm
    assert gsm is not None
    assert (gsm.power_key, gsm.power_key_high, gsm.modem) == (11, True, ModemKind.SIM7600)


@pytest.mark.parametrize(
    ("tables", "paths"), [("", ()), (MQTT, ("mqtt",)), (GSM, ("gsm",)), (MQTT + GSM, ("mqtt", "gsm"))]
)
def test_each_table_is_a_path_to_the_station(tables: str, paths: tuple[str, ...]) -> None:
    assert to_plan(parse(HOUSE + tables, "house.toml")).paths == paths


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("+351210000000", "351210000000"),
        ("+351210000000", "+0351210000"),
        ("+351210000000", "+351 210 000"),
        ('"/dev/ttyUSB0"', '""'),
        ("[gsm]", "[gsm]\nbaud = 300"),
        ("[gsm]", "[gsm]\nper_report_max = 0"),
        ("[gsm]", "[gsm]\nper_day_max = 4"),
    ],
)
def test_what_cannot_be_is_refused(old: str, new: str) -> None:
    assert faults(HOUSE + GSM.replace(old, new, 1)) == ["value"]
