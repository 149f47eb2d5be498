"""The book taken along as a table: by whoever manages an organisation its own, by coordinators all, by nobody else."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.accounts.models import Person
from civic.hours import actions as hours
from civic.hours.models import BookEntry
from civic.hours.queries import book_sheet
from civic.shifts.models import Activity
from civic.volunteers.models import Manager, Organisation
from tests.hours.ground import there
from tests.people import NOON, City, sign_in
from tests.volunteers.ground import DAY, Helpers, activity, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db

OWN, ALL = "/volunteer/organisations/helpers/hours/book.csv", "/desk/volunteers/hours/book.csv"
SPAN = {"first": f"{NOON - 30 * DAY:%Y-%m-%d}", "last": f"{NOON:%Y-%m-%d}"}


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


def _activity(helpers: Helpers) -> Activity:
    return Activity.objects.first() or activity(helpers)


def recorded(helpers: Helpers, days: int = 1) -> BookEntry:
    done = shift(_activity(helpers), starts=NOON - days * DAY)
    there(done, helpers.wu, early=30)
    (entry,) = hours.record_shift(done, by=helpers.luo, at=NOON)
    return entry


def asked(person: Person | None, path: str, *, language: str = "en", **given: str) -> tuple[int, str]:
    assert person is not None
    client = Client(headers={"accept-language": language})
    sign_in(client, person)
    with time_machine.travel(NOON, tick=False):
        answer = client.get(path, {**SPAN, **given})
        body = answer.getvalue() if isinstance(answer, StreamingHttpResponse) else answer.content
        return answer.status_code, body.decode()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def test_every_line_stands_in_it_as_it_was_written_and_takes_back_what_it_took_back(helpers: Helpers) -> None:
    entry = recorded(helpers)
    second = Person.objects.create_user("second")
    Manager.objects.create(
        organisation=helpers.organisation, person=second, task="manager", named_by=helpers.luo, named_at=NOON
    )
    hours.correct(entry, minutes=60, reason="=2+3", by=second, at=NOON + timedelta(hours=1))
    status, text = asked(helpers.luo, OWN)
    told = rows(text)
    assert status == 200
    assert [row["kind"] for row in told] == ["service", "reversal", "correction"]
    assert sum(int(row["credited_minutes"]) for row in told) == BookEntry.objects.all().credited_minutes() == 60
    assert told[1]["takes_back_line"] == told[0]["line"] == "1"
    assert told[0]["digest"] == entry.digest
    assert {row["volunteer"] for row in told} == {helpers.wu.number}
    assert told[2]["reason"] == "'=2+3"  # no spreadsheet reckons with it


def test_nobody_is_named_in_it(helpers: Helpers) -> None:
    recorded(helpers)
    _status, text = asked(helpers.luo, OWN)
    assert "吴晓晴" not in text
    assert "wu@" not in text


@pytest.mark.parametrize(("language", "name"), [("zh-hant", "老橋巡燈"), ("en", "Lamps of the old bridge")])
def test_activities_are_called_as_the_reader_calls_them_though_the_lines_are_sent_later(
    helpers: Helpers, language: str, name: str
) -> None:
    recorded(helpers)
    assert rows(asked(helpers.luo, OWN, language=language)[1])[0]["activity"] == name


def test_only_days_between_the_two_both_counted(helpers: Helpers) -> None:
    recorded(helpers, days=1)
    recorded(helpers, days=9)
    day = f"{NOON - 9 * DAY:%Y-%m-%d}"
    assert [row["served_on"] for row in rows(asked(helpers.luo, OWN, first=day, last=day)[1])] == [day]


def test_an_organisation_takes_its_own_book_only_and_coordinators_take_all(helpers: Helpers) -> None:
    own, others = recorded(helpers), recorded(helpers, days=2)
    other = Organisation.objects.create(
        code="other",
        kind="company",
        name_zh_hans="别家",
        state="active",
        asked_at=NOON,
        answer_due_at=NOON,
        decided_at=NOON,
    )
    BookEntry.objects.filter(pk=others.pk).update(organisation=other)
    assert [row["digest"] for row in rows(asked(helpers.luo, OWN)[1])] == [own.digest]
    assert len(rows(asked(helpers.luo, ALL)[1])) == 2  # luo manages the city's own office, so she coordinates
    helpers.organisation.kind = "company"
    helpers.organisation.save()
    assert asked(helpers.luo, ALL)[0] == 403
    rival = Person.objects.create_user("rival")
    assert asked(rival, OWN)[0] == 403
    assert asked(helpers.wu.person, OWN)[0] == 403


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"first": ""}, "Name the day."),
        ({"last": "tomorrow"}, "Write the day like 2026-11-28."),
        ({"first": "2026-05-02", "last": "2026-05-01"}, "The last day lies before the first. Turn them round."),
    ],
)
def test_days_that_are_none_are_said_on_the_page(helpers: Helpers, given: dict[str, str], said: str) -> None:
    status, text = asked(helpers.luo, OWN, **given)
    assert status == 400
    assert said in text
    assert "Hours to write down" in text


def test_one_statement_however_long_the_book_is(helpers: Helpers) -> None:
    for days in range(1, 4):
        done = shift(_activity(helpers), starts=NOON - days * DAY)
        for n in range(3):
            there(done, volunteer(f"v{days}{n}"))
        hours.record_shift(done, by=helpers.luo, at=NOON)
    with CaptureQueriesContext(connection) as caught:
        lines = list(book_sheet(first=(NOON - 30 * DAY).date(), last=NOON.date()))
    assert len(lines) == 10
    assert len(caught) == 1
