"""Two hands at once on a day that was asked for, and on a disputed case: one decides, the other is told."""

from datetime import date, timedelta

import pytest

from civic.accounts.models import Person
from civic.cases.queries import first_broken_line
from civic.feedback import actions as feedback
from civic.feedback.actions import ObjectionGiven
from civic.handling import actions as handling
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.at_once import at_once, kinds
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
MONDAY = date(2026, 11, 16)


def colleague(city: City, handle: str, *, side: str, role: str, office: str) -> Person:
    """Somebody with the same post."""
    person = Person.objects.create_user(handle, email=f"{handle}@city.example")
    offices.appoint(person, side=side, role=role, office=city.office(office), starts=SINCE, at=NOON)
    return person


def test_of_a_grant_and_a_refusal_at_once_one_counts(city: City) -> None:
    case, lin = city.case("in-hand"), city.lin
    liu = colleague(city, "liu", side="check", role="supervisor", office="supervision")
    handling.defer(case, by=city.chen, until=MONDAY, reason="等电缆。", at=NOON + 5 * HOUR)
    at = NOON + 6 * HOUR
    told = at_once(
        lambda: supervision.grant_deferral(case, by=lin, at=at),
        lambda: supervision.refuse_deferral(case, by=liu, reason="仓库里有。", at=at),
    )
    assert kinds(told) == ["Conflict", "Line"]
    case.refresh_from_db()
    assert (case.defer_to, case.deferrals) == (None, 1)
    assert first_broken_line(case) is None


def test_of_two_who_ask_at_once_one_is_told_that_it_was_asked_already(city: City) -> None:
    case, chen, shen = city.case("in-hand"), city.chen, city.shen
    at = NOON + 5 * HOUR
    told = at_once(
        lambda: handling.defer(case, by=chen, until=MONDAY, reason="等电缆。", at=at),
        lambda: handling.defer(case, by=shen, until=MONDAY, reason="等电缆。", at=at),
    )
    assert kinds(told) == ["Conflict", "Line"]
    case.refresh_from_db()
    assert case.deferrals == 1


def test_of_two_demands_at_once_one_runs(city: City) -> None:
    case, lin = city.case("in-hand"), city.lin
    liu = colleague(city, "liu", side="check", role="supervisor", office="supervision")
    at, due = NOON + 5 * HOUR, date(2026, 11, 5)
    told = at_once(
        lambda: supervision.hasten(case, by=lin, text="请装灯。", due=due, at=at),
        lambda: supervision.hasten(case, by=liu, text="请装灯。", due=due, at=at),
    )
    assert kinds(told) == ["Conflict", "Line"]
    case.refresh_from_db()
    assert case.hastened == case.deadlines.filter(kind="demand").count() == 1


def test_of_two_members_who_decide_at_once_one_comes_too_late(city: City) -> None:
    case, sun = city.disputed(), city.sun
    dou = colleague(city, "dou", side="decide", role="committee", office="council")
    lamps, drains, at = city.office("dongqiao-lamps"), city.office("drains"), NOON + 6 * HOUR
    told = at_once(
        lambda: supervision.decide(case, by=sun, office=lamps, reason="归照明所。", at=at),
        lambda: supervision.decide(case, by=dou, office=drains, reason="归排水所。", at=at),
    )
    assert kinds(told) == ["Conflict", "Line"]
    assert case.lines.filter(verb="decide").count() == 1


def test_of_two_moderators_who_decide_on_an_objection_at_once_one_comes_too_late(city: City) -> None:
    case, mo, gu = city.case("filed"), city.mo, city.second_moderator()
    done = city.objected(case, quote="望江路 18 号", at=NOON + HOUR)
    given = {"objection": done.objection.pk, "reason": "看过了。", "at": NOON + 2 * HOUR}
    told = at_once(
        lambda: supervision.decide_objection(case, by=mo, remedy="hide", **given),
        lambda: supervision.decide_objection(case, by=gu, remedy="refuse", **given),
    )
    assert kinds(told) == ["Conflict", "Line"]
    case.refresh_from_db()
    assert case.objecting == 0
    assert first_broken_line(case) is None


def test_two_who_object_to_the_same_words_at_once_hide_them_once(city: City) -> None:
    case = city.case("filed")
    given = ObjectionGiven(concern="data", quote="望江路 18 号")
    told = at_once(
        lambda: feedback.object_to(case, given=given, at=NOON + HOUR),
        lambda: feedback.object_to(case, given=given, at=NOON + HOUR),
    )
    assert kinds(told) == ["NotValid", "Objected"]  # the words are gone; that they were there, nobody learns by trying
    case.refresh_from_db()
    assert (case.objecting, case.veiled) == (1, 1)
