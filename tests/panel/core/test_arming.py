"""Leaving: exits that restart once, end with the last door, become partial when nobody left, or run silently."""

from msgspec.structs import replace

from panel.core.events import ArmRequested, Booted, DisarmRequested, Event, TimePassed, ZoneChanged
from panel.core.names import Condition, Mode, Phase, ReportKind, Source
from panel.core.state import AreaState, Door, Exit, FirstAlarm, Memory
from panel.core.step import step
from tests.support.script import ANA, BACK_DOOR, FRONT_DOOR, HOME, HOUSE, WINDOW, Story, armed, house_of, in_alarm
from zones.kinds import Level


def leaving(story: Story) -> Story:
    return story.arms("total", HOUSE).expects("house exit total", "shows sounder=slow_beeps armed", "ok")


def test_whoever_comes_back_for_the_keys_gets_the_whole_time_once(story: Story) -> None:
    leaving(story).at(10_000).opens(FRONT_DOOR).expects()
    story.at(15_000).closes(FRONT_DOOR).expects()
    story.at(20_000).opens(FRONT_DOOR).expects()
    assert story.state.areas[0].until_ms == 80_000
    story.closes(FRONT_DOOR).expects()
    story.at(30_000).opens(FRONT_DOOR).expects()
    assert story.state.areas[0].until_ms == 80_000


def test_with_final_set_the_exit_ends_five_seconds_after_the_last_door() -> None:
    story = leaving(Story(replace(HOME, final_set=True)))
    story.at(10_000).opens(FRONT_DOOR).opens(BACK_DOOR).expects()
    story.at(12_000).closes(FRONT_DOOR).expects()
    assert story.state.areas[0].until_ms == 60_000
    story.at(14_000).closes(BACK_DOOR).expects("shows sounder=fast_beeps armed")
    story.at(19_000).expects("area.armed house mode=total by=ana/keypad", "house armed total", "shows armed")


def test_armed_total_at_the_keypad_and_nobody_left_they_are_at_home() -> None:
    stay = replace(HOME, stay=True)
    story = leaving(Story(stay)).at(50_000).expects("shows sounder=fast_beeps armed")
    story.at(60_000).expects("area.armed house mode=partial by=ana/keypad", "house armed partial", "shows armed")
    other = Story(stay)
    other.arms("total", HOUSE, source=Source.MQTT).said.clear()
    other.at(60_000).said.clear()
    assert other.state.areas[0].mode is Mode.TOTAL
    third = leaving(Story(stay))
    third.opens(FRONT_DOOR).closes(FRONT_DOOR).at(60_000).said.clear()
    assert third.state.areas[0].mode is Mode.TOTAL


def test_a_silent_exit_makes_no_sound(story: Story) -> None:
    story.arms("total", HOUSE, silent=True).expects("house exit total", "shows armed", "ok")
    story.at(55_000).expects()


def test_an_arming_from_afar_does_not_wipe_out_an_alarm_that_nobody_has_seen(story: Story) -> None:
    in_alarm(story).disarms().said.clear()
    story.closes(4).said.clear()
    story.arms("total", HOUSE, source=Source.MQTT, no_exit=True).said.clear()
    assert [one.zone for one in story.state.areas[0].memory] == [4]
    story.disarms().said.clear()
    armed(story)
    assert story.state.areas[0].memory == ()


# whole states: what a cell leaves alone matters as much as what it sets ---------------------------


SEEN_BEFORE = Memory(WINDOW, ReportKind.INTRUSION, 500)
ALARM = AreaState(
    mode=Mode.NIGHT,
    phase=Phase.ALARM,
    until_ms=190_000,
    old_mode=Mode.PARTIAL,
    actor="ben",
    source=Source.WEB,
    alarmed_at_ms=900,
    memory=(SEEN_BEFORE,),
    tamper=True,
    latch_until_ms=180_000,
    quiet=True,
    recent_until_ms=120_000,
    entered=True,
    overrode=(Condition.MAINS,),
)
ENTRY = replace(
    ALARM, phase=Phase.ENTRY, until_ms=31_000, entry_zone=FRONT_DOOR, exit_error=True, tamper=False, latch_until_ms=None
)


def after(area: AreaState, event: Event, now_ms: int, *open_zones: int) -> AreaState:
    return step(HOME, house_of(area, *open_zones), event, now_ms).state.areas[0]


def test_a_disarm_leaves_the_memory_of_an_alarm_and_nothing_else() -> None:
    disarmed = DisarmRequested(actor=ANA, source=Source.KEYPAD, areas=(HOUSE,), request="r")
    for area in (ALARM, ENTRY):
        assert after(area, disarmed, 1_000) == AreaState(memory=(SEEN_BEFORE,))


