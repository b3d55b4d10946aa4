"""Each kind of reader is opened by its configuration, and what its tags are worth is said."""

import msgspec
import pytest

from drivers.board import open_board
from drivers.tags.chip_reader import ChipReader
from drivers.tags.opening import Ways, open_reader, warnings
from drivers.tags.wiegand_reader import WiegandReader
from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires
from panel.config.model import ReaderConfig, TagsConfig
from panel.ports import HardwareEvent, TagRead
from tests.support.pin_bench import READER, PinBench, installation
from tests.support.reader_bench import CHIPS, House


@pytest.mark.parametrize("config", [READER, *CHIPS.values()])
def test_the_kind_says_what_is_opened_and_nothing_is_touched_before_the_first_poll(config: ReaderConfig) -> None:
    wires = Wires(lambda: 0)
    house = House(installation(reader=(config,)), wires)
    reader = open_reader(config, SimFactory(wires), house.ways, lambda event: None)
    assert isinstance(reader, WiegandReader if config is READER else ChipReader)
    assert reader.name == config.name
    assert set(reader.misreads.values()) == {0}
    reader.close()


def test_a_board_with_a_reader_of_each_kind_reads_a_tag_at_every_one() -> None:
    bench = PinBench()
    readers = tuple(msgspec.structs.replace(each, name=f"r{number}") for number, each in enumerate(CHIPS.values()))
    config = installation(reader=(READER, *readers))
    house = House(config, bench.wires)
    said: list[HardwareEvent] = []
    board = open_board(config, bench.factory(), buses=house.bus, ports=house.port, spis=house.spi)
    board.start(said.append)
    for reader in readers:
        house.readers.move(reader.name, "04AABBCCDDEEFF", True, bench.now_ms)
    house.readers.send("hall", "10000000100000000000000010", bench.now_ns)
    bench.wait(1_000, board)
    assert {(event.reader, event.tag) for event in said if isinstance(event, TagRead)} == {
        ("hall", "010001"),
        ("r0", "04AABBCCDDEEFF"),
        ("r1", "04AABBCCDDEEFF"),
        ("r2", "04AABBCCDDEEFF"),
    }
    board.close()


def test_whoever_starts_a_panel_is_told_that_such_a_tag_can_be_copied_and_whether_it_disarms_alone() -> None:
    chips = tuple(msgspec.structs.replace(each, name=f"r{number}") for number, each in enumerate(CHIPS.values()))
    guarded, careless = (
        installation(reader=(READER, *chips)),
        installation(reader=chips, tags=TagsConfig(uid_only_needs_pin=False)),
    )
    assert len(warnings(guarded)) == len(warnings(careless)) == len(chips)
    assert warnings(guarded)[0] == (
        "reader r0 reads the number of a tag (UID) and nothing that proves it: such a tag can be copied. "
        "They disarm with a PIN only, by uid_only_needs_pin under [tags]"
    )
    assert "They disarm without a PIN all the same" in warnings(careless)[0]
    assert warnings(installation(reader=(READER,))) == []


def test_the_warning_is_in_the_log_when_the_board_starts(caplog: pytest.LogCaptureFixture) -> None:
    bench = PinBench()
    config = installation(reader=tuple(CHIPS.values())[:1])
    board = open_board(config, bench.factory(), buses=House(config, bench.wires).bus)
    assert caplog.messages == []
    board.start(lambda event: None)
    assert caplog.messages == warnings(config)
    board.close()


def test_ways_lead_to_the_computer_s_own_buses_ports_and_devices() -> None:
    ways = Ways()
    assert ways.buses.__module__ == "drivers.bus.i2c"
    assert ways.ports.__module__ == "drivers.bus.serial_port"
    assert ways.spis.__module__ == "drivers.bus.spi"
