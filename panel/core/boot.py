"""A restart: the saved state goes on where it stopped, and what the zones say now is what happened meanwhile."""

from msgspec.structs import replace

from panel.core import inputs
from panel.core.actions import fire
from panel.core.alarms import release
from panel.core.arming import watch_for_silence
from panel.core.events import Booted
from panel.core.names import SUPPLY, Phase, ReportKind
from panel.core.slot import lose
from panel.core.state import AreaState, Latch, State
from panel.core.table import Trigger
from panel.core.timers import pass_time
from panel.core.trials import end_consent, end_trial
from panel.core.troubles import clear_trouble
from panel.core.turn import Cause, Turn
from zones.kinds import Level


def boot(turn: Turn, booted: Booted) -> None:
    """Goes on, then takes what the zones say now for what happened meanwhile."""
    gone_ms = booted.down_ms
    moved_ms = turn.now - booted.was_ms - (gone_ms or 0)  # moves an instant by the change of clock, less the time gone
    turn.booting = True
    turn.report(ReportKind.BOOTED, why=booted.cause, detail="unknown" if gone_ms is None else f"{gone_ms} ms")
    for trouble, detail in turn.rest.troubles:  # whoever still has it says so again; nobody else ever would
        if trouble not in SUPPLY:
            clear_trouble(turn, trouble, detail)
    _boot_rest(turn, moved_ms, booted)
    for index in range(len(turn.zones)):
        _boot_zone(turn, index, moved_ms, booted)
    for index in range(len(turn.areas)):
        _boot_area(turn, index, moved_ms, booted)
    _read_zones(turn, booted)


def _read_zones(turn: Turn, booted: Booted) -> None:
    found = dict(booted.levels)
    levels = [found.get(plan.id, Level.UNKNOWN) for plan in turn.plan.zones]
    # When an exit ended meanwhile: a door found closed counts as closed before that, one found open as
    # opened after it. Nobody can know; so no one who left in time gets an exit error, and no burglar passes
    # for somebody leaving.
    for index, level in enumerate(levels):
        inputs.await_reading(turn, index)
        if level is Level.SECURE:
            inputs.change_level(turn, index, level)
    pass_time(turn, turn.now)
    for index, level in enumerate(levels):
        inputs.change_level(turn, index, level)


# what belongs to no area --------------------------------------------------------------------------


def _boot_rest(turn: Turn, moved_ms: int, booted: Booted) -> None:
    """What somebody stood and waited for is over; what protects goes on; what opens ends if nobody knows its time."""
    lose(turn)
    if booted.down_ms is None:
        end_consent(turn)
        end_trial(turn, "restarted")
    siren_ms = _siren_ms(moved_ms, booted)
    rest = turn.rest
    turn.set(
        tag=None,
        force=None,
        chime_until_ms=None,
        latches=tuple(_moved_latch(turn, latch, siren_ms) for latch in rest.latches),
        consent_until_ms=_moved(turn, rest.consent_until_ms, moved_ms),
        **_moved_waits(turn, rest, moved_ms),
    )


def _moved_waits(turn: Turn, rest: State, moved_ms: int) -> dict[str, object]:
    locks = tuple(
        replace(
            lock,
            fails=tuple(at + moved_ms for at in lock.fails),
            until_ms=_moved(turn, lock.until_ms, moved_ms),
            day_until_ms=_moved(turn, lock.day_until_ms, moved_ms),
        )
        for lock in rest.locks
    )
    one_of = {
        name: None if value is None else replace(value, until_ms=max(turn.now, value.until_ms + moved_ms))
        for name, value in (("first_alarm", rest.first_alarm), ("trial", rest.trial), ("countdown", rest.countdown))
    }
    crossed = tuple(replace(one, until_ms=max(turn.now, one.until_ms + moved_ms)) for one in rest.crossed)
    return {"locks": locks, "crossed": crossed, **one_of}


def _moved(turn: Turn, at_ms: int | None, by_ms: int) -> int | None:
    """The same instant on the new clock; what fell due while the panel was gone happens now."""
    return None if at_ms is None else max(turn.now, at_ms + by_ms)


def _moved_latch(turn: Turn, latch: Latch, by_ms: int) -> Latch:
    return replace(latch, until_ms=_moved(turn, latch.until_ms, by_ms))


def _siren_ms(moved_ms: int, booted: Booted) -> int:
    """A siren's time counts powered time only: cut off, it has sounded for none of the gap."""
    return moved_ms if booted.powered else moved_ms + (booted.down_ms or 0)


# zones and areas ----------------------------------------------------------------------------------


def _boot_zone(turn: Turn, index: int, moved_ms: int, booted: Booted) -> None:
    plan, zone = turn.plan.zones[index], turn.zones[index]
    warm_ms = _moved(turn, zone.warm_until_ms, moved_ms)
    if not booted.powered and plan.warm_up_ms:
        warm_ms = turn.now + plan.warm_up_ms
    turn.set_zone(
        index,
        warm_until_ms=warm_ms,
        period_until_ms=_moved(turn, zone.period_until_ms, moved_ms),
        unseen_at_ms=_moved(turn, zone.unseen_at_ms, moved_ms),
    )
    if turn.areas[turn.area_of(index)].phase is Phase.IDLE and not zone.inactive and zone.unseen_at_ms is None:
        watch_for_silence(turn, index)


def _boot_area(turn: Turn, index: int, moved_ms: int, booted: Booted) -> None:
    area, siren_ms = turn.areas[index], _siren_ms(moved_ms, booted)
    turn.set_area(
        index,
        latch_until_ms=_moved(turn, area.latch_until_ms, siren_ms),
        recent_until_ms=_moved(turn, area.recent_until_ms, moved_ms),
        hold_until_ms=_moved(turn, area.hold_until_ms, moved_ms),
        alarmed_at_ms=None if area.alarmed_at_ms is None else area.alarmed_at_ms + moved_ms,
        held=tuple(replace(report, at_ms=report.at_ms + moved_ms) for report in area.held),
        memory=tuple(replace(one, at_ms=one.at_ms + moved_ms) for one in area.memory),
        exit=None if area.exit is None else replace(area.exit, full_until_ms=area.exit.full_until_ms + moved_ms),
    )
    if booted.down_ms is None and area.hold_until_ms is not None:
        release(turn, index)  # a cut wire while an alarm is held back is what a burglar does
    fire(turn, index, Trigger.BOOTED, Cause(shift_ms=_phase_shift_ms(area, moved_ms, siren_ms, booted)))


def _phase_shift_ms(area: AreaState, moved_ms: int, siren_ms: int, booted: Booted) -> int | None:
    if area.phase is Phase.ALARM:
        return siren_ms
    return None if area.phase is Phase.ENTRY and booted.down_ms is None else moved_ms
