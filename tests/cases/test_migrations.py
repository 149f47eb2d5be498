"""Cases of before get their due dates as rows, and the rows go again where the migration is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from civic.cases import actions as cases
from civic.cases.models import Case, Deadline
from civic.handling import actions as handling
from civic.offices import actions as offices
from tests.people import NOON, City

HOUR = timedelta(hours=1)
BEFORE = "0005_count_what_is_public"


def as_before(case: Case, **facts: Any) -> None:
    """The case as it stood when due dates were columns only."""
    Deadline.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).update(pauses=0, stands_until=None, **facts)


@pytest.mark.django_db(transaction=True)
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
    call_command("migrate", "cases", BEFORE, verbosity=0)
    try:
        assert not Deadline.objects.exists()
    finally:
        call_command("migrate", "cases", verbosity=0)
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
    call_command("migrate", "cases", BEFORE, verbosity=0)
    call_command("migrate", "cases", verbosity=0)
