"""Two hands at once on cases that are one: nobody waits for ever, and no chain comes to be."""

from datetime import timedelta

import pytest

from civic.cases import actions as cases
from civic.cases.models import Case, Merged
from civic.cases.queries import first_broken_line
from civic.handling import actions as handling
from civic.supervision import actions as supervision
from tests.at_once import at_once, kinds
from tests.people import NOON, City
from tests.supervision.test_races import colleague

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
AT = NOON + 6 * HOUR


def test_of_two_who_merge_two_cases_into_each_other_one_is_told(city: City) -> None:
    one, other, lin = city.filed().case, city.filed().case, city.lin
    liu = colleague(city, "liu", side="check", role="supervisor", office="supervision")
    told = at_once(
        lambda: supervision.merge(one, by=lin, into=other, at=AT),
        lambda: supervision.merge(other, by=liu, into=one, at=AT),
    )
    assert "Line" in kinds(told)
    assert set(kinds(told)) <= {"Line", "Conflict", "NotValid"}
    assert Merged.objects.count() == Case.objects.filter(state="merged").count() == 1


def test_six_merged_at_once_into_one_are_all_counted(city: City) -> None:
    parent, lin = city.case("in-hand"), city.lin
    children = [city.filed().case for _turn in range(6)]
    at_once(*[lambda case=child: supervision.merge(case, by=lin, into=parent, at=AT) for child in children])
    parent.refresh_from_db()
    assert (parent.joined, parent.persons) == (6, 7)


def test_a_report_merged_while_the_other_is_answered_hears_the_answer_all_the_same(city: City) -> None:
    parent, child, lin, chen = city.case("in-hand"), city.filed(email="mei@example.com").case, city.lin, city.chen
    at_once(
        lambda: supervision.merge(child, by=lin, into=parent, at=AT),
        lambda: handling.answer(parent, by=chen, outcome="solved", text="灯亮了。", at=AT),
    )
    cases.follow(at=AT)
    assert child.lines.filter(verb="follow").count() == 1
    assert first_broken_line(child) is None
    assert first_broken_line(parent) is None


def test_two_sweeps_at_once_tell_each_reporter_once(city: City) -> None:
    parent, lin = city.case("in-hand"), city.lin
    children = [city.filed().case for _turn in range(4)]
    for child in children:
        supervision.merge(child, by=lin, into=parent, at=AT)
    handling.answer(parent, by=city.chen, outcome="solved", text="灯亮了。", at=AT)
    told = at_once(lambda: cases.follow(at=AT), lambda: cases.follow(at=AT))
    assert sum(told) == 4
    assert [child.lines.filter(verb="follow").count() for child in children] == [1] * 4


def test_a_part_split_off_while_the_whole_is_closed_is_refused_or_holds_it_up(city: City) -> None:
    whole, lin, matter = city.case("in-hand"), city.lin, city.matter()
    liu = colleague(city, "liu", side="check", role="supervisor", office="supervision")
    chen = city.chen

    def split() -> object:
        return supervision.split(whole, by=lin, title="换缆", text="北侧。", matter=matter, mandatory=True, at=AT)

    at_once(split, lambda: handling.answer(whole, by=chen, outcome="solved", text="灯亮了。", at=AT))
    whole.refresh_from_db()
    told = at_once(lambda: supervision.verify(whole, by=liu, at=AT + HOUR))
    assert kinds(told) == (["Conflict"] if whole.split_into else ["Line"])
