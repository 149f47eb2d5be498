"""The clock of a case: rows for what is due, stages one after the other, one pause, days that follow the calendar."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from civic.cases import actions as cases
from civic.cases.models import Case, Deadline
from civic.cases.queries import first_broken_line, promised
from civic.cases.rules import OPEN_STATES, State
from civic.cases.rules.clock import (
    ASKED_STATES,
    STEP_DAYS,
    Due,
    Term,
    chained,
    next_due,
    pause_told,
    step_days,
    step_of,
)
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.offices.queries import by_workdays, workdays_between
from civic.supervision import actions as supervision
from tests.cases.limits import limit_in_stages
from tests.people import NOON, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def local(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def open_rows(case: Case) -> list[tuple[str, str]]:
    return [(row.kind, row.key) for row in case.deadlines.filter(done_at__isnull=True).order_by("kind", "number")]


def told(moment: datetime | None) -> str:
    """A moment as the facts of a line state it, in the city's own hour."""
    assert moment is not None
    return timezone.localtime(moment).isoformat()


def again(case: Case) -> Case:
    case.refresh_from_db()
    return case


# --- the rules, without a table ---

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
amounts = st.lists(st.integers(1, 40), min_size=1, max_size=5)


def in_hours(starts: datetime, amount: int, unit: str) -> datetime:
    return starts + timedelta(hours=amount)


@given(moments, amounts)
def test_stages_follow_each_other_until_the_last(start: datetime, lengths: list[int]) -> None:
    spans = chained([Term(amount, "h", start, start) for amount in lengths], reckon=in_hours)
    assert spans[0][0] == start
    assert [span[0] for span in spans[1:]] == [span[1] for span in spans[:-1]]
    assert spans[-1][1] == start + timedelta(hours=sum(lengths))


@given(moments, amounts, st.integers(-30, 30))
def test_a_stage_reached_late_or_early_moves_those_after_it_by_as_much(
    start: datetime, lengths: list[int], late: int
) -> None:
    first = Term(4, "h", start, start + 4 * HOUR, done=start + (4 + late) * HOUR)
    spans = chained([first, *(Term(amount, "h", start, start) for amount in lengths)], reckon=in_hours)
    assert spans[0] == (start, start + 4 * HOUR)
    assert spans[-1][1] == start + timedelta(hours=4 + late + sum(lengths))


def test_the_nearest_day_counts_but_what_was_sent_back_has_its_own() -> None:
    sooner, later = Due("answer", "answer", NOON), Due("step", "accepted", NOON + DAY)
    assert next_due([]) is None
    assert next_due([later, sooner]) == NOON
    assert next_due([Due("step", "in-hand", NOON + DAY), sooner]) == NOON + DAY
    assert next_due([Due("step", "in-hand", NOON), Due("answer", "answer", NOON + DAY)]) == NOON + DAY


def test_asking_ends_no_step_and_every_other_open_state_has_one_or_waits_for_the_answer() -> None:
    assert step_of(State.ASKED_AT_DESK) == State.FILED
    assert step_of(State.ASKED_BY_OFFICE) == State.IN_HAND
    # what is handled with another case waits for that one; what is open for support, for those who stand behind it
    resting = (State.IN_HAND, State.MERGED, State.SUPPORTING)
    for state in OPEN_STATES - ASKED_STATES:
        assert (step_days(State.FILED, state) is None) == (state not in STEP_DAYS) == (state in resting)
    assert step_days(State.ANSWERED, State.IN_HAND) == 2


# --- the rows of a case ---


