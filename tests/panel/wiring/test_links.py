"""Modem, cameras, network and the kernel's clock drawn."""

import pytest

from panel.config.cameras import CameraConfig, CameraSource
from panel.config.chips import ClockConfig
from panel.config.gsm import GsmConfig, ModemKind
from panel.config.model import Config, MqttConfig
from panel.wiring import links
from panel.wiring.pen import Part
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, wires, words
from tests.support.pin_bench import installation

EN = Language("en")


def with_modem(port: str, **more: object) -> Config:
    return installation(gsm=GsmConfig(port=port, station_number="+351210000000", **more))  # type: ignore[arg-type]


def test_a_modem_on_usb_takes_no_line() -> None:
    (block,) = links.modem(with_modem("/dev/serial/by-id/usb-SimTech"), EN)
    assert block.uses == ()
    (pen,) = of_blocks([block])
    assert {"USB", "/dev/serial/by-id/usb-SimTech", "5 V, 2 A: from the converter"} <= set(words(pen))
    assert collisions(pen.shapes) == []


def test_its_power_key_is_pulled_down_by_a_transistor_as_the_hardware_page_says() -> None:
    config = with_modem("/dev/ttyUSB2", power_key=11, modem=ModemKind.SIM7600)
    (block,) = links.modem(config, EN)
    assert [(use.gpio, use.terminal, use.rest) for use in block.uses] == [(11, "PWRKEY", "0 V")]
    (pen,) = of_blocks([block])
    assert pen.parts == {
        (Part.RESISTOR, "4.7 kΩ 0.25 W"): 1,
        (Part.RESISTOR, "10 kΩ 0.25 W"): 1,
        (Part.TRANSISTOR, "BC547B"): 1,
    }
    assert collisions(pen.shapes) == []


def test_a_board_whose_key_0_v_presses_has_a_resistor_in_its_line() -> None:
    config = with_modem("/dev/ttyUSB2", power_key=11, power_key_high=False, modem=ModemKind.SIM7600)
    (block,) = links.modem(config, EN)
    assert block.uses[0].rest == "3.3 V"
    assert of_blocks([block])[0].parts == {(Part.RESISTOR, "1 kΩ 0.25 W"): 1}


@pytest.mark.parametrize("key", [None, 11])
def test_on_the_header_s_serial_port_its_lines_cross_and_it_has_ground(key: int | None) -> None:
    config = with_modem("/dev/serial0", power_key=key, modem=None if key is None else ModemKind.SIM800)
    (block,) = links.modem(config, EN)
    serial = [use for use in block.uses if use.gpio in (14, 15)]
    assert [(use.gpio, use.terminal) for use in serial] == [(14, "RXD"), (15, "TXD")]
    (pen,) = of_blocks([block])
    assert "BK" in {colour for colour, _, _ in wires(pen)}
    assert collisions(pen.shapes) == []


def test_a_sim800_has_a_converter_of_its_own() -> None:
    config = with_modem("/dev/ttyUSB0", power_key=11, modem=ModemKind.SIM800)
    assert "VBAT 4.0 V, 2 A bursts: a converter of its own" in words(of_blocks(list(links.modem(config, EN)))[0])


def test_cameras_hang_on_the_ribbon_connector_of_their_number_or_on_usb() -> None:
    ribbon = CameraConfig(name="hall", source=CameraSource.PICAMERA2, device="1")
    usb = CameraConfig(name="gate", source=CameraSource.V4L2, device="/dev/v4l/by-id/usb-webcam")
    first, second = of_blocks(list(links.cameras(installation(camera=(ribbon, usb)), EN)))
    assert {"CAM 1", "hall"} <= set(words(first))
    assert {"USB", "gate", "camera  /dev/v4l/by-id/usb-webcam"} <= set(words(second))


def test_the_network_leads_over_a_router_to_the_station() -> None:
    (pen,) = of_blocks(list(links.network(installation(mqtt=MqttConfig(host="station.example")), EN)))
    assert {"Ethernet", "→ station.example:8883"} <= set(words(pen))
    assert list(links.network(installation(), EN)) == []


def test_a_clock_of_the_kernel_s_says_both_places_where_it_may_hang() -> None:
    (pen,) = of_blocks(list(links.clock(installation(clock=ClockConfig(device="/dev/rtc1")), EN)))
    said = words(pen)
    assert "clock module  /dev/rtc1" in said
    assert any("3 (SDA)" in each for each in said) and any("BAT" in each for each in said)
    assert list(links.clock(installation(clock=ClockConfig(i2c_bus=1)), EN)) == []
