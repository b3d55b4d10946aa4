"""Stories about the core: what happens, and everything the panel then says and shows.

    story.at(0).arms("total")
    story.expects("house exit total", "shows sounder=fast_beeps armed", "ok")
    story.at(60_000).expects("area.armed house mode=total by=ana/keypad", "house armed total", "shows armed")

Nothing may be left out: what was said and not expected fails at the next move, and at the end of the story.
Reports come first, then areas that changed, then the outputs if they did, then answers.
"""

from typing import Self

from msgspec.structs import replace

from panel.core.events import (
    Actor,
    ArmRequested,
    Booted,
    BypassRequested,
    CodeTyped,
    ConsentRequested,
    DisarmRequested,
    Event,
    HelpCalled,
    PostponeRequested,
    RequestEnded,
    RequestMade,
    ScheduleDue,
    TagPresented,
    TimePassed,
    TrialRequested,
    TroubleCleared,
    TroubleRaised,
    WrongCode,
    ZoneChanged,
)
from panel.core.names import (
    ARMED_MODES,
    Bypass,
    Help,
    Mode,
    Reason,
    ReportKind,
    RequestKind,
    Role,
    Source,
    Status,
    TagStanding,
    Trial,
    Trouble,
)
from panel.core.outputs import Outputs, Tone, outputs
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.reports import Answer, Report
from panel.core.state import AreaState, State, ZoneState, initial
from panel.core.step import step
from zones.kinds import Kind, Level

HOUSE, ANNEX = "house", "annex"
ANA = Actor(id="ana", role=Role.ADMINISTRATOR, arm=(HOUSE, ANNEX), disarm=(HOUSE, ANNEX), modes=ARMED_MODES)
FRONT_DOOR, BACK_DOOR, HALL, WINDOW, BOX, SMOKE, PANIC_BUTTON, SHED = 1, 2, 3, 4, 5, 6, 7, 8

HOME = Plan(
    areas=(
        AreaPlan(id=HOUSE, name="House", modes=(Mode.TOTAL, Mode.PARTIAL, Mode.NIGHT)),
        AreaPlan(id=ANNEX, name="Annex", modes=(Mode.TOTAL,)),
    ),
    zones=(
        ZonePlan(id=FRONT_DOOR, name="Front door", area=HOUSE, kind=Kind.ENTRY_EXIT, modes=ARMED_MODES),
        ZonePlan(
            id=BACK_DOOR, name="Back door", area=HOUSE, kind=Kind.ENTRY_EXIT, modes=ARMED_MODES, entry_delay_ms=45_000
        ),
        ZonePlan(id=HALL, name="Hall", area=HOUSE, kind=Kind.FOLLOWER, modes=(Mode.TOTAL,)),
        ZonePlan(id=WINDOW, name="Window", area=HOUSE, kind=Kind.INSTANT, modes=(Mode.TOTAL, Mode.NIGHT)),
        ZonePlan(id=BOX, name="Box", area=HOUSE, kind=Kind.TAMPER),
        ZonePlan(id=SMOKE, name="Smoke", area=HOUSE, kind=Kind.FIRE),
        ZonePlan(id=PANIC_BUTTON, name="Button", area=HOUSE, kind=Kind.HOLD_UP),
        ZonePlan(id=SHED, name="Shed", area=ANNEX, kind=Kind.INSTANT, modes=(Mode.TOTAL,)),
    ),
    recent_close_ms=0,  # these stories break in right after arming, and are not about that
)