def test_each_step_is_a_row_that_is_done_when_the_next_one_opens(city: City) -> None:
    case = city.case("filed")
    assert open_rows(case) == [("step", "filed")]
    assert case.due_at == case.deadlines.get().due_at == by_workdays(NOON, 1)
    for state, kinds in (
        ("accepted", [("answer", "answer"), ("step", "accepted")]),
        ("dispatched", [("answer", "answer"), ("step", "dispatched")]),
        ("in-hand", [("answer", "answer")]),
        ("answered", [("step", "answered")]),
        ("closed", []),
    ):
        case = city.case(state)
        assert open_rows(case) == kinds, state
        assert case.due_at == min((row.due_at for row in case.deadlines.filter(done_at__isnull=True)), default=None)
    assert case.answer_due_at == case.deadlines.get(kind="answer").due_at == by_workdays(NOON + HOUR, 7)
    assert case.deadlines.get(kind="answer").done_at == case.answered_at


def test_thanks_promise_no_answer(city: City) -> None:
    case = city.case("accepted", kind="thanks")
    assert (case.state, case.answer_due_at, open_rows(case)) == ("closed", None, [])


@pytest.mark.parametrize("kind", ["question", "suggestion"])
def test_a_question_has_nothing_due_once_it_is_answered(city: City, kind: str) -> None:
    case = city.case("answered", kind=kind)
    assert (case.state, case.due_at, open_rows(case)) == ("closed", None, [])


def test_a_case_of_30_september_is_due_after_the_national_holiday_and_its_swapped_days(city: City) -> None:
    offices.load_workdays(2026)
    offices.amend_matter(city.matter(), answer_days=5)
    case = city.case("filed", at=local("2026-09-30T09:00"))
    supervision.accept(case, by=city.lin, matter=city.matter(), at=local("2026-09-30T10:00"))
    case = again(case)
    assert case.answer_due_at == local("2026-10-13T18:00")  # Thursday, Friday, the swapped Saturday, Monday, Tuesday
    assert not case.deadlines.filter(is_tentative=True).exists()


def test_a_day_in_a_year_that_is_not_announced_is_told_everywhere(city: City, client: Any, as_person: Any) -> None:
    offices.load_workdays(2026)
    case = city.case("filed", at=local("2026-12-28T09:00"), email="mei@example.com")
    supervision.accept(case, by=city.lin, matter=city.matter(), at=local("2026-12-28T10:00"))
    warning = "The working days of 2027 are not announced yet; this day may move."
    case = again(case)
    assert case.deadlines.get(kind="answer").is_tentative
    assert not case.deadlines.get(kind="step", key="accepted").is_tentative
    assert [str(one.note) for one in promised(case)] == [warning]
    english = {"HTTP_ACCEPT_LANGUAGE": "en"}
    assert warning in client.get(f"/cases/{case.number}/", **english).content.decode()
    assert warning in as_person(city.lin).get(f"/desk/cases/{case.number}/", **english).content.decode()
    shown = client.get(f"/api/v1/cases/{case.number}/", **english).json()["deadlines"]
    assert [(one["kind"], one["is_tentative"], one["note"]) for one in shown] == [("answer", True, warning)]
    assert "2027" in Notice.objects.get(verb="accept", channel="email").body


def test_a_case_within_a_year_that_is_known_carries_no_warning(city: City, client: Any) -> None:
    offices.load_workdays(2026)
    case = city.case("accepted", email="mei@example.com")
    assert "not announced" not in client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "2027" not in Notice.objects.get(verb="accept", channel="email").body


def test_what_is_sent_back_after_its_day_has_two_working_days(city: City) -> None:
    case = city.case("answered")
    assert case.answer_due_at is not None
    late = case.answer_due_at + DAY
    supervision.send_back(case, by=city.lin, reason="灯还是不亮。", at=late)
    case = again(case)
    assert case.due_at == by_workdays(late, 2)
    assert open_rows(case) == [("answer", "answer"), ("step", "in-hand")]
    handling.answer(case, by=city.chen, outcome="solved", text="又换了。", at=late + HOUR)
    assert open_rows(again(case)) == [("step", "answered")]


