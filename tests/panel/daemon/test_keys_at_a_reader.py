"""A PIN is typed at a reader's own keys as at any keypad: the same codes, the same threat, the same lock."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from hw_sim.world.wiegand import key
from panel.config import load
from panel.core.names import CodeKind
from panel.store.codes import choose
from tests.panel.daemon.conftest import EXAMPLE
from tests.support.panel_on_wires import PIN, PanelOnWires

THREAT = "620958"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[PanelOnWires]:
    """The example home, armed, with a reader that has keys."""
    config = load(EXAMPLE)
    readers = tuple(msgspec.structs.replace(reader, keys=True) for reader in config.reader)
    panel = PanelOnWires(msgspec.structs.replace(config, reader=readers), tmp_path / "alarmd")
    panel.keys(f"A{PIN}#")
    panel.wait(61_000)
    assert set(panel.phases().values()) == {"armed"}
    yield panel
    panel.kill()


def types(house: PanelOnWires, keys: str) -> None:
    """At the reader, a key every 150 ms, as pulses on its two lines."""
    for each in keys:
        house.reader.send([int(bit) for bit in key(each)])
        house.wait(150)


def test_a_pin_typed_at_the_reader_disarms_and_a_star_starts_over(house: PanelOnWires) -> None:
    types(house, f"123*{PIN}#")
    assert set(house.phases().values()) == {"idle"}
    assert "code.wrong" not in house.kinds()


def test_keys_at_the_reader_and_at_the_keypad_are_two_hands(house: PanelOnWires) -> None:
    types(house, PIN[:3])
    house.keys(PIN[3:])
    types(house, "#")
    assert set(house.phases().values()) == {"armed"}
    assert house.kinds().count("code.wrong") == 1


def test_the_code_under_threat_disarms_there_like_ones_own_and_calls_for_help(house: PanelOnWires) -> None:
    engine = house.engine
    engine.change_people(choose(engine.people, "ana", THREAT, engine.device_key, CodeKind.DURESS), lambda: None)
    types(house, f"{THREAT}#")
    assert set(house.phases().values()) == {"idle"}
    assert house.kinds().count("alarm.duress") == 1


def test_three_wrong_codes_at_the_reader_lock_every_keypad_and_a_tag_still_works(house: PanelOnWires) -> None:
    for wrong in ("111111#", "222222#", "333333#"):
        types(house, wrong)
    house.keys(f"{PIN}#")
    types(house, f"{PIN}#")
    assert set(house.phases().values()) == {"armed"}
    house.wait(91_000)
    types(house, f"{PIN}#")
    assert set(house.phases().values()) == {"idle"}