def test_a_disarm_begins_the_confirmation_anew() -> None:
    disarmed = DisarmRequested(actor=ANA, source=Source.KEYPAD, areas=(HOUSE,), request="r")
    for waiting in ({"first_alarm": FirstAlarm(WINDOW, 2_000_000)}, {"confirmed": True}):
        ended = step(HOME, replace(house_of(ALARM), **waiting), disarmed, 1_000).state
        assert (ended.first_alarm, ended.confirmed) == (None, False)


def test_whoever_acknowledges_a_loud_alarm_has_yet_to_read_it_and_a_quiet_one_is_read() -> None:
    disarmed = DisarmRequested(actor=ANA, source=Source.KEYPAD, areas=(HOUSE,), request="r")
    memory = AreaState(memory=(SEEN_BEFORE,))
    for loud in (replace(memory, tamper=True), replace(memory, latch_until_ms=180_000, tamper=True)):
        assert after(loud, disarmed, 1_000) == memory
    assert after(replace(memory, alarmed_at_ms=900), disarmed, 1_000) == AreaState()


def test_an_exit_that_ends_forgets_what_belonged_to_it_and_keeps_who_armed() -> None:
    leaving_now = AreaState(
        mode=Mode.TOTAL,
        phase=Phase.EXIT,
        until_ms=60_000,
        old_mode=Mode.NIGHT,
        actor="ben",
        source=Source.WEB,
        exit=Exit(full_until_ms=60_000, door=Door.CLOSED, restarted=True),
        overrode=(Condition.MAINS,),
    )
    expected = AreaState(
        mode=Mode.TOTAL, phase=Phase.ARMED, actor="ben", source=Source.WEB, overrode=(Condition.MAINS,)
    )
    assert after(leaving_now, TimePassed(), 60_000) == expected
    recent = replace(HOME, recent_close_ms=120_000)
    ended = step(recent, house_of(leaving_now), TimePassed(), 60_000).state.areas[0]
    assert ended == replace(expected, recent_until_ms=180_000)


def test_an_exit_begins_with_all_that_was_ordered() -> None:
    order = ArmRequested(actor=ANA, source=Source.KEYPAD, mode=Mode.TOTAL, areas=(HOUSE,), silent=True, request="r")
    expected = AreaState(
        mode=Mode.TOTAL,
        phase=Phase.EXIT,
        until_ms=61_000,
        actor="ana",
        source=Source.KEYPAD,
        exit=Exit(full_until_ms=61_000, silent=True),
    )
    assert after(AreaState(memory=(SEEN_BEFORE,), alarmed_at_ms=900), order, 1_000) == expected


def test_a_mode_armed_over_another_counts_as_the_same_period() -> None:
    """What was armed before is kept until the exit ends, also when a third mode is asked for meanwhile."""
    asked = ArmRequested(actor=ANA, source=Source.KEYPAD, mode=Mode.TOTAL, areas=(HOUSE,), request="r")
    night = AreaState(mode=Mode.NIGHT, phase=Phase.ARMED, memory=(SEEN_BEFORE,), alarmed_at_ms=900)
    first = after(night, asked, 1_000)
    assert (first.old_mode, first.memory, first.alarmed_at_ms) == (Mode.NIGHT, (SEEN_BEFORE,), 900)
    partial = replace(first, mode=Mode.PARTIAL)
    assert after(partial, asked, 2_000).old_mode is Mode.NIGHT


def test_a_door_found_open_after_a_restart_gives_nobody_more_time_and_an_opened_one_only_once() -> None:
    out = AreaState(mode=Mode.TOTAL, phase=Phase.EXIT, until_ms=50_000, exit=Exit(full_until_ms=60_000))
    opened = ZoneChanged(FRONT_DOOR, Level.OPEN)
    assert after(out, opened, 1_000) == replace(out, until_ms=60_000, exit=Exit(full_until_ms=60_000, door=Door.OPENED))
    closed = replace(out, exit=Exit(full_until_ms=60_000, door=Door.CLOSED))
    assert after(closed, opened, 1_000) == replace(
        out, until_ms=61_000, exit=Exit(full_until_ms=61_000, door=Door.OPENED, restarted=True)
    )
    twice = replace(closed, exit=Exit(full_until_ms=60_000, door=Door.CLOSED, restarted=True))
    assert after(twice, opened, 1_000) == replace(
        out, until_ms=60_000, exit=Exit(full_until_ms=60_000, door=Door.OPENED, restarted=True)
    )


def test_a_door_found_open_at_a_start_is_a_door_that_opened_and_no_second_exit() -> None:
    out = AreaState(
        mode=Mode.TOTAL, phase=Phase.EXIT, until_ms=50_000, exit=Exit(full_until_ms=60_000, door=Door.CLOSED)
    )
    levels = tuple((one.id, Level.OPEN if one.id == FRONT_DOOR else Level.SECURE) for one in HOME.zones)
    found = Booted(was_ms=1_000, down_ms=0, powered=True, levels=levels, cause="start")
    assert after(out, found, 1_000) == replace(out, exit=Exit(full_until_ms=60_000, door=Door.OPENED))
