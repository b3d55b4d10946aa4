"""Pictures of what may yet be an alarm: somebody coming in, an alarm that the profile holds back.

They are taken when there is something to see, and shown to the station when an alarm has come of it; a family that
disarms in time was never seen by anybody. What nobody wants stays sealed on the panel's disk until it is too old.
"""

from collections.abc import Callable, Mapping

import msgspec

from panel.api.camera import Taken
from panel.core.names import Phase, ReportKind
from panel.core.plan import Plan
from panel.core.reports import Report
from panel.core.state import State

JOBS_MAX = 32
TAKEN_MAX = 64  # pictures of one job

Number = tuple[str, int]  # epoch and seq of a report
Show = Callable[[Taken, Number | None], None]

# What makes an alarm of an entry; of any area, for duress is told of the first of those that were disarmed.
_ALARMS = frozenset({ReportKind.INTRUSION, ReportKind.TAMPER, ReportKind.DURESS})


class _Job(msgspec.Struct):
    report: Report
    taken: list[Taken]
    number: Number | None = None
    shown: bool = False
    over: bool = False  # it was no alarm


class Waiting:
    """``show`` gets each picture whose time has come, with the number of its report."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._jobs: dict[str, _Job] = {}

    def add(self, job: str, report: Report) -> None:
        """Pictures of this job wait."""
        while len(self._jobs) >= JOBS_MAX:
            del self._jobs[next(iter(self._jobs))]
        self._jobs[job] = _Job(report, [])

    def knows(self, report: Report) -> bool:
        """Whether pictures of this report were taken already, when it was held back."""
        return any(job.report == report for job in self._jobs.values())

    def take(self, taken: Taken) -> bool:
        """A picture; False when it is of no job that waits, or ever waited."""
        job = self._jobs.get(taken.job)
        if job is None:
            return False
        if job.shown:
            self._show(taken, job.number)
        elif not job.over and taken not in job.taken and len(job.taken) < TAKEN_MAX:
            job.taken.append(taken)
        return True

    def judge(self, plan: Plan, state: State, numbers: Mapping[Report, Number]) -> None:
        """After a step: what has become an alarm is shown; what is disarmed and was none never will be."""
        areas = {area.id: state.areas[at] for at, area in enumerate(plan.areas)}
        alarmed = {report.area for report in numbers if report.kind in _ALARMS}
        duress = any(report.kind is ReportKind.DURESS for report in numbers)
        for job in self._jobs.values():
            job.number = numbers.get(job.report, job.number)
            told = job.number is not None and job.report.kind is not ReportKind.PENDING
            if job.over:
                continue
            if duress or told or job.report.area in alarmed:
                self._release(job)
            elif not job.shown and areas[job.report.area].phase is Phase.IDLE:
                self._drop(job)

    def clear(self) -> None:
        """Nobody is to see any of them."""
        for job in self._jobs.values():
            self._drop(job)

    def _drop(self, job: _Job) -> None:
        job.taken.clear()
        job.shown, job.over = False, True

    def _release(self, job: _Job) -> None:
        taken, job.taken, job.shown = job.taken, [], True
        for picture in taken:
            self._show(picture, job.number)
