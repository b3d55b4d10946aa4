"""Rules about codes, forcing, requests from afar, tests, consent and programmes."""

# ruff: noqa: SIM102 - first the situation, then what is wrong with it: two questions, two ifs

from hw_sim.model.edge import (
    ANSWERED,
    CHANGE,
    CONSENT,
    MODES,
    SLOT,
    TOLD,
    TRIAL,
    ZONE_ALARMS,
    Edge,
    Rules,
    is_armed,
)
from panel.core.events import (
    ArmRequested,
    Booted,
    BypassRequested,
    CodeTyped,
    ConsentRequested,
    DisarmRequested,
    RequestEnded,
    RequestMade,
    TagPresented,
    TimePassed,
    TrialRequested,
    WrongCode,
)
from panel.core.names import Condition, Reason, ReportKind, RequestKind, Role, Source, Status, Trial
from panel.core.state import Lock
from zones.kinds import Kind

RULES = Rules()
LOCAL = (Source.KEYPAD, Source.TAG, Source.KEYSWITCH)
REMOTE = (Source.WEB, Source.MQTT, Source.STATION, Source.HOME)


# codes --------------------------------------------------------------------------------------------


def _lock(locks: tuple[Lock, ...], source: Source) -> Lock:
    return next((lock for lock in locks if lock.source is source), Lock(source=source))


@RULES.after(WrongCode)
def wrong_codes_lock_their_own_means_and_no_other(edge: Edge) -> str | None:
    """So many within so long lock it, longer each time; another means is not touched."""
    assert isinstance(edge.event, WrongCode)
    source, plan = edge.event.source, edge.plan
    for other in Source:
        if other is not source and _lock(edge.before.locks, other) != _lock(edge.after.locks, other):
            return f"a wrong code by {source} changed the lock of {other}"
    was, now = _lock(edge.before.locks, source), _lock(edge.after.locks, source)
    if was.until_ms is not None:
        return None if now == was else f"{source} is locked, and one more code changed {was} to {now}"
    recent = [at for at in was.fails if at + plan.wrong_codes_ms > edge.now_ms]
    locks = len(recent) + 1 >= plan.wrong_codes
    for_ms = plan.locks_ms[min(was.level, len(plan.locks_ms) - 1)]
    if now.until_ms != (edge.now_ms + for_ms if locks else None):
        return f"{len(recent)} wrong codes before, level {was.level}: locked until {now.until_ms}"
    return None if len(edge.told(ReportKind.LOCKED)) == locks else "a lock that nobody was told of"


@RULES.after(ArmRequested, DisarmRequested, CodeTyped, WrongCode)
def while_locked_right_and_wrong_are_answered_alike(edge: Edge) -> str | None:
    """Nothing is done, nothing is told but duress, and the answer is ``locked``; a tag of one's own opens the way."""
    assert isinstance(edge.event, ArmRequested | DisarmRequested | CodeTyped | WrongCode)
    source = edge.event.source
    if _lock(edge.before.locks, source).until_ms is None:
        refused = [answer for answer in edge.step.answers if answer.reason is Reason.LOCKED]
        return f"{source} is not locked and the answer is locked" if refused else None
    tag = edge.before.tag
    shown = isinstance(edge.event, DisarmRequested) and tag is not None and tag.waits_for_pin
    if shown and tag is not None and isinstance(edge.event, DisarmRequested) and tag.actor == edge.event.actor.id:
        return None
    if [answer.reason for answer in edge.step.answers] != [Reason.LOCKED] or edge.after != edge.before:
        return f"{source} is locked; answered {edge.step.answers}"
    told = [report.kind for report in edge.step.reports if report.kind is not ReportKind.DURESS]
    return f"{source} is locked; told {told}" if told else None


@RULES.after(WrongCode, TimePassed)
def a_day_of_wrong_codes_is_a_tamper_once(edge: Edge) -> str | None:
    """At the tenth, whatever was locked between; and not again before a day has passed."""
    told = edge.told(ReportKind.TAMPER_CODE)
    if not isinstance(edge.event, WrongCode):
        return "time alone is no wrong code" if told else None
    was, now = (_lock(locks, edge.event.source) for locks in (edge.before.locks, edge.after.locks))
    if was.until_ms is None and now.day != min(was.day + 1, edge.plan.wrong_codes_day):
        return f"{now.day} wrong codes after {was.day}"
    return None if bool(told) is (was.day + 1 == now.day == edge.plan.wrong_codes_day) else f"told at {now.day}"


@RULES.after(TagPresented)
def a_lock_stops_no_tag(edge: Edge) -> str | None:
    """An attack on the keypad locks nobody out of the house."""
    locked = [answer for answer in edge.step.answers if answer.reason is Reason.LOCKED]
    return "a tag was told that it is locked" if locked else None


