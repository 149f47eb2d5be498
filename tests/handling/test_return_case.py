"""The office gives a case back to the command centre, with a reason; it may be dispatched anew."""

from datetime import timedelta

import pytest

from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from tests.people import NOON, City

AT = NOON + timedelta(hours=9)


@pytest.mark.parametrize("state", ["dispatched", "in-hand"])
def test_a_returned_case_waits_for_the_command_centre_again(city: City, state: str) -> None:
    case = city.case(state)
    line = handling.return_case(case, by=city.chen, reason="这盏灯归公园管理处。", at=AT)
    case.refresh_from_db()
    assert (case.state, case.office) == ("accepted", None)
    assert line.facts["office"] == "dongqiao-lamps"
    handling.dispatch(case, by=city.zhao, office=city.office("drains"), at=AT)
    case.refresh_from_db()
    assert (case.state, case.office) == ("dispatched", city.office("drains"))


def test_a_case_is_not_returned_without_a_reason(city: City) -> None:
    case = city.case("in-hand")
    with pytest.raises(NotValid) as refused:
        handling.return_case(case, by=city.chen, reason="  ", at=AT)
    assert set(refused.value.fields) == {"reason"}


def test_only_the_office_that_holds_a_case_returns_it(city: City) -> None:
    case = city.case("accepted")
    handling.dispatch(case, by=city.zhao, office=city.office("drains"), at=AT)
    with pytest.raises(NotAllowed):
        handling.return_case(case, by=city.chen, reason="不归我们。", at=AT)


def test_an_answered_case_is_not_returned(city: City) -> None:
    with pytest.raises(Conflict):
        handling.return_case(city.case("answered"), by=city.chen, reason="不归我们。", at=AT)
