"""What came of a replay, as one JSON object for programs and as a page for people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hw_sim.replay.burglar import break_ins
from hw_sim.replay.plain import Happening
from hw_sim.replay.plan import Period, Plan
from hw_sim.replay.recording import Skipped
from hw_sim.replay.runner import Ran
from hw_sim.replay.verdict import Verdict
from panel.config.model import Config

SHOWN_MAX = 20  # lines of each list for people; programs get all


@dataclass(frozen=True, slots=True)
class Account:
    """A finished replay."""

    config: Config
    timezone: ZoneInfo
    skipped: tuple[Skipped, ...]
    plan: Plan
    notes: tuple[str, ...]
    ran: Ran
    verdict: Verdict
    wall_s: float

    @property
    def passed(self) -> bool:
        """Did panel and oracle agree, and did everything arrive once, over a link that did misbehave?"""
        return self.verdict.passed and self.ran.traffic.redelivered > 0

    def data(self) -> dict[str, object]:
        """Counts under the plain names, what they count under ``..._list``; times as local ISO 8601."""
        verdict, traffic = self.verdict, self.ran.traffic
        return {
            "ok": self.passed,
            "events": self.ran.events,
            "armed_periods": len(self.plan.periods),
            "alarms": self._listed(verdict.alarms),
            "expected": len(verdict.expected),
            "missed": len(verdict.missed),
            "unexplained": len(verdict.unexplained),
            "reports": verdict.reports,
            "lost": len(verdict.lost),
            "duplicated": len(verdict.duplicated),
            "stray": len(verdict.stray),
            "redelivered": traffic.redelivered,
            "acks_dropped": traffic.acks_dropped,
            "link_breaks": traffic.breaks,
            "planted": break_ins(self.plan.planted),
            "wall_s": self.wall_s,
            "periods": [self._period(period) for period in self.plan.periods],
            "skipped_labels": [*self._skipped("labels"), *self._unplayed()],
            "skipped_sensors": list(self._skipped("sensors")),
            "notes": list(self.notes),
            "complaints": list(self.ran.complaints),
            "missed_list": self._listed(verdict.missed),
            "unexplained_list": self._listed(verdict.unexplained),
            "lost_list": self._listed(verdict.lost),
            "duplicated_list": self._listed(verdict.duplicated),
            "stray_list": self._listed(verdict.stray),
        }

    def text(self) -> str:
        """The same for people."""
        return "\n".join(self._lines())

    # for programs -----------------------------------------------------------------------------

    def _listed(self, happenings: Iterable[Happening]) -> list[dict[str, object]]:
        return [self._one(one) for one in sorted(happenings, key=lambda one: (one.at_ms, one.zone, one.kind))]

    def _one(self, one: Happening) -> dict[str, object]:
        told: dict[str, object] = {
            "time": self._local(one.at_ms),
            "at_ms": one.at_ms,
            "kind": one.kind,
            "area": one.area,
        }
        if one.zone:
            told |= {"zone": one.zone, "zone_name": self._name(one.zone)}
        if one.why:
            told["why"] = one.why
        if one.exit_error:
            told["exit_error"] = True
        return told

    def _period(self, period: Period) -> dict[str, object]:
        return {
            "mode": period.mode.value,
            "label": period.label.activity,
            "armed": self._local(period.armed_ms),
            "disarmed": self._local(period.disarm_ms),
            "presentations": len(period.tags_ms),
        }

    def _skipped(self, table: str) -> Iterator[dict[str, object]]:
        for row in self.skipped:
            if row.table == table:
                yield {"line": row.line, "start": row.start, "end": row.end, "label": row.what, "reason": row.reason}

    def _unplayed(self) -> Iterator[dict[str, object]]:
        for one in self.plan.unplayed:
            span = one.label.span
            times = {"start": self._local(span.start_ms), "end": self._local(span.end_ms)}
            yield {"line": one.label.line, **times, "label": one.label.activity, "reason": one.reason}

    def _local(self, at_ms: int) -> str:
        moment = datetime.fromtimestamp(at_ms // 1000, UTC).replace(microsecond=at_ms % 1000 * 1000)
        return moment.astimezone(self.timezone).isoformat(timespec="milliseconds")

    def _name(self, zone: int) -> str:
        return next((each.name for each in self.config.zone if each.id == zone), "")

    # for people -------------------------------------------------------------------------------

    def _lines(self) -> Iterator[str]:
        verdict, traffic = self.verdict, self.ran.traffic
        modes = Counter(period.mode.value for period in self.plan.periods)
        first, last = (self._local(at)[:10] for at in self.plan.span)
        events = f"{self.ran.events} events at the wires in {self.wall_s:.1f} s"
        yield f"{self.config.panel.name}, {first} to {last}: {events}"
        yield f"armed     {len(self.plan.periods)} times ({', '.join(f'{n} {mode}' for mode, n in modes.items())})"
        if self.plan.planted:
            yield f"planted   {break_ins(self.plan.planted)} break-ins"
        yield f"expected  {len(verdict.expected)} alarms; the station has {len(verdict.alarms)}"
        yield from self._alarms(verdict.alarms)
        yield f"reports   {verdict.reports} at the station, {traffic.redelivered} of them delivered again on purpose"
        yield f"          ({traffic.acks_dropped} acknowledgements dropped, {traffic.breaks} connections broken)"
        for word in ("missed", "unexplained", "lost", "duplicated", "stray"):
            found: Sequence[Happening] = getattr(verdict, word)
            yield f"{word:<11} {len(found)}"
            yield from (f"    {self._line(one)}" for one in found[:SHOWN_MAX])
        for row in (*self._skipped("labels"), *self._unplayed(), *self._skipped("sensors")):
            yield f"skipped   line {row['line']}: {row['label']} {row['start']} to {row['end']}: {row['reason']}"
        yield from (f"note      {note}" for note in self.notes)
        yield from (f"the panel said: {complaint}" for complaint in self.ran.complaints[:SHOWN_MAX])
        yield "PASSED" if self.passed else "FAILED"

    def _alarms(self, alarms: Sequence[Happening]) -> Iterator[str]:
        yield from (f"    {self._line(one)}" for one in alarms[:SHOWN_MAX])
        if len(alarms) > SHOWN_MAX:
            yield f"    and {len(alarms) - SHOWN_MAX} more; --json lists them all"

    def _line(self, one: Happening) -> str:
        where = f"zone {one.zone} ({self._name(one.zone)})" if one.zone else one.area
        return f"{self._local(one.at_ms)[:23].replace('T', ' ')}  {one.kind:<16} {where} {one.why}".rstrip()
