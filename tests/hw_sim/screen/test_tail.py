"""A growing log is read line by line."""

from pathlib import Path

from hw_sim.screen.tail import Tail


def test_only_whole_lines_and_only_new_ones(tmp_path: Path) -> None:
    log = tmp_path / "log"
    tail = Tail(log, keep=2)
    assert tail.more() == []
    log.write_text("one\ntwo\nth", encoding="utf-8")
    assert tail.more() == ["one", "two"]
    with log.open("a", encoding="utf-8") as file:
        file.write("ree\n")
    assert tail.more() == ["three"]
    assert tail.more() == []
    assert list(tail.last) == ["two", "three"]
