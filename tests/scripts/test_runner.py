"""What reads and plays the stories: a line too few, too many, wrong or misplaced fails and shows which."""

import re
from pathlib import Path

import msgspec
import pytest

from panel.core.names import Condition, Mode, Reason, ReportKind, RequestKind, Source, Status, Trouble
from panel.core.outputs import Outputs, Tone
from panel.core.reports import Answer, Report
from tests.support.stories import words
from tests.support.stories.form import StoryError, clock, milliseconds, parse
from tests.support.stories.houses import CHANGES, HOUSES, setting
from tests.support.stories.play import difference, perform
from tests.support.stories.stage import CoreStage
from tests.support.stories.verbs import VERBS
from tests.support.stories.wires import VERBS as ON_WIRES
from tests.support.stories.wires import WiresStage

HERE = Path(__file__).parent
ALL = [path.read_text(encoding="utf-8") for path in sorted(HERE.rglob("*.story"))]
TEXT = """\
# Out and home
house: standard

0:00   Ana arms total in house
       -> house: exit, total
       -> shows sounder slow_beeps, lamps armed
       -> answer ok
* The exit ends by itself.
0:50   time passes
       -> shows sounder fast_beeps, lamps armed
1:00   time passes
       -> report area.armed: house, total, by Ana at the keypad
       -> house: armed, total
       -> shows lamps armed
2:00   Hall trips
       -> report alarm.intrusion: house, Hall, follower, recent close
       -> house: alarm, total
       -> shows siren steady, strobe, sounder steady, lamps armed alarm
"""


def played(text: str) -> str:
    story = parse(text)
    return difference(story, perform(story, CoreStage(setting("standard", story.head.get("with", ())), VERBS)))


def test_a_true_story_passes() -> None:
    assert played(TEXT) == ""


@pytest.mark.parametrize(
    ("true", "false", "shown"),
    [
        ("by Ana at the keypad", "by Rui at the keypad", "-          -> report area.armed: house, total, by Rui at"),
        ("       -> house: armed, total\n", "", "+          -> house: armed, total"),
        ("       -> answer ok\n", "       -> answer ok\n       -> shows nothing\n", "-          -> shows nothing"),
        ("0:50   time passes\n       -> shows sounder fast_beeps, lamps armed\n", "", "+0:50      time passes"),
        ("1:00   time", "0:59   time", "+1:00      time passes"),
        ("follower, recent close", "follower", "recent close"),
    ],
)
def test_one_wrong_line_fails_and_is_shown(true: str, false: str, shown: str) -> None:
    assert true in TEXT
    assert shown in played(TEXT.replace(true, false))


def test_the_order_of_what_is_said_counts() -> None:
    one, other = "       -> house: exit, total\n", "       -> shows sounder slow_beeps, lamps armed\n"
    assert played(TEXT.replace(one + other, other + one)) != ""


@pytest.mark.parametrize("place", range(len(TEXT.splitlines())))
def test_no_line_of_what_is_said_can_be_left_out(place: int) -> None:
    lines = TEXT.splitlines()
    if lines[place].strip().startswith("->"):
        del lines[place]
        assert played("\n".join(lines)) != ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("house: standard", "begins with '# '"),
        ("# T\n\nhouse: standard", "nothing happens"),
        ("# T\n0:00 Ana disarms\nperhaps", "'perhaps' is none of"),
        ("# T\n-> answer ok", "none of"),
        ("# T\n0:00 Ana disarms\nhouse: standard", "none of"),
        ("# T\nmansion: big\n0:00 Ana disarms", "none of"),
        ("# T\n0:10 Ana disarms\n0:05 Ana disarms", "story:3: 0:05 lies before 0:10"),
        ("# T\n0:00 Ana dances", "story:2: nobody knows how to do 'Ana dances'"),
        ("# T\n0:00 Cellar door opens", "no zone 'Cellar door' here; there is Front door"),
        ("# T\n0:00 Ana arms total in house, reluctantly", "nobody knows how to do"),
        ("# T\n0:00 the panel starts again", "runs already"),
        ("# T\n0:00 the store is found damaged", "stops first"),
        ("# T\n0:00 the panel stops\n0:01 Ana disarms", "does not run"),
        ("# T\nwith: more cats\n0:00 Ana disarms", "nobody knows how to change 'more cats'"),
        ("# T\n0:00 the clock on the wall is set to 2026-03-29 01:30", "no clock in Lisbon ever says"),
    ],
)
def test_what_cannot_be_read_or_done_is_refused_with_its_reason(text: str, message: str) -> None:
    with pytest.raises(StoryError) as refused:
        played(text)
    assert message in str(refused.value)


