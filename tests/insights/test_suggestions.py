"""Suggestions in the figures: an answer that is owed counts however it came to be owed, the city's own words never."""

from civic.cases.models import Case
from civic.suggestions.actions import call_due, take_up
from tests.insights.counting import DAY, LATER, counted
from tests.people import NOON, City
from tests.suggestions.ground import HOUR, opened, resident, supported, threshold
from tests.suggestions.weighing import answered, at_office, weighed

FAR = LATER + 60 * DAY


def test_one_that_was_called_for_an_answer_counts_as_due_and_late(city: City) -> None:
    threshold(city, 1)
    supported(opened(city), resident("anna"))
    assert call_due(at=NOON + DAY) == 1
    told = counted(at=FAR)
    assert (told.due, told.in_time) == (1, 0)


def test_one_that_was_taken_up_and_adopted_counts_as_in_time(city: City) -> None:
    answered(city, weighed(city, at_office(city)))
    told = counted(at=FAR)
    assert (told.due, told.in_time) == (1, 1)


def test_what_the_city_suggests_itself_raises_no_figure(city: City) -> None:
    case = opened(city)
    Case.objects.filter(pk=case.pk).update(source="city")
    take_up(case, by=city.lin, reason="公园下月施工。", at=NOON + 2 * HOUR)
    assert counted(at=FAR).due == 0
