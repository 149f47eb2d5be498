"""A round says how far it is answered; one that is over while answers are overdue stands among the city's figures."""

from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from civic.cases.models import Case
from civic.suggestions import actions
from civic.suggestions.models import Round
from civic.suggestions.queries.balance import Balance, balance_of, late_rounds
from tests.pages import read
from tests.people import NOON, City
from tests.suggestions.ground import DAY, HOUR, both, fresh, past, resident, running, suggested, supported, threshold

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
OVER = NOON + 70 * DAY


def asked_and_forgotten(city: City) -> tuple[Round, Case]:
    """A round with three suggestions: one answered, one whose answer is overdue, one that has its time still."""
    threshold(city, 1)
    riverside = running(city, spans=both())
    late, other = [fresh(suggested(city, invitation=riverside)) for _one in range(2)]
    for case in (late, other):
        actions.open_for_support(case, by=city.lin, at=NOON + HOUR)
    supported(fresh(late), resident("anna"))
    assert actions.call_due(at=NOON + DAY) == 1
    city.case("closed", kind="suggestion", invitation=riverside)
    assert actions.call_due(at=NOON + 61 * DAY) == 1  # the time for support is over
    return riverside, Case.objects.get(pk=late.pk)


def anew(*, at: datetime) -> list[tuple[Round, Balance]]:
    """Counted anew: otherwise it is kept for five minutes."""
    cache.clear()
    return late_rounds(at=at)


def due(case: Case) -> datetime:
    assert case.answer_due_at is not None
    return case.answer_due_at


def test_the_round_says_how_many_are_answered_and_since_when_answers_are_overdue(
    city: City, client: Client, time_machine: Any
) -> None:
    riverside, late = asked_and_forgotten(city)
    told = balance_of(riverside, at=OVER)
    assert (told.total, told.answered, told.late, told.since) == (3, 1, 1, due(late))
    assert balance_of(riverside, at=NOON + 2 * DAY).late == 0
    time_machine.move_to(OVER)
    page = read(client.get(f"/suggestions/rounds/{riverside.slug}/", headers=EN))
    assert "1 of 3 suggestions are answered." in page
    assert "Answers overdue" in page
    waiting = client.get(f"/suggestions/?round={riverside.slug}&stands=to-answer", headers=EN).content.decode()
    assert late.number in waiting


def test_it_stands_among_the_figures_until_it_is_answered_and_only_once_it_is_over(
    city: City, client: Client, time_machine: Any
) -> None:
    riverside, waits = asked_and_forgotten(city)
    assert anew(at=riverside.ends_at - HOUR) == []  # it runs still: nobody says that it was forgotten
    assert [(known.slug, told.late) for known, told in anew(at=OVER)] == [(riverside.slug, 1)]
    time_machine.move_to(OVER)
    page = read(client.get("/scores/", headers=EN))
    assert "Asked, and not answered in time" in page
    assert "Riverside Road" in page
    assert anew(at=due(waits)) == []
    Case.objects.filter(pk=waits.pk).update(publication="withheld")
    assert anew(at=OVER) == []
    assert "Asked, and not answered in time" not in read(client.get("/scores/", headers=EN))


def test_a_hidden_round_is_named_nowhere_and_one_of_elsewhere_owes_nothing(city: City) -> None:
    riverside, _late = asked_and_forgotten(city)
    assert anew(at=OVER)
    actions.hide_round(riverside, by=city.lin, reason="写错了。", at=OVER)
    assert late_rounds(at=OVER) == []  # at once, whatever is kept
    past(city)
    assert anew(at=OVER) == []


def test_when_all_are_answered_the_round_says_so(city: City, client: Client, time_machine: Any) -> None:
    riverside = running(city, spans=both())
    for _one in range(2):
        city.case("closed", kind="suggestion", invitation=riverside)
    time_machine.move_to(OVER)
    page = read(client.get(f"/suggestions/rounds/{riverside.slug}/", headers=EN))
    assert "All 2 suggestions are answered." in page
    assert "Answers overdue" not in page