@RULES.after(TagPresented)
def a_disabled_tag_does_nothing_and_a_watched_one_is_told(edge: Edge) -> str | None:
    """Lost and found tags: the first is refused and told, the second works and is told."""
    assert isinstance(edge.event, TagPresented)
    disabled, watched_tag = edge.told(ReportKind.DISABLED_TAG), edge.told(ReportKind.WATCHED_TAG)
    if (len(disabled), len(watched_tag)) != (edge.event.standing == "disabled", edge.event.standing == "watch"):
        return f"a {edge.event.standing} tag told {len(disabled)} and {len(watched_tag)}"
    return "a disabled tag changed something" if disabled and edge.after != edge.before else None


# forcing ------------------------------------------------------------------------------------------


@RULES.after(ArmRequested)
def forcing_leaves_out_exactly_what_was_shown(edge: Edge) -> str | None:
    """With the token of an offer that still stands, by the same person, for the same mode: those zones, no others."""
    assert isinstance(edge.event, ArmRequested)
    asked, offer = edge.event, edge.before.force
    if not asked.force or edge.step.answers[-1].status is not Status.OK:
        return None
    stands = offer is not None and offer.token == asked.force and offer.until_ms > edge.now_ms
    if not stands or offer is None or offer.actor != asked.actor.id or offer.mode is not asked.mode:
        return f"{asked.actor.id} forced with {offer}"
    out = tuple(report.zone for report in edge.told(ReportKind.BYPASSED))
    if out != offer.zones:
        return f"shown {offer.zones}, left out {out}"
    kinds = {zone.id: zone.kind for zone in edge.plan.zones}
    if any(kinds[zone] not in (Kind.ENTRY_EXIT, Kind.FOLLOWER, Kind.INSTANT) for zone in out):
        return f"a 24-hour zone among {out} was forced"
    return None if edge.after.force is None else "a token that is used and still good"


@RULES.after(ArmRequested)
def an_offer_is_made_to_whoever_may_force_all_of_it(edge: Edge) -> str | None:
    """And only then: what cannot be forced is named, without a token."""
    assert isinstance(edge.event, ArmRequested)
    asked, answer = edge.event, edge.step.answers[-1]
    offered = bool(answer.force)
    if not offered:
        return None
    if answer.reason is not Reason.NOT_READY or edge.after.force is None or edge.after.force.token != asked.offer:
        return f"offered with {answer.reason}"
    if asked.actor.role is not Role.ADMINISTRATOR and "force" not in asked.actor.granted:
        return f"{asked.actor.id} may not force and was offered it"
    kept = edge.after.force
    if (kept.zones, kept.conditions, kept.actor) != (answer.zones, answer.conditions, asked.actor.id):
        return f"offered {kept}, said {answer.zones}"
    roles = dict(edge.plan.overrides)
    if any(asked.actor.role not in roles.get(condition, ()) for condition in answer.conditions):
        return f"{asked.actor.role} may not override {answer.conditions}"
    return None


@RULES.about(CHANGE)
def an_offer_does_not_outlive_what_it_was_about(edge: Edge) -> str | None:
    """Any arm or disarm that was done, its time, a restart, and another zone that opens end it."""
    was, now = edge.before.force, edge.after.force
    if was is None or now != was:
        return None
    if was.until_ms <= edge.now_ms or isinstance(edge.event, Booted):
        return f"an offer until {was.until_ms} still stands"
    moved = any(before.mode is not after.mode for _, before, after in edge.areas)
    other = any(trip.plan.id not in was.zones for trip in edge.trips)
    return "an offer outlived what it was about" if moved or other else None


@RULES.after(ArmRequested)
def nothing_of_the_panel_itself_is_armed_over_in_silence(edge: Edge) -> str | None:
    """Mains, battery, paths, siren: refused and named, or forced and kept with the arming."""
    assert isinstance(edge.event, ArmRequested)
    present = _conditions(edge)
    fresh = [(i, now) for i, was, now in edge.areas if now.mode is not was.mode and is_armed(now)]
    if not fresh or not present:
        return None
    if not edge.event.force:
        return f"armed over {present}"
    return None if all(set(now.overrode) == present for _, now in fresh) else f"{present} and {fresh[0][1].overrode}"


def _conditions(edge: Edge) -> set[Condition]:
    present = {trouble.value for trouble, _ in edge.before.troubles}
    down = {detail for trouble, detail in edge.before.troubles if trouble.value == "station_path"}
    found = {
        Condition.MAINS: "mains" in present,
        Condition.BATTERY: bool(present & {"battery_low", "battery_missing"}),
        Condition.PATHS: bool(edge.plan.paths) and set(edge.plan.paths) <= down,
        Condition.SIREN: "siren" in present,
    }
    return {condition for condition, there in found.items() if there}


