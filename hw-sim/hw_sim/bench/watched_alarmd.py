"""``python -m hw_sim.bench.watched_alarmd CAMERA ZONE ...``: alarmd in the simulated house, where a camera sees a zone.

As long as the configuration knows no cameras, the plan is given one here.
"""

import sys

from msgspec.structs import replace

from hw_sim import alarmd
from panel.config.model import Config
from panel.config.plan import to_plan
from panel.core.plan import Plan
from panel.daemon import engine


def watched(plan: Plan, camera: str, zone: int) -> Plan:
    """The plan with a camera that sees one zone."""
    zones = tuple(replace(each, cameras=(camera,)) if each.id == zone else each for each in plan.zones)
    return replace(plan, cameras=(camera,), zones=zones)


def main(camera: str, zone: str) -> int:
    """Guards until SIGTERM."""

    def with_camera(config: Config) -> Plan:
        return watched(to_plan(config), camera, int(zone))

    engine.to_plan = with_camera  # type: ignore[attr-defined]  # the one place that asks for a plan to guard by
    return alarmd.main()


if __name__ == "__main__":
    camera, zone = sys.argv[1:3]
    del sys.argv[1:3]
    sys.exit(main(camera, zone))
