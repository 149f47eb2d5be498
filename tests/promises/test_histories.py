"""Whatever happens to promises, in whatever order: their budgets sum to what the table says, and no mark lies."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import get_current_timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.lib.refusals import Refused
from civic.notices.models import Notice
from civic.promises import actions
from civic.promises.actions import ChangeGiven
from civic.promises.models import Promise
from civic.promises.queries import totals
from civic.promises.rules import STALE, yuan
from tests.people import NOON, City
from tests.promises.ground import DUE, TODAY, accepted, drafted, given_budget, promised

DAY = timedelta(days=1)
FEN = st.none() | st.integers(0, 10**15)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["draft", "publish", "change", "settle", "report", "accept", "keep", "break", "withdraw"]),
        st.integers(0, 3),
        FEN,
    ),
    max_size=14,
)


class Book:
    """What an honest clerk would write down beside: of each public promise its budget and where it stands."""

    def __init__(self, city: City, notice_days: int) -> None:
        self.city, self.notice_days, self.at = city, notice_days, NOON
        self.drafts: dict[str, int | None] = {}
        self.public: dict[str, tuple[str, int | None]] = {}
        self.waiting: dict[str, tuple[datetime, int]] = {}

    def step(self, verb: str, which: int, fen: int | None) -> None:
        """One act, and the same in the book where it was not refused. A day goes by."""
        self.at += DAY
        if verb == "draft":
            promise = drafted(self.city, at=self.at, stages=[], **given_budget(fen))
            self.drafts[promise.number] = fen
            return
        if verb == "settle":
            actions.bring_into_effect(at=self.at)
            for number, (holds_from, budget) in list(self.waiting.items()):
                if holds_from <= self.at:
                    del self.waiting[number]
                    if self.public[number][0] == "underway":
                        self.public[number] = ("underway", budget)
            return
        known = sorted([*self.drafts, *self.public])
        if known:
            number = known[which % len(known)]
            try:
                self._act(verb, Promise.objects.get(number=number), fen)
            except Refused:
                return

    def _act(self, verb: str, promise: Promise, fen: int | None) -> None:
        city, number, at = self.city, promise.number, self.at
        if verb == "publish":
            actions.publish(promise, by=city.shen, at=at)
            self.public[number] = ("underway", self.drafts.pop(number))
        elif verb == "change":
            told = ChangeGiven(budget_fen=fen, budget_source="区财政")
            change = actions.change(promise, by=city.shen, given=told, reason="重新核算。", at=at)
            assert fen is not None
            if self.notice_days:
                self.waiting[number] = (change.holds_from, fen)
            else:
                self.public[number] = ("underway", fen)
        elif verb == "report":
            actions.report(promise, by=city.chen, text="在做。", progress=50, at=at)
        elif verb == "accept":
            accepted(city, promise, at=at)
        else:
            act: Any = {"keep": actions.keep, "break": actions.break_promise, "withdraw": actions.withdraw}[verb]
            late = at + 400 * DAY if verb == "break" else at
            act(promise, by=city.shen if verb == "withdraw" else city.lin, text="看过了。", at=late)
            ended = {"keep": "kept", "break": "broken", "withdraw": "withdrawn"}[verb]
            self.public[number] = (ended, self.public[number][1])


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, notice_days=st.sampled_from([0, 3]))
def test_after_any_history_page_table_api_and_book_sum_to_the_same(
    city: City, client: Client, settings: Any, steps: list[tuple[str, int, int | None]], notice_days: int
) -> None:
    settings.PROMISE_NOTICE_DAYS = notice_days
    _clear()
    book = Book(city, notice_days)
    for verb, which, fen in steps:
        book.step(verb, which, fen)
    for state in ("", "underway", "kept", "broken", "withdrawn"):
        wanted = {number: fen for number, (stands, fen) in book.public.items() if state in ("", stands)}
        amount = sum(fen or 0 for fen in wanted.values())
        rows = _table(client, state)
        assert {row["number"]: row["budget_fen"] for row in rows} == {
            number: "" if fen is None else str(fen) for number, fen in wanted.items()
        }
        body = client.get(f"/promises/?state={state}", headers={"accept-language": "en"}).content.decode()
        said = re.search(r"Budgets together: ¥([\d,.]+), named in (\d+) of them", body)
        assert said is not None
        assert (said[1], int(said[2])) == (yuan(amount), sum(fen is not None for fen in wanted.values()))
        api = client.get("/api/v1/promises/", {"limit": 200, "state": state}).json()["results"]
        assert sum(one["budget_fen"] or 0 for one in api) == amount
    told = totals(Promise.objects.public())
    assert told.budget_fen == sum(fen or 0 for _state, fen in book.public.values())


def _clear() -> None:
    for promise in Promise.objects.all():
        promise.changes.all().delete()
        promise.reports.all().delete()
        promise.lines.all().delete()
        promise.delete()


def _table(client: Client, state: str) -> list[dict[str, str]]:
    answer: Any = client.get(f"/promises/promises.csv?state={state}")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


# --- the boundary hour: the city's day ends at midnight in Beijing, which is four in the afternoon by UTC ---


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=get_current_timezone())


def _marks(client: Client, at: datetime) -> tuple[bool, bool]:
    """Does the list show it as overdue, as stale?"""
    with time_machine.travel(at, tick=False):
        shown = [client.get(f"/api/v1/promises/?mark={mark}").json()["results"] for mark in ("overdue", "stale")]
    return bool(shown[0]), bool(shown[1])


@pytest.mark.django_db
def test_it_is_stale_from_the_ninetieth_midnight_in_beijing_on(city: City, client: Client) -> None:
    published = _end_of(TODAY)  # in the last second of the day in the city
    promised(city, at=published, due_on=TODAY + 300 * DAY, stages=[])
    last = _end_of(TODAY + STALE - DAY)
    assert last.astimezone(UTC).hour == 15
    assert _marks(client, last) == (False, False)
    assert _marks(client, last + timedelta(seconds=1)) == (False, True)


@pytest.mark.django_db
def test_it_is_overdue_from_the_midnight_after_its_day_on(city: City, client: Client) -> None:
    promised(city, due_on=DUE, stages=[])
    assert _marks(client, _end_of(DUE)) == (False, False)
    assert _marks(client, _end_of(DUE) + timedelta(seconds=1)) == (True, False)


@pytest.mark.django_db
def test_a_stage_is_overdue_from_the_midnight_after_its_day_on(city: City, client: Client) -> None:
    promise = promised(city, due_on=DUE, stages=[("选好位置", TODAY + 20 * DAY)])
    last = _end_of(TODAY + 20 * DAY)
    assert _marks(client, last) == (False, False)
    assert _marks(client, last + timedelta(seconds=1)) == (True, False)
    with time_machine.travel(last + timedelta(seconds=1), tick=False):
        body = client.get(f"/promises/{promise.number}/", headers={"accept-language": "en"}).content.decode()
    assert "A stage is overdue" in body
    assert "Missed" in body


@pytest.mark.django_db
def test_nobody_has_to_press_anything_the_morning_letter_says_what_was_missed(city: City) -> None:
    promised(city, due_on=DUE, stages=[])
    after = _end_of(DUE) + timedelta(seconds=1)
    assert actions.tell_due(at=after) == 3
    assert Promise.objects.overdue(DUE + DAY).count() == 1
    assert Notice.objects.filter(verb="promises-due").count() == 3
