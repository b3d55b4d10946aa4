"""What is read on a display, told as people live it; and that whatever happens fits, and gives nothing away."""

from itertools import product

import pytest
from msgspec.structs import replace

from keypad.ui.keys import FORGET_MS, NOTHING, Typed, press
from keypad.ui.screen import LIT_MS, PAGE_MS, Screen, Seen, screen
from keypad.ui.words import WORDS
from panel.core.names import ARMED_MODES, Language, Mode, Phase, ReportKind, Source, Trial, Trouble
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.state import (
    AreaState,
    Countdown,
    Exit,
    Latch,
    Lock,
    Memory,
    Sound,
    State,
    TagState,
    TrialState,
    ZoneState,
    initial,
)
from zones.kinds import Kind

LARGE, SMALL = (20, 4), (16, 2)
NOW_MS = 3_000_000  # at the beginning of a page
AREAS = ("House", "Garage and workshop", "Annex")
ONE, THREE = AREAS[:1], AREAS
READY, NOT_READY = Seen(ready=True), Seen(ready=False)


def plan(names: tuple[str, ...] = ONE) -> Plan:
    areas = tuple(AreaPlan(id=f"a{n}", name=name, modes=ARMED_MODES) for n, name in enumerate(names))
    zones = tuple(
        ZonePlan(id=n + 1, name=f"Secret {name} zone", area=f"a{n}", kind=Kind.INSTANT, modes=ARMED_MODES)
        for n, name in enumerate(names)
    )
    return Plan(areas=areas, zones=zones)


def house(*areas: AreaState, names: tuple[str, ...] = ONE, **more: object) -> State:
    """A state with these areas, the rest disarmed; ``more``: other fields."""
    made = initial(plan(names))
    stands = (*areas, *made.areas[len(areas) :])
    return replace(made, areas=stands, **more)


def shown(
    state: State,
    seen: Seen = READY,
    size: tuple[int, int] = LARGE,
    language: Language = Language.EN,
    now_ms: int = NOW_MS,
) -> Screen:
    names = AREAS[: len(state.areas)]
    return screen(plan(names), state, seen, WORDS[language], *size, now_ms)


def read(*arguments: object, **more: object) -> list[str]:
    """The rows that are not blank."""
    return [line for line in shown(*arguments, **more).lines if line]  # type: ignore[arg-type]


def area(phase: Phase, mode: Mode = Mode.TOTAL, left_ms: int | None = None, **more: object) -> AreaState:
    until_ms = None if left_ms is None else NOW_MS + left_ms
    return AreaState(mode=mode, phase=phase, until_ms=until_ms, **more)  # type: ignore[arg-type]


def typing(keys: str, at_ms: int = NOW_MS) -> Seen:
    typed = NOTHING
    for key in keys:
        typed, _ = press(typed, key, at_ms)
    return Seen(ready=True, typed=typed, pressed_ms=at_ms)


# a day ----------------------------------------------------------------------------------------------


def test_a_house_at_peace_says_so_in_every_language() -> None:
    for language, lines in {
        Language.PT: ["Desarmado", "Pronto a armar"],
        Language.ES: ["Desarmado", "Listo para armar"],
        Language.EN: ["Disarmed", "Ready to arm"],
    }.items():
        for size in (LARGE, SMALL):
            assert read(house(), size=size, language=language) == lines


def test_a_window_in_the_way_is_not_ready_and_nobody_is_told_which() -> None:
    assert read(house(), NOT_READY) == ["Disarmed", "Not ready"]


def test_leaving_counts_down_in_whole_seconds_and_asks_to_be_drawn_when_they_change() -> None:
    leaving = house(area(Phase.EXIT, left_ms=44_300, exit=Exit(full_until_ms=NOW_MS + 44_300)))
    drawn = shown(leaving, language=Language.PT)
    assert [line for line in drawn.lines if line] == ["Saia: 45 s", "A armar: total"]
    assert (drawn.next_ms, drawn.lit) == (NOW_MS + 300, True)
    assert read(leaving, now_ms=NOW_MS + 300)[0] == "Leave: 44 s"
    assert read(leaving, now_ms=NOW_MS + 44_299)[0] == "Leave: 1 s"
    assert read(leaving, now_ms=NOW_MS + 50_000)[0] == "Leave: 0 s"  # the core is late, and nothing negative is said


def test_armed_it_says_how_and_its_light_is_off() -> None:
    for mode, text in ((Mode.TOTAL, "Armado total"), (Mode.PARTIAL, "Armado parcial"), (Mode.NIGHT, "Modo noche")):
        drawn = shown(house(area(Phase.ARMED, mode)), language=Language.ES)
        assert (drawn.lines, drawn.lit, drawn.next_ms) == ((text, "", "", ""), False, None)


