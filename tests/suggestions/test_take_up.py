"""An official has a suggestion answered before enough people stand behind it, and says why."""

import pytest
from django.test import Client

from civic.cases.models import Line
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.suggestions.actions import call_due, take_up
from tests.people import City
from tests.suggestions.ground import LATER, opened, suggested

pytestmark = pytest.mark.django_db


def test_everybody_reads_why_it_is_answered_now(city: City, client: Client) -> None:
    case = opened(city)
    take_up(case, by=city.lin, reason="公园下月就要施工，现在不答复就晚了。", at=LATER)
    case.refresh_from_db()
    assert (case.state, case.answer_due_at is not None) == ("accepted", True)
    assert Line.objects.filter(case=case, verb="take-up").count() == 1
    assert "公园下月就要施工" in client.get(f"/suggestions/{case.number}/").content.decode()
    assert call_due(at=LATER) == 0


def test_without_a_reason_nothing_is_taken_up(city: City) -> None:
    case = opened(city)
    with pytest.raises(NotValid):
        take_up(case, by=city.lin, reason=" ", at=LATER)
    case.refresh_from_db()
    assert case.state == "supporting"


def test_only_a_supervisor_takes_up_and_only_what_collects_support(city: City) -> None:
    case = opened(city)
    for person in (city.mo, city.zhao, city.chen):
        with pytest.raises(NotAllowed):
            take_up(case, by=person, reason="现在。", at=LATER)
    with pytest.raises(Conflict):
        take_up(suggested(city), by=city.lin, reason="现在。", at=LATER)
