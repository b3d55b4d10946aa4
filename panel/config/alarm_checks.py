"""Does each key make sense where it stands, and with the profile that was chosen?

As in ``checks``: one mistake, one finding, and silence where a value that is needed is wrong itself.
"""

from collections import Counter
from collections.abc import Collection, Iterator

import msgspec

from panel.config.checks import repeated
from panel.config.findings import Finding, Row, Sheet, shown
from panel.config.messages import Fault
from panel.config.model import EntryDelay, OutputRole, TimingsConfig
from panel.core.names import Profile
from zones.kinds import BY_MODE, EXIT_ROUTE, NEVER_SWINGS, Kind

# A swinger, a chime and a bypass mean nothing on these; everything else may be left out or chime.
_SWINGING = [kind for kind in Kind if kind not in NEVER_SWINGS and kind not in (Kind.KEYSWITCH, Kind.CHIME_ONLY)]
KINDS_OF: dict[str, Collection[Kind]] = {
    "entry_delay": [kind for kind in Kind if kind in EXIT_ROUTE],
    "entry_areas": [Kind.ENTRY_EXIT],
    "bypassable": [kind for kind in Kind if kind is not Kind.HOLD_UP],
    "chime": [kind for kind in Kind if kind in BY_MODE],
    "cross_group": [kind for kind in Kind if kind in BY_MODE],
    "swinger_limit": _SWINGING,
    "supervision_h": [kind for kind in Kind if kind is not Kind.KEYSWITCH],
    "warm_up_s": [kind for kind in Kind if kind in BY_MODE],
    "auto_force": [kind for kind in Kind if kind in BY_MODE],
    "cameras": [kind for kind in Kind if kind not in (Kind.KEYSWITCH, Kind.CHIME_ONLY)],
    "switch_areas": [Kind.KEYSWITCH],
    "switch_mode": [Kind.KEYSWITCH],
}
RELAY_KEYS = ("on_modes", "on_phases", "on_alarms", "on_troubles")


def keys_suit_the_kind(sheet: Sheet) -> Iterator[Finding]:
    """A key on a zone of a kind to which it means nothing was meant for another zone, or for another kind."""
    for zone in sheet["zone"]:
        kind = zone.get("kind", Kind)
        for key, kinds in KINDS_OF.items():
            if kind is not None and key in zone.given and key in zone.values and kind not in kinds:
                yield zone.finding(
                    Fault.KEY_UNUSED, key, _written(zone, key), kind=kind.value, kinds=_words(kinds), named=key
                )


def _words(kinds: Collection[Kind]) -> str:
    """The kinds, or those that are not among them where that is shorter."""
    missing = [kind.value for kind in Kind if kind not in kinds]
    return "all but " + ", ".join(missing) if len(missing) < 4 else ", ".join(kind.value for kind in kinds)


def _written(row: Row, key: str) -> str:
    value = row.values[key]
    return shown(list(value)) if isinstance(value, tuple) else shown(value)


def groups_have_members(sheet: Sheet) -> Iterator[Finding]:
    """A cross group of one zone would never be crossed."""
    names = [zone.get("cross_group", str) for zone in sheet["zone"]]
    if any("cross_group" in zone.given and "cross_group" not in zone.values for zone in sheet["zone"]):
        return
    counts = Counter(names)
    for zone, name in zip(sheet["zone"], names, strict=True):
        if name is not None and counts[name] == 1:
            yield zone.finding(Fault.GROUP_OF_ONE, "cross_group", shown(name))


def what_is_forced_can_be_left_out(sheet: Sheet) -> Iterator[Finding]:
    """A programme arms over a zone by leaving it out."""
    for zone in sheet["zone"]:
        if zone.get("auto_force", bool) and zone.get("bypassable", bool) is False:
            yield zone.finding(Fault.FORCED_UNBYPASSABLE, "auto_force", "true")


def somebody_can_be_seen_to_leave(sheet: Sheet) -> Iterator[Finding]:
    """Final set and stay wait for a door."""
    arming = sheet.single("arming")
    kinds = [zone.get("kind", Kind) for zone in sheet["zone"]]
    if arming is None or sheet.broken & {"zone"} or None in kinds or Kind.ENTRY_EXIT in kinds:
        return
    for key in ("final_set", "stay"):
        if arming.get(key, bool):
            yield arming.finding(Fault.NO_EXIT_DOOR, key, "true and no entry_exit zone", named=key)


def relays_have_a_reason(sheet: Sheet) -> Iterator[Finding]:
    """A relay says when it is on; nothing else does, for its role says it."""
    for output in sheet["output"]:
        role = output.get("role", OutputRole)
        keys = [key for key in (*RELAY_KEYS, "areas") if key in output.given]
        if role is OutputRole.RELAY:
            if not any(output.get(key, tuple) != () for key in RELAY_KEYS):
                yield output.finding(Fault.RELAY_IDLE, "role", "a relay without any")
        elif role is not None:
            for key in keys:
                yield output.finding(Fault.RELAY_KEY, key, "the key", named=key, role=role.value)
        for key in RELAY_KEYS:
            yield from repeated(output, key)


def the_battery_that_is_tested_is_watched(sheet: Sheet) -> Iterator[Finding]:
    """A load that nobody measures says nothing; and without a line that tells of the mains it would look like a failure
    of theirs."""
    if "power" in sheet.broken or any(row.get("mains_pin", int) is not None for row in sheet["power"]):
        return
    for output in sheet["output"]:
        if output.get("role", OutputRole) is OutputRole.BATTERY_TEST:
            yield output.finding(Fault.TEST_OF_NOTHING, "role", "battery_test")


