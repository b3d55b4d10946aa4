"""Every word on the station's page, in one place, so that another language is another file like this."""

from panel.core.names import Mode, Phase, ReportKind
from station.incident import How, Rank, Stage, Stands
from station.watch import NO_FOLLOW_UP, PANEL_SILENT

LANGUAGE = "en"
TITLE = "Sereno station"
SKIP = "Go to the incidents"
INCIDENTS = "Incidents"
ENDED = "Ended"
PANELS = "Panels"
LOG = "Log"
OPEN = "Open"
FIGURES = "Figures"
QUIET = "No open incident."
NOTHING_ENDED = "Nothing has ended yet."
NO_PANELS = "No panel is enrolled: see sereno station import."
NO_LOG = "Nothing has come in yet."
AT = "Time here"

LIVE = "Live"
CONNECTING = "Connecting"
NOT_LIVE = "NOT LIVE: what you see may be old. Reload the page; if that does not help, see whether the station runs."
BROKER_GONE = "NO CONNECTION TO THE BROKER: nothing can arrive over the network"
SINCE = "since"
NO_SCRIPT = "Without JavaScript this page is loaded again every 30 seconds."
OPEN_ONES = "open"
NOT_SHOWN = "open incidents had to make room and are in the log alone"

PANEL = "Panel"
AREA = "Area"
ZONE = "Zone"
ZONES = "Zones"
CODES = "Codes"
VERDICT = "Verdict"
PATH = "Path"
STATE = "State"
LAST = "Last report"
REPORTS = "reports"
SECONDS = "s"
LEFT = "left"
DETAILS = "Details"
MORE = "more"
CLOSED_AGAIN = "secure again"
UNNAMED = "without a name here"
TEST_MARK = "TEST"
TEST_MEANS = "Part of a test: nobody needs to be sent."
EXIT_ERROR = "A door was still open when the exit time ended."
RECENT_CLOSE = "The area had been armed only just before: somebody may have come back."

PICTURES = "Pictures"
CLOSE = "Close"
ALL = "Back to the page"
HISTORY_OF = "History of zone"
HISTORY_NEWEST = "The newest entries, as the page was loaded."
NO_HISTORY = "Nothing is known of this zone."

FINGERPRINT = "Fingerprint"
HEARD = "Last heard"
NEVER = "never"
AGO = "s ago"
TROUBLES = "Troubles"
NO_TROUBLES = "none"
UNACKED = "Reports it still holds"
NO_STATE = "No signed state has come since the station started."
PANEL_IS_SILENT = "SILENT"
PANEL_IS_HEARD = "heard"

LATENCY_PLOT = "Delay of the last reports"
LATENCY_AXIS = "from the panel's clock to this station's"
AGE_PLOT = "Since each panel was last heard"
AGE_AXIS = "seconds, over the last ten minutes"
SILENT_FROM = "silent"
NO_SAMPLES = "Nothing to draw yet."

ERROR_PICTURE = "This picture cannot be shown"
ERROR_BUSY = "Too many pages are open"

RANKS = {
    Rank.LIFE: "Life",
    Rank.PERSON: "Threat",
    Rank.CONFIRMED: "Confirmed",
    Rank.INTRUSION: "Intrusion",
    Rank.TAMPER: "Tamper",
    Rank.PENDING: "Pending",
    Rank.STATION: "Station",
    Rank.TECHNICAL: "Technical",
    Rank.TEST: TEST_MARK,
}

