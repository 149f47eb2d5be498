"""An entry is taken back by another, never edited; objections are answered by somebody else."""

import pytest
from django.db import IntegrityError, transaction

from civic.accounts.models import Person
from civic.hours import actions as hours
from civic.hours.models import BookEntry, Objection
from civic.hours.queries import objections_open
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices.models import Notice
from civic.volunteers.models import Manager
from tests.hours.ground import there
from tests.people import NOON, City
from tests.volunteers.ground import DAY, Helpers, activity, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


@pytest.fixture
def entry(helpers: Helpers) -> BookEntry:
    """wu's two hours, written down by luo."""
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    return hours.record_shift(done, by=helpers.luo, at=NOON)[0]


@pytest.fixture
def second(helpers: Helpers) -> Person:
    """Another manager."""
    person = Person.objects.create_user("second")
    Manager.objects.create(
        organisation=helpers.organisation, person=person, task="manager", named_by=helpers.luo, named_at=NOON
    )
    return person


def test_a_correction_is_two_entries_and_the_first_stays(helpers: Helpers, entry: BookEntry) -> None:
    hours.correct(entry, minutes=90, reason="早走半小时。", by=helpers.luo, at=NOON)
    rows = list(BookEntry.objects.order_by("seq").values_list("kind", "credited"))
    assert rows == [("service", 120), ("reversal", -120), ("correction", 90)]
    assert BookEntry.objects.filter(volunteer=helpers.wu).credited_minutes() == 90
    with pytest.raises(Conflict):
        hours.correct(entry, minutes=60, reason="再改。", by=helpers.luo, at=NOON)
    with pytest.raises(Conflict):
        hours.reverse(BookEntry.objects.get(kind="reversal"), reason="再改。", by=helpers.luo, at=NOON)
    hours.reverse(BookEntry.objects.get(kind="correction"), reason="根本没来。", by=helpers.luo, at=NOON)
    assert BookEntry.objects.filter(volunteer=helpers.wu).credited_minutes() == 0


@pytest.mark.parametrize(("minutes", "reason"), [(-1, "x"), (1441, "x"), (120, "x"), (90, " ")])
def test_a_correction_says_why_and_gives_minutes_that_can_be(
    helpers: Helpers, entry: BookEntry, minutes: int, reason: str
) -> None:
    with pytest.raises(NotValid):
        hours.correct(entry, minutes=minutes, reason=reason, by=helpers.luo, at=NOON)
    assert BookEntry.objects.count() == 1


def test_nobody_corrects_her_own_or_somebody_elses_book(helpers: Helpers, entry: BookEntry) -> None:
    luo = volunteer("luo-helps")
    luo.person = helpers.luo
    luo.save()
    done = shift(activity(helpers, "A-0002"), starts=NOON - DAY)
    there(done, luo)
    [own] = hours.record_shift(done, by=helpers.leader, at=NOON)
    with pytest.raises(NotAllowed):
        hours.correct(own, minutes=90, reason="x", by=helpers.luo, at=NOON)
    assert helpers.wu.person is not None
    with pytest.raises(NotAllowed):
        hours.reverse(entry, reason="x", by=helpers.wu.person, at=NOON)


