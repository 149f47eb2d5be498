"""An incident: open it, gather its cases, tell the city, hand it over, end it. Opening and ending cost the same however
many cases there are: a sweep walks through them in batches."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from shapely.errors import ShapelyError
from shapely.geometry import shape

from civic.accounts.models import Person
from civic.cases.actions.holding import hold_clock, let_run
from civic.cases.actions.moving import hold, tell_reporter, write_note
from civic.cases.models import Bulletin, Case, Incident, Joined, Part
from civic.cases.queries import part_of
from civic.cases.queries.incidents import (
    forget_incidents,
    may_command,
    opens_incidents,
)
from civic.cases.rules.incidents import (
    BULLETIN_LONGEST,
    JOINING,
    LOOKS_BACK_MOST,
    REASON_LONGEST,
    IncidentState,
    until_fault,
)
from civic.lib.nudge import nudge
from civic.lib.plain_text import clean_line, clean_text, guess_language
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.models import Matter, Office
from civic.offices.queries import OfficerHand, hand_of
from civic.places.models import Area, Cell

TEND = "cases.tend_incidents"
_NAME_LONGEST = {"zh-hans": 120, "zh-hant": 120, "en": 160}
_ENDED = _("This incident has ended. Nothing of it changes any more.")


@transaction.atomic
def open_incident(
    *,
    names: Mapping[str, str],
    reason: str,
    commander: Person,
    matters: Collection[Matter],
    areas: Collection[Area] = (),
    cells: Collection[Cell] = (),
    polygon: dict[str, Any] | None = None,
    gathers_from: datetime | None = None,
    until: datetime,
    by: Person,
    at: datetime,
) -> Incident:
    """Something concerns many cases: they get one commander and a public bulletin, and their clocks stand still until a
    moment at the latest. A sweep gathers the cases of these places and matters; new ones join when they come in.

    Raises NotAllowed for whoever is neither of the committee nor head of the command centre, and for a commander who
    checks or reviews; NotValid by field.
    """
    if not opens_incidents(hand_of(by, on=localdate(at))):
        raise NotAllowed(_("The committee and the head of the command centre open an incident."))
    office = _office_of(commander, at=at)
    since = gathers_from or at
    told = _checked(names, reason, until=until, since=since, at=at)
    _check_polygon(polygon)
    if (areas or cells or polygon) and not matters:
        raise NotValid(fields={"matters": _("Choose what its cases are about.")})
    incident = Incident.objects.create(
        slug=_slug(told["names"], at=at),
        name_zh_hans=told["names"]["zh-hans"],
        name_zh_hant=told["names"].get("zh-hant", ""),
        name_en=told["names"].get("en", ""),
        reason=told["reason"],
        language=guess_language(told["reason"]),
        commander=commander,
        office=office,
        opened_by=by,
        opened_at=at,
        gathers_from=since,
        until=until,
        polygon=polygon,
    )
    incident.areas.set(areas)
    incident.cells.set(cells)
    incident.matters.set(matters)
    _read_again()
    return incident


@transaction.atomic
def write_bulletin(incident: Incident, *, text: str, by: Person, at: datetime) -> Bulletin:
    """The commander tells everybody how it stands. Raises NotAllowed for everybody else, NotValid without words,
    Conflict once it has ended."""
    incident = _command(incident, by=by, at=at)
    return _tell_all(incident, _words(text, "text", BULLETIN_LONGEST), by=by, at=at)


@transaction.atomic
def extend_incident(incident: Incident, *, until: datetime, text: str, by: Person, at: datetime) -> Incident:
    """The clocks stand still longer, or shorter, than was said; the bulletin says why. Raises NotAllowed, NotValid,
    Conflict once it has ended."""
    incident = _command(incident, by=by, at=at)
    if fault := until_fault(until, at=at):
        raise NotValid(fields={"until": fault})
    _tell_all(incident, _words(text, "text", BULLETIN_LONGEST), by=by, at=at)
    incident.until = until
    incident.save(update_fields=["until"])
    _read_again()
    return incident


@transaction.atomic
def hand_command(incident: Incident, *, to: Person, by: Person, at: datetime) -> Incident:
    """Another officer commands from now on: the commander says so, or whoever may open an incident. Raises NotAllowed,
    also for a commander who checks or reviews; Conflict once it has ended, or where she commands already."""
    incident = _hold_incident(incident)
    hand = hand_of(by, on=localdate(at))
    if hand is None or (incident.commander_id != by.pk and not opens_incidents(hand)):
        raise NotAllowed(_("The commander hands over, or whoever may open an incident."))
    if incident.commander_id == to.pk:
        raise Conflict(_("This officer commands already."))
    incident.commander, incident.office = to, _office_of(to, at=at)
    incident.save(update_fields=["commander", "office"])
    return incident


@transaction.atomic
def end_incident(incident: Incident, *, text: str, by: Person, at: datetime) -> Incident:
    """It is over: the clocks run again from now on, and no case is closed by it. A sweep reckons each case's days and
    tells its resident once. Raises NotAllowed, NotValid without a last word, Conflict where it has ended."""
    incident = _command(incident, by=by, at=at)
    _tell_all(incident, _words(text, "text", BULLETIN_LONGEST), by=by, at=at)
    return let_end(incident, by=by, at=at)


@transaction.atomic
def join_incident(case: Case, *, incident: Incident, by: Person, at: datetime) -> Joined:
    """The commander puts a case into the incident that its rule does not reach. Raises NotAllowed; Conflict for a case
    at an end or in an incident already; NotValid for misconduct and thanks."""
    incident = _command(incident, by=by, at=at)
    case = hold(case)
    if case.kind not in JOINING:
        raise NotValid(fields={"number": _("A case of this kind joins no incident.")})
    if not case.is_open:
        raise Conflict(_("This case is at an end. Nothing of it waits for the incident."))
    if case.incident_id is not None:
        raise Conflict(_("This case is in an incident already."))
    _take_part(case, by=by, verb="join-incident", at=at)
    return put_in(case, incident, by=by, at=at)


@transaction.atomic
def leave_incident(case: Case, *, incident: Incident, by: Person, at: datetime) -> None:
    """The commander takes a case out that has nothing to do with it: its clock runs again. Raises NotAllowed; Conflict
    where it is not in the incident, or that has ended."""
    incident = _command(incident, by=by, at=at)
    case = hold(case)
    joined = Joined.objects.filter(incident=incident, case=case, left_at__isnull=True).first()
    if joined is None or case.incident_id != incident.pk:
        raise Conflict(_("This case is not in the incident."))
    _take_part(case, by=by, verb="leave-incident", at=at)
    take_out(joined, case, incident, verb="leave-incident", since=at, by=by, at=at)


# --- the pieces ---


def _hold_incident(incident: Incident) -> Incident:
    held = Incident.objects.select_for_update().get(pk=incident.pk)
    if not held.is_open:
        raise Conflict(_ENDED)
    return held


def _command(incident: Incident, *, by: Person, at: datetime) -> Incident:
    """The incident, locked, for its commander."""
    held = _hold_incident(incident)
    if held.commander_id != by.pk:
        raise NotAllowed(_("Only the commander of the incident does this."))
    if not may_command(hand_of(by, on=localdate(at))):
        raise NotAllowed(_("You hold no post today that commands. Let somebody else take over."))
    return held


def _office_of(commander: Person, *, at: datetime) -> Office:
    """The office a commander speaks for."""
    hand: OfficerHand | None = hand_of(commander, on=localdate(at))
    if hand is None or not may_command(hand):
        told = _("A commander is of the committee, heads an office, or dispatches; whoever checks commands nothing.")
        raise NotValid(fields={"commander": told})
    return Office.objects.get(pk=min(hand.office_ids))


def _checked(
    names: Mapping[str, str], reason: str, *, until: datetime, since: datetime, at: datetime
) -> dict[str, Any]:
    wrong: dict[str, Any] = {}
    kept = {language: clean_line(names.get(language, "")).strip() for language in _NAME_LONGEST}
    if not kept["zh-hans"]:
        wrong["name_zh_hans"] = _("Give it a name that everybody understands.")
    for language, longest in _NAME_LONGEST.items():
        if len(kept[language]) > longest:
            wrong[f"name_{language.replace('-', '_')}"] = _("This name is too long.")
    words = clean_text(reason).strip()
    if not words:
        wrong["reason"] = _("Say why: everybody reads it, and the clocks stand still for it.")
    elif len(words) > REASON_LONGEST:
        wrong["reason"] = _("This is too long. Keep it under %(count)d characters.") % {"count": REASON_LONGEST}
    if fault := until_fault(until, at=at):
        wrong["until"] = fault
    if not at - LOOKS_BACK_MOST <= since <= at:
        wrong["gathers_from"] = _("Its cases were filed within the last 30 days.")
    if wrong:
        raise NotValid(fields=wrong)
    return {"names": kept, "reason": words}


def _check_polygon(polygon: dict[str, Any] | None) -> None:
    if polygon is None:
        return
    try:
        drawn = shape(polygon)
        good = polygon.get("type") in ("Polygon", "MultiPolygon") and drawn.is_valid and not drawn.is_empty
    except (ShapelyError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        good = False
    if not good:
        raise NotValid(fields={"polygon": _("This is not the outline of an area, as GeoJSON draws one.")})


def _slug(names: Mapping[str, str], *, at: datetime) -> str:
    begins = f"{slugify(names.get('en', ''))[:40].strip('-') or 'incident'}-{localdate(at).isoformat()}"
    taken = set(Incident.objects.filter(slug__startswith=begins).values_list("slug", flat=True))
    return next(slug for slug in (begins, *(f"{begins}-{turn}" for turn in range(2, 1000))) if slug not in taken)


def _words(text: str, name: str, longest: int) -> str:
    words = clean_text(text).strip()
    if not words:
        raise NotValid(fields={name: _("Write something here: others will rely on it.")})
    if len(words) > longest:
        raise NotValid(fields={name: _("This is too long. Keep it under %(count)d characters.") % {"count": longest}})
    return words


def _tell_all(incident: Incident, text: str, *, by: Person | None, at: datetime) -> Bulletin:
    last = incident.bulletins.order_by("-number").first()
    return Bulletin.objects.create(
        incident=incident,
        number=(last.number if last else 0) + 1,
        at=at,
        by=by,
        office_id=incident.office_id,
        text=text,
        language=guess_language(text),
    )


def let_end(incident: Incident, *, by: Person | None, at: datetime) -> Incident:
    """The incident has ended; the sweep lets its cases run. The caller holds it."""
    incident.state, incident.ended_at, incident.ended_by = IncidentState.ENDED, at, by
    incident.save(update_fields=["state", "ended_at", "ended_by"])
    _read_again()
    return incident


def put_in(case: Case, incident: Incident, *, by: Person | None, at: datetime) -> Joined:
    """The case is in the incident: its clock stands still, its timeline says so, its resident is told."""
    joined = Joined.objects.create(incident=incident, case=case, at=at, by=by, promised=case.answer_due_at)
    case.incident = incident
    hold_clock(case, since=at, until=incident.until)
    _note(case, "join-incident", incident, by=by, facts=incident_facts(incident), at=at)
    case.save(update_fields=["incident", "held_until", "due_at", "answer_due_at", "demand_due_at", "last_seq"])
    tell_reporter(case, verb="incident-join", at=at, more=_told(incident))
    return joined


def take_out(
    joined: Joined, case: Case, incident: Incident, *, verb: str, since: datetime, by: Person | None, at: datetime
) -> None:
    """The clock of the case runs again since a moment; who waits for it is told once."""
    Joined.objects.filter(pk=joined.pk).update(left_at=at)
    before = joined.promised or case.answer_due_at
    if case.incident_id == incident.pk:
        case.incident = None
        let_run(case, at=since)
    facts: dict[str, Any] = {"incident": incident.slug, "names": incident.names, "runs_since": since.isoformat()}
    if case.is_open and before is not None and case.answer_due_at is not None and before != case.answer_due_at:
        facts |= {"from": before.isoformat(), "until": case.answer_due_at.isoformat()}
    _note(case, verb, incident, by=by, facts=facts, at=at)
    case.save(update_fields=["incident", "held_until", "due_at", "answer_due_at", "demand_due_at", "last_seq"])
    if case.is_open:
        tell_reporter(case, verb="incident-end", at=at, more=_told(incident))


def _note(case: Case, verb: str, incident: Incident, *, by: Person | None, facts: dict[str, Any], at: datetime) -> None:
    hand = hand_of(by, on=localdate(at)) if by is not None else None
    side, office = (hand.side, incident.office) if hand is not None else ("calendar", None)
    write_note(case, verb, side=side, by=by, office=office, facts=facts, at=at)


def incident_facts(incident: Incident) -> dict[str, Any]:
    """What a line says of an incident: its name in all languages, and until when it holds the clock."""
    return {"incident": incident.slug, "names": incident.names, "held_until": incident.until.isoformat()}


def _told(incident: Incident) -> dict[str, Any]:
    return {"incident": incident, "bulletin_url": f"{settings.SITE_URL}/incidents/{incident.slug}/"}


def _take_part(case: Case, *, by: Person, verb: str, at: datetime) -> None:
    hand, part = hand_of(by, on=localdate(at)), part_of(case, by)
    assert hand is not None
    if part is not None and part.side != hand.side:
        raise NotAllowed(_("You took another side in this case, so somebody else decides on it."))
    if part is None:
        Part.objects.create(case=case, person=by, side=hand.side, verb=verb, at=at)


def _read_again() -> None:
    """Every page and every filing asks anew, here at once and elsewhere within seconds; a sweep walks on."""
    forget_incidents()
    transaction.on_commit(forget_incidents)
    nudge(TEND)
