"""The figures are kept: one case, one count; only what changed is read again; closed months change by corrections."""

from datetime import date, timedelta

from civic.cases import actions as cases
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.handling.actions import record
from civic.insights.actions import reckon, reckoning
from civic.insights.models import Correction, Counted, Figure, Month, Sweep
from civic.supervision import actions as supervision
from tests.insights.counting import DAY, HOUR, LATER, answered, closed, counted
from tests.people import NOON, City


def test_a_case_counts_once_its_day_has_come_at_the_office_that_held_it(city: City) -> None:
    case = city.case("closed")
    assert case.answer_due_at is not None
    assert counted(at=case.answer_due_at - HOUR).due == 0
    told = counted(at=case.answer_due_at + HOUR, office="dongqiao-lamps")
    assert (told.due, told.in_time, told.responded, told.asked, told.silent) == (1, 1, 1, 1, 1)


def test_an_answer_after_its_day_is_not_in_time_nor_one_that_is_still_checked(city: City) -> None:
    late, waiting = city.case("in-hand"), city.case("answered")
    assert late.answer_due_at is not None
    closed(answered(late, city, "solved", at=late.answer_due_at + HOUR), city, at=late.answer_due_at + 2 * HOUR)
    told = counted()
    assert (told.due, told.in_time, told.asked) == (2, 0, 1)
    closed(waiting, city, at=NOON + 12 * DAY)
    assert counted().in_time == 1


def test_what_the_check_sends_back_does_not_stop_the_clock(city: City) -> None:
    case = city.case("answered")
    supervision.send_back(case, by=city.lin, reason="灯仍然不亮。", at=NOON + 9 * HOUR)
    told = counted()
    assert (told.due, told.in_time, told.sent_back) == (1, 0, 1)


def test_silence_is_silence_and_partly_is_no_yes(city: City) -> None:
    for solved in ("yes", "no", "partly"):
        city.rated(city.case("closed"), solved, result=5, attitude=3)
    city.case("closed")
    told = counted()
    assert (told.asked, told.yes, told.partly, told.no, told.silent) == (4, 1, 1, 1, 1)
    assert (told.result, told.result_good, told.attitude, told.attitude_good, told.speed) == (3, 3, 3, 0, 0)


def test_the_first_word_counts_and_a_later_yes_is_put_right_apart(city: City) -> None:
    case = city.rated(city.case("closed"), "no", at=NOON + DAY)
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=NOON + 2 * DAY)
    handling.take(case, by=city.chen, at=NOON + 2 * DAY + HOUR)
    case = closed(answered(case, city, "solved", at=NOON + 3 * DAY), city, at=NOON + 4 * DAY)
    city.rated(case, "yes", at=NOON + 5 * DAY)
    told = counted()
    assert (told.due, told.in_time, told.reopened) == (1, 0, 1)
    assert (told.yes, told.no, told.put_right) == (0, 1, 1)


def test_a_word_before_the_check_counts_once_the_answer_stands(city: City) -> None:
    case = city.case("answered")
    feedback.say(case, by=city.reporter(case), solved="yes", at=NOON + 6 * HOUR)
    assert counted().asked == 0
    closed(case, city, at=NOON + 7 * HOUR)
    assert (counted().asked, counted().yes) == (1, 1)


def test_what_came_from_an_earlier_system_is_never_scored(city: City) -> None:
    record(city.filed(source="import", source_ref="1", lat=None, lon=None).case, text="已处理。", at=NOON + HOUR)
    assert counted().is_empty


def test_thanks_and_parts_and_reports_about_offices_are_in_no_figure(city: City) -> None:
    whole = city.case("in-hand")
    supervision.split(whole, by=city.lin, title="电缆", text="换电缆。", matter=city.matter("0102"), at=NOON + 4 * HOUR)
    city.filed(kind="misconduct", about_office=city.office("drains"))
    thanks = city.filed(kind="thanks").case
    supervision.accept(thanks, by=city.lin, matter=city.matter(), at=NOON + HOUR)
    assert counted().due == 1


def test_what_its_reporter_takes_back_before_its_day_counts_nowhere_and_is_told(city: City) -> None:
    case = city.case("filed")
    cases.withdraw(case, by=city.reporter(case), at=NOON + HOUR)
    assert counted().is_empty


def test_a_real_call_is_a_response_and_one_without_an_answer_is_none(city: City) -> None:
    one, other = city.case("in-hand"), city.case("in-hand")
    for case, result in ((one, "reached"), (other, "no-answer")):
        cases.call(case, by=city.chen, result=result, at=NOON + 5 * HOUR)
    told = counted()
    assert (told.due, told.responded, told.in_time) == (2, 1, 0)


def test_a_question_is_a_response_once_it_was_replied_to(city: City) -> None:
    case = city.case("in-hand")
    handling.ask(case, by=city.chen, text="是哪一根灯杆？", at=NOON + 5 * HOUR)
    assert counted().responded == 0
    cases.reply(case, by=city.reporter(case), text="左边那根。", at=NOON + 6 * HOUR)
    assert counted().responded == 1


