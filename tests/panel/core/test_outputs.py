"""What the wires do: tones, lamps, and when they change by themselves."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from panel.core.events import Actor, DisarmRequested, Event, UnknownTag, WrongCode
from panel.core.names import Mode, Phase, Role, Source, Trouble
from panel.core.outputs import (
    FAST_EXIT_MS,
    PATTERNS,
    Tone,
    is_ready,
    is_refusal,
    level_at,
    next_change_ms,
    outputs,
    with_refusal,
)
from panel.core.plan import RelayPlan
from panel.core.state import State
from panel.core.step import step
from tests.support.script import (
    ANNEX,
    BACK_DOOR,
    FRONT_DOOR,
    HALL,
    HOME,
    HOUSE,
    SMOKE,
    WINDOW,
    Story,
    in_alarm,
    in_entry,
)
from zones.kinds import Kind


def test_fire_is_three_half_seconds_and_a_pause() -> None:
    edges = [0]
    while edges[-1] < 4_000:
        _, following = level_at(Tone.FIRE, 100, 100 + edges[-1])
        assert following is not None
        edges.append(following - 100)
    assert edges == [0, 500, 1_000, 1_500, 2_000, 2_500, 4_000]
    assert [level_at(Tone.FIRE, 100, 100 + at)[0] for at in edges] == [True, False, True, False, True, False, True]


@pytest.mark.parametrize("tone", list(PATTERNS))
def test_a_pattern_is_on_at_its_beginning_and_repeats(tone: Tone) -> None:
    length_ms = sum(PATTERNS[tone])
    assert level_at(tone, 7, 7)[0]
    for at in range(0, length_ms, 25):
        assert level_at(tone, 0, at)[0] is level_at(tone, 0, at + 3 * length_ms)[0]


@pytest.mark.parametrize("tone", list(PATTERNS))
def test_a_level_holds_until_the_change_it_announces(tone: Tone) -> None:
    levels = [level_at(tone, 0, at) for at in range(sum(PATTERNS[tone]) * 2)]
    for at, (here, there) in enumerate(pairwise(levels), start=1):
        assert (here[1] == at) is (here[0] is not there[0])


def test_steady_and_off_never_change() -> None:
    assert level_at(Tone.STEADY, 0, 12_345) == (True, None)
    assert level_at(Tone.OFF, 0, 12_345) == (False, None)


def test_the_beeps_are_fast_in_the_last_ten_seconds_and_the_shell_is_told_when() -> None:
    story = Story()
    story.arms("total", "house").said.clear()
    assert next_change_ms(HOME, story.state, 0) == 60_000 - FAST_EXIT_MS
    assert outputs(HOME, story.state, 49_999).sounder is Tone.SLOW_BEEPS
    assert outputs(HOME, story.state, 50_000).sounder is Tone.FAST_BEEPS
    assert next_change_ms(HOME, story.state, 50_000) is None


def test_an_exit_that_ends_when_the_clock_shows_zero_counts_as_one() -> None:
    story = Story()
    story.now_ms = -60_000
    story.arms("total", "house").said.clear()
    assert next_change_ms(HOME, story.state, -60_000) == -FAST_EXIT_MS


def test_nothing_changes_by_itself_without_an_exit() -> None:
    assert next_change_ms(HOME, in_alarm(Story()).state, 0) is None


def test_the_lamp_says_ready_only_when_every_area_could_be_armed_leaving_by_the_door(story: Story) -> None:
    story.opens(FRONT_DOOR).expects()
    story.opens(HALL).expects()
    story.opens(WINDOW).expects("shows nothing")
    story.closes(WINDOW).expects("shows ready")


def test_ready_means_for_the_fullest_mode_in_whatever_order_they_are_written() -> None:
    areas = (replace(HOME.areas[0], modes=(Mode.PARTIAL, Mode.TOTAL)), HOME.areas[1])
    story = Story(replace(HOME, areas=areas))
    story.opens(WINDOW).said.clear()
    assert not is_ready(story.plan, story.state)


def test_without_an_exit_delay_an_open_door_is_not_ready() -> None:
    story = Story(replace(HOME, exit_delay_ms=0))
    story.opens(BACK_DOOR).expects("shows nothing")
    shortest = Story(replace(HOME, exit_delay_ms=1))
    shortest.opens(BACK_DOOR).expects()


def test_fire_is_above_an_intrusion_and_the_intrusion_is_back_when_it_is_silenced(story: Story) -> None:
    in_alarm(story).opens(SMOKE).expects("alarm.fire house #6 fire", "shows siren=fire strobe sounder=fire armed alarm")
    story.closes(SMOKE).expects("restore.fire house #6", "shows siren=steady strobe sounder=steady armed alarm")


def test_entry_is_heard_above_an_exit_elsewhere(story: Story) -> None:
    in_entry(story).arms("total", "annex").expects("annex exit total", "ok")


def test_only_who_stands_there_hears_a_refusal_and_not_the_house_when_somebody_guesses_codes_from_afar() -> None:
    def refused(event: Event) -> bool:
        outcome = step(HOME, Story().state, event, 0)
        return is_refusal(outcome.reports, outcome.answers)

    assert refused(WrongCode(Source.KEYPAD))
    assert refused(UnknownTag("hall"))
    assert not refused(WrongCode(Source.WEB, "w1"))
    assert not refused(DisarmRequested(actor=Actor(id="guest", role=Role.RESIDENT), source=Source.WEB, request="d1"))


def test_a_refusal_is_heard_for_its_time_and_never_over_a_siren() -> None:
    quiet, loud = outputs(HOME, Story().state, 0), outputs(HOME, in_alarm(Story()).state, 0)
    assert with_refusal(quiet, 1_000, 999) == replace(quiet, sounder=Tone.REFUSED)
    assert with_refusal(quiet, 1_000, 1_000) == quiet
    assert with_refusal(loud, 1_000, 999) == loud


def relays_on(state: State, *relays: RelayPlan) -> tuple[str, ...]:
    return outputs(replace(HOME, relays=relays), state, 0).relays


def test_a_relay_follows_its_own_areas_and_one_without_follows_them_all() -> None:
    def tied(name: str, *areas: str) -> tuple[RelayPlan, ...]:
        mode = RelayPlan(name=f"{name} mode", areas=areas, modes=(Mode.TOTAL,))
        phase = RelayPlan(name=f"{name} phase", areas=areas, phases=(Phase.ALARM,))
        return mode, phase, RelayPlan(name=f"{name} fire", areas=areas, alarms=(Kind.FIRE,))

    relays = (*tied("house", HOUSE), *tied("annex", ANNEX), *tied("any"))
    story = in_alarm(Story())
    story.opens(SMOKE).said.clear()
    on = {f"{name} {what}" for name in ("house", "any") for what in ("mode", "phase", "fire")}
    assert set(relays_on(story.state, *relays)) == on
    assert relays_on(Story().state, *relays) == ()


def test_a_relay_for_a_trouble_is_on_for_that_trouble_and_for_no_other(story: Story) -> None:
    mains = RelayPlan(name="lamp", troubles=(Trouble.MAINS,))
    story.breaks(Trouble.BATTERY_LOW).said.clear()
    assert relays_on(story.state, mains) == ()
    story.breaks(Trouble.MAINS).said.clear()
    assert relays_on(story.state, mains) == ("lamp",)
