"""The best broker there is, set up so that nobody writes in another's name."""

import importlib.util
from pathlib import Path

import pytest

from hw_sim.launch import broker
from hw_sim.launch.broker import DEMO_ONLY, Listener, access_list, mosquitto_settings, prepare
from hw_sim.launch.errors import NoBroker


def listener(tmp_path: Path) -> Listener:
    return Listener("127.0.0.1", 4_711, tmp_path / "tls", tmp_path / "broker")


def test_mosquitto_is_taken_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "find_mosquitto", lambda: "/usr/sbin/mosquitto")
    found = prepare(listener(tmp_path), "h")
    assert found.argv == ("/usr/sbin/mosquitto", "-c", str(tmp_path / "broker" / "mosquitto.conf"))
    assert (found.name, found.notice) == ("mosquitto", "")


def test_without_it_the_fall_back_says_what_it_is_good_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "find_mosquitto", lambda: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    found = prepare(listener(tmp_path), "h")
    assert (found.name, found.notice) == ("iotcore", DEMO_ONLY)
    assert str(tmp_path / "broker" / "rumqttd.toml") in found.argv


def test_without_any_the_reason_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "find_mosquitto", lambda: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NoBroker, match="apt install mosquitto"):
        prepare(listener(tmp_path), "h")


def test_a_panel_may_write_its_own_topics_only_and_never_an_acknowledgement() -> None:
    rights = access_list("h").split("user station")[0]
    assert "topic write sereno/1/h/report" in rights
    assert "write sereno/1/h/ack" not in rights
    assert "#" not in rights
    assert "+" not in rights


def test_every_change_is_saved_and_nobody_is_anonymous(tmp_path: Path) -> None:
    settings = mosquitto_settings(listener(tmp_path), "me").splitlines()
    for line in (
        "autosave_interval 1",
        "autosave_on_changes true",
        "set_tcp_nodelay true",
        "require_certificate true",
        "allow_anonymous false",
    ):
        assert line in settings
    assert "listener 4711 127.0.0.1" in settings
