"""Numbers never repeat; a doubt opens a new epoch."""

import json

from comms.envelope import Typ, verify
from comms.keys import KeyKind, generate, kid
from panel.core.names import Mode, ReportKind
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.reports import Report
from panel.daemon.clerk import Clerk, new_epoch
from zones.kinds import Kind

IDENTITY = generate(KeyKind.PANEL, "home-1")
PLAN = Plan(
    areas=(AreaPlan(id="house", name="House", modes=(Mode.TOTAL,)),),
    zones=(ZonePlan(id=7, name="Window", area="house", kind=Kind.INSTANT, modes=(Mode.TOTAL,)),),
)
ALARM = Report(kind=ReportKind.INTRUSION, at_ms=5, area="house", zone=7, why="instant")


def test_the_sequence_goes_on_where_the_store_left_it() -> None:
    clerk = Clerk(IDENTITY, PLAN, "epoch-1", 41)
    assert [(row.epoch, row.seq) for row in (clerk.row(ALARM, 1, "trusted"), clerk.row(ALARM, 1, "trusted"))] == [
        ("epoch-1", 42),
        ("epoch-1", 43),
    ]


def test_a_new_epoch_counts_from_one_and_is_another_each_time() -> None:
    clerk = Clerk(IDENTITY, PLAN, "epoch-1", 41)
    clerk.open_epoch()
    row = clerk.row(ALARM, 1, "trusted")
    assert row.seq == 1
    assert row.epoch not in ("epoch-1", new_epoch())


def test_a_row_carries_zone_name_codes_and_the_panels_signature() -> None:
    row = Clerk(IDENTITY, PLAN, "", 0).row(ALARM, 1_760_000_000_000, "untrusted")
    key = IDENTITY.public()
    said = json.loads(verify(row.jws, {kid(key): key}, Typ.REPORT).payload)
    assert row.alarm is True
    assert (said["zone_name"], said["clock"], said["at_ms"], said["mono_ms"]) == (
        "Window",
        "untrusted",
        1_760_000_000_000,
        5,
    )
    assert said["sia"] == "BA"
