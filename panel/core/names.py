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


class Source(StrEnum):
    """By what means somebody armed or disarmed."""

    KEYPAD = "keypad"
    TAG = "tag"
    MQTT = "mqtt"
    STATION = "station"


class Role(StrEnum):
    """What kind of person or machine an actor is."""

    ADMINISTRATOR = "administrator"
    RESIDENT = "resident"
    STATION = "station"


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


class ReportKind(StrEnum):
    """What a report tells the station."""

    PENDING = "alarm.pending"
    INTRUSION = "alarm.intrusion"
    TAMPER = "alarm.tamper"
    FIRE = "alarm.fire"
    HOLD_UP = "alarm.hold_up"
    CANCELLED = "alarm.cancelled"
    SILENCED = "alarm.silenced"
    RESTORE_INTRUSION = "restore.intrusion"
    RESTORE_TAMPER = "restore.tamper"
    RESTORE_FIRE = "restore.fire"
    RESTORE_HOLD_UP = "restore.hold_up"
    ARMED = "area.armed"
    DISARMED = "area.disarmed"
    ARM_REFUSED = "area.arm_refused"
    WRONG_CODE = "code.wrong"
    UNKNOWN_TAG = "tag.unknown"
    ZONE_FAULT = "trouble.zone_fault"
    RESTORE_ZONE_FAULT = "restore.zone_fault"
    TROUBLE = "trouble.raised"
    RESTORE_TROUBLE = "restore.trouble"
    BOOTED = "panel.booted"
    EPOCH = "panel.epoch"


class ReportClass(StrEnum):
    """Order is kept within a class; alarms go first."""

    ALARM = "alarm"
    OTHER = "other"


class Trouble(StrEnum):
    """What can be wrong with the panel itself. The detail (which device) is a separate text."""

    DEVICE = "device"
    STORAGE = "storage"
    STATION_PATH = "station_path"
    INBOX_OVERFLOW = "inbox_overflow"
    RESTORED_FROM_COPY = "restored_from_copy"
    EVENT_SET_ASIDE = "event_set_aside"
    SUBSTITUTION = "substitution"