def test_what_is_sent_back_early_keeps_the_day_that_was_promised(city: City) -> None:
    case = city.case("answered")
    supervision.send_back(case, by=city.lin, reason="灯还是不亮。", at=NOON + 6 * HOUR)
    case = again(case)
    assert case.due_at == case.answer_due_at


def test_reopening_starts_the_limit_and_the_pause_anew(city: City) -> None:
    case = city.case("in-hand")
    handling.ask(case, by=city.chen, text="是哪一根灯杆？", at=NOON + 5 * HOUR)
    cases.reply(case, by=city.reporter(case), text="0417 号。", at=NOON + 6 * HOUR)
    handling.answer(case, by=city.chen, outcome="solved", text="换了。", at=NOON + 7 * HOUR)
    supervision.verify(case, by=city.lin, at=NOON + 8 * HOUR)
    assert again(case).pauses == 1
    case = city.rated(case, "no", at=NOON + 3 * DAY)
    assert (case.round, case.pauses, case.stands_until) == (2, 0, None)
    assert case.answer_due_at == by_workdays(NOON + 3 * DAY, 7)
    assert case.due_at == by_workdays(NOON + 3 * DAY, 1)
    assert {row.round for row in case.deadlines.filter(done_at__isnull=True)} == {2}
    assert case.lines.get(verb="rate").facts["until"] == told(case.answer_due_at)


def test_an_appeal_is_a_step_of_fifteen_working_days_and_overturning_starts_the_limit_anew(city: City) -> None:
    case = city.case("declined")
    at = NOON + DAY
    feedback.appeal(case, by=city.reporter(case), text="这就是你们的灯。", at=at)
    assert again(case).due_at == by_workdays(at, 15)
    feedback.overturn(case, by=city.rui, text="照明所负责这盏灯。", at=at + DAY)
    case = again(case)
    assert open_rows(case) == [("answer", "answer"), ("step", "accepted")]
    assert case.answer_due_at == by_workdays(at + DAY, 7)


# --- stages ---


def test_a_limit_in_stages_promises_each_and_the_answer_with_the_last(city: City) -> None:
    limit_in_stages(city.matter())
    case = city.case("accepted")
    stages = list(case.deadlines.filter(kind="stage"))
    accepted = NOON + HOUR
    assert [(row.key, row.due_at) for row in stages] == [
        ("fenced", accepted + 3 * HOUR),
        ("repaired", accepted + 11 * HOUR),
        ("restored", by_workdays(accepted + 11 * HOUR, 5)),
    ]
    assert case.answer_due_at == stages[-1].due_at
    assert case.due_at == accepted + 3 * HOUR
    facts = case.lines.get(verb="accept").facts
    assert [stage["key"] for stage in facts["stages"]] == ["fenced", "repaired", "restored"]
    assert facts["until"] == told(case.answer_due_at)


def test_the_limit_of_the_condition_and_of_the_grade_of_the_place_comes_first(city: City) -> None:
    hours = (("answer", "答复", "答覆", "Answered", 4, "working-hours"),)
    limit_in_stages(city.matter(), stages=hours)
    limit_in_stages(city.matter(), condition="dark-street", stages=((*hours[0][:4], 2, "urgent-hours"),))
    limit_in_stages(city.matter(), condition="dark-street", grade=2, stages=((*hours[0][:4], 1, "urgent-hours"),))
    assert city.case("accepted").answer_due_at == local("2026-11-03T17:00")
    in_a_cell, elsewhere = city.case("filed"), city.case("filed", lat=23.20, lon=113.35)
    for case in (in_a_cell, elsewhere):
        supervision.accept(case, by=city.lin, matter=city.matter(), condition="dark-street", at=NOON + HOUR)
    assert again(in_a_cell).answer_due_at == NOON + 2 * HOUR
    assert again(elsewhere).answer_due_at == NOON + 3 * HOUR
    assert again(elsewhere).condition == "dark-street"
    assert elsewhere.lines.get(verb="accept").facts["condition"] == "dark-street"


