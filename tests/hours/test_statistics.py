"""What is published of service: months that are over, nobody named, nothing of fewer than five people."""

import csv
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now

from civic.hours import actions
from civic.hours.models import BookEntry
from civic.hours.queries.statistics import public_numbers, published_months
from civic.hours.queries.watching import watched
from civic.hours.rules.publishing import Published, Served, publish
from civic.shifts.models import Shift
from tests.hours.ground import there
from tests.people import NOON, City
from tests.shifts.ground import many
from tests.volunteers.ground import DAY, Helpers, activity, found_helpers, shift

OCTOBER = date(2026, 10, 1)
LAST_MONTH = NOON.replace(day=1) - timedelta(days=10)


def served(service: str, *people: int, minutes: int = 60, month: date = OCTOBER) -> Served:
    return Served(month, service, frozenset(people), 1, minutes * len(people))


def test_few_people_are_taken_together_and_what_is_still_too_few_is_left_out() -> None:
    told = publish(
        [
            served("patrol", *range(10)),
            served("culture", 1, 2, 3),
            served("digital", 3, 4, 5),
            served("patrol", 1, 2, 3, 4, month=date(2026, 9, 1)),
        ]
    )
    assert told == [
        Published(OCTOBER, "patrol", 10, 1, 10),
        Published(OCTOBER, "other", 5, 2, 6),  # whoever served with both counts once
    ]


@pytest.mark.parametrize("count", [1, 4])
def test_no_published_row_is_of_fewer_than_five(count: int) -> None:
    assert publish([served("patrol", *range(count))]) == []


@pytest.fixture
def helpers(city: City) -> Helpers:
    cache.clear()
    return found_helpers()


def walked(helpers: Helpers, people: int, *, number: str = "A-0001", kind: str = "patrol") -> Shift:
    """So many volunteers served two hours last month, written down."""
    at_shift = shift(activity(helpers, number, kind=kind), starts=LAST_MONTH, places=20)
    for who in many(people) if kind == "patrol" else [helpers.wu]:
        there(at_shift, who)
    actions.record_shift(at_shift, by=helpers.luo, at=LAST_MONTH + DAY)
    return at_shift


@pytest.mark.django_db
def test_the_file_and_the_first_page_tell_the_same_and_no_name(helpers: Helpers, client: Client) -> None:
    walked(helpers, 6)
    walked(helpers, 1, number="A-0002", kind="culture")
    (row,) = published_months(at=NOON)
    assert (row.month, row.service, row.volunteers, row.shifts, row.hours) == (date(2026, 10, 1), "patrol", 6, 1, 12)
    assert public_numbers(at=NOON).hours == 12
    answer = client.get("/open-data/volunteers.csv")
    text = answer.getvalue().decode("utf-8-sig")
    first, *rows = csv.reader(text.splitlines())
    assert first == ["served_in", "service", "volunteers", "shifts", "hours"]
    assert rows == [["2026-10", "patrol", "6", "1", "12"]]
    assert "helper" not in text
    page = client.get("/volunteer/").content.decode()
    assert "Hours served in the last twelve months" in page
    assert "/open-data/volunteers.csv" in page
    assert "volunteers.csv" in client.get("/open-data/").content.decode()


@pytest.mark.django_db
def test_what_is_served_this_month_is_not_told_yet(helpers: Helpers) -> None:
    at_shift = shift(activity(helpers), starts=NOON - DAY, places=20)
    for who in many(6):
        there(at_shift, who)
    actions.record_shift(at_shift, by=helpers.luo, at=NOON)
    assert published_months(at=NOON) == []
    assert public_numbers(at=NOON).hours is None


@pytest.mark.django_db
def test_hours_that_are_taken_back_leave_the_sum(helpers: Helpers) -> None:
    at_shift = walked(helpers, 6)
    entry = BookEntry.objects.filter(shift=at_shift).order_by("pk")[0]
    actions.correct(entry, minutes=0, reason="没有来。", by=helpers.luo, at=NOON)
    (row,) = published_months(at=NOON)
    assert (row.volunteers, row.hours) == (5, 10)


@pytest.mark.django_db
def test_a_count_of_fewer_than_five_people_is_told_as_such(helpers: Helpers, client: Client) -> None:
    for page in ("/volunteer/", "/volunteer/organisations/", "/volunteer/organisations/helpers/"):
        assert "fewer than five" in client.get(page).content.decode(), page
    many(5)
    cache.clear()
    assert public_numbers(at=NOON).volunteers == 6


@pytest.mark.django_db
def test_whoever_watches_the_house_reads_how_volunteering_stands(helpers: Helpers, client: Client) -> None:
    ahead = shift(activity(helpers), starts=now() + 4 * DAY, places=6)
    there(ahead, helpers.wu)  # a place is taken
    told = watched(at=now())
    assert (told.shifts_open, told.places_free, told.by_state) == (1, 5, {"active": 1})
    over = shift(activity(helpers, "A-0002"), starts=NOON - 60 * DAY)
    there(over, many(1)[0])
    Shift.objects.filter(pk=over.pk).update(record_due_at=NOON - 40 * DAY)
    assert watched(at=over.starts_at + DAY / 24).check_ins == 1
    text = client.get("/metrics").content.decode()
    assert 'gongzhi_volunteers{state="active"} 2.0' in text
    assert 'gongzhi_volunteers{state="applied"} 0.0' in text
    assert "gongzhi_volunteer_places_free 5.0" in text
    assert "gongzhi_volunteer_hours_late 1.0" in text
