"""Deadlines follow the city's calendar: holidays, swapped Saturdays, and a warning while a year is not confirmed."""

import csv
import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.accounts.models import Person
from civic.lib import workdays
from civic.lib.refusals import NotValid
from civic.offices import actions as offices
from civic.offices.models import CalendarChange, WorkDay
from civic.offices.queries import (
    by_workdays,
    calendar_number,
    calendar_warning,
    due_after,
    is_tentative,
    is_workday,
    tentative_year,
    workdays_between,
)
from civic.offices.rules import Unit

pytestmark = pytest.mark.django_db

REAL = Path(os.environ.get("GONGZHI_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
DAYS_OF_CHINA = REAL / "holidays_cn" / "china_days_2024_2026.csv"


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


def test_the_command_warns_of_the_years_it_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_workdays", "2026", "2027")
    call_command("load_workdays", "2028")
    told = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in told if line[4:6] == ": "] == ["2026", "2027", "2028"]
    assert "The working days of 2028 are not confirmed yet." in told[-1]


def test_one_odd_year_leaves_the_others_unloaded() -> None:
    with pytest.raises(CommandError, match="from 2001 to 2099"):
        call_command("load_workdays", "2026", "1900")
    assert not WorkDay.objects.exists()


def test_the_calendar_costs_one_statement_and_then_none() -> None:
    offices.load_workdays(2026)
    with CaptureQueriesContext(connection) as cold:
        by_workdays(local("2026-11-03T12:00"), 7)
    with CaptureQueriesContext(connection) as warm:
        by_workdays(local("2026-11-03T12:00"), 30)
        calendar_warning(date(2026, 3, 1))
    assert (len(cold), len(warm)) == (1, 0)


def test_the_units_of_a_limit_are_those_that_can_be_reckoned() -> None:
    reckoned = {workdays.URGENT_HOURS, workdays.WORKING_HOURS, workdays.WORKING_DAYS, workdays.DAYS}
    assert set(Unit.values) == reckoned


def test_five_working_days_cross_the_national_holiday_with_its_swapped_days() -> None:
    offices.load_workdays(2026)
    assert due_after(local("2026-09-30T10:00"), 5, Unit.WORKING_DAYS) == local("2026-10-13T18:00")
    assert due_after(local("2026-09-30T10:00"), 9, Unit.WORKING_HOURS) == local("2026-10-08T10:00")
    assert due_after(local("2026-09-30T10:00"), 3, Unit.DAYS) == local("2026-10-08T18:00")


@pytest.mark.real_data
@pytest.mark.skipif(not DAYS_OF_CHINA.exists(), reason=f"the real calendar is not here: {DAYS_OF_CHINA}")
def test_the_calendar_of_2026_is_the_one_the_state_council_announced() -> None:
    offices.load_workdays(2026)
    with DAYS_OF_CHINA.open(encoding="utf-8") as file:
        announced = {row["date"]: row["kind"] == "workday" for row in csv.DictReader(file) if row["date"][:4] == "2026"}
    assert len(announced) == 365
    assert [day for day, is_worked in announced.items() if is_workday(date.fromisoformat(day)) != is_worked] == []
    worked = [day for day in sorted(announced) if announced[day] and day > "2026-09-30"]
    assert due_after(local("2026-09-30T10:00"), 5, Unit.WORKING_DAYS) == local(f"{worked[4]}T18:00")


def test_the_hours_of_the_desk_are_a_setting(settings: Any) -> None:
    settings.DESK_OPENS, settings.DESK_CLOSES = time(8, 30), time(17, 0)
    assert by_workdays(local("2026-11-03T12:00"), 1) == local("2026-11-04T17:00")
    assert due_after(local("2026-11-03T16:00"), 2, Unit.WORKING_HOURS) == local("2026-11-04T09:30")


def test_a_pause_gives_back_what_was_left() -> None:
    stood = (local("2026-11-04T10:00"), local("2026-11-09T10:00"))
    assert due_after(local("2026-11-03T12:00"), 2, Unit.WORKING_DAYS, stood=stood) == local("2026-11-10T18:00")


def test_a_limit_that_reaches_into_a_year_without_its_days_may_move() -> None:
    offices.load_workdays(2026)
    assert not is_tentative(local("2026-12-01T10:00"), local("2026-12-31T18:00"))
    assert is_tentative(local("2026-12-28T10:00"), local("2027-01-04T18:00"))
    assert tentative_year(local("2026-12-28T10:00"), local("2027-01-04T18:00")) == 2027
    offices.load_workdays(2027)  # the holidays alone: what is swapped for them nobody knows yet
    assert is_tentative(local("2026-12-28T10:00"), local("2027-01-04T18:00"))


def test_each_change_of_the_calendar_has_a_number_and_a_day_and_no_change_has_none() -> None:
    assert calendar_number() == 0
    offices.load_workdays(2026)
    first = calendar_number()
    assert first == CalendarChange.objects.get().pk
    assert CalendarChange.objects.get().first_day == date(2026, 1, 1)
    offices.load_workdays(2026)
    assert calendar_number() == first
    root = Person.objects.get(handle="root")
    offices.set_workday(date(2026, 11, 4), is_working=False, name="台风停工", by=root, note="防汛指挥部通知")
    change = CalendarChange.objects.latest("pk")
    assert (calendar_number(), change.first_day, change.by) == (change.pk, date(2026, 11, 4), root)
    offices.set_workday(date(2026, 11, 4), is_working=False, name="台风“海燕”停工")
    assert calendar_number() == change.pk
    offices.set_workday(date(2026, 11, 4), is_working=False, is_confirmed=False)
    assert calendar_number() > change.pk


def test_only_the_days_that_came_new_are_counted_as_changed() -> None:
    offices.load_workdays(2027)
    offices.set_workday(date(2027, 10, 9), is_working=True, name="调休上班")
    before = calendar_number()
    offices.load_workdays(2027)
    assert calendar_number() == before


def test_a_limit_of_many_years_is_reckoned_in_time() -> None:
    start = local("2026-11-03T12:00")
    assert due_after(start, 2000, Unit.WORKING_DAYS) > start + timedelta(days=2700)
