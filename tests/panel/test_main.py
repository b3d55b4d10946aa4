"""alarmd as a process: started, asked, broken and killed."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from panel.main import _count_unacked
from panel.store.errors import StorageFailed
from panel.store.journal import Journal
from tests.support.alarmd import EXAMPLE, Alarmd, wait_until

BROKEN_END = 70


def remembered(status: dict[str, Any]) -> list[list[int]]:
    return [[zone["id"] for zone in area["memory"]] for area in status["areas"]]


def test_it_guards_answers_and_ends_cleanly_when_told_to(alarmd: Alarmd) -> None:
    assert [zone["level"] for zone in alarmd.status()["zones"] if zone["kind"] != "hold_up"] == ["secure"] * 11
    alarmd.say("trip living_window")
    wait_until(lambda: "open" in [zone["level"] for zone in alarmd.status()["zones"]])
    assert alarmd.end(signal.SIGTERM) == 0


def test_its_keys_and_secrets_are_for_its_own_eyes(alarmd: Alarmd) -> None:
    folder = alarmd.data / "alarmd"
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "identity.json").stat().st_mode & 0o077 == 0


def test_killed_at_any_moment_it_comes_back_as_it_was(alarmd: Alarmd) -> None:
    alarmd.say("trip panel_tamper")
    wait_until(lambda: alarmd.status().get("unacked") == 5)
    before = alarmd.status()
    alarmd.end(signal.SIGKILL)
    alarmd.start()
    after = alarmd.status()
    assert remembered(after) == remembered(before)
    # and that it booted, that the lid is shut again, and that the first code is still the first one
    wait_until(lambda: alarmd.status().get("unacked") == 9)


def test_a_broken_invariant_ends_the_process_and_three_in_a_minute_bring_the_second_copy(alarmd: Alarmd) -> None:
    for _ in range(3):
        alarmd.say("break")
        alarmd.say("trip panel_tamper")
        assert alarmd.end() == BROKEN_END
        alarmd.start()
    wait_until(lambda: "event_set_aside" in [found["trouble"] for found in alarmd.status()["troubles"]])
    alarmd.end(signal.SIGKILL)
    alarmd.start()  # counted anew: an ordinary end is an ordinary start
    assert (alarmd.data / "log").read_text().count("starting from the second copy") == 1


def test_a_torn_key_file_is_kept_aside_and_the_house_is_guarded_all_the_same(alarmd: Alarmd) -> None:
    alarmd.end(signal.SIGTERM)
    path = alarmd.data / "alarmd" / "identity.json"
    path.write_text("{")
    path.chmod(0o600)
    alarmd.start()
    assert alarmd.phase() == "idle"
    assert (alarmd.data / "alarmd" / "identity.damaged").read_text() == "{"


def test_two_panels_on_one_folder_never_run(alarmd: Alarmd) -> None:
    command = [sys.executable, "-m", "tests.support.alarmd_child", str(EXAMPLE), str(alarmd.data), str(alarmd.runtime)]
    second = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20, check=False)
    assert second.returncode == 1
    assert "Traceback" not in second.stderr
    assert alarmd.phase() == "idle"


def test_a_card_that_fails_over_a_count_does_not_keep_the_panel_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> object:
        raise StorageFailed("the card does not answer")

    journal, _ = Journal.open(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(journal, "count_unacked", fails)
        assert _count_unacked(journal) == 0
    journal.close()
