import sqlite3
from pathlib import Path

import msgspec

from station import store as stores
from station.picture_rows import PictureRow, Stands
from station.store import Entry, Store

P1 = PictureRow(panel="casa", picture="p1", sha256="A" * 43, stands=Stands.OPEN, jws="word", received_ms=5)


def test_how_far_a_picture_is_outlives_the_station(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s")
    with store.commit():
        store.put_picture(P1)
        store.put_picture(msgspec.structs.replace(P1, picture="p2"))
        store.put_picture(msgspec.structs.replace(P1, picture="p2", stands=Stands.WHOLE))
    store.close()
    store = Store.open(tmp_path / "s")
    assert store.picture("casa", "p1") == P1
    assert store.picture("villa", "p1") is None
    assert (store.count_open_pictures("casa"), store.count_open_pictures("villa")) == (1, 0)
    assert (store.open_pictures(9), store.open_pictures(0)) == ((P1,), ())
    store.close()


def test_a_store_of_the_release_before_learns_of_pictures_and_keeps_its_log(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "s", isolation_level=None)
    db.executescript(f"BEGIN; {stores._SCHEMA} PRAGMA user_version = 1; COMMIT;")
    db.close()
    store = Store.open(tmp_path / "s")
    with store.commit():
        store.add(Entry(panel="casa", received_ms=1, path="mqtt", verdict="accepted", kind="alarm.fire"), "one")
        store.add(Entry(panel="casa", received_ms=1, path="mqtt", verdict="picture", kind="picture"), "two")
        store.put_picture(P1)
    assert [jws for _, jws in store.told(0, 9)] == ["one", "two"]
    assert [jws for _, jws in store.alarms(9)] == ["one"]
    store.close()