# requests from afar -------------------------------------------------------------------------------


@RULES.about(SLOT, ANSWERED)
def every_request_ends_once(edge: Edge) -> str | None:
    """A slot that is freed answers its request; one that is taken answers nothing yet; nobody is answered twice."""
    was, now = edge.before.slot, edge.after.slot
    answered = [answer.request for answer in edge.step.answers if answer.request]
    if len(set(answered)) != len(answered):
        return f"answered twice: {answered}"
    freed = was is not None and (now is None or now.id != was.id)
    if was is not None and freed is not (was.id in answered):
        return f"{was.id} freed {freed}, answered {answered}"
    return f"{now.id} is under way and was answered" if now is not None and now.id in answered else None


@RULES.after(RequestMade, ArmRequested, BypassRequested, TrialRequested)
def one_request_from_afar_at_a_time(edge: Edge) -> str | None:
    """The second is told at once what is under way and since when; whoever stands in the house never waits."""
    assert isinstance(edge.event, RequestMade | ArmRequested | BypassRequested | TrialRequested)
    slot, source = edge.before.slot, edge.event.source
    standing = slot is not None and slot.until_ms > edge.now_ms
    waits = source in REMOTE or isinstance(edge.event, RequestMade)
    busy = [answer for answer in edge.step.answers if answer.status is Status.BUSY]
    if busy and (not standing or not waits):
        return f"busy for {source}, with {slot}"
    if busy and slot is not None and (busy[0].busy, busy[0].age_ms) != (slot.kind, edge.now_ms - slot.began_ms):
        return f"busy with {busy[0].busy} for {busy[0].age_ms} ms"
    same = isinstance(edge.event, RequestMade) and slot is not None and edge.event.id == slot.id
    if standing and waits and not same and any(a.status is Status.OK for a in edge.step.answers):
        return "a second request was done while one is under way"
    pushed = standing and isinstance(edge.event, RequestMade) and not same and edge.after.slot != slot
    return "a request took the place of one that is under way" if pushed else None


@RULES.after(DisarmRequested, TagPresented)
def a_disarm_never_waits_for_a_request(edge: Edge) -> str | None:
    """From wherever it comes."""
    busy = any(answer.status is Status.BUSY for answer in edge.step.answers)
    return "somebody wants to disarm and is told to wait" if busy else None


@RULES.after(ArmRequested, DisarmRequested)
def what_is_done_in_the_house_supersedes_what_was_asked_from_afar(edge: Edge) -> str | None:
    """An arming, a bypass or a test that waits; a picture goes on."""
    assert isinstance(edge.event, ArmRequested | DisarmRequested)
    slot = edge.before.slot
    done = any(a.request == edge.event.request and a.status is Status.OK for a in edge.step.answers)
    if slot is None or not done or edge.event.source not in LOCAL or slot.until_ms <= edge.now_ms:
        return None
    waits = slot.kind in (RequestKind.ARM, RequestKind.BYPASS, RequestKind.TEST)
    ended = [a.status for a in edge.step.answers if a.request == slot.id]
    return None if ended == ([Status.SUPERSEDED] if waits else []) else f"{slot.kind} ended {ended}"


@RULES.after(RequestEnded, Booted, TimePassed)
def a_request_ends_as_it_must(edge: Edge) -> str | None:
    """As whoever did it says; in ``timeout`` at its deadline; ``unconfirmed`` over a restart."""
    slot = edge.before.slot
    ended = [a for a in edge.step.answers if slot is not None and a.request == slot.id]
    if slot is None or not ended:
        return None
    answer = ended[0]
    if isinstance(edge.event, Booted):
        return None if answer.status is Status.UNCONFIRMED else f"over a restart it ended {answer.status}"
    if isinstance(edge.event, TimePassed):
        late = edge.now_ms >= slot.until_ms and answer.reason is Reason.TIMEOUT
        return None if late else f"time ended it {answer.status} {answer.reason}"
    assert isinstance(edge.event, RequestEnded)
    return None if (answer.status, answer.reason) == (edge.event.status, edge.event.reason) else f"ended {answer}"


@RULES.after(RequestMade)
def no_camera_looks_at_people_at_home(edge: Edge) -> str | None:
    """Disarmed and quiet, a picture on request is refused for their privacy; after an alarm it is not."""
    assert isinstance(edge.event, RequestMade)
    shows = edge.event.kind in (RequestKind.IMAGE, RequestKind.CLIP)
    quiet = not any(is_armed(was) or was.memory or was.alarmed_at_ms is not None for _, was, _ in edge.areas)
    taken = edge.after.slot is not None and edge.after.slot.id == edge.event.id
    fresh = taken and edge.before.slot is None
    return "a camera looks at people at home" if shows and quiet and fresh and edge.plan.camera_privacy else None


