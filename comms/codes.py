"""What monitoring stations call our reports: Contact ID and SIA codes, in one table.

Contact ID events are those of SIA DC-05 (qualifier 1: event or opening, 3: restore or closing, then
three digits), two-letter codes those of SIA DC-03. Which code suits which report is our judgement
where the standards leave a choice; the reason stands at the row. A report that the standards have no
word for has no code (None) and travels with its own kind alone.

Pure: tables and two look-ups.
"""

from enum import StrEnum

import msgspec

from panel.core.names import Mode, ReportKind, Source, Trouble
from zones.kinds import Kind


class Codes(msgspec.Struct, frozen=True):
    """The codes of one report: ``cid`` as "1134" (qualifier and event), ``sia`` as "BA"; None where there is none."""

    cid: str | None
    sia: str | None


class Case(StrEnum):
    """What else can decide a code, besides words of the panel."""

    EXIT_ERROR = "exit_error"  # a door was still open when the exit delay ended
    TAG_PARTIAL = "tag_partial"  # a tag armed partially
    TAG_NIGHT = "tag_night"


Detail = Kind | Mode | Source | Trouble | Case

# For each kind of report: its codes, and those for details that have better ones.
TABLE: dict[ReportKind, tuple[Codes, dict[Detail, Codes]]] = {
    # An entry that runs is no event in either standard: stations that hear Contact ID or SIA only
    # learn of the break-in when the delay ends.
    ReportKind.PENDING: (Codes(None, None), {}),
    ReportKind.INTRUSION: (
        Codes("1130", "BA"),  # instant: a window as well as a room, so neither "perimeter" nor "interior"
        {
            Kind.ENTRY_EXIT: Codes("1134", "BA"),
            Kind.FOLLOWER: Codes("1132", "BA"),  # inside, on the way in
            Kind.TAMPER: Codes("1137", "TA"),
            Case.EXIT_ERROR: Codes("1374", "EA"),
        },
    ),
    # A loop of its own watches the panel's box (137); the tamper of any other zone is its sensor's (144).
    # TA also while disarmed, where DC-03 would allow TT: a trouble is filed, a cut cable is to be looked at.
    ReportKind.TAMPER: (Codes("1144", "TA"), {Kind.TAMPER: Codes("1137", "TA")}),
    ReportKind.FIRE: (Codes("1110", "FA"), {}),  # smoke, heat or a button: the zone's name tells
    ReportKind.HOLD_UP: (Codes("1122", "HA"), {}),
    ReportKind.CANCELLED: (Codes("1406", "BC"), {}),  # only an intrusion can be cancelled, so not the untyped OC
    ReportKind.SILENCED: (Codes(None, "FL"), {}),  # DC-05 has no word for silencing
    ReportKind.RESTORE_INTRUSION: (
        Codes("3130", "BR"),
        {
            Kind.ENTRY_EXIT: Codes("3134", "BR"),
            Kind.FOLLOWER: Codes("3132", "BR"),
            Kind.TAMPER: Codes("3137", "TR"),
        },
    ),
    ReportKind.RESTORE_TAMPER: (Codes("3144", "TR"), {Kind.TAMPER: Codes("3137", "TR")}),
    ReportKind.RESTORE_FIRE: (Codes("3110", "FR"), {}),
    ReportKind.RESTORE_HOLD_UP: (Codes("3122", "HR"), {}),
    # That not everything is armed matters more than by what means it was; DC-05 alone has a word for both.
    ReportKind.ARMED: (
        Codes("3401", "CL"),
        {
            Mode.PARTIAL: Codes("3441", "NL"),
            Mode.NIGHT: Codes("3441", "NM"),
            Case.TAG_PARTIAL: Codes("3442", "NL"),
            Case.TAG_NIGHT: Codes("3442", "NM"),
            Source.TAG: Codes("3409", "CS"),
            Source.MQTT: Codes("3407", "CQ"),
            Source.STATION: Codes("3407", "CQ"),
        },
    ),
    ReportKind.DISARMED: (
        Codes("1401", "OP"),
        {
            Source.TAG: Codes("1409", "OS"),
            Source.MQTT: Codes("1407", "OQ"),
            Source.STATION: Codes("1407", "OQ"),
        },
    ),
    ReportKind.ARM_REFUSED: (Codes("1454", "CI"), {}),
    ReportKind.WRONG_CODE: (Codes("1461", "JA"), {}),
    ReportKind.UNKNOWN_TAG: (Codes("1421", "DD"), {}),
    ReportKind.ZONE_FAULT: (
        Codes("1380", "BT"),
        {Kind.FIRE: Codes("1373", "FT"), Kind.HOLD_UP: Codes("1376", "HT"), Kind.TAMPER: Codes("1380", "TT")},
    ),
    ReportKind.RESTORE_ZONE_FAULT: (
        Codes("3380", "BJ"),
        {Kind.FIRE: Codes("3373", "FJ"), Kind.HOLD_UP: Codes("3376", "HJ"), Kind.TAMPER: Codes("3380", "TJ")},
    ),
    ReportKind.TROUBLE: (
        Codes("1300", "IA"),
        {
            Trouble.DEVICE: Codes("1330", "IA"),
            Trouble.STATION_PATH: Codes("1350", "NT"),  # 351 and 352 are telephone lines: a path may be neither
            Trouble.RESTORED_FROM_COPY: Codes("1303", "YF"),
            Trouble.EVENT_SET_ASIDE: Codes("1307", "YU"),
            Trouble.SUBSTITUTION: Codes("1300", "AA"),
        },
    ),
    ReportKind.RESTORE_TROUBLE: (
        Codes("3300", "IR"),
        {
            Trouble.DEVICE: Codes("3330", "IR"),
            Trouble.STATION_PATH: Codes("3350", "NR"),
            Trouble.RESTORED_FROM_COPY: Codes("3303", "IR"),
            Trouble.EVENT_SET_ASIDE: Codes("3307", "IR"),
        },
    ),
    ReportKind.BOOTED: (Codes("1305", "RR"), {}),
    ReportKind.EPOCH: (Codes("1621", None), {}),  # "event log reset": the sequence begins anew
}


