"""``sereno tag``."""

from pathlib import Path

import pytest

from panel.api import Reply, SetTag
from panel.cli import main
from panel.core.names import TagStanding
from tests.panel.cli.answering import answering


@pytest.mark.parametrize(
    ("verb", "standing"),
    [
        ("trust", TagStanding.GOOD),
        ("watch", TagStanding.WATCHED),
        ("disable", TagStanding.DISABLED),
        ("remove", None),
    ],
)
def test_a_tag_is_judged_by_its_label_or_number(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], verb: str, standing: TagStanding | None
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["tag", verb, "blue", "--pin", "1111", "--data", str(tmp_path)]) == 0
    assert console.asked == [SetTag(pin="1111", tag="blue", standing=standing)]
    assert capsys.readouterr().out == "done\n"
