"""The resident takes a report back before anybody accepted it."""

from datetime import timedelta

import pytest

from civic.cases import actions as cases
from civic.cases.guards import Reporter
from civic.cases.models import Line
from civic.cases.queries import STRANGER, first_broken_line, visible_to
from civic.lib.refusals import Conflict, NotAllowed
from tests.people import NOON, City

HOUR = timedelta(hours=1)


def test_a_report_may_be_taken_back_while_nobody_has_accepted_it(city: City) -> None:
    case = city.case("filed")
    line = cases.withdraw(case, by=city.reporter(case), at=NOON + HOUR)
    case.refresh_from_db()
    assert (case.state, case.due_at, line.verb, line.side) == ("withdrawn", None, "withdraw", "resident")
    assert first_broken_line(case) is None


def test_what_was_taken_back_before_anybody_screened_it_is_never_shown(city: City) -> None:
    case = city.case("filed", published=False)
    cases.withdraw(case, by=city.reporter(case), at=NOON + HOUR)
    assert not visible_to(STRANGER).filter(pk=case.pk).exists()


@pytest.mark.parametrize("state", ["accepted", "in-hand", "answered", "closed", "declined"])
def test_later_it_is_too_late_to_take_it_back(city: City, state: str) -> None:
    case = city.case(state)
    with pytest.raises(Conflict):
        cases.withdraw(case, by=city.reporter(case), at=NOON + 12 * HOUR)
    assert not Line.objects.filter(verb="withdraw").exists()


def test_nobody_takes_back_the_report_of_another(city: City) -> None:
    case, other = city.case("filed"), city.case("filed")
    with pytest.raises(NotAllowed):
        cases.withdraw(case, by=Reporter(case_id=other.pk, person=None), at=NOON + HOUR)
    case.refresh_from_db()
    assert case.state == "filed"
