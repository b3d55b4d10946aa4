"""A modem's answers."""

from panel.config.gsm import GsmConfig
from panel.doctor.findings import State
from panel.doctor.modem import QUESTIONS, Asked, findings

GSM = GsmConfig(port="/dev/ttyUSB2", station_number="+351210000000")
WELL = {
    "AT": ("OK",),
    "ATI": ("SIM7600E-H", "OK"),
    "AT+CPIN?": ("+CPIN: READY", "OK"),
    "AT+CREG?": ("+CREG: 0,1", "OK"),
    "AT+CSQ": ("+CSQ: 20,99", "OK"),
    "AT+COPS?": ('+COPS: 0,0,"MEO",7', "OK"),
}


def told(asked: Asked) -> list[tuple[str, State, str]]:
    return [(each.subject, each.state, each.found) for each in findings(GSM, asked)]


def test_a_modem_that_is_well() -> None:
    assert told(Asked(answers=WELL)) == [
        ("/dev/ttyUSB2", State.OK, "answers at 115200 baud: SIM7600E-H"),
        ("card", State.OK, "ready, without PIN"),
        ("network", State.OK, "registered MEO"),
        ("signal", State.OK, "-73 dBm"),
    ]


def test_a_locked_card_a_denied_network_and_no_signal() -> None:
    answers = WELL | {
        "AT+CPIN?": ("+CPIN: SIM PIN", "OK"),
        "AT+CREG?": ("+CREG: 0,3", "OK"),
        "AT+CSQ": ("+CSQ: 99,99", "OK"),
    }
    assert told(Asked(answers=answers))[1:] == [
        ("card", State.WRONG, "SIM PIN"),
        ("network", State.WRONG, "denied by the network"),
        ("signal", State.WRONG, "none"),
    ]


def test_abroad_and_weak() -> None:
    answers = WELL | {"AT+CREG?": ("+CREG: 0,5", "OK"), "AT+CSQ": ("+CSQ: 5,99", "OK"), "AT+COPS?": ("OK",)}
    assert told(Asked(answers=answers))[2:] == [
        ("network", State.OK, "registered abroad"),
        ("signal", State.NOTE, "-103 dBm: weak"),
    ]


def test_what_it_does_not_answer_is_wrong_each_by_itself() -> None:
    assert told(Asked(answers={"AT": ("OK",)})) == [
        ("/dev/ttyUSB2", State.OK, "answers at 115200 baud: it does not say what it is"),
        ("card", State.WRONG, "no answer"),
        ("network", State.WRONG, "no answer"),
        ("signal", State.WRONG, "none"),
    ]


def test_a_port_that_is_missing_silent_or_another_s() -> None:
    assert told(Asked(error="No such file"))[0][1:] == (State.WRONG, "No such file")
    assert told(Asked(answers={"AT": ()}))[0][1:] == (State.WRONG, "silent at 115200 baud")
    assert told(Asked(error="locked", busy=True))[0][1:] == (State.NOTE, "another program has it")


def test_it_is_asked_nothing_that_changes_what_it_keeps() -> None:
    assert not [question for question in QUESTIONS if question.startswith(("AT+CMG", "AT+CFUN", "AT+CPWR"))]
