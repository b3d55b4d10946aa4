"""From incidents and panels to what the page shows: words, times, addresses. Pure, but for the time zone it stands in.

Whatever a panel wrote passes through ``clean`` here, once; the templates escape it.
"""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

import msgspec

from comms.keys import fingerprint
from panel.core.names import ReportKind
from station import wording as t
from station.incident import End, How, Incident, Rank, Stage, Stands, Zone, is_open, rank, rank_of
from station.intake import PanelView
from station.lines import clean
from station.store import CONFLICT, REFUSED
from station.strip import Frame, strip
from station.watch import PANEL_SILENT


class Link(msgspec.Struct, frozen=True):
    """Words that lead somewhere. ``note``: what is added to them."""

    text: str
    href: str
    note: str = ""


class Time(msgspec.Struct, frozen=True):
    """``text`` for people, ``iso`` for programs."""

    text: str
    iso: str


class Picture(msgspec.Struct, frozen=True):
    """A frame of the strip; ``src`` and ``href`` empty while there is nothing to see."""

    id: str
    src: str
    href: str
    caption: str
    alt: str
    note: str


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One incident."""

    id: str
    rank: str
    open: bool
    over: bool
    badge: str
    title: str
    place: str
    test: bool
    panel: str
    area: str
    zones: tuple[Link, ...]
    began: Time
    last: Time
    count: int
    state: str
    deadline_ms: int
    left_s: int
    codes: str
    verdict: str
    meaning: str
    path: str
    latency: str
    notes: tuple[str, ...]
    pictures: tuple[Picture, ...]
    more: int


class Area(msgspec.Struct, frozen=True):
    """An area as the panel signed it. ``loud``: somebody is in, or may be."""

    name: str
    mode: str
    phase: str
    loud: bool


class PanelCard(msgspec.Struct, frozen=True, kw_only=True):
    """One panel."""

    id: str
    name: str
    fingerprint: str
    silent: bool
    heard: Time | None
    heard_ms: int
    ago_s: int
    areas: tuple[Area, ...]
    troubles: tuple[str, ...]
    unacked: int
    known: bool


def card(incident: Incident, panels: Mapping[str, PanelView], now_ms: int) -> Card:
    """What is shown of an incident."""
    open_, its = is_open(incident, now_ms), rank(incident)
    verdict, meaning = t.VERDICTS.get(incident.verdict, (clean(incident.verdict), ""))
    area, zones = area_name(incident, panels), incident.zones
    return Card(
        id=f"incident-{incident.n}",
        rank=its.name.lower(),
        open=open_,
        over=incident.end is not None or not open_,
        badge=t.RANKS[its],
        title=_title(incident),
        place=", ".join(filter(None, (_house(incident), area, *(_zone_words(zone) for zone in zones[-2:])))),
        test=incident.test,
        panel=clean(incident.panel),
        area=area,
        zones=tuple(_zone_link(incident.panel, zone) for zone in zones),
        began=time_of(incident.began_ms, now_ms),
        last=time_of(incident.last_ms, now_ms),
        count=incident.count,
        state=_state(incident, now_ms, open_=open_),
        deadline_ms=incident.deadline_ms if incident.end is None else 0,
        left_s=max(0, -(-(incident.deadline_ms - now_ms) // 1000)),
        codes=" ".join(filter(None, (clean(incident.cid), clean(incident.sia)))),
        verdict=verdict,
        meaning=meaning,
        path=t.PATHS.get(incident.path, clean(incident.path)),
        latency=_latency(incident),
        notes=_notes(incident),
        pictures=tuple(_picture(incident.panel, frame, now_ms) for frame in strip(incident.shots)),
        more=incident.more,
    )


def panel_card(panel: str, view: PanelView, now_ms: int) -> PanelCard:
    """What is shown of a panel."""
    state = view.state
    return PanelCard(
        id=f"panel-{quote(panel, safe='')}",
        name=clean(panel),
        fingerprint=fingerprint(view.key),
        silent=view.silent,
        heard=time_of(view.heard_ms, now_ms) if view.heard_ms else None,
        heard_ms=view.heard_ms,
        ago_s=max(0, now_ms - view.heard_ms) // 1000,
        areas=()
        if state is None
        else tuple(
            Area(
                name=clean(area.name or area.id),
                mode=t.MODES.get(area.mode, clean(area.mode)),  # type: ignore[call-overload]  # a newer panel's word
                phase=t.PHASES.get(area.phase, clean(area.phase)),  # type: ignore[call-overload]  # as above
                loud=area.phase in ("entry", "alarm"),
            )
            for area in state.areas
        ),
        troubles=() if state is None else tuple(words(trouble) for trouble in state.troubles),
        unacked=0 if state is None else state.unacked,
        known=state is not None,
    )


def time_of(at_ms: int, now_ms: int) -> Time:
    """The time of day here, with the date unless it is today's."""
    at, now = (datetime.fromtimestamp(ms / 1000).astimezone() for ms in (at_ms, now_ms))
    form = "%H:%M:%S" if at.date() == now.date() else "%Y-%m-%d %H:%M:%S"
    return Time(at.strftime(form), at.isoformat(timespec="milliseconds"))