class Story:
    """One panel, from its first start with everything shut."""

    def __init__(self, plan: Plan = HOME) -> None:
        self.plan = plan
        self.now_ms = 0
        self.state: State = initial(plan)
        self.said: list[str] = []
        self.shown = ""
        self.starts(*((zone.id, Level.SECURE) for zone in plan.zones))
        self.said.clear()

    # what happens ---------------------------------------------------------------------------------

    def at(self, now_ms: int) -> Self:
        """Time passes up to this instant."""
        self._nothing_unsaid()
        assert now_ms >= self.now_ms, "stories go forward"
        return self._happens(TimePassed(), now_ms)

    def happens(self, event: Event) -> Self:
        """Any event, now."""
        self._nothing_unsaid()
        return self._happens(event, self.now_ms)

    def reads(self, zone: int, level: Level) -> Self:
        """A zone's input says something new."""
        return self.happens(ZoneChanged(zone, level))

    def opens(self, zone: int) -> Self:
        """A zone opens."""
        return self.reads(zone, Level.OPEN)

    def closes(self, zone: int) -> Self:
        """A zone is secure again."""
        return self.reads(zone, Level.SECURE)

    def arms(
        self,
        mode: str,
        *areas: str,
        who: Actor = ANA,
        source: Source = Source.KEYPAD,
        no_exit: bool = False,
        silent: bool = False,
        offer: str = "",
        force: str = "",
        duress: bool = False,
        request: str = "r",
    ) -> Self:
        """Somebody arms. ``offer``: the token they would get to force; ``force``: the one they have."""
        return self.happens(
            ArmRequested(
                actor=who,
                source=source,
                mode=Mode(mode),
                areas=areas,
                no_exit=no_exit,
                silent=silent,
                offer=offer,
                force=force,
                duress=duress,
                request=request,
            )
        )

    def disarms(
        self,
        *areas: str,
        who: Actor = ANA,
        source: Source = Source.KEYPAD,
        duress: bool = False,
        request: str = "r",
    ) -> Self:
        """Somebody disarms."""
        return self.happens(DisarmRequested(actor=who, source=source, areas=areas, duress=duress, request=request))

    def tags(self, who: Actor = ANA, *, uid_only: bool = True, standing: TagStanding = TagStanding.GOOD) -> Self:
        """Somebody presents a tag."""
        return self.happens(TagPresented(actor=who, uid_only=uid_only, standing=standing, reader="hall"))

    def mistypes(self, source: Source = Source.KEYPAD) -> Self:
        """Somebody types a code that belongs to nobody."""
        return self.happens(WrongCode(source))

    def types(self, *, source: Source = Source.CONSOLE, duress: bool = False, forgives: bool = True) -> Self:
        """Ana types a right code for what is not for the core to do."""
        return self.happens(CodeTyped(actor=ANA, source=source, duress=duress, forgives=forgives, request="r"))

    def bypasses(
        self, zone: int, bypass: Bypass = Bypass.ONCE, *, who: Actor = ANA, source: Source = Source.KEYPAD
    ) -> Self:
        """Somebody leaves a zone out, or (``NONE``) takes it back in."""
        return self.happens(BypassRequested(actor=who, source=source, zone=zone, bypass=bypass, request="r"))

    def calls(self, help: Help, *, source: Source = Source.KEYPAD) -> Self:
        """Somebody calls for help with keys."""
        return self.happens(HelpCalled(help=help, source=source))

    def tries(
        self, trial: Trial | None, *named: ReportKind, who: Actor = ANA, for_ms: int = 0, source: Source = Source.KEYPAD
    ) -> Self:
        """A test or a service begins; None: ends."""
        return self.happens(
            TrialRequested(actor=who, source=source, trial=trial, named=named, for_ms=for_ms, request="r")
        )

    def consents(self, for_ms: int, *, who: Actor = ANA) -> Self:
        """The administrator lets the installer in."""
        return self.happens(ConsentRequested(actor=who, source=Source.KEYPAD, for_ms=for_ms, request="r"))

    def falls_due(
        self, mode: str, *areas: str, at_utc_ms: int, late_ms: int = 0, remind: bool = False, programme: str = "evening"
    ) -> Self:
        """A programme's instant comes."""
        due = ScheduleDue(
            programme=programme,
            due_utc_ms=at_utc_ms,
            areas=areas,
            mode=Mode(mode),
            late_ms=late_ms,
            remind=remind,
        )
        return self.happens(due)

    def postpones(self, for_ms: int, *, who: Actor = ANA) -> Self:
        """Somebody wants the announced arming to wait."""
        return self.happens(PostponeRequested(actor=who, source=Source.KEYPAD, for_ms=for_ms, request="r"))

    def requests(self, kind: RequestKind, id: str, *, who: Actor = ANA, source: Source = Source.WEB) -> Self:
        """Somebody far away asks for what takes a while."""
        return self.happens(RequestMade(actor=who, source=source, kind=kind, id=id))

    def delivers(self, id: str, status: Status = Status.OK, reason: Reason | None = None) -> Self:
        """What was asked for is there, or cannot be had."""
        return self.happens(RequestEnded(id=id, status=status, reason=reason))

    def breaks(self, trouble: Trouble, detail: str = "", *, tell: bool = True) -> Self:
        """Something of the panel itself fails."""
        return self.happens(TroubleRaised(trouble, detail, tell))

    def mends(self, trouble: Trouble, detail: str = "") -> Self:
        """It works again."""
        return self.happens(TroubleCleared(trouble, detail))

    def starts(self, *found: tuple[int, Level], down_ms: int | None = None, powered: bool = False, at: int = 0) -> Self:
        """The panel starts again: zones not named are secure. ``at``: the new clock's reading."""
        self._nothing_unsaid()
        levels = {zone.id: Level.SECURE for zone in self.plan.zones} | dict(found)
        was_ms = self.now_ms
        booted = Booted(was_ms=was_ms, down_ms=down_ms, powered=powered, levels=tuple(levels.items()), cause="start")
        return self._happens(booted, at)

    # what it says ---------------------------------------------------------------------------------

    def expects(self, *said: str) -> Self:
        """Exactly this was said and shown since the last move, in this order."""
        heard, self.said = self.said, []
        assert heard == list(said), "\n".join(["the panel said", *heard, "and not", *said])
        return self

    def ends(self) -> None:
        """Nothing may be left unsaid."""
        self._nothing_unsaid()

    def _nothing_unsaid(self) -> None:
        assert not self.said, f"said and not expected: {self.said}"

    def _happens(self, event: Event, now_ms: int) -> Self:
        before, outcome = self.state, step(self.plan, self.state, event, now_ms)
        self.state, self.now_ms = outcome.state, now_ms
        shows = _shows(outputs(self.plan, self.state, now_ms))
        self.said += [_report(report) for report in outcome.reports]
        for plan, was, now in zip(self.plan.areas, before.areas, self.state.areas, strict=True):
            if _area(was) != _area(now):
                self.said.append(f"{plan.id} {_area(now)}")
        if shows != self.shown:
            self.shown = shows
            self.said.append(f"shows {shows}")
        self.said += [_answer(answer) for answer in outcome.answers]
        return self


