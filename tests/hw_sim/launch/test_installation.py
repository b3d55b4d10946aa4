"""The demo's broker is put into the installer's own configuration, and nothing else is touched."""

import tomllib
from pathlib import Path

from hw_sim.launch.installation import line, with_broker
from panel.config.gsm import ModemKind
from panel.config.parse import parse
from panel.config.schema import example_text
from tests.hw_sim.launch.running import without_garage_motion
from tests.hw_sim.small_house import TEXT

TLS = Path("/demo/tls")
OWN = """
[mqtt]
host = "station.example"
port = 8883
ca_file = "/etc/ca.pem"
heartbeat_s = 120

[tags]
tag_cancels = true
"""


def test_a_configuration_without_a_broker_gets_one() -> None:
    config = parse(with_broker(TEXT, "h", 4_711, TLS), "demo.toml")
    assert config.mqtt is not None
    assert (config.mqtt.host, config.mqtt.port) == ("127.0.0.1", 4_711)
    assert config.mqtt.cert_file == "/demo/tls/panel-h.pem"


def test_an_own_broker_is_replaced_and_its_heartbeat_kept() -> None:
    made = tomllib.loads(with_broker(TEXT + OWN, "h", 4_711, TLS))
    assert (made["mqtt"]["port"], made["mqtt"]["heartbeat_s"]) == (4_711, 120)
    assert made["tags"] == {"tag_cancels": True}


def test_a_modem_is_put_in_too_and_what_it_may_cost_is_kept() -> None:
    made = tomllib.loads(with_broker(TEXT, "h", 4_711, TLS))["gsm"]
    assert made == {
        "station_number": "+351300000001",
        "port": "/demo/world/gsm-panel",
        "power_key": 27,
        "modem": "sim800",
    }
    own = '[gsm]\nport = "/dev/ttyUSB0"\nstation_number = "+34910000000"\nper_day_max = 9\n'
    made = tomllib.loads(with_broker(TEXT + own, "h", 4_711, TLS))["gsm"]
    assert made == {"station_number": "+34910000000", "per_day_max": 9, "port": "/demo/world/gsm-panel"}


def test_the_modems_key_gets_a_line_that_is_to_spare_and_none_where_none_is_left() -> None:
    made = parse(with_broker(example_text(), "h", 4_711, TLS), "demo.toml").gsm
    assert made is not None and made.power_key is None
    made = parse(with_broker(without_garage_motion(example_text()), "h", 4_711, TLS), "demo.toml").gsm
    assert made is not None and made.power_key == 11 and made.modem is ModemKind.SIM800


def test_every_other_line_keeps_its_number() -> None:
    before = (TEXT + OWN).splitlines()
    after = with_broker(TEXT + OWN, "h", 1, TLS).splitlines()
    assert after.index("[tags]") == before.index("[tags]")
    assert after[: len(TEXT.splitlines())] == TEXT.splitlines()


def test_a_client_is_told_its_files() -> None:
    tap = line(1, TLS, "tap")
    assert (tap.ca_file, tap.key_file) == ("/demo/tls/ca.pem", "/demo/tls/tap.key")
