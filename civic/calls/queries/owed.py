"""What the phone desk has to do by itself: calls the city owes, messages that reached nobody."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.calls.models import OwedCall, Undelivered
from civic.calls.rules import CALL_HOLDS, SHIFT, CallStage, UndeliveredStage
from civic.cases.models import Case, Line
from civic.cases.rules import State
from civic.cases.rules.speaking import Spoken
from civic.offices.queries import hand_of

COUNTED_TO = 100


def calls_due(operator: Person, *, at: datetime) -> QuerySet[OwedCall]:
    """The calls that are due, but for the cases of the operator's own office: whoever answered does not ask whether it
    was solved. What was taken and left lying is due again."""
    officer = hand_of(operator, on=localdate(at))
    free = Q(stage=CallStage.WAITING) | Q(stage=CallStage.TAKEN, taken_at__lte=at - CALL_HOLDS)
    due = OwedCall.objects.filter(
        free, due_at__lte=at, made__lt=3, case__state=State.CLOSED, case__verdict="", case__round=F("round")
    )
    own = officer.office_ids if officer else frozenset()
    due = due.exclude(case__office__in=own).filter(Q(case__about_office__isnull=True) | ~Q(case__about_office__in=own))
    return due.select_related("case__matter", "case__area", "case__office").prefetch_related("attempts")


def spoken_in(cases: Iterable[Case]) -> dict[int, Any]:
    """The language each of these callers spoke, by case; one query. Whoever wrote by another way is not in it."""
    first = Line.objects.filter(case__in=[case.pk for case in cases], seq=1)
    said = {case: facts.get("spoken") for case, facts in first.values_list("case_id", "facts")}
    return {case: Spoken(spoken).label for case, spoken in said.items() if spoken in Spoken.values}


def call_in_hand(key: int, operator: Person, *, at: datetime) -> OwedCall | None:
    """A call this operator has taken, while it is hers."""
    mine = OwedCall.objects.filter(pk=key, stage=CallStage.TAKEN, taken_by=operator, taken_at__gt=at - CALL_HOLDS)
    return mine.select_related("case__contact", "case__office", "case__matter").prefetch_related("attempts").first()


def undelivered_due(operator: Person, *, at: datetime) -> QuerySet[Undelivered]:
    """The messages that reached nobody and that nobody looks after yet."""
    free = Q(stage=UndeliveredStage.WAITING) | Q(stage=UndeliveredStage.TAKEN, taken_at__lte=at - SHIFT)
    officer = hand_of(operator, on=localdate(at))
    own = officer.office_ids if officer else frozenset()
    rows = Undelivered.objects.filter(free, case__erased_at__isnull=True)
    rows = rows.filter(Q(case__about_office__isnull=True) | ~Q(case__about_office__in=own))
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
