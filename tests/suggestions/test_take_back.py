"""She does not stand behind it any more, whatever became of it; what was reached stays reached."""

from typing import Any

import pytest

from civic.cases.models import Case
from civic.lib.refusals import NotAllowed
from civic.suggestions.actions import call_due, take_back
from civic.suggestions.models import Suggestion
from tests.people import City
from tests.suggestions.ground import HOUR, LATER, backer, fresh, opened, resident, supported, threshold

pytestmark = pytest.mark.django_db


def test_she_is_not_counted_any_more(city: City) -> None:
    case, anna = opened(city), resident("anna")
    supported(case, anna)
    assert take_back(fresh(case), by=backer(anna))
    assert not take_back(fresh(case), by=backer(anna))
    assert Case.objects.get(pk=case.pk).supports == 0


def test_what_was_reached_stays_reached(city: City) -> None:
    threshold(city, 1)
    case, anna = opened(city), resident("anna")
    supported(case, anna)
    take_back(fresh(case), by=backer(anna))
    assert Suggestion.objects.get(case=case).reached_at is not None
    assert call_due(at=LATER + HOUR) == 1


def test_who_was_not_made_sure_of_takes_nothing_back(city: City) -> None:
    case = opened(city)
    supported(case, resident("anna"))
    with pytest.raises(NotAllowed):
        take_back(fresh(case), by=None)
    assert Case.objects.get(pk=case.pk).supports == 1


def test_on_the_page_one_press_takes_it_back(city: City, as_person: Any) -> None:
    case, anna = opened(city), resident("anna")
    supported(case, anna)
    client = as_person(anna)
    client.post(f"/suggestions/{case.number}/support/", {"take-back": "1"})
    assert Case.objects.get(pk=case.pk).supports == 0
    page = client.get(f"/suggestions/{case.number}/", headers={"accept-language": "en"}).content.decode()
    assert "You are not counted any more" in page
