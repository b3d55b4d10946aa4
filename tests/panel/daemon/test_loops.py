"""A whole panel whose doors hang on loops: what it knows at a start, and what a bus that hangs delays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from panel.config import load
from panel.config.model import OutputRole
from tests.support.panel_on_wires import PIN, PanelOnWires

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "loops.toml"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[PanelOnWires]:
    """The example with loops, at peace; switched off afterwards, since an open journal is a warning on 3.13."""
    made = PanelOnWires(load(EXAMPLE), tmp_path)
    made.wait(2_000)
    yield made
    made.kill()


def levels(house: PanelOnWires) -> dict[str, str]:
    """What each zone is taken to be."""
    return {zone["name"]: zone["level"] for zone in house.status()["zones"]}


def armed(house: PanelOnWires) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    assert house.phases() == {"house": "armed"}


def test_at_a_start_every_loop_but_the_siren_s_own_is_known_with_the_first_word(house: PanelOnWires) -> None:
    house.kill()
    house.loops.circuits["bedroom_window"].trip()
    house.start()
    found = levels(house)
    assert (found.pop("Bedroom window"), found.pop("Siren outside")) == ("open", "unknown")
    assert set(found.values()) == {"secure"}
    house.wait(2_000)
    assert levels(house)["Siren outside"] == "secure"


def test_a_window_opened_while_the_panel_did_not_run_counts_as_opened(house: PanelOnWires) -> None:
    armed(house)
    house.kill()
    house.loops.circuits["living_window"].trip()
    house.start()
    assert house.phases() == {"house": "alarm"} and house.line(OutputRole.SIREN)


def test_a_bus_that_hangs_at_the_start_leaves_loops_unknown_and_contacts_on_guard(house: PanelOnWires) -> None:
    house.kill()
    house.buses[1].stuck = True
    house.start()
    assert levels(house)["Front door"] == "unknown" and levels(house)["Landing smoke"] == "secure"
    house.contacts["landing_smoke"].trip()
    house.wait(50)
    assert house.line(OutputRole.SIREN)
    house.wait(12_000)
    assert {"trouble.raised", "trouble.zone_fault"} <= set(house.kinds())
    house.buses[1].come_loose()
    house.wait(500)
    assert levels(house)["Front door"] == "secure"


def test_a_bus_pulled_out_and_put_back_while_armed_is_no_burglar_and_a_window_opened_meanwhile_is(
    house: PanelOnWires,
) -> None:
    armed(house)
    house.chips.at(1).missing |= {0x48, 0x49}
    house.wait(5_000)
    assert house.phases() == {"house": "armed"} and not house.line(OutputRole.SIREN)
    assert [t["detail"] for t in house.status()["troubles"]] == ["loops_b", "loops_a"]
    house.chips.at(1).missing.clear()
    house.wait(500)
    assert house.phases() == {"house": "armed"} and house.status()["troubles"] == []
    house.chips.at(1).missing |= {0x48, 0x49}
    house.wait(1_000)
    house.loops.circuits["living_window"].trip()
    house.wait(1_000)
    house.chips.at(1).missing.clear()
    house.wait(500)
    assert house.phases() == {"house": "alarm"} and house.line(OutputRole.SIREN)


@pytest.mark.parametrize("armed_first", [True, False])
def test_a_cut_wire_is_a_tamper_armed_or_not_within_half_a_second(house: PanelOnWires, armed_first: bool) -> None:
    if armed_first:
        armed(house)
    house.loops.circuits["front_door"].cut()
    house.wait(500)
    assert "alarm.tamper" in house.kinds()
    assert house.line(OutputRole.SIREN) is armed_first