def test_coming_in_is_told_to_disarm_first_of_all() -> None:
    entering = house(area(Phase.ENTRY, left_ms=27_000))
    assert read(entering, size=SMALL, language=Language.ES) == ["Desarme: 27 s", "Armado total"]
    assert shown(entering).lit


def test_an_alarm_is_said_and_afterwards_that_there_was_one() -> None:
    memory = (Memory(1, ReportKind.INTRUSION, NOW_MS),)
    assert read(house(area(Phase.ALARM, left_ms=9_000, memory=memory))) == ["ALARM"]
    over = house(area(Phase.ARMED, memory=memory))
    assert read(over, language=Language.PT) == ["Armado total", "Houve um alarme"]
    assert not shown(over).lit


def test_a_fire_comes_before_everything_else() -> None:
    burning = house(area(Phase.EXIT, left_ms=9_000), latches=(Latch(Sound.TECHNICAL), Latch(Sound.FIRE)))
    assert read(burning) == ["FIRE", "Technical alarm", "Leave: 9 s", "Arming: total"]
    assert read(burning, size=SMALL) == ["FIRE", "Technical alarm"]


def test_areas_that_differ_are_named_and_those_that_do_not_are_one() -> None:
    differing = house(area(Phase.ARMED, Mode.NIGHT), area(Phase.IDLE, Mode.DISARMED), names=THREE)
    assert read(differing) == ["House: night", "Garage and work: off", "Annex: off"]
    assert read(differing, size=SMALL, language=Language.PT) == ["House: noite", "Garage : desarm."]
    alike = house(*[area(Phase.ARMED, Mode.NIGHT)] * 3, names=THREE)
    assert read(alike) == ["Night mode"]


def test_what_finds_no_room_is_shown_three_seconds_later() -> None:
    differing = house(area(Phase.ALARM), area(Phase.ARMED), names=THREE)
    first, second = (read(differing, size=SMALL, now_ms=NOW_MS + after) for after in (0, PAGE_MS))
    assert (first, second) == (["House: ALARM", "Garage an: total"], ["Annex: off"])
    assert shown(differing, size=SMALL, now_ms=NOW_MS + 100).next_ms == NOW_MS + PAGE_MS


def test_something_wrong_is_hinted_at_and_no_more() -> None:
    wrong = house(troubles=((Trouble.DEVICE, "secret_device"),))
    assert read(wrong, language=Language.ES) == ["Desarmado", "Listo para armar", "Hay una avería"]
    assert read(house(zones=(ZoneState(fault=True),))) == ["Disarmed", "Ready to arm", "System trouble"]


# fingers --------------------------------------------------------------------------------------------


def test_a_code_being_typed_is_asterisks_in_the_last_row() -> None:
    drawn = shown(house(), typing("4183"), language=Language.PT)
    assert drawn.lines == ("Desarmado", "Pronto a armar", "", "Código:****")
    assert shown(house(), typing("4183"), SMALL).lines == ("Disarmed", "Code:****")


def test_the_letter_before_the_code_says_what_it_will_do() -> None:
    texts = {"A": "Total:", "B41": "Partial:**", "C": "Night:", "D4": "Force:*"}
    assert {keys: shown(house(), typing(keys), SMALL).lines[1] for keys in texts} == texts


def test_no_more_asterisks_are_shown_than_a_code_has_digits_and_they_fit() -> None:
    for language, letter in product(Language, "ABC"):
        line = shown(house(), typing(f"{letter}123456789012"), SMALL, language).lines[1]
        assert line.count("*") == 8 and len(line) <= 16


def test_what_was_typed_is_gone_when_it_is_forgotten() -> None:
    seen = typing("41")
    assert shown(house(), seen, now_ms=NOW_MS + FORGET_MS).lines[3] == "Code:**"
    assert shown(house(), seen, now_ms=NOW_MS + FORGET_MS + 1).lines[3] == ""


def test_the_light_is_on_for_half_a_minute_after_a_key() -> None:
    seen = Seen(ready=True, pressed_ms=NOW_MS)
    drawn = shown(house(), seen, now_ms=NOW_MS + LIT_MS - 1)
    assert (drawn.lit, drawn.next_ms) == (True, NOW_MS + LIT_MS)
    drawn = shown(house(), seen, now_ms=NOW_MS + LIT_MS)
    assert (drawn.lit, drawn.next_ms) == (False, None)


def test_whoever_is_told_no_reads_it() -> None:
    drawn = shown(house(), replace(READY, refused=True), SMALL, Language.ES)
    assert (drawn.lines, drawn.lit) == (("Rechazado", "Desarmado"), True)


