from typing import Any

import pytest
from msgspec.structs import replace

from drivers.board import open_board, refuse_shared_pins, wiring_of
from drivers.errors import PinUnusableError, WiringError
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.inline import InlineBus
from hw_sim.i2c.kernel_rtc import SimulatedRtc
from hw_sim.pins.devices import Contact
from hw_sim.world.climate import Climate
from hw_sim.world.timepiece import Timepiece
from panel.config.chips import ClockConfig, SensorConfig
from panel.config.gsm import GsmConfig
from panel.config.model import InputConfig, KeypadConfig, OutputConfig, OutputRole, Pull, ReaderConfig, ZoneConfig
from panel.ports import Board, ClockSaid, HardwareEvent, InputChanged
from tests.support.expander_bench import WOKEN, ExpanderBench
from tests.support.pin_bench import COLUMNS, DOOR, KEYPAD, READER, ROWS, SIREN, PinBench, installation, siren
from zones.kinds import Kind, Level
from zones.wiring import Wiring


def test_the_whole_board_opens_silent_and_tells_its_levels_when_started() -> None:
    bench = PinBench()
    Contact(bench.wires, DOOR)
    config = installation(output=(siren(),), reader=(READER,), keypad=(KEYPAD,))
    said: list[HardwareEvent] = []
    board: Board = open_board(config, bench.factory())
    assert (list(board.inputs), list(board.outputs)) == (["door"], ["siren"])
    bench.wires.drive(DOOR, None)
    bench.wires.drive(DOOR, False)
    assert said == []
    board.start(said.append)
    assert said == [InputChanged("door", Level.SECURE, 1000)]


def test_closed_it_says_nothing_and_lets_another_have_its_lines() -> None:
    bench = PinBench()
    door = Contact(bench.wires, DOOR)
    factory = bench.factory()
    config = installation(output=(siren(),), reader=(READER,), keypad=(KEYPAD,))
    first = open_board(config, factory)
    first.start(bench.said.append)
    first.close()
    bench.take()
    door.trip()
    assert bench.take() == []
    second = open_board(config, factory)
    second.start(bench.said.append)
    assert bench.take() == [InputChanged("door", Level.OPEN, 1000)]


CLASHES: list[tuple[dict[str, Any], str]] = [
    (
        {"output": (OutputConfig(name="lamp", pin=DOOR, role=OutputRole.LAMP_READY),)},
        "output lamp: GPIO17 is already used by input door; a line has one device",
    ),
    (
        {"reader": (ReaderConfig(name="hall", d0=4, d1=4),)},
        "reader hall: GPIO4 is already used by reader hall",
    ),
    (
        {"output": (siren(),), "keypad": (KeypadConfig(name="keys", rows=ROWS, columns=(*COLUMNS[:3], SIREN)),)},
        "keypad keys: GPIO22 is already used by output siren",
    ),
    (
        {"gsm": GsmConfig(port="/dev/serial0", station_number="+351300000001", power_key=DOOR)},
        "the modem's power key: GPIO17 is already used by input door",
    ),
]


@pytest.mark.parametrize(("parts", "message"), CLASHES)
def test_one_pin_for_two_is_refused_before_any_line_is_touched(parts: dict[str, Any], message: str) -> None:
    bench = PinBench()
    before = [bench.wires.setting(line) for line in range(28)]
    with pytest.raises(PinUnusableError, match=message):
        open_board(installation(**parts), bench.factory())
    assert [bench.wires.setting(line) for line in range(28)] == before


def test_a_pin_of_another_program_is_refused_and_nothing_is_left_open() -> None:
    bench = PinBench()
    factory = bench.factory()
    holder = open_board(installation(), factory)
    config = installation(input=(InputConfig(name="window", pin=4), InputConfig(name="door", pin=DOOR)))
    with pytest.raises(PinUnusableError, match=r"^door: pin GPIO17 is already in use.*gpioinfo"):
        open_board(config, factory)
    holder.close()
    open_board(config, factory)


def test_a_pull_that_the_board_cannot_have_is_refused() -> None:
    config = installation(input=(InputConfig(name="door", pin=2, pull=Pull.DOWN),))
    with pytest.raises(PinUnusableError, match=r"^door: GPIO2 has a physical pull-up resistor"):
        open_board(config, PinBench().factory())


