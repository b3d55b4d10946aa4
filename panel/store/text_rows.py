"""Text messages in the journal: every try of one, and which reports the station has acknowledged by text."""

import sqlite3

TEXTS = (
    "CREATE TABLE text_try (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, wall_ms INTEGER NOT NULL) STRICT",
    "CREATE INDEX text_try_n ON text_try (n)",
    "CREATE INDEX text_try_at ON text_try (wall_ms)",
    "CREATE TABLE texted (epoch TEXT, seq INTEGER, PRIMARY KEY (epoch, seq)) STRICT, WITHOUT ROWID",
)
DAY_MS = 86_400_000
KEPT_MS = 30 * DAY_MS  # a report that has waited for so long is not texted any more


def may_try(db: sqlite3.Connection, n: int, wall_ms: int, per_report: int, per_day: int) -> bool:
    """Writes a try down if there may be one more for this report and this day. A clock that was set back sees tries of
    the future, which count: rather one message too few than a card that is emptied."""
    db.execute("DELETE FROM text_try WHERE wall_ms < ?", (wall_ms - KEPT_MS,))
    (for_it,) = db.execute("SELECT count(*) FROM text_try WHERE n = ?", (n,)).fetchone()
    (lately,) = db.execute("SELECT count(*) FROM text_try WHERE wall_ms > ?", (wall_ms - DAY_MS,)).fetchone()
    if for_it >= per_report or lately >= per_day:
        return False
    db.execute("INSERT INTO text_try (n, wall_ms) VALUES (?, ?)", (n, wall_ms))
    return True


def take_back(db: sqlite3.Connection, n: int) -> None:
    """The newest try for that report was none."""
    db.execute("DELETE FROM text_try WHERE id = (SELECT max(id) FROM text_try WHERE n = ?)", (n,))


def put_texted(db: sqlite3.Connection, epoch: str, seq: int) -> None:
    """The station has that report by text. What it has as a whole meanwhile is forgotten here."""
    db.execute("INSERT OR IGNORE INTO texted VALUES (?, ?)", (epoch, seq))
    db.execute(
        "DELETE FROM texted WHERE (epoch, seq) IN (SELECT epoch, seq FROM report WHERE acked_ms IS NOT NULL)"
        " AND NOT (epoch = ? AND seq = ?)",
        (epoch, seq),
    )


def texted(db: sqlite3.Connection) -> frozenset[tuple[str, int]]:
    """Which reports the station has by text, as (epoch, seq)."""
    return frozenset(db.execute("SELECT epoch, seq FROM texted").fetchall())
