"""The meeting decides about an overdue case: another owner, a day, or both, for everybody to read."""

from datetime import date, timedelta
from typing import Any

import pytest

from civic.desk.queries import meeting
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.desk.test_meeting import numbers, viewer
from tests.pages import read
from tests.people import NOON, SINCE, City

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATE = NOON + 14 * DAY  # the answer was promised within seven working days
WHY = "会议决定：排水所本周内抢修。"
SOON = date(2026, 11, 20)


def test_another_owner_and_a_day_are_written_onto_the_case_with_the_author(city: City, client: Any) -> None:
    case = city.case("in-hand", email="mei@example.com")
    promised = case.answer_due_at
    line = supervision.settle(case, by=city.sun, office=city.office("drains"), due=SOON, reason=WHY, at=LATE)
    case.refresh_from_db()
    assert (case.state, case.office and case.office.code) == ("dispatched", "drains")
    assert case.demand_due_at is not None
    assert case.demand_due_at.date() == SOON
    assert case.answer_due_at == promised  # and late: a decision does not make it punctual
    assert (line.actor_id, line.side) == (city.sun.pk, "decide")
    page = read(client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert WHY in page
    assert "owns it from now on" in page
    assert "20 November" in page
    assert Notice.objects.filter(verb="settle").exists()


def test_a_day_alone_leaves_the_case_where_it_lies(city: City) -> None:
    case = city.case("in-hand")
    supervision.settle(case, by=city.sun, due=SOON, reason=WHY, at=LATE)
    case.refresh_from_db()
    assert (case.state, case.office and case.office.code) == ("in-hand", "dongqiao-lamps")


def test_an_owner_alone_sets_no_day_and_ends_what_was_demanded_of_the_other(city: City) -> None:
    case = city.case("in-hand")
    supervision.hasten(case, by=city.lin, text="请装灯。", due=SOON, at=LATE - HOUR)
    supervision.settle(case, by=city.sun, office=city.office("drains"), reason=WHY, at=LATE)
    case.refresh_from_db()
    assert case.demand_due_at is None


def test_its_day_takes_the_place_of_the_one_demanded_before(city: City) -> None:
    case = city.case("in-hand")
    supervision.hasten(case, by=city.lin, text="请装灯。", due=date(2026, 11, 18), at=LATE - HOUR)
    supervision.settle(case, by=city.sun, due=SOON, reason=WHY, at=LATE)
    case.refresh_from_db()
    assert case.demand_due_at is not None
    assert case.demand_due_at.date() == SOON


def test_what_is_not_overdue_is_not_its_business(city: City) -> None:
    with pytest.raises(Conflict, match="not overdue"):
        supervision.settle(city.case("in-hand"), by=city.sun, due=date(2026, 11, 6), reason=WHY, at=NOON + 5 * HOUR)


@pytest.mark.parametrize("who", ["lin", "zhao", "chen", "rui", "mo"])
def test_nobody_else_decides(city: City, who: str) -> None:
    with pytest.raises(NotAllowed):
        supervision.settle(city.case("in-hand"), by=getattr(city, who), due=SOON, reason=WHY, at=LATE)


@pytest.mark.parametrize(
    ("more", "field"),
    [({}, "due"), ({"due": date(2026, 11, 22)}, "due"), ({"due": date(2027, 1, 4)}, "due"), ({"reason": ""}, "reason")],
)
def test_a_decision_that_decides_nothing_or_names_no_good_day_is_refused(
    city: City, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(NotValid) as refused:
        supervision.settle(city.case("in-hand"), by=city.sun, at=LATE, **{"reason": WHY, "due": None} | more)
    assert list(refused.value.fields) == [field]


def test_a_case_that_no_office_holds_needs_an_owner(city: City) -> None:
    case = city.case("accepted")
    with pytest.raises(NotValid, match="No office holds this case"):
        supervision.settle(case, by=city.sun, due=SOON, reason=WHY, at=LATE)
    supervision.settle(case, by=city.sun, office=city.office("drains"), due=SOON, reason=WHY, at=LATE)


def test_a_checking_office_is_no_owner(city: City) -> None:
    with pytest.raises(NotValid, match="does not answer"):
        supervision.settle(city.case("in-hand"), by=city.sun, office=city.office("supervision"), reason=WHY, at=LATE)


def test_nobody_decides_about_a_case_her_own_office_took_part_in(city: City) -> None:
    case = city.case("in-hand")
    offices.appoint(
        city.sun, side="decide", role="committee", office=city.office("dongqiao-lamps"), starts=SINCE, at=NOON
    )
    with pytest.raises(NotAllowed, match="took part"):
        supervision.settle(case, by=city.sun, due=SOON, reason=WHY, at=LATE)


def test_the_decision_stands_among_those_of_the_meeting(city: City) -> None:
    case = city.case("in-hand")
    supervision.settle(case, by=city.sun, office=city.office("drains"), due=SOON, reason=WHY, at=LATE)
    [decided] = meeting(viewer(city.sun), at=LATE + DAY).decided
    assert (decided.case, decided.text) == (case, WHY)
    assert decided.due is not None
    assert decided.due.date() == SOON


def test_a_demand_that_nobody_answered_by_its_day_is_listed(city: City) -> None:
    case = city.case("in-hand")
    supervision.hasten(case, by=city.lin, text="请先装临时灯。", due=date(2026, 11, 5), at=NOON + 5 * HOUR)
    assert numbers(meeting(viewer(city.sun), at=NOON + DAY).unanswered) == []
    found = meeting(viewer(city.sun), at=NOON + 4 * DAY).unanswered
    assert numbers(found) == [case.number]
    assert [said.text for said in found.rows[0].said] == ["请先装临时灯。"]
