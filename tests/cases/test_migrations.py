"""Cases of before get their due dates as rows, and the rows go again where the migration is taken back; the whole way
back and forth is walked once, where everything is."""

import os
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from civic.cases import actions as cases
from civic.cases.models import Case, Deadline
from civic.handling import actions as handling
from civic.offices import actions as offices
from tests.people import NOON, City

HOUR = timedelta(hours=1)
BEFORE = "0005_count_what_is_public"
rows = import_module("civic.cases.migrations.0006_deadlines_of_open_cases")


def as_before(case: Case, **facts: Any) -> None:
    """The case as it stood when due dates were columns only."""
    Deadline.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).update(pauses=0, stands_until=None, **facts)


def test_open_cases_keep_the_days_they_were_promised(city: City) -> None:
    plain, asked, replied, closed = (city.case(state) for state in ("accepted", "in-hand", "in-hand", "closed"))
    promised = asked.answer_due_at
    assert promised is not None
    for case in (asked, replied):
        handling.ask(case, by=city.chen, text="哪一根？", at=NOON + 6 * HOUR)
    cases.reply(replied, by=city.reporter(replied), text="0417", at=NOON + 54 * HOUR)
    as_before(plain)
    as_before(asked, due_at=None, answer_due_at=promised)
    as_before(replied, due_at=promised + 48 * HOUR, answer_due_at=promised + 48 * HOUR)
    as_before(closed)
    rows.take_back(apps, None)
    assert not Deadline.objects.exists()
    rows.open_rows(apps, None)
    for case in (plain, asked, replied, closed):
        case.refresh_from_db()
    assert sorted(plain.deadlines.values_list("kind", flat=True)) == ["answer", "step"]
    assert plain.deadlines.get(kind="answer").due_at == plain.answer_due_at
    assert plain.deadlines.get(kind="step").due_at == plain.due_at
    assert not closed.deadlines.exists()
    row = asked.deadlines.get()
    assert (row.kind, row.stood_from, row.stood_until) == ("answer", NOON + 6 * HOUR, NOON + 6 * HOUR + 7 * 24 * HOUR)
    assert (asked.pauses, asked.answer_due_at, asked.due_at) == (1, promised + 7 * 24 * HOUR, row.due_at)
    assert replied.deadlines.get().starts_at == NOON + HOUR + 48 * HOUR
    cases.reply(asked, by=city.reporter(asked), text="0418", at=NOON + 30 * HOUR)
    handling.answer(replied, by=city.chen, outcome="solved", text="修好了。", at=NOON + 60 * HOUR)
    offices.set_workday((NOON + 120 * HOUR).date(), is_working=True)
    cases.recount(at=NOON + 60 * HOUR)


@pytest.mark.skipif(
    os.environ.get("REQUIRE_ALL") != "1" or connection.vendor != "postgresql",
    reason="walked where everything is, on the database of a city",
)
@pytest.mark.django_db(transaction=True)
def test_the_record_goes_the_whole_way_back_and_forth(city: City) -> None:
    case = city.case("in-hand")
    city.case("closed")
    try:
        call_command("migrate", "cases", BEFORE, verbosity=0)
    finally:
        call_command("migrate", "cases", verbosity=0)
    assert Case.objects.get(pk=case.pk).answer_due_at == case.answer_due_at
    assert case.deadlines.count() == 1
