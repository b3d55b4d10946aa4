"""The verbs of a story: each a pattern and what it does on the stage. Whatever fits none of them is refused.

WHO is a name of the cast; HOW says by what means, at the keypad where nothing is said.
"""

import re
from collections.abc import Callable

from msgspec.structs import replace

from panel.core.events import (
    Actor,
    ArmRequested,
    BypassRequested,
    ChimeSet,
    ConsentRequested,
    DisarmRequested,
    HelpCalled,
    PeopleChanged,
    PostponeRequested,
    RequestEnded,
    RequestMade,
    TagPresented,
    TrialRequested,
    TroubleCleared,
    TroubleRaised,
    UnknownTag,
    WrongCode,
    ZoneChanged,
)
from panel.core.names import (
    Bypass,
    Help,
    Hours,
    Mode,
    PeopleChange,
    Reason,
    ReportKind,
    RequestKind,
    Source,
    Status,
    TagStanding,
    Trial,
    Trouble,
)
from tests.support.stories.houses import CAST, GRANTS, SPAN, span_ms, zone_named
from tests.support.stories.stage import CoreStage
from zones.kinds import Level

Found = re.Match[str]
Act = Callable[[CoreStage, Found], list[str]]

WHO = rf"(?P<who>{'|'.join(CAST)})"
MEANS = {
    "at the keypad": Source.KEYPAD,
    "on the page": Source.WEB,
    "by message": Source.MQTT,
    "from the station": Source.STATION,
    "through the home link": Source.HOME,
}
HOW = rf"(?: (?P<how>{'|'.join(MEANS)})(?: as (?P<id>\w+))?)?"
AREAS = r"(?P<areas>\w+(?: and \w+)*)"
MANNER = (
    r"(?P<at_once>, with no exit time)?(?P<silent>, silently)?(?:, forcing with (?P<token>[\w-]+))?"
    r"(?P<duress>, under duress)?"
)
LEVELS = {
    "opens": Level.OPEN,
    "trips": Level.OPEN,
    "closes": Level.SECURE,
    "rests": Level.SECURE,
    "is tampered with": Level.TAMPER,
    "is masked": Level.MASKED,
    "fails": Level.FAULT,
    "falls silent": Level.UNKNOWN,
}
TRIALS = {"a walk test": Trial.WALK, "a station test": Trial.STATION, "service": Trial.SERVICE}


def _who(stage: CoreStage, found: Found) -> Actor:
    return stage.cast[found["who"]]


def _source(found: Found) -> Source:
    return MEANS[found["how"] or "at the keypad"]


def _id(found: Found) -> str:
    return found["id"] or ""


def _areas(found: Found) -> tuple[str, ...]:
    return tuple(found["areas"].split(" and ")) if found["areas"] else ()


def _reads(stage: CoreStage, found: Found) -> list[str]:
    zone, level = zone_named(stage.plan, found[1]).id, LEVELS[found[2]]
    return stage.reads(zone, level, ZoneChanged(zone, level))


def _arms(stage: CoreStage, found: Found) -> list[str]:
    stage.tokens += 1
    return stage.happens(
        ArmRequested(
            actor=_who(stage, found),
            source=_source(found),
            mode=Mode(found["mode"]),
            areas=_areas(found),
            no_exit=bool(found["at_once"]),
            silent=bool(found["silent"]),
            force=found["token"] or "",
            offer=f"token-{stage.tokens}",
            duress=bool(found["duress"]),
            request=_id(found),
        )
    )


def _disarms(stage: CoreStage, found: Found) -> list[str]:
    asked = DisarmRequested(
        actor=_who(stage, found),
        source=_source(found),
        areas=_areas(found),
        duress=bool(found["duress"]),
        request=_id(found),
    )
    return stage.happens(asked)


def _tag(stage: CoreStage, found: Found) -> list[str]:
    standing = {"": TagStanding.GOOD, " disabled": TagStanding.DISABLED, " watched": TagStanding.WATCHED}
    shown = TagPresented(
        actor=_who(stage, found), uid_only=not found["safe"], standing=standing[found["standing"] or ""], reader="hall"
    )
    return stage.happens(shown)


def _bypass(stage: CoreStage, found: Found) -> list[str]:
    bypass = {"bypasses": Bypass.ONCE, "isolates": Bypass.ISOLATED, "takes back": Bypass.NONE}[found["what"]]
    zone = zone_named(stage.plan, found["zone"]).id
    asked = BypassRequested(
        actor=_who(stage, found), source=_source(found), zone=zone, bypass=bypass, request=_id(found)
    )
    return stage.happens(asked)


def _trial(stage: CoreStage, found: Found) -> list[str]:
    named = tuple(ReportKind(kind) for kind in (found["named"] or "").split(" and ") if kind)
    asked = TrialRequested(
        actor=_who(stage, found),
        source=_source(found),
        trial=TRIALS[found["trial"]],
        named=named,
        for_ms=span_ms(found["span"]) if found["span"] else 0,
        request=_id(found),
    )
    return stage.happens(asked)


def _ends_trial(stage: CoreStage, found: Found) -> list[str]:
    return stage.happens(TrialRequested(actor=_who(stage, found), source=Source.KEYPAD, trial=None))


def _consents(stage: CoreStage, found: Found) -> list[str]:
    for_ms = span_ms(found["span"]) if found["span"] else 0
    return stage.happens(ConsentRequested(actor=_who(stage, found), source=Source.KEYPAD, for_ms=for_ms))


def _postpones(stage: CoreStage, found: Found) -> list[str]:
    asked = PostponeRequested(actor=_who(stage, found), source=Source.KEYPAD, for_ms=span_ms(found["span"]))
    return stage.happens(asked)


