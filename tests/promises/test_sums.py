"""The sums on the page equal those of the table, whatever was promised and asked for; queries do not grow."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.promises.models import Promise
from civic.promises.rules import read_yuan, yuan
from tests.people import NOON, City
from tests.promises.ground import TODAY, promised

DAY = timedelta(days=1)
ASKED = ["", "state=underway", "state=kept", "mark=overdue", "mark=stale", "year=2026", "q=%E9%95%BF%E6%A4%85"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["draft", "underway", "kept", "broken", "withdrawn"]),
        st.none() | st.integers(0, 10**15),
        st.integers(-200, 400),
    ),
    max_size=12,
)


def table(client: Client, query: str) -> list[dict[str, str]]:
    """The rows of the CSV file."""
    answer: Any = client.get(f"/promises/promises.csv?{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=ROWS)
def test_page_table_and_api_sum_to_the_same(
    city: City, client: Client, rows: list[tuple[str, int | None, int]]
) -> None:
    Promise.objects.all().delete()
    for place, (state, fen, days) in enumerate(rows):
        is_public, has_ended = state != "draft", state not in ("draft", "underway")
        Promise.objects.create(
            number=f"P26-{place:05d}", source="plan", state=state, owner=city.office("drains"), title_zh_hans="长椅",
            words="长椅", language="zh-hans", due_on=TODAY + days * DAY, budget_fen=fen, made_by=city.shen,
            budget_source="财政" if fen is not None else "", made_at=NOON, moved_at=NOON, heard_on=TODAY,
            published_at=NOON if is_public else None, next_report_on=TODAY, ended_at=NOON if has_ended else None,
        )  # fmt: skip
    for query in ASKED:
        told = table(client, query)
        summed = sum(int(row["budget_fen"]) for row in told if row["budget_fen"])
        body = client.get(f"/promises/?lang=en&{query}").content.decode()
        said = re.search(r"Budgets together: ¥([\d,.]+), named in ([\d,]+) of them", body)
        assert said is not None
        assert said[1] == yuan(summed)
        assert int(said[2]) == sum(row["budget_fen"] != "" for row in told)
        api = client.get(f"/api/v1/promises/?limit=200&{query}").json()["results"]
        assert sorted(one["number"] for one in api) == sorted(row["number"] for row in told)
        assert sum(one["budget_fen"] or 0 for one in api) == summed
        assert not any(row["state"] == "draft" for row in told)


@given(st.integers(0, 10**15))
def test_an_amount_reads_back_as_it_was_written(fen: int) -> None:
    assert read_yuan(yuan(fen)) == fen


@pytest.mark.parametrize("text", ["", "-5", "1.234", "1e9", "十万", "٣", "99999999999999999"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read_yuan(text) is None


@pytest.mark.django_db
def test_a_long_list_asks_as_often_as_a_short_one(city: City, client: Client) -> None:
    client.get("/promises/")
    counts = []
    for many in (2, 12):
        while Promise.objects.count() < many:
            promised(city)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/promises/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
