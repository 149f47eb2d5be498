"""Hours are written down once, as they were served, by somebody else."""

import pytest

from civic.accounts.models import Person
from civic.hours import actions as hours
from civic.hours.models import BookEntry
from civic.lib.refusals import Conflict, NotAllowed
from civic.volunteers.models import Manager
from tests.hours.ground import there
from tests.people import NOON, City
from tests.volunteers.ground import DAY, HOUR, Helpers, activity, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


def test_what_was_served_counts_and_what_was_planned_does_not(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    early, late = volunteer("early"), volunteer("late")
    there(done, helpers.wu)
    there(done, early, late=-30, early=-30)
    there(done, late, late=20, early=25)
    hours.record_shift(done, by=helpers.luo, at=NOON)
    told = {entry.volunteer: (entry.planned, entry.actual, entry.credited) for entry in BookEntry.objects.all()}
    assert told == {helpers.wu: (120, 120, 120), early: (120, 180, 120), late: (120, 75, 75)}
    assert done.activity.lines.get().facts == {"entries": 3, "minutes": 315}


def test_writing_twice_writes_once_and_a_late_check_out_is_added(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    assert len(hours.record_shift(done, by=helpers.luo, at=NOON)) == 1
    assert hours.record_shift(done, by=helpers.luo, at=NOON) == []
    there(done, volunteer("later"))
    assert len(hours.record_shift(done, by=helpers.leader, at=NOON)) == 1
    assert BookEntry.objects.count() == 2


def test_before_the_end_or_with_somebody_still_there_nothing_is_written(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - HOUR)
    there(done, helpers.wu, out=False)
    with pytest.raises(Conflict, match="not over"):
        hours.record_shift(done, by=helpers.luo, at=NOON)
    with pytest.raises(Conflict, match="checked out"):
        hours.record_shift(done, by=helpers.luo, at=NOON + DAY)
    done.state, done.reason = "called-off", "台风。"
    done.save()
    with pytest.raises(Conflict, match="called off"):
        hours.record_shift(done, by=helpers.luo, at=NOON + DAY)
    assert not BookEntry.objects.exists()


def test_nobody_writes_down_her_own_hours(helpers: Helpers) -> None:
    done, leader = shift(activity(helpers), starts=NOON - DAY), volunteer("hua-helps")
    leader.person = helpers.leader
    leader.save()
    there(done, leader)
    there(done, helpers.wu)
    assert [one.volunteer for one in hours.record_shift(done, by=helpers.leader, at=NOON)] == [helpers.wu]
    with pytest.raises(Conflict, match="your own hours"):
        hours.record_shift(done, by=helpers.leader, at=NOON)
    assert [one.volunteer for one in hours.record_shift(done, by=helpers.luo, at=NOON)] == [leader]


def test_only_who_acts_for_the_organisation_writes_and_the_city_where_it_is_gone(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    stranger = Person.objects.create_user("stranger")
    assert helpers.wu.person is not None
    for who in (stranger, helpers.wu.person):
        with pytest.raises(NotAllowed):
            hours.record_shift(done, by=who, at=NOON)
    Manager.objects.filter(person=helpers.leader).update(ended_at=NOON)
    with pytest.raises(NotAllowed):
        hours.record_shift(done, by=helpers.leader, at=NOON)


def test_an_organisation_that_ended_keeps_its_book_with_the_coordinators(helpers: Helpers) -> None:
    gone = helpers.organisation.__class__.objects.create(
        code="gone",
        kind="ngo",
        name_zh_hans="已散的社团",
        state="active",
        asked_at=NOON,
        answer_due_at=NOON,
    )
    boss = Person.objects.create_user("boss")
    Manager.objects.create(organisation=gone, person=boss, task="manager", named_by=helpers.luo, named_at=NOON)
    done = shift(activity(helpers, "A-0009", organisation=gone), starts=NOON - DAY)
    there(done, helpers.wu)
    gone.state, gone.reason, gone.ended_at = "ended", "解散。", NOON
    gone.save()
    with pytest.raises(NotAllowed):
        hours.record_shift(done, by=boss, at=NOON)
    assert hours.record_shift(done, by=helpers.luo, at=NOON)[0].organisation == gone
