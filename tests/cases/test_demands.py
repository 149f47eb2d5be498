"""Demands of the checking side that nobody answered by their day, for everybody to read."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.cases.models import Case
from civic.handling import actions as handling
from civic.supervision import actions as supervision
from tests.pages import read
from tests.people import NOON, City

HOUR = timedelta(hours=1)


def pressed(city: City, **given: Any) -> Case:
    case = city.case("in-hand", **given)
    supervision.hasten(case, by=city.lin, text="请先装临时灯。", due=date(2026, 11, 5), at=NOON + 5 * HOUR)
    return case


def test_what_was_demanded_and_not_answered_by_its_day_stands_there(city: City, client: Any) -> None:
    case = pressed(city)
    page = client.get("/cases/demands/", HTTP_ACCEPT_LANGUAGE="en")
    assert f"/cases/{case.number}/" in page.content.decode()
    assert "请先装临时灯。" in read(page)


@pytest.mark.parametrize("how", ["replied", "not published"])
def test_what_was_answered_or_is_not_public_does_not(city: City, client: Any, how: str) -> None:
    case = pressed(city, published=how != "not published")
    if how == "replied":
        handling.reply(case, by=city.chen, text="已装。", at=NOON + 6 * HOUR)
    page = client.get("/cases/demands/", HTTP_ACCEPT_LANGUAGE="en")
    assert case.number not in page.content.decode()
    assert "Every demand has been answered in time." in read(page)


def test_it_is_paged_and_costs_the_same_for_many(city: City, client: Any) -> None:
    case, counts = pressed(city), []
    for rows in (3, 60):
        for turn in range(rows):
            copy = Case.objects.get(pk=case.pk)
            copy.pk, copy.number, copy.tracking_digest = None, f"91-{turn:04d}-{rows:04d}", f"{turn}-{rows}"
            copy.save(force_insert=True)
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/cases/demands/").content.decode()
        counts.append(len(asked))
    assert counts[1] <= counts[0]
    assert page.count('class="card__h"') == 50
    further = client.get(
        "/cases/demands/",
        {"after": page.split("?after=")[1].split('"')[0].replace("%3A", ":").replace("%2B", "+").replace("%7C", "|")},
    )
    assert further.content.decode().count('class="card__h"') == 14
