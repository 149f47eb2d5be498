"""What the city says of itself: every rate with its parts, silence as silence, hidden cases nowhere."""

from datetime import timedelta

import pytest

from civic.handling import actions as handling
from civic.insights.queries import Share, counts, figures, newest_answered, newest_on_map
from civic.supervision import actions as supervision
from tests.people import NOON, City

HOUR = timedelta(hours=1)
SINCE, UNTIL = NOON - timedelta(days=2), NOON + timedelta(days=60)


def test_a_rate_of_nothing_has_no_percent_and_only_all_is_a_hundred() -> None:
    assert Share(0, 0).percent is None
    assert Share(0, 7).percent == 0
    assert Share(7, 7).percent == 100
    assert Share(999, 1000).percent == 99
    assert Share(1, 1000).percent == 1


def test_an_answer_by_its_day_is_in_time_and_one_after_it_is_not(city: City) -> None:
    city.case("closed")
    late = city.case("in-hand")
    assert late.answer_due_at is not None
    handling.answer(late, by=city.chen, outcome="solved", text="晚了。", at=late.answer_due_at + HOUR)
    told = figures(since=SINCE, until=UNTIL).in_time
    assert (told.numerator, told.denominator) == (1, 2)


def test_a_question_without_a_reply_keeps_no_case_out_of_the_count(city: City) -> None:
    case = city.case("in-hand")
    handling.ask(case, by=city.chen, text="是哪一根灯杆？", at=NOON + 5 * HOUR)
    told = figures(since=SINCE, until=UNTIL).in_time
    assert (told.numerator, told.denominator) == (0, 1)


def test_a_day_that_has_not_come_is_not_counted_yet(city: City) -> None:
    city.case("in-hand")
    assert figures(since=SINCE, until=NOON + timedelta(days=1)).in_time.denominator == 0


def test_silence_is_never_a_yes(city: City) -> None:
    for solved in ("yes", "no", "partly"):
        city.rated(city.case("closed"), solved)
    city.case("closed")
    said = figures(since=SINCE, until=UNTIL).verdicts
    assert (said.asked, said.yes, said.partly, said.no, said.silent) == (4, 1, 1, 1, 1)
    assert (said.solved.numerator, said.solved.denominator, said.solved.percent) == (1, 3, 33)


def test_a_not_solved_that_reopened_the_case_still_counts(city: City) -> None:
    case = city.rated(city.case("closed"), "no")
    assert case.state == "accepted"
    told = figures(since=SINCE, until=UNTIL)
    assert told.verdicts.no == 1
    assert (told.reopened.numerator, told.reopened.denominator) == (1, 1)


def test_a_question_is_closed_by_its_answer_and_asked_for_a_verdict(city: City) -> None:
    city.rated(city.case("answered", kind="question"), "yes")
    told = figures(since=SINCE, until=UNTIL)
    assert (told.verdicts.asked, told.verdicts.yes) == (1, 1)
    assert told.sent_back.denominator == 0


def test_what_the_check_sends_back_is_counted_among_what_it_looked_at(city: City) -> None:
    case = city.case("answered")
    supervision.send_back(case, by=city.lin, reason="灯仍然不亮。", at=NOON + 9 * HOUR)
    city.case("closed")
    told = figures(since=SINCE, until=UNTIL).sent_back
    assert (told.numerator, told.denominator) == (1, 2)


def test_hidden_cases_are_in_no_figure(city: City) -> None:
    city.case("closed", published=False)
    gone = city.rated(city.case("closed"), "yes")
    supervision.withhold(gone, by=city.mo, reason="有人名。", at=NOON + timedelta(days=3))
    told = figures(since=SINCE, until=UNTIL)
    assert not told.has_any
    assert counts(since=SINCE).answered == 0
    assert not newest_answered().exists()
    assert not newest_on_map(since=SINCE).exists()


def test_the_counts_of_the_map_part_answered_open_and_not_solved(city: City) -> None:
    city.case("in-hand")
    city.case("closed")
    city.rated(city.case("closed"), "no")
    told = counts(since=SINCE)
    assert (told.answered, told.is_open, told.not_solved) == (1, 1, 1)


@pytest.mark.parametrize("span", [timedelta(0), timedelta(days=-3)])
def test_a_span_without_time_counts_nothing(city: City, span: timedelta) -> None:
    city.case("closed")
    assert not figures(since=NOON, until=NOON + span).has_any
