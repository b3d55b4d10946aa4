"""A network of two: what one modem sends the other gets, letter by letter, unless something befalls it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.pdu import Deliver, received, submit
from hw_sim.pins.netlist import Setting
from hw_sim.pins.wires import Wires
from hw_sim.world.cellular import PANEL_NUMBER, TEXTS_MAX, Cellular, Gsm, delivered
from panel.config.gsm import GsmConfig, ModemKind

STATION = "+351300000001"
AT = datetime(2026, 11, 27, 17, 5, 0, tzinfo=UTC)
Story = Callable[[Cellular], None]


def told(folder: Path, story: Story) -> None:
    async def run() -> None:
        network = Cellular(folder, STATION, lambda: 42)
        try:
            story(network)
        finally:
            network.close()

    asyncio.run(run())


def send(network: Cellular, to: str, text: str) -> str:
    """From the panel's modem, as a driver would; what the modem said to it."""
    (part,) = submit(to, text, status_report=True)
    network.panel.take(f"ATE0\rAT+CMEE=1\rAT+CNMI=2,1,0,1,0\rAT+CMGS={part.length}\r".encode())
    network.panel.take(part.hex.encode() + b"\x1a")
    return network.panel.modem.give().decode()


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=70))
def test_whatever_is_written_comes_out_at_the_other_end(text: str) -> None:
    for part in submit(STATION, text):
        to, pdu = delivered(part.hex, PANEL_NUMBER, AT)
        found = received(pdu)
        assert isinstance(found, Deliver)
        assert (to, found.sender, found.sent_at) == (STATION, PANEL_NUMBER, AT)
        if found.part is None:
            assert found.text == text or submit(STATION, text)[0] == part


def test_a_national_number_stays_one() -> None:
    (part,) = submit("112", "help")
    assert delivered(part.hex, PANEL_NUMBER, AT)[0] == "112"


def test_a_text_reaches_the_other_modem_and_its_fate_comes_back(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        said = send(network, STATION, "an alarm")
        assert "+CMGS: 1" in said and "+CDS:" in said
        assert [(text.at_ms, text.sender, text.to) for text in network.texts] == [(42, PANEL_NUMBER, STATION)]
        assert len(network.station.modem.stored) == 1

    told(tmp_path, story)


def test_a_number_that_nobody_has_is_told_by_the_fate(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        assert send(network, "+351999999999", "hello?").strip().endswith("45")
        assert network.station.modem.stored == {}

    told(tmp_path, story)


@pytest.mark.parametrize(("what", "error"), [(Gsm.JAM, 331), (Gsm.NO_CREDIT, 38)])
def test_jammed_or_without_credit_nothing_goes_until_it_is_restored(tmp_path: Path, what: Gsm, error: int) -> None:
    def story(network: Cellular) -> None:
        network.befall(what)
        assert f"+CMS ERROR: {error}" in send(network, STATION, "an alarm")
        network.befall(Gsm.RESTORE)
        assert "+CMGS: 1" in send(network, STATION, "an alarm")
        assert network.state is Gsm.RESTORE

    told(tmp_path, story)


def test_what_comes_while_it_is_jammed_comes_afterwards(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        network.befall(Gsm.JAM)
        (part,) = submit(PANEL_NUMBER, "an answer")
        network.carry(network.station, 1, part.hex)
        assert network.panel.modem.stored == {}
        network.befall(Gsm.RESTORE)
        assert len(network.panel.modem.stored) == 1

    told(tmp_path, story)


def test_pulled_out_its_port_is_gone_and_plugged_in_it_begins_anew(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        port = tmp_path / "gsm-panel"
        assert port.exists()
        network.befall(Gsm.UNPLUG)
        assert not port.exists() and not port.is_symlink()
        network.befall(Gsm.UNPLUG)
        network.befall(Gsm.RESTORE)
        assert port.exists()

    told(tmp_path, story)


def test_silent_it_says_nothing(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        network.panel.modem.give()
        network.befall(Gsm.SILENT)
        assert send(network, STATION, "an alarm") == ""
        assert network.texts == []

    told(tmp_path, story)


KEY = GsmConfig(port="x", station_number=STATION, power_key=11, modem=ModemKind.SIM800)


class Wired:
    """A network whose panel has a line to its modem's key, and a finger on that line."""

    def __init__(self, network: Cellular, config: GsmConfig = KEY) -> None:
        self.now_ns, self.told = 0, list[str]()
        self.wires = Wires(lambda: self.now_ns)
        self.wires.configure(11, Setting(output=True))
        network.wire_key(config, self.wires, self.told.append)

    def press(self, held_ms: int) -> None:
        self.wires.configure(11, Setting(output=True, level=True))
        self.now_ns += held_ms * 1_000_000
        self.wires.configure(11, Setting(output=True))


def test_a_hung_modem_comes_back_after_its_key_was_pressed_off_and_on_and_gets_what_was_kept(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        wired = Wired(network)
        network.befall(Gsm.HANG)
        assert send(network, STATION, "an alarm") == ""
        (part,) = submit(PANEL_NUMBER, "an answer")
        network.carry(network.station, 1, part.hex)
        wired.press(2_000)
        assert send(network, STATION, "an alarm") == "", "off"
        wired.press(1_200)
        assert "+CMGS: 1" in send(network, STATION, "an alarm")
        assert len(network.panel.modem.stored) == 1
        assert network.state is Gsm.RESTORE and wired.told == ["hang", "restore"]

    told(tmp_path, story)


def test_a_press_that_is_too_short_does_nothing(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        wired = Wired(network)
        network.befall(Gsm.HANG)
        for held_ms in (1, 900, 1_499):
            wired.press(held_ms)
        assert network.panel.modem.hung and network.panel.modem.powered
        network.befall(Gsm.OFF)
        wired.press(999)
        assert not network.panel.modem.powered

    told(tmp_path, story)


def test_a_press_switches_on_a_modem_that_was_off_and_off_one_that_is_well(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        wired = Wired(network)
        network.befall(Gsm.OFF)
        assert send(network, STATION, "an alarm") == ""
        wired.press(1_000)
        assert "+CMGS: 1" in send(network, STATION, "an alarm")
        wired.press(1_500)
        assert send(network, STATION, "an alarm") == ""
        network.befall(Gsm.RESTORE)
        assert "+CMGS: 2" in send(network, STATION, "an alarm")

    told(tmp_path, story)


def test_a_silent_modem_stays_silent_whatever_its_key_does(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        wired = Wired(network)
        network.befall(Gsm.SILENT)
        for _ in range(3):
            wired.press(2_000)
            assert send(network, STATION, "an alarm") == ""
        network.befall(Gsm.RESTORE)
        assert "+CMGS: 1" in send(network, STATION, "an alarm")

    told(tmp_path, story)


def test_pulled_out_it_has_no_key_and_without_a_line_to_it_there_is_none(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        wired = Wired(network)
        network.befall(Gsm.UNPLUG)
        wired.press(2_000)
        assert network.panel.modem.powered
        network.befall(Gsm.RESTORE)
        keyless = Wired(network, GsmConfig(port="x", station_number=STATION))
        assert keyless.wires._observers == []

    told(tmp_path, story)


def test_only_the_last_hundred_are_kept_to_be_looked_at(tmp_path: Path) -> None:
    def story(network: Cellular) -> None:
        for _ in range(TEXTS_MAX + 5):
            send(network, STATION, "an alarm")
            network.station.modem.stored.clear()
        assert len(network.texts) == TEXTS_MAX

    told(tmp_path, story)
