"""The codes of SIA DC-05 (Contact ID) and DC-03 that stations read."""

import re

import pytest

from comms.codes import TABLE, Case, Codes, Meaning, codes_of, meanings_of_cid, meanings_of_sia
from panel.core.names import Mode, ReportKind, Source, Trouble
from zones.kinds import Kind


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_of_report_has_its_row(kind: ReportKind) -> None:
    assert isinstance(codes_of(kind), Codes)


def every_code() -> list[Codes]:
    return [codes for usual, special in TABLE.values() for codes in (usual, *special.values())]


def test_codes_have_the_form_of_their_standards() -> None:
    for codes in every_code():
        assert codes.cid is None or re.fullmatch(r"[13][1-6]\d\d", codes.cid), codes
        assert codes.sia is None or re.fullmatch(r"[A-Z]{2}", codes.sia), codes


def test_an_entry_that_runs_has_no_code_in_either_standard() -> None:
    assert codes_of(ReportKind.PENDING, zone_kind=Kind.ENTRY_EXIT) == Codes(None, None)


@pytest.mark.parametrize(
    ("kind", "cid", "sia"),
    [
        (Kind.ENTRY_EXIT, "1134", "BA"),
        (Kind.FOLLOWER, "1132", "BA"),
        (Kind.INSTANT, "1130", "BA"),
        (Kind.TAMPER, "1137", "TA"),
    ],
)
def test_an_intrusion_is_coded_by_the_kind_of_its_zone(kind: Kind, cid: str, sia: str) -> None:
    assert codes_of(ReportKind.INTRUSION, zone_kind=kind) == Codes(cid, sia)


def test_a_door_left_open_at_the_end_of_exit_is_an_exit_alarm() -> None:
    assert codes_of(ReportKind.INTRUSION, zone_kind=Kind.ENTRY_EXIT, exit_error=True) == Codes("1374", "EA")


RESTORES = {
    ReportKind.INTRUSION: ReportKind.RESTORE_INTRUSION,
    ReportKind.TAMPER: ReportKind.RESTORE_TAMPER,
    ReportKind.FIRE: ReportKind.RESTORE_FIRE,
    ReportKind.HOLD_UP: ReportKind.RESTORE_HOLD_UP,
    ReportKind.ZONE_FAULT: ReportKind.RESTORE_ZONE_FAULT,
}


@pytest.mark.parametrize("zone_kind", Kind)
@pytest.mark.parametrize("kind", RESTORES)
def test_a_restore_has_the_number_of_its_alarm_with_qualifier_3(kind: ReportKind, zone_kind: Kind) -> None:
    alarm, restore = codes_of(kind, zone_kind=zone_kind), codes_of(RESTORES[kind], zone_kind=zone_kind)
    assert alarm.cid is not None
    assert alarm.cid[0] == "1"
    assert restore.cid == "3" + alarm.cid[1:]


@pytest.mark.parametrize("trouble", Trouble)
def test_a_trouble_and_its_end_have_the_same_number(trouble: Trouble) -> None:
    raised = codes_of(ReportKind.TROUBLE, trouble=trouble)
    ended = codes_of(ReportKind.RESTORE_TROUBLE, trouble=trouble)
    assert raised.cid is not None
    assert ended.cid == "3" + raised.cid[1:]


@pytest.mark.parametrize(
    ("mode", "source", "cid", "sia"),
    [
        (Mode.TOTAL, Source.KEYPAD, "3401", "CL"),
        (Mode.TOTAL, Source.TAG, "3409", "CS"),
        (Mode.TOTAL, Source.STATION, "3407", "CQ"),
        (Mode.TOTAL, Source.MQTT, "3407", "CQ"),
        (Mode.PARTIAL, Source.KEYPAD, "3441", "NL"),
        (Mode.NIGHT, Source.MQTT, "3441", "NM"),
        (Mode.PARTIAL, Source.TAG, "3442", "NL"),
        (Mode.NIGHT, Source.TAG, "3442", "NM"),
    ],
)
def test_arming_says_how_much_first_and_by_what_means_second(mode: Mode, source: Source, cid: str, sia: str) -> None:
    assert codes_of(ReportKind.ARMED, mode=mode, source=source) == Codes(cid, sia)


@pytest.mark.parametrize(
    ("source", "cid", "sia"),
    [
        (Source.KEYPAD, "1401", "OP"),
        (Source.TAG, "1409", "OS"),
        (Source.MQTT, "1407", "OQ"),
        (Source.STATION, "1407", "OQ"),
    ],
)
def test_disarming_says_by_what_means(source: Source, cid: str, sia: str) -> None:
    assert codes_of(ReportKind.DISARMED, mode=Mode.DISARMED, source=source) == Codes(cid, sia)


def test_a_cancel_is_a_burglary_cancel() -> None:
    assert codes_of(ReportKind.CANCELLED, source=Source.KEYPAD) == Codes("1406", "BC")


def test_what_does_not_bear_on_a_report_is_ignored() -> None:
    told = codes_of(ReportKind.FIRE, zone_kind=Kind.FIRE, mode=Mode.NIGHT, source=Source.TAG, exit_error=True)
    assert told == Codes("1110", "FA")


def test_codes_are_looked_up_the_other_way_too() -> None:
    assert meanings_of_cid("1134") == (Meaning(ReportKind.INTRUSION, Kind.ENTRY_EXIT),)
    assert meanings_of_cid("3442") == (
        Meaning(ReportKind.ARMED, Case.TAG_PARTIAL),
        Meaning(ReportKind.ARMED, Case.TAG_NIGHT),
    )
    assert meanings_of_sia("HA") == (Meaning(ReportKind.HOLD_UP, None), Meaning(ReportKind.DURESS, None))
    assert meanings_of_cid("1999") == meanings_of_sia("QQ") == ()


def test_every_code_we_send_can_be_looked_up() -> None:
    for codes in every_code():
        assert codes.cid is None or meanings_of_cid(codes.cid)
        assert codes.sia is None or meanings_of_sia(codes.sia)
