"""Which case an officer would be given next, and who works on one now."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from civic.cases.models import Case, CaseQuerySet
from civic.cases.queries import Viewer
from civic.desk.models import Claim
from civic.desk.queries.scopes import Desk, Pieces, mine
from civic.desk.queries.worklist import nearest
from civic.offices.models import Stage
from civic.offices.rules import Unit

LOOKED_AT = 50  # of each kind of pressing: so many hands may reach for the same one at once


def living_claims(at: datetime) -> Q:
    """Claims that still hold: their time is not over, and nothing has happened in the case."""
    return Q(until__gt=at, seq=F("case__last_seq"))


def claim_on(case: Case, *, at: datetime) -> Claim | None:
    """Who works on this case now."""
    return Claim.objects.filter(living_claims(at), case=case).first()


def claimed_by(person_id: int, *, at: datetime) -> Claim | None:
    """The case this person works on now."""
    return Claim.objects.filter(living_claims(at), by=person_id).select_related("case").order_by("-at").first()


def next_cases(viewer: Viewer, *, skip: int | None = None, at: datetime) -> Iterator[int]:
    """The keys of what this officer could be given, in the order of pressing: urgent matters, what is hastened, the
    nearest deadline. Never what a colleague works on, nor `skip`. Each kind is asked for only when it is reached."""
    assert viewer.officer is not None
    waiting = mine(Desk(viewer, viewer.officer, at))
    urgent = list(
        Stage.objects.filter(unit=Unit.URGENT_HOURS).order_by().values_list("limit__matter", flat=True).distinct()
    )
    taken = Claim.objects.filter(living_claims(at), case=OuterRef("pk")).exclude(by=viewer.officer.person_id)
    kinds = (Q(matter__in=urgent), Q(demand_due_at__isnull=False), Q())
    given: set[int] = set()
    for kind in kinds:
        free: Pieces = [_left(piece.filter(kind), skip).filter(~Exists(taken)) for piece in waiting]
        keys = [pk for pk in nearest(free, most=LOOKED_AT) if pk not in given]
        given.update(keys)
        yield from keys


def _left(cases: CaseQuerySet, skip: int | None) -> CaseQuerySet:
    return cases.exclude(pk=skip) if skip is not None else cases
