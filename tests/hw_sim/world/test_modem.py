"""The modem of the simulated house, and gammu's opinion of it: it must take it for one."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import gammu
import pytest

from comms.pdu import submit
from hw_sim.world.modem import GsmModem, Network
from hw_sim.world.serial_line import SerialLine

GREETING = "07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07"


def said(modem: GsmModem, data: bytes) -> str:
    modem.take(data)
    return modem.give().decode()


def test_it_echoes_until_it_is_told_not_to() -> None:
    modem = GsmModem(Network())
    assert said(modem, b"AT\r") == "AT\r\r\nOK\r\n"
    assert said(modem, b"ATE0\r") == "ATE0\r\r\nOK\r\n"
    assert said(modem, b"AT\r") == "\r\nOK\r\n"


def test_a_message_must_be_as_long_as_was_said_and_whole() -> None:
    modem = GsmModem(Network())
    (part,) = submit("+34616585119", "hola")
    said(modem, b"ATE0\rAT+CMEE=1\r")
    assert said(modem, f"AT+CMGS={part.length}\r".encode()) == "\r\n> "
    assert said(modem, part.hex.encode() + b"\x1a") == "\r\n+CMGS: 1\r\n\r\nOK\r\n"
    assert modem.sent == [(1, part.hex)]
    for wrong in (part.hex[:-2], part.hex[:-1] + "G", ""):
        said(modem, f"AT+CMGS={part.length}\r".encode())
        assert said(modem, wrong.encode() + b"\x1a") == "\r\n+CMS ERROR: 304\r\n"
    said(modem, f"AT+CMGS={part.length}\r".encode())
    assert said(modem, b"0001\x1b") == "\r\nOK\r\n"
    assert len(modem.sent) == 1


@pytest.mark.parametrize(
    ("network", "error"),
    [(Network(registered=False), 331), (Network(credit=0), 38), (Network(refusal=42), 42)],
)
def test_the_network_may_say_no(network: Network, error: int) -> None:
    modem = GsmModem(network)
    (part,) = submit("+34616585119", "hola")
    said(modem, f"ATE0\rAT+CMEE=1\rAT+CMGS={part.length}\r".encode())
    assert said(modem, part.hex.encode() + b"\x1a") == f"\r\n+CMS ERROR: {error}\r\n"
    assert modem.sent == []


def test_messages_that_came_are_announced_kept_listed_and_deleted() -> None:
    modem = GsmModem(Network())
    said(modem, b"ATE0\r")
    modem.arrives(GREETING)
    assert modem.give().decode() == '\r\n+CMTI: "SM",1\r\n'
    assert said(modem, b"AT+CMGL=4\r") == f"\r\n+CMGL: 1,0,,30\r\n\r\n{GREETING}\r\n\r\nOK\r\n"
    assert said(modem, b"AT+CMGR=1\r") == f"\r\n+CMGR: 0,,30\r\n\r\n{GREETING}\r\n\r\nOK\r\n"
    assert said(modem, b"AT+CMGD=1\rAT+CMGR=1\r") == "\r\nOK\r\n\r\nOK\r\n"


def test_fates_are_told_only_to_who_wants_them() -> None:
    modem = GsmModem(Network())
    modem.reports(7, 0)
    assert modem.give() == b""
    said(modem, b"ATE0\rAT+CNMI=2,1,0,1,0\r")
    modem.reports(7, 0)
    assert modem.give().decode().split("\r\n")[1] == "+CDS: 22"


def test_a_silent_one_says_nothing_and_a_restart_forgets_what_was_set() -> None:
    modem = GsmModem(Network())
    said(modem, b"ATE0\r")
    modem.silent = True
    assert said(modem, b"AT\r") == ""
    modem.silent = False
    modem.restarts()
    assert "RDY" in modem.give().decode()
    assert said(modem, b"AT\r").startswith("AT\r")
    assert said(modem, b"AT+NOSUCH\r").endswith("ERROR\r\n")


def test_a_hung_one_says_nothing_until_it_was_off_and_is_on_again() -> None:
    modem = GsmModem(Network())
    said(modem, b"ATE0\r")
    modem.hung = True
    modem.says("RING")
    assert said(modem, b"AT\r") == ""
    modem.switch(False)
    assert said(modem, b"AT\r") == "", "off"
    modem.switch(True)
    assert modem.give().decode().startswith("\r\nRDY\r\n")
    assert said(modem, b"AT\r") == "AT\r\r\nOK\r\n", "as new: it echoes"


@contextmanager
def on_a_line(modem: GsmModem) -> Iterator[str]:
    """The modem on a line of its own, served by a thread, for a client that blocks."""
    ready, over = threading.Event(), threading.Event()
    paths: list[str] = []

    async def serve() -> None:
        line = SerialLine(modem)
        paths.append(line.path)
        ready.set()
        await asyncio.to_thread(over.wait)
        line.close()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        assert ready.wait(10)
        yield paths[0]
    finally:
        over.set()
        thread.join(10)


def test_gammu_takes_it_for_a_modem_and_sends_by_it() -> None:
    modem = GsmModem(Network())
    with on_a_line(modem) as path:
        phone = gammu.StateMachine()
        phone.SetConfig(0, {"Device": path, "Connection": "at115200"})
        phone.Init()
        maker, model = phone.GetManufacturer(), phone.GetModel()
        reference = phone.SendSMS({"Text": "hola", "SMSC": {"Location": 1}, "Number": "+34616585119"})
        phone.Terminate()
    assert maker.upper().startswith("SIMCOM")
    assert "SIM800" in " ".join(str(part) for part in model).upper()
    assert [taken for taken, _ in modem.sent] == [reference]
    assert "0B914316565811F9" in modem.sent[0][1]  # its receiver
    assert modem.sent[0][1].endswith("04E8373B0C")  # its text
