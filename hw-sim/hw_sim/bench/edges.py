"""From an edge at a pin to the siren's pin, and to the station: the same thousand trips, both measured.

A smoke detector is tripped and shut again, so that no arming lies between two trips. The clock starts when
its qualification ends: the world's own stamp of the contact, plus the zone's 50 ms.
"""

import json
import ssl
import threading
import time
from pathlib import Path
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from comms.envelope import Typ, text_of, verify
from comms.errors import CommsError
from comms.keys import KeyFile, kid, load_key_file
from hw_sim.bench.configs import SMOKE, SMOKE_QUALIFICATION_MS
from hw_sim.bench.house import BenchError, House

STAMPS_APART_MS = 2
REST_S = 0.12  # between trips: longer than the restore's qualification


class Subscriber:
    """Reads the panel's reports off the broker as any station could: TLS, and every signature verified."""

    def __init__(self, house: House, key: KeyFile) -> None:
        line, panel = house.notes["mqtt"], house.notes["panel"]
        self._keys = {kid(key): key}
        self._seen: dict[tuple[str, int], float] = {}
        self._alarms: list[tuple[int, float]] = []  # (the core's own stamp, when it was verified here)
        self._connected = threading.Event()
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
        context = ssl.create_default_context(cafile=line["ca_file"])
        context.load_cert_chain(line["cert_file"], line["key_file"])
        self._client.tls_set_context(context)
        self._client.on_connect = lambda client, *_: client.subscribe(f"sereno/1/{panel}/report", qos=1)
        self._client.on_subscribe = lambda *_: self._connected.set()
        self._client.on_message = self._message
        self._client.connect(line["host"], line["port"])
        self._client.loop_start()
        if not self._connected.wait(10):
            raise BenchError("the subscriber did not get its subscription")

    def alarms(self) -> dict[int, float]:
        """When each fire alarm was verified, by the core's stamp; both in milliseconds of the monotonic clock."""
        return dict(self._alarms)

    def identities(self) -> set[tuple[str, int]]:
        """Everything that was verified."""
        return set(self._seen)

    def close(self) -> None:
        """Ends the connection and its thread."""
        self._client.disconnect()
        self._client.loop_stop()

    def _message(self, client: mqtt.Client, userdata: Any, message: mqtt.MQTTMessage) -> None:
        try:
            report = json.loads(verify(text_of(bytes(message.payload)), self._keys, Typ.REPORT).payload)
        except CommsError:
            return
        now_ms = time.monotonic_ns() / 1e6
        identity = (report["epoch"], report["seq"])
        if identity not in self._seen:
            self._seen[identity] = now_ms
            if report["kind"] == "alarm.fire":
                self._alarms.append((report["mono_ms"], now_ms))


def trips(house: House, count: int, key_path: Path) -> tuple[list[float], list[float], int]:
    """Trips the smoke detector ``count`` times. Edge to siren, edge to verified report, rows the station lacks."""
    subscriber = Subscriber(house, load_key_file(key_path))
    siren_ms: list[float] = []
    qualified_ms: list[int] = []
    try:
        for _ in range(count):
            house.forget()
            house.act("open", zone=SMOKE)
            opened = house.wait_for(SMOKE, "open")
            rung = house.wait_for("siren", "on")
            start_ms = opened["at_ms"] + SMOKE_QUALIFICATION_MS
            qualified_ms.append(start_ms)
            siren_ms.append(rung["at_us"] / 1000 - start_ms)
            house.act("close", zone=SMOKE)
            house.wait_for("siren", "off")
            time.sleep(REST_S)
        station_ms = _station(subscriber, qualified_ms)
        return siren_ms, station_ms, _missing(house, subscriber)
    finally:
        subscriber.close()


def _station(subscriber: Subscriber, qualified_ms: list[int]) -> list[float]:
    end_s = time.monotonic() + 10
    while time.monotonic() < end_s and len(subscriber.alarms()) < len(qualified_ms):
        time.sleep(0.05)
    arrived = subscriber.alarms()
    if len(arrived) != len(qualified_ms):
        raise BenchError(f"{len(qualified_ms)} trips made {len(arrived)} alarms")
    # One alarm for each trip, in order. The wire's stamp and the report's may fall on two sides of a millisecond.
    pairs = list(zip(qualified_ms, sorted(arrived.items()), strict=True))
    strange = [stamp for start_ms, (stamp, _) in pairs if abs(stamp - start_ms) > STAMPS_APART_MS]
    if strange:
        raise BenchError(f"an alarm stamped {strange[0]} ms belongs to no trip")
    return [verified_ms - start_ms for start_ms, (_, verified_ms) in pairs]


def _missing(house: House, subscriber: Subscriber) -> int:
    """How many reports the subscriber verified that the station has no committed row of, after 10 s of grace."""
    end_s = time.monotonic() + 10
    missing = subscriber.identities()
    while missing and time.monotonic() < end_s:
        committed = {(row["epoch"], row["seq"]) for row in house.log() if row["verdict"] == "accepted"}
        missing = subscriber.identities() - committed
        if missing:
            time.sleep(0.2)
    return len(missing)
