"""The papers of the track: assessments, the yearly report from the log, a breach or its drill."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.families.actions.standing import ask_task
from civic.families.queries.audit import figures_of
from civic.families.rules import APPROVES, TRACK
from civic.guardians import actions as guardians
from civic.guardians.models import Assessment, AuditReport, Breach, BreachTold, Child
from civic.youth.models import Edition


@transaction.atomic
def write_assessment(*, about: str, text: str, by: Person, at: datetime) -> Assessment:
    """What an edition may do to children, weighed before it begins."""
    ask_task(by, APPROVES, at=at)
    return guardians.store_assessment(track=TRACK, about=about, text=text, by=by, at=at)


@transaction.atomic
def sign_assessment(assessment: Assessment, *, by: Person, at: datetime) -> Assessment:
    """Another who is responsible stands for it."""
    ask_task(by, APPROVES, at=at)
    return guardians.sign_assessment(assessment, by=by, at=at)


@transaction.atomic
def drop_assessment(assessment: Assessment, *, by: Person, at: datetime) -> None:
    """It goes, after its three years."""
    ask_task(by, APPROVES, at=at)
    guardians.drop_assessment(assessment, by=by, at=at)


@transaction.atomic
def make_report(year: int, *, by: Person, at: datetime) -> AuditReport:
    """The year as the log tells it: nobody enters a number."""
    ask_task(by, APPROVES, at=at)
    return guardians.keep_report(track=TRACK, year=year, figures=figures_of(year, at=at), by=by, at=at)


@transaction.atomic
def tell_breach(
    edition: Edition,
    *,
    is_drill: bool,
    what: str,
    advice: str,
    done: str,
    found_at: datetime,
    by: Person,
    at: datetime,
) -> Breach:
    """Every family of an edition is told, or that is exercised."""
    ask_task(by, APPROVES, at=at)
    children = list(Child.objects.known().filter(entries__edition=edition).order_by("pk"))
    return guardians.tell_breach(
        children,
        track=TRACK,
        is_drill=is_drill,
        what=what,
        advice=advice,
        done=done,
        found_at=found_at,
        by=by,
        at=at,
    )


@transaction.atomic
def tell_guardian(told: BreachTold, *, by: Person, at: datetime) -> BreachTold:
    """Somebody called a family that no message reaches."""
    ask_task(by, APPROVES, at=at)
    return guardians.tell_guardian(told, by=by, at=at)


@transaction.atomic
def tell_authority(breach: Breach, *, authority: str, by: Person, at: datetime) -> Breach:
    """The authority was told."""
    ask_task(by, APPROVES, at=at)
    return guardians.tell_authority(breach, authority=authority, by=by, at=at)


@transaction.atomic
def close_breach(breach: Breach, *, lesson: str, by: Person, at: datetime) -> Breach:
    """It is over, with what was learnt."""
    ask_task(by, APPROVES, at=at)
    return guardians.close_breach(breach, lesson=lesson, by=by, at=at)
