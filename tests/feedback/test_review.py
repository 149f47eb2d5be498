"""The reviewing office decides: what stands afterwards, and what the page says of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from civic.cases.models import Appeal, Case
from civic.feedback import actions as feedback
from civic.lib.refusals import Conflict, NotAllowed
from tests.people import City

DAY = timedelta(days=1)


def _appealed(city: City, state: str = "closed") -> Case:
    case = city.case(state, by=city.mei, at=timezone.now() - 5 * DAY)
    feedback.appeal(case, by=city.reporter(case), text="灯还是不亮。", at=timezone.now() - 2 * DAY)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(("state", "after"), [("closed", "closed"), ("declined", "declined")])
def test_what_is_upheld_stands_and_goes_on_to_nobody_but_the_committee(
    city: City, client: Client, state: str, after: str
) -> None:
    case = _appealed(city, state)
    feedback.uphold(case, by=city.rui, text="复查过了，处理没有问题。", at=timezone.now())
    case.refresh_from_db()
    assert case.state == after
    page = client.get(f"/cases/{case.number}/")
    assert "复查过了，处理没有问题。" in page.content.decode()
    assert "Upheld on review" in page.content.decode()
    left = page.context["now"].appeal
    assert left is not None
    assert (left.office, left.days, left.is_last) == (city.office("council").name, 20, True)
    feedback.appeal(case, by=city.reporter(case), text="再来一次。", at=timezone.now())
    appeals = list(Appeal.objects.filter(case=case).values_list("step", "office__code", "decision"))
    assert appeals == [(1, "review", "upheld"), (2, "council", "")]


def test_what_is_overturned_is_taken_up_anew(city: City, client: Client) -> None:
    case = _appealed(city)
    feedback.overturn(case, by=city.rui, text="只换灯泡不算修好，重新办理。", at=timezone.now())
    case.refresh_from_db()
    assert (case.state, case.round) == ("accepted", 2)
    told = client.get(f"/cases/{case.number}/").content.decode()
    assert "this is round 2" in told
    assert 'data-side="decide"' in told
    assert Appeal.objects.get(case=case).decision == "overturned"


def test_only_the_reviewing_office_decides_and_once(city: City) -> None:
    case = _appealed(city)
    for person in (city.chen, city.lin):
        with pytest.raises(NotAllowed):
            feedback.uphold(case, by=person, text="没有问题。", at=timezone.now())
    feedback.uphold(case, by=city.rui, text="没有问题。", at=timezone.now())
    with pytest.raises(Conflict):
        feedback.overturn(case, by=city.rui, text="有问题。", at=timezone.now())


def test_a_case_of_nobody_keeps_its_rating(city: City) -> None:
    case = city.rated(city.case("closed", by=city.mei), "yes")
    assert feedback.forget(city.mei, at=timezone.now()) == 1
    assert case.ratings.get().person is None
