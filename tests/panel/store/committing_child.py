"""Commits for ever in a folder, saying each number once it is kept; somebody else's kill ends it.

Groups have 1, 2 or 3 batches, by the number before them, so that their ends can be told beforehand.
"""

import os
import sys
from pathlib import Path

import msgspec

from panel.store.journal import Batch, Journal
from panel.store.people import People
from tests.panel.store.making import RESIDENT, ack, batch, household, report


def people_at(seq: int) -> People:
    """Everybody, with a name that tells at which number they were kept."""
    home = household()
    return msgspec.structs.replace(home, users=(home.users[0], msgspec.structs.replace(RESIDENT, name=f"Rui {seq}")))


def group_after(seq: int) -> range:
    """The numbers of the group that follows number ``seq``."""
    return range(seq + 1, seq + 2 + seq % 3)


def made_at(seq: int) -> Batch:
    one = batch(seq, report(seq, alarm=seq % 4 == 0), snapshot=b"state %d" % seq, keep_copy=seq % 5 == 0)
    if seq > 10:
        old = seq - 10
        one = msgspec.structs.replace(one, acks=(ack(report(old, alarm=old % 4 == 0)),))
    return msgspec.structs.replace(one, people=people_at(seq)) if seq % 10 == 0 else one


def main(folder: Path) -> None:
    journal, found = Journal.open(folder)
    assert (found.failure, found.from_copy, found.unknown) == (None, False, False)
    seq = found.last_seq
    while True:
        group = group_after(seq)
        told = journal.commit_all([made_at(number) for number in group])
        assert all(not acks.mismatched and not acks.unknown for acks in told)
        seq = group[-1]
        os.write(1, b"%d\n" % seq)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
