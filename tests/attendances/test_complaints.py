"""A complaint goes around the organisation it names."""

from datetime import timedelta
from typing import Any

import pytest

from civic.accounts.models import Person
from civic.attendances import actions
from civic.attendances.queries.desk import complaints_for
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices.models import Office
from civic.volunteers.models import Manager, Organisation
from tests.attendances.ground import Day, found_day
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


def company(day: Day, code: str = "company", manager: Person | None = None, **other: Any) -> Organisation:
    """Another body that recruits, and whoever manages it."""
    made = Organisation.objects.create(
        code=code, kind="company", name_zh_hans="云桥便利", state="active", asked_at=NOON, answer_due_at=NOON, **other
    )
    if manager is not None:
        Manager.objects.create(organisation=made, person=manager, task="manager", named_by=manager, named_at=NOON)
    return made


@pytest.fixture
def offices(day: Day, city: City) -> Day:
    day.helpers.organisation.office = Office.objects.get(code="supervision")
    day.helpers.organisation.save()
    return day


def test_it_goes_to_the_coordinators_and_never_to_who_is_named(offices: Day) -> None:
    body = company(offices, manager=Person.objects.create_user("boss"))
    made = actions.complain(body, shift=None, words="不让休息。", by=offices.wus, at=NOON)
    assert made.office == offices.helpers.organisation.office
    assert made.answer_due_at > NOON


def test_it_goes_to_the_office_above_where_there_is_one(offices: Day) -> None:
    own = offices.helpers.organisation.office
    assert own is not None
    own.above = Office.objects.get(code="council")  # where sun has her post
    own.save()
    made = actions.complain(
        offices.helpers.organisation, shift=offices.shift, words="不公平。", by=offices.wus, at=NOON
    )
    assert made.office == own.above


def test_it_goes_past_coordinators_who_manage_the_one_it_names(offices: Day) -> None:
    body = company(offices, manager=offices.helpers.luo)
    made = actions.complain(body, shift=None, words="不让休息。", by=offices.wus, at=NOON)
    assert made.office != offices.helpers.organisation.office
    assert made.office.is_reviewing


def test_only_the_office_answers_and_nobody_of_the_organisation(offices: Day) -> None:
    boss = Person.objects.create_user("boss")
    body = company(offices, manager=boss)
    made = actions.complain(body, shift=None, words="不让休息。", by=offices.wus, at=NOON)
    for stranger in (boss, offices.leader, offices.wus):
        with pytest.raises(NotAllowed):
            actions.answer_complaint(made, answer="没有的事。", is_upheld=False, by=stranger, at=NOON)
    luo = offices.helpers.luo
    Manager.objects.create(organisation=body, person=luo, task="leader", named_by=boss, named_at=NOON)
    with pytest.raises(NotAllowed):
        actions.answer_complaint(made, answer="没有的事。", is_upheld=False, by=luo, at=NOON)
    Manager.objects.filter(organisation=body, person=luo).update(ended_at=NOON)
    with pytest.raises(NotValid):
        actions.answer_complaint(made, answer=" ", is_upheld=True, by=luo, at=NOON)
    told = actions.answer_complaint(made, answer="已要求整改。", is_upheld=True, by=luo, at=NOON)
    assert (told.answer, told.is_upheld) == ("已要求整改。", True)
    assert Notice.objects.filter(verb="complaint-answered").exists()
    with pytest.raises(Conflict):
        actions.answer_complaint(made, answer="再答", is_upheld=True, by=luo, at=NOON)


def test_without_words_or_about_another_shift_it_is_not_taken(offices: Day) -> None:
    body = company(offices)
    with pytest.raises(NotValid):
        actions.complain(body, shift=None, words=" ", by=offices.wus, at=NOON)
    with pytest.raises(NotValid):
        actions.complain(body, shift=offices.shift, words="这一班。", by=offices.wus, at=NOON)


def test_it_goes_past_an_office_where_nobody_but_those_it_names_has_a_post(offices: Day) -> None:
    own = offices.helpers.organisation.office
    assert own is not None
    own.above = Office.objects.get(code="council")
    own.save()
    sun = Person.objects.get(handle="sun")
    Manager.objects.create(
        organisation=offices.helpers.organisation, person=sun, task="leader", named_by=sun, named_at=NOON
    )
    made = actions.complain(offices.helpers.organisation, shift=None, words="不公平。", by=offices.wus, at=NOON)
    assert made.office == Office.objects.get(code="review")


def test_coordinators_without_an_office_read_it_too(day: Day) -> None:
    made = actions.complain(company(day), shift=None, words="不让休息。", by=day.wus, at=NOON)
    assert (made.office, made.body) == (None, day.helpers.organisation)
    assert list(complaints_for(day.helpers.luo, at=NOON)) == [made]
    assert not complaints_for(day.wus, at=NOON)
    told = actions.answer_complaint(made, answer="已要求整改。", is_upheld=True, by=day.helpers.luo, at=NOON)
    assert told.answered_by == day.helpers.luo


def test_whoever_complains_does_not_look_into_it_herself(day: Day) -> None:
    made = actions.complain(company(day), shift=None, words="不让休息。", by=day.helpers.luo, at=NOON)
    assert made.office is not None
    assert made.office.is_reviewing
    with pytest.raises(NotAllowed):
        actions.answer_complaint(made, answer="没有的事。", is_upheld=False, by=day.helpers.luo, at=NOON)


def test_an_overdue_one_reaches_every_coordinator_but_those_it_names(offices: Day) -> None:
    body = company(offices, manager=offices.helpers.luo)
    made = actions.complain(body, shift=None, words="不让休息。", by=offices.wus, at=NOON)
    other = Person.objects.create_user("ping")
    Manager.objects.create(
        organisation=offices.helpers.organisation, person=other, task="manager", named_by=other, named_at=NOON
    )
    late = made.answer_due_at + MINUTE
    assert not complaints_for(other, at=NOON)
    with pytest.raises(NotAllowed):
        actions.answer_complaint(made, answer="已要求整改。", is_upheld=True, by=other, at=NOON)
    assert list(complaints_for(other, at=late)) == [made]
    assert not complaints_for(offices.helpers.luo, at=late)
    with pytest.raises(NotAllowed):
        actions.answer_complaint(made, answer="没有的事。", is_upheld=False, by=offices.helpers.luo, at=late)
    actions.answer_complaint(made, answer="已要求整改。", is_upheld=True, by=other, at=late)


def test_where_no_office_can_the_hotline_is_named(offices: Day) -> None:
    Office.objects.update(is_reviewing=False)
    body = company(offices, manager=offices.helpers.luo)
    with pytest.raises(Conflict, match="12345"):
        actions.complain(body, shift=None, words="不让休息。", by=offices.wus, at=NOON)


def test_an_office_that_nobody_manages_at_present_does_not_look_into_itself(offices: Day) -> None:
    named = offices.helpers.organisation
    named.managers.update(ended_at=NOON)
    made = actions.complain(named, shift=None, words="不公平。", by=offices.wus, at=NOON)
    assert made.office != named.office
    assert made.office.is_reviewing
