"""The words of the trade, as closed sets."""

from enum import StrEnum


class Mode(StrEnum):
    """How much of an area is watched."""

    DISARMED = "disarmed"
    PARTIAL = "partial"
    NIGHT = "night"
    TOTAL = "total"


ARMED_MODES = (Mode.TOTAL, Mode.PARTIAL, Mode.NIGHT)  # the order in which a tag steps


class Phase(StrEnum):
    """Where an area stands with an intruder; fire, hold-up and 24-hour tampers never change it."""

    IDLE = "idle"
    EXIT = "exit"
    ARMED = "armed"
    ENTRY = "entry"
    ALARM = "alarm"


class Profile(StrEnum):
    """When an intrusion is told: at once, or after the delays of a standard against false alarms."""

    DIRECT = "direct"
    EN = "en"  # EN 50131-1, 8.3.8: during entry not before the sounder had 30 s and the entry its time
    CP01 = "cp01"  # ANSI/SIA CP-01, 4.2.5: an abort window before the report of a burglary


class Source(StrEnum):
    """By what means somebody armed or disarmed."""

    KEYPAD = "keypad"
    TAG = "tag"
    KEYSWITCH = "keyswitch"
    WEB = "web"
    MQTT = "mqtt"
    STATION = "station"
    HOME = "home"
    CONSOLE = "console"
    SCHEDULE = "schedule"
    AUTO = "auto"


# Somebody stood there and saw the lamps.
LOCAL = frozenset({Source.KEYPAD, Source.TAG, Source.KEYSWITCH})


class Role(StrEnum):
    """What kind of person or machine an actor is."""

    ADMINISTRATOR = "administrator"
    RESIDENT = "resident"
    LIMITED = "limited"
    INSTALLER = "installer"
    STATION = "station"
    SERVICE = "service"


class Action(StrEnum):
    """What somebody may be allowed to do; panel.core.rights says who is."""

    SEE_STATE = "see_state"
    ARM = "arm"
    FORCE = "force"
    DISARM = "disarm"
    CALL_HELP = "call_help"
    BYPASS = "bypass"
    ISOLATE = "isolate"
    TRIAL = "trial"  # walk test, service mode
    STATION_TEST = "station_test"
    REQUEST_IMAGE = "request_image"
    SEE_IMAGES = "see_images"
    SEE_HISTORY = "see_history"
    PEOPLE = "people"  # people, tags, rights, contacts, words
    SCHEDULES = "schedules"
    CONFIGURE = "configure"  # zones, timings, paths, wiring
    CONSENT = "consent"  # to the installer, to listening in; privacy
    LISTEN_IN = "listen_in"
    ENROL = "enrol"  # a station or a home link
    BACK_UP = "back_up"
    HAND_OVER = "hand_over"  # the administrator's place, the whole panel, its end


class Hours(StrEnum):
    """Where the present moment lies in a limited user's hours."""

    IN = "in"
    AFTER = "after"  # for 30 min: what was opened may still be armed
    OUT = "out"


class Status(StrEnum):
    """How a request ends; exactly one of these, always."""

    OK = "ok"
    ERROR = "error"
    BUSY = "busy"
    UNCONFIRMED = "unconfirmed"
    SUPERSEDED = "superseded"


class Reason(StrEnum):
    """Why a request ended in ``error``: a closed list, part of the protocol."""

    NOT_READY = "not_ready"
    NO_PERMISSION = "no_permission"
    NO_ANSWER = "no_answer"
    UNSUPPORTED = "unsupported"
    TIMEOUT = "timeout"
    ALARM_ACTIVE = "alarm_active"
    WRONG_CODE = "wrong_code"
    LOCKED = "locked"
    PRIVACY = "privacy"
    INVALID = "invalid"
    STORAGE = "storage"


