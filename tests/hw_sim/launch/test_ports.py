"""Ports that are taken are told, ports that nobody asked for are found."""

import socket

import pytest

from hw_sim.launch.errors import DoesNotStart
from hw_sim.launch.ports import HOST, free_port, house_port, is_free


def test_a_free_port_is_free() -> None:
    assert is_free(free_port())


def test_a_port_asked_for_and_taken_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DoesNotStart, match=f"port {port} is taken"):
            house_port(port)


def test_a_port_that_only_root_may_have_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(probe: socket.socket, address: tuple[str, int]) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("hw_sim.launch.ports.socket.socket.bind", forbidden)
    with pytest.raises(DoesNotStart, match="port 80 is one that only root may have; name another"):
        house_port(80)


def test_any_port_will_do_for_zero() -> None:
    assert house_port(0) > 0


def test_a_free_port_asked_for_is_taken() -> None:
    port = free_port()
    assert house_port(port) == port
