"""From the configuration, as people wrote it, to the plan, as the core needs it."""

from panel.config.model import Config, EntryDelay, ZoneConfig
from panel.core.plan import AreaPlan, Plan, ZonePlan

SECOND_MS = 1000


def to_plan(config: Config) -> Plan:
    """The core's view of ``config``: seconds become milliseconds, pins and paths are left out."""
    timings, tags = config.timings, config.tags
    return Plan(
        areas=tuple(AreaPlan(id=area.id, name=area.name, modes=area.modes) for area in config.area),
        zones=tuple(_zone(config, zone) for zone in config.zone),
        exit_delay_ms=timings.exit_delay_s * SECOND_MS,
        siren_ms=timings.siren_s * SECOND_MS,
        cancel_window_ms=timings.cancel_window_s * SECOND_MS,
        # What has no key in the configuration yet, and would make alarms rarer or more of them, is off: an installer
        # must be able to see and to change it.
        confirm_ms=0,
        exit_restart=False,
        uid_only_needs_pin=tags.uid_only_needs_pin,
        tag_cancels=tags.tag_cancels,
    )


def _zone(config: Config, zone: ZoneConfig) -> ZonePlan:
    # A 24-hour zone carries no modes: the core takes it as live always, by its kind.
    timings = config.timings
    entry_s = timings.entry_delay_a_s if zone.entry_delay is EntryDelay.A else timings.entry_delay_b_s
    return ZonePlan(
        id=zone.id,
        name=zone.name,
        area=zone.area,
        kind=zone.kind,
        modes=zone.modes,
        entry_delay_ms=entry_s * SECOND_MS,
        swinger_limit=0,
    )
