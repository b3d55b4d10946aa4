"""The five documents: what is said, what is left out, who may add a field."""

from typing import cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.documents import (
    ACKS_MAX,
    AckDoc,
    Acknowledged,
    AreaState,
    CommandDoc,
    ReportDoc,
    ResultDoc,
    StateDoc,
    decode,
    encode,
    report_doc,
)
from comms.envelope import JWS_MAX, Typ, sign
from comms.errors import DocumentError
from comms.keys import KeyKind, generate
from panel.core.names import Mode, Reason, ReportKind, Source, Status, Trouble
from panel.core.plan import ZonePlan
from panel.core.reports import Report
from zones.kinds import Kind

DIGEST = "A" * 43
COMMAND = {"v": 1, "panel": "casa", "id": "c-1", "challenge": "x", "verb": "arm", "mode": "total"}
ACK = {"v": 1, "panel": "casa", "station": "cra", "acks": [{"epoch": "e", "seq": 1, "digest": DIGEST}], "at_ms": 1}
DOOR = ZonePlan(id=1, name="Front door", area="house", kind=Kind.ENTRY_EXIT, modes=(Mode.TOTAL,))


def told(report: Report, zone: ZonePlan | None = None) -> dict[str, object]:
    document = report_doc(
        report, panel="casa", epoch="e1", seq=7, wall_ms=1_790_000_000_000, mono_ms=5_000, clock="trusted", zone=zone
    )
    found: dict[str, object] = msgspec.json.decode(encode(document))
    return found


def test_an_entry_says_where_and_until_when_the_station_waits() -> None:
    report = Report(kind=ReportKind.PENDING, at_ms=5_000, area="house", zone=1, follow_up_ms=50_000)
    assert told(report, DOOR) == {
        "v": 1,
        "panel": "casa",
        "epoch": "e1",
        "seq": 7,
        "kind": "alarm.pending",
        "class": "alarm",
        "at_ms": 1_790_000_000_000,
        "mono_ms": 5_000,
        "clock": "trusted",
        "area": "house",
        "zone": 1,
        "zone_name": "Front door",
        "follow_up_ms": 50_000,
    }


def test_a_break_in_by_the_door_carries_the_codes_of_its_kind_of_zone() -> None:
    report = Report(kind=ReportKind.INTRUSION, at_ms=5_000, area="house", zone=1, why="entry_expired")
    found = told(report, DOOR)
    assert (found["cid"], found["sia"], found["why"]) == ("1134", "BA", "entry_expired")


def test_a_disarm_that_closes_an_entry_travels_as_an_alarm_and_says_who_and_how() -> None:
    report = Report(
        kind=ReportKind.DISARMED,
        at_ms=5_000,
        area="house",
        actor="ana",
        source=Source.KEYPAD,
        mode=Mode.DISARMED,
        closes_pending=True,
    )
    found = told(report)
    assert (found["class"], found["actor"], found["source"], found["closes_pending"]) == (
        "alarm",
        "ana",
        "keypad",
        True,
    )
    assert "zone" not in found


def test_a_trouble_names_itself() -> None:
    found = told(Report(kind=ReportKind.TROUBLE, at_ms=5_000, trouble=Trouble.DEVICE, detail="keypad"))
    assert (found["trouble"], found["detail"], found["class"]) == ("device", "keypad", "other")


def test_the_same_document_gives_the_same_bytes_and_reads_back_as_it_was() -> None:
    document = ResultDoc(
        v=1,
        panel="casa",
        id="c-1",
        command_digest=DIGEST,
        status=Status.ERROR,
        reason=Reason.NOT_READY,
        zones=(3,),
        at_ms=1,
    )
    assert encode(document) == encode(decode(encode(document), ResultDoc))
    assert encode(document) == (
        b'{"v":1,"panel":"casa","id":"c-1","command_digest":"' + DIGEST.encode() + b'","status":"error","at_ms":1,'
        b'"reason":"not_ready","zones":[3]}'
    )


@pytest.mark.parametrize("form", [ReportDoc, ResultDoc, StateDoc])
def test_a_station_passes_over_fields_it_does_not_know(form: type[ReportDoc]) -> None:
    known = {
        ReportDoc: told(Report(kind=ReportKind.FIRE, at_ms=1)),
        ResultDoc: {"v": 1, "panel": "casa", "id": "c", "command_digest": DIGEST, "status": "ok", "at_ms": 1},
        StateDoc: {
            "v": 1,
            "panel": "casa",
            "epoch": "e",
            "at_ms": 1,
            "challenge": "x",
            "areas": [],
            "troubles": [],
            "unacked": 0,
        },
    }[form]
    assert decode(msgspec.json.encode(known | {"new": 1}), form) == decode(msgspec.json.encode(known), form)


@pytest.mark.parametrize(
    ("form", "known"),
    [
        (CommandDoc, COMMAND),
        (AckDoc, ACK),
    ],
)
def test_a_panel_refuses_fields_it_does_not_know(form: type[CommandDoc], known: dict[str, object]) -> None:
    decode(msgspec.json.encode(known), form)
    with pytest.raises(DocumentError, match="until"):
        decode(msgspec.json.encode(known | {"until": 1}), form)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"verb": "open"},
        {"verb": "arm", "mode": None},
        {"verb": "arm", "mode": "disarmed"},
        {"verb": "disarm", "mode": "total"},
        {"verb": "disarm", "mode": None, "no_exit": True},
        {"id": ""},
        {"id": "a b"},
        {"panel": "casa/+"},
        {"areas": ["x"] * 17},
        {"areas": "house"},
        {"challenge": 5},
    ],
)
def test_half_a_command_is_no_command(change: dict[str, object]) -> None:
    with pytest.raises(DocumentError):
        decode(msgspec.json.encode(COMMAND | change), CommandDoc)


def test_the_largest_documents_fit_their_envelope() -> None:
    identity = generate(KeyKind.PANEL, "p" * 32)
    ack = Acknowledged(epoch="e" * 32, seq=2**53 - 1, digest=DIGEST)
    acks = AckDoc(v=1, panel="p" * 32, station="s" * 32, acks=(ack,) * ACKS_MAX, at_ms=2**53 - 1)
    ready = {mode.value: False for mode in (Mode.TOTAL, Mode.PARTIAL, Mode.NIGHT)}
    area = AreaState(id="a" * 32, name="é" * 40, mode="partial", phase="armed", ready=ready)
    state = StateDoc(
        v=1,
        panel="p" * 32,
        epoch="e" * 32,
        at_ms=2**53 - 1,
        challenge="c" * 64,
        areas=(area,) * 16,
        troubles=tuple(trouble.value for trouble in Trouble) * 64,
        unacked=2**53 - 1,
    )
    assert len(sign(identity, Typ.ACK, encode(acks))) < JWS_MAX
    assert len(sign(identity, Typ.STATE, encode(state))) < JWS_MAX


@given(st.binary(max_size=200))
def test_any_payload_is_a_document_or_a_document_error(payload: bytes) -> None:
    for form in (ReportDoc, AckDoc, CommandDoc, ResultDoc, StateDoc):
        with pytest.raises(DocumentError):
            decode(payload, cast(type[ReportDoc], form))
