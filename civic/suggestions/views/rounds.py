"""The page of a round: what it asks, who may do what when, what happens with the suggestions, and those handed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.suggestions.models import Round
from civic.suggestions.queries import listed, public_suggestions
from civic.suggestions.queries.balance import Balance, balance_of
from civic.suggestions.queries.pages import LIKED
from civic.suggestions.queries.taken_over import how_many_in, themes_of
from civic.suggestions.rules.phases import Doing, Phase, Span, Who, may_do, opened_in, phase_at
from civic.suggestions.views.cards import card_of

SHOWN, SHOWN_OF_A_PAST_ONE = 50, 20


@dataclass(frozen=True)
class Stretch:
    """A phase as the page prints it: its days, and what is open in it to whom."""

    label: Any
    starts: datetime
    ends: datetime
    open_to: list[tuple[Any, Any]]
    is_now: bool
    is_over: bool


def stretches(spans: list[Span], at: datetime, *, talks: bool = False) -> list[Stretch]:
    """The phases out of the table of rules/phases.py."""
    now = phase_at(spans, at)
    return [
        Stretch(
            Phase(span.phase).label,
            span.starts,
            span.ends,
            [(Doing(doing).label, Who(who).label) for doing, who in opened_in(Phase(span.phase), talks=talks).items()],
            is_now=span == now,
            is_over=span.ends <= at,
        )
        for span in spans
    ]


def find_round(slug: str) -> Round:
    """A round everybody may read. Raises Http404 for all others."""
    found = Round.objects.shown().with_names().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@open_to_all
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One round; its suggestions by what the list asks for, the newest first; of one that was taken over those
    most liked there, with the words it turns on."""
    at, known = timezone.now(), find_round(slug)
    spans = known.spans
    past = known.is_taken_over
    page = listed(
        public_suggestions().filter(invitation=known.pk),
        order=LIKED if past else "",
        size=SHOWN_OF_A_PAST_ONE if past else SHOWN,
    )
    context = {
        "round": known,
        "stretches": stretches(spans, at, talks=known.talks),
        "hands_in": may_do(spans, Doing.HAND_IN, at),
        "is_over": known.ends_at <= at,
        "is_to_come": known.opens_at > at,
        "cards": [card_of(case) for case in page.cases],
        "has_more": bool(page.next),
        "total": how_many_in(known) if past else 0,
        "themes": themes_of(known) if past else [],
        "balance": Balance() if past else balance_of(known, at=at),
        "now": at,
    }
    return render(request, "suggestions/round.html", context)
