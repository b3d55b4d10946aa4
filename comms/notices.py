"""What a resident's telephone shows at three in the morning: what, where, when, what to do, and who knows already.

One part of a text message, in the alphabet that every telephone has: accents it lacks are left away rather than cut the
message in two, of which one may come late. The first words are those that matter, because a locked screen shows
little more. Hold-ups and codes typed under threat have no words here: whoever threatens may hold the telephone.
"""

import msgspec

from comms import gsm7
from comms.notice_words import AROUND, Around, Station, Words
from panel.core.names import SECRET, Language, Mode, Notice, ReportKind, Trouble

NAME_MAX = 24  # of a name in a message whose names would not leave room for its words


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A report in the words of people. ``time``: "03:12", by the clock of the house; ``by``: somebody's name.

    ``zones``: names, where a report is about several. ``station``: whether help may be on its way.
    """

    kind: ReportKind
    time: str
    house: str
    area: str = ""
    zone: str = ""
    zones: tuple[str, ...] = ()
    by: str = ""
    mode: Mode | None = None
    trouble: Trouble | None = None
    station: Station = Station.NOT_YET


CLASS_OF = {
    ReportKind.INTRUSION: Notice.INTRUSION,
    ReportKind.CONFIRMED: Notice.INTRUSION,
    ReportKind.TAMPER: Notice.INTRUSION,
    ReportKind.TAMPER_CODE: Notice.INTRUSION,
    ReportKind.UNKNOWN_TAG: Notice.INTRUSION,
    ReportKind.DISABLED_TAG: Notice.INTRUSION,
    ReportKind.FIRE: Notice.FIRE,
    ReportKind.GAS: Notice.FIRE,
    ReportKind.CARBON_MONOXIDE: Notice.FIRE,
    ReportKind.MEDICAL: Notice.MEDICAL,
    ReportKind.SOS: Notice.SOS,
    ReportKind.PANIC: Notice.SOS,
    ReportKind.CANCELLED: Notice.CANCELLED,
    ReportKind.ABORTED: Notice.CANCELLED,
    ReportKind.ARMED: Notice.ARMED,
    ReportKind.DISARMED: Notice.ARMED,
    ReportKind.LATE_TO_ARM: Notice.LATE_TO_ARM,
    ReportKind.AUTO_ARM_FAILED: Notice.LATE_TO_ARM,
    ReportKind.WATER: Notice.TROUBLES,
    ReportKind.FREEZE: Notice.TROUBLES,
    ReportKind.HEAT: Notice.TROUBLES,
    ReportKind.HUMIDITY: Notice.TROUBLES,
    ReportKind.TECHNICAL: Notice.TROUBLES,
    ReportKind.ZONE_FAULT: Notice.TROUBLES,
    ReportKind.ZONE_INACTIVE: Notice.TROUBLES,
    ReportKind.TROUBLE: Notice.TROUBLES,
    ReportKind.RESTORE_TROUBLE: Notice.TROUBLES,
    ReportKind.STOPPING: Notice.BATTERY,
}
_POWER = {
    Trouble.MAINS: Notice.MAINS,
    Trouble.BATTERY_LOW: Notice.BATTERY,
    Trouble.BATTERY_MISSING: Notice.BATTERY,
    Trouble.BATTERY_NOT_CHARGING: Notice.BATTERY,
    Trouble.BATTERY_TEST: Notice.BATTERY,
}
# Where it matters whether help is on its way without anybody calling it.
_KNOWN_BY_STATION = frozenset(
    {
        ReportKind.INTRUSION,
        ReportKind.CONFIRMED,
        ReportKind.TAMPER,
        ReportKind.MEDICAL,
        ReportKind.SOS,
        ReportKind.PANIC,
    }
)


def class_of(kind: ReportKind, trouble: Trouble | None = None) -> Notice | None:
    """To whom it goes: those who asked for this class. None: to nobody."""
    if kind in SECRET:
        return None
    return _POWER.get(trouble, CLASS_OF.get(kind)) if trouble is not None else CLASS_OF.get(kind)


def text(language: Language, told: Told) -> str | None:
    """At most 160 characters of the GSM alphabet; None for what nobody is told."""
    if class_of(told.kind, told.trouble) is None:
        return None
    around = AROUND[language]
    whole = _filled(around, told, NAME_MAX * 2)
    return whole if _fits(whole) else _filled(around, told, NAME_MAX)


def _fits(whole: str) -> bool:
    septets = gsm7.encoded(whole)
    return septets is not None and len(septets) <= gsm7.PART_MAX


def _filled(around: Around, told: Told, most: int) -> str:
    names = {
        "house": _short(told.house, most),
        "where": _where(told, most),
        "area": _short(told.area, most),
        "zones": _listed(told.zones, most),
        "by": _short(told.by, most),
        "time": told.time,
        "mode": "" if told.mode is None else around.modes[told.mode],
    }
    sentence = _sentence(around.words, told).format_map(names)
    if told.kind in _KNOWN_BY_STATION:
        sentence += " " + around.knows[told.station]
    return gsm7.fold(sentence)


def _sentence(words: Words, told: Told) -> str:
    if told.trouble is None:
        return words.by_kind[told.kind]
    begins = told.kind is ReportKind.TROUBLE
    return (words.troubles if begins else words.restored)[told.trouble]


def _where(told: Told, most: int) -> str:
    zone, area = _short(told.zone, most), _short(told.area, most)
    return f"{zone} ({area})" if zone and area else zone or area or _short(told.house, most)


def _listed(names: tuple[str, ...], most: int) -> str:
    """The first two, and how many more."""
    shown = ", ".join(_short(name, most) for name in names[:2])
    return f"{shown} +{len(names) - 2}" if len(names) > 2 else shown


def _short(name: str, most: int) -> str:
    """Without what would cost two septets: a name in brackets or with a euro is a name without them."""
    plain = "".join(char for char in gsm7.fold(name) if gsm7.septets(char) is not None and char not in _COSTLY)
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "."


_COSTLY = frozenset(gsm7.EXTENSION.values()) | {"\n", "\r"}
