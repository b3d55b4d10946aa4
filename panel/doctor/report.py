"""The findings for a person, and for a program."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from panel.doctor.findings import Finding, State, count, in_order

EXIT_WELL, EXIT_WRONG, EXIT_CANNOT = 0, 1, 2
WIDE_MIN, WIDE_MAX = 20, 44  # of the subjects' column


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. ``running``: whether alarmd runs, and has the lines. ``cannot``: there was nothing to examine by."""

    panel: str
    config: str
    running: bool
    findings: tuple[Finding, ...]
    cannot: bool = False

    @property
    def exit_code(self) -> int:
        """0 all is well, 1 something is wrong, 2 it could not be examined."""
        if self.cannot:
            return EXIT_CANNOT
        return EXIT_WRONG if count(self.findings, State.WRONG) else EXIT_WELL


def as_json(report: Report) -> str:
    """One object on one line."""
    said = {
        "ok": report.exit_code == EXIT_WELL,
        "exit": report.exit_code,
        "panel": report.panel,
        "config": report.config,
        "running": report.running,
        "wrong": count(report.findings, State.WRONG),
        "noted": count(report.findings, State.NOTE),
        "in_order": count(report.findings, State.OK),
        "findings": in_order(report.findings),
    }
    return msgspec.json.encode(said).decode()


def as_text(report: Report) -> str:
    """What is wrong stands out; what is to be done stands below it."""
    lines = [f"Sereno looks at {report.panel or 'this machine'} ({report.config})", ""]
    for section, grouped in groupby(in_order(report.findings), key=lambda finding: finding.section):
        findings = list(grouped)
        wide = min(WIDE_MAX, max(WIDE_MIN, *(len(finding.subject) for finding in findings)))
        lines += [section.value, *(line for finding in findings for line in _lines(finding, wide)), ""]
    return "\n".join([*lines, *_sum(report.findings)])


def _lines(finding: Finding, wide: int) -> Iterator[str]:
    mark = {State.OK: "ok   ", State.NOTE: "note ", State.WRONG: "WRONG"}[finding.state]
    yield f"  {mark}  {finding.subject:<{wide}}  {finding.found}".rstrip()
    for label, text in (("expected", finding.expected), ("do", finding.todo)):
        if text:
            yield f"{'':>{wide + 9}}  {label}: {text}"


def _sum(findings: Sequence[Finding]) -> list[str]:
    wrong, noted, well = (count(findings, state) for state in (State.WRONG, State.NOTE, State.OK))
    if wrong == 0:
        return [f"All is well: {well} things in order, {noted} to note."]
    return [f"{wrong} wrong, {noted} to note, {well} in order. What to do stands below each."]
