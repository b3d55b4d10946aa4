"""Restarts: what protects goes on, what opens ends if nobody knows its time, and nobody's wait is forgotten."""

from typing import Any

from msgspec.structs import replace

from panel.core.events import Actor, Booted
from panel.core.names import Help, Mode, Phase, ReportKind, Role, Source, Trial
from panel.core.reports import Report
from panel.core.state import (
    AreaState,
    Countdown,
    Crossed,
    Exit,
    FirstAlarm,
    ForceOffer,
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
from panel.core.step import Step, step
from tests.support.script import HOME, HOUSE, SHED, WINDOW, Story, armed
from zones.kinds import Level

FITTER = Actor(id="fitter", role=Role.INSTALLER)


def test_consent_and_tests_go_on_over_a_restart_and_end_when_nobody_knows_how_long_it_was(story: Story) -> None:
    story.consents(3_600_000).said.clear()
    story.tries(Trial.SERVICE, who=FITTER).said.clear()
    story.starts(down_ms=1_000, powered=True, at=50).expects("panel.booted start detail=1000 ms")
    assert story.state.consent_until_ms == 3_600_000 - 1_000 + 50
    story.starts(at=60).expects(
        "panel.booted start detail=unknown", "installer.consent_ended", "test.ended consent_ended detail=service"
    )


def test_a_detector_that_warms_up_is_not_believed_until_it_is_warm() -> None:
    warm = replace(HOME, zones=tuple(replace(z, warm_up_ms=60_000 if z.id == WINDOW else 0) for z in HOME.zones))
    story = armed(Story(warm).at(60_000))
    story.starts((WINDOW, Level.OPEN), at=100).expects("panel.booted start detail=unknown")
    story.at(60_100)
    assert story.said[0] == "alarm.intrusion house #4 instant"
    story.said.clear()
    other = armed(Story(warm).at(60_000))
    other.starts((WINDOW, Level.OPEN), down_ms=5, powered=True, at=100)
    assert other.said[1] == "alarm.intrusion house #4 instant"
    other.said.clear()


def test_a_fire_call_goes_on_and_a_panic_sounds_only_for_what_was_left_with_power(story: Story) -> None:
    story.calls(Help.FIRE).said.clear()
    story.calls(Help.PANIC).said.clear()
    story.at(100_000).starts(down_ms=50_000, powered=False, at=7).said.clear()
    assert [(latch.sound, latch.until_ms) for latch in story.state.latches] == [("fire", None), ("panic", 80_007)]


def test_an_announced_arming_comes_over_a_restart(story: Story) -> None:
    story.falls_due("night", HOUSE, at_utc_ms=1).said.clear()
    story.starts(down_ms=400_000, powered=True, at=3)
    assert "house exit night" in story.said
    story.said.clear()


def test_every_instant_goes_on_by_the_new_clock_less_the_time_without_a_panel() -> None:
    """Saved at 1,000 on the old clock, 400 ms gone, started at 50 on the new one: an end at 10,000 is at 8,650 now,
    and what fell due meanwhile is due at once."""
    after = boots_over(ARMED, powered=True).state
    assert after == replace(ARMED, areas=(in_alarm(moved_ms=-1_350), AreaState()), zones=ARMED_ZONES_AFTER, **RESTED)


def test_an_exit_goes_on_to_its_end_on_the_new_clock() -> None:
    leaving = AreaState(mode=Mode.TOTAL, phase=Phase.EXIT, until_ms=10_000, exit=Exit(full_until_ms=10_200))
    after = boots_over(replace(ARMED, areas=(leaving, AreaState())), powered=True).state.areas[0]
    assert after == replace(leaving, until_ms=8_650, exit=Exit(full_until_ms=8_850))


def test_a_siren_counts_powered_time_only() -> None:
    after = boots_over(ARMED, powered=False).state
    siren = {"until_ms": 9_050, "latch_until_ms": 9_350}
    latches = (Latch(Sound.FIRE), Latch(Sound.PANIC, by_hand=True, until_ms=10_150))
    areas = (replace(in_alarm(moved_ms=-1_350), **siren), AreaState())
    assert after == replace(ARMED, areas=areas, zones=ARMED_ZONES_AFTER, **{**RESTED, "latches": latches})


def test_what_fell_due_meanwhile_happens_at_the_start() -> None:
    due_meanwhile = 1_200  # on the old clock: 200 ms after the last sign of life
    state = replace(
        initial(TWO_ZONES),
        consent_until_ms=due_meanwhile,
        trial=TrialState(trial=Trial.WALK, actor="fitter", until_ms=due_meanwhile),
        crossed=(Crossed(1, due_meanwhile),),
        first_alarm=FirstAlarm(1, due_meanwhile),
        locks=(Lock(source=Source.WEB, until_ms=due_meanwhile, level=1),),
    )
    outcome = boots_over(state, powered=True)
    # fmt: off
    assert [(report.kind, report.at_ms) for report in outcome.reports] == [
        (ReportKind.BOOTED, 50), (ReportKind.CONSENT_ENDED, 50), (ReportKind.TRIAL_ENDED, 50),
    ]
    # fmt: on
    shut = (ZoneState(level=Level.SECURE), ZoneState(level=Level.SECURE))
    assert outcome.state == replace(initial(TWO_ZONES), zones=shut, locks=(Lock(source=Source.WEB, level=1),))


def test_consent_an_open_test_and_an_announced_arming_keep_their_times() -> None:
    trial = TrialState(trial=Trial.SERVICE, actor="fitter", until_ms=10_000)
    countdown = Countdown(programme="night", areas=(HOUSE,), mode=Mode.TOTAL, until_ms=10_200)
    state = replace(initial(TWO_ZONES), trial=trial, countdown=countdown, consent_until_ms=10_100)
    after = boots_over(state, powered=True).state
    assert after.trial == replace(trial, until_ms=8_650)
    assert after.countdown == replace(countdown, until_ms=8_850)
    assert after.consent_until_ms == 8_750


def test_a_gap_that_nobody_knows_moves_instants_by_the_clock_alone() -> None:
    locked = Lock(source=Source.WEB, until_ms=10_000, level=1)
    state = replace(initial(TWO_ZONES), locks=(locked,))
    after = boots_over(state, powered=False, down_ms=None).state
    assert after.locks == (replace(locked, until_ms=9_050),)


def test_a_test_whose_time_nobody_knows_ends(story: Story) -> None:
    story.tries(Trial.WALK).said.clear()
    story.starts(at=5).expects(
        "panel.booted start detail=unknown", "test.ended restarted zones=1,2,3,4,5,6,7,8 detail=walk"
    )


def test_a_zone_whose_input_is_not_read_at_a_start_has_ten_seconds_to_speak() -> None:
    booted = Booted(was_ms=0, down_ms=0, powered=True, levels=((WINDOW, Level.SECURE),), cause="start")
    after = step(TWO_ZONES, initial(TWO_ZONES), booted, 50).state
    assert after.zones == (ZoneState(level=Level.SECURE), ZoneState(unknown_at_ms=10_050))


def test_a_supervised_zone_is_watched_from_a_start_on_unless_it_is_watched_or_suspected_already() -> None:
    supervised = replace(TWO_ZONES, zones=tuple(replace(zone, supervision_ms=3_600_000) for zone in TWO_ZONES.zones))
    levels = tuple((zone.id, Level.SECURE) for zone in supervised.zones)
    booted = Booted(was_ms=0, down_ms=0, powered=True, levels=levels, cause="start")
    secure = ZoneState(level=Level.SECURE)
    told = {"watched": 3_600_050, "already": 1_050, "suspected": None, "armed": None}
    found = {}
    for name, zone, area in (
        ("watched", secure, AreaState()),
        ("already", replace(secure, unseen_at_ms=1_000), AreaState()),
        ("suspected", replace(secure, inactive=True), AreaState()),
        ("armed", secure, AreaState(mode=Mode.TOTAL, phase=Phase.ARMED)),
    ):
        state = replace(initial(supervised), zones=(zone, secure), areas=(area, AreaState()))
        found[name] = step(supervised, state, booted, 50).state.zones[0].unseen_at_ms
    assert found == told


def test_a_door_found_open_at_a_start_does_not_chime() -> None:
    story = Story(replace(HOME, zones=tuple(replace(zone, chime=True) for zone in HOME.zones)))
    story.starts((WINDOW, Level.OPEN), at=5).expects("panel.booted start detail=unknown", "shows nothing")
    story.closes(WINDOW).said.clear()
    story.opens(WINDOW).expects("shows sounder=chime")


TWO_ZONES = replace(HOME, zones=tuple(zone for zone in HOME.zones if zone.id in (WINDOW, SHED)))


def in_alarm(*, moved_ms: int) -> AreaState:
    """An area with every instant that it may have, all of them moved."""
    held = Report(kind=ReportKind.INTRUSION, at_ms=900 + moved_ms, area=HOUSE, zone=WINDOW, why="instant")
    return AreaState(
        mode=Mode.TOTAL,
        phase=Phase.ALARM,
        until_ms=10_000 + moved_ms,
        alarmed_at_ms=800 + moved_ms,
        latch_until_ms=10_300 + moved_ms,
        recent_until_ms=10_400 + moved_ms,
        held=(held,),
        hold_until_ms=10_500 + moved_ms,
        memory=(Memory(WINDOW, ReportKind.INTRUSION, 700 + moved_ms),),
    )


ARMED = replace(
    initial(TWO_ZONES),
    areas=(in_alarm(moved_ms=0), AreaState()),
    zones=(
        ZoneState(level=Level.SECURE, period_until_ms=10_600, warm_until_ms=10_700),
        ZoneState(level=Level.SECURE, unseen_at_ms=10_800, warm_until_ms=10_900),
    ),
    latches=(Latch(Sound.FIRE), Latch(Sound.PANIC, by_hand=True, until_ms=11_100)),
    first_alarm=FirstAlarm(WINDOW, 11_200),
    crossed=(Crossed(SHED, 11_300),),
    locks=(Lock(source=Source.KEYPAD, fails=(600, 650), until_ms=11_400, level=2, day=5, day_until_ms=11_500),),
    tag=TagState(actor="ana", until_ms=11_600, waits_for_pin=True),
    force=ForceOffer(token="t", actor="ana", mode=Mode.TOTAL, areas=(), zones=(), conditions=(), until_ms=11_650),
    chime_until_ms=11_700,
)
ARMED_ZONES_AFTER = (
    ZoneState(level=Level.SECURE, period_until_ms=9_250, warm_until_ms=9_350),
    ZoneState(level=Level.SECURE, unseen_at_ms=9_450, warm_until_ms=9_550),
)
RESTED: dict[str, Any] = {
    "latches": (Latch(Sound.FIRE), Latch(Sound.PANIC, by_hand=True, until_ms=9_750)),
    "first_alarm": FirstAlarm(WINDOW, 9_850),
    "crossed": (Crossed(SHED, 9_950),),
    "locks": (Lock(source=Source.KEYPAD, fails=(-750, -700), until_ms=10_050, level=2, day=5, day_until_ms=10_150),),
    "tag": None,
    "force": None,
    "chime_until_ms": None,
}


def boots_over(state: State, *, powered: bool, down_ms: int | None = 400) -> Step:
    """The state was saved at 1,000, 400 ms passed without a panel, and its new clock shows 50; all is shut."""
    levels = tuple((zone.id, Level.SECURE) for zone in TWO_ZONES.zones)
    booted = Booted(was_ms=1_000, down_ms=down_ms, powered=powered, levels=levels, cause="start")
    return step(TWO_ZONES, state, booted, 50)