def overriders_stand_once(sheet: Sheet) -> Iterator[Finding]:
    """A role named twice was meant to be another one."""
    table = sheet.single("overrides")
    if table is not None:
        for key in table.given & table.values.keys():
            yield from repeated(table, key)


# profiles -----------------------------------------------------------------------------------------


class _Bound(msgspec.Struct, frozen=True):
    """What a profile wants of one key of ``[timings]``, and where that is written."""

    key: str
    least: int
    most: int
    why: str

    def words(self) -> str:
        return f"a whole number from {self.least} to {self.most}"


# ANSI/SIA CP-01-2014, Table 1; EN 50131-1, 8.3.8.2: entry and disarming within 45 s.
_CP01 = (
    _Bound("exit_delay_s", 45, 255, "CP-01 wants at least 45 s to leave"),
    _Bound("cancel_window_s", 300, 3600, "CP-01 wants at least 5 minutes to cancel"),
)
_CP01_ENTRY = (30, 255, "CP-01 wants at least 30 s to disarm")
_EN_ENTRY = (0, 45, "EN 50131-1 gives at most 45 s to disarm")
CP01_ENTRY_AND_ABORT_S_MAX = 60
CP01_SWINGER_MAX = 2
_DELAY_KEY = {EntryDelay.A: "entry_delay_a_s", EntryDelay.B: "entry_delay_b_s"}


def the_profile_is_kept(sheet: Sheet) -> Iterator[Finding]:
    """What a profile promises, it enforces: an installation that says cp01 is one."""
    arming = sheet.single("arming")
    profile = arming.get("profile", Profile) if arming is not None else None
    if arming is None or sheet.broken & {"timings", "zone"} or profile in (None, Profile.DIRECT):
        return
    timings = sheet.single("timings")
    if profile is Profile.EN:
        yield from _entries_within(arming, timings, [_Bound(key, *_EN_ENTRY) for key in _used(sheet)], profile)
        return
    bounds = [*_CP01, *(_Bound(key, *_CP01_ENTRY) for key in _used(sheet))]
    yield from _entries_within(arming, timings, bounds, Profile.CP01)
    yield from _entry_and_abort(sheet, arming, timings)
    yield from _stay_and_swingers(sheet, arming)


def _used(sheet: Sheet) -> list[str]:
    """The entry delays that some zone starts."""
    delays = {
        zone.get("entry_delay", EntryDelay) for zone in sheet["zone"] if zone.get("kind", Kind) in (None, *EXIT_ROUTE)
    }
    return [key for delay, key in _DELAY_KEY.items() if delay in delays]


def _seconds(timings: Row | None, key: str) -> int | None:
    """The value that counts: as given, the default if it is not, None when it is wrong."""
    if timings is not None:
        return timings.get(key, int)
    return int(getattr(TimingsConfig(), key))


def _entries_within(arming: Row, timings: Row | None, bounds: list[_Bound], profile: Profile) -> Iterator[Finding]:
    for bound in bounds:
        value = _seconds(timings, bound.key)
        if value is not None and not bound.least <= value <= bound.most:
            yield _unkept(arming, timings, bound.key, str(value), profile, bound.words(), bound.why)


def _entry_and_abort(sheet: Sheet, arming: Row, timings: Row | None) -> Iterator[Finding]:
    abort_s = _seconds(timings, "abort_s")
    for key in _used(sheet):
        entry_s = _seconds(timings, key)
        if entry_s is not None and abort_s is not None and entry_s + abort_s > CP01_ENTRY_AND_ABORT_S_MAX:
            found = f"{entry_s} with abort_s = {abort_s}"
            bound = f"at most {CP01_ENTRY_AND_ABORT_S_MAX} for both together"
            why = "CP-01 gives entry delay and abort window 60 s together"
            yield _unkept(arming, timings, key, found, Profile.CP01, bound, why)


def _stay_and_swingers(sheet: Sheet, arming: Row) -> Iterator[Finding]:
    if arming.get("stay", bool) is False:
        why = "CP-01 wants that a house nobody left is not armed as if it were empty"
        yield arming.finding(Fault.PROFILE, "stay", "false", bound="true, or nothing", profile="cp01", why=why)
    for zone in sheet["zone"]:
        limit = zone.get("swinger_limit", int)
        if limit is not None and limit > CP01_SWINGER_MAX:
            why = "CP-01 leaves a zone out after one or two alarms"
            yield zone.finding(Fault.PROFILE, "swinger_limit", str(limit), bound="1 or 2", profile="cp01", why=why)


def _unkept(arming: Row, timings: Row | None, key: str, found: str, profile: Profile, bound: str, why: str) -> Finding:
    """At the key if the file gives it, else at the profile, whose promise the default does not keep."""
    given = timings is not None and key in timings.given
    row, at = (timings, key) if timings is not None and given else (arming, "profile")
    found = found if given else f"{key} = {found} by default"
    return row.finding(Fault.PROFILE, at, found, bound=bound, profile=profile.value, why=why)


CHECKS = (
    keys_suit_the_kind,
    groups_have_members,
    what_is_forced_can_be_left_out,
    somebody_can_be_seen_to_leave,
    relays_have_a_reason,
    the_battery_that_is_tested_is_watched,
    overriders_stand_once,
    the_profile_is_kept,
)
