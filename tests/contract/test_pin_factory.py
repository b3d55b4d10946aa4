"""What the drivers rely on in a pin, in gpiozero's own terms."""

import gpiozero
import pytest

from tests.contract.worlds import World

LINE, OTHER = 17, 22


class Edges:
    """Hears a pin's edges; held by the test, because gpiozero holds handlers weakly."""

    def __init__(self, pin: gpiozero.Pin, edges: str = "both") -> None:
        self.heard: list[tuple[float, float]] = []
        self._pin = pin
        pin.edges = edges
        pin.when_changed = self._changed

    def stop(self) -> None:
        self._pin.when_changed = None

    def states(self) -> list[float]:
        return [state for _, state in self.heard]

    def _changed(self, ticks: float, state: float) -> None:
        self.heard.append((ticks, state))


def test_an_input_reads_what_is_on_its_wire(world: World) -> None:
    pin = world.plug_in().pin(LINE)
    pin.input_with_pull("up")
    for level in (False, True, False):
        world.put(LINE, level)
        world.settle()
        assert (pin.function, pin.state) == ("input", level)


def test_a_pull_decides_where_nothing_drives(world: World) -> None:
    pin = world.plug_in().pin(LINE)
    for pull, level in (("up", 1), ("down", 0), ("up", 1)):
        pin.input_with_pull(pull)
        assert (pin.pull, pin.state) == (pull, level)
    pin.pull = "down"
    assert (pin.pull, pin.state) == ("down", 0)


def test_an_input_cannot_be_set(world: World) -> None:
    pin = world.plug_in().pin(LINE)
    pin.input_with_pull("up")
    with pytest.raises(gpiozero.PinSetInput):
        pin.state = 0
    assert pin.state == 1


@pytest.mark.parametrize("level", [True, False])
def test_an_output_is_at_its_level_from_the_first_and_is_read_back(world: World, level: bool) -> None:
    pin = world.plug_in().pin(OTHER)
    pin.output_with_state(level)
    assert (pin.function, pin.state, world.level(OTHER)) == ("output", level, level)
    for told in (not level, level):
        pin.output_with_state(told)
        assert (pin.state, world.level(OTHER)) == (told, told)
    pin.state = not level
    assert (pin.state, world.level(OTHER)) == (not level, not level)
    with pytest.raises(gpiozero.PinFixedPull):
        pin.pull = "up"


@pytest.mark.parametrize("level", [True, False])
def test_made_an_output_without_a_level_it_keeps_the_one_it_has(world: World, level: bool) -> None:
    pin = world.plug_in().pin(OTHER)
    pin.input_with_pull("up" if level else "down")
    pin.function = "output"
    assert (pin.state, world.level(OTHER)) == (level, level)


def test_edges_come_in_order_with_the_time_at_which_they_happened(world: World) -> None:
    factory = world.plug_in()
    pin = factory.pin(LINE)
    pin.input_with_pull("up")
    world.put(LINE, True)
    world.settle()
    edges = Edges(pin)
    moments = [factory.ticks()]
    for level in (False, True, False):
        world.wait(5)
        world.put(LINE, level)
        world.settle()
        moments.append(factory.ticks())
    assert edges.states() == [0, 1, 0]
    stamps = [ticks for ticks, _ in edges.heard]
    assert all(earlier <= stamp <= later for earlier, stamp, later in zip(moments, stamps, moments[1:], strict=False))


@pytest.mark.parametrize(("wanted", "states"), [("falling", [0, 0]), ("rising", [1]), ("both", [0, 1, 0])])
def test_only_the_edges_wanted_are_heard(world: World, wanted: str, states: list[float]) -> None:
    pin = world.plug_in().pin(LINE)
    pin.input_with_pull("up")
    world.put(LINE, True)
    world.settle()
    edges = Edges(pin, wanted)
    for level in (False, True, False):
        world.put(LINE, level)
        world.settle()
    assert edges.states() == states


def test_nobody_is_called_after_letting_go(world: World) -> None:
    pin = world.plug_in().pin(LINE)
    pin.input_with_pull("up")
    world.put(LINE, True)
    world.settle()
    edges = Edges(pin)
    edges.stop()
    world.put(LINE, False)
    world.settle()
    assert edges.heard == []
    assert pin.state == 0


def test_a_pin_closed_and_opened_again_works(world: World) -> None:
    factory = world.plug_in()
    for _ in range(2):
        device = gpiozero.InputDevice(LINE, pull_up=True, pin_factory=factory)
        world.put(LINE, True)
        world.settle()
        edges = Edges(device.pin)
        world.put(LINE, False)
        world.settle()
        assert edges.states() == [0]
        device.close()


def test_an_output_is_still_one_for_the_panel_that_comes_after_a_crash(world: World) -> None:
    gpiozero.OutputDevice(OTHER, initial_value=True, pin_factory=world.plug_in())
    world.settle()
    world.kill()
    assert world.level(OTHER) is True
    pin = world.plug_in().pin(OTHER)
    assert (pin.function, pin.state) == ("output", 1)
    pin.function = "output"
    assert (pin.state, world.level(OTHER)) == (1, True)


def test_what_software_does_badly_is_refused(world: World) -> None:
    factory = world.plug_in()
    pin = factory.pin(OTHER)
    pin.output_with_state(0)
    with pytest.raises(gpiozero.PinPWMUnsupported):
        pin.frequency = 440
    pin.frequency = None
    pin.function = "input"
    with pytest.raises(gpiozero.PinInvalidBounce, match="qualified by their stamps"):
        pin.bounce = 0.05
    pin.bounce = None
    with pytest.raises(gpiozero.PinSPIUnsupported):
        factory.spi()


def test_nonsense_is_refused_and_changes_nothing(world: World) -> None:
    pin = world.plug_in().pin(LINE)
    pin.input_with_pull("up")
    with pytest.raises(gpiozero.PinInvalidFunction):
        pin.function = "siren"
    with pytest.raises(gpiozero.PinInvalidPull):
        pin.pull = "sideways"
    assert (pin.function, pin.pull, pin.state) == ("input", "up", 1)


def test_the_resistor_on_gpio2_cannot_be_argued_with(world: World) -> None:
    pin = world.plug_in().pin(2)
    pin.function = "input"
    assert pin.pull == "up"
    with pytest.raises(gpiozero.PinFixedPull):
        pin.pull = "down"
