"""Whoever handed a suggestion in takes it back while it collects support."""

from datetime import timedelta

import pytest

from civic.cases.actions import withdraw
from civic.lib.refusals import Conflict
from civic.suggestions.actions import call_due, support_suggestion
from civic.suggestions.models import Suggestion
from tests.people import City
from tests.suggestions.ground import LATER, backer, fresh, opened, resident

pytestmark = pytest.mark.django_db


def test_it_is_taken_back_and_nobody_supports_or_answers_it_any_more(city: City) -> None:
    case = opened(city)
    withdraw(case, by=city.reporter(case), at=LATER)
    case.refresh_from_db()
    assert case.state == "withdrawn"
    with pytest.raises(Conflict, match="at an end"):
        support_suggestion(fresh(case), by=backer(resident("anna")), language="en", at=LATER)
    until = Suggestion.objects.get(case=case).support_until
    assert call_due(at=until + timedelta(days=1)) == 0
