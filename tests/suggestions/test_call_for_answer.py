"""Enough stand behind it, or its time is over: an office has to answer by a day that everybody reads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime

from civic.cases.models import Case, Line
from civic.cases.queries import first_broken_line
from civic.lib.refusals import Conflict
from civic.notices.models import Notice
from civic.offices.queries import by_workdays
from civic.suggestions.actions import call_due, call_for_answer
from civic.suggestions.models import Suggestion
from tests.people import City
from tests.suggestions.ground import HOUR, LATER, opened, resident, supported, threshold

pytestmark = pytest.mark.django_db


def test_enough_supporters_oblige_an_answer_by_a_day_on_the_page(city: City, client: Client) -> None:
    threshold(city, 2, answer_days=20)
    case = opened(city, email="wen@example.com")
    supported(case, resident("anna"), resident("boris"))
    assert call_due(at=LATER + HOUR) == 1
    case.refresh_from_db()
    assert case.state == "accepted"
    assert case.answer_due_at is not None
    assert localtime(case.answer_due_at).date() == localtime(by_workdays(LATER + HOUR, 20)).date()
    page = client.get(f"/suggestions/{case.number}/", headers={"accept-language": "en"}).content.decode()
    assert "To be answered" in page
    assert "An office has to answer by" in page
    line = Line.objects.get(case=case, verb="call-for-answer")
    assert (line.side, line.actor_id, line.facts["supports"], line.facts["needed"]) == ("calendar", None, 2, 2)
    assert "Enough people stand behind it" in page
    assert Notice.objects.filter(about=case.subject, verb="call-for-answer").count() == 1
    assert first_broken_line(case) is None


def test_nobody_is_left_without_an_answer_when_the_time_is_over(city: City, client: Client) -> None:
    case = opened(city, email="wen@example.com")
    supported(case, resident("anna"))
    until = Suggestion.objects.get(case=case).support_until
    assert call_due(at=until - timedelta(seconds=1)) == 0
    assert call_due(at=until) == 1
    case.refresh_from_db()
    assert case.state == "accepted"
    page = client.get(f"/suggestions/{case.number}/", headers={"accept-language": "en"}).content.decode()
    assert "The time for support is over: an answer is due" in page
    assert Notice.objects.filter(about=case.subject, verb="call-for-answer-ended").count() == 1


def test_it_is_called_once(city: City) -> None:
    threshold(city, 1)
    case = opened(city)
    supported(case, resident("anna"))
    assert (call_due(at=LATER), call_due(at=LATER)) == (1, 0)
    with pytest.raises(Conflict):
        call_for_answer(Case.objects.get(pk=case.pk), at=LATER)


def test_it_is_not_called_while_it_collects(city: City) -> None:
    case = opened(city)
    with pytest.raises(Conflict, match="still collects"):
        call_for_answer(case, at=LATER)
