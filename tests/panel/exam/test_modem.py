"""A modem asked over a pseudo-terminal."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import serial

from hw_sim.world.cellular import Cellular, Gsm
from panel.config.gsm import GsmConfig
from panel.doctor.findings import State
from panel.doctor.modem import Asked, findings
from panel.exam.modem import ask

NUMBER = "+351300000001"


def asked(folder: Path, before: Callable[[Cellular], None] = lambda network: None) -> Asked:
    """What it said; patience is a hundred times shorter than at a shell."""
    start = time.monotonic()

    async def story() -> Asked:
        network = Cellular(folder, NUMBER, lambda: 0)
        try:
            before(network)
            gsm = GsmConfig(port=str(folder / "gsm-panel"), station_number=NUMBER)
            hasty = lambda: start + (time.monotonic() - start) * 50  # noqa: E731 - a clock
            return await ask(gsm, lambda seconds: asyncio.sleep(seconds / 50), hasty)
        finally:
            network.close()

    return asyncio.run(story())


def told(folder: Path, answers: Asked) -> dict[str, State]:
    gsm = GsmConfig(port=str(folder / "gsm-panel"), station_number=NUMBER)
    return {each.subject.rpartition("/")[2]: each.state for each in findings(gsm, answers)}


def test_a_modem_that_is_well_answers_everything(tmp_path: Path) -> None:
    found = asked(tmp_path)
    assert found.answers["ATI"] == ("SIM800 R14.18", "OK")
    assert found.answers["AT+COPS?"][0] == '+COPS: 0,0,"SIMULATED"'
    assert told(tmp_path, found) == {
        "gsm-panel": State.OK,
        "card": State.OK,
        "network": State.OK,
        "signal": State.OK,
    }


def test_a_network_that_is_gone(tmp_path: Path) -> None:
    found = asked(tmp_path, lambda network: network.befall(Gsm.JAM))
    assert told(tmp_path, found) == {
        "gsm-panel": State.OK,
        "card": State.OK,
        "network": State.WRONG,
        "signal": State.WRONG,
    }


def test_a_modem_that_says_nothing_is_asked_twice_and_left(tmp_path: Path) -> None:
    found = asked(tmp_path, lambda network: network.befall(Gsm.SILENT))
    assert found.answers["AT"] == ()
    assert told(tmp_path, found) == {"gsm-panel": State.WRONG}


def test_a_message_that_lies_on_the_card_still_lies_there(tmp_path: Path) -> None:
    kept: list[Cellular] = []

    def store(network: Cellular) -> None:
        network.panel.modem.stored[3] = "00"
        kept.append(network)

    asked(tmp_path, store)
    assert kept[0].panel.modem.stored == {3: "00"}


def test_a_port_that_another_program_has_or_that_is_not_there(tmp_path: Path) -> None:
    def take(network: Cellular) -> None:
        holders.append(serial.Serial(str(tmp_path / "gsm-panel"), exclusive=True))

    holders: list[serial.Serial] = []
    found = asked(tmp_path, take)
    holders[0].close()
    assert found.busy
    gsm = GsmConfig(port=str(tmp_path / "nothing"), station_number=NUMBER)
    missing = asyncio.run(ask(gsm))
    assert (missing.busy, "No such file" in missing.error) == (False, True)
