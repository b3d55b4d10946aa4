"""What monitoring stations call our reports: Contact ID and SIA codes, in one table.

Contact ID events are those of SIA DC-05 (qualifier 1: event or opening, 3: restore or closing, then
three digits), two-letter codes those of SIA DC-03. Which code suits which report is our judgement
where the standards leave a choice; the reason stands at the row. A report that the standards have no
word for has no code (None) and travels with its own kind alone.

Pure: tables and two look-ups.
"""

from enum import StrEnum

import msgspec

from panel.core.names import Mode, PeopleChange, ReportKind, Source, Trial, Trouble
from zones.kinds import BY_MODE, Kind


class Codes(msgspec.Struct, frozen=True):
    """The codes of one report: ``cid`` as "1134" (qualifier and event), ``sia`` as "BA"; None where there is none."""

    cid: str | None
    sia: str | None


class Case(StrEnum):
    """What else can decide a code, besides words of the panel."""

    EXIT_ERROR = "exit_error"  # a door was still open when the exit delay ended
    TAG_PARTIAL = "tag_partial"  # a tag armed partially
    TAG_NIGHT = "tag_night"


Detail = Kind | Mode | Source | Trouble | Trial | PeopleChange | Case

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
            Kind.INTRUDER_24H: Codes("1133", "BA"),
            Kind.TAMPER: Codes("1137", "TA"),
            Case.EXIT_ERROR: Codes("1374", "EA"),
        },
    ),
    ReportKind.UNVERIFIED: (Codes("1378", "BG"), {}),  # the nearest that DC-05 has: "cross-zone trouble"
    ReportKind.CONFIRMED: (Codes("1139", "BV"), {}),
    # DC-05 knows no abort: a station that was told nothing yet has nothing to undo, and 406 would cancel an alarm.
    ReportKind.ABORTED: (Codes(None, "AB"), {}),
    ReportKind.TAMPER_CODE: (Codes("1461", "JA"), {}),
    # A loop of its own watches the panel's box (137); the tamper of any other zone is its sensor's (144).
    # TA also while disarmed, where DC-03 would allow TT: a trouble is filed, a cut cable is to be looked at.
    ReportKind.TAMPER: (Codes("1144", "TA"), {Kind.TAMPER: Codes("1137", "TA")}),
    ReportKind.FIRE: (Codes("1110", "FA"), {}),  # smoke, heat or a button: the zone's name tells
    ReportKind.GAS: (Codes("1151", "GA"), {}),
    ReportKind.CARBON_MONOXIDE: (Codes("1162", "GA"), {}),  # DC-03 has one word for gases
    ReportKind.HOLD_UP: (Codes("1122", "HA"), {}),
    ReportKind.DURESS: (Codes("1121", "HA"), {}),  # DC-03: a hold-up; its user tells it from a button
    ReportKind.PANIC: (Codes("1123", "PA"), {}),
    ReportKind.SOS: (Codes("1120", "QA"), {}),  # an emergency, of a kind that the caller did not say
    ReportKind.MEDICAL: (Codes("1100", "MA"), {}),
    ReportKind.WATER: (Codes("1154", "WA"), {}),
    ReportKind.FREEZE: (Codes("1159", "ZA"), {}),
    ReportKind.HEAT: (Codes("1158", "KA"), {}),
    ReportKind.HUMIDITY: (Codes("1150", "UA"), {}),  # neither standard knows dampness
    ReportKind.TECHNICAL: (Codes("1150", "UA"), {}),
    ReportKind.CANCELLED: (Codes("1406", "BC"), {}),  # only an intrusion can be cancelled, so not the untyped OC
    ReportKind.SILENCED: (Codes(None, "FL"), {}),  # DC-05 has no word for silencing
    ReportKind.RESTORE_INTRUSION: (
        Codes("3130", "BR"),
        {
            Kind.ENTRY_EXIT: Codes("3134", "BR"),
            Kind.FOLLOWER: Codes("3132", "BR"),
            Kind.INTRUDER_24H: Codes("3133", "BR"),
            Kind.TAMPER: Codes("3137", "TR"),
        },
    ),
    ReportKind.RESTORE_TAMPER: (Codes("3144", "TR"), {Kind.TAMPER: Codes("3137", "TR")}),
    ReportKind.RESTORE_FIRE: (Codes("3110", "FR"), {}),
    ReportKind.RESTORE_GAS: (Codes("3151", "GR"), {}),
    ReportKind.RESTORE_CARBON_MONOXIDE: (Codes("3162", "GR"), {}),
    ReportKind.RESTORE_HOLD_UP: (Codes("3122", "HR"), {}),
    ReportKind.RESTORE_PANIC: (Codes("3123", "PR"), {}),
    ReportKind.RESTORE_MEDICAL: (Codes("3100", "MR"), {}),
    ReportKind.RESTORE_WATER: (Codes("3154", "WR"), {}),
    ReportKind.RESTORE_FREEZE: (Codes("3159", "ZR"), {}),
    ReportKind.RESTORE_HEAT: (Codes("3158", "KR"), {}),
    ReportKind.RESTORE_HUMIDITY: (Codes("3150", "UR"), {}),
    ReportKind.RESTORE_TECHNICAL: (Codes("3150", "UR"), {}),
    # That not everything is armed matters more than by what means it was; DC-05 alone has a word for both.
    ReportKind.ARMED: (
        Codes("3401", "CL"),
        {
            Mode.PARTIAL: Codes("3441", "NL"),
            Mode.NIGHT: Codes("3441", "NM"),
            Case.TAG_PARTIAL: Codes("3442", "NL"),
            Case.TAG_NIGHT: Codes("3442", "NM"),
            Source.TAG: Codes("3409", "CS"),
            Source.KEYSWITCH: Codes("3409", "CS"),
            Source.WEB: Codes("3407", "CQ"),
            Source.MQTT: Codes("3407", "CQ"),
            Source.HOME: Codes("3407", "CQ"),
            Source.STATION: Codes("3407", "CQ"),
            Source.SCHEDULE: Codes("3403", "CA"),
            Source.AUTO: Codes("3403", "CA"),
        },
    ),
    ReportKind.DISARMED: (
        Codes("1401", "OP"),
        {
            Source.TAG: Codes("1409", "OS"),
            Source.KEYSWITCH: Codes("1409", "OS"),
            Source.WEB: Codes("1407", "OQ"),
            Source.MQTT: Codes("1407", "OQ"),
            Source.HOME: Codes("1407", "OQ"),
            Source.STATION: Codes("1407", "OQ"),
            Source.SCHEDULE: Codes("1403", "OA"),
            Source.AUTO: Codes("1403", "OA"),
        },
    ),
    ReportKind.ARM_REFUSED: (Codes("1454", "CI"), {}),
    # The untyped word where DC-03 has none for the kind of zone; what never sleeps has its own in DC-05.
    ReportKind.BYPASSED: (
        Codes("1570", "UB"),
        {
            **dict.fromkeys(BY_MODE, Codes("1573", "BB")),
            Kind.INTRUDER_24H: Codes("1572", "BB"),
            Kind.TAMPER: Codes("1572", "TB"),
            Kind.PANIC: Codes("1572", "PB"),
            Kind.MEDICAL: Codes("1572", "MB"),
            Kind.FIRE: Codes("1571", "FB"),
            Kind.GAS: Codes("1572", "GB"),
            Kind.CARBON_MONOXIDE: Codes("1572", "GB"),
            Kind.WATER: Codes("1572", "WB"),
            Kind.FREEZE: Codes("1572", "ZB"),
            Kind.HEAT: Codes("1572", "KB"),
        },
    ),
    ReportKind.UNBYPASSED: (
        Codes("3570", "UU"),
        {
            **dict.fromkeys(BY_MODE, Codes("3573", "BU")),
            Kind.INTRUDER_24H: Codes("3572", "BU"),
            Kind.TAMPER: Codes("3572", "TU"),
            Kind.PANIC: Codes("3572", "PU"),
            Kind.MEDICAL: Codes("3572", "MU"),
            Kind.FIRE: Codes("3571", "FU"),
            Kind.GAS: Codes("3572", "GU"),
            Kind.CARBON_MONOXIDE: Codes("3572", "GU"),
            Kind.WATER: Codes("3572", "WU"),
            Kind.FREEZE: Codes("3572", "ZU"),
            Kind.HEAT: Codes("3572", "KU"),
        },
    ),
    ReportKind.SWINGER: (Codes("1575", "BD"), {}),
    ReportKind.WRONG_CODE: (Codes("1461", "JA"), {}),
    ReportKind.LOCKED: (Codes("1421", "DK"), {}),
    ReportKind.UNKNOWN_TAG: (Codes("1421", "DD"), {}),
    ReportKind.DISABLED_TAG: (Codes("1421", "DK"), {}),
    ReportKind.WATCHED_TAG: (Codes("1422", "DG"), {}),
    # A warning before arming is for those in the house; stations have no word for it.
    ReportKind.AUTO_ARM_WARNING: (Codes(None, None), {}),
    ReportKind.AUTO_ARM_POSTPONED: (Codes("1464", "CE"), {}),
    ReportKind.AUTO_ARM_FAILED: (Codes("1455", "CI"), {}),
    ReportKind.AUTO_DISARM_FAILED: (Codes("1453", "OI"), {}),
    ReportKind.SCHEDULE_MISSED: (
        Codes("1454", "CI"),
        {Mode.DISARMED: Codes("1453", "OI")},
    ),
    ReportKind.LATE_TO_ARM: (Codes("1404", "CD"), {}),
    ReportKind.TRIAL_BEGUN: (
        Codes("1607", "TS"),
        {Trial.STATION: Codes("1601", "TS"), Trial.SERVICE: Codes("1466", "YX")},
    ),
    ReportKind.TRIAL_ENDED: (
        Codes("3607", "TE"),
        {Trial.STATION: Codes("3601", "TE"), Trial.SERVICE: Codes("3466", "YZ")},
    ),
    ReportKind.CONSENT_GIVEN: (Codes("1627", "LB"), {}),
    ReportKind.CONSENT_ENDED: (Codes("1628", "LX"), {}),
    # DC-05 has no word for people: 306 says at least that something of the programming changed.
    ReportKind.PEOPLE_CHANGED: (
        Codes("1306", "JZ"),
        {
            PeopleChange.ADDED: Codes("1306", "JY"),
            PeopleChange.REMOVED: Codes("1306", "JX"),
            PeopleChange.CODE: Codes("1306", "JV"),
            PeopleChange.TAG: Codes("1306", "DA"),
            PeopleChange.CONTACTS: Codes("1306", "YG"),
            PeopleChange.WORDS: Codes("1306", "YG"),
            PeopleChange.SCHEDULES: Codes("1630", "JS"),
        },
    ),
    ReportKind.ZONE_INACTIVE: (Codes("1391", "NA"), {}),
    ReportKind.RESTORE_ZONE_INACTIVE: (Codes("3391", "NS"), {}),
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
            Trouble.CAMERA: Codes("1330", "IA"),
            Trouble.MAINS: Codes("1301", "AT"),
            Trouble.BATTERY_LOW: Codes("1302", "YT"),
            Trouble.BATTERY_MISSING: Codes("1311", "YM"),
            Trouble.BATTERY_TEST: Codes("1309", "YT"),
            Trouble.BATTERY_NOT_CHARGING: Codes("1314", "YP"),  # a battery that takes nothing: its supply has failed
            Trouble.SIREN: Codes("1321", "YA"),
            Trouble.CLOCK: Codes("1626", "JT"),
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
            Trouble.CAMERA: Codes("3330", "IR"),
            Trouble.MAINS: Codes("3301", "AR"),
            Trouble.BATTERY_LOW: Codes("3302", "YR"),
            Trouble.BATTERY_MISSING: Codes("3311", "YR"),
            Trouble.BATTERY_TEST: Codes("3309", "YR"),
            Trouble.BATTERY_NOT_CHARGING: Codes("3314", "YQ"),
            Trouble.SIREN: Codes("3321", "YH"),
            Trouble.CLOCK: Codes("3626", "JT"),
            Trouble.STATION_PATH: Codes("3350", "NR"),
            Trouble.RESTORED_FROM_COPY: Codes("3303", "IR"),
            Trouble.EVENT_SET_ASIDE: Codes("3307", "IR"),
        },
    ),
    ReportKind.BOOTED: (Codes("1305", "RR"), {}),
    ReportKind.STOPPING: (Codes("1308", None), {}),  # "system shutdown"; DC-03 has a word only for its return
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
    word: str = "",
) -> Codes:
    """The codes of a report. What does not bear on its kind may be given all the same and is ignored.

    ``word``: which test or which change of people it is, as the report says it.
    """
    usual, special = TABLE[kind]
    by_tag = _BY_TAG.get(mode) if mode is not None and source is Source.TAG else None
    for detail in (Case.EXIT_ERROR if exit_error else None, by_tag, zone_kind, mode, source, trouble, *_named(word)):
        if detail is not None and detail in special:
            return special[detail]
    return usual


def _named(word: str) -> list[Detail]:
    found: list[Detail] = [trial for trial in Trial if trial.value == word]
    return found + [change for change in PeopleChange if change.value == word]


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
