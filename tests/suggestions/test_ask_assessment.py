"""The office that leads a suggestion asks others, by a day and in private, what they think of it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import localdate

from civic.cases.models import Line
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices.queries import close_of
from civic.suggestions.actions import ask_assessment
from civic.suggestions.models import Assessment
from tests.people import City
from tests.suggestions.ground import DAY
from tests.suggestions.weighing import AT_WORK, asked, at_office, named, officer

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
DUE = localdate(AT_WORK + 7 * DAY)


def test_several_are_asked_at_once_and_hear_of_it(city: City, client: Client) -> None:
    officer(city, "dan")
    case = named(city)
    asked(city, case, "drains", "phone-desk")
    rows = list(Assessment.objects.values_list("office__code", "asker__code", "question", "due_at", "round"))
    due = close_of(DUE)
    assert rows == [
        ("drains", "dongqiao-lamps", "门口能不能装？", due, 1),
        ("phone-desk", "dongqiao-lamps", "门口能不能装？", due, 1),
    ]
    assert Notice.objects.filter(verb="assessment-asked").count() == 1
    assert Line.objects.get(case=case, verb="ask-assessment").facts["offices"] == ["drains", "phone-desk"]
    for address in (f"/suggestions/{case.number}/", f"/cases/{case.number}/", f"/api/v1/cases/{case.number}/timeline/"):
        page = client.get(address, headers=EN).content.decode()
        assert "assessment" not in page.replace('"assessments"', "").lower()
        assert "门口能不能装" not in page


def test_its_points_are_named_first(city: City) -> None:
    case = at_office(city, at=AT_WORK)
    assert case.point_count == 1  # its title is one
    case.point_count = case.unweighed = 0
    case.save()
    with pytest.raises(Conflict, match="Name the points"):
        asked(city, case)


def test_nobody_is_asked_twice_at_a_time(city: City) -> None:
    case = named(city)
    first = asked(city, case)
    with pytest.raises(Conflict):
        asked(city, case, "phone-desk", "drains")
    assert Assessment.objects.count() == 1
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


@pytest.mark.parametrize("codes", [[], ["dongqiao-lamps"], ["review"], ["supervision"]])
def test_only_other_offices_that_answer_cases_assess(city: City, codes: list[str]) -> None:
    case = named(city)
    with pytest.raises(NotValid) as refused:
        ask_assessment(case, by=city.chen, offices=[city.office(code) for code in codes], due=DUE, at=AT_WORK)
    assert set(refused.value.fields) == {"offices"}


@pytest.mark.parametrize("due", [date(2026, 11, 1), date(2027, 10, 1)])
def test_the_day_lies_ahead_and_before_the_answer(city: City, due: date) -> None:
    case = named(city)
    with pytest.raises(NotValid) as refused:
        ask_assessment(case, by=city.chen, offices=[city.office("drains")], due=due, at=AT_WORK)
    assert set(refused.value.fields) == {"due"}


def test_only_the_office_that_leads_it_asks(city: City) -> None:
    case, dan = named(city), officer(city, "dan")
    for person in (city.lin, city.zhao, city.mo, dan):
        with pytest.raises(NotAllowed):
            ask_assessment(case, by=person, offices=[city.office("drains")], due=DUE, at=AT_WORK)
