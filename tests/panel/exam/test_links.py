"""Cameras in a process of their own; the way to a broker."""

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from panel.config.model import MqttConfig
from panel.exam import links
from panel.exam.links import NoAnswer, cameras, network


def python(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


def test_the_lines_that_the_command_prints_are_the_cameras() -> None:
    assert cameras(python("print('one'); print('two')")) == ["one", "two"]


def test_a_command_that_fails_hangs_or_is_not_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoAnswer, match=r"^libcamera is ill$"):
        cameras(python("import sys; sys.exit('libcamera is ill')"))
    with pytest.raises(NoAnswer, match=r"^exit code 3$"):
        cameras(python("import sys; sys.exit(3)"))
    with pytest.raises(NoAnswer, match="No such file"):
        cameras(("/no/such/command",))
    monkeypatch.setattr(links, "CAMERAS_S", 0.05)
    with pytest.raises(NoAnswer, match="does not answer within"):
        cameras(python("import time; time.sleep(60)"))


@contextmanager
def listening() -> Iterator[int]:
    """A broker as far as TCP goes: whoever connects is hung up on."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join(20)


def test_a_broker_of_this_machine_answers_without_tls(tmp_path: Path) -> None:
    with listening() as port:
        found = network(MqttConfig(host="127.0.0.1", port=port), tmp_path)
    assert (found.connected, found.addresses, found.files, found.error) == (True, ("127.0.0.1",), {}, "")


def test_one_that_nobody_listens_for_refuses(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    found = network(MqttConfig(host="127.0.0.1", port=port), tmp_path)
    assert (found.connected, found.addresses) == (False, ("127.0.0.1",))
    assert "refused" in found.error


def test_certificates_are_looked_for_from_the_data_folder_and_tls_is_spoken(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    with listening() as port:
        found = network(
            MqttConfig(host="127.0.0.1", port=port, ca_file="ca.pem", cert_file="c", key_file="k"), tmp_path
        )
    assert found.files == {"ca.pem": "", "c": "No such file or directory", "k": "No such file or directory"}
    assert (found.connected, "cannot be used" in found.error) == (False, True)


def test_a_name_without_an_address(tmp_path: Path) -> None:
    found = network(MqttConfig(host="no-such-host.invalid"), tmp_path)
    assert (found.addresses, found.connected, bool(found.error)) == ((), False, True)
