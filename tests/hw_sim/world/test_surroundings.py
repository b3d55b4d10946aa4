"""What is around the house fails and comes back, in words and at the wires."""

import asyncio
from pathlib import Path

import pytest

from hw_sim.i2c.bus import Buses
from hw_sim.pins.wires import Wires
from hw_sim.world.broker_switch import BrokerSwitch
from hw_sim.world.cellular import Cellular, Gsm
from hw_sim.world.errors import BadRequest, NoLauncher, NoSuchThing
from hw_sim.world.lenses import Lenses
from hw_sim.world.look import GsmLook
from hw_sim.world.relay import Relay
from hw_sim.world.shell import Player
from hw_sim.world.stage import Stage
from hw_sim.world.supply import Gauge, Supply
from hw_sim.world.surroundings import Around, Surroundings
from hw_sim.world.timepiece import Fate, Timepiece
from hw_sim.world.verbs import Cable, OnBattery, OnBroker, OnClock, OnGauge, OnGsm, OnMains, OnNetwork, Plug, Switch
from panel.config.chips import ClockConfig
from panel.config.power import PowerConfig
from tests.hw_sim.small_house import CONFIG

PLAYER = Player(Stage(CONFIG, {}, Wires(lambda: 0), lambda change: None), lambda: 0)
LENSES = Lenses(CONFIG, PLAYER)  # a house without cameras
READERS = PLAYER.stage.readers
POWER = PowerConfig(capacity_mah=7_000, i2c_bus=11)


class Place:
    """A house with a cable, no launcher, and a supply if wanted."""

    def __init__(self, folder: Path, power: PowerConfig | None = POWER, timepiece: Timepiece | None = None) -> None:
        self._timepiece = timepiece
        self.supply = None if power is None else Supply(power, Wires(lambda: 0), 0)
        self._folder = folder
        self.told: list[tuple[str, str]] = []

    def does(self, *verbs: Around) -> dict[str, object]:
        """Carries them out, a second apart; how everything looks then."""
        return asyncio.run(self._does(verbs))

    async def _does(self, verbs: tuple[Around, ...]) -> dict[str, object]:
        relay = Relay("127.0.0.1", 0, "127.0.0.1", 1)
        await relay.restore()
        switch = BrokerSwitch(self._folder / "launch.sock")
        around = Surroundings(
            *(relay, switch, self.supply, None, LENSES, READERS),
            lambda what, state: self.told.append((what, state)),
            timepiece=self._timepiece,
        )
        try:
            for at, verb in enumerate(verbs, 1):
                await around.carry_out(verb, at * 1_000)
            return await around.look((len(verbs) + 1) * 1_000)
        finally:
            await relay.close()


def test_mains_and_battery_are_seen_and_changes_are_told(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert place.does() == {
        "network": "up",
        "broker": None,
        "cameras": {},
        "readers": {"reader": "ok"},
        "mains": "there",
        "battery": "13.70 V",
    }
    seen = place.does(OnMains(action=Plug.CUT), OnNetwork(action=Cable.CUT), OnGauge(gauge=Gauge.HUNG))
    assert seen == {
        "network": "cut",
        "broker": None,
        "cameras": {},
        "readers": {"reader": "ok"},
        "mains": "cut",
        "battery": "12.74 V",
    }
    assert place.told == [("mains", "cut"), ("network", "cut"), ("gauge", "hung")]
    assert place.supply is not None and place.supply.bus.hung


@pytest.mark.parametrize(
    ("what", "shown"), [("11.5", "11.50 V"), ("11.5V", "11.50 V"), ("0", "0.00 V"), ("out", "out"), ("real", "13.70 V")]
)
def test_a_battery_shows_what_it_is_made_to_show(tmp_path: Path, what: str, shown: str) -> None:
    assert Place(tmp_path).does(OnBattery(battery="9"), OnBattery(battery=what))["battery"] == shown


def test_a_worn_battery_has_half_its_capacity_and_sags_more(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert place.does(OnMains(action=Plug.CUT), OnBattery(battery="worn"))["battery"] == "12.67 V"
    assert place.supply is not None and place.supply.battery.make.capacity_mah == 3_500
    place.does(OnBattery(battery="new"), OnBattery(battery="out"), OnBattery(battery="in"))
    assert place.supply.battery.make.capacity_mah == 7_000 and place.supply.fitted


@pytest.mark.parametrize("what", ["flat", "-1", "61", "nan", ""])
def test_what_no_battery_can_show_is_refused_and_nothing_changes(tmp_path: Path, what: str) -> None:
    place = Place(tmp_path)
    with pytest.raises(BadRequest, match="0 to 60, or real, out, in, worn, new"):
        place.does(OnBattery(battery=what))
    assert place.supply is not None and place.supply.shows_mv is None and place.told == []


def test_a_house_without_a_watched_supply_says_so(tmp_path: Path) -> None:
    place = Place(tmp_path, None)
    assert place.does() == {"network": "up", "broker": None, "cameras": {}, "readers": {"reader": "ok"}}
    for verb in (OnMains(action=Plug.CUT), OnBattery(battery="12"), OnGauge(gauge=Gauge.HUNG)):
        with pytest.raises(NoSuchThing, match=r"no \[power\]"):
            place.does(verb)


def test_what_befalls_the_modem_is_done_told_and_seen(tmp_path: Path) -> None:
    async def story() -> tuple[dict[str, object], list[tuple[str, str]]]:
        told: list[tuple[str, str]] = []
        relay = Relay("127.0.0.1", 0, "127.0.0.1", 1)
        network = Cellular(tmp_path, "+351300000001", lambda: 0)
        switch = BrokerSwitch(tmp_path / "launch.sock")
        around = Surroundings(
            relay, switch, None, network, LENSES, READERS, lambda what, state: told.append((what, state))
        )
        try:
            await around.carry_out(OnGsm(action=Gsm.JAM), 1_000)
            return await around.look(2_000), told
        finally:
            network.close()
            await relay.close()

    seen, told = asyncio.run(story())
    assert seen["gsm"] == GsmLook(state=Gsm.JAM, texts=())
    assert told == [("gsm", "jam")]


def test_what_befalls_the_clock_module_is_done_told_and_seen(tmp_path: Path) -> None:
    timepiece = Timepiece(ClockConfig(i2c_bus=1), Buses(), lambda: 0, 1_795_867_200)
    place = Place(tmp_path, None, timepiece)
    assert place.does()["clock"] == "well"
    assert place.does(OnClock(clock=Fate.DEAD))["clock"] == "dead" and place.told == [("clock", "dead")]
    assert timepiece.chip.transfer(b"\x0f", 1) == b"\x88"


def test_a_house_without_a_clock_module_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoSuchThing, match=r"its configuration has no \[clock\]"):
        Place(tmp_path).does(OnClock(clock=Fate.OUT))


def test_a_house_without_a_modem_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoSuchThing, match=r"no \[gsm\]"):
        Place(tmp_path).does(OnGsm(action=Gsm.JAM))


def test_a_broker_that_nobody_keeps_cannot_be_switched(tmp_path: Path) -> None:
    with pytest.raises(NoLauncher):
        Place(tmp_path).does(OnBroker(action=Switch.KILL))
