"""Talking to systemd."""

import socket
from pathlib import Path

import pytest

from panel.daemon.supervisor import notify


def test_nothing_is_said_when_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")


def test_words_arrive_at_a_socket_with_a_path_and_at_an_abstract_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for address, given in ((str(tmp_path / "n"), str(tmp_path / "n")), ("\0sereno-test-notify", "@sereno-test-notify")):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
            listener.bind(address)
            monkeypatch.setenv("NOTIFY_SOCKET", given)
            notify("WATCHDOG=1")
            assert listener.recv(100) == b"WATCHDOG=1"


def test_a_supervisor_that_is_gone_or_reads_nothing_neither_ends_nor_holds_us_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "n"))
    notify("WATCHDOG=1")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "n"))
        for _ in range(5_000):
            notify("WATCHDOG=1")