_BY_TAG = {Mode.PARTIAL: Case.TAG_PARTIAL, Mode.NIGHT: Case.TAG_NIGHT}


class Meaning(msgspec.Struct, frozen=True):
    """What a code may stand for; ``detail`` is None where it stands for the kind at large."""

    kind: ReportKind
    detail: Detail | None


def codes_of(
    kind: ReportKind,
    *,
    zone_kind: Kind | None = None,
    mode: Mode | None = None,
    source: Source | None = None,
    trouble: Trouble | None = None,
    exit_error: bool = False,
) -> Codes:
    """The codes of a report. What does not bear on its kind may be given all the same and is ignored."""
    usual, special = TABLE[kind]
    by_tag = _BY_TAG.get(mode) if mode is not None and source is Source.TAG else None
    for detail in (Case.EXIT_ERROR if exit_error else None, by_tag, zone_kind, mode, source, trouble):
        if detail is not None and detail in special:
            return special[detail]
    return usual


def meanings_of_cid(cid: str) -> tuple[Meaning, ...]:
    """Which reports carry this Contact ID code, as "1134"; none for a code that the panel never sends."""
    return tuple(meaning for meaning, codes in _all() if codes.cid == cid)


def meanings_of_sia(sia: str) -> tuple[Meaning, ...]:
    """Which reports carry this SIA code, as "BA"; none for a code that the panel never sends."""
    return tuple(meaning for meaning, codes in _all() if codes.sia == sia)


def _all() -> list[tuple[Meaning, Codes]]:
    rows: list[tuple[Meaning, Codes]] = []
    for kind, (usual, special) in TABLE.items():
        rows.append((Meaning(kind, None), usual))
        rows += [(Meaning(kind, detail), codes) for detail, codes in special.items()]
    return rows