def test_a_condition_of_another_matter_is_refused(city: City) -> None:
    limit_in_stages(city.matter("0102"), condition="open-hole")
    case = city.case("filed")
    with pytest.raises(NotValid) as refused:
        supervision.accept(case, by=city.lin, matter=city.matter(), condition="open-hole", at=NOON + HOUR)
    assert list(refused.value.fields) == ["condition"]
    assert again(case).state == "filed"


def test_a_day_in_urgent_hours_never_waits_for_a_calendar(city: City) -> None:
    limit_in_stages(city.matter(), stages=(("answer", "答复", "答覆", "Answered", 6, "urgent-hours"),))
    case = city.case("accepted")
    assert not case.deadlines.get(kind="answer").is_tentative


# --- the pause ---


def test_a_question_stops_the_clock_and_a_reply_gives_back_what_was_left(city: City) -> None:
    case = city.case("in-hand")
    assert case.answer_due_at == local("2026-11-12T18:00")
    asked = local("2026-11-04T10:00")
    line = handling.ask(case, by=city.chen, text="是哪一根灯杆？", at=asked)
    case = again(case)
    assert (case.pauses, case.stands_until, case.asked_at) == (1, asked + 7 * DAY, asked)
    assert case.due_at == case.answer_due_at == local("2026-11-19T18:00")  # as if all five days were used
    assert line.facts["stands_until"] == told(asked + 7 * DAY)
    reply = cases.reply(case, by=city.reporter(case), text="0417 号。", at=local("2026-11-05T10:00"))
    case = again(case)
    assert (case.state, case.stands_until, case.asked_at, case.pauses) == ("in-hand", None, None, 1)
    assert case.due_at == case.answer_due_at == local("2026-11-13T18:00")
    assert reply.facts["until"] == told(local("2026-11-13T18:00"))


def test_a_pause_is_five_working_days_to_the_hour_and_no_day_more(city: City) -> None:
    for asked, until in (
        ("2026-11-04T10:00", "2026-11-11T10:00"),
        ("2026-11-04T20:00", "2026-11-11T20:00"),
        ("2026-11-07T12:00", "2026-11-13T12:00"),  # a Saturday
    ):
        case = city.case("in-hand")
        handling.ask(case, by=city.chen, text="是哪一根灯杆？", at=local(asked))
        assert again(case).stands_until == local(until)
        days = workdays_between(local("2026-11-12T18:00"), again(case).answer_due_at)
        assert days == (4 if asked == "2026-11-07T12:00" else 5)


def test_silence_closes_nothing_and_after_five_working_days_the_clock_runs_again(city: City) -> None:
    case = city.case("in-hand")
    asked = local("2026-11-04T10:00")
    handling.ask(case, by=city.chen, text="是哪一根灯杆？", at=asked)
    due = again(case).answer_due_at
    cases.reply(case, by=city.reporter(case), text="0417 号。", at=asked + 40 * DAY)
    case = again(case)
    assert (case.answer_due_at, case.state) == (due, "in-hand")


