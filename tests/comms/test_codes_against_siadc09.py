"""Our codes against the tables of another hand: the siadc09 package's own DC-03 and DC-05."""

import pytest
from siadc09 import dc03, dc05  # type: ignore[import-untyped]  # it ships no types

from comms.codes import TABLE, Case, Codes, Detail
from panel.core.names import ReportKind

CODED = [
    pytest.param(kind, codes, id=f"{kind} {detail or ''}".strip())
    for kind, (usual, special) in TABLE.items()
    for detail, codes in ((None, usual), *special.items())
    if codes != Codes(None, None)
]
# What DC-03 says of a whole area, where the report names the zone or person as well: its own word is the nearest.
OF_AN_AREA = frozenset({"BV", "JA", "NL", "NM", "CA", "OA", "CI", "OI", "CD"})


@pytest.mark.parametrize(("kind", "codes"), CODED)
def test_every_code_of_ours_is_in_both_tables(kind: ReportKind, codes: Codes) -> None:
    assert codes.cid is None or codes.cid[1:] in dc05.EVENT, codes
    assert codes.sia is None or codes.sia in dc03.EVENT, codes


def name_of(kind: ReportKind, detail: Detail | None = None) -> tuple[str | None, str | None]:
    """What the tables call the report's two codes."""
    usual, special = TABLE[kind]
    codes = usual if detail is None else special[detail]
    return codes.cid and dc05.EVENT[codes.cid[1:]]["name"], codes.sia and dc03.EVENT[codes.sia]["name"]


@pytest.mark.parametrize(
    ("kind", "cid", "sia"),
    [
        (ReportKind.INTRUSION, "Burglary", "Burglary Alarm"),
        (ReportKind.UNVERIFIED, "Cross-zone Trouble", "Unverified Event Burglary"),
        (ReportKind.CONFIRMED, "Intrusion Verifier", "Burglary Verified"),
        (ReportKind.ABORTED, None, "Abort"),
        (ReportKind.CANCELLED, "Cancel", "Burglary Cancel"),
        (ReportKind.TAMPER, "Sensor Tamper", "Tamper Alarm"),
        (ReportKind.TAMPER_CODE, "Wrong Code Entry", "User Code Tamper"),
        (ReportKind.HOLD_UP, "Silent", "Holdup Alarm"),
        (ReportKind.DURESS, "Duress", "Holdup Alarm"),
        (ReportKind.PANIC, "Audible", "Panic Alarm"),
        (ReportKind.SOS, "Panic", "Emergency Alarm"),
        (ReportKind.MEDICAL, "Medical", "Medical Alarm"),
        (ReportKind.FIRE, "Fire", "Fire Alarm"),
        (ReportKind.GAS, "Gas Detected", "Gas Alarm"),
        (ReportKind.CARBON_MONOXIDE, "Carbon Monoxide Detected", "Gas Alarm"),
        (ReportKind.WATER, "Water Leakage", "Water Alarm"),
        (ReportKind.FREEZE, "Low Temp", "Freeze Alarm"),
        (ReportKind.HEAT, "High Temp", "Heat Alarm"),
        (ReportKind.ARMED, "O/C By", "Closing Report"),
        (ReportKind.DISARMED, "O/C By", "Opening Report"),
        (ReportKind.LATE_TO_ARM, "Late To O/C", "Closing Delinquent"),
        (ReportKind.AUTO_ARM_FAILED, "Auto-Arm Failed", "Fail to Close"),
        (ReportKind.SWINGER, "Swinger Bypass", "Swinger Trouble"),
        (ReportKind.ZONE_INACTIVE, "Sensor Watch Trouble", "No Activity"),
    ],
)
def test_what_matters_most_is_called_so_by_both_standards(kind: ReportKind, cid: str | None, sia: str) -> None:
    assert name_of(kind) == (cid, sia)


def test_a_door_left_open_at_the_end_of_an_exit_has_words_of_its_own() -> None:
    assert name_of(ReportKind.INTRUSION, Case.EXIT_ERROR) == ("Exit Error Alarm", "Exit Alarm")


@pytest.mark.parametrize(("kind", "codes"), CODED)
def test_a_restore_is_the_restore_of_the_same_event(kind: ReportKind, codes: Codes) -> None:
    if not kind.value.startswith("restore.") or codes.sia is None:
        return
    words = dc03.EVENT[codes.sia]["name"]
    assert any(word in words for word in ("Restor", "Resumed")) or codes.sia in ("YG", "JT"), words
    alarm = {"restore.trouble": "trouble.raised"}.get(kind.value, kind.value.replace("restore.", "alarm."))
    if alarm.endswith(("zone_fault", "zone_inactive")):
        alarm = alarm.replace("alarm.", "trouble.")
    usual, special = TABLE[ReportKind(alarm)]
    assert codes.cid is not None and codes.cid[0] == "3"
    assert codes.cid[1:] in {one.cid[1:] for one in (usual, *special.values()) if one.cid is not None}


@pytest.mark.parametrize(("kind", "codes"), CODED)
def test_alarms_lie_in_the_class_of_alarms_and_name_their_zone(kind: ReportKind, codes: Codes) -> None:
    if not kind.value.startswith("alarm.") or kind in (ReportKind.CANCELLED, ReportKind.UNVERIFIED):
        return
    exit_error = codes.cid == "1374"  # DC-05 files it under troubles, as a false alarm by one's own hand
    assert codes.cid is None or codes.cid[1] == "1" or exit_error, codes
    assert codes.sia is None or dc03.EVENT[codes.sia]["addr"] == "Zone" or codes.sia in OF_AN_AREA, codes
