"""A whole panel with its keypad and its display on one I2C bus: somebody types, and reads what becomes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from drivers.bus.asking import LATE_MS
from hw_sim.i2c.keys import Keys
from panel.config import load
from panel.config.keypads import DisplayConfig, DisplaySize, KeypadConfig
from panel.config.model import Config, OutputRole
from panel.core.names import CodeKind
from panel.daemon.engine import SHOW_LIVE_MS
from panel.store.codes import choose
from panel.store.journal import Journal
from tests.panel.daemon.conftest import EXAMPLE
from tests.panel.daemon.test_ledger import HeldKeeper
from tests.support.panel_on_wires import PIN, PanelOnWires

KEYS, GLASS, SMALL = 0x20, 0x27, 0x26
THREAT = "620958"


def home(language: str = "pt") -> Config:
    """The example, with everything to type on and to read from on one bus."""
    config = load(EXAMPLE)
    return replace(
        config,
        panel=replace(config.panel, language=language),
        keypad=(KeypadConfig(name="hall_keypad", i2c_bus=11, address=KEYS),),
        display=(
            DisplayConfig(name="hall", i2c_bus=11, address=GLASS, keypad="hall_keypad"),
            DisplayConfig(name="porch", i2c_bus=11, address=SMALL, size=DisplaySize.SMALL),
        ),
    )


@pytest.fixture
def house(tmp_path: Path) -> Iterator[PanelOnWires]:
    """The home, at peace, a second after its start."""
    panel = PanelOnWires(home(), tmp_path / "alarmd")
    panel.wait(1_000)
    yield panel
    panel.kill()


def read(house: PanelOnWires, name: str = "hall") -> list[str]:
    """The rows of a display that are not blank."""
    return [line.rstrip() for line in house.glasses[name].glass() if line.strip()]


def types(house: PanelOnWires, keys: str) -> None:
    """As fast as a finger can."""
    house.keys(keys)
    house.wait(200)


def test_a_code_is_read_as_asterisks_and_what_it_does_in_words(house: PanelOnWires) -> None:
    assert read(house) == ["Desarmado", "Pronto a armar"]
    types(house, f"A{PIN[:4]}")
    assert read(house)[-1] == "Total:****"
    types(house, f"{PIN[4:]}#")
    assert read(house)[:2] == ["Saia: 60 s", "A armar: total"]
    house.wait(10_000)
    assert read(house)[0] == "Saia: 50 s"
    house.wait(51_000)
    assert read(house)[0] == "Armado total"
    house.trip("front_door")
    house.wait(1_000)
    assert read(house)[0] == "Desarme: 29 s" and house.glasses["hall"].lit
    types(house, f"{PIN}#")
    assert read(house)[0] == "Desarmado"


def test_the_small_one_beside_the_door_says_the_same_in_two_rows(house: PanelOnWires) -> None:
    types(house, f"C{PIN}#")
    assert house.glasses["porch"].glass() == ("Saia: 60 s".ljust(16), "A armar: noite".ljust(16))


def test_a_wrong_code_is_refused_and_the_third_locks_the_keypad(house: PanelOnWires) -> None:
    for _ in range(2):
        types(house, "000000#")
        assert read(house)[0] == "Recusado"
        house.wait(3_000)
        assert read(house)[0] == "Desarmado"
    types(house, "000000#")
    house.wait(3_000)
    assert read(house)[0].startswith("Bloqueado: 8")


def test_a_code_typed_under_threat_reads_like_any_other(tmp_path: Path) -> None:
    read_by: dict[str, list[tuple[list[str], bool]]] = {}
    for code in (PIN, THREAT):
        house = PanelOnWires(home(), tmp_path / code)
        people = choose(house.engine.people, "ana", THREAT, house.engine.device_key, CodeKind.DURESS)
        house.engine.change_people(people, lambda: None)
        types(house, f"A{PIN}#")
        house.wait(61_000)
        house.trip("front_door")
        types(house, f"{code}#")
        seen = []
        for _ in range(12):
            house.wait(1_000)
            seen.append((read(house), house.glasses["hall"].lit))
        read_by[code] = seen
        house.kill()
    assert read_by[PIN] == read_by[THREAT]


def test_a_hold_up_changes_nothing_on_any_display(house: PanelOnWires) -> None:
    before = [glass.glass() for glass in house.glasses.values()]
    house.contacts["panic_button"].trip()
    for _ in range(20):
        house.wait(500)
        assert [glass.glass() for glass in house.glasses.values()] == before
    assert "alarm.hold_up" in house.kinds()


def test_it_shows_what_is_kept_and_after_half_a_second_what_is_so(house: PanelOnWires) -> None:
    keepers: list[HeldKeeper] = []

    def held(journal: Journal) -> HeldKeeper:
        keepers.append(HeldKeeper(journal))
        return keepers[0]

    house.kill()
    house.start(held)
    house.wait(1_000)
    keepers[0].stopped = True
    house.keys(f"A{PIN}#")
    assert read(house)[0] == "Desarmado"
    house.wait(SHOW_LIVE_MS + 100)
    assert read(house)[0].startswith("Saia: ")
    keepers[0].let_go()


# cables -------------------------------------------------------------------------------------------


def test_a_bus_that_hangs_while_the_siren_sounds_delays_nothing_and_is_told_of_each_device_once(
    house: PanelOnWires,
) -> None:
    types(house, f"A{PIN}#")
    house.wait(61_000)
    house.bus.stuck = True
    house.wait(LATE_MS + 1_500)
    tripped_ms = house.clocks.mono_ms()
    house.trip("kitchen_window")
    assert house.line(OutputRole.SIREN) and house.clocks.mono_ms() - tripped_ms == 60
    told = [report["detail"] for report in house.reports() if report["kind"] == "trouble.raised"]
    assert sorted(one for one in told if one in ("hall", "porch", "hall_keypad")) == ["hall", "hall_keypad", "porch"]
    house.wait(20_000)
    house.bus.come_loose()
    house.wait(3_000)
    assert read(house)[0] == "House: ALARME"
    types(house, f"{PIN}#")
    assert (read(house)[0], house.line(OutputRole.SIREN)) == ("Desarmado", False)
    told = [report["kind"] for report in house.reports() if report.get("detail") in ("hall", "porch", "hall_keypad")]
    assert told.count("trouble.raised") == told.count("restore.trouble") == 3


def test_a_keypad_and_a_display_that_are_pulled_out_and_put_back_go_on_where_the_panel_is(house: PanelOnWires) -> None:
    bus, glass, keys = house.supply.bus, house.glasses["hall"], house.keypad
    assert isinstance(keys, Keys)
    bus.missing |= {KEYS, GLASS}
    house.wait(2_000)
    house.tag()  # the panel goes on without them
    house.wait(2_000)
    keys.chip.loses_its_supply()
    glass.loses_its_supply()
    bus.missing -= {KEYS, GLASS}
    house.wait(2_000)
    assert read(house)[0].startswith("Saia: ")
    types(house, f"{PIN}#")
    assert read(house)[0] == "Desarmado"


def test_a_panel_that_is_killed_and_started_again_writes_the_display_anew(house: PanelOnWires) -> None:
    types(house, f"A{PIN}#")
    house.wait(61_000)
    house.kill()
    house.glasses["hall"].transfer(bytes([0x0C, 0x08]), 0)  # killed in the middle of a character
    house.pass_unseen(5_000)
    house.start()
    house.wait(1_000)
    assert read(house)[0] == "Armado total"
