from pathlib import Path

from hw_sim.bench.configs import example
from hw_sim.bench.watched import CAMERAD, demo
from hw_sim.launch.programs import ALARMD, programs


def test_it_is_the_demo_with_another_alarmd_and_somebody_in_camerads_place(tmp_path: Path) -> None:
    (tmp_path / "bench.toml").write_text(example(), encoding="utf-8")
    made = demo(tmp_path / "bench.toml", tmp_path / "data")
    prepared = made.prepared
    usual = programs(prepared.folders, prepared.settings, prepared.ports, prepared.broker)
    assert set(made.children) == {*usual, CAMERAD}
    changed = {name for name in usual if made.children[name].program != usual[name]}
    assert changed == {ALARMD}
    assert made.children[ALARMD].program.argv[2:5] == ("hw_sim.bench.watched_alarmd", "landing", "8")
    prepared.folders.remove()
