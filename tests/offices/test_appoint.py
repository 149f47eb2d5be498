"""Nobody is on both sides: appointments, the end of a post, and moving a whole person over."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.offices import actions as offices
from civic.offices.models import Officer, Post
from civic.offices.queries import area_paths_of, hand_of, holds_role, office_ids_of
from civic.offices.rules import ROLES_OF, Role, Side, role_fits
from tests.people import NOON, SINCE, City

TODAY = NOON.date()


def post(
    city: City, handle: str, side: str = "check", role: str = "supervisor", office: str = "supervision", **given: Any
) -> Post:
    given.setdefault("starts", SINCE)
    return offices.appoint(getattr(city, handle), side=side, role=role, office=city.office(office), at=NOON, **given)


def test_the_first_post_makes_an_officer_with_a_number_and_staff(city: City) -> None:
    post(city, "gu")
    gu = city.gu
    gu.refresh_from_db()
    assert gu.is_staff
    assert gu.officer.side == Side.CHECK
    assert len(gu.officer.number) == 5
    assert gu.officer.number.isdigit()


def test_an_officer_of_one_side_gets_no_post_on_the_other(city: City) -> None:
    for handle, side, role in (
        ("lin", "act", "dispatcher"),
        ("chen", "check", "supervisor"),
        ("rui", "act", "head"),
        ("he", "check", "moderator"),
    ):
        with pytest.raises(NotAllowed) as refused:
            post(city, handle, side, role, "command")
        assert str(refused.value).endswith(".")


def test_the_refusal_names_both_sides(city: City) -> None:
    with pytest.raises(NotAllowed, match=r"acting side.*checking side"):
        post(city, "chen")


@pytest.mark.parametrize("side", Side.values)
def test_a_role_of_another_side_is_refused_by_the_act_and_by_the_database(city: City, side: str) -> None:
    for role in Role.values:
        if role_fits(side, role):
            continue
        with pytest.raises(NotValid) as refused:
            post(city, "gu", side, role)
        assert "role" in refused.value.fields
        officer = Officer.objects.filter(side=side).first()
        assert officer is not None
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.create(officer=officer, side=side, role=role, office=city.office("command"), starts=SINCE)


def test_every_role_stands_on_one_side_only() -> None:
    assert sorted(role for roles in ROLES_OF.values() for role in roles) == sorted(Role.values)
    assert set(ROLES_OF) == set(Side.values)


def test_one_person_has_one_side_in_the_database_too(city: City) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.create(person=city.lin, side="act", number="1")


def test_a_second_post_on_the_same_side_is_fine(city: City) -> None:
    post(city, "lin", role="moderator")
    hand = hand_of(city.lin, on=TODAY)
    assert hand is not None
    assert hand.roles == {"supervisor", "moderator"}


def test_the_same_post_twice_is_refused(city: City) -> None:
    with pytest.raises(Taken):
        post(city, "lin")


def test_nobody_is_appointed_to_an_office_that_is_gone_or_with_a_closed_account(city: City) -> None:
    offices.amend_office(city.office("drains"), is_active=False)
    with pytest.raises(NotValid):
        post(city, "gu", "act", "handler", "drains")
    city.gu.is_active = False
    city.gu.save()
    with pytest.raises(NotValid):
        post(city, "gu")


def test_a_post_counts_from_its_first_to_its_last_day(city: City) -> None:
    held = post(city, "gu", starts=date(2026, 11, 1))
    assert hand_of(city.gu, on=date(2026, 10, 31)) is None
    assert hand_of(city.gu, on=date(2026, 11, 1)) is not None
    offices.end_post(held, ends=date(2026, 11, 2))
    assert hand_of(city.gu, on=date(2026, 11, 2)) is not None
    assert hand_of(city.gu, on=date(2026, 11, 3)) is None
    with pytest.raises(NotValid):
        offices.end_post(held, ends=date(2026, 10, 1))


def test_moving_over_ends_every_post_at_once_and_opens_the_other_side(city: City) -> None:
    post(city, "chen", "act", "head", "command", starts=TODAY + timedelta(days=9))
    offices.change_side(city.chen.officer, side="check", at=NOON)
    assert hand_of(city.chen, on=TODAY) is None
    assert not Post.objects.filter(officer=city.chen.officer, starts__gt=TODAY).exists()
    post(city, "chen", starts=TODAY)
    hand = hand_of(city.chen, on=TODAY)
    assert hand is not None
    assert (hand.side, hand.roles) == ("check", {"supervisor"})
    with pytest.raises(NotAllowed):
        post(city, "chen", "act", "handler", "command")


def test_moving_to_the_same_or_no_side_is_refused(city: City) -> None:
    with pytest.raises(Conflict):
        offices.change_side(city.lin.officer, side="check", at=NOON)
    with pytest.raises(NotValid):
        offices.change_side(city.lin.officer, side="both", at=NOON)


def test_the_hand_says_offices_areas_and_roles_apart(city: City) -> None:
    post(city, "gu", area=city.area("990102"))
    post(city, "gu", role="moderator", office="review")
    hand = hand_of(city.gu, on=TODAY)
    assert hand is not None
    assert hand.area_paths == ()  # one post holds everywhere
    assert area_paths_of(hand, "supervisor") == ("990100/990102/",)
    assert area_paths_of(hand, "moderator") == ()
    assert office_ids_of(hand, "supervisor") == {city.office("supervision").pk}
    assert hand.office_ids == {city.office("supervision").pk, city.office("review").pk}
    assert office_ids_of(None, "supervisor") == frozenset()
    assert holds_role(hand, "moderator")
    assert not holds_role(hand, "handler")
    assert not holds_role(None, "handler")


def test_a_post_in_one_area_stays_there(city: City) -> None:
    post(city, "gu", area=city.area("990102"))
    hand = hand_of(city.gu, on=TODAY)
    assert hand is not None
    assert hand.area_paths == ("990100/990102/",)


def test_residents_strangers_and_posts_of_a_closed_office_make_no_hand(city: City) -> None:
    offices.amend_office(city.office("dongqiao-lamps"), is_active=False)
    assert hand_of(city.mei, on=TODAY) is None
    assert hand_of(None, on=TODAY) is None
    assert hand_of(city.chen, on=TODAY) is None


def test_a_hand_costs_one_statement(city: City) -> None:
    lin = city.lin
    with CaptureQueriesContext(connection) as asked:
        assert hand_of(lin, on=TODAY) is not None
    assert len(asked) == 1


def test_whoever_holds_a_post_cannot_be_forgotten_and_whoever_left_it_can(city: City) -> None:
    with pytest.raises(NotAllowed):
        offices.forget(city.lin, at=NOON)
    for held in Post.objects.filter(officer__person=city.lin):
        offices.end_post(held, ends=TODAY - timedelta(days=1))
    offices.forget(city.lin, at=NOON)
    assert Officer.objects.filter(person=city.lin).exists()  # what was done in the post stays under the number
    offices.forget(city.mei, at=NOON)
