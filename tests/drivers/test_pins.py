import sys

import pytest

from drivers import pins
from drivers.errors import PinFactoryError
from drivers.pins import open_factory
from panel.config.model import BoardConfig, PinFactory


def test_gpiod_is_what_a_configuration_gets_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = object()
    monkeypatch.setattr(pins, "GpiodFactory", lambda: made)
    assert open_factory(BoardConfig()) is made


def test_lgpio_that_is_not_installed_is_said_and_nothing_else_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lgpio", None)
    monkeypatch.setattr(pins, "GpiodFactory", lambda: pytest.fail("fell back"))
    with pytest.raises(PinFactoryError, match=r'pins = "lgpio", but .*lgpio.*Install python3-lgpio.*pins = "gpiod"'):
        open_factory(BoardConfig(pins=PinFactory.LGPIO))


def test_gpiod_that_cannot_be_had_is_said_and_nothing_else_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_here() -> None:
        raise PinFactoryError("no chip")

    monkeypatch.setattr(pins, "GpiodFactory", none_here)
    monkeypatch.setattr(pins, "_open_lgpio", lambda: pytest.fail("fell back"))
    with pytest.raises(PinFactoryError, match="no chip"):
        open_factory(BoardConfig(pins=PinFactory.GPIOD))
