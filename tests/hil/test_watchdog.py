"""Only one end of a machine is the watchdog's: tests/hil/watchdog.py read on folders of this file's own."""

import json
import os
from pathlib import Path

import pytest

from tests.hil.watchdog import Bite, read

HUNG_S = 1_795_827_217.5
BITTEN = {
    "event": "WATCHDOG",
    "timestamp": {"seconds": 1_795_827_224, "microseconds": 750_000},
    "data": {"action": "poweroff"},
}


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """What a machine leaves whose watchdog bit 7.25 s after alarmd hung."""
    (tmp_path / "guarded").write_text('{"bites_s": 8}')
    (tmp_path / "fed").write_text('{"times": 5, "seconds": 16.1}')
    (tmp_path / "hung").write_text("{}")
    os.utime(tmp_path / "hung", (HUNG_S, HUNG_S))
    (tmp_path / "qmp").write_text(f'{{"QMP": {{}}}}\n{{"return": {{}}}}\n{json.dumps(BITTEN)}\n')
    return tmp_path


def test_a_machine_ended_by_its_watchdog_says_how_and_when(left: Path) -> None:
    assert read(left) == Bite(bites_s=8, fed=5, fed_s=16.1, events=["WATCHDOG"], action="poweroff", after_s=7.25)


@pytest.mark.parametrize("file", ["rc", "lived"])
def test_a_machine_that_ended_in_order_or_went_on_was_not_bitten(left: Path, file: str) -> None:
    (left / file).touch()
    with pytest.raises(AssertionError):
        read(left)


def test_a_machine_that_ended_in_another_way_was_not_bitten(left: Path) -> None:
    (left / "qmp").write_text('{"QMP": {}}\n{"event": "SHUTDOWN", "data": {"reason": "guest-reset"}}\n')
    with pytest.raises(AssertionError, match=r"not by its watchdog.*guest-reset"):
        read(left)
