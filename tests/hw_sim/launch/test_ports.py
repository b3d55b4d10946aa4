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


def test_any_port_will_do_for_zero() -> None:
    assert house_port(0) > 0


def test_a_free_port_asked_for_is_taken() -> None:
    port = free_port()
    assert house_port(port) == port
