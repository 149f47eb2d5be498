"""What the phone desk has to do by itself: calls the city owes, messages that reached nobody."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.calls.models import OwedCall, Undelivered
from civic.calls.rules import CALL_HOLDS, SHIFT, CallStage, Cause, UndeliveredStage
from civic.cases.models import Case, Line
from civic.cases.queries import names_none_of
from civic.cases.rules import State
from civic.cases.rules.ratings import MENDABLE
from civic.cases.rules.speaking import Spoken
from civic.offices.queries import hand_of

COUNTED_TO = 100


def calls_known(operator: Person, *, at: datetime) -> QuerySet[OwedCall]:
    """The calls an operator may know of: none about a case that her own office answered, since whoever answered does
    not ask whether it was solved, nor one that is about her office."""
    officer = hand_of(operator, on=localdate(at))
    known = OwedCall.objects.filter(names_none_of(officer, case="case__"))
    return known.exclude(case__office__in=officer.office_ids if officer else ())


def calls_due(operator: Person, *, at: datetime) -> QuerySet[OwedCall]:
    """The calls that are due. What was taken and left lying is due again."""
    free = Q(stage=CallStage.WAITING) | Q(stage=CallStage.TAKEN, taken_at__lte=at - CALL_HOLDS)
    asked = Q(cause=Cause.SILENT, case__state=State.CLOSED, case__verdict="")
    heard = Q(cause=Cause.BAD_RATING, case__state__in=sorted(MENDABLE))
    due = calls_known(operator, at=at).filter(free, asked | heard, due_at__lte=at, made__lt=3, case__round=F("round"))
    whole = due.select_related("case__matter", "case__area", "case__office").prefetch_related("attempts")
    return whole.order_by("due_at", "pk")


def spoken_in(cases: Iterable[Case]) -> dict[int, Any]:
    """The language each of these callers spoke, by case; one query. Whoever wrote by another way is not in it."""
    first = Line.objects.filter(case__in=[case.pk for case in cases], seq=1)
    said = {case: facts.get("spoken") for case, facts in first.values_list("case_id", "facts")}
    return {case: Spoken(spoken).label for case, spoken in said.items() if spoken in Spoken.values}


def call_in_hand(key: int, operator: Person, *, at: datetime) -> OwedCall | None:
    """A call this operator has taken, while it is hers."""
    mine = OwedCall.objects.filter(pk=key, stage=CallStage.TAKEN, taken_by=operator, taken_at__gt=at - CALL_HOLDS)
    return mine.select_related("case__contact", "case__office", "case__matter").prefetch_related("attempts").first()


def undelivered_known(operator: Person, *, at: datetime) -> QuerySet[Undelivered]:
    """The messages an operator may know of: none about a case that is about her own office."""
    return Undelivered.objects.filter(names_none_of(hand_of(operator, on=localdate(at)), case="case__"))


def undelivered_due(operator: Person, *, at: datetime) -> QuerySet[Undelivered]:
    """The messages that reached nobody and that nobody looks after yet."""
    free = Q(stage=UndeliveredStage.WAITING) | Q(stage=UndeliveredStage.TAKEN, taken_at__lte=at - SHIFT)
    rows = undelivered_known(operator, at=at).filter(free, case__erased_at__isnull=True)
    return rows.select_related("case__matter", "case__area", "notice")


def message_in_hand(key: int, operator: Person, *, at: datetime) -> Undelivered | None:
    """A message this operator looks after, while it is hers."""
    mine = Undelivered.objects.filter(
        pk=key, stage=UndeliveredStage.TAKEN, taken_by=operator, taken_at__gt=at - SHIFT, case__erased_at__isnull=True
    )
    return mine.select_related("case__contact", "case__matter", "notice").first()


def counts(operator: Person, *, at: datetime) -> tuple[int, int]:
    """How many calls are due, how many messages reached nobody; counted to a hundred."""
    return (
        len(calls_due(operator, at=at).prefetch_related(None).values_list("pk", flat=True)[:COUNTED_TO]),
        len(undelivered_due(operator, at=at).values_list("pk", flat=True)[:COUNTED_TO]),
    )
