"""Batches, reports and people as the stories need them."""

from pathlib import Path

import msgspec

from comms.envelope import digest
from panel.core.names import Mode, Role
from panel.store.actors import Here, Moment
from panel.store.journal import AckRow, Batch, Journal, OutRow, Recovered
from panel.store.people import NOBODY, Key, People, Tag, User, add_first_administrator, add_key, add_tag, set_code
from panel.store.pins import verifier

DEVICE_KEY = bytes(range(32))
PIN = "739154"
ADMINISTRATOR = User(id="ana", name="Ana", role=Role.ADMINISTRATOR)
RESIDENT = User(id="rui", name="Rui", role=Role.RESIDENT, arm=("house",), disarm=("house",), modes=(Mode.NIGHT,))
AREAS = ("house", "garage")
MODES = (Mode.TOTAL, Mode.PARTIAL, Mode.NIGHT)
HERE = Here(areas=AREAS, modes=MODES)
NOW = Moment(1_700_000_000_000)  # Tuesday, 14 November 2023, 22:13 UTC


def report(seq: int, *, alarm: bool = False, epoch: str = "e1", text: str = "") -> OutRow:
    """A report row whose digest fits its text, as those that are signed do."""
    jws = f"head.{text or f'{epoch}-{seq}'}.signature"
    kind = "alarm.intrusion" if alarm else "area.armed"
    return OutRow(epoch=epoch, seq=seq, alarm=alarm, kind=kind, jws=jws, digest=digest(jws))


def ack(row: OutRow) -> AckRow:
    return AckRow(row.epoch, row.seq, row.digest)


def batch(at_ms: int, *rows: OutRow, snapshot: bytes | None = None, **more: object) -> Batch:
    """What an event at ``at_ms`` made; the other clocks stand at offsets that tell them apart."""
    plain = Batch(
        event=b'{"type":"zone_changed"}',
        mono_ms=at_ms,
        boottime_ms=at_ms + 1_000,
        boot_id="boot-1",
        wall_ms=at_ms + 1_700_000_000_000,
        snapshot=snapshot,
        rows=rows,
    )
    return msgspec.structs.replace(plain, **more)


def household() -> People:
    """Ana, who administers, with a PIN, a tag and a key; Rui, who may little."""
    people = add_first_administrator(NOBODY, ADMINISTRATOR)
    people = msgspec.structs.replace(people, users=(*people.users, RESIDENT))
    people = set_code(people, "ana", verifier(DEVICE_KEY, PIN))
    people = add_tag(people, Tag(number="04A1B2C3", label="blue", user="ana"))
    return add_key(people, Key(kid="k1", ed25519="pub", x25519="pub", actor="ana", kind="phone"))


def reopened(folder: Path, *, from_copy: bool = False) -> tuple[Journal, Recovered]:
    return Journal.open(folder, from_copy=from_copy)


def started(folder: Path) -> Journal:
    """A journal with nothing in it."""
    journal, recovered = Journal.open(folder)
    assert recovered.failure is None
    return journal


def filled(folder: Path, rows: int = 3) -> Journal:
    """A journal with people, a snapshot kept twice, and unacknowledged reports 1..rows, every third an alarm."""
    journal = started(folder)
    journal.commit(batch(1, snapshot=b"disarmed", people=household()))
    for seq in range(1, rows + 1):
        journal.commit(batch(seq * 10, report(seq, alarm=seq % 3 == 0), snapshot=b"armed", keep_copy=seq == 1))
    return journal