def words(name: str) -> str:
    """A program's word, to be read."""
    return clean(name).replace("_", " ")


def area_name(incident: Incident, panels: Mapping[str, PanelView]) -> str:
    """As the panel's state calls it; else its id."""
    view = panels.get(incident.panel)
    areas = view.state.areas if view is not None and view.state is not None else ()
    return clean(next((area.name for area in areas if area.id == incident.area and area.name), incident.area))


def zone_href(panel: str, zone: int) -> str:
    """Where the history of a zone is."""
    return f"/zones/{quote(panel, safe='')}/{zone}"


def picture_href(panel: str, name: str) -> str:
    """Where a picture is."""
    return f"/pictures/{quote(panel, safe='')}/{quote(name, safe='')}.jpg"


def _title(incident: Incident) -> str:
    if incident.verdict == REFUSED:
        return t.REFUSED
    known = t.KINDS.get(incident.kind)
    title = known or f"{words(incident.kind.rpartition('.')[2]).capitalize()}"
    trouble = words(incident.trouble)
    title = f"{title}: {trouble}" if trouble else title
    return f"{t.CONFLICT}: {title}" if incident.verdict == CONFLICT else title


def _state(incident: Incident, now_ms: int, *, open_: bool) -> str:
    if incident.end is not None:
        return _ending(incident, incident.end, now_ms)
    if not open_:
        return t.FORGOTTEN
    if incident.verdict in (CONFLICT, REFUSED):
        return t.LOOK
    if incident.stage is not Stage.NONE:
        return t.STAGES[incident.stage]
    if incident.silenced is not None:
        return f"{t.IN_ALARM}; {_by(t.SILENCED.lower(), incident.silenced)}"
    if incident.kind == PANEL_SILENT:
        return t.NOT_HEARD
    technical = rank_of(incident.kind) is Rank.TECHNICAL and not incident.kind.startswith("alarm.")
    return t.PERSISTS if technical else t.IN_ALARM


def _ending(incident: Incident, end: End, now_ms: int) -> str:
    """E.g. ``Cancelled by ana with keypad at 03:12:44, 12 s after it began``."""
    told = f"{_by(t.ENDS[end.how], end)}, {time_of(end.at_ms, now_ms).text}"
    after = f", {span(end.after_ms)} {t.AFTER}" if end.after_ms else ""
    certain = end.how is How.DISARMED and incident.stage > Stage.UNVERIFIED
    return f"{told}{after}{f' ({t.NOT_CANCELLED})' if certain else ''}"


def span(ms: int) -> str:
    """A length of time, in the unit that fits."""
    seconds = round(ms / 1000)
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7_200 else f"{seconds // 3600} h {seconds // 60 % 60} min"


def _by(what: str, end: End) -> str:
    who = f" {t.BY} {clean(end.actor)}" if end.actor else ""
    return f"{what}{who}{f' {t.WITH} {words(end.source)}' if end.source else ''}"


def _house(incident: Incident) -> str:
    """Which panel; of a refusal nobody knows."""
    return "" if incident.verdict == REFUSED else clean(incident.panel)


def _zone_words(zone: Zone) -> str:
    return f"{zone.number} {clean(zone.name)}".rstrip()


def _zone_link(panel: str, zone: Zone) -> Link:
    named = f"{zone.number} {clean(zone.name) if zone.name else t.UNNAMED}"
    return Link(named, zone_href(panel, zone.number), t.CLOSED_AGAIN if zone.restored else "")


def _latency(incident: Incident) -> str:
    if not incident.clock_set:
        return t.CLOCK_NOT_SET
    if incident.latency_ms is None:
        return ""
    return f"{incident.latency_ms:,} ms".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _notes(incident: Incident) -> tuple[str, ...]:
    unknown = incident.kind.startswith("alarm.") and incident.kind not in t.KINDS
    who = f"{t.BY} {clean(incident.actor)}" if incident.actor else ""
    means = f"{t.WITH} {words(incident.source)}" if incident.source else ""
    found = (
        t.TEST_MEANS if incident.test else "",
        t.UNKNOWN_KIND if unknown else "",
        t.EXIT_ERROR if incident.exit_error else "",
        t.RECENT_CLOSE if incident.recent_close else "",
        " ".join(filter(None, (who, means))).capitalize() if incident.kind != ReportKind.TROUBLE else "",
        clean(incident.detail)[:200],
        clean(incident.why)[:200] if incident.verdict in (CONFLICT, REFUSED) else "",
    )
    return tuple(filter(None, found))


def _picture(panel: str, frame: Frame, now_ms: int) -> Picture:
    time = time_of(frame.at_ms, now_ms).text
    large = frame.whole_stands
    small_only = frame.shown and large is not None and large is not Stands.HERE
    camera = clean(frame.camera)
    note = t.STANDS[frame.stands] if not frame.shown else t.SMALL_ONLY[large] if small_only and large else ""
    return Picture(
        id=f"frame-{camera}-{frame.at_ms}-{frame.index}",
        src=picture_href(panel, frame.shown) if frame.shown else "",
        href=picture_href(panel, frame.opens) if frame.opens else "",
        caption=t.camera_at(camera, frame.index),
        alt=t.picture_of(camera, frame.index, time),
        note=note,
    )
