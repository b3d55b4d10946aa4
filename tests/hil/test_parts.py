"""`./sereno hil` on parts of this file's own: what it runs, what it says, how it ends. No machine is booted."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.hil import parts
from tests.hil.__main__ import main
from tests.hil.parts import PARTS, Part, Ran, named, read, why_not

PASSED = 'lane: guest up\n..\nfigures {"n": 3}\n2 passed, 40 deselected in 1.2s\nlane   9s  guest ended, exit code 0\n'


def part(name: str, ok: bool = True, seen: list[int] | None = None) -> Part:
    """A part that ends as told."""

    def run(count: int) -> Ran:
        if seen is not None:
            seen.append(count)
        return Ran(2, ok, 3.25, [{"p50_ms": 1.5}], "everything that it said")

    return Part(name, "kernel-gpio", f"what {name} shows", run, can=name)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A lane.sh that can run everything but what is called ``absent``."""
    lane = tmp_path / "lane.sh"
    lane.write_text('#!/bin/sh\n[ "$2" != absent ] || { echo "lane: no such card" >&2; exit 1; }\n')
    lane.chmod(0o755)
    monkeypatch.setattr(parts, "LANE", lane)
    return lane


def test_all_run_in_order_and_each_is_a_line_with_its_figures(machine: Path) -> None:
    said: list[str] = []
    seen: list[int] = []
    assert main([], [part("one", seen=seen), part("two", seen=seen)], said.append) == 0
    assert said == [
        "part       passed  seconds",
        "one             2      3.2",
        "    p50_ms 1.5",
        "two             2      3.2",
        "    p50_ms 1.5",
    ]
    assert seen == [1_000, 1_000]


def test_only_what_is_named_runs_and_as_often_as_asked(machine: Path) -> None:
    said: list[str] = []
    seen: list[int] = []
    assert main(["two", "-n", "7"], [part("one", ok=False), part("two", seen=seen)], said.append) == 0
    assert [line.split()[0] for line in said] == ["part", "two", "p50_ms"]
    assert seen == [7]


def test_what_cannot_run_here_is_said_loudly_with_its_reason_and_is_no_failure(machine: Path) -> None:
    said: list[str] = []
    assert main([], [part("absent"), part("two")], said.append) == 0
    assert said[1].split() == ["absent", "-", "-", "not", "run"]
    assert said[-1].startswith("!!! absent: NOT TESTED on a kernel's GPIO chip: ")
    assert said[-1].endswith("(no such card)")


def test_where_nothing_can_run_nothing_has_passed(machine: Path) -> None:
    assert main([], [part("absent")], lambda line: None) == 1


def test_a_part_that_fails_fails_the_run_and_all_that_it_said_is_shown(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    assert main([], [part("one", ok=False), part("two")], said.append) == 1
    assert said[1] == "one             2      3.2  FAILED"
    assert capsys.readouterr().err == "hil: one\neverything that it said\nhil: two\n"


def test_json_is_one_object_on_the_last_line(machine: Path) -> None:
    said: list[str] = []
    main(["--json"], [part("one"), part("absent")], said.append)
    first, second = json.loads(said[-1])["parts"]
    assert first == {"part": "one", "ok": True, "passed": 2, "seconds": 3.2, "figures": [{"p50_ms": 1.5}]}
    assert (second["part"], "no such card" in second["absent"]) == ("absent", True)


def test_the_list_says_what_each_shows_and_runs_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in shown] == [each.name for each in PARTS]


def test_an_unknown_part_is_refused_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pins", "sirens"]) == 2
    assert capsys.readouterr().err == (
        f"sereno hil: no part 'sirens'; there are {', '.join(each.name for each in PARTS)}\n"
    )


def test_parts_are_named_once_and_each_needs_a_lane_that_is_listed() -> None:
    assert len({each.name for each in PARTS}) == len(PARTS)
    assert {each.lane for each in PARTS} <= set(tomllib.loads(parts.LANES.read_text(encoding="utf-8")))
    assert [each.name for each in named(["watchdog", "pins"], PARTS)] == ["watchdog", "pins"]


def test_what_a_machine_said_is_read_by_its_summary() -> None:
    assert read(PASSED, 0, 9.0) == Ran(2, True, 9.0, [{"n": 3}], PASSED)
    assert read(PASSED, 1, 9.0).ok is False
    assert read("1 failed, 45 passed in 31.02s\n", 1, 9.0).passed == 45
    assert read("lane: guest up\n", 0, 9.0).ok is False  # nothing was shown


def test_a_machine_that_can_has_no_reason(machine: Path) -> None:
    assert why_not(part("one")) == ""