def test_an_input_is_wired_as_its_zone_says() -> None:
    zone = ZoneConfig(id=1, name="Door", area="house", kind=Kind.INSTANT, input="door", wiring=Wiring.NO)
    spare = InputConfig(name="spare", pin=4)
    config = installation(input=(InputConfig(name="door", pin=DOOR), spare), zone=(zone,))
    assert wiring_of(config, config.input[0]) is Wiring.NO
    assert wiring_of(config, spare) is Wiring.NC


def test_two_zones_that_read_one_contact_differently_are_refused() -> None:
    zones = tuple(
        ZoneConfig(id=n, name=f"Zone {n}", area="house", kind=Kind.INSTANT, input="door", wiring=wiring)
        for n, wiring in ((1, Wiring.NC), (2, Wiring.NO))
    )
    with pytest.raises(WiringError, match="input door: zone 1 says nc, zone 2 says no; one contact has one wiring"):
        open_board(installation(zone=zones), PinBench().factory())


def test_a_keypad_on_an_expander_is_looked_at_without_reading_every_line_as_often() -> None:
    bench = ExpanderBench()
    bench.passes(1_000)
    reads: list[int] = []
    read = bench.wires.read

    def counted(line: int) -> bool:
        reads.append(line)
        return read(line)

    bench.wires.read = counted  # type: ignore[method-assign]  # to listen in
    bench.passes(1_000)
    assert 10 <= reads.count(DOOR) <= 13


def test_the_line_to_an_expanders_int_has_no_other_use() -> None:
    with pytest.raises(PinUnusableError, match=f"keypad keys: GPIO{DOOR} is already used by input door"):
        refuse_shared_pins(installation(keypad=(replace(WOKEN, int_pin=DOOR),)))
    refuse_shared_pins(installation(keypad=(WOKEN,)))


def test_sensors_and_the_clock_module_on_one_bus_are_polled_with_the_board_and_let_go_of_with_it() -> None:
    bench, buses = PinBench(), Buses()
    frost = InputConfig(name="frost", sensor="cellar", below_c=3)
    zone = ZoneConfig(id=1, name="Frost", area="house", kind=Kind.FREEZE, input="frost")
    sensor = SensorConfig(name="cellar")
    config = installation(input=(frost,), zone=(zone,), sensor=(sensor,), clock=ClockConfig(i2c_bus=1))
    climate = Climate(config, buses, lambda: bench.now_ns)
    timepiece = Timepiece(ClockConfig(i2c_bus=1), buses, lambda: bench.now_ns, 1_795_867_200)
    board = open_board(config, bench.factory(), lambda number: InlineBus(buses.at(number), lambda: None))
    climate.set_air("cellar", -4)
    board.start(bench.said.append)
    for _ in range(10):
        bench.now_ns += 100_000_000
        board.poll(bench.now_ms)
    assert InputChanged("frost", Level.OPEN, 1300) in bench.said and board.inputs["frost"].read() is Level.OPEN
    assert board.clock is not None and board.clock.said == ClockSaid(1_795_867_200_000, False, 1000)
    board.clock.set(1_800_000_000_700, bench.now_ms)
    asked_ms = board.next_poll_ms()
    assert asked_ms is not None and asked_ms <= bench.now_ms + 300
    bench.now_ns += 300_000_000
    board.poll(bench.now_ms)
    assert timepiece.chip.transfer(b"\x00", 7).hex() == "01000805150127"
    board.close()


def test_without_a_clock_module_there_is_none_and_the_kernels_is_asked_by_its_device() -> None:
    assert open_board(installation(), PinBench().factory()).clock is None
    asked: list[str] = []

    def rtcs(device: str) -> tuple[SimulatedRtc, InlineBus]:
        asked.append(device)
        return SimulatedRtc(Buses().at(1)), InlineBus(Buses().at(1), lambda: None)

    config = installation(clock=ClockConfig(device="/dev/rtc1"))
    board = open_board(config, PinBench().factory(), rtcs=rtcs)
    assert asked == ["/dev/rtc1"] and board.clock is not None and not board.clock.settable
    board.close()
