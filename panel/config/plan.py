"""From the configuration, as people wrote it, to the plan, as the core needs it."""

from panel.config.model import Config, EntryDelay, OutputRole, OverridesConfig, ZoneConfig
from panel.core.names import Condition, Profile, Role
from panel.core.plan import MINUTE_MS, AreaPlan, Plan, RelayPlan, ZonePlan

SECOND_MS = 1000
HOUR_MS = 60 * MINUTE_MS
SWINGER_LIMIT = 3
SWINGER_LIMIT_CP01 = 2  # ANSI/SIA CP-01, 4.2.6.1: one or two trips
HOLD_EN_MS = 30_000  # EN 50131-1/A1, 8.3.8.2: the sounder has run for 30 s before the report
MQTT_PATH, GSM_PATH = "mqtt", "gsm"  # as panel.api.Path names them


def to_plan(config: Config) -> Plan:
    """The core's view of ``config``: seconds become milliseconds, pins are left out."""
    timings, arming, tags = config.timings, config.arming, config.tags
    cp01 = arming.profile is Profile.CP01
    return Plan(
        areas=tuple(AreaPlan(id=area.id, name=area.name, modes=area.modes) for area in config.area),
        zones=tuple(_zone(config, zone) for zone in config.zone),
        relays=_relays(config),
        paths=_paths(config),
        cameras=tuple(camera.name for camera in config.camera),
        overrides=_overrides(config.overrides),
        profile=arming.profile,
        exit_delay_ms=timings.exit_delay_s * SECOND_MS,
        exit_restart=arming.exit_restart,
        silent_exit=arming.silent_exit,
        final_set=arming.final_set,
        stay=cp01 if arming.stay is None else arming.stay,
        siren_ms=timings.siren_s * SECOND_MS,
        siren_delay_ms=timings.siren_delay_s * SECOND_MS,
        cancel_window_ms=timings.cancel_window_s * SECOND_MS,
        hold_ms=timings.abort_s * SECOND_MS if cp01 else HOLD_EN_MS,
        recent_close_ms=timings.recent_close_s * SECOND_MS,
        confirm_ms=timings.confirm_min * MINUTE_MS,
        cross_ms=timings.cross_s * SECOND_MS,
        countdown_ms=timings.countdown_s * SECOND_MS,
        uid_only_needs_pin=tags.uid_only_needs_pin,
        tag_cancels=tags.tag_cancels,
    )


def _paths(config: Config) -> tuple[str, ...]:
    there = {MQTT_PATH: config.mqtt, GSM_PATH: config.gsm}
    return tuple(name for name, table in there.items() if table is not None)


def _zone(config: Config, zone: ZoneConfig) -> ZonePlan:
    # A 24-hour zone carries no modes: the core takes it as live always, by its kind.
    timings = config.timings
    entry_s = timings.entry_delay_a_s if zone.entry_delay is EntryDelay.A else timings.entry_delay_b_s
    usual = SWINGER_LIMIT_CP01 if config.arming.profile is Profile.CP01 else SWINGER_LIMIT
    return ZonePlan(
        id=zone.id,
        name=zone.name,
        area=zone.area,
        kind=zone.kind,
        modes=zone.modes,
        entry_delay_ms=entry_s * SECOND_MS,
        entry_areas=zone.entry_areas,
        bypassable=zone.bypassable,
        chime=zone.chime,
        cross_group=zone.cross_group or "",
        swinger_limit=usual if zone.swinger_limit is None else zone.swinger_limit,
        supervision_ms=zone.supervision_h * HOUR_MS,
        warm_up_ms=zone.warm_up_s * SECOND_MS,
        auto_force=zone.auto_force,
        switch_areas=zone.switch_areas,
        switch_mode=zone.switch_mode,
        cameras=zone.cameras,
    )


def _relays(config: Config) -> tuple[RelayPlan, ...]:
    return tuple(
        RelayPlan(
            name=output.name,
            areas=output.areas,
            modes=output.on_modes,
            phases=output.on_phases,
            alarms=output.on_alarms,
            troubles=output.on_troubles,
        )
        for output in config.output
        if output.role is OutputRole.RELAY
    )


def _overrides(table: OverridesConfig) -> tuple[tuple[Condition, tuple[Role, ...]], ...]:
    return (
        (Condition.MASKED, table.masked),
        (Condition.FAULT, table.fault),
        (Condition.MAINS, table.mains),
        (Condition.BATTERY, table.battery),
        (Condition.PATHS, table.paths),
        (Condition.SIREN, table.siren),
    )
