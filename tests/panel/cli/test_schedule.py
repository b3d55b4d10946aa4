"""``sereno schedule``: what is typed is what is asked; what comes is shown in words."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from panel.api import (
    AddHoliday,
    AddProgramme,
    AutoDisarm,
    ConsoleToPanel,
    LiftException,
    Postpone,
    PutException,
    RemoveHoliday,
    RemoveProgramme,
    Reply,
    ScheduleWanted,
    SwitchProgramme,
    Timetable,
)
from panel.cli import main
from panel.core.names import Mode
from panel.core.schedule import WEEK, Day
from tests.panel.cli.answering import answering

EMPTY = Timetable(
    panel="casa",
    timezone="Europe/Lisbon",
    now="2026-11-27T08:00",
    now_utc_ms=1_795_766_400_000,
    trusted=True,
    auto_disarm=False,
    warning_s=300,
    areas={"house": "House"},
)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (
            ["add", "Night", "night", "--at", "23:30", "--days", "mon-fri,holiday", "--area", "house"],
            AddProgramme(
                pin="1111",
                name="Night",
                mode=Mode.NIGHT,
                days=(*WEEK[:5], Day.HOLIDAY),
                at_min=1410,
                areas=("house",),
            ),
        ),
        (
            ["add", "Late?", "total", "--at", "10:00", "--days", "weekdays", "--remind"],
            AddProgramme(pin="1111", name="Late?", mode=Mode.TOTAL, days=WEEK[:5], at_min=600, remind=True),
        ),
        (["remove", "night"], RemoveProgramme(pin="1111", programme="night")),
        (["switch", "night", "off"], SwitchProgramme(pin="1111", programme="night", on=False)),
        (["switch", "night", "on"], SwitchProgramme(pin="1111", programme="night", on=True)),
        (
            ["exception", "night", "2026-12-24", "--at", "22:00"],
            PutException(pin="1111", programme="night", on=date(2026, 12, 24), at_min=1320),
        ),
        (
            ["exception", "night", "2026-12-24", "--skip"],
            PutException(pin="1111", programme="night", on=date(2026, 12, 24)),
        ),
        (
            ["exception", "night", "2026-12-24", "--lift"],
            LiftException(pin="1111", programme="night", on=date(2026, 12, 24)),
        ),
        (
            ["holiday", "Christmas", "--from", "2026-12-24", "--to", "2026-12-26", "--yearly"],
            AddHoliday(pin="1111", name="Christmas", first=date(2026, 12, 24), last=date(2026, 12, 26), yearly=True),
        ),
        (
            ["holiday", "Bridge", "--from", "2026-12-07"],
            AddHoliday(pin="1111", name="Bridge", first=date(2026, 12, 7), last=date(2026, 12, 7)),
        ),
        (["holiday", "Bridge", "--remove"], RemoveHoliday(pin="1111", name="Bridge")),
        (["auto-disarm", "on"], AutoDisarm(pin="1111", on=True)),
        (["postpone", "30"], Postpone(pin="1111", minutes=30)),
    ],
)
def test_what_is_typed_is_what_is_asked(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], words: list[str], asked: ConsoleToPanel
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["schedule", *words, "--pin", "1111", "--data", str(tmp_path)]) == 0
    assert console.asked == [asked]
    assert capsys.readouterr().out == "done\n"


@pytest.mark.parametrize(
    ("verb", "last"),
    [
        ("list", "No programmes: nothing happens by the clock."),
        ("next", "Nothing is to happen by the clock within a year."),
    ],
)
def test_the_timetable_is_shown_without_a_pin_in_words_or_whole(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], verb: str, last: str
) -> None:
    data = msgspec.json.encode(EMPTY).decode()
    with answering(tmp_path, runtime, Reply(ok=True, data=data)) as console:
        assert main(["schedule", verb, "--data", str(tmp_path)]) == 0
        assert main(["schedule", verb, "--json", "--data", str(tmp_path)]) == 0
    assert console.asked == [ScheduleWanted(), ScheduleWanted()]
    assert capsys.readouterr().out.splitlines()[-2:] == [last, data]


def test_a_refusal_is_told_and_fails(tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(tmp_path, runtime, Reply(ok=False, text="no programme is called 'noon'")):
        assert main(["schedule", "remove", "noon", "--pin", "1111", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "no programme is called 'noon'\n"


@pytest.mark.parametrize("words", [["postpone", "0"], ["postpone", "241"], ["add", "x", "night", "--at", "25:00"]])
def test_what_is_no_time_is_a_wrong_usage(tmp_path: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["schedule", *words, "--pin", "1111", "--data", str(tmp_path)])