class RequestKind(StrEnum):
    """What may be asked for from afar, one at a time."""

    ARM = "arm"
    IMAGE = "image"
    CLIP = "clip"
    BYPASS = "bypass"
    TEST = "test"
    LISTEN = "listen"


class Bypass(StrEnum):
    """Why a zone is left out."""

    NONE = "none"
    ONCE = "once"  # until its arming period ends
    ISOLATED = "isolated"  # until somebody lifts it
    SWINGER = "swinger"  # it alarmed too often in this arming period


class Trial(StrEnum):
    """A time in which what is tried out is not taken for real."""

    WALK = "walk"
    STATION = "station"
    SERVICE = "service"


class Help(StrEnum):
    """What a person calls for with a key, without a zone."""

    SOS = "sos"
    PANIC = "panic"
    FIRE = "fire"
    MEDICAL = "medical"


class TagStanding(StrEnum):
    """What the administrator thinks of a tag."""

    GOOD = "good"
    WATCHED = "watch"  # works, but each use is told, with a picture
    DISABLED = "disabled"


class CodeKind(StrEnum):
    """What a code is for."""

    OWN = "own"
    DURESS = "duress"  # typed under threat: does what one's own does, and calls for help in silence
    ONE_TIME = "one_time"  # one disarm and the next arm


class Language(StrEnum):
    """What somebody is spoken to in."""

    PT = "pt"
    ES = "es"
    EN = "en"


class Notice(StrEnum):
    """What a resident may be told of."""

    INTRUSION = "intrusion"
    FIRE = "fire"
    MEDICAL = "medical"
    SOS = "sos"
    MAINS = "mains"
    BATTERY = "battery"
    CANCELLED = "cancelled"
    ARMED = "armed"
    IMAGES = "images"
    TROUBLES = "troubles"
    LATE_TO_ARM = "late_to_arm"


class PeopleChange(StrEnum):
    """What was done to the people, their codes and their rights."""

    ADDED = "added"
    REMOVED = "removed"
    RIGHTS = "rights"
    CODE = "code"
    TAG = "tag"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    CONTACTS = "contacts"
    WORDS = "words"
    SCHEDULES = "schedules"
    ACCOUNT_LOCKED = "account_locked"
    ACCOUNT_UNLOCKED = "account_unlocked"
    HANDED_OVER = "handed_over"
    RECOVERED = "recovered"
    TRANSFERRED = "transferred"
    DECOMMISSIONED = "decommissioned"


