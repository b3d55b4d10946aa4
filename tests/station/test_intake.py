"""The receiving end: committed before acknowledged, each report once, no stranger believed."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comms.documents import AckDoc, ReportDoc, decode, encode
from comms.envelope import Typ, digest, sign, verify
from comms.keys import Identity, KeyKind, fingerprint, generate, kid
from station import keys
from station.errors import StationError, StorageError
from station.intake import Incoming, Intake, Outgoing
from station.store import REFUSED_MAX, REFUSED_SLACK, Entry
from station.watch import SILENT_AFTER_MS
from tests.support.outbox import NOW_MS, report, signed_report, state

CASA = generate(KeyKind.PANEL, "casa")
VILLA = generate(KeyKind.PANEL, "villa")
STATION = generate(KeyKind.STATION, "cra")
T0 = NOW_MS + 5_000


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    opened = Intake.open(tmp_path, STATION)
    for panel in (CASA, VILLA):
        opened.enrol(panel.public(), fingerprint(panel.public()))
    yield opened
    opened.close()


def body(document: ReportDoc, identity: Identity = CASA) -> bytes:
    return signed_report(identity, document).encode()


def take(intake: Intake, content: bytes, topic: str = "sereno/1/casa/report", retained: bool = False) -> list[AckDoc]:
    """What the station answers, judged as the panel would."""
    return [_ack(answer) for answer in intake.receive(topic, content, T0, "mqtt", retained)]


def _ack(answer: Outgoing) -> AckDoc:
    public = STATION.public()
    document = decode(verify(answer.body.decode(), {kid(public): public}, Typ.ACK).payload, AckDoc)
    assert answer.topic == f"sereno/1/{document.panel}/ack"
    return document


def verdicts(intake: Intake) -> list[tuple[str, int, str, int]]:
    return [(entry.panel, entry.seq, entry.verdict, entry.redelivered) for entry in intake.log()]


def test_a_report_is_committed_and_acknowledged_by_identity_and_digest(intake: Intake) -> None:
    content = body(report("casa", 41, zone=3, zone_name="Salón"))
    (ack,) = take(intake, content)
    assert (ack.panel, ack.station, ack.at_ms) == ("casa", "cra", T0)
    assert [(a.epoch, a.seq, a.digest) for a in ack.acks] == [("k3f9c2a1", 41, digest(content.decode()))]
    assert intake.log() == (
        Entry(
            n=1,
            panel="casa",
            epoch="k3f9c2a1",
            seq=41,
            digest=digest(content.decode()),
            kind="alarm.intrusion",
            zone=3,
            area="house",
            at_ms=NOW_MS + 41,
            received_ms=T0,
            path="mqtt",
            verdict="accepted",
        ),
    )


def test_what_was_acknowledged_is_still_there_after_a_restart(intake: Intake, tmp_path: Path) -> None:
    take(intake, body(report("casa", 1)))
    before = intake.log()
    again = Intake.open(tmp_path, STATION)
    assert again.log() == before
    again.close()


def test_a_repeated_report_is_acknowledged_again_and_counted_once(intake: Intake) -> None:
    content = body(report("casa", 1))
    assert [take(intake, content)[0].acks for _ in range(3)] == [take(intake, content)[0].acks] * 3
    assert verdicts(intake) == [("casa", 1, "accepted", 3)]


def test_another_report_under_the_same_identity_is_an_alarm_and_is_not_acknowledged(intake: Intake) -> None:
    take(intake, body(report("casa", 1)))
    other = body(report("casa", 1, "area.disarmed"))
    assert take(intake, other) == []
    assert take(intake, other) == []
    assert verdicts(intake) == [("casa", 1, "accepted", 0), ("casa", 1, "conflict", 1)]
    assert [entry.verdict for entry, _ in intake.alarms()] == ["conflict", "accepted"]


def test_the_same_number_in_another_epoch_or_of_another_panel_is_another_report(intake: Intake) -> None:
    take(intake, body(report("casa", 1)))
    take(intake, body(report("casa", 1, epoch="another")))
    take(intake, body(report("villa", 1), VILLA), "sereno/1/villa/report")
    assert [verdict for _, _, verdict, _ in verdicts(intake)] == ["accepted"] * 3


@pytest.mark.parametrize(
    ("content", "topic", "why"),
    [
        (body(report("casa", 1), VILLA), "sereno/1/casa/report", "is not enrolled here"),
        (body(report("villa", 1), VILLA), "sereno/1/casa/report", "is not enrolled here"),
        (body(report("villa", 1)), "sereno/1/casa/report", "names the panel 'villa'"),
        (body(report("casa", 1)), "sereno/1/nobody/report", "no panel of this name"),
        (sign(CASA, Typ.STATE, encode(state("casa", T0))).encode(), "sereno/1/casa/report", "sereno-state"),
        (sign(CASA, Typ.REPORT, b'{"v":2}').encode(), "sereno/1/casa/report", "ReportDoc"),
        (sign(CASA, Typ.REPORT, b'{"v":1,"v":1}').encode(), "sereno/1/casa/report", "twice"),
        (b"hello", "sereno/1/casa/report", "parts"),
        (b"\xff\xfe", "sereno/1/casa/report", "ASCII"),
        (b"A" * 70_000, "sereno/1/casa/report", "70000 bytes"),
        (sign(CASA, Typ.STATE, encode(state("casa", T0))).encode(), "sereno/1/villa/state", "is not enrolled here"),
        (sign(CASA, Typ.STATE, encode(state("villa", T0))).encode(), "sereno/1/casa/state", "names the panel 'villa'"),
        (body(report("casa", 1)), "sereno/1/casa/state", "sereno-report"),
    ],
)
def test_a_forged_or_misplaced_report_is_logged_as_refused_and_not_acknowledged(
    intake: Intake, content: bytes, topic: str, why: str
) -> None:
    assert take(intake, content, topic) == []
    (entry,) = intake.log()
    assert (entry.verdict, entry.panel) == ("refused", topic.split("/")[2])
    assert why in entry.why


def test_a_kept_report_is_refused_although_it_is_signed_well(intake: Intake) -> None:
    assert take(intake, body(report("casa", 1)), retained=True) == []
    assert verdicts(intake) == [("casa", 0, "refused", 0)]


@pytest.mark.parametrize("topic", ["sereno/1/casa/presence", "sereno/1/casa/ack", "sereno/2/casa/report", "x", ""])
def test_what_is_none_of_the_stations_business_leaves_no_trace(intake: Intake, topic: str) -> None:
    assert take(intake, body(report("casa", 1)), topic) == []
    assert intake.log() == ()


def test_a_flood_of_forgeries_pushes_out_only_forgeries(intake: Intake) -> None:
    take(intake, body(report("casa", 1)))
    flood = [Incoming("sereno/1/casa/report", b"forged", T0) for _ in range(REFUSED_MAX + 3 * REFUSED_SLACK)]
    intake.receive_all(flood)
    kept = intake.log(limit=10_000)
    assert kept[0].verdict == "accepted"
    assert REFUSED_MAX <= len(kept) - 1 <= REFUSED_MAX + REFUSED_SLACK


def test_a_batch_is_one_commit_and_one_acknowledgement_for_each_panel(intake: Intake) -> None:
    batch = [Incoming("sereno/1/casa/report", body(report("casa", seq)), T0) for seq in (1, 2, 2)]
    batch.append(Incoming("sereno/1/villa/report", body(report("villa", 1), VILLA), T0))
    taken = intake.receive_all(batch)
    acks = [_ack(answer) for answer in taken.outgoing]
    assert [(ack.panel, [a.seq for a in ack.acks]) for ack in acks] == [("casa", [1, 2, 2]), ("villa", [1])]
    assert [(entry.panel, entry.seq) for entry, _ in taken.news] == [("casa", 1), ("casa", 2), ("villa", 1)]


def test_nothing_is_acknowledged_when_the_disk_fails(intake: Intake) -> None:
    intake._store._db.execute("PRAGMA max_page_count = 1")
    with pytest.raises(StorageError, match="full"):
        intake.receive_all(
            [Incoming("sereno/1/casa/report", body(report("casa", seq, detail="x" * 9_000)), T0) for seq in range(40)]
        )
    assert intake.log() == ()


def test_a_panel_enrolled_while_the_station_runs_is_believed_at_once(intake: Intake, tmp_path: Path) -> None:
    nueva = generate(KeyKind.PANEL, "nueva")
    assert take(intake, body(report("nueva", 1), nueva), "sereno/1/nueva/report") == []
    keys.enrol(tmp_path, nueva.public(), fingerprint(nueva.public()))
    assert len(take(intake, body(report("nueva", 1), nueva), "sereno/1/nueva/report")) == 1


def test_a_report_of_a_kind_that_this_station_does_not_know_is_kept_all_the_same(intake: Intake) -> None:
    document = msgspec.to_builtins(report("casa", 1, "alarm.meteorite")) | {"magnitude": 7}
    content = sign(CASA, Typ.REPORT, msgspec.json.encode(document)).encode()
    assert len(take(intake, content)) == 1
    assert intake.log()[0].kind == "alarm.meteorite"


def test_an_entry_without_follow_up_is_raised_once_also_across_a_restart(intake: Intake, tmp_path: Path) -> None:
    take(intake, body(report("casa", 7, "alarm.pending", follow_up_ms=50_000, zone=1)))
    assert [pending.seq for _, pending in intake.pendings()] == [7]
    again = Intake.open(tmp_path, STATION)
    assert again.tick(T0 + 49_999).news == ()
    ((entry, _),) = again.tick(T0 + 50_000).news
    assert (entry.kind, entry.epoch, entry.seq, entry.zone, entry.verdict) == (
        "alarm.no_follow_up",
        "k3f9c2a1",
        7,
        1,
        "raised",
    )
    again.close()
    third = Intake.open(tmp_path, STATION)
    assert [entry.kind for entry, _ in third.tick(T0 + 60_000).news] == []
    third.close()


def test_a_repeated_pending_does_not_begin_its_time_anew(intake: Intake) -> None:
    content = body(report("casa", 7, "alarm.pending", follow_up_ms=50_000))
    take(intake, content)
    intake.receive("sereno/1/casa/report", content, T0 + 40_000, "mqtt")
    assert [entry.kind for entry, _ in intake.tick(T0 + 50_000).news] == ["alarm.no_follow_up"]


def test_a_silent_panel_is_raised_and_its_renewed_state_ends_it(intake: Intake) -> None:
    intake.tick(T0)
    silent = intake.tick(T0 + SILENT_AFTER_MS).news
    assert [(entry.panel, entry.kind) for entry, _ in silent] == [
        ("casa", "alarm.panel_silent"),
        ("villa", "alarm.panel_silent"),
    ]
    later = T0 + 2 * SILENT_AFTER_MS
    renewed = sign(CASA, Typ.STATE, encode(state("casa", later))).encode()
    intake.receive("sereno/1/casa/state", renewed, later, "mqtt", retained=True)
    assert intake.tick(later).news == ()
    intake.receive("sereno/1/casa/state", renewed, later, "mqtt")
    assert [entry.kind for entry, _ in intake.tick(later).news] == ["restore.panel_silent"]
    assert intake.panels()["casa"].state == state("casa", later)
    assert intake.next_due_ms() == later + SILENT_AFTER_MS


def test_only_a_station_takes_in(tmp_path: Path) -> None:
    with pytest.raises(StationError, match="panel's"):
        Intake.open(tmp_path, CASA)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(st.text(max_size=40), st.binary(max_size=200), st.booleans())
def test_any_topic_and_any_bytes_are_answered_with_nothing(
    intake: Intake, topic: str, content: bytes, retained: bool
) -> None:
    for where in (topic, f"sereno/1/{topic}/report", "sereno/1/casa/report", "sereno/1/casa/state"):
        assert intake.receive(where, content, T0, "mqtt", retained) == ()


def test_the_newest_of_a_long_log_are_read_oldest_first(intake: Intake) -> None:
    for seq in range(1, 8):
        take(intake, body(report("casa", seq, zone=seq % 2 + 1)))
    assert [entry.seq for entry, _ in intake.newest(3)] == [5, 6, 7]
    assert [entry.seq for entry, _ in intake.newest(99)] == [1, 2, 3, 4, 5, 6, 7]
    assert [entry.seq for entry, _ in intake.zone_history("casa", 1, 2)] == [6, 4]
