"""What is around the house and can fail it: cable and broker, mains and battery, modem, cameras and tag readers."""

from collections.abc import Callable
from typing import assert_never

from hw_sim.camera.scene import Fault
from hw_sim.world import battery
from hw_sim.world.broker_switch import BrokerSwitch
from hw_sim.world.cellular import Cellular
from hw_sim.world.errors import BadRequest, NoLauncher, NoSuchThing
from hw_sim.world.lenses import Lenses
from hw_sim.world.look import GsmLook
from hw_sim.world.readers import Readers
from hw_sim.world.relay import Relay
from hw_sim.world.supply import MAKES, Supply
from hw_sim.world.timepiece import Timepiece
from hw_sim.world.verbs import (
    Cable,
    CameraAct,
    OnBattery,
    OnBroker,
    OnCamera,
    OnClock,
    OnGauge,
    OnGsm,
    OnMains,
    OnNetwork,
    OnReader,
    Plug,
    Switch,
)

Around = OnNetwork | OnBroker | OnMains | OnBattery | OnGauge | OnGsm | OnCamera | OnReader | OnClock
VOLTS_MAX = 60
WORN = 0.5  # of its capacity: what is left after four or five years beside a warm router
REAL, OUT, IN, AGED, NEW = "real", "out", "in", "worn", "new"


class Surroundings:
    """``tell`` hears of every change: what, and its state in a word."""

    def __init__(
        self,
        relay: Relay,
        switch: BrokerSwitch,
        supply: Supply | None,
        cellular: Cellular | None,
        lenses: Lenses,
        readers: Readers,
        tell: Callable[[str, str], None],
        timepiece: Timepiece | None = None,
    ) -> None:
        self._relay = relay
        self._switch = switch
        self._supply = supply
        self._cellular = cellular
        self._lenses = lenses
        self._readers = readers
        self._told = tell
        self._timepiece = timepiece

    async def carry_out(self, verb: Around, now_ms: int) -> None:
        """Does it. Raises WorldError."""
        match verb:
            case OnNetwork(action=action):
                does = {
                    Cable.CUT: self._relay.cut,
                    Cable.SILENT: self._relay.silence,
                    Cable.SLOW: self._relay.slow_down,
                    Cable.RESTORE: self._relay.restore,
                }
                await does[action]()
                self._told("network", self._relay.state)
            case OnBroker(action=action):
                self._told("broker", await self._switch.ask("kill" if action is Switch.KILL else "start"))
            case OnMains(action=action):
                supply = self._its_supply()
                supply.switch_mains(action is Plug.RESTORE, now_ms)
                self._told("mains", _mains(supply))
            case OnBattery(battery=what):
                self._change_battery(self._its_supply(), what.strip().removesuffix("V"), now_ms)
                self._told("battery", what)
            case OnGauge(gauge=gauge):
                self._its_supply().plug_gauge(gauge)
                self._told("gauge", gauge.value)
            case OnGsm(action=what):
                self._its_modem().befall(what)
                self._told("gsm", what.value)
            case OnCamera(action=action, name=name):
                fault = Fault.NONE if action is CameraAct.RESTORE else Fault(action.value)
                for camera, state in self._lenses.act(fault, name).items():
                    self._told(camera, state)
            case OnReader(action=action, name=name):
                for reader, state in self._readers.befall(action, name).items():
                    self._told(reader, state)
            case OnClock(clock=fate):
                self._its_timepiece().befall(fate)
                self._told("clock", fate.value)
            case _:
                assert_never(verb)

    async def look(self, now_ms: int) -> dict[str, object]:
        """How everything is: see ``View``."""
        try:
            broker = await self._switch.ask("state")
        except NoLauncher:
            broker = None
        found: dict[str, object] = {"network": self._relay.state, "broker": broker, "cameras": self._lenses.words()}
        found["readers"] = self._readers.faults()
        if self._supply is not None:
            self._supply.advance(now_ms)
            found |= {"mains": _mains(self._supply), "battery": _battery(self._supply)}
        if self._timepiece is not None:
            found["clock"] = self._timepiece.fate.value
        if self._cellular is not None:
            found["gsm"] = GsmLook(state=self._cellular.state, texts=tuple(self._cellular.texts))
        return found

    def _its_timepiece(self) -> Timepiece:
        if self._timepiece is None:
            raise NoSuchThing("this house has no clock module; its configuration has no [clock]")
        return self._timepiece

    def _its_modem(self) -> Cellular:
        if self._cellular is None:
            raise NoSuchThing("this house has no modem; its configuration has no [gsm]")
        return self._cellular

    def _its_supply(self) -> Supply:
        if self._supply is None:
            raise NoSuchThing("this house has no power supply that anybody watches; its configuration has no [power]")
        return self._supply

    def _change_battery(self, supply: Supply, what: str, now_ms: int) -> None:
        supply.advance(now_ms)
        if what in (AGED, NEW):
            cells, capacity_mah = supply.battery.make.cells, supply.capacity_mah
            make = MAKES.get(cells, battery.lead_acid)
            supply.battery.make = make(capacity_mah, WORN if what == AGED else 1.0)
        elif what in (OUT, IN):
            supply.fitted = what == IN
        elif what == REAL:
            supply.shows_mv = None
        else:
            supply.shows_mv = _millivolts(what)
        supply.advance(now_ms + 1)


def _millivolts(what: str) -> int:
    try:
        volts = float(what)
    except ValueError:
        volts = -1.0
    if not 0 <= volts <= VOLTS_MAX:
        raise BadRequest(f"battery {what!r}: volts, 0 to {VOLTS_MAX}, or {REAL}, {OUT}, {IN}, {AGED}, {NEW}")
    return round(volts * 1_000)


def _mains(supply: Supply) -> str:
    return "there" if supply.mains else "cut"


def _battery(supply: Supply) -> str:
    return f"{supply.chip.bus_mv / 1_000:.2f} V" if supply.fitted else "out"
