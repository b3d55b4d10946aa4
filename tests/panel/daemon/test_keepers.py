"""The journal without its thread."""

from pathlib import Path

from panel.daemon.keepers import DirectKeeper
from panel.store.journal import Journal
from panel.store.rows import Acks, Batch

BATCH = Batch(event=b"{}", mono_ms=1, boottime_ms=1, boot_id="b", wall_ms=1, snapshot=b"{}")


def test_answers_are_there_before_the_call_returns(tmp_path: Path) -> None:
    journal, _ = Journal.open(tmp_path)
    keeper, answers = DirectKeeper(journal), list[object]()
    keeper.submit(BATCH, answers.append)
    keeper.query(lambda opened: len(opened.events(10)), answers.append)
    assert answers == [Acks(), 1]
    journal.close()
