from msgspec.structs import replace

from panel.api.camera import Taken
from panel.core.names import Mode, Phase, ReportKind
from panel.core.plan import AreaPlan, Plan
from panel.core.reports import Report
from panel.core.state import State, initial
from panel.daemon.waiting_pictures import JOBS_MAX, TAKEN_MAX, Number, Waiting

AREAS = tuple(AreaPlan(id=name, name=name, modes=(Mode.TOTAL,)) for name in ("house", "garage"))
PLAN = Plan(areas=AREAS, zones=())
PENDING = Report(kind=ReportKind.PENDING, at_ms=5, area="house", zone=1)
INTRUSION = Report(kind=ReportKind.INTRUSION, at_ms=9, area="house", zone=1)


def state(house: Phase, garage: Phase = Phase.ARMED) -> State:
    start = initial(PLAN)
    areas = tuple(replace(area, phase=phase) for area, phase in zip(start.areas, (house, garage), strict=True))
    return replace(start, areas=areas)


ENTRY, IDLE, ALARM = state(Phase.ENTRY), state(Phase.IDLE), state(Phase.ALARM)


def taken(name: str, job: str = "j1") -> Taken:
    return Taken(
        job=job,
        picture=name,
        camera="hall",
        at_ms=1,
        index=0,
        thumb=False,
        size=5,
        sha256="00" * 32,
        file=f"{name}.srp",
    )


class Desk:
    def __init__(self) -> None:
        self.shown: list[tuple[str, Number | None]] = []
        self.waiting = Waiting(lambda taken, number: self.shown.append((taken.picture, number)))
        self.waiting.add("j1", PENDING)
        self.waiting.judge(PLAN, ENTRY, {PENDING: ("e", 7)})


def test_an_entry_that_becomes_an_alarm_is_shown_before_and_after() -> None:
    desk = Desk()
    assert desk.waiting.take(taken("p1"))
    assert desk.shown == []
    desk.waiting.judge(PLAN, ALARM, {INTRUSION: ("e", 8)})
    assert desk.waiting.take(taken("p2"))
    assert desk.shown == [("p1", ("e", 7)), ("p2", ("e", 7))]


def test_one_that_is_disarmed_never_is_not_even_by_the_next_alarm() -> None:
    desk = Desk()
    desk.waiting.take(taken("p1"))
    desk.waiting.judge(PLAN, IDLE, {})
    assert desk.waiting.take(taken("p2"))
    desk.waiting.judge(PLAN, ALARM, {INTRUSION: ("e", 8)})
    assert desk.shown == []


def test_an_alarm_elsewhere_is_no_reason_to_show_it() -> None:
    desk = Desk()
    desk.waiting.take(taken("p1"))
    desk.waiting.judge(PLAN, ENTRY, {replace(INTRUSION, area="garage"): ("e", 8)})
    assert desk.shown == []


def test_under_duress_everything_is_shown_although_it_is_disarmed() -> None:
    desk = Desk()
    desk.waiting.take(taken("p1"))
    duress = Report(kind=ReportKind.DURESS, at_ms=9, area="garage")
    desk.waiting.judge(PLAN, IDLE, {duress: ("e", 8)})
    assert [name for name, _ in desk.shown] == ["p1"]


def test_what_was_held_back_bears_the_number_it_is_told_under() -> None:
    desk = Desk()
    desk.waiting.add("j2", INTRUSION)
    assert desk.waiting.knows(INTRUSION)
    desk.waiting.take(taken("p1", "j2"))
    desk.waiting.judge(PLAN, ENTRY, {})
    assert desk.shown == []
    desk.waiting.judge(PLAN, ALARM, {INTRUSION: ("f", 2)})
    assert desk.shown == [("p1", ("f", 2))]


def test_what_waits_is_bounded_and_strangers_pictures_are_not_its_own() -> None:
    desk = Desk()
    assert not desk.waiting.take(taken("p1", "other"))
    for number in range(TAKEN_MAX + 5):
        desk.waiting.take(taken(f"p{number}"))
    desk.waiting.judge(PLAN, ALARM, {INTRUSION: ("e", 8)})
    assert len(desk.shown) == TAKEN_MAX
    for number in range(JOBS_MAX):
        desk.waiting.add(f"k{number}", PENDING)
    assert not desk.waiting.take(taken("p1"))


def test_another_owner_sees_none_of_it() -> None:
    desk = Desk()
    desk.waiting.take(taken("p1"))
    desk.waiting.clear()
    desk.waiting.judge(PLAN, ALARM, {INTRUSION: ("e", 8)})
    desk.waiting.take(taken("p2"))
    assert desk.shown == []