KINDS = {
    ReportKind.PENDING: "Entry, alarm pending",
    ReportKind.UNVERIFIED: "Intrusion, unverified",
    ReportKind.INTRUSION: "Intrusion",
    ReportKind.CONFIRMED: "Intrusion, confirmed",
    NO_FOLLOW_UP: "Entry without follow-up",
    ReportKind.TAMPER: "Tamper",
    ReportKind.TAMPER_CODE: "Many wrong codes",
    ReportKind.HOLD_UP: "Hold-up",
    ReportKind.DURESS: "Duress",
    ReportKind.PANIC: "Panic",
    ReportKind.SOS: "SOS",
    ReportKind.MEDICAL: "Medical alarm",
    ReportKind.FIRE: "Fire",
    ReportKind.GAS: "Gas",
    ReportKind.CARBON_MONOXIDE: "Carbon monoxide",
    ReportKind.WATER: "Water",
    ReportKind.FREEZE: "Frost",
    ReportKind.HEAT: "Heat",
    ReportKind.HUMIDITY: "Humidity",
    ReportKind.TECHNICAL: "Technical alarm",
    ReportKind.TROUBLE: "Trouble",
    ReportKind.ZONE_FAULT: "Zone cannot be read",
    ReportKind.ZONE_INACTIVE: "Zone shows no change",
    ReportKind.STOPPING: "Panel stops",
    PANEL_SILENT: "Panel silent",
}
REFUSED = "Messages refused"
CONFLICT = "Conflict"
UNKNOWN_KIND = "Of a kind that this station does not know"

STAGES = {
    Stage.PENDING: "Pending: an alarm unless more follows",
    Stage.UNVERIFIED: "Unverified: a second detector has to agree",
    Stage.UNCONFIRMED: "Unconfirmed: one detector",
    Stage.NO_FOLLOW_UP: "No follow-up came: treat as an alarm",
    Stage.CONFIRMED: "Confirmed: a second detector agrees",
}
IN_ALARM = "In alarm"
PERSISTS = "Persists"
NOT_HEARD = "Nothing is heard from it"
LOOK = "Somebody has to look into it"
FORGOTTEN = "No end was told; nothing more came for a day"
SILENCED = "Silenced in the house"
ENDS = {
    How.CANCELLED: "Cancelled",
    How.ABORTED: "Aborted",
    How.DISARMED: "Disarmed",
    How.RESTORED: "Restored",
    How.SILENCED: "Ended by a code",
    How.FOLLOWED: "Its place was taken by a threat",
}
NOT_CANCELLED = "not cancelled"
BY = "by"
WITH = "with"
AFTER = "after it began"

VERDICTS = {
    "accepted": ("accepted", "the panel's signature holds; committed and acknowledged"),
    "conflict": ("conflict", "two signed reports bear one number; not acknowledged. One is lost or copied"),
    "refused": ("refused", "not by an enrolled panel, changed, or out of place; not acknowledged"),
    "raised": ("raised", "said by this station itself, not by a panel"),
}

PATHS = {"mqtt": "network (mqtt)", "sms": "text message (sms)", "station": "this station"}
CLOCK_NOT_SET = "clock not set"

BEFORE = "before"
AFTER_ALARM = "after"
AT_ALARM = "at the alarm"
STANDS = {
    Stands.COMING: "on its way",
    Stands.HERE: "here",
    Stands.GONE: "will not come: the panel has it no more",
}
SMALL_ONLY = {
    Stands.COMING: "large one on its way",
    Stands.GONE: "large one will not come",
}

MODES = {Mode.DISARMED: "disarmed", Mode.PARTIAL: "partial", Mode.NIGHT: "night", Mode.TOTAL: "total"}
PHASES = {
    Phase.IDLE: "disarmed",
    Phase.EXIT: "exit time runs",
    Phase.ARMED: "armed",
    Phase.ENTRY: "ENTRY TIME RUNS",
    Phase.ALARM: "IN ALARM",
}


def camera_at(camera: str, index: int) -> str:
    """Which picture it is, e.g. ``hall, 2 before``."""
    if index == 0:
        return f"{camera}, {AT_ALARM}"
    return f"{camera}, {abs(index)} {BEFORE if index < 0 else AFTER_ALARM}"


def picture_of(camera: str, index: int, time: str) -> str:
    """What somebody who cannot see the picture is told."""
    return f"Picture of camera {camera_at(camera, index)}, {time}"


def summary(count: int) -> str:
    """How much is open."""
    return f"{count} open incident" if count == 1 else f"{count} open incidents"