class ReportKind(StrEnum):
    """What a report tells the station."""

    PENDING = "alarm.pending"
    INTRUSION = "alarm.intrusion"
    UNVERIFIED = "alarm.unverified"
    CONFIRMED = "alarm.confirmed"
    ABORTED = "alarm.aborted"
    CANCELLED = "alarm.cancelled"
    TAMPER = "alarm.tamper"
    TAMPER_CODE = "tamper.code"
    HOLD_UP = "alarm.hold_up"
    DURESS = "alarm.duress"
    PANIC = "alarm.panic"
    SOS = "alarm.sos"
    MEDICAL = "alarm.medical"
    FIRE = "alarm.fire"
    GAS = "alarm.gas"
    CARBON_MONOXIDE = "alarm.carbon_monoxide"
    WATER = "alarm.water"
    FREEZE = "alarm.freeze"
    HEAT = "alarm.heat"
    HUMIDITY = "alarm.humidity"
    TECHNICAL = "alarm.technical"
    SILENCED = "alarm.silenced"
    RESTORE_INTRUSION = "restore.intrusion"
    RESTORE_TAMPER = "restore.tamper"
    RESTORE_HOLD_UP = "restore.hold_up"
    RESTORE_PANIC = "restore.panic"
    RESTORE_MEDICAL = "restore.medical"
    RESTORE_FIRE = "restore.fire"
    RESTORE_GAS = "restore.gas"
    RESTORE_CARBON_MONOXIDE = "restore.carbon_monoxide"
    RESTORE_WATER = "restore.water"
    RESTORE_FREEZE = "restore.freeze"
    RESTORE_HEAT = "restore.heat"
    RESTORE_HUMIDITY = "restore.humidity"
    RESTORE_TECHNICAL = "restore.technical"
    ARMED = "area.armed"
    DISARMED = "area.disarmed"
    ARM_REFUSED = "area.arm_refused"
    BYPASSED = "zone.bypassed"
    UNBYPASSED = "zone.unbypassed"
    SWINGER = "zone.swinger"
    WRONG_CODE = "code.wrong"
    LOCKED = "code.locked"
    UNKNOWN_TAG = "tag.unknown"
    DISABLED_TAG = "tag.disabled"
    WATCHED_TAG = "tag.watched"
    AUTO_ARM_WARNING = "schedule.arm_warning"
    AUTO_ARM_POSTPONED = "schedule.arm_postponed"
    AUTO_ARM_FAILED = "schedule.auto_arm_failed"
    AUTO_DISARM_FAILED = "schedule.auto_disarm_failed"
    SCHEDULE_MISSED = "schedule.missed"
    LATE_TO_ARM = "schedule.late_to_arm"
    TRIAL_BEGUN = "test.begun"
    TRIAL_ENDED = "test.ended"
    CONSENT_GIVEN = "installer.consent_given"
    CONSENT_ENDED = "installer.consent_ended"
    PEOPLE_CHANGED = "people.changed"
    ZONE_FAULT = "trouble.zone_fault"
    RESTORE_ZONE_FAULT = "restore.zone_fault"
    ZONE_INACTIVE = "trouble.zone_inactive"
    RESTORE_ZONE_INACTIVE = "restore.zone_inactive"
    TROUBLE = "trouble.raised"
    RESTORE_TROUBLE = "restore.trouble"
    BOOTED = "panel.booted"
    STOPPING = "panel.stopping"
    EPOCH = "panel.epoch"


# Whoever forces somebody may stand beside them: nothing in the house tells that these are on their way.
SECRET = frozenset({ReportKind.HOLD_UP, ReportKind.RESTORE_HOLD_UP, ReportKind.DURESS})


class ReportClass(StrEnum):
    """Order is kept within a class; alarms go first."""

    ALARM = "alarm"
    OTHER = "other"


class Trouble(StrEnum):
    """What can be wrong with the panel itself. The detail (which device) is a separate text."""

    DEVICE = "device"
    STORAGE = "storage"
    STATION_PATH = "station_path"
    MAINS = "mains"
    BATTERY_LOW = "battery_low"
    BATTERY_MISSING = "battery_missing"
    BATTERY_NOT_CHARGING = "battery_not_charging"
    BATTERY_TEST = "battery_test"  # it did not carry its load
    SIREN = "siren"
    CAMERA = "camera"  # one each, by its name
    INBOX_OVERFLOW = "inbox_overflow"
    RESTORED_FROM_COPY = "restored_from_copy"
    EVENT_SET_ASIDE = "event_set_aside"
    SUBSTITUTION = "substitution"
    DEFAULT_CODE = "default_code"  # the first administrator's own has not been changed yet
    CLOCK = "clock"


# What the panel lives on is watched by somebody who knows, at a start, what it was before: these last until it says
# otherwise. To end them at a restart would tell the station that the mains are back while the house is dark.
SUPPLY = frozenset(
    {
        Trouble.MAINS,
        Trouble.BATTERY_LOW,
        Trouble.BATTERY_MISSING,
        Trouble.BATTERY_NOT_CHARGING,
        Trouble.BATTERY_TEST,
    }
)


class Condition(StrEnum):
    """What is in the way of arming besides zones that are open or tampered with; some people may override some."""

    MASKED = "masked"
    FAULT = "fault"
    MAINS = "mains"
    BATTERY = "battery"
    PATHS = "paths"
    SIREN = "siren"