def test_the_database_holds_the_book_together(helpers: Helpers, entry: BookEntry) -> None:
    for wrong in ({"credited": 121}, {"credited": -1}, {"kind": "reversal"}, {"attendance": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BookEntry.objects.filter(pk=entry.pk).update(**wrong)


def test_an_objection_is_answered_by_another_and_the_record_put_right(
    helpers: Helpers, entry: BookEntry, second: Person
) -> None:
    wu = helpers.wu
    assert wu.person is not None
    objection = hours.object_to(wu, entry=entry, wanted=150, words="我多站了半小时。", by=wu.person, at=NOON)
    assert list(objections_open(helpers.organisation)) == [objection]
    with pytest.raises(Taken):
        hours.object_to(wu, entry=entry, wanted=150, words="我多站了半小时。", by=wu.person, at=NOON)
    given = {"minutes": 150, "answer": "核对了签到表，您说得对。", "at": NOON + DAY}
    for who in (wu.person, helpers.leader, helpers.luo):  # herself, who manages nothing, and who wrote the line
        with pytest.raises(NotAllowed):
            hours.decide_objection(objection, by=who, **given)
    hours.decide_objection(objection, by=second, **given)
    assert BookEntry.objects.filter(volunteer=wu).credited_minutes() == 150
    assert Objection.objects.get().state == "upheld"
    assert Notice.objects.filter(verb="hours-answer").exists()
    with pytest.raises(Conflict):
        hours.decide_objection(objection, by=second, **given)


def test_a_refusal_says_what_was_found_and_changes_nothing(helpers: Helpers, entry: BookEntry, second: Person) -> None:
    wu = helpers.wu
    assert wu.person is not None
    objection = hours.object_to(wu, entry=entry, wanted=None, words="不对。", by=wu.person, at=NOON)
    with pytest.raises(NotValid):
        hours.decide_objection(objection, minutes=None, answer=" ", by=second, at=NOON)
    hours.decide_objection(objection, minutes=None, answer="签到签退都对得上。", by=second, at=NOON)
    assert BookEntry.objects.count() == 1


def test_who_was_there_and_stands_nowhere_objects_too(helpers: Helpers, second: Person) -> None:
    wu = helpers.wu
    assert wu.person is not None
    done = shift(activity(helpers), starts=NOON - DAY)
    with pytest.raises(NotValid):
        hours.object_to(wu, shift=done, wanted=60, words="我在。", by=wu.person, at=NOON)
    there(done, wu, out=False)
    objection = hours.object_to(wu, shift=done, wanted=60, words="我在。", by=wu.person, at=NOON)
    with pytest.raises(NotValid):
        hours.decide_objection(objection, minutes=0, answer="好。", by=second, at=NOON)
    hours.decide_objection(objection, minutes=60, answer="照片里有您。", by=second, at=NOON)
    [entry] = BookEntry.objects.all()
    assert (entry.kind, entry.planned, entry.credited) == ("correction", 120, 60)


def test_one_takes_an_objection_back_and_nobody_elses(helpers: Helpers, entry: BookEntry) -> None:
    wu, other = helpers.wu, volunteer("other")
    assert wu.person is not None
    assert other.person is not None
    with pytest.raises(NotAllowed):
        hours.object_to(other, entry=entry, wanted=1, words="x", by=other.person, at=NOON)
    with pytest.raises(NotValid):
        hours.object_to(wu, entry=entry, wanted=9999, words=" ", by=wu.person, at=NOON)
    objection = hours.object_to(wu, entry=entry, wanted=1, words="x", by=wu.person, at=NOON)
    with pytest.raises(NotAllowed):
        hours.withdraw_objection(objection, by=other.person, at=NOON)
    hours.withdraw_objection(objection, by=wu.person, at=NOON)
    with pytest.raises(Conflict):
        hours.withdraw_objection(objection, by=wu.person, at=NOON)


def test_a_manager_does_not_decide_on_her_own_objection(helpers: Helpers, entry: BookEntry) -> None:
    wu = helpers.wu
    assert wu.person is not None
    Manager.objects.create(
        organisation=helpers.organisation, person=wu.person, task="manager", named_by=helpers.luo, named_at=NOON
    )
    objection = hours.object_to(wu, entry=entry, wanted=150, words="我多站了半小时。", by=wu.person, at=NOON)
    with pytest.raises(NotAllowed):
        hours.decide_objection(objection, minutes=150, answer="我说得对。", by=wu.person, at=NOON)
    assert BookEntry.objects.count() == 1


def test_what_was_taken_back_is_not_objected_to_nor_what_takes_it_back(helpers: Helpers, entry: BookEntry) -> None:
    wu = helpers.wu
    assert wu.person is not None
    hours.correct(entry, minutes=90, reason="核对后更正。", by=helpers.luo, at=NOON)
    for line in (entry, BookEntry.objects.get(kind="reversal")):
        with pytest.raises(Conflict, match="taken back already"):
            hours.object_to(wu, entry=line, wanted=120, words="不对。", by=wu.person, at=NOON)
    standing = BookEntry.objects.get(kind="correction")
    assert hours.object_to(wu, entry=standing, wanted=120, words="不对。", by=wu.person, at=NOON).entry == standing


def test_a_missing_line_that_was_written_meanwhile_is_not_put_in_again(helpers: Helpers, second: Person) -> None:
    wu = helpers.wu
    assert wu.person is not None
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, wu)
    row = hours.object_to(wu, shift=done, wanted=60, words="我在。", by=wu.person, at=NOON)
    hours.record_shift(done, by=helpers.luo, at=NOON)
    with pytest.raises(Conflict, match="written down in the meantime"):
        hours.decide_objection(row, minutes=60, answer="照片里有您。", by=second, at=NOON)
    assert BookEntry.objects.filter(volunteer=wu).credited_minutes() == 120
    assert hours.decide_objection(row, minutes=None, answer="已经记上了。", by=second, at=NOON).state == "refused"


def test_what_was_corrected_in_the_meantime_is_corrected_where_it_stands_now(
    helpers: Helpers, entry: BookEntry, second: Person
) -> None:
    wu, third = helpers.wu, Person.objects.create_user("third")
    assert wu.person is not None
    Manager.objects.create(
        organisation=helpers.organisation, person=third, task="manager", named_by=helpers.luo, named_at=NOON
    )
    objection = hours.object_to(wu, entry=entry, wanted=150, words="我多站了半小时。", by=wu.person, at=NOON)
    hours.correct(entry, minutes=90, reason="核对后更正。", by=second, at=NOON)
    with pytest.raises(NotAllowed):  # who wrote the line that stands does not decide about it either
        hours.decide_objection(objection, minutes=150, answer="查过了。", by=second, at=NOON)
    hours.decide_objection(objection, minutes=150, answer="查过了。", by=third, at=NOON)
    rows = list(BookEntry.objects.order_by("seq").values_list("kind", "credited"))
    assert rows[1:] == [("reversal", -120), ("correction", 90), ("reversal", -90), ("correction", 150)]
    assert BookEntry.objects.filter(volunteer=wu).credited_minutes() == 150


def test_what_was_taken_back_in_the_meantime_is_added_anew(helpers: Helpers, entry: BookEntry, second: Person) -> None:
    wu = helpers.wu
    assert wu.person is not None
    objection = hours.object_to(wu, entry=entry, wanted=150, words="我多站了半小时。", by=wu.person, at=NOON)
    hours.reverse(entry, reason="记错了人。", by=helpers.luo, at=NOON)
    with pytest.raises(NotValid):
        hours.decide_objection(objection, minutes=0, answer="查过了。", by=second, at=NOON)
    hours.decide_objection(objection, minutes=150, answer="查过了。", by=second, at=NOON)
    last = BookEntry.objects.latest("seq")
    assert (last.kind, last.shift, last.planned, last.credited) == ("correction", entry.shift, 120, 150)
    assert BookEntry.objects.filter(volunteer=wu).credited_minutes() == 150
