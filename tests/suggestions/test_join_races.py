"""Two hands at once: a support while its suggestion is joined."""

import pytest

from civic.cases.models import Case, Support
from civic.suggestions.actions import call_due, join_into, set_apart, support_suggestion
from civic.suggestions.models import Suggestion
from civic.suggestions.queries import in_all
from tests.at_once import at_once, kinds
from tests.people import City
from tests.suggestions.ground import HOUR, LATER, backer, fresh, opened, resident, threshold

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "两条说的是同一把长椅。"


def test_supports_given_while_it_is_joined_are_counted_once_or_told_to_go_there(city: City) -> None:
    threshold(city, 12)
    lead, other = opened(city), opened(city, text="公园门口加座位吧，等车的人站着很累。")
    people = [backer(resident(f"person-{number}")) for number in range(12)]
    known = {one.pk: one for one in (lead, other)}
    lin = city.lin

    def support(number: int, case: Case) -> bool:
        return support_suggestion(fresh(case), by=people[number], language="en", at=LATER + HOUR).is_new

    told = at_once(
        lambda: join_into(other, by=lin, into=lead, reason=WHY, at=LATER + HOUR),
        *(lambda n=number: support(n, lead) for number in range(6)),
        *(lambda n=number: support(n, other) for number in range(3, 12)),
    )
    assert "Line" in kinds(told)
    assert set(kinds(told)) <= {"Line", "bool", "Conflict"}
    given = kinds(told).count("bool")
    assert Support.objects.count() == given
    for one in known.values():
        assert fresh(one).supports == Support.objects.filter(case=one).count()
    persons = Support.objects.values("who").distinct().count()
    assert in_all(fresh(lead)) == persons
    call_due(at=LATER + 2 * HOUR)
    assert (Suggestion.objects.get(case=lead).reached_at is not None) == (persons >= 12)


def test_of_two_who_separate_it_one_is_told(city: City) -> None:
    lead, other, lin = opened(city), opened(city, text="公园门口加座位吧。"), city.lin
    join_into(other, by=lin, into=lead, reason=WHY, at=LATER)
    told = at_once(*(lambda: set_apart(other, by=lin, reason="分开。", at=LATER + HOUR) for _ in range(2)))
    assert kinds(told) == ["Conflict", "Line"]
    assert (fresh(other).state, fresh(lead).joined) == ("supporting", 0)