def test_an_unknown_house_is_refused() -> None:
    with pytest.raises(StoryError, match="there is standard"):
        setting("castle", ())


@pytest.mark.parametrize("written", ["0:00", "0:00.500", "59:59", "1:00:00", "25:00:01.001"])
def test_instants_are_written_as_they_are_read(written: str) -> None:
    assert clock(milliseconds(written)) == written


FULL = Report(
    kind=ReportKind.PENDING,
    at_ms=1_000,
    area="house",
    zone=1,
    actor="Ana",
    source=Source.TAG,
    mode=Mode.NIGHT,
    why="why",
    follow_up_ms=50_000,
    closes_pending=True,
    exit_error=True,
    recent_close=True,
    trial=True,
    since_alarm_ms=20_000,
    zones=(3, 4),
    conditions=(Condition.MAINS,),
    trouble=Trouble.SIREN,
    detail="detail",
    local=True,
)
OTHER: dict[str, object] = {
    "kind": ReportKind.FIRE,
    "source": Source.WEB,
    "mode": Mode.TOTAL,
    "trouble": Trouble.MAINS,
    "actor": "Rui",
}
OTHER |= {"zones": (), "conditions": (), "zone": 2, "area": "annex", "why": "", "detail": ""}


@pytest.mark.parametrize("field", Report.__struct_fields__)
def test_nothing_of_a_report_is_left_unsaid(field: str) -> None:
    now = getattr(FULL, field)
    other = OTHER[field] if field in OTHER else (not now if isinstance(now, bool) else now + 1)
    changed = msgspec.structs.replace(FULL, **{field: other})
    plan = HOUSES["standard"]
    assert words.report(plan, changed, 5_000) != words.report(plan, FULL, 5_000)


def test_nothing_of_an_answer_or_an_output_is_left_unsaid() -> None:
    plan = HOUSES["standard"]
    given = Answer(request="r", status=Status.ERROR)
    changes = {
        "request": "s",
        "status": Status.OK,
        "reason": Reason.LOCKED,
        "zones": (1,),
        "conditions": (Condition.MAINS,),
        "force": "t",
        "busy": RequestKind.IMAGE,
        "age_ms": 5,
    }
    assert set(changes) == set(Answer.__struct_fields__)
    said = {words.answer(plan, msgspec.structs.replace(given, **{name: value})) for name, value in changes.items()}
    assert len(said - {words.answer(plan, given)}) == len(changes)
    dark = Outputs(siren=Tone.OFF, strobe=False, sounder=Tone.OFF, lamp_ready=False, lamp_armed=False, lamp_alarm=False)
    lit = [
        msgspec.structs.replace(
            dark, **{name: Tone.FIRE if name in ("siren", "sounder") else ("gate",) if name == "relays" else True}
        )
        for name in Outputs.__struct_fields__
    ]
    assert len({words.shows(one) for one in (dark, *lit)}) == len(lit) + 1


def test_every_verb_and_every_change_of_a_house_is_used_by_some_story() -> None:
    stories = [parse(text) for text in ALL]
    deeds = {block.deed for story in stories for block in story.blocks}
    changes = {one.strip() for story in stories for line in story.head.get("with", ()) for one in line.split(";")}
    assert unused([pattern for pattern, _ in VERBS], deeds) == []
    assert unused([pattern for pattern, _ in ON_WIRES], deeds) == []
    assert unused([pattern for pattern, _ in CHANGES], changes) == []


def unused(patterns: list[str], lines: set[str]) -> list[str]:
    return [pattern for pattern in patterns if not any(fits(pattern, line) for line in lines)]


def fits(pattern: str, line: str) -> bool:
    return re.fullmatch(pattern, line) is not None


def test_on_the_wires_too_what_is_unknown_or_too_soon_is_refused(tmp_path: Path) -> None:
    stage = WiresStage(tmp_path)
    try:
        for text, message in (
            ("# T\n0:00 Ana dances", "'Ana dances' on the wires"),
            ("# T\n0:01 Cellar door opens", "no zone 'Cellar door' here"),
            ("# T\n0:02 Ana types her PIN\n0:02 Ana types her PIN", "0:02 is over"),
        ):
            with pytest.raises(StoryError, match=message):
                perform(parse(text), stage)
    finally:
        stage.close()
