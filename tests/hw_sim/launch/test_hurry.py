"""The example home in a hurry: two delays, within their bounds, and nothing else."""

from hw_sim.launch.hurry import ENTER_S, LEAVE_S, hurried
from panel.config.parse import parse
from tests.style.tree import ROOT

HOME = (ROOT / "panel" / "config" / "home.toml").read_text(encoding="utf-8")


def test_only_the_two_delays_change() -> None:
    plain, quick = parse(HOME, "home.toml"), parse(hurried(HOME), "home.toml")
    assert (quick.timings.exit_delay_s, quick.timings.entry_delay_a_s) == (LEAVE_S, ENTER_S)
    changed = [(old, new) for old, new in zip(HOME.splitlines(), hurried(HOME).splitlines(), strict=True) if old != new]
    assert [old.split()[0] for old, _ in changed] == ["exit_delay_s", "entry_delay_a_s"]
    assert (plain.zone, plain.arming, plain.power) == (quick.zone, quick.arming, quick.power)
