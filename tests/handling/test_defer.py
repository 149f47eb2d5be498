"""The office asks for another day, with a reason; somebody of the checking side decides, and only then does it move."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from civic.cases import actions as cases
from civic.cases.models import Case
from civic.cases.queries import deferrable, first_broken_line, timeline
from civic.cases.rules.named_days import (
    DEFERRALS_ASKED_MOST,
    deferral_fault,
    deferral_standing,
    latest_deferral,
)
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.offices.queries import close_of
from civic.supervision import actions as supervision
from tests.cases.limits import limit_in_stages
from tests.pages import read
from tests.people import NOON, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ASKED = NOON + 5 * HOUR
MONDAY = date(2026, 11, 16)  # promised is Thursday, 12 November
WHY = "电缆要从厂家订，13 日到货。"


def again(case: Case) -> Case:
    case.refresh_from_db()
    return case


def asked(city: City, **given: Any) -> Case:
    """A case in hand whose office has asked for Monday."""
    case = city.case("in-hand", **given)
    handling.defer(case, by=city.chen, until=MONDAY, reason=WHY, at=ASKED)
    return again(case)


# --- the rules, without a table ---


@pytest.mark.parametrize(
    ("limit", "more"), [(timedelta(hours=3), 3 * DAY), (9 * DAY, 9 * DAY), (30 * DAY, 30 * DAY), (90 * DAY, 30 * DAY)]
)
def test_the_answer_is_deferred_once_more_as_long_as_its_limit_and_thirty_days_at_most(
    limit: timedelta, more: timedelta
) -> None:
    assert latest_deferral(NOON, NOON + limit) == NOON + limit + more


def test_a_deferral_lies_after_the_promised_day_and_not_after_the_latest() -> None:
    promised, latest = date(2026, 11, 12), date(2026, 11, 21)
    assert deferral_fault(promised, promised=promised, latest=latest)
    assert deferral_fault(latest + DAY, promised=promised, latest=latest)
    assert not deferral_fault(promised + DAY, promised=promised, latest=latest)
    assert not deferral_fault(latest, promised=promised, latest=latest)


def test_one_day_is_granted_a_round_and_two_are_asked_for() -> None:
    assert deferral_standing(is_asked=True, was_granted=False, asked=1) == "asked"
    assert deferral_standing(is_asked=False, was_granted=True, asked=1) == "used"
    assert deferral_standing(is_asked=False, was_granted=False, asked=DEFERRALS_ASKED_MOST) == "used"
    assert deferral_standing(is_asked=False, was_granted=False, asked=DEFERRALS_ASKED_MOST - 1) == ""


# --- asking ---


def test_asking_moves_nothing_yet(city: City) -> None:
    case = city.case("in-hand", email="mei@example.com")
    promised = case.answer_due_at
    line = handling.defer(case, by=city.chen, until=MONDAY, reason=WHY, at=ASKED)
    again(case)
    assert case.answer_due_at == case.due_at == promised == close_of(date(2026, 11, 12))
    assert case.defer_to == close_of(MONDAY)
    assert (case.state, case.deferrals, case.deferred_from) == ("in-hand", 1, None)
    assert datetime.fromisoformat(line.facts["asks_until"]) == case.defer_to
    assert not Notice.objects.filter(verb__contains="defer").exists()
    assert first_broken_line(case) is None


def test_strangers_read_that_it_was_asked_and_the_desk_why(city: City, client: Any, as_person: Any) -> None:
    case = asked(city)
    page = read(client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "The office asks for more time, until Monday 16 November, 18:00." in page
    assert WHY not in page
    assert WHY in as_person(city.lin).get(f"/desk/cases/{case.number}/").content.decode()


def test_after_the_promised_day_nothing_can_be_deferred(city: City) -> None:
    case = city.case("in-hand")
    assert case.answer_due_at is not None
    with pytest.raises(TooLate) as refused:
        handling.defer(case, by=city.chen, until=MONDAY, reason=WHY, at=case.answer_due_at + HOUR)
    assert "The promised day is over" in str(refused.value)
    handling.defer(case, by=city.chen, until=MONDAY, reason=WHY, at=case.answer_due_at)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 12), "no later than the one promised"),
        (date(2026, 11, 14), "Offices are closed"),
        (date(2026, 11, 23), "too far"),
    ],
)
def test_a_day_that_may_not_be_is_refused_with_the_reason(city: City, day: date, why: str) -> None:
    case = city.case("in-hand")
    with pytest.raises(NotValid) as refused:
        handling.defer(case, by=city.chen, until=day, reason=WHY, at=ASKED)
    assert list(refused.value.fields) == ["until"]
    assert why in str(refused.value)


def test_a_reason_is_asked_for(city: City) -> None:
    with pytest.raises(NotValid) as refused:
        handling.defer(city.case("in-hand"), by=city.chen, until=MONDAY, reason=" ", at=ASKED)
    assert list(refused.value.fields) == ["reason"]


def test_one_request_is_open_at_a_time(city: City) -> None:
    case = asked(city)
    with pytest.raises(Conflict) as refused:
        handling.defer(case, by=city.shen, until=MONDAY, reason=WHY, at=ASKED)
    assert "already" in str(refused.value)


def test_only_the_office_that_has_the_case_in_hand_asks(city: City) -> None:
    case = city.case("in-hand")
    for who in (city.lin, city.zhao, city.sun):
        with pytest.raises(NotAllowed):
            handling.defer(case, by=who, until=MONDAY, reason=WHY, at=ASKED)
    with pytest.raises(Conflict):
        handling.defer(city.case("dispatched"), by=city.chen, until=MONDAY, reason=WHY, at=ASKED)


def test_an_answer_or_a_return_takes_the_request_back(city: City) -> None:
    case = asked(city)
    handling.return_case(case, by=city.chen, reason="不归我们。", at=ASKED + HOUR)
    assert (again(case).defer_to, case.deferrals) == (None, 1)
    other = asked(city)
    handling.answer(other, by=city.chen, outcome="solved", text="修好了。", at=ASKED + HOUR)
    assert again(other).defer_to is None


# --- deciding ---


def test_a_day_that_is_granted_moves_the_answer_and_the_old_one_stays_readable(city: City, settings: Any) -> None:
    settings.SMS_GATEWAY = "console"
    case = asked(city, email="mei@example.com", phone="13800138000", contact_language="en")
    before = case.answer_due_at
    line = supervision.grant_deferral(case, by=city.lin, at=ASKED + HOUR)
    again(case)
    answer = case.deadlines.get(kind="answer")
    assert answer.due_at == answer.deferred_to == case.answer_due_at == case.due_at == close_of(MONDAY)
    assert (answer.deferred_at, case.deferred_from, case.defer_to) == (ASKED + HOUR, before, None)
    assert [datetime.fromisoformat(line.facts[name]) for name in ("from", "until")] == [before, case.answer_due_at]
    assert line.words.text == WHY
    letter = Notice.objects.get(verb="grant-deferral", channel="email").body
    for told in ("Thu 12 November, 18:00", "Mon 16 November, 18:00", WHY):
        assert told in letter
    assert "Mon 16 November" in Notice.objects.get(verb="grant-deferral", channel="sms").body
    assert first_broken_line(case) is None


def test_the_case_page_names_both_days_and_the_reason(city: City, client: Any) -> None:
    case = asked(city)
    supervision.grant_deferral(case, by=city.lin, at=ASKED + HOUR)
    page = read(client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "The answer is promised by Monday 16 November, 18:00, before it was Thursday 12 November, 18:00." in page
    assert "Before it was deferred, the answer was promised by Thursday 12 November, 18:00." in page
    assert WHY in page


def test_a_refusal_is_told_to_the_office_and_the_promised_day_stands(city: City, client: Any, as_person: Any) -> None:
    case = asked(city, email="mei@example.com")
    promised = case.answer_due_at
    line = supervision.refuse_deferral(case, by=city.lin, reason="电缆仓库里有。", at=ASKED + HOUR)
    again(case)
    assert (case.answer_due_at, case.defer_to, case.deferred_from) == (promised, None, None)
    assert line.words.text == "电缆仓库里有。"
    assert "电缆仓库里有。" in as_person(city.chen).get(f"/desk/cases/{case.number}/").content.decode()
    assert "电缆仓库里有。" not in client.get(f"/cases/{case.number}/").content.decode()
    assert not Notice.objects.filter(verb="refuse-deferral").exists()


def test_a_refusal_needs_a_reason(city: City) -> None:
    with pytest.raises(NotValid) as refused:
        supervision.refuse_deferral(asked(city), by=city.lin, reason="", at=ASKED)
    assert list(refused.value.fields) == ["reason"]


def test_after_one_refusal_it_may_be_asked_for_once_more(city: City) -> None:
    case = asked(city)
    supervision.refuse_deferral(case, by=city.lin, reason="理由不够。", at=ASKED + HOUR)
    handling.defer(case, by=city.chen, until=MONDAY, reason="厂家回函附后。", at=ASKED + 2 * HOUR)
    supervision.refuse_deferral(case, by=city.lin, reason="仍然不够。", at=ASKED + 3 * HOUR)
    with pytest.raises(Conflict) as refused:
        handling.defer(case, by=city.chen, until=MONDAY, reason=WHY, at=ASKED + 4 * HOUR)
    assert "refused twice" in str(refused.value)


def test_a_day_is_granted_once_a_round_and_the_next_round_starts_afresh(city: City) -> None:
    case = asked(city)
    supervision.grant_deferral(case, by=city.lin, at=ASKED + HOUR)
    with pytest.raises(Conflict):
        handling.defer(case, by=city.chen, until=date(2026, 11, 18), reason=WHY, at=ASKED + 2 * HOUR)
    handling.answer(case, by=city.chen, outcome="solved", text="修好了。", at=ASKED + 3 * HOUR)
    supervision.verify(case, by=city.lin, text="看过了。", at=ASKED + 4 * HOUR)
    feedback.rate(again(case), by=city.reporter(case), solved="no", at=ASKED + DAY)
    assert (again(case).round, case.deferrals, case.deferred_from) == (2, 0, None)


def test_neither_the_acting_side_nor_the_committee_decides_on_it(city: City) -> None:
    case = asked(city)
    for who in (city.chen, city.shen, city.zhao, city.sun, city.rui, city.mo):
        with pytest.raises(NotAllowed):
            supervision.grant_deferral(case, by=who, at=ASKED + HOUR)
        with pytest.raises(NotAllowed):
            supervision.refuse_deferral(case, by=who, reason="不行。", at=ASKED + HOUR)


def test_where_nothing_is_asked_for_there_is_nothing_to_decide(city: City) -> None:
    with pytest.raises(Conflict) as refused:
        supervision.grant_deferral(city.case("in-hand"), by=city.lin, at=ASKED)
    assert "nothing to decide" in str(refused.value)


# --- the clock afterwards ---


def test_a_granted_day_stays_when_the_working_days_change(city: City) -> None:
    case = asked(city)
    supervision.grant_deferral(case, by=city.lin, at=ASKED + HOUR)
    offices.set_workday(date(2026, 11, 9), is_working=False, name="台风停工")
    assert cases.recount(at=ASKED + DAY) == 0
    assert again(case).answer_due_at == close_of(MONDAY)


def test_a_question_after_the_grant_adds_the_days_the_clock_stood(city: City) -> None:
    case = asked(city)
    supervision.grant_deferral(case, by=city.lin, at=ASKED + HOUR)
    handling.ask(case, by=city.chen, text="哪一盏灯？", at=ASKED + 2 * HOUR)
    cases.reply(again(case), by=city.reporter(case), text="南边那盏。", at=ASKED + 2 * DAY)
    assert again(case).answer_due_at == close_of(date(2026, 11, 18))


def test_a_question_before_the_grant_is_in_the_day_that_was_granted(city: City) -> None:
    case = asked(city)
    handling.ask(case, by=city.chen, text="哪一盏灯？", at=ASKED + HOUR)
    cases.reply(again(case), by=city.reporter(case), text="南边那盏。", at=ASKED + 2 * HOUR)
    supervision.grant_deferral(again(case), by=city.lin, at=ASKED + 3 * HOUR)
    assert again(case).answer_due_at == close_of(MONDAY)


def test_what_the_clock_has_moved_as_far_by_itself_is_not_granted(city: City) -> None:
    case = asked(city)
    handling.ask(case, by=city.chen, text="哪一盏灯？", at=ASKED + HOUR)
    assert again(case).answer_due_at > case.defer_to  # type: ignore[operator]
    with pytest.raises(Conflict) as refused:
        supervision.grant_deferral(case, by=city.lin, at=ASKED + 2 * HOUR)
    assert "nothing to grant" in str(refused.value)


def test_with_stages_the_last_one_moves_with_the_answer(city: City) -> None:
    limit_in_stages(city.matter())
    case = city.case("in-hand")
    promised, latest = deferrable(case) or (NOON, NOON)
    assert promised == case.answer_due_at
    assert latest > promised
    day = timezone.localdate(promised) + DAY
    handling.defer(case, by=city.chen, until=day, reason=WHY, at=ASKED)
    supervision.grant_deferral(again(case), by=city.lin, at=ASKED + HOUR)
    again(case)
    restored = case.deadlines.get(key="restored", kind="stage")
    fenced = case.deadlines.get(key="fenced")
    assert restored.due_at == case.answer_due_at == close_of(day)
    assert (case.due_at, fenced.deferred_to) == (fenced.due_at, None)
    handling.reach(case, by=city.chen, stage="fenced", text="已围护。", at=ASKED + HOUR)
    assert again(case).answer_due_at == close_of(day)


# --- page and API ---


def test_the_desk_asks_with_a_day_and_a_reason_and_says_how_far(city: City, as_person: Any) -> None:
    at = timezone.now()
    case = city.case("in-hand", at=at - 4 * HOUR)
    chen, address = as_person(city.chen), f"/desk/cases/{case.number}/defer/"
    page = chen.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert 'type="date"' in page
    assert "at the latest" in page
    span = deferrable(case)
    assert span is not None
    wrong = chen.post(address, {"until": span[0].date().isoformat(), "reason": WHY})
    assert wrong.status_code == 400
    assert chen.post(address, {"until": "soon", "reason": WHY}).status_code == 400
    day = next(day for day in (span[0].date() + timedelta(days=n) for n in range(1, 9)) if day.weekday() < 5)
    assert chen.post(address, {"until": day.isoformat(), "reason": WHY}).status_code == 302
    lin = as_person(city.lin)
    shown = lin.get(f"/desk/cases/{case.number}/grant-deferral/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Promised so far" in shown
    assert WHY in shown
    assert lin.post(f"/desk/cases/{case.number}/grant-deferral/").status_code == 302
    assert timezone.localdate(again(case).answer_due_at) == day


def test_a_program_asks_and_another_grants(city: City, as_person: Any) -> None:
    case = city.case("in-hand", at=timezone.now() - 4 * HOUR)
    moves = f"/api/v1/desk/cases/{case.number}/moves/"
    chen, lin = as_person(city.chen), as_person(city.lin)
    told = {move["verb"]: move for move in chen.get(moves).json()["open"]}
    assert [(demand["name"], demand["kind"]) for demand in told["defer"]["demands"]] == [
        ("until", "day"),
        ("reason", "text"),
    ]
    for until, fault in (("next week", 400), ("", 400), (None, 400), (["2026-12-04"], 400)):
        body = {"verb": "defer", "until": until, "reason": WHY}
        answer = chen.post(moves, body, content_type="application/json")
        assert answer.status_code == fault
        assert "until" in answer.json()["errors"]
    span = deferrable(case)
    assert span is not None
    day = next(day for day in (span[0].date() + timedelta(days=n) for n in range(1, 9)) if day.weekday() < 5)
    body = {"verb": "defer", "until": f"{day}T18:00:00+08:00", "reason": WHY}
    assert chen.post(moves, body, content_type="application/json").status_code == 201
    assert chen.post(moves, {"verb": "grant-deferral"}, content_type="application/json").status_code == 403
    assert lin.post(moves, {"verb": "grant-deferral"}, content_type="application/json").status_code == 201
    assert str(timeline(case, "public")[-1].title) == "Answer deferred to another day"
