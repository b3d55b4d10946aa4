"""A tag held to a reader of any kind arms the house and, with the PIN, disarms it: real drivers, core and journal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from drivers.tags.wiegand import WiegandFrame
from hw_sim.rfid.trouble import Fault
from panel.config import load
from panel.config.model import ReaderConfig
from panel.store.people import Tag, add_tag
from tests.panel.daemon.conftest import EXAMPLE
from tests.support.panel_on_wires import PIN, PanelOnWires
from tests.support.reader_bench import CHIPS, I2C

UID, STRANGER = "04632D5A1F3380", "04AABBCCDDEEFF"
HELD_MS = 700
WIEGAND = "wiegand"


def config_of(kind: str) -> ReaderConfig:
    """On buses and ports that nothing else of the example house has."""
    if kind == WIEGAND:
        return load(EXAMPLE).reader[0]
    chip = msgspec.structs.replace(CHIPS[kind], name="hall_reader")
    return chip if chip.i2c_bus is None else msgspec.structs.replace(chip, i2c_bus=3)


@pytest.fixture(params=[WIEGAND, *CHIPS])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PanelOnWires]:
    """The example home with a reader of that kind, and a tag that fits it."""
    config = msgspec.structs.replace(load(EXAMPLE), reader=(config_of(request.param),))
    panel = PanelOnWires(config, tmp_path / "alarmd")
    engine = panel.engine
    engine.change_people(add_tag(engine.people, Tag(number=UID, label="card", user="ana")), lambda: None)
    panel.wait(1_000)
    yield panel
    panel.kill()


@pytest.fixture
def held(house: PanelOnWires) -> Callable[..., None]:
    """Holds a tag to the reader and takes it away again."""

    def hold(uid: str = UID) -> None:
        (reader,) = house.config.reader
        if reader.d0 is not None:
            house.reader.present(WiegandFrame(bits=26, data=0x1A2B3C if uid == UID else 0x0DDBA1))
        else:
            house.tags.readers.move("hall_reader", uid, True, house.clocks.mono_ms())
        house.wait(HELD_MS)
        if reader.d0 is None:
            house.tags.readers.move("hall_reader", uid, False, house.clocks.mono_ms())
        house.wait(800)

    return hold


def test_a_tag_arms_and_later_disarms_together_with_the_pin(house: PanelOnWires, held: Callable[..., None]) -> None:
    held()
    assert set(house.phases().values()) == {"exit"}
    house.wait(61_000)
    assert set(house.phases().values()) == {"armed"}
    held()
    assert set(house.phases().values()) == {"armed"}, "a number can be copied"
    house.keys(f"{PIN}#")
    assert set(house.phases().values()) == {"idle"}


def test_a_strangers_tag_is_told_and_moves_nothing(house: PanelOnWires, held: Callable[..., None]) -> None:
    held(STRANGER)
    assert set(house.phases().values()) == {"idle"}
    assert house.kinds()[-1] == "tag.unknown"


def test_a_tag_that_is_left_on_the_reader_arms_once(tmp_path: Path) -> None:
    config = msgspec.structs.replace(load(EXAMPLE), reader=(config_of(I2C),))
    house = PanelOnWires(config, tmp_path / "alarmd")
    engine = house.engine
    engine.change_people(add_tag(engine.people, Tag(number=UID, label="card", user="ana")), lambda: None)
    house.tags.readers.move("hall_reader", UID, True, house.clocks.mono_ms())
    house.wait(120_000)
    assert set(house.phases().values()) == {"armed"}
    house.kill()


def test_a_reader_that_dies_is_one_trouble_and_disturbs_nothing(tmp_path: Path) -> None:
    config = msgspec.structs.replace(load(EXAMPLE), reader=(config_of(I2C),))
    house = PanelOnWires(config, tmp_path / "alarmd")
    house.wait(1_000)
    house.tags.readers.befall(Fault.DEAD)
    house.wait(10_000)
    assert str(house.status()["troubles"]).count("hall_reader") == 1
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    house.trip("living_window")
    assert house.phases()["house"] == "alarm"
    house.tags.readers.befall(Fault.RESTORE)
    house.wait(3_000)
    assert "hall_reader" not in str(house.status()["troubles"])
    house.kill()
