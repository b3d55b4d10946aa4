"""What the panel lives on: readings become troubles, hours left, and in the end an orderly stop.

What is wrong is a level, not a message: after each reading the core's troubles of the supply are made to be those that
are wrong now. So it comes right by itself whatever was missed, across restarts too.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

import msgspec

from battery import load_test
from battery.charge import Pack, hours_left, percent
from battery.load_test import LoadTest, Verdict
from battery.power import Power, Reading, Rules, Sign, Supply, Word, begin, read
from panel.config.model import Config, OutputRole
from panel.config.power import pack_of, rules_of
from panel.core.events import Event, TroubleCleared, TroubleRaised
from panel.core.names import SUPPLY, Phase, Trouble
from panel.core.state import State
from panel.ports import SupplyRead
from panel.store.learnt import Learnt

GAUGE = "battery gauge"  # the device, as its trouble names it
OF = {
    Supply.MAINS: (Trouble.MAINS, ""),
    Supply.LOW: (Trouble.BATTERY_LOW, ""),
    Supply.MISSING: (Trouble.BATTERY_MISSING, ""),
    Supply.NOT_CHARGING: (Trouble.BATTERY_NOT_CHARGING, ""),
    Supply.GAUGE: (Trouble.DEVICE, GAUGE),
}

UNFIT = (Trouble.BATTERY_TEST, "")


class House(Protocol):
    """What is needed of the engine. ``step`` is given a trouble that came or went."""

    log: Callable[[str], None]

    @property
    def live(self) -> State: ...

    def tell_trouble(self, event: Event) -> None: ...


class Supplied(msgspec.Struct, frozen=True, kw_only=True):
    """The supply for people to see. ``mains``: there, gone, or None while nobody can say; ``hours_left``: None while
    the battery is not being emptied; ``shed``: what protects nobody is switched off to last longer."""

    mains: bool | None
    battery_mv: int | None
    out_ma: int
    percent: int | None
    hours_left: float | None
    shed: bool


class SupplyWatch:
    """Judges every reading. ``learnt_mah``: what the battery has shown to give, if it ever did."""

    def __init__(
        self, house: House, pack: Pack, rules: Rules, learnt_mah: float | None = None, *, tests: bool = False
    ) -> None:
        self._house = house
        self._pack = pack
        self._rules = rules
        self._power = Power()
        self._read: SupplyRead | None = None
        self._detail = ""
        self._learnt_mah = learnt_mah
        self._tests = tests
        self._test: LoadTest | None = None

    def begin(self, now_ms: int) -> None:
        """Goes on from what was wrong before the start."""
        state = self._house.live
        wrong = [supply for supply, trouble in OF.items() if trouble in state.troubles]
        told = OF[Supply.MAINS] in state.troubles and OF[Supply.MAINS] not in state.untold
        self._power = begin(wrong, told, self._learnt_mah, now_ms)
        self._test = load_test.first(now_ms) if self._tests else None
        if not self._tests and UNFIT in state.troubles:
            self._house.tell_trouble(TroubleCleared(*UNFIT))

    def judge(self, said: SupplyRead) -> None:
        """What one more reading means."""
        self._read = said
        if said.detail and said.detail != self._detail:
            self._house.log(f"{GAUGE}: {said.detail}")
        self._detail = said.detail
        reading = Reading(mains=said.mains, battery_mv=said.battery_mv, out_ma=said.out_ma)
        self._power, words = read(self._pack, self._rules, self._power, reading, said.at_ms)
        for event in troubles_due(self._house.live, self._power, words):
            self._house.tell_trouble(event)
        self._log(words)
        self._test_load(said)

    def _test_load(self, said: SupplyRead) -> None:
        """Goes on with the daily test; nothing must sound meanwhile, for a siren is a load of its own."""
        if self._test is None:
            return
        state = self._house.live
        quiet = not state.latches and all(area.phase not in (Phase.ENTRY, Phase.ALARM) for area in state.areas)
        may = quiet and not self._power.wrong
        self._test, verdict = load_test.go_on(self._pack, self._test, said.battery_mv, may, said.at_ms)
        if verdict is Verdict.FAILED:
            self._house.log(f"the battery did not carry its load: {said.battery_mv} mV")
            self._house.tell_trouble(TroubleRaised(*UNFIT))
        elif verdict is Verdict.PASSED:
            self._house.tell_trouble(TroubleCleared(*UNFIT))

    def _log(self, words: tuple[Word, ...]) -> None:
        for word in words:
            match word.sign:
                case Sign.SHED:
                    self._house.log("the battery is low: what protects nobody is switched off")
                case Sign.UNSHED:
                    self._house.log("the mains are back: everything is switched on again")
                case Sign.STOP:
                    self._house.log("the battery is at its end: the panel stops in order")

    @property
    def must_stop(self) -> bool:
        """The battery is at its end: the machine is to be stopped in order, unless the mains come back first."""
        return self._power.stopped

    def news_learnt(self) -> Learnt | None:
        """What the battery has shown to give, each time that is something new."""
        charge = self._power.charge
        found_mah = self._learnt_mah if charge is None else charge.capacity_mah
        if found_mah is None or found_mah == (self._learnt_mah or self._pack.capacity_mah):
            return None
        self._learnt_mah = found_mah
        return Learnt(self._pack.capacity_mah, found_mah)

    @property
    def testing(self) -> bool:
        """Whether the battery is given its load now."""
        return self._test is not None and self._test.on

    @property
    def shed(self) -> bool:
        """Whether cameras and page are to be left off while nothing happens."""
        return self._power.shed

    def seen(self) -> Supplied | None:
        """The supply as it is, or None before the first reading."""
        if self._read is None:
            return None
        charge = self._power.charge
        on_battery = Supply.MAINS in self._power.wrong
        left = None if charge is None or not on_battery else hours_left(self._pack, charge)
        return Supplied(
            mains=not on_battery,
            battery_mv=self._read.battery_mv,
            out_ma=self._read.out_ma,
            percent=None if charge is None else percent(charge),
            hours_left=None if left is None else round(left, 1),
            shed=self._power.shed,
        )


def troubles_due(state: State, power: Power, words: tuple[Word, ...]) -> Iterator[Event]:
    """What the core is to be told, so that its troubles of the supply are those that are wrong now.

    The mains are shown at once and told when they have lasted; everything else is told when it begins: it has been
    held back already until it was certain.
    """
    for supply, trouble in OF.items():
        is_there = trouble in state.troubles
        if supply in power.wrong and not is_there:
            yield TroubleRaised(*trouble, tell=supply is not Supply.MAINS)
        elif supply not in power.wrong and is_there:
            yield TroubleCleared(*trouble)
    if Word(Sign.TELL, Supply.MAINS) in words and Supply.MAINS in power.wrong:
        yield TroubleRaised(*OF[Supply.MAINS])


def watch_of(house: House, config: Config, learnt_mah: float | None) -> SupplyWatch | None:
    """As the configuration has it: nobody watches what it does not name."""
    if config.power is None:
        return None
    tests = any(output.role is OutputRole.BATTERY_TEST for output in config.output)
    return SupplyWatch(house, pack_of(config.power), rules_of(config.panel.id), learnt_mah, tests=tests)


def forgotten(state: State) -> Iterator[Event]:
    """Ends what was wrong with a supply that the configuration no longer names: nobody else ever would."""
    yield from (TroubleCleared(trouble, detail) for trouble, detail in state.troubles if trouble in SUPPLY)
