"""Mains and battery together: what is wrong, when that is told, what is switched off to last longer, when to stop.

Readings in, words out. A word never acts by itself: whoever reads the supply hands it on, to the panel as a trouble,
to the residents as a notice, to the machine as an orderly stop.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from battery.charge import Charge, Pack, first, hours_left, measured

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


class Supply(StrEnum):
    """What can be wrong with what the panel lives on."""

    MAINS = "mains"
    LOW = "low"  # the battery is nearly empty
    MISSING = "missing"  # there is none, or its fuse is blown
    NOT_CHARGING = "not_charging"
    GAUGE = "gauge"  # the sensor does not answer: nobody knows


class Sign(StrEnum):
    """What is to be done about it."""

    BEGAN = "began"  # show it, keep it in the history
    ENDED = "ended"
    TELL = "tell"  # to the station
    NOTIFY = "notify"  # the residents
    SHED = "shed"  # switch off what protects nobody: page, requested pictures
    UNSHED = "unshed"
    STOP = "stop"  # write everything down and stop, before the battery is damaged or drops the machine


class Word(msgspec.Struct, frozen=True):
    """One thing to do. ``lasted_ms``: of an end, how long it was."""

    sign: Sign
    supply: Supply
    lasted_ms: int = 0


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the wires say. Without ``battery_mv`` the gauge did not answer. ``out_ma``: taken out of the battery;
    negative while it is charged. ``mains``: None where no line tells of them, as with most UPS boards: then they are
    gone while the battery gives what a panel needs."""

    mains: bool | None
    battery_mv: int | None = None
    out_ma: int = 0


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """When what is told. The defaults are the panel's contract on power.

    ``spread_ms``: up to five minutes of its own for each installation, so that after a failure in a whole town the
    station does not hear of everybody in one second.
    """

    tell_ms: int = 10 * MINUTE_MS
    spread_ms: int = 0
    notify_ms: int = MINUTE_MS  # shorter dips are nobody's business
    again_ms: int = 4 * HOUR_MS
    low_hold_ms: int = 30_000
    drawn_ma: int = 30  # no panel lives on less, and no full battery gives more while the mains are there
    drawn_hold_ms: int = 2_000
    short_hold_ms: int = 10_000  # of a missing battery, a gauge that does not answer, the end of the battery
    charge_hold_ms: int = 15 * MINUTE_MS
    shed_hours: float = 2.0


