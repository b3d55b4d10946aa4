"""How long an alarm takes to the modem's wire when the network is dead, or takes everything and answers nothing."""

from typing import Any

import msgspec

from hw_sim.bench.house import BenchError, House

BUTTON = "panic_button"  # a call for help: in every mode, without a siren, and never shut down as a swinger
QUALIFICATION_MS = 100  # of that button in the example
RESTORE = "restore.hold_up"
WITHIN_S = 30.0


class Texted(msgspec.Struct, frozen=True):
    """``wire_ms``: from the qualified edge to the message taken by the network; ``acked_ms``: to the station's log."""

    wire_ms: float
    acked_ms: float


def alarms(house: House, action: str, count: int) -> tuple[list[Texted], int]:
    """So many alarms with the network ``cut`` or ``silent``, whole again between them; and how many reports the station
    has twice or not at all afterwards."""
    found = [_alarm(house, action) for _ in range(count)]
    return found, _wrong(house)


def _alarm(house: House, action: str) -> Texted:
    house.until(lambda: house.status()["unacked"] == 0 and not house.status()["troubles"], "all is well", 60)
    before, known = len(house.look()["gsm"]["texts"]), max((entry["n"] for entry in house.log()), default=0)
    house.act("network", action=action)
    house.forget()
    house.act("open", zone=BUTTON)
    at_ms = house.wait_for(BUTTON, "open")["at_us"] / 1_000 + QUALIFICATION_MS
    house.until(lambda: len(house.look()["gsm"]["texts"]) > before, "a text on the modem's wire", WITHIN_S)
    wire_ms = house.look()["gsm"]["texts"][before]["at_ms"] - at_ms
    house.until(lambda: bool(_alarms(house, known)), "the station has it", WITHIN_S)
    (entry,) = _alarms(house, known)
    if entry["path"] != "sms":
        raise BenchError(f"the alarm came by {entry['path']}, not by text")
    acked_ms = entry["received_ms"] - entry["at_ms"]
    house.act("close", zone=BUTTON)
    house.act("network", action="restore")
    house.until(lambda: any(each["kind"] == RESTORE for each in house.log(known)), "the end of it is told", 60)
    return Texted(wire_ms, acked_ms)


def _alarms(house: House, after: int) -> list[dict[str, Any]]:
    return [entry for entry in house.log(after) if entry["kind"] == "alarm.hold_up"]


def _wrong(house: House) -> int:
    """Gaps and doubles in what the station has of the panel's one epoch, once everything was delivered."""
    house.until(lambda: house.status()["unacked"] == 0, "everything is delivered", 60)
    seqs = sorted(entry["seq"] for entry in house.log() if entry["seq"] and entry["verdict"] == "accepted")
    return len(seqs) - len(set(seqs)) + len(set(range(seqs[0], seqs[-1] + 1)) - set(seqs))
