"""This is mine too: counted once a person, taken back, forgotten; never of one's own, of what is over or hidden."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from civic.cases.actions import contact_hashes, support, take_back_support
from civic.cases.models import Case, Line, Support
from civic.cases.queries import (
    STRANGER,
    Supporter,
    Viewer,
    known_to_all,
    supporter_of,
    supporter_with_report,
    supports_of,
)
from civic.cases.rules import Kind, State
from civic.cases.rules.supporting import support_fault
from civic.lib.refusals import Conflict, NotAllowed, TooMany
from civic.me import actions as me
from civic.supervision import actions as supervision
from tests.at_once import at_once
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


def browser(name: str = "a", **given: Any) -> Supporter:
    """Somebody at a browser of her own."""
    return supporter_of(Viewer(browser=name), **given)


def count(case: Case) -> tuple[int, int]:
    """The counter, and the rows it counts."""
    return Case.objects.get(pk=case.pk).supports, Support.objects.filter(case=case).count()


def test_each_person_is_counted_once_and_no_line_is_written(city: City) -> None:
    case = city.case("in-hand")
    lines = Line.objects.filter(case=case).count()
    assert support(case, by=browser("a"), at=LATER)
    assert not support(case, by=browser("a"), at=LATER)
    assert support(case, by=browser("b"), at=LATER)
    assert support(case, by=supporter_of(Viewer(person=city.mei)), at=LATER)
    assert count(case) == (3, 3)
    assert Line.objects.filter(case=case).count() == lines


def test_who_signs_in_later_is_still_the_one_of_this_browser(city: City) -> None:
    case = city.case("filed")
    support(case, by=browser("a"), at=LATER)
    assert not support(case, by=supporter_of(Viewer(person=city.mei, browser="a")), at=LATER)
    assert count(case) == (1, 1)


def test_it_is_taken_back_also_when_the_case_is_over(city: City) -> None:
    case = city.case("filed")
    support(case, by=browser("a"), at=LATER)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=LATER)
    assert take_back_support(case, by=browser("a"))
    assert not take_back_support(case, by=browser("a"))
    assert count(case) == (0, 0)


@pytest.mark.parametrize("state", [State.CLOSED, State.DECLINED, State.WITHDRAWN])
def test_nobody_joins_what_is_over_and_is_told_why(city: City, state: str) -> None:
    case = city.case("filed")
    Case.objects.filter(pk=case.pk).update(state=state, closed_at=LATER)
    with pytest.raises(Conflict, match="closed"):
        support(case, by=browser(), at=LATER)
    assert count(case) == (0, 0)


def test_nobody_joins_her_own_report_however_she_is_known(city: City) -> None:
    case = city.case("filed", by=city.mei, email="mei@example.com")
    [digest] = contact_hashes("mei@example.com", "")
    for viewer in (Viewer(person=city.mei), Viewer(contact_hash=digest), Viewer(reporter_of=frozenset({case.pk}))):
        with pytest.raises(Conflict, match="your own"):
            support(case, by=supporter_of(viewer), at=LATER)


def test_whose_report_was_merged_into_it_is_counted_already(city: City) -> None:
    parent, child = city.case("in-hand"), city.filed(by=city.mei).case
    supervision.merge(child, by=city.lin, into=parent, at=LATER)
    with pytest.raises(Conflict, match="your own"):
        support(parent, by=supporter_of(Viewer(person=city.mei)), at=LATER)
    with pytest.raises(Conflict, match="together"):
        support(child, by=browser(), at=LATER)


def test_the_rule_over_every_kind_and_state() -> None:
    for kind in Kind:
        for state in State:
            fault = support_fault(kind=kind, state=state, is_merged=False, is_own=False)
            joins = kind in ("complaint", "help") and state not in ("closed", "declined", "withdrawn")
            assert bool(fault) != joins, (kind, state)


def test_nobody_at_all_is_not_counted(city: City) -> None:
    with pytest.raises(NotAllowed):
        support(city.case("filed"), by=supporter_of(STRANGER), at=LATER)


def test_one_network_joins_a_case_so_often_and_all_cases_so_often(city: City, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"support-network": (3, 3600), "support-case": (2, 3600)}
    one, other = city.case("filed"), city.case("filed")
    for name in "ab":
        support(one, by=browser(name, network="n"), at=LATER)
    support(one, by=browser("a", network="n"), at=LATER)  # again costs nothing
    with pytest.raises(TooMany):
        support(one, by=browser("c", network="n"), at=LATER)
    support(one, by=browser("d", network="m"), at=LATER)
    with pytest.raises(TooMany):
        support(other, by=browser("e", network="n"), at=LATER)
    assert (count(one), count(other)) == ((3, 3), (0, 0))


def test_a_school_behind_one_address_may_join(city: City, settings: Any) -> None:
    assert settings.LIMITS["support-case"][0] >= 100
    assert settings.LIMITS["support-network"][0] >= settings.LIMITS["support-case"][0]


def test_what_is_hidden_cannot_be_joined(city: City) -> None:
    known = city.case("filed")
    hidden = [
        city.filed(is_confidential=True).case,
        city.filed(kind="misconduct", matter=None).case,
        city.case("filed", published=False),
    ]
    supervision.withhold(hidden[2], by=city.mo, reason="personal", at=LATER)
    unscreened = city.filed().case
    assert set(known_to_all()) == {known, unscreened}


def test_who_is_erased_is_counted_no_more(city: City) -> None:
    case, other = city.case("filed"), city.case("filed")
    [digest] = contact_hashes("mei@example.com", "")
    support(case, by=supporter_of(Viewer(person=city.mei)), at=LATER)
    support(other, by=supporter_of(Viewer(contact_hash=digest)), at=LATER)
    support(other, by=browser("b"), at=LATER)
    me.erase(Viewer(person=city.mei), at=LATER)
    assert (count(case), count(other)) == ((0, 0), (1, 1))


def test_the_code_of_a_report_and_the_account_behind_it_are_one_person(city: City) -> None:
    own, case = city.filed(by=city.mei).case, city.case("filed")
    support(case, by=supporter_with_report(own), at=LATER)
    assert not support(case, by=supporter_of(Viewer(person=city.mei)), at=LATER)
    assert supports_of(case, supporter_of(Viewer(person=city.mei))).count() == 1


@pytest.mark.django_db(transaction=True)
def test_sixty_four_presses_of_one_person_at_once_count_once(city: City) -> None:
    case = city.case("filed")
    many = 64 if connection.vendor == "postgresql" else 16
    told = at_once(*[lambda: support(case, by=browser("a"), at=LATER)] * many)
    assert sorted(told) == [False] * (many - 1) + [True]
    assert count(case) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_people_at_once_are_all_counted_while_the_case_moves(city: City) -> None:
    case = city.case("filed")
    lin = city.lin
    acts = [lambda name=name: support(case, by=browser(f"p{name}"), at=LATER) for name in range(12)]
    told = at_once(*acts, lambda: supervision.accept(case, by=lin, matter=None, at=LATER))
    assert told.count(True) == 12
    case.refresh_from_db()
    assert (count(case), case.state) == ((12, 12), "accepted")
