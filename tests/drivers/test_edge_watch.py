"""Deafness of the pins' library, on simulated wires whose edges get lost."""

from hw_sim.pins.devices import Contact
from panel.config.model import BoardConfig, Config, InputConfig, PinFactory
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, InputChanged
from tests.support.pin_bench import DOOR, WINDOW, PinBench, installation

LIBRARY = "gpiod"


class House:
    """A door and a window, and what their board says."""

    def __init__(self, config: Config | None = None) -> None:
        self.bench = PinBench()
        self.door = Contact(self.bench.wires, DOOR)
        self.window = Contact(self.bench.wires, WINDOW)
        both = (InputConfig(name="door", pin=DOOR), InputConfig(name="window", pin=WINDOW))
        self.board = self.bench.board(config or installation(input=both))

    def move(self, contact: Contact, times: int, *, heard: bool = False) -> None:
        """Opens and shuts by turns, a second apart, each told by its edge or by none."""
        for _ in range(times):
            (contact.secure if contact.tripped else contact.trip)(quiet=not heard)
            self.bench.wait(1_000, self.board)

    def troubles(self) -> list[HardwareEvent]:
        """What was said apart from levels."""
        return [event for event in self.bench.take() if not isinstance(event, InputChanged)]


def test_three_changes_without_one_edge_are_told_once_by_the_library_s_name_and_levels_go_on() -> None:
    house = House()
    house.move(house.door, 2)
    assert house.troubles() == []
    house.move(house.door, 3)
    said = house.bench.take()
    (failed,) = [event for event in said if isinstance(event, DeviceFailed)]
    assert failed.device == LIBRARY
    assert failed.detail.startswith("gpiod: 3 changes of door were found by reading and told by no edge; ")
    assert sum(isinstance(event, InputChanged) for event in said) == 3


def test_the_first_edge_of_the_line_says_that_it_hears_again() -> None:
    house = House()
    house.move(house.door, 3)
    house.bench.take()
    house.move(house.door, 1, heard=True)
    assert [type(event) for event in house.bench.take()] == [DeviceRecovered, InputChanged]
    house.move(house.door, 20, heard=True)
    assert house.troubles() == []


def test_an_edge_of_another_line_says_nothing_of_the_one_that_is_deaf() -> None:
    house = House()
    house.move(house.door, 3)
    house.move(house.window, 2, heard=True)
    assert [type(event) for event in house.troubles()] == [DeviceFailed]


def test_all_lines_deaf_are_one_trouble_that_ends_with_the_last_of_them() -> None:
    house = House()
    house.move(house.door, 3)
    house.move(house.window, 3)
    house.move(house.door, 1, heard=True)
    assert [type(event) for event in house.troubles()] == [DeviceFailed]
    house.move(house.window, 1, heard=True)
    assert [type(event) for event in house.troubles()] == [DeviceRecovered]


def test_a_flood_of_which_hardly_an_edge_arrives_is_no_deafness() -> None:
    house = House()
    for turn in range(10_000):
        (house.door.secure if house.door.tripped else house.door.trip)(quiet=turn % 256 != 0)
        house.bench.wait(1)
        if turn % 101 == 0:  # now open, now shut
            house.board.poll(house.bench.now_ms)
    assert house.troubles() == []


def test_single_lost_edges_over_years_are_no_deafness() -> None:
    house = House()
    for _ in range(50):
        house.move(house.door, 2)
        house.move(house.door, 1, heard=True)
    assert house.troubles() == []


def test_it_is_called_as_the_configuration_calls_it() -> None:
    house = House(installation(board=BoardConfig(pins=PinFactory.LGPIO)))
    house.move(house.door, 3)
    (failed,) = house.troubles()
    assert isinstance(failed, DeviceFailed)
    assert failed.device == "lgpio"
