"""The cases of an incident: those filed into it, and a sweep that gathers the others, moves them when it is prolonged
and lets them run when it has ended."""

from datetime import datetime, timedelta

from django.db import transaction

from civic.cases.actions.holding import move_hold
from civic.cases.actions.incidents import TEND, incident_facts, let_end, put_in, take_out
from civic.cases.actions.moving import hold, write_note
from civic.cases.models import Case, Incident, Joined, Line
from civic.cases.queries.incidents import candidates, ends_by_itself, incident_of, reach_of, takes
from civic.cases.rules.incidents import IncidentState
from civic.lib.nudge import nudge

BATCH = 100
LOOK_AGAIN = timedelta(minutes=10)  # a case may have been on its way in when it was looked for


def tend_incidents(*, at: datetime, most: int = BATCH) -> int:
    """Walk on with the incidents, so many cases a sweep: end what is over, gather what is reached, move what was
    prolonged, let run what has ended. Each case has a transaction of its own. Returns how many cases were touched."""
    for incident in list(ends_by_itself(at)[:most]):
        _end_by_itself(incident.pk, at=at)
    touched = 0
    for work in (_let_go, _gather, _prolong):
        touched += work(at=at, most=most - touched)
        if touched >= most:
            nudge(TEND)
            break
    return touched


def mark_filed(case: Case, *, at: datetime) -> Incident | None:
    """A case is about to be filed: where it belongs to an incident under way, that holds its clock from the beginning.
    The case is not written yet."""
    reach = incident_of(case)
    if reach is None:
        return None
    incident = Incident.objects.filter(pk=reach.pk, state=IncidentState.OPEN, until__gt=at).first()
    if incident is not None:
        case.incident, case.held_until = incident, incident.until
    return incident


def join_filed(case: Case, incident: Incident, *, last: Line, at: datetime) -> Line:
    """The case was filed into the incident: written down beside it, and in its timeline."""
    Joined.objects.create(incident=incident, case=case, at=at)
    line = write_note(case, "join-incident", side="calendar", facts=incident_facts(incident), at=at, last=last)
    case.save(update_fields=["last_seq"])
    return line


# --- the sweep ---


def _gather(*, at: datetime, most: int) -> int:
    touched = 0
    for incident in Incident.objects.filter(state=IncidentState.OPEN).order_by("pk"):
        if touched >= most:
            break
        touched += _gather_into(incident, at=at, most=most - touched)
    return touched


def _gather_into(incident: Incident, *, at: datetime, most: int) -> int:
    """The next cases it reaches, in the order they came in; once all have been looked at, those of the last minutes
    again, for some may have been on their way in."""
    reach = reach_of(incident)
    wanted = candidates(reach).select_related("area").order_by("pk")
    if incident.looked_at is None:
        wanted = wanted.filter(pk__gt=incident.looked_to)
    else:
        wanted = wanted.filter(filed_at__gte=incident.looked_at - LOOK_AGAIN)
    seen = list(wanted[:most])
    touched = sum(
        _join_found(case.pk, incident.pk, at=at)
        for case in seen
        if takes(reach, case, area_path=case.area.path if case.area else "")
    )
    if len(seen) < most:
        Incident.objects.filter(pk=incident.pk).update(looked_at=at)
    elif incident.looked_at is None:
        Incident.objects.filter(pk=incident.pk).update(looked_to=seen[-1].pk)
    return touched


@transaction.atomic
def _join_found(pk: int, incident_pk: int, *, at: datetime) -> bool:
    case = hold(Case(pk=pk))
    incident = Incident.objects.filter(pk=incident_pk, state=IncidentState.OPEN, until__gt=at).first()
    if incident is None or not case.is_open or case.incident_id is not None:
        return False  # it has ended meanwhile, or the case has
    if Joined.objects.filter(incident=incident, case=case).exists():
        return False  # the commander took it out by hand
    put_in(case, incident, by=None, at=at)
    return True


def _prolong(*, at: datetime, most: int) -> int:
    touched = 0
    for incident in Incident.objects.filter(state=IncidentState.OPEN).order_by("pk"):
        other = Case.objects.filter(incident=incident).exclude(held_until=incident.until).order_by("pk")
        for pk in list(other.values_list("pk", flat=True)[: most - touched]):
            touched += _move(pk, incident.pk, at=at)
    return touched


@transaction.atomic
def _move(pk: int, incident_pk: int, *, at: datetime) -> bool:
    case = hold(Case(pk=pk))
    incident = Incident.objects.filter(pk=incident_pk, state=IncidentState.OPEN).first()
    if incident is None or case.incident_id != incident_pk or case.held_until == incident.until:
        return False
    move_hold(case, until=incident.until)
    write_note(case, "prolong-incident", side="calendar", facts=incident_facts(incident), at=at)
    case.save(update_fields=["held_until", "due_at", "answer_due_at", "demand_due_at", "last_seq"])
    return True


def _let_go(*, at: datetime, most: int) -> int:
    left = Joined.objects.filter(incident__state=IncidentState.ENDED, left_at__isnull=True).order_by("pk")
    return sum(_let_one_go(pk, at=at) for pk in list(left.values_list("pk", flat=True)[:most]))


@transaction.atomic
def _let_one_go(pk: int, *, at: datetime) -> bool:
    joined = Joined.objects.select_related("incident").get(pk=pk)
    case = hold(Case(pk=joined.case_id))
    claimed = Joined.objects.filter(pk=pk, left_at__isnull=True).update(left_at=at)
    if claimed != 1:
        return False
    ended = joined.incident.ended_at
    take_out(joined, case, joined.incident, verb="end-incident", since=ended or at, by=None, at=at)
    return True


@transaction.atomic
def _end_by_itself(pk: int, *, at: datetime) -> None:
    incident = Incident.objects.select_for_update().get(pk=pk)
    if incident.is_open and incident.until <= at:
        let_end(incident, by=None, at=incident.until)
