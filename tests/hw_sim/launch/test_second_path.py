"""The second path as real processes: the cable is cut, a button is pressed, and the station knows; once."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hw_sim.launch.running import RunningDemo, short_config, without_garage_motion
from tests.hw_sim.waiting import wait_for

pytestmark = pytest.mark.lane("mosquitto")
HANGS_S = 120.0  # half a minute until it is spoken to, 15 s of silence, 13 s for the key; and two shared cores


@pytest.fixture(scope="module")
def demo() -> Iterator[RunningDemo]:
    with tempfile.TemporaryDirectory(prefix="s-") as folder:
        running = RunningDemo(Path(folder), configuration=without_garage_motion(short_config()))
        yield running
        if running.process.poll() is None:
            running.stop()


def texts(demo: RunningDemo) -> int:
    return len(demo.look()["gsm"]["texts"])


def calls(demo: RunningDemo, path: str) -> int:
    return sum(each["kind"] == "alarm.hold_up" and each["path"] == path for each in demo.log())


def completed(demo: RunningDemo) -> dict[str, Any] | None:
    found = demo.reported("alarm.hold_up")
    return found if found is not None and found["digest"] else None


def test_with_the_cable_cut_the_alarm_is_there_by_text_and_afterwards_nothing_is_doubled(demo: RunningDemo) -> None:
    demo.house("network", "cut")
    demo.house("open", "panic_button")
    by_text = wait_for(lambda: demo.reported("alarm.hold_up"), "the station has it by text")
    assert (by_text["path"], by_text["zone"], by_text["verdict"], by_text["digest"]) == ("sms", 9, "accepted", "")
    demo.house("close", "panic_button")
    demo.house("network", "restore")
    wait_for(lambda: demo.reported("restore.hold_up"), "the rest comes with the network", 60)
    whole = wait_for(
        lambda: next((e for e in demo.log() if e["kind"] == "alarm.hold_up" and e["digest"]), None), "whole"
    )
    assert (whole["n"], whole["path"]) == (by_text["n"], "sms")
    seqs = [each["seq"] for each in demo.log() if each["verdict"] == "accepted"]
    assert sorted(seqs) == list(range(1, len(seqs) + 1)), "none missing, none twice"


@pytest.mark.parametrize("what", ["jam", "silent", "unplug", "no_credit", "off"])
def test_whatever_befalls_the_modem_alarms_go_by_the_network_and_it_comes_back_by_itself(
    demo: RunningDemo, what: str
) -> None:
    by_network, sent = calls(demo, "mqtt"), texts(demo)
    demo.house("gsm", what)
    demo.house("open", "panic_button")
    wait_for(lambda: calls(demo, "mqtt") == by_network + 1, "by the network as ever")
    assert texts(demo) == sent
    demo.house("close", "panic_button")
    demo.house("gsm", "restore")
    wait_for(lambda: demo.reported("restore.hold_up"), "and its end")


def test_a_modem_that_hangs_is_back_by_itself_for_commsd_presses_its_key(demo: RunningDemo) -> None:
    demo.house("gsm", "hang")
    assert demo.look()["gsm"]["state"] == "hang"
    wait_for(lambda: demo.look()["gsm"]["state"] == "restore", "its key was pressed, off and on", HANGS_S)
