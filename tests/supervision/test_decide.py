"""After a second return the committee decides whose case it is, within a working day, and nobody else passes it on."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from civic.cases.models import Case, Part
from civic.cases.queries import first_broken_line, timeline
from civic.cases.rules.named_days import goes_to_committee
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.offices.queries import by_workdays
from civic.supervision import actions as supervision
from tests.people import NOON, SINCE, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AT = NOON + 6 * HOUR
WHY = "灯杆由市排水二所代管，按职责清单第 12 条归其维修。"


def again(case: Case) -> Case:
    case.refresh_from_db()
    return case


def test_the_first_return_goes_back_to_the_command_centre_and_the_second_to_the_committee() -> None:
    assert not goes_to_committee(0)
    assert goes_to_committee(1)
    assert goes_to_committee(2)


def test_a_case_returned_twice_waits_for_the_committee_for_one_working_day(city: City) -> None:
    case = city.disputed(email="mei@example.com", contact_language="en")
    returned = NOON + 5 * HOUR
    assert (case.state, case.office, case.returns) == ("disputed", None, 2)
    assert case.due_at == by_workdays(returned, 1)
    assert case.deadlines.get(kind="step", done_at__isnull=True).key == "disputed"
    assert case.deadlines.filter(kind="answer", done_at__isnull=True).exists()
    assert str(timeline(case, "public")[-1].title) == "Returned again: the committee decides whose it is"
    letter = Notice.objects.get(verb="return-again").body
    assert "the city management committee decides" in letter
    assert "It names the office by Wed 4 November, 18:00" in letter


def test_the_reasons_of_the_offices_stay_at_the_desk(city: City, client: Any) -> None:
    case = city.disputed(email="mei@example.com")
    assert "归公园管理处" not in client.get(f"/cases/{case.number}/").content.decode()
    assert "归公园" not in Notice.objects.get(verb="return-again").body


def test_meanwhile_nobody_dispatches_it_and_the_dispatcher_reads_why(city: City, as_person: Any) -> None:
    case = city.disputed()
    with pytest.raises(Conflict) as refused:
        handling.dispatch(case, by=city.zhao, office=city.office("drains"), at=AT)
    assert "the committee decides whose it is" in str(refused.value)
    page = as_person(city.zhao).get(f"/desk/cases/{case.number}/dispatch/", HTTP_ACCEPT_LANGUAGE="en")
    assert page.status_code == 409
    assert "the committee decides whose it is" in page.content.decode()


def test_the_decision_names_the_office_says_why_and_dispatches(city: City, client: Any) -> None:
    case = city.disputed(email="mei@example.com", contact_language="en")
    promised = case.answer_due_at
    line = supervision.decide(case, by=city.sun, office=city.office("drains"), reason=WHY, at=AT)
    again(case)
    assert (case.state, case.office, case.answer_due_at) == ("dispatched", city.office("drains"), promised)
    assert case.due_at == by_workdays(AT, 1)
    assert (line.side, line.facts["office"], line.words.text) == ("decide", "drains", WHY)
    page = client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Decided: this is a case of Drainage Office No. 2" in page
    assert WHY in page
    letter = Notice.objects.get(verb="decide").body
    assert "Drainage Office No. 2 answers your case" in letter
    assert WHY in letter
    assert first_broken_line(case) is None


def test_the_same_office_may_be_named_and_a_third_return_comes_back_at_once(city: City) -> None:
    case = city.disputed()
    supervision.decide(case, by=city.sun, office=city.office("dongqiao-lamps"), reason=WHY, at=AT)
    handling.take(case, by=city.chen, at=AT + HOUR)
    handling.return_case(case, by=city.chen, reason="我们仍认为不归我们。", at=AT + 2 * HOUR)
    assert (again(case).state, case.returns) == ("disputed", 3)


def test_a_new_round_counts_its_returns_from_nothing(city: City) -> None:
    case = city.disputed()
    supervision.decide(case, by=city.sun, office=city.office("dongqiao-lamps"), reason=WHY, at=AT)
    handling.take(case, by=city.chen, at=AT + HOUR)
    handling.answer(case, by=city.chen, outcome="solved", text="灯亮了。", at=AT + 2 * HOUR)
    supervision.verify(case, by=city.lin, text="看过了。", at=AT + 3 * HOUR)
    feedback.rate(again(case), by=city.reporter(case), solved="no", at=AT + DAY)
    handling.dispatch(again(case), by=city.zhao, office=city.office("dongqiao-lamps"), at=AT + DAY)
    handling.return_case(case, by=city.chen, reason="不归我们。", at=AT + DAY)
    assert (again(case).state, case.returns, case.round) == ("accepted", 1, 2)


def test_neither_side_decides_whose_case_it_is(city: City) -> None:
    case = city.disputed()
    for who in (city.lin, city.mo, city.zhao, city.chen, city.shen, city.rui):
        with pytest.raises(NotAllowed):
            supervision.decide(case, by=who, office=city.office("drains"), reason=WHY, at=AT)


def test_the_committee_takes_the_deciding_side_for_good(city: City) -> None:
    case = city.disputed()
    supervision.decide(case, by=city.sun, office=city.office("drains"), reason=WHY, at=AT)
    part = Part.objects.get(case=case, person=city.sun)
    assert (part.side, part.verb) == ("decide", "decide")
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.create(case=case, person=city.sun, side="act", verb="answer", at=AT)
    for act in (supervision.verify, supervision.send_back, handling.take):
        given = {"reason": "重办。"} if act is supervision.send_back else {}
        with pytest.raises(NotAllowed):
            act(case, by=city.sun, at=AT, **given)


def test_a_member_whose_own_office_took_part_does_not_decide(city: City) -> None:
    case = city.disputed()
    person = type(city.sun).objects.create_user("dou", name="Dou", email="dou@city.example")
    offices.appoint(
        person, side="decide", role="committee", office=city.office("dongqiao-lamps"), starts=SINCE, at=NOON
    )
    with pytest.raises(NotAllowed) as refused:
        supervision.decide(case, by=person, office=city.office("drains"), reason=WHY, at=AT)
    assert "Your own office took part" in str(refused.value)


@pytest.mark.parametrize("code", ["supervision", "command", "review", "council"])
def test_an_office_that_does_not_answer_is_not_named(city: City, code: str) -> None:
    case = city.disputed()
    with pytest.raises(NotValid) as refused:
        supervision.decide(case, by=city.sun, office=city.office(code), reason=WHY, at=AT)
    assert list(refused.value.fields) == ["office"]
    with pytest.raises(NotValid):
        handling.dispatch(city.case("accepted"), by=city.zhao, office=city.office(code), at=AT)


def test_a_decision_without_a_reason_is_none(city: City) -> None:
    with pytest.raises(NotValid) as refused:
        supervision.decide(city.disputed(), by=city.sun, office=city.office("drains"), reason="", at=AT)
    assert list(refused.value.fields) == ["reason"]


def test_what_is_not_disputed_is_not_decided(city: City) -> None:
    with pytest.raises(Conflict):
        supervision.decide(city.case("accepted"), by=city.sun, office=city.office("drains"), reason=WHY, at=AT)


def test_the_desk_and_a_program_decide(city: City, as_person: Any) -> None:
    case, other = city.disputed(), city.disputed()
    sun = as_person(city.sun)
    page = sun.get(f"/desk/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Office whose case it is" in page
    assert "City Management Committee" not in page.partition("Office whose case it is")[2].partition("</fieldset>")[0]
    given = {"office": "drains", "reason": WHY}
    assert sun.post(f"/desk/cases/{case.number}/decide/", given).status_code == 302
    moves = f"/api/v1/desk/cases/{other.number}/moves/"
    assert sun.post(moves, {"verb": "decide", **given}, content_type="application/json").status_code == 201
    assert {again(case).office, again(other).office} == {city.office("drains")}


def test_the_committee_reads_what_its_city_has_accepted_and_nothing_before_or_after(city: City, as_person: Any) -> None:
    sun = as_person(city.sun)
    for state, status in (("filed", 404), ("accepted", 200), ("in-hand", 200), ("answered", 200), ("closed", 404)):
        case = city.case(state)
        assert sun.get(f"/desk/cases/{case.number}/").status_code == status, state