class Power(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the supply. ``wrong``: since when each of those is; ``doubted``: since when it looks so, or
    looks well again, and has not held yet. ``told``, ``notified``: whether the present failure of the mains was;
    ``notified_ms``: when last. ``learnt_mah``: what the battery gave before the last restart.
    ``empty_ms``: since when it is on an empty battery."""

    charge: Charge | None = None
    wrong: dict[Supply, int] = {}
    doubted: dict[Supply, int] = {}
    told: bool = False
    notified_ms: int | None = None
    learnt_mah: float | None = None
    shed: bool = False
    empty_ms: int | None = None
    stopped: bool = False


Outcome = tuple[Power, tuple[Word, ...]]


def read(pack: Pack, rules: Rules, power: Power, reading: Reading, now_ms: int) -> Outcome:
    """What one more reading means. Readings come every second or so, ``now_ms`` never earlier than the one before."""
    power = replace(power, charge=_charge(pack, power, reading, now_ms))
    power, words = _judged(pack, rules, power, reading, now_ms)
    power, mains = _mains_told(rules, power, now_ms)
    power, ends = _lasts(pack, rules, power, reading, now_ms)
    return power, (*words, *mains, *ends)


def begin(wrong: Iterable[Supply], told: bool, learnt_mah: float | None, now_ms: int) -> Power:
    """At a start: what was wrong before it and is taken for true until a reading says otherwise. ``told``: the station
    has heard of the mains. ``learnt_mah``: what the battery has shown to give."""
    return Power(wrong=dict.fromkeys(wrong, now_ms), told=told, learnt_mah=learnt_mah)


def _charge(pack: Pack, power: Power, reading: Reading, now_ms: int) -> Charge | None:
    known = power.charge
    if reading.battery_mv is None or _is_missing(pack, reading.battery_mv):
        return known
    if known is None:
        return first(pack, now_ms, reading.battery_mv, reading.out_ma, power.learnt_mah)
    return measured(pack, known, now_ms, reading.battery_mv, reading.out_ma)


# what is wrong ------------------------------------------------------------------------------------


def _looks_wrong(pack: Pack, rules: Rules, reading: Reading) -> dict[Supply, bool]:
    """What this reading says of each; of what it says nothing about there is no entry."""
    found = {Supply.GAUGE: reading.battery_mv is None}
    if reading.mains is not None:
        found[Supply.MAINS] = not reading.mains
    if reading.battery_mv is None:
        return found
    missing = _is_missing(pack, reading.battery_mv)
    found[Supply.MISSING] = missing
    found.setdefault(Supply.MAINS, reading.out_ma > rules.drawn_ma and not missing)  # it runs, so from something
    if missing:
        return found
    if reading.battery_mv <= pack.profile.low_mv * pack.cells:
        found[Supply.LOW] = True
    elif reading.battery_mv >= pack.profile.restored_mv * pack.cells:
        found[Supply.LOW] = False
    charged = reading.out_ma < 0 or reading.battery_mv >= pack.profile.restored_mv * pack.cells
    found[Supply.NOT_CHARGING] = not found[Supply.MAINS] and not charged
    return found


def _is_missing(pack: Pack, battery_mv: int) -> bool:
    """Below half of what it is named for no battery lives."""
    return battery_mv < pack.profile.cell_mv * pack.cells // 2


def _judged(pack: Pack, rules: Rules, power: Power, reading: Reading, now_ms: int) -> Outcome:
    wrong, doubted, words = dict(power.wrong), dict(power.doubted), []
    looks = _looks_wrong(pack, rules, reading)
    for supply in Supply:
        looks_wrong = looks.get(supply)
        if looks_wrong is None or looks_wrong is (supply in wrong):
            doubted.pop(supply, None)  # what does not last, or cannot be seen to last, has not lasted
            continue
        since_ms = doubted.setdefault(supply, now_ms)
        if now_ms - since_ms < _hold_ms(rules, supply, reading):
            continue
        del doubted[supply]
        if looks_wrong:
            wrong[supply] = since_ms
            words.append(Word(Sign.BEGAN, supply))
        else:
            words.append(Word(Sign.ENDED, supply, now_ms - wrong.pop(supply)))
    return replace(power, wrong=wrong, doubted=doubted), tuple(words)


def _hold_ms(rules: Rules, supply: Supply, reading: Reading) -> int:
    """The mains count at once where a line tells of them: their lamp is no lie for a second, and telling waits anyway.
    Of a current, one burst of a transmitter says nothing."""
    mains_ms = rules.drawn_hold_ms if reading.mains is None else 0
    holds = {Supply.MAINS: mains_ms, Supply.LOW: rules.low_hold_ms, Supply.NOT_CHARGING: rules.charge_hold_ms}
    return holds.get(supply, rules.short_hold_ms)


# who hears of it, and when ------------------------------------------------------------------------


def _mains_told(rules: Rules, power: Power, now_ms: int) -> Outcome:
    """Station and residents, each once they should know; residents again after hours. And of the end, if of the
    beginning."""
    since_ms = power.wrong.get(Supply.MAINS)
    if since_ms is None:
        words = [Word(Sign.TELL, Supply.MAINS)] if power.told else []
        words += [Word(Sign.NOTIFY, Supply.MAINS)] if power.notified_ms is not None else []
        return replace(power, told=False, notified_ms=None), tuple(words)
    found = []
    if not power.told and now_ms - since_ms >= rules.tell_ms + rules.spread_ms:
        found.append(Word(Sign.TELL, Supply.MAINS))
        power = replace(power, told=True)
    due_ms = since_ms + rules.notify_ms if power.notified_ms is None else power.notified_ms + rules.again_ms
    if now_ms >= due_ms:
        found.append(Word(Sign.NOTIFY, Supply.MAINS))
        power = replace(power, notified_ms=now_ms)
    return power, tuple(found)


# lasting as long as possible ----------------------------------------------------------------------


def _lasts(pack: Pack, rules: Rules, power: Power, reading: Reading, now_ms: int) -> Outcome:
    if Supply.MAINS not in power.wrong:
        words = (Word(Sign.UNSHED, Supply.MAINS),) if power.shed else ()
        return replace(power, shed=False, empty_ms=None, stopped=False), words
    power = replace(power, empty_ms=_empty_since(pack, power, reading, now_ms))
    words_ = tuple(_on_battery(pack, rules, power, now_ms))
    signs = {word.sign for word in words_}
    return replace(power, shed=power.shed or Sign.SHED in signs, stopped=power.stopped or Sign.STOP in signs), words_


def _empty_since(pack: Pack, power: Power, reading: Reading, now_ms: int) -> int | None:
    """Of a gauge that does not answer, what it said last stands."""
    if reading.battery_mv is None:
        return power.empty_ms
    if reading.battery_mv > pack.profile.empty_mv * pack.cells:
        return None
    return now_ms if power.empty_ms is None else power.empty_ms


def _on_battery(pack: Pack, rules: Rules, power: Power, now_ms: int) -> Iterator[Word]:
    """The end must have lasted: a machine that starts over an empty battery needs seconds to know that the mains are
    back, and one that stopped itself then would stay dark beside a live socket."""
    left = None if power.charge is None else hours_left(pack, power.charge)
    if not power.shed and (Supply.LOW in power.wrong or (left is not None and left < rules.shed_hours)):
        yield Word(Sign.SHED, Supply.LOW)
    empty = power.empty_ms is not None and now_ms - power.empty_ms >= rules.short_hold_ms
    if empty and Supply.LOW in power.wrong and not power.stopped:
        yield Word(Sign.STOP, Supply.LOW)
