"""The loop's sockets: who carries, who asks, and who sends rubbish."""

import contextlib

import msgspec
import pytest

from panel.api import Publish, Pull, Rows, encode_frame
from tests.support.alarmd import Alarmd, bodies
from tests.support.panel_on_wires import payload


def test_a_carrier_gets_the_state_at_once_and_rows_when_it_pulls(alarmd: Alarmd) -> None:
    with alarmd.connect("comms") as sock:
        arriving = bodies(sock)
        first = msgspec.json.decode(next(arriving), type=Publish)
        assert (first.topic, first.retain) == ("state", True)
        sock.sendall(encode_frame(Pull(after_alarm=0, after_other=0)))
        rows = msgspec.json.decode(next(arriving), type=Rows).rows
        assert [payload(row.jws)["kind"] for row in rows] == ["panel.epoch", "panel.booted"]
        last = rows[-1].n
        sock.sendall(encode_frame(Pull(after_alarm=0, after_other=last)))
        alarmd.say("trip panel_tamper")
        published = msgspec.json.decode(next(arriving), type=Publish | Rows)
        while isinstance(published, Publish):
            published = msgspec.json.decode(next(arriving), type=Publish | Rows)
        assert [payload(row.jws)["kind"] for row in published.rows] == ["alarm.tamper"]


@pytest.mark.parametrize("name", ["comms", "console"])
@pytest.mark.parametrize("rubbish", [b"\xff" * 8, b"\0\0\0\2{}", b"\0\0\0\5abcde", b"\0\0\0\x0f" + b'{"type":"boss"}'])
def test_rubbish_on_a_socket_ends_that_connection_and_nothing_else(alarmd: Alarmd, name: str, rubbish: bytes) -> None:
    with alarmd.connect(name) as sock:
        sock.sendall(rubbish)
        with contextlib.suppress(ConnectionResetError):
            while sock.recv(65536):
                pass
    assert alarmd.phase() == "idle"
