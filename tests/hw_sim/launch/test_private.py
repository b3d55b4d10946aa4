"""A private file is private from its first byte."""

from pathlib import Path

from hw_sim.launch.private import write_private


def test_nobody_else_may_read_it_whatever_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("old, for everybody", encoding="utf-8")
    path.chmod(0o644)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]