@RULES.after(RequestMade)
def only_a_camera_that_is_there_is_asked(edge: Edge) -> str | None:
    """Nobody waits for the picture of a camera that nobody has."""
    assert isinstance(edge.event, RequestMade)
    camera, slot = edge.event.camera, edge.after.slot
    taken = slot is not None and slot.id == edge.event.id
    return f"a picture of {camera} is waited for" if camera and camera not in edge.plan.cameras and taken else None


# tests and consent --------------------------------------------------------------------------------


@RULES.about(MODES, TRIAL)
def nothing_is_tried_out_while_armed(edge: Edge) -> str | None:
    """A test begins only while everything is idle, by whoever may, and ends with the next arming."""
    armed = any(is_armed(now) for _, _, now in edge.areas)
    if edge.after.trial is not None and armed:
        return "armed, and a test runs"
    if edge.after.trial is not None and edge.before.trial is None:
        event = edge.event
        if not isinstance(event, TrialRequested):
            return f"a test by {type(event).__name__}"
        consented = edge.before.consent_until_ms is not None
        by_right = event.actor.role is Role.ADMINISTRATOR or (event.actor.role is Role.INSTALLER and consented)
        if not by_right and not (event.actor.role is Role.STATION and event.trial is Trial.STATION):
            return f"a test by {event.actor.id}"
    return None


@RULES.about(TRIAL, ReportKind.TRIAL_BEGUN, ReportKind.TRIAL_ENDED)
def a_test_is_told_when_it_begins_and_ends(edge: Edge) -> str | None:
    """Those in the house and the station must know what they hear is a test; and when it is none any more."""
    began, ended = len(edge.told(ReportKind.TRIAL_BEGUN)), len(edge.told(ReportKind.TRIAL_ENDED))
    was, now = edge.before.trial, edge.after.trial
    if (was is not None) + began - ended != (now is not None):
        return f"from {was} to {now}: begun {began}, ended {ended}"
    if now is not None and now.until_ms > edge.now_ms + max(edge.plan.walk_ms, edge.plan.trial_ms):
        return f"a test until {now.until_ms}"
    return None


_FLAGGED = frozenset((*ZONE_ALARMS, ReportKind.SOS))


@RULES.about(TOLD)
def only_what_a_test_covers_is_flagged(edge: Edge) -> str | None:
    """No test: nothing. Service: tampers. Else all but what lives hang on, unless it was named."""
    trial = edge.before.trial
    for report in edge.step.reports:
        if report.kind not in _FLAGGED:
            continue
        if report.trial and trial is None:
            return f"{report.kind} is flagged as a test, and none runs"
        lives = report.kind in LIVES and (trial is None or report.kind not in trial.named)
        if report.trial and (lives or (trial and trial.trial is Trial.SERVICE and report.kind is not TAMPER)):
            return f"{report.kind} is flagged in {trial}"
        if trial is not None and not report.trial and trial.until_ms > edge.now_ms and report.kind is TAMPER:
            if not isinstance(edge.event, Booted | ArmRequested):
                return "a tamper in a test or service that is taken for real"
    return None


TAMPER = ReportKind.TAMPER
LIVES = (
    ReportKind.HOLD_UP,
    ReportKind.SOS,
    ReportKind.PANIC,
    ReportKind.MEDICAL,
    ReportKind.FIRE,
    ReportKind.GAS,
    ReportKind.CARBON_MONOXIDE,
)


@RULES.about(CONSENT, ReportKind.CONSENT_GIVEN, ReportKind.CONSENT_ENDED)
def the_installer_is_in_only_by_consent(edge: Edge) -> str | None:
    """Of the administrator, for 1, 2, 4 or 8 hours, told when it begins and ends; what they tried out ends with it."""
    was, now = edge.before.consent_until_ms, edge.after.consent_until_ms
    given, ended = len(edge.told(ReportKind.CONSENT_GIVEN)), len(edge.told(ReportKind.CONSENT_ENDED))
    event = edge.event
    if now is not None and (was is None or now > was) and not isinstance(event, Booted):
        asked = isinstance(event, ConsentRequested) and event.actor.role is Role.ADMINISTRATOR
        if not asked or given != 1:
            return f"the installer is in by {type(event).__name__}"
    if (
        was is not None
        and now is None
        and (ended != 1 or (edge.after.trial is not None and edge.after.trial.by_consent))
    ):
        return f"consent ended, told {ended}, {edge.after.trial}"
    return None