def test_a_locked_keypad_says_for_how_long() -> None:
    elsewhere, here = Lock(source=Source.WEB, until_ms=NOW_MS + 1), Lock(source=Source.KEYPAD, until_ms=NOW_MS + 89_500)
    locked = house(locks=(elsewhere, here))
    drawn = shown(locked, language=Language.PT)
    assert drawn.lines[0] == "Bloqueado: 90 s"
    assert drawn.next_ms == NOW_MS + 500
    assert "Bloqueado" not in str(shown(locked, language=Language.PT, now_ms=NOW_MS + 89_500).lines)


def test_a_tag_that_needs_its_code_asks_for_it() -> None:
    tag = TagState(actor="secret person", until_ms=NOW_MS + 30_000, waits_for_pin=True)
    drawn = shown(house(area(Phase.ARMED), tag=tag))
    assert (drawn.lines[:2], drawn.lit, drawn.next_ms) == (("Type your code", "Armed total"), True, NOW_MS + 30_000)
    assert read(house(area(Phase.ARMED), tag=replace(tag, waits_for_pin=False))) == ["Armed total"]


def test_a_programme_about_to_arm_counts_minutes_and_then_seconds() -> None:
    coming = house(countdown=Countdown(programme="secret", areas=(), mode=Mode.NIGHT, until_ms=NOW_MS + 150_000))
    drawn = shown(coming)
    assert (drawn.lines[0], drawn.next_ms, drawn.lit) == ("Arms in 3 min", NOW_MS + 30_000, True)
    assert read(coming, now_ms=NOW_MS + 90_000)[0] == "Arms in 60 s"
    assert shown(coming, now_ms=NOW_MS + 90_000).next_ms == NOW_MS + 91_000


def test_what_is_being_tried_out_is_said_to_residents() -> None:
    walking = house(trial=TrialState(trial=Trial.WALK, actor="secret person", until_ms=NOW_MS))
    assert "Teste de zonas" in read(walking, language=Language.PT)


# always ---------------------------------------------------------------------------------------------

AREA_STATES = [
    area(Phase.IDLE, Mode.DISARMED),
    *(area(Phase.EXIT, mode, 255_000, exit=Exit(full_until_ms=NOW_MS)) for mode in ARMED_MODES),
    *(area(Phase.ARMED, mode, memory=(Memory(1, ReportKind.TAMPER, 0),)) for mode in ARMED_MODES),
    *(area(phase, Mode.NIGHT, 255_000) for phase in (Phase.ENTRY, Phase.ALARM)),
]
EVERYTHING: dict[str, object] = {
    "latches": tuple(Latch(sound) for sound in Sound),
    "locks": (Lock(source=Source.KEYPAD, until_ms=NOW_MS + 900_000),),
    "tag": TagState(actor="secret person", until_ms=NOW_MS + 1, waits_for_pin=True),
    "countdown": Countdown(programme="secret", areas=(), mode=Mode.TOTAL, until_ms=NOW_MS + 3_600_000),
    "troubles": ((Trouble.DEVICE, "secret_device"),),
}


@pytest.mark.parametrize("size", [LARGE, SMALL], ids=["20x4", "16x2"])
@pytest.mark.parametrize("language", Language)
def test_whatever_happens_each_page_fits_and_gives_nothing_away(language: Language, size: tuple[int, int]) -> None:
    more: list[dict[str, object]] = [{}, EVERYTHING]
    more += [{"trial": TrialState(trial=trial, actor="secret", until_ms=0)} for trial in Trial]
    seens = [READY, replace(NOT_READY, refused=True), typing("B12345678")]
    for stands, extra, seen in product(product(AREA_STATES, AREA_STATES[::4]), more, seens):
        state = house(*stands, names=THREE, **extra)
        for page in range(5):
            drawn = shown(state, seen, size, language, NOW_MS + page * PAGE_MS)
            assert len(drawn.lines) == size[1] and all(len(line) <= size[0] for line in drawn.lines)
            assert "ecret" not in str(drawn.lines) and "345" not in str(drawn.lines)
            assert drawn.next_ms is None or drawn.next_ms > NOW_MS + page * PAGE_MS


def test_a_code_typed_under_threat_or_a_hold_up_changes_no_letter() -> None:
    calm = house(area(Phase.IDLE, Mode.DISARMED))
    held_up = replace(calm, zones=tuple(replace(zone, alarms=(ReportKind.HOLD_UP,)) for zone in calm.zones))
    assert shown(held_up) == shown(calm)


def test_typed_of_another_time_is_nothing() -> None:
    assert shown(house(), Seen(ready=True, typed=Typed(last_ms=NOW_MS))).lines[3] == ""
