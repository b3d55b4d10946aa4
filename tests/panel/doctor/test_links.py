"""Cameras and the way to the station."""

from panel.config.cameras import CameraConfig, CameraSource
from panel.config.model import MqttConfig
from panel.doctor.findings import State
from panel.doctor.links import Broker, cameras, network
from tests.support.pin_bench import installation

RIBBON = CameraConfig(name="hall", source=CameraSource.PICAMERA2, device="0")
USB = CameraConfig(name="gate", source=CameraSource.V4L2, device="/dev/video0")
TLS = MqttConfig(host="station.example", ca_file="ca.pem")


def test_a_camera_is_found_among_those_that_the_computer_sees() -> None:
    config = installation(camera=(RIBBON, USB))
    seen = ['source = "picamera2", device = "0": imx708', 'source = "v4l2", device = "/dev/video2": webcam']
    here, gone = cameras(config, seen)
    assert (here.subject, here.state, here.found) == ("hall", State.OK, "imx708")
    assert (gone.subject, gone.state) == ("gate", State.WRONG)
    assert "/dev/video2" in gone.found
    assert "/dev/v4l/by-id" in gone.todo


def test_a_library_that_hangs_is_the_reason_given() -> None:
    (only,) = cameras(installation(camera=(RIBBON,)), (), "libcamera does not answer within 30 s")
    assert only.found == "not among the cameras: libcamera does not answer within 30 s"
    assert "ribbon" in only.todo


def test_the_way_to_the_station_is_told_as_far_as_it_goes() -> None:
    broker = Broker(files={"ca.pem": "", "key.pem": "Permission denied"}, addresses=("192.0.2.1",), connected=True)
    assert [(each.subject, each.state, each.found) for each in network(TLS, broker)] == [
        ("ca.pem", State.OK, "can be used"),
        ("key.pem", State.WRONG, "Permission denied"),
        ("station.example:8883", State.OK, "answers over TLS (192.0.2.1)"),
    ]


def test_a_name_without_address_and_a_broker_that_refuses() -> None:
    (nameless,) = network(TLS, Broker(error="Name or service not known"))
    assert nameless.found == "the name has no address: Name or service not known"
    (refused,) = network(TLS, Broker(addresses=("192.0.2.1",), error="Connection refused"))
    assert (refused.state, refused.found) == (State.WRONG, "192.0.2.1: Connection refused")
    (plain,) = network(MqttConfig(host="localhost"), Broker(addresses=("127.0.0.1",), connected=True))
    assert plain.found == "answers without TLS (127.0.0.1)"
