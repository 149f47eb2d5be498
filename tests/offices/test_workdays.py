"""Deadlines follow the city's calendar: holidays, swapped Saturdays, and a warning while a year is not confirmed."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.lib.refusals import NotValid
from civic.offices import actions as offices
from civic.offices.models import WorkDay
from civic.offices.queries import by_workdays, calendar_warning, is_workday, workdays_between

pytestmark = pytest.mark.django_db


def local(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-03T12:00", 1, "2026-11-04T18:00"),  # Tuesday
        ("2026-11-06T09:00", 1, "2026-11-09T18:00"),  # Friday
        ("2026-11-06T23:30", 1, "2026-11-09T18:00"),
        ("2026-11-07T10:00", 1, "2026-11-09T18:00"),  # Saturday
        ("2026-11-03T12:00", 7, "2026-11-12T18:00"),
    ],
)
def test_without_a_calendar_the_week_counts(start: str, days: int, end: str) -> None:
    assert by_workdays(local(start), days) == local(end)


def test_the_day_is_the_citys_own_whatever_the_clock_of_the_server() -> None:
    late_monday = datetime(2026, 11, 2, 17, 0, tzinfo=UTC)  # Tuesday 01:00 in the city
    assert by_workdays(late_monday, 1) == local("2026-11-04T18:00")


def test_the_national_holiday_and_its_swapped_days_are_kept() -> None:
    offices.load_workdays(2026)
    assert not is_workday(date(2026, 10, 7))  # a Wednesday, swapped for
    assert is_workday(date(2026, 10, 10))  # this Saturday
    assert is_workday(date(2026, 9, 20))  # a Sunday
    assert by_workdays(local("2026-09-30T10:00"), 1) == local("2026-10-08T18:00")
    assert by_workdays(local("2026-10-09T10:00"), 1) == local("2026-10-10T18:00")


def test_counting_back_gives_the_days_again() -> None:
    offices.load_workdays(2026)
    start = local("2026-09-15T10:00")
    for days in (1, 5, 10, 15):
        assert workdays_between(start, by_workdays(start, days)) == days


def test_a_year_with_its_swapped_days_is_confirmed_and_one_without_is_not() -> None:
    offices.load_workdays(2026)
    offices.load_workdays(2027)
    assert not WorkDay.objects.filter(day__year=2026, is_confirmed=False).exists()
    assert not WorkDay.objects.filter(day__year=2027, is_confirmed=True).exists()
    assert calendar_warning(date(2026, 9, 30)) == ""
    assert "2027" in str(calendar_warning(date(2026, 10, 1)))
    assert "2027" in str(calendar_warning(date(2027, 3, 1)))


def test_a_year_nobody_entered_is_warned_of() -> None:
    assert "2026" in str(calendar_warning(date(2026, 3, 1)))


def test_what_staff_entered_survives_another_load() -> None:
    offices.load_workdays(2027)
    offices.set_workday(date(2027, 10, 6), is_working=False, name="调休", is_confirmed=True)
    offices.set_workday(date(2027, 10, 9), is_working=True, name="调休上班", is_confirmed=True)
    before = WorkDay.objects.count()
    offices.load_workdays(2027)
    assert WorkDay.objects.count() == before
    assert not is_workday(date(2027, 10, 6))
    assert is_workday(date(2027, 10, 9))


def test_the_last_word_about_a_day_counts_at_once() -> None:
    assert is_workday(date(2026, 11, 4))
    offices.set_workday(date(2026, 11, 4), is_working=False, name="台风停工", is_confirmed=True)
    assert by_workdays(local("2026-11-03T12:00"), 1) == local("2026-11-05T18:00")
    offices.set_workday(date(2026, 11, 4), is_working=True, name="", is_confirmed=True)
    assert by_workdays(local("2026-11-03T12:00"), 1) == local("2026-11-04T18:00")


def test_an_odd_year_is_refused() -> None:
    with pytest.raises(NotValid):
        offices.load_workdays(1900)


def test_the_calendar_costs_one_statement_and_then_none() -> None:
    offices.load_workdays(2026)
    with CaptureQueriesContext(connection) as cold:
        by_workdays(local("2026-11-03T12:00"), 7)
    with CaptureQueriesContext(connection) as warm:
        by_workdays(local("2026-11-03T12:00"), 30)
        calendar_warning(date(2026, 3, 1))
    assert (len(cold), len(warm)) == (1, 0)
