"""Reports and acknowledgements as text messages: one part, and nobody else's."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comms.errors import SmsFormError
from comms.gsm7 import encoded
from comms.keys import KeyKind, b64_decode, generate
from comms.pdu import submit
from comms.sms_form import (
    TEXT_MAX,
    SmsAck,
    SmsReport,
    account_of,
    agree,
    mac_of,
    read_ack,
    read_report,
    write_ack,
    write_report,
)

PANEL, STATION, STRANGER = (
    generate(kind, name)
    for kind, name in ((KeyKind.PANEL, "home-1"), (KeyKind.STATION, "central"), (KeyKind.STATION, "stranger"))
)
KEYS = agree(PANEL, STATION.public(), "home-1", "central")
BREAK_IN = SmsReport(
    account="1234ABCD",
    epoch="Zk3vQ9_-",
    seq=17,
    kind="alarm.intrusion",
    at_ms=1_795_786_507_000,
    cid="1130",
    zone=4,
    area="house",
)
REPORTS = st.builds(
    SmsReport,
    account=st.from_regex(r"[0-9A-F]{4,16}", fullmatch=True),
    epoch=st.from_regex(r"[A-Za-z0-9_-]{1,32}", fullmatch=True),
    seq=st.integers(0, 2**53 - 1),
    kind=st.from_regex(r"[a-z0-9._]{1,30}", fullmatch=True),
    at_ms=st.integers(946_684_800, 4_102_444_799).map(lambda second: second * 1_000),
    cid=st.sampled_from(["", "1130", "3401"]),
    zone=st.integers(0, 999),
    area=st.from_regex(r"([A-Za-z0-9_]{1,32})?", fullmatch=True),
    trusted=st.booleans(),
)


def test_both_ends_have_the_same_keys_and_a_stranger_has_others() -> None:
    assert agree(STATION, PANEL.public(), "home-1", "central") == KEYS
    assert KEYS.report != KEYS.ack
    others = [
        agree(STRANGER, PANEL.public(), "home-1", "central"),
        agree(STATION, PANEL.public(), "home-2", "central"),
        agree(STATION, PANEL.public(), "home-1", "central2"),
        agree(STATION, PANEL.public(), "home-1 7", "central"),
    ]
    found = [KEYS, *others]
    assert len({key for keys in found for key in (keys.report, keys.ack)}) == 10


def test_the_keys_are_those_of_rfc_5869_over_the_shared_secret() -> None:
    """Worked out a second time, with another library's X25519."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    secret = X25519PrivateKey.from_private_bytes(b64_decode(PANEL.x25519_seed))
    shared = secret.exchange(X25519PublicKey.from_public_bytes(b64_decode(STATION.public().x25519)))
    info = b"sereno-sms-1 report 6 home-1 7 central"
    assert HKDF(SHA256(), 32, salt=None, info=info).derive(shared) == KEYS.report


def test_a_report_is_short_and_says_what_a_person_can_read() -> None:
    text = write_report(KEYS, BREAK_IN)
    assert text[:-17] == "SR1 1234ABCD Zk3vQ9_- 17 1130 4 house 20261127133507 alarm.intrusion"
    assert len(submit("+34616585119", text)) == 1
    assert read_report(KEYS, text) == BREAK_IN
    assert account_of(text) == "1234ABCD"
    digest = hmac.digest(KEYS.report, text[:-17].encode(), hashlib.sha256)
    assert len(mac_of(text)) * 5 == 80 == len(digest[:10]) * 8


def test_what_is_not_known_is_a_dash_and_a_clock_that_was_not_set_a_question_mark() -> None:
    bare = SmsReport(account="1234", epoch="e", seq=0, kind="panel.booted", at_ms=946_684_800_000, trusted=False)
    text = write_report(KEYS, bare)
    assert text.startswith("SR1 1234 e 0 - 0 - 20000101000000? panel.booted ")
    assert read_report(KEYS, text) == bare


@given(REPORTS)
def test_every_report_fits_one_part_and_is_read_as_written_but_for_an_area_without_room(
    report: SmsReport,
) -> None:
    text = write_report(KEYS, report)
    septets = encoded(text)
    assert septets is not None
    assert len(septets) == len(text) <= TEXT_MAX
    found = read_report(KEYS, text)
    assert found == report or (found == replace(report, area="") and len(text) + len(report.area) - 1 > TEXT_MAX)


@given(REPORTS, st.data())
def test_a_single_changed_character_is_noticed(report: SmsReport, data: st.DataObject) -> None:
    text = write_report(KEYS, report)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("0123456789ABCabc -?.").filter(lambda char: char != text[place]))
    with pytest.raises(SmsFormError):
        read_report(KEYS, text[:place] + other + text[place + 1 :])


def test_an_acknowledgement_names_its_report_and_is_the_stations_own() -> None:
    text = write_report(KEYS, BREAK_IN)
    ack = SmsAck(account="1234ABCD", epoch=BREAK_IN.epoch, seq=17, report_mac=mac_of(text))
    answer = write_ack(KEYS, ack)
    assert read_ack(KEYS, answer) == ack
    assert account_of(answer) == "1234ABCD"
    assert len(answer) <= TEXT_MAX


def test_nothing_goes_back_as_something_else() -> None:
    """A report that is sent back acknowledges nothing, not even with its first word changed."""
    report = write_report(KEYS, BREAK_IN)
    answer = write_ack(KEYS, SmsAck(account="1234ABCD", epoch="e", seq=1, report_mac=mac_of(report)))
    for text in (report, report.replace("SR1", "SA1"), answer[:-16] + mac_of(report)):
        with pytest.raises(SmsFormError):
            read_ack(KEYS, text)
    for text in (answer, answer.replace("SA1", "SR1")):
        with pytest.raises(SmsFormError):
            read_report(KEYS, text)


def test_a_strangers_message_is_refused_and_none_is_nobodys() -> None:
    strange = agree(STRANGER, PANEL.public(), "home-1", "stranger")
    with pytest.raises(SmsFormError, match="its MAC is not that"):
        read_report(KEYS, write_report(strange, BREAK_IN))
    for text in ("", "hola", "SR1", "SR1 1234ABCD", "SR2" + write_report(KEYS, BREAK_IN)[3:], "SR1 " + "x" * 200):
        assert account_of(text) is None
        with pytest.raises(SmsFormError, match="which is no report"):
            read_report(KEYS, text)


def test_a_time_on_no_calendar_and_words_that_do_not_fit_are_refused() -> None:
    from comms.sms_form import _mac

    text = "SR1 1234ABCD e 17 1130 4 house 20261327133507 alarm.intrusion"
    with pytest.raises(SmsFormError, match="which is on no calendar"):
        read_report(KEYS, f"{text} {_mac(KEYS.report, text)}")
    for wrong in ({"account": "xyz"}, {"kind": "Alarm!"}, {"zone": 1000}, {"epoch": ""}, {"cid": "130"}):
        with pytest.raises(SmsFormError, match="at most 160 characters"):
            write_report(KEYS, replace(BREAK_IN, **wrong))


def test_a_key_that_nobody_can_have_is_refused() -> None:
    nobody = replace(STATION.public(), x25519="A" * 43)
    with pytest.raises(SmsFormError, match="exchanged anew"):
        agree(PANEL, nobody, "home-1", "central")