def test_returning_a_case_after_its_day_hands_nobody_else_the_lateness(city: City) -> None:
    case = city.case("in-hand")
    assert case.answer_due_at is not None
    late = case.answer_due_at + HOUR
    handling.return_case(case, by=city.chen, reason="这盏灯归公园管理处。", at=late)
    handling.dispatch(case, by=city.zhao, office=city.office("drains"), at=late + HOUR)
    assert counted(office="dongqiao-lamps").due == 1
    assert counted(office="drains").due == 0


def test_cases_that_are_not_public_count_like_all_others(city: City) -> None:
    city.case("closed", published=False)
    gone = city.rated(city.case("closed"), "no")
    before = counted()
    supervision.withhold(gone, by=city.mo, reason="有人名。", at=NOON + 3 * DAY)
    after = counted()
    assert (before.due, before.no, before.not_public) == (2, 1, 1)
    assert (after.due, after.no, after.not_public) == (2, 1, 2)


def test_a_second_sweep_reads_only_what_is_new(city: City) -> None:
    for _turn in range(3):
        city.case("closed")
    reckon(at=LATER)
    Sweep.objects.update(settled_line=Sweep.objects.get().seen_line)
    read = []
    plain = reckoning.read_cases
    reckoning.read_cases = lambda keys: read.extend(keys) or plain(keys)  # type: ignore[assignment, func-returns-value]
    try:
        case = city.case("closed")
        reckon(at=LATER + HOUR)
    finally:
        reckoning.read_cases = plain
    assert read == [case.pk]
    assert Counted.objects.count() == 4


def test_a_sweep_that_did_not_finish_goes_on_where_it_was(city: City) -> None:
    for _turn in range(3):
        city.case("closed")
    plain, reckoning.CASES_AT_ONCE = reckoning.CASES_AT_ONCE, 1
    try:
        assert not reckon(at=LATER, seconds=0)
        assert Figure.objects.count() == 0
        while not reckon(at=LATER, seconds=0):
            pass
    finally:
        reckoning.CASES_AT_ONCE = plain
    assert sum(figure.due for figure in Figure.objects.all()) == 3


def test_two_sweeps_at_once_do_not_meet(city: City) -> None:
    city.case("closed")
    reckon(at=LATER)
    Sweep.objects.update(busy_until=LATER + DAY)
    assert not reckon(at=LATER + HOUR)
    assert reckon(at=LATER + 2 * DAY)


def test_a_closed_month_changes_only_with_a_correction_that_says_why(city: City) -> None:
    case = city.case("closed")
    reckon(at=LATER)
    assert not Correction.objects.exists()
    closing = NOON + timedelta(days=45)
    reckon(at=closing)
    month = Month.objects.get(pk=date(2026, 11, 1))
    assert month.closed_at == closing
    city.rated(case, "yes", at=closing + DAY)
    reckon(at=closing + 2 * DAY)
    told = {one.measure: one for one in Correction.objects.all()}
    assert sorted(told) == ["answered_share", "solved"]
    solved = told["solved"]
    assert (solved.was_numerator, solved.was_denominator, solved.numerator, solved.denominator) == (0, 0, 1, 1)
    assert solved.causes == ["rate"]
    assert solved.office == city.office("dongqiao-lamps")
    reckon(at=closing + 3 * DAY)
    assert Correction.objects.count() == 2


def test_changed_formulas_count_everything_anew_and_say_so(city: City) -> None:
    city.case("closed")
    closing = NOON + timedelta(days=45)
    reckon(at=closing)
    Figure.objects.update(in_time=0)
    Sweep.objects.update(definition=0)
    reckon(at=closing + DAY)
    assert [(one.measure, one.was_numerator, one.numerator) for one in Correction.objects.all()] == [("in_time", 0, 1)]
    assert sum(figure.in_time for figure in Figure.objects.all()) == 1


def test_a_problem_that_was_reported_again_marks_the_case_it_returned_of(city: City) -> None:
    case = city.case("closed")
    reckon(at=LATER)
    city.filed(at=NOON + 5 * DAY)
    assert counted(at=LATER + HOUR).came_back == 1
    assert case.pk in Counted.objects.filter(came_back=1).values_list("pk", flat=True)


def test_merging_and_taking_out_again_moves_no_promised_day(city: City) -> None:
    case, other = city.case("in-hand"), city.case("in-hand")
    promised = case.answer_due_at
    supervision.merge(case, by=city.lin, into=other, at=NOON + 5 * HOUR)
    supervision.unmerge(case, by=city.lin, reason="不是同一件。", at=NOON + 3 * DAY)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 3 * DAY + HOUR)
    case.refresh_from_db()
    assert case.answer_due_at != promised
    reckon(at=LATER)
    assert Counted.objects.get(pk=case.pk).due_at == promised
