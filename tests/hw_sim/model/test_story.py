"""A broken rule is told so that a person can follow it."""

import pytest

from hw_sim.model.story import told
from hw_sim.model.walk import Move, Violation
from panel.core.events import (
    Booted,
    CodeTyped,
    DisarmRequested,
    TagPresented,
    TimePassed,
    TroubleCleared,
    TroubleRaised,
    UnknownTag,
    WrongCode,
    ZoneChanged,
)
from panel.core.names import Phase, Source, Trouble
from panel.core.table import Do, Trigger
from tests.hw_sim.model.planting import caught, cell, member
from tests.support.script import ANA
from zones.kinds import Level


def test_an_instant_zone_ignored_in_entry_is_told_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    cell(Phase.ENTRY, Trigger.INSTANT, Do.IGNORE, Phase.ENTRY)(monkeypatch)
    lines = told(member("pocket"), caught("pocket", "a_live_instant_zone_alarms_at_once")).splitlines()
    assert lines[0] == 'In the house "pocket" (the smallest house with a door, a window and a smoke detector)'
    assert lines[1].startswith('the rule "a live instant zone alarms at once" is broken: zone 2 tripped in entry')
    assert "  at 0 ms: zone 1 (entry_exit, house) is open" in lines
    assert "      tells alarm.pending house zone 1" in lines
    assert lines[-2] == "  at 2 ms: zone 2 (instant, house) is open"
    assert lines[-1].endswith("house total entry for 2 ms more; annex total armed; siren off, sounder entry")


def test_a_story_that_ends_the_process_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    cell(Phase.IDLE, Trigger.INSTANT, Do.IMPOSSIBLE)(monkeypatch)
    moves = (Move(ZoneChanged(2, Level.OPEN)),)
    lines = told(member("pocket"), Violation("pocket", "the_core_keeps_its_own_asserts", "met", moves)).splitlines()
    assert lines[-1] == "      and the core ends on one of its own asserts"


def test_everything_that_can_happen_has_words() -> None:
    happenings = (
        TagPresented(actor=ANA, uid_only=True),
        DisarmRequested(actor=ANA, source=Source.MQTT, areas=("house",)),
        UnknownTag("porch"),
        WrongCode(Source.KEYPAD),
        CodeTyped(actor=ANA, source=Source.CONSOLE),
        TroubleRaised(Trouble.DEVICE, "siren"),
        TroubleCleared(Trouble.DEVICE, "siren"),
        Booted(was_ms=0, down_ms=None, powered=False, levels=((1, Level.OPEN),)),
        TimePassed(),
    )
    moves = tuple(Move(event) for event in happenings)
    text = told(member("pocket"), Violation("pocket", "a_rule", "so", moves))
    for words in (
        "the ana presents a tag that shows a bare number",
        "the ana disarms house by mqtt",
        "an unknown tag at porch",
        "the ana types a code by console",
        "a wrong code",
        "trouble: device siren",
        "trouble over: device siren",
        "starts again after nobody knows how long without power, and finds zone 1 (entry_exit, house) open",
        "time passes",
    ):
        assert words in text
