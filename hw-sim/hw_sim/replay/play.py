"""One replay from four files to an account: read, plan, foresee, run, compare."""

import time
from dataclasses import dataclass
from pathlib import Path

from hw_sim.replay import burglar, oracle, runner
from hw_sim.replay.account import Account
from hw_sim.replay.contacts import contacts
from hw_sim.replay.errors import InputErrors
from hw_sim.replay.mapping import check_fit, read_mapping
from hw_sim.replay.oracle_rules import Unjudged
from hw_sim.replay.plan import make_plan
from hw_sim.replay.recording import read_recording
from hw_sim.replay.runner import Makers
from hw_sim.replay.verdict import judge
from panel.config import load

CALM_SEED = 1  # of the link, when no burglar brings his own


@dataclass(frozen=True, slots=True)
class Files:
    """What a replay is given."""

    sensors: Path
    labels: Path
    mapping: Path
    config: Path


def play(files: Files, burglar_seed: int | None = None, makers: Makers | None = None) -> Account:
    """Replays a home. Raises ReplayError or panel.config.ConfigError, with every mistake in the files."""
    began_s = time.monotonic()
    config = load(files.config)
    mapping = read_mapping(files.mapping, {zone.id: zone.name for zone in config.zone})
    recording = read_recording(files.sensors, files.labels, mapping.timezone)
    notes = check_fit(files.mapping, mapping, recording)
    plan = make_plan(recording, mapping, config)
    if burglar_seed is not None:
        plan = burglar.plant(plan, config, burglar_seed)
        notes += burglar.shortfalls(plan, config)
    # The oracle first: what it says cannot have been learnt from the panel.
    try:
        expected = oracle.expect(files.config, recording.sensors, mapping.zones, plan.late_ms, plan.planted, plan.acts)
    except Unjudged as error:
        raise InputErrors([f"{files.config}: {error}"]) from error
    open_spans = contacts(recording.sensors, mapping.zones, plan.late_ms, plan.planted)
    seed = CALM_SEED if burglar_seed is None else burglar_seed
    ran = runner.run(plan, open_spans, config, seed, makers or Makers())
    return Account(
        config=config,
        timezone=mapping.timezone,
        skipped=recording.skipped,
        plan=plan,
        notes=tuple(notes),
        ran=ran,
        verdict=judge(expected, ran.log, ran.acted_on),
        wall_s=round(time.monotonic() - began_s, 3),
    )