def test_the_clock_stops_once_a_round_and_the_second_question_says_so(city: City, as_person: Any) -> None:
    case = city.case("in-hand")
    handling.ask(case, by=city.chen, text="是哪一根灯杆？", at=NOON + 5 * HOUR)
    cases.reply(case, by=city.reporter(case), text="0417 号。", at=NOON + 6 * HOUR)
    due = again(case).answer_due_at
    page = as_person(city.chen).get(f"/desk/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert str(pause_told(1)) in page
    line = handling.ask(case, by=city.chen, text="灯杆上有没有牌子？", at=NOON + 7 * HOUR)
    case = again(case)
    assert (case.pauses, case.stands_until, case.answer_due_at, case.due_at) == (1, None, due, due)
    assert line.facts["clock_runs"] is True
    assert "stands_until" not in line.facts


def test_the_office_may_go_on_without_a_reply(city: City) -> None:
    case = city.case("in-hand")
    handling.ask(case, by=city.chen, text="是哪一根灯杆？", at=NOON + 5 * HOUR)
    handling.answer(case, by=city.chen, outcome="solved", text="两根都换了。", at=NOON + 10 * DAY)
    case = again(case)
    assert (case.state, case.asked_at, case.stands_until, open_rows(case)) == (
        "answered",
        None,
        None,
        [("step", "answered")],
    )
    other = city.case("in-hand")
    handling.ask(other, by=city.chen, text="是哪一根灯杆？", at=NOON + 5 * HOUR)
    handling.return_case(other, by=city.chen, reason="不是我们的灯。", at=NOON + 6 * HOUR)
    assert again(other).state == "accepted"
    assert again(other).answer_due_at == by_workdays(NOON + HOUR, 7)


def test_the_supervisor_may_accept_without_a_reply_but_silence_is_no_reason_to_decline(city: City) -> None:
    case = city.case("filed")
    supervision.ask(case, by=city.lin, text="在哪里？", at=NOON + HOUR)
    case = again(case)
    assert case.due_at == local("2026-11-10T18:00")  # the day of the report did not count anyway
    assert open_rows(case) == [("step", "filed")]
    with pytest.raises(Conflict):
        supervision.decline(case, by=city.lin, basis="第三条", text="没有回复。", at=NOON + 9 * DAY)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 9 * DAY)
    case = again(case)
    assert (case.state, case.asked_at, case.stands_until) == ("accepted", None, None)
    assert case.answer_due_at == by_workdays(NOON + 9 * DAY, 7)


def test_a_reply_to_the_desk_leaves_what_was_left_of_the_step(city: City) -> None:
    case = city.case("filed")
    supervision.ask(case, by=city.lin, text="在哪里？", at=local("2026-11-03T15:00"))
    cases.reply(case, by=city.reporter(case), text="东桥头。", at=local("2026-11-05T10:00"))
    case = again(case)
    assert (case.state, open_rows(case)) == ("filed", [("step", "filed")])
    assert case.due_at == local("2026-11-05T18:00")


def test_stages_stand_still_together(city: City) -> None:
    limit_in_stages(city.matter())
    case = city.case("in-hand")
    before = [row.due_at for row in case.deadlines.filter(kind="stage")]
    handling.ask(case, by=city.chen, text="哪个路口？", at=NOON + 3 * HOUR)
    cases.reply(case, by=city.reporter(case), text="东桥头。", at=NOON + 5 * HOUR)
    after = [row.due_at for row in again(case).deadlines.filter(kind="stage")]
    assert after[:2] == [due + 2 * HOUR for due in before[:2]]
    assert case.answer_due_at == after[2]


def test_what_was_asked_waits_in_my_list_once_the_clock_runs_again(
    city: City, as_person: Any, time_machine: Any
) -> None:
    time_machine.move_to(NOON + 6 * HOUR)
    case = city.case("in-hand")
    handling.ask(case, by=city.chen, text="是哪一根灯杆？", at=NOON + 5 * HOUR)
    chen = as_person(city.chen)
    assert case.number not in chen.get("/desk/?view=mine").content.decode()
    assert case.number in chen.get("/desk/?view=asked-by-office").content.decode()
    time_machine.move_to(NOON + 12 * DAY)
    assert case.number in as_person(city.chen).get("/desk/?view=mine").content.decode()


def test_a_row_says_which_calendar_it_was_reckoned_by(city: City) -> None:
    offices.set_workday(date(2026, 11, 9), is_working=False, name="台风停工")
    case = city.case("accepted")
    newest = max(case.deadlines.values_list("calendar", flat=True))
    assert newest > 0
    assert set(Deadline.objects.filter(case=case, done_at__isnull=True).values_list("calendar", flat=True)) == {newest}
    assert first_broken_line(case) is None
