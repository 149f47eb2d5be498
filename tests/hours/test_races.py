"""Hands at once on the account book: hours are written once, an objection is decided once, and who is forgotten at that
moment loses none."""

from collections.abc import Callable
from typing import Any

import pytest

from civic.accounts.models import Person
from civic.attendances.models import Attendance
from civic.cases.queries import Viewer
from civic.hours import actions as hours
from civic.hours.models import BookEntry, Objection
from civic.lib.refusals import Conflict
from civic.me.actions import erase
from civic.shifts.models import Shift
from civic.volunteers.models import Volunteer
from tests.at_once import at_once, kinds
from tests.attendances.ground import second_manager
from tests.hours.ground import there
from tests.people import NOON, City
from tests.volunteers.ground import DAY, Helpers, activity, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


@pytest.fixture
def done(helpers: Helpers) -> Shift:
    return shift(activity(helpers), starts=NOON - DAY)


def wrote(done: Shift, by: Person) -> Callable[[], list[BookEntry]]:
    """Somebody writes the hours of the shift down."""
    return lambda: hours.record_shift(done, by=by, at=NOON)


def objection(helpers: Helpers, done: Shift, **about: Any) -> Objection:
    """Wu objects."""
    assert helpers.wu.person is not None
    return hours.object_to(helpers.wu, wanted=120, words="不对。", by=helpers.wu.person, at=NOON, **about)


def decides(row: Objection, by: Person, minutes: int | None) -> Callable[[], Objection]:
    """Somebody decides on it."""
    return lambda: hours.decide_objection(row, minutes=minutes, answer="查过了。", by=by, at=NOON)


def test_of_two_who_write_the_hours_of_one_shift_at_once_one_writes(helpers: Helpers, done: Shift) -> None:
    there(done, helpers.wu)
    there(done, volunteer("walker"))
    told = at_once(wrote(done, helpers.luo), wrote(done, second_manager(helpers)))
    assert sorted(len(one) for one in told) == [0, 2]
    assert BookEntry.objects.credited_minutes() == 240


def test_of_two_who_decide_on_one_objection_one_does_and_the_hours_are_corrected_once(
    helpers: Helpers, done: Shift
) -> None:
    there(done, helpers.wu, late=30)
    (entry,) = hours.record_shift(done, by=helpers.leader, at=NOON)
    row = objection(helpers, done, entry=entry)
    told = at_once(decides(row, helpers.luo, 110), decides(row, second_manager(helpers), 120))
    assert kinds(told) == ["Conflict", "Objection"]
    assert str(next(one for one in told if isinstance(one, Conflict))) == "This was answered already."
    row.refresh_from_db()
    said = {helpers.luo.pk: 110}.get(row.decided_by_id or 0, 120)
    assert (BookEntry.objects.credited_minutes(), BookEntry.objects.count()) == (said, 3)


def test_a_yes_and_a_no_to_one_objection_at_once_leave_one_answer(helpers: Helpers, done: Shift) -> None:
    there(done, helpers.wu, late=30)
    (entry,) = hours.record_shift(done, by=helpers.leader, at=NOON)
    row = objection(helpers, done, entry=entry)
    told = at_once(decides(row, helpers.luo, 120), decides(row, second_manager(helpers), None))
    assert kinds(told) == ["Conflict", "Objection"]
    row.refresh_from_db()
    assert BookEntry.objects.credited_minutes() == {"upheld": 120, "refused": 90}[row.state]


def test_an_entry_that_two_correct_at_once_is_corrected_once(helpers: Helpers, done: Shift) -> None:
    there(done, helpers.wu, late=30)
    (entry,) = hours.record_shift(done, by=helpers.leader, at=NOON)
    told = at_once(
        *(
            lambda by=by, to=to: hours.correct(entry, minutes=to, reason="核对后更正。", by=by, at=NOON)
            for by, to in ((helpers.luo, 100), (second_manager(helpers), 110))
        )
    )
    assert kinds(told) == ["BookEntry", "Conflict"]
    assert BookEntry.objects.credited_minutes() in (100, 110)


def test_a_missing_line_is_put_in_by_the_record_or_by_the_objection_and_never_by_both(
    helpers: Helpers, done: Shift
) -> None:
    there(done, helpers.wu, late=30)
    row = objection(helpers, done, shift=done)
    told = at_once(wrote(done, helpers.leader), decides(row, helpers.luo, 120))
    lines = BookEntry.objects.all()
    assert lines.count() == 1
    if lines[0].kind == "service":
        assert kinds(told) == ["Conflict", "list"]
        assert lines[0].credited == 90
    else:
        assert [] in told
        assert lines[0].credited == 120


def test_who_is_forgotten_while_her_hours_are_written_down_keeps_them_without_her_name(
    helpers: Helpers, done: Shift
) -> None:
    there(done, helpers.wu)
    person = helpers.wu.person
    assert person is not None
    at_once(wrote(done, helpers.luo), lambda: erase(Viewer(person=person), at=NOON))
    one = Volunteer.objects.get(pk=helpers.wu.pk)
    assert (one.state, one.person) == ("erased", None)
    assert BookEntry.objects.filter(volunteer=one).credited_minutes() == 120
    assert (BookEntry.objects.count(), Attendance.objects.count()) == (1, 1)
