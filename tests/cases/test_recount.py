"""When the working days change, what is open is reckoned again, once, and whoever was promised another day is told."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from civic.cases import actions as cases
from civic.cases.models import Case, Deadline
from civic.cases.queries import first_broken_line, timeline
from civic.cases.tasks import recount as sweep
from civic.handling import actions as handling
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.offices.queries import by_workdays, calendar_number
from tests.at_once import at_once
from tests.cases.limits import limit_in_stages
from tests.people import NOON, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TYPHOON = date(2026, 11, 9)


def local(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def close_for_the_typhoon() -> None:
    offices.set_workday(TYPHOON, is_working=False, name="台风停工")


def test_a_day_off_moves_the_promised_day_and_the_timeline_says_from_which_to_which(city: City) -> None:
    case = city.case("in-hand", email="mei@example.com", contact_language="en")
    before = case.answer_due_at
    assert before == local("2026-11-12T18:00")
    close_for_the_typhoon()
    assert cases.recount(at=NOON + DAY) == 1
    case.refresh_from_db()
    assert case.due_at == case.answer_due_at == local("2026-11-13T18:00")
    line = case.lines.get(verb="recount")
    assert (line.side, line.actor_id) == ("calendar", None)
    assert [datetime.fromisoformat(line.facts[name]) for name in ("from", "until")] == [before, case.answer_due_at]
    assert first_broken_line(case) is None
    assert "Fri 13 November, 18:00" in Notice.objects.get(verb="recount").body
    assert str(timeline(case, "public")[-1].title) == "Promised day moved with the working days"


def test_the_page_of_the_case_and_the_desk_tell_both_days(city: City, client: Any, as_person: Any) -> None:
    case = city.case("in-hand")
    close_for_the_typhoon()
    cases.recount(at=NOON + DAY)
    for page in (client.get(f"/cases/{case.number}/"), as_person(city.chen).get(f"/desk/cases/{case.number}/")):
        shown = page.content.decode()
        assert "2026-11-13T18:00" in shown
        assert "2026-11-12T18:00" in shown


def test_reckoning_again_twice_changes_nothing_more(city: City) -> None:
    case = city.case("in-hand", email="mei@example.com")
    close_for_the_typhoon()
    assert cases.recount(at=NOON + DAY) == 1
    assert cases.recount(at=NOON + DAY) == 0
    sweep()
    assert case.lines.filter(verb="recount").count() == 1
    assert Notice.objects.filter(verb="recount").count() == 1
    assert not Deadline.objects.filter(done_at__isnull=True, calendar__lt=calendar_number()).exists()


def test_a_day_that_stays_is_no_news(city: City) -> None:
    case = city.case("in-hand")
    offices.set_workday(date(2026, 11, 30), is_working=False, name="停工")
    assert cases.recount(at=NOON + DAY) == 0
    assert not case.lines.filter(verb="recount").exists()
    assert case.deadlines.get(kind="answer").calendar == calendar_number()


def test_a_step_that_moves_is_moved_without_a_word(city: City) -> None:
    case = city.case("filed", email="mei@example.com")
    offices.set_workday(date(2026, 11, 4), is_working=False, name="停工")
    cases.recount(at=NOON + HOUR)
    case.refresh_from_db()
    assert case.due_at == local("2026-11-05T18:00")
    assert [line.verb for line in case.lines.all()] == ["file", "publish"]


def test_what_has_been_answered_keeps_the_day_it_was_promised_for(city: City) -> None:
    case = city.case("answered")
    before = case.answer_due_at
    close_for_the_typhoon()
    assert cases.recount(at=NOON + DAY) == 0
    case.refresh_from_db()
    assert case.answer_due_at == before
    assert case.due_at == by_workdays(NOON + 4 * HOUR, 3)


def test_stages_move_with_the_calendar_and_one_that_was_reached_does_not(city: City) -> None:
    limit_in_stages(city.matter())
    case = city.case("in-hand")
    handling.reach(case, by=city.chen, stage="fenced", text="已围护。", at=NOON + 4 * HOUR)
    before = {row.key: row.due_at for row in case.deadlines.filter(kind="stage")}
    close_for_the_typhoon()
    cases.recount(at=NOON + DAY)
    after = {row.key: row.due_at for row in case.deadlines.filter(kind="stage")}
    assert {key for key in before if before[key] != after[key]} == {"restored"}
    case.refresh_from_db()
    assert case.answer_due_at == after["restored"]


def test_a_pause_counts_by_the_new_calendar(city: City) -> None:
    case = city.case("in-hand")
    handling.ask(case, by=city.chen, text="哪一根？", at=local("2026-11-04T10:00"))
    cases.reply(case, by=city.reporter(case), text="0417", at=local("2026-11-05T10:00"))
    close_for_the_typhoon()
    cases.recount(at=NOON + 3 * DAY)
    case.refresh_from_db()
    assert case.answer_due_at == local("2026-11-16T18:00")


def test_a_year_that_is_announced_takes_the_warning_away(city: City) -> None:
    offices.load_workdays(2026)
    case = city.case("in-hand", at=local("2026-12-28T09:00"))
    assert case.deadlines.get(kind="answer").is_tentative
    offices.set_workday(date(2027, 10, 9), is_working=True, name="调休上班")
    cases.recount(at=local("2026-12-28T18:00"))
    assert not case.deadlines.get(kind="answer").is_tentative
    assert not case.lines.filter(verb="recount").exists()


def test_a_sweep_takes_a_batch_and_the_next_one_goes_on(city: City) -> None:
    for _number in range(3):
        city.case("in-hand")
    close_for_the_typhoon()
    assert cases.recount(at=NOON + DAY, most=2) == 2
    assert cases.recount(at=NOON + DAY, most=2) == 1
    assert cases.recount(at=NOON + DAY, most=2) == 0


def test_without_a_change_the_sweep_asks_once(city: City, django_assert_max_num_queries: Any) -> None:
    city.case("in-hand")
    cases.recount(at=NOON)
    with django_assert_max_num_queries(1):
        cases.recount(at=NOON)


def test_a_thousand_cases_that_end_before_the_change_are_settled_in_few_statements(
    city: City, django_assert_max_num_queries: Any
) -> None:
    offices.load_workdays(2026)
    for _number in range(4):
        city.case("in-hand")
    offices.set_workday(date(2027, 3, 1), is_working=False, name="停工")
    calendar_number()
    with django_assert_max_num_queries(5):
        assert cases.recount(at=NOON) == 0
    assert not Deadline.objects.filter(done_at__isnull=True, calendar__lt=calendar_number()).exists()


@pytest.mark.django_db(transaction=True)
def test_a_case_that_is_moved_while_it_is_reckoned_again_ends_whole(city: City) -> None:
    case, chen = city.case("in-hand"), city.chen
    close_for_the_typhoon()

    def answer() -> Any:
        return handling.answer(Case.objects.get(pk=case.pk), by=chen, outcome="solved", text="修好了。", at=NOON + DAY)

    def again() -> Any:
        return cases.recount(at=NOON + DAY)

    acts: list[Callable[[], Any]] = [again, answer, again]
    at_once(*acts)
    case.refresh_from_db()
    assert case.state == "answered"
    assert first_broken_line(case) is None
    assert case.lines.filter(verb="recount").count() <= 1
    assert case.deadlines.filter(done_at__isnull=True).count() == 1
    assert case.due_at == case.deadlines.get(done_at__isnull=True).due_at
    assert case.answer_due_at == case.deadlines.get(kind="answer").due_at
    cases.recount(at=NOON + DAY)
    assert not Deadline.objects.filter(done_at__isnull=True, calendar__lt=calendar_number()).exists()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_it_once(city: City) -> None:
    case = city.case("in-hand", email="mei@example.com")
    close_for_the_typhoon()
    told = at_once(*[lambda: cases.recount(at=NOON + DAY)] * 3)
    assert sorted(told) == [0, 0, 1]
    assert case.lines.filter(verb="recount").count() == 1
    assert Notice.objects.filter(verb="recount").count() == 1
