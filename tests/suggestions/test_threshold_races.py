"""Many hands at once at the mark: reached once, called for once, and counted right meanwhile."""

import pytest
from django.utils.timezone import localdate

from civic.cases.models import Case, Line, Support
from civic.lib.refusals import Conflict
from civic.suggestions.actions import call_due, set_threshold, support_suggestion, take_back
from civic.suggestions.models import Suggestion
from civic.suggestions.rules.thresholds import Obliges
from tests.at_once import at_once
from tests.people import NOON, City
from tests.suggestions.ground import HOUR, LATER, backer, fresh, opened, resident, threshold

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = localdate(NOON)


def test_of_many_who_support_at_the_mark_each_counts_once_and_one_answer_is_called_for(city: City) -> None:
    threshold(city, 5)
    case = opened(city)
    people = [backer(resident(f"person-{number}")) for number in range(8)]

    def support(number: int) -> bool:
        return support_suggestion(fresh(case), by=people[number], language="en", at=LATER).is_new

    told = at_once(
        *(lambda n=number: support(n) for number in range(8)),
        *(lambda n=number: support(n) for number in range(3)),
        *(lambda: call_due(at=LATER) for _sweep in range(3)),
    )
    counted = sum(1 for one in told if one is True)
    late = sum(1 for one in told if isinstance(one, Conflict))  # it went to be answered meanwhile
    assert Support.objects.filter(case=case).count() == Case.objects.get(pk=case.pk).supports == counted
    assert counted >= 5
    assert late <= 6
    call_due(at=LATER + HOUR)
    assert Suggestion.objects.get(case=case).reached_at == LATER
    assert Line.objects.filter(case=case, verb="call-for-answer").count() == 1
    assert fresh(case).state == "accepted"


def test_who_takes_back_at_the_mark_does_not_take_back_what_was_reached(city: City) -> None:
    threshold(city, 3)
    case = opened(city)
    people = [backer(resident(f"person-{number}")) for number in range(4)]
    for one in people[:2]:
        support_suggestion(fresh(case), by=one, language="en", at=LATER)
    at_once(
        lambda: support_suggestion(fresh(case), by=people[2], language="en", at=LATER),
        lambda: take_back(fresh(case), by=people[0]),
        lambda: support_suggestion(fresh(case), by=people[3], language="en", at=LATER),
    )
    found = Case.objects.get(pk=case.pk)
    assert found.supports == Support.objects.filter(case=case).count() == 3
    assert Suggestion.objects.get(case=case).reached_at == LATER


def test_a_mark_set_while_it_is_opened_holds_whole_or_not_at_all(city: City) -> None:
    threshold(city, 100)
    lin = city.lin
    said = Obliges(30, 15, 40)
    told = at_once(
        lambda: opened(city),
        lambda: set_threshold(city.area("990102"), by=lin, obliges=said, since=TODAY, reason="人口少。", at=NOON),
    )
    case = next(one for one in told if isinstance(one, Case))
    kept = Suggestion.objects.get(case=case)
    assert (kept.needed, kept.answer_days) in {(100, 20), (30, 15)}
