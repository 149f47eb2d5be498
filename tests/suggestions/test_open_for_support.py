"""A screened suggestion is opened for support: until when and how many oblige an answer is settled then."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from civic.cases.queries import first_broken_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.suggestions.actions import open_for_support
from civic.suggestions.models import Suggestion
from tests.people import NOON, City
from tests.suggestions.ground import HOUR, opened, suggested, threshold

pytestmark = pytest.mark.django_db


def test_everybody_reads_until_when_and_how_many_oblige_whom(city: City, client: Client) -> None:
    threshold(city, 12, answer_days=15, support_days=10)
    case = opened(city)
    assert (case.state, case.due_at) == ("supporting", None)  # nobody at the desk has to do anything meanwhile
    facts = Suggestion.objects.get(case=case)
    assert (facts.needed, facts.answer_days) == (12, 15)
    assert facts.support_until == NOON + HOUR + timedelta(days=10)
    page = client.get(f"/suggestions/{case.number}/", headers={"accept-language": "en"}).content.decode()
    assert "Open for support" in page
    assert "0 of 12 supporters" in page
    assert "within 15 working days" in page
    assert [line.verb for line in case.lines.order_by("seq")][-1] == "open-for-support"
    assert first_broken_line(case) is None


def test_the_threshold_of_the_nearest_area_holds(city: City) -> None:
    threshold(city, 500)
    threshold(city, 40, code="990102")
    assert Suggestion.objects.get(case=opened(city)).needed == 40


def test_who_handed_it_in_is_told(city: City) -> None:
    case = opened(city, email="wen@example.com")
    assert Notice.objects.filter(about=case.subject, verb="open-for-support").count() == 1


def test_nothing_is_opened_that_nobody_can_read(city: City) -> None:
    case = suggested(city, published=False)
    with pytest.raises(Conflict, match="Nobody can support what nobody can read"):
        open_for_support(case, by=city.lin, at=NOON + HOUR)
    assert not Suggestion.objects.exists()


def test_a_complaint_is_never_opened_for_support(city: City) -> None:
    with pytest.raises(Conflict):
        open_for_support(city.case("filed"), by=city.lin, at=NOON + HOUR)


def test_a_moderator_and_the_acting_side_open_nothing(city: City) -> None:
    case = suggested(city)
    for person in (city.mo, city.zhao, city.shen):
        with pytest.raises(NotAllowed):
            open_for_support(case, by=person, at=NOON + HOUR)


def test_it_needs_a_matter(city: City) -> None:
    case = suggested(city, matter=None)
    with pytest.raises(NotValid) as refused:
        open_for_support(case, by=city.lin, at=NOON + HOUR)
    assert set(refused.value.fields) == {"matter"}


def test_a_supervisor_opens_it_at_the_desk(city: City, as_person: Callable[..., Client]) -> None:
    case = suggested(city)
    client = as_person(city.lin)
    page = client.post(f"/desk/cases/{case.number}/open-for-support/", {"matter": "0101", "seq": str(case.last_seq)})
    assert page.status_code in (302, 303), page.content.decode()
    case.refresh_from_db()
    assert case.state == "supporting"
