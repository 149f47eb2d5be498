"""A report travels the whole loop, and the timeline proves it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from civic.cases import actions as cases
from civic.cases.models import Line, LineWords, Part
from civic.cases.queries import STRANGER, Viewer, first_broken_line, timeline, visible_to
from civic.feedback import actions as feedback
from civic.lib.refusals import Conflict, NotAllowed, Taken
from civic.offices import actions as offices
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from tests.people import NOON, SINCE, City

HOUR = timedelta(hours=1)


def test_a_complaint_goes_from_the_street_to_the_verdict(city: City) -> None:
    case = city.rated(city.case("closed"), "yes", result=5, text="第三天就来换了。")
    assert (case.state, case.verdict, case.round) == ("closed", "yes", 1)
    assert [line.verb for line in case.lines.all()] == [
        "file",
        "publish",
        "accept",
        "dispatch",
        "take",
        "answer",
        "verify",
        "rate",
    ]
    assert first_broken_line(case) is None


def test_the_handler_cannot_verify_her_own_answer(city: City) -> None:
    case = city.case("answered")
    with pytest.raises(NotAllowed) as refused:
        supervision.verify(case, by=city.chen, at=NOON + 6 * HOUR)
    assert "checking side" in str(refused.value)
    assert "you handled this case" in str(refused.value)
    case.refresh_from_db()
    assert case.state == "answered"


def test_a_supervisor_who_once_handled_it_cannot_verify_it(city: City) -> None:
    case = city.case("answered")
    offices.change_side(city.chen.officer, side="check", at=NOON + 5 * HOUR)
    offices.appoint(
        city.chen,
        side="check",
        role="supervisor",
        office=city.office("supervision"),
        area=None,
        starts=SINCE,
        at=NOON + 5 * HOUR,
    )
    with pytest.raises(NotAllowed) as refused:
        supervision.verify(case, by=city.chen, at=NOON + 6 * HOUR)
    assert "you handled this case" in str(refused.value)


def test_the_database_itself_refuses_a_second_side_for_one_person(city: City) -> None:
    case = city.case("answered")
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.create(case=case, person=city.chen, side="check", verb="verify", at=NOON)


def test_a_case_cannot_be_verified_before_it_was_answered(city: City) -> None:
    case = city.case("in-hand")
    with pytest.raises(Conflict):
        supervision.verify(case, by=city.lin, at=NOON + 6 * HOUR)


def test_a_second_acceptance_comes_too_late(city: City) -> None:
    case = city.case("accepted")
    with pytest.raises(Conflict):
        supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    assert case.lines.filter(verb="accept").count() == 1


def test_accepting_publishes_nothing(city: City) -> None:
    case = city.case("accepted", published=False)
    assert not visible_to(STRANGER).filter(pk=case.pk).exists()


def test_a_no_opens_the_case_once_without_an_appeal(city: City) -> None:
    case = city.rated(city.case("closed"), "no", text="亮了两晚又灭了。")
    assert (case.state, case.round, case.verdict) == ("accepted", 2, "no")
    with pytest.raises(Taken):
        feedback.rate(case, by=city.reporter(case), solved="no", at=NOON + 100 * HOUR)


def test_a_no_after_the_days_of_the_matter_reopens_nothing(city: City) -> None:
    closed = city.case("closed")
    assert closed.closed_at is not None
    case = city.rated(closed, "no", at=closed.closed_at + timedelta(days=31))
    assert (case.state, case.round) == ("closed", 1)


def test_one_round_is_rated_once(city: City) -> None:
    case = city.rated(city.case("closed"), "partly")
    with pytest.raises(Taken):
        feedback.rate(case, by=city.reporter(case), solved="yes", at=NOON + 100 * HOUR)


def test_a_decline_says_where_and_until_when_to_appeal_and_another_office_decides(city: City) -> None:
    case = city.case("declined")
    line = case.lines.get(verb="decline")
    assert line.facts["appeal_to"] == "review"
    assert line.facts["appeal_until"] > line.at.isoformat()
    feedback.appeal(case, by=city.reporter(case), text="这就是你们的灯。", at=NOON + 30 * HOUR)
    feedback.overturn(case, by=city.rui, text="照明所负责这盏灯。", at=NOON + 40 * HOUR)
    case.refresh_from_db()
    assert (case.state, case.round) == ("accepted", 2)


def test_an_appeal_is_heard_in_two_steps_and_no_third(city: City) -> None:
    case = city.case("declined")
    feedback.appeal(case, by=city.reporter(case), text="这就是你们的灯。", at=NOON + 30 * HOUR)
    feedback.uphold(case, by=city.rui, text="理由成立。", at=NOON + 40 * HOUR)
    feedback.appeal(case, by=city.reporter(case), text="再来一次。", at=NOON + 50 * HOUR)
    supervision.uphold(case, by=city.sun, text="理由成立。", at=NOON + 60 * HOUR)
    with pytest.raises(Taken):
        feedback.appeal(case, by=city.reporter(case), text="第三次。", at=NOON + 70 * HOUR)


def test_what_a_resident_says_later_is_public_only_after_screening(city: City) -> None:
    case = city.rated(city.case("closed"), "yes", text="打我电话 13800138000")
    assert "13800138000" not in "".join(entry.text for entry in timeline(case, "public"))
    assert case.resident_seq > case.screened_seq
    said = {"title": case.public_title, "text": case.public_text, "keep": ["13800138000"]}
    supervision.publish(case, by=city.mo, **said, at=NOON + 200 * HOUR)
    assert "13800138000" in "".join(entry.text for entry in timeline(case, "public"))


def test_erased_words_are_gone_and_the_chain_still_proves(city: City) -> None:
    case = city.case("closed", email="mei@example.com")
    cases.forget_viewer(Viewer(reporter_of=frozenset({case.pk})), at=NOON + 300 * HOUR)
    assert first_broken_line(case) is None
    assert not LineWords.objects.filter(line__case=case, text__contains="一个星期").exists()
    case.refresh_from_db()
    assert not hasattr(case, "contact")


def test_a_forged_line_breaks_the_chain_at_its_place(city: City) -> None:
    case = city.case("closed")
    Line.objects.filter(case=case, verb="accept").update(at=NOON)
    assert first_broken_line(case) == 3


def test_forged_words_break_the_chain_at_their_place(city: City) -> None:
    case = city.case("closed")
    LineWords.objects.filter(line__case=case, line__verb="answer").update(text="一切都好。")
    assert first_broken_line(case) == 6


def test_a_confidential_reporter_stays_unknown_to_the_handling_office(city: City) -> None:
    case = city.case("in-hand", email="mei@example.com", is_confidential=True)
    with pytest.raises(NotAllowed):
        cases.open_contact(case, by=city.chen, purpose="问灯杆号", at=NOON + 6 * HOUR)
    assert cases.open_contact(case, by=city.lin, purpose="核实地址", at=NOON + 6 * HOUR).email == "mei@example.com"
    assert case.openings.count() == 1


def test_misconduct_without_a_named_office_goes_to_the_reviewing_office(city: City) -> None:
    case = city.filed(kind="misconduct").case
    assert (case.kind, case.about_office, case.is_public) == ("misconduct", None, False)
    rui = Viewer(person=city.rui, officer=hand_of(city.rui, on=NOON.date()))
    lin = Viewer(person=city.lin, officer=hand_of(city.lin, on=NOON.date()))
    assert visible_to(rui).filter(pk=case.pk).exists()
    assert not visible_to(lin).filter(pk=case.pk).exists()


def test_another_office_sees_nothing_of_a_case_it_does_not_hold(city: City) -> None:
    case = city.case("in-hand", published=False)
    stranger = offices_handler(city)
    viewer = Viewer(person=stranger, officer=hand_of(stranger, on=NOON.date()))
    assert not visible_to(viewer).filter(pk=case.pk).exists()


def offices_handler(city: City):  # type: ignore[no-untyped-def]
    from civic.accounts.models import Person

    person = Person.objects.create_user("drain-hand")
    offices.appoint(person, side="act", role="handler", office=city.office("drains"), area=None, starts=SINCE, at=NOON)
    return person
