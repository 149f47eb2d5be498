"""A row is held until the act ends."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from civic.journal.models import Chain
from civic.lib.holding import lock
from tests.at_once import at_once

BY_ROW = connection.features.has_select_for_update


@pytest.mark.django_db
def test_only_the_row_is_locked_and_with_its_key_where_that_is_asked() -> None:
    row = Chain.objects.create(subject="lamps")
    with CaptureQueriesContext(connection) as caught:
        lock(row)
        lock(row, with_key=True)
    told = [one["sql"].partition(" FOR ")[2] for one in caught]
    assert told == (["NO KEY UPDATE", "UPDATE"] if BY_ROW else [])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hold_it_the_second_reads_what_the_first_wrote() -> None:
    row = Chain.objects.create(subject="lamps")

    def add() -> None:
        with transaction.atomic():
            lock(row)
            held = Chain.objects.get(pk=row.pk)
            Chain.objects.filter(pk=row.pk).update(subject=f"{held.subject}+")

    at_once(*[add] * 8)
    assert Chain.objects.get(pk=row.pk).subject == "lamps++++++++"


@pytest.mark.django_db
def test_a_row_that_is_gone_cannot_be_held() -> None:
    row = Chain.objects.create(subject="lamps")
    Chain.objects.all().delete()
    if BY_ROW:
        with pytest.raises(Chain.DoesNotExist):
            lock(row)