def armed(story: Story) -> Story:
    """Total in the house, with nothing else to tell."""
    story.arms("total", "house", no_exit=True)
    return story.expects("area.armed house mode=total by=ana/keypad", "house armed total", "shows armed", "ok")


def in_entry(story: Story) -> Story:
    """The front door was opened just now."""
    armed(story).opens(FRONT_DOOR)
    return story.expects("alarm.pending house #1 follow_up=50000", "house entry total", "shows sounder=entry armed")


def in_alarm(story: Story) -> Story:
    """The window was opened just now."""
    armed(story).opens(WINDOW)
    return story.expects(
        "alarm.intrusion house #4 instant", "house alarm total", "shows siren=steady strobe sounder=steady armed alarm"
    )


def house_of(area: AreaState, *open_zones: int, plan: Plan = HOME) -> State:
    """The home as a whole state: its house like that, everything shut but what is named."""
    zones = tuple(ZoneState(level=Level.OPEN if one.id in open_zones else Level.SECURE) for one in plan.zones)
    return replace(initial(plan), areas=(area, AreaState()), zones=zones)


def _area(area: AreaState) -> str:
    return "idle" if area.mode is Mode.DISARMED else f"{area.phase} {area.mode}"


def _shows(shown: Outputs) -> str:
    words = [f"siren={shown.siren}" if shown.siren is not Tone.OFF else "", "strobe" if shown.strobe else ""]
    words.append(f"sounder={shown.sounder}" if shown.sounder is not Tone.OFF else "")
    lamps = (("ready", shown.lamp_ready), ("armed", shown.lamp_armed), ("alarm", shown.lamp_alarm))
    words += [name for name, on in lamps if on]
    words += [f"relay={name}" for name in shown.relays]
    return " ".join(word for word in words if word) or "nothing"


def _report(report: Report) -> str:
    by = f"by={report.actor}/{report.source}" if report.actor and report.source else ""
    named = {
        "mode": report.mode,
        "follow_up": report.follow_up_ms,
        "since": report.since_alarm_ms,
        "zones": ",".join(map(str, report.zones)),
        "conditions": ",".join(report.conditions),
        "trouble": report.trouble,
        "detail": report.detail,
    }
    words = [report.kind, report.area, f"#{report.zone}" if report.zone else "", report.why]
    words += [f"{name}={value}" for name, value in named.items() if value]
    by = by or (f"by=?/{report.source}" if report.source else "")
    words += [by, "closes_pending" if report.closes_pending else "", "exit_error" if report.exit_error else ""]
    words += ["recent_close" if report.recent_close else "", "test" if report.trial else ""]
    words += ["local" if report.local else ""]
    return " ".join(word for word in words if word)


def _answer(answer: Answer) -> str:
    named = [answer.status, answer.reason, ",".join(map(str, answer.zones)), ",".join(answer.conditions)]
    named += [f"force={answer.force}" if answer.force else "", answer.busy or ""]
    named += [
        f"age={answer.age_ms}" if answer.age_ms else "",
        f"to={answer.request}" if answer.request not in ("r", "") else "",
    ]
    return " ".join(word for word in named if word)
