from hw_sim.bench.configs import example
from hw_sim.bench.watched_alarmd import watched
from panel.config.parse import parse
from panel.config.plan import to_plan


def test_one_zone_is_seen_by_one_camera_and_nothing_else_is_changed() -> None:
    plan = to_plan(parse(example(), "example"))
    seen = watched(plan, "landing", 8)
    assert seen.cameras == ("landing",)
    assert {zone.id for zone in seen.zones if zone.cameras} == {8}
    assert [zone.name for zone in seen.zones] == [zone.name for zone in plan.zones]
