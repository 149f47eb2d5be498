"""An officer of the office that was asked says whether it can be done, what it costs, how long it takes, which law."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from civic.cases.models import Case, Line, Part
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.suggestions.actions import give_assessment, weigh_points
from civic.suggestions.models import Assessment
from tests.at_once import at_once, kinds
from tests.people import City
from tests.suggestions.weighing import AT_WORK, SAID, answered, asked, assessed, drafted, named, officer, weighed

pytestmark = pytest.mark.django_db


def test_it_stays_inside_and_the_office_that_asked_hears_of_it(city: City, client: Client) -> None:
    dan, case = officer(city, "dan"), named(city)
    given = assessed(asked(city, case), by=dan)
    assert given.said() == SAID
    assert (given.given_by, given.cost_said) == (dan, "12,500.50")
    assert Notice.objects.filter(verb="assessment-given").count() == 2  # chen and shen
    assert Part.objects.get(case=case, person=dan).side == "act"
    line = Line.objects.get(case=case, verb="give-assessment")
    assert line.office is not None
    assert line.office.code == "drains"
    for address in (f"/suggestions/{case.number}/", f"/cases/{case.number}/", f"/api/v1/suggestions/{case.number}/"):
        page = client.get(address).content.decode()
        assert not [said for said in SAID.values() if isinstance(said, str) and said in page]


def test_it_stays_inside_when_the_answer_takes_nothing_over(city: City, client: Client) -> None:
    dan, case = officer(city, "dan"), named(city)
    assessed(asked(city, case), by=dan)
    case = answered(city, weighed(city, case))
    page = client.get(f"/suggestions/{case.number}/").content.decode()
    assert SAID["cost_words"] not in page
    assert client.get(f"/api/v1/suggestions/{case.number}/").json()["assessments"] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("feasibility", "perhaps"), ("cost", -1), ("cost", None), ("cost", 1.5), ("cost_words", ""), ("period", " "),
     ("law", ""), ("text", "长" * 4001)],
)  # fmt: skip
def test_nothing_in_it_is_left_out(city: City, name: str, value: Any) -> None:
    dan, asking = officer(city, "dan"), asked(city, named(city))
    with pytest.raises(NotValid) as refused:
        give_assessment(asking, by=dan, given=SAID | {name: value}, at=AT_WORK)
    assert set(refused.value.fields) == {name}
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.update(given_at=AT_WORK)


def test_what_costs_nothing_says_why(city: City) -> None:
    given = assessed(asked(city, named(city)), by=officer(city, "dan"), cost=0, cost_words="旧椅子搬过来。")
    assert (given.cost, given.cost_said) == (0, "")


def test_only_an_officer_of_the_office_that_was_asked_hands_it_in(city: City) -> None:
    asking = asked(city, named(city))
    for person in (city.chen, city.shen, city.lin, city.zhao, city.mo, city.mei):
        with pytest.raises(NotAllowed):
            give_assessment(asking, by=person, given=SAID, at=AT_WORK)
    officer(city, "dan")


def test_whoever_checked_the_suggestion_does_not_assess_it(city: City) -> None:
    dan, asking = officer(city, "dan"), asked(city, named(city))
    Part.objects.create(case=asking.case, person=dan, side="check", verb="publish", at=AT_WORK)
    with pytest.raises(NotAllowed):
        give_assessment(asking, by=dan, given=SAID, at=AT_WORK)


def test_it_is_handed_in_once_and_not_after_the_answer(city: City) -> None:
    dan, case = officer(city, "dan"), named(city)
    asking = asked(city, case)
    late = asked(city, case, "phone-desk")
    assessed(asking, by=dan)
    with pytest.raises(Conflict):
        give_assessment(asking, by=dan, given=SAID, at=AT_WORK)
    answered(city, weighed(city, case))
    with pytest.raises(Conflict):
        give_assessment(late, by=officer(city, "pia", office="phone-desk"), given=SAID, at=AT_WORK)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_once_hand_it_in_once() -> None:
    city = City()
    dan, eva, asking = officer(city, "dan"), officer(city, "eva"), asked(city, named(city))
    told = at_once(*[lambda by=by: give_assessment(asking, by=by, given=SAID, at=AT_WORK) for by in (dan, eva)])
    assert kinds(told) == ["Conflict", "Line"]
    assert Line.objects.filter(verb="give-assessment").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_another_weight_at_once_never_leave_a_weight_that_was_not_read() -> None:
    city = City()
    case = weighed(city, named(city))
    told = at_once(
        lambda: drafted(city, case),
        lambda: weigh_points(case, by=city.chen, weights={1: ("not-taken", "改主意了。")}, at=AT_WORK),
    )
    kept = Case.objects.get(pk=case.pk)
    weights = set(kept.points.values_list("weight", flat=True))
    if kept.station:
        assert weights == {"taken"}
    else:
        assert "NotValid" in kinds(told)
        assert weights == {"taken", "not-taken"}
