"""The core's troubles of the supply are made to be those that are wrong now, whatever was missed."""

from collections.abc import Callable

import msgspec
import pytest

from battery.charge import Charge, Pack
from battery.chemistry import PROFILES, Chemistry
from battery.power import Power, Rules, Sign, Supply, Word, begin
from panel.core.events import Event, TroubleCleared, TroubleRaised
from panel.core.names import Mode, Trouble
from panel.core.plan import AreaPlan, Plan
from panel.core.state import State, initial
from panel.daemon.supply import OF, SupplyWatch, forgotten, troubles_due
from panel.ports import SupplyRead
from panel.store.learnt import Learnt

PACK = Pack(profile=PROFILES[Chemistry.LEAD_ACID], cells=6, capacity_mah=7_000)
PEACE = initial(Plan(areas=(AreaPlan(id="house", name="House", modes=(Mode.TOTAL,)),), zones=()))
TELL = Word(Sign.TELL, Supply.MAINS)


def with_troubles(*troubles: tuple[Trouble, str]) -> State:
    return msgspec.structs.replace(PEACE, troubles=troubles)


def due(state: State, *wrong: Supply, words: tuple[Word, ...] = ()) -> list[Event]:
    return list(troubles_due(state, begin(wrong, False, None, 0), words))


def test_the_mains_are_shown_at_once_and_told_when_they_have_lasted() -> None:
    assert due(PEACE, Supply.MAINS) == [TroubleRaised(Trouble.MAINS, "", tell=False)]
    assert due(with_troubles(OF[Supply.MAINS]), Supply.MAINS) == []
    told = due(with_troubles(OF[Supply.MAINS]), Supply.MAINS, words=(TELL,))
    assert told == [TroubleRaised(Trouble.MAINS, "", tell=True)]


def test_their_return_ends_the_trouble_and_the_core_knows_whether_to_tell() -> None:
    assert due(with_troubles(OF[Supply.MAINS]), words=(TELL,)) == [TroubleCleared(Trouble.MAINS, "")]


@pytest.mark.parametrize("supply", [each for each in Supply if each is not Supply.MAINS])
def test_everything_else_is_told_when_it_begins_and_ends(supply: Supply) -> None:
    assert due(PEACE, supply) == [TroubleRaised(*OF[supply], tell=True)]
    assert due(with_troubles(OF[supply]), supply) == []
    assert due(with_troubles(OF[supply])) == [TroubleCleared(*OF[supply])]


def test_other_troubles_are_left_alone() -> None:
    state = with_troubles((Trouble.DEVICE, "siren"), (Trouble.STORAGE, ""))
    assert due(state) == [] and list(forgotten(state)) == []


def test_a_supply_that_nobody_watches_any_more_has_no_troubles() -> None:
    state = with_troubles(OF[Supply.MAINS], (Trouble.DEVICE, "siren"), OF[Supply.LOW])
    assert list(forgotten(state)) == [TroubleCleared(Trouble.MAINS, ""), TroubleCleared(Trouble.BATTERY_LOW, "")]


class Panel:
    """As much of an engine as the watch meets."""

    def __init__(self) -> None:
        self.live, self.told, self.logged = PEACE, list[Event](), list[str]()
        self.log: Callable[[str], None] = self.logged.append

    def tell_trouble(self, event: Event) -> None:
        self.told.append(event)


def test_before_the_first_reading_there_is_nothing_to_show() -> None:
    assert SupplyWatch(Panel(), PACK, Rules()).seen() is None


def test_what_the_battery_has_shown_to_give_is_news_once() -> None:
    watch = SupplyWatch(Panel(), PACK, Rules(), learnt_mah=5_000.0)
    watch.begin(0)
    watch.judge(SupplyRead(mains=True, battery_mv=12_800, out_ma=0, at_ms=0))
    assert watch.news_learnt() is None
    charge = Charge(at_ms=1, left_mah=0.0, capacity_mah=4_800.0, load_ma=0.0)
    watch._power = msgspec.structs.replace(watch._power, charge=charge)
    assert watch.news_learnt() == Learnt(7_000, 4_800.0)
    assert watch.news_learnt() is None


def test_a_new_battery_that_gives_what_its_label_says_is_no_news() -> None:
    watch = SupplyWatch(Panel(), PACK, Rules())
    watch.begin(0)
    assert watch.news_learnt() is None
    watch.judge(SupplyRead(mains=True, battery_mv=12_800, out_ma=0, at_ms=0))
    assert watch.news_learnt() is None and watch._power != Power()