def _requests(stage: CoreStage, found: Found) -> list[str]:
    kind = RequestKind(found["kind"])
    return stage.happens(RequestMade(actor=_who(stage, found), source=_source(found), kind=kind, id=_id(found)))


def _delivers(stage: CoreStage, found: Found) -> list[str]:
    reason = Reason(found["reason"]) if found["reason"] else None
    status = Status.OK if reason is None else Status.ERROR
    return stage.happens(RequestEnded(id=found["id"], status=status, reason=reason))


def _trouble(stage: CoreStage, found: Found) -> list[str]:
    event = (TroubleRaised if found["begins"] == "begins" else TroubleCleared)(
        Trouble(found["trouble"]), found["detail"] or ""
    )
    return stage.happens(event)


def _grants(stage: CoreStage, found: Found) -> list[str]:
    whom = found["whom"]
    before = stage.cast[whom]
    stage.cast[whom] = replace(before, granted=(*before.granted, GRANTS[found["right"]]))
    changed = PeopleChanged(change=PeopleChange.RIGHTS, actor=_who(stage, found).id, source=Source.WEB, whom=before.id)
    return stage.happens(changed)


def _changes_people(stage: CoreStage, found: Found) -> list[str]:
    change = PeopleChange(found["change"])
    whom = stage.cast[found["whom"]].id
    return stage.happens(PeopleChanged(change=change, actor=_who(stage, found).id, source=_source(found), whom=whom))


def _hours(stage: CoreStage, found: Found) -> list[str]:
    stage.cast["the cleaner"] = replace(stage.cast["the cleaner"], hours=Hours(found[1]))
    return []


def _sets_clock(stage: CoreStage, found: Found) -> list[str]:
    stage.sets_clock(found[1])
    return stage.passes(stage.now_ms)


def _helps(stage: CoreStage, found: Found) -> list[str]:
    who = "" if found["who"] == "somebody" else stage.cast[found["who"]].id
    return stage.happens(HelpCalled(help=Help(found["help"]), source=_source(found), actor=who))


VERBS: tuple[tuple[str, Act], ...] = (
    # the house
    (rf"(.+) ({'|'.join(LEVELS)})", _reads),
    (r"the chime is switched (on|off)", lambda stage, found: stage.happens(ChimeSet(found[1] == "on"))),
    # arming and disarming
    (
        rf"{WHO} arms (?P<mode>\w+)(?: in {AREAS})?{HOW}{MANNER}",
        _arms,
    ),
    (
        rf"{WHO} disarms(?: (?P<areas>(?!at|on|by|from|through)\w+(?: and \w+)*))?{HOW}(?P<duress>, under duress)?",
        _disarms,
    ),
    (rf"{WHO} shows a(?P<standing> disabled| watched)? tag(?P<safe> that cannot be copied)?", _tag),
    (r"somebody shows an unknown tag", lambda stage, found: stage.happens(UnknownTag("hall"))),
    (rf"somebody gives a wrong code{HOW}", lambda stage, found: stage.happens(WrongCode(_source(found), _id(found)))),
    # zones left out
    (rf"{WHO} (?P<what>bypasses|isolates|takes back) (?P<zone>.+?){HOW}", _bypass),
    # help
    (rf"{WHO[:-1]}|somebody) calls for help: (?P<help>\w+){HOW}", _helps),
    # tests, service, consent
    (
        rf"{WHO} begins (?P<trial>{'|'.join(TRIALS)})(?: for (?P<span>{SPAN}))?{HOW}(?:, naming (?P<named>.+))?",
        _trial,
    ),
    (rf"{WHO} ends it", _ends_trial),
    (rf"{WHO} lets the installer in for (?P<span>{SPAN})", _consents),
    (rf"{WHO} sends the (?P<span>)installer away", _consents),
    # programmes and the clock
    (rf"{WHO} postpones it for (?P<span>{SPAN})", _postpones),
    (r"the clock on the wall is set to (\d{4}-\d\d-\d\d \d\d:\d\d)", _sets_clock),
    # requests from afar
    (rf"{WHO} asks for (?:an?|to)? ?(?P<kind>image|clip|test|listen|arm){HOW}", _requests),
    (r"(?P<id>\w+) is delivered(?P<reason>)", _delivers),
    (r"(?P<id>\w+) cannot be had: (?P<reason>\w+)", _delivers),
    # the panel itself
    (r"trouble (?P<trouble>\w+)(?: \((?P<detail>[^)]+)\))? (?P<begins>begins|ends)", _trouble),
    (r"the panel stops", lambda stage, found: stage.stops(powered=True)),
    (r"the power goes", lambda stage, found: stage.stops(powered=False)),
    (r"the panel starts again", lambda stage, found: stage.starts(known=True)),
    (r"the panel starts again, nobody knows after how long", lambda stage, found: stage.starts(known=False)),
    (r"the store is found damaged", lambda stage, found: stage.loses_memory()),
    # people
    (rf"{WHO} grants (?P<whom>{'|'.join(CAST)}) (?P<right>{'|'.join(GRANTS)})", _grants),
    (rf"{WHO} changes (?P<change>\w+) of (?P<whom>{'|'.join(CAST)}){HOW}", _changes_people),
    (r"the cleaner's hours: (in|after|out)", _hours),
    # looking
    (r"the panel lists what is in the way of (\w+) in (\w+)", lambda stage, found: stage.way(found[2], found[1])),
    (r"the panel lists the memory of (\w+)", lambda stage, found: stage.memory(found[1])),
    (r"the panel lists what is left out", lambda stage, found: stage.left_out()),
)
