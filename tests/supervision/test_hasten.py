"""The checking side presses an office: a demand with a day of its own, met by a reply or an answer, and counted."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from civic.cases.models import Case
from civic.cases.queries import first_broken_line, timeline
from civic.cases.rules.clock import Due, next_due
from civic.cases.rules.named_days import DEMAND_DAYS_MOST, demand_fault
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices.queries import close_of
from civic.supervision import actions as supervision
from tests.pages import read
from tests.people import NOON, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AT = NOON + 5 * HOUR
THURSDAY = date(2026, 11, 5)
DEMAND = "请在周四前到现场装好临时灯。"


def again(case: Case) -> Case:
    case.refresh_from_db()
    return case


def hastened(city: City, state: str = "in-hand", **given: Any) -> Case:
    """A case whose office has to act by Thursday."""
    case = city.case(state, **given)
    supervision.hasten(case, by=city.lin, text=DEMAND, due=THURSDAY, at=AT)
    return again(case)


def test_a_demand_has_a_day_of_its_own_within_fifteen_days() -> None:
    noon = timezone.localtime(NOON)
    assert demand_fault(noon, at=noon)
    assert demand_fault(noon + (DEMAND_DAYS_MOST + 1) * DAY, at=noon)
    assert not demand_fault(noon + HOUR, at=noon)
    assert not demand_fault(noon + DEMAND_DAYS_MOST * DAY, at=noon)


def test_a_demand_counts_even_where_what_was_sent_back_has_its_own_days() -> None:
    sent_back = [Due("step", "in-hand", NOON + 2 * DAY), Due("answer", "answer", NOON - DAY)]
    assert next_due([*sent_back, Due("demand", "", NOON + DAY)]) == NOON + DAY
    assert next_due([*sent_back, Due("demand", "", NOON + 3 * DAY)]) == NOON + 2 * DAY


@pytest.mark.parametrize("state", ["dispatched", "in-hand"])
def test_the_demand_is_a_row_with_its_day_and_the_promised_day_stays(city: City, state: str) -> None:
    case = city.case(state)
    promised = case.answer_due_at
    line = supervision.hasten(case, by=city.lin, text=DEMAND, due=THURSDAY, at=AT)
    again(case)
    row = case.deadlines.get(kind="demand")
    assert row.due_at == case.demand_due_at == close_of(THURSDAY)
    assert case.due_at == min(one.due_at for one in case.deadlines.filter(done_at__isnull=True))
    assert (case.answer_due_at, case.hastened, case.state) == (promised, 1, state)
    assert datetime.fromisoformat(line.facts["due"]) == row.due_at
    assert line.facts["hastened"] == 1
    assert first_broken_line(case) is None


def test_a_case_in_hand_is_due_by_the_day_of_the_demand(city: City) -> None:
    assert hastened(city).due_at == close_of(THURSDAY)


def test_the_resident_and_everybody_read_that_the_office_was_pressed(city: City, client: Any) -> None:
    case = hastened(city, email="mei@example.com", phone="13800138000", contact_language="en")
    letter = Notice.objects.get(verb="hasten", channel="email")
    assert "Thu 5 November, 18:00" in letter.body
    assert DEMAND in letter.body
    page = read(client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "The checking side has hastened the office: it has to act by Thursday 5 November, 18:00." in page
    assert "The office has to act by Thursday 5 November, 18:00." in page
    assert DEMAND in page
    assert "Hastened" in page


def test_the_handler_sees_it_on_the_open_case(city: City, as_person: Any) -> None:
    case = hastened(city)
    page = read(as_person(city.chen).get(f"/desk/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "Hastened" in page
    assert "to act by Thursday 5 November, 18:00" in page
    assert "Demand of the checking side" in page


def test_a_reply_meets_the_demand_and_says_whether_in_time(city: City) -> None:
    case = hastened(city, email="mei@example.com", contact_language="en")
    line = handling.reply(case, by=city.chen, text="临时灯已装好。", at=AT + HOUR)
    again(case)
    assert case.deadlines.get(kind="demand").done_at == AT + HOUR
    assert (case.demand_due_at, case.hastened, case.state) == (None, 1, "in-hand")
    assert case.due_at == case.answer_due_at
    assert line.facts["in_time"] is True
    assert str(timeline(case, "public")[-1].title) == "Replied to the demand"
    assert "临时灯已装好。" in Notice.objects.get(verb="reply-to-demand").body


def test_a_late_reply_is_told_as_late(city: City) -> None:
    case = hastened(city)
    line = handling.reply(case, by=city.chen, text="装好了。", at=close_of(THURSDAY) + HOUR)
    assert line.facts["in_time"] is False


def test_an_answer_meets_the_demand_too(city: City) -> None:
    case = hastened(city)
    handling.answer(case, by=city.chen, outcome="solved", text="灯亮了。", at=AT + HOUR)
    assert again(case).demand_due_at is None
    assert case.deadlines.get(kind="demand").done_at == AT + HOUR


def test_a_return_ends_the_demand_on_the_office_and_it_stays_counted(city: City) -> None:
    case = hastened(city)
    handling.return_case(case, by=city.chen, reason="不归我们。", at=AT + HOUR)
    assert (again(case).demand_due_at, case.hastened) == (None, 1)


def test_where_nothing_is_demanded_there_is_nothing_to_reply_to(city: City) -> None:
    with pytest.raises(Conflict) as refused:
        handling.reply(city.case("in-hand"), by=city.chen, text="做好了。", at=AT)
    assert "nothing to reply to" in str(refused.value)
    with pytest.raises(NotValid):
        handling.reply(hastened(city), by=city.chen, text=" ", at=AT)


def test_a_second_demand_waits_for_the_day_of_the_first_and_is_counted(city: City) -> None:
    case = hastened(city)
    with pytest.raises(Conflict) as refused:
        supervision.hasten(case, by=city.lin, text=DEMAND, due=THURSDAY, at=AT + HOUR)
    assert "still runs" in str(refused.value)
    late = close_of(THURSDAY) + HOUR
    supervision.hasten(case, by=city.lin, text="仍未装灯。", due=date(2026, 11, 6), at=late)
    assert (again(case).hastened, case.demand_due_at) == (2, close_of(date(2026, 11, 6)))
    assert case.deadlines.filter(kind="demand", done_at__isnull=True).count() == 2
    assert case.due_at == close_of(THURSDAY)  # the first is still not met
    handling.reply(case, by=city.chen, text="装好了。", at=late + HOUR)
    assert again(case).demand_due_at is None
    assert not case.deadlines.filter(kind="demand", done_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 2), "over"),
        (date(2026, 11, 7), "Offices are closed"),
        (date(2026, 12, 1), "too far"),
    ],
)
def test_a_day_that_may_not_be_is_refused_with_the_reason(city: City, day: date, why: str) -> None:
    with pytest.raises(NotValid) as refused:
        supervision.hasten(city.case("in-hand"), by=city.lin, text=DEMAND, due=day, at=AT)
    assert list(refused.value.fields) == ["due"]
    assert why in str(refused.value)


def test_only_the_checking_side_hastens_and_only_what_an_office_holds(city: City) -> None:
    case = city.case("in-hand")
    for who in (city.chen, city.zhao, city.mo, city.sun, city.rui):
        with pytest.raises(NotAllowed):
            supervision.hasten(case, by=who, text=DEMAND, due=THURSDAY, at=AT)
    for state in ("filed", "accepted", "answered", "closed"):
        with pytest.raises(Conflict):
            supervision.hasten(city.case(state), by=city.lin, text=DEMAND, due=THURSDAY, at=AT)


def test_the_desk_and_a_program_hasten_with_words_and_a_day(city: City, as_person: Any) -> None:
    now = timezone.now()
    case, other = city.case("in-hand", at=now - 4 * HOUR), city.case("in-hand", at=now - 4 * HOUR)
    day = next(day for day in (timezone.localdate(now) + n * DAY for n in range(1, 9)) if day.weekday() < 5)
    lin = as_person(city.lin)
    address = f"/desk/cases/{case.number}/hasten/"
    assert lin.post(address, {"text": DEMAND, "due": ""}).status_code == 400
    assert lin.post(address, {"text": DEMAND, "due": day.isoformat()}).status_code == 302
    assert timezone.localdate(again(case).demand_due_at) == day
    body = {"verb": "hasten", "text": DEMAND, "due": day.isoformat()}
    moves = f"/api/v1/desk/cases/{other.number}/moves/"
    assert lin.post(moves, body, content_type="application/json").status_code == 201
    told = as_person(city.chen).get(moves).json()
    assert "reply" in {move["verb"] for move in told["open"]}
