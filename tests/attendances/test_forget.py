"""A volunteer is forgotten: her words and where she was go, that somebody was there stays."""

from datetime import date

import pytest
from django.db import connection

from civic.attendances import actions
from civic.attendances.models import Attendance, Complaint, Injury, NoShow, Scan, WalkIn
from civic.cases.queries import Viewer
from civic.hours import actions as hours
from civic.hours.models import BookEntry, Evaluation, Objection
from civic.me.actions import erase
from civic.offices.models import Office
from tests.attendances.ground import AT_THE_BRIDGE, Day, found_day
from tests.attendances.photos import photo
from tests.people import NOON, City
from tests.volunteers.ground import DAY, HOUR, coming, shift

pytestmark = pytest.mark.django_db
WORDS = "只有我知道的话"


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


def test_no_word_of_hers_stays_and_no_place_only_the_minutes(day: Day) -> None:
    wu, wus, done, leader = day.wu, day.wus, day.shift, day.leader
    actions.scan(day.leaders_code(NOON), direction="in", by=wus, here=AT_THE_BRIDGE, at=NOON)
    actions.scan(day.leaders_code(NOON + 2 * HOUR), direction="out", by=wus, here=AT_THE_BRIDGE, at=NOON + 2 * HOUR)
    actions.report_injury(done, volunteer=wu, happened_at=NOON, words=WORDS, by=wus, at=NOON)
    missed, walked = (shift(done.activity, starts=NOON - days * DAY) for days in (3, 2))
    absent = actions.say_absent(coming(missed, wu), is_excused=False, by=leader, at=NOON)
    actions.appeal_absence(absent, words=WORDS, by=wus, at=NOON)
    hours_of_walk = {"came_at": walked.starts_at, "went_at": walked.starts_at + HOUR}
    actions.write_walk_in(
        walked, number=wu.number or "", words=WORDS, upload=photo(), by=leader, at=NOON, **hours_of_walk
    )
    Complaint.objects.create(
        organisation=day.helpers.organisation,
        person=wus,
        words=WORDS,
        filed_at=NOON,
        answer_due_at=NOON + DAY,
        office=Office.objects.all()[0],
    )
    (entry,) = hours.record_shift(done, by=leader, at=NOON + 3 * HOUR)
    hours.object_to(wu, entry=entry, wanted=100, words=WORDS, by=wus, at=NOON + 3 * HOUR)
    hours.evaluate(done, wu, stars=5, words=WORDS, by=wus, at=NOON + 3 * HOUR)

    erase(Viewer(person=wus), at=NOON + DAY)

    tables = (Injury, NoShow, WalkIn, Complaint, Objection, Evaluation)
    assert [list(table.objects.values_list("words", flat=True)) for table in tables] == [[""]] * len(tables)
    assert [row.metres for row in Scan.objects.all()] == [None, None]
    assert (Injury.objects.get().written_by, Complaint.objects.get().person) == (None, None)
    with connection.cursor() as cursor:  # nor sealed, under anybody's key
        cursor.execute("SELECT words FROM attendances_injury UNION SELECT words FROM attendances_complaint")
        assert {row[0] for row in cursor.fetchall()} == {""}
    there = Attendance.objects.get()
    assert (there.in_at, there.out_at) == (NOON, NOON + 2 * HOUR)
    assert (BookEntry.objects.credited_minutes(), BookEntry.objects.get().served_on) == (120, date(2026, 11, 3))
