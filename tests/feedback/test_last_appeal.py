"""The second and last step of an appeal: the committee, who may decide in it, and that there is no third."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from civic.cases.models import Appeal, Case, Line
from civic.cases.queries import Viewer, moves_open_to, on_desk_of, open_appeal
from civic.desk.actions import make_move
from civic.feedback import actions as feedback
from civic.feedback.queries import may_reopen
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, Taken, TooLate
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.offices.queries import hand_of, workdays_between
from civic.supervision import actions as supervision
from tests.people import NOON, SINCE, City

DAY = timedelta(days=1)


def upheld(city: City, state: str = "closed", **given: Any) -> Case:
    """A case whose appeal the reviewing office did not find right."""
    case = city.case(state, email="mei@example.com", **given)
    feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=NOON + 3 * DAY)
    feedback.uphold(case, by=city.rui, text="维持。", at=NOON + 6 * DAY)
    case.refresh_from_db()
    return case


def before_the_committee(city: City, state: str = "closed", **given: Any) -> Case:
    """The same, appealed once more."""
    case = upheld(city, state, **given)
    feedback.appeal(case, by=city.reporter(case), text="还是不同意。", at=NOON + 8 * DAY)
    case.refresh_from_db()
    return case


def other_member(city: City) -> Any:
    """Another member of the committee."""
    offices.appoint(
        city.gu, side="decide", role="committee", office=city.office("council"), area=None, starts=SINCE, at=NOON
    )
    return city.gu


@pytest.mark.parametrize(("state", "waits"), [("closed", "close-last-appeal"), ("declined", "decline-last-appeal")])
def test_what_was_upheld_may_be_taken_to_the_committee_with_a_clock_of_its_own(
    city: City, state: str, waits: str
) -> None:
    case = upheld(city, state)
    left = open_appeal(case)
    assert left is not None
    assert left.until == NOON + 36 * DAY  # thirty days from the review
    told = Notice.objects.filter(about=case.subject, verb="uphold", channel="email").latest("pk").body
    assert city.office("council").name_zh_hans in told
    feedback.appeal(case, by=city.reporter(case), text="还是不同意。", at=NOON + 8 * DAY)
    case.refresh_from_db()
    assert case.state == waits
    second = Appeal.objects.get(case=case, step=2)
    assert workdays_between(NOON + 8 * DAY, second.due_at) == 20
    assert case.due_at == second.due_at


def test_the_committee_upholds_and_no_further_appeal_is_taken(city: City) -> None:
    case = before_the_committee(city)
    make_move(case, "uphold", by=city.sun, given={"text": "维持答复。"}, at=NOON + 10 * DAY)
    case.refresh_from_db()
    assert (case.state, case.round) == ("closed", 1)
    assert Line.objects.filter(case=case).latest("seq").facts["step"] == 2
    with pytest.raises(Taken) as refused:
        feedback.appeal(case, by=city.reporter(case), text="第三次。", at=NOON + 11 * DAY)
    assert "court" in str(refused.value)
    assert not may_reopen(case, at=NOON + 11 * DAY)  # nor does a "no" get around it
    told = Notice.objects.filter(about=case.subject, verb="uphold-last", channel="email").latest("pk").body
    assert "12348" in told


@pytest.mark.parametrize("state", ["closed", "declined"])
def test_the_committee_overturns_and_the_case_is_taken_up_anew_to_its_answer(city: City, state: str) -> None:
    case = before_the_committee(city, state)
    make_move(case, "overturn", by=city.sun, given={"text": "只换灯泡不算修好。"}, at=NOON + 10 * DAY)
    case.refresh_from_db()
    assert (case.state, case.round) == ("accepted", 2)
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=NOON + 11 * DAY)
    handling.take(case, by=city.chen, at=NOON + 11 * DAY)
    handling.answer(case, by=city.chen, outcome="solved", text="电缆已换。", at=NOON + 12 * DAY)
    supervision.verify(case, by=city.lin, at=NOON + 13 * DAY)
    line = feedback.rate(case, by=city.reporter(case), solved="yes", at=NOON + 14 * DAY)
    assert line.case.verdict == "yes"
    left = open_appeal(line.case)  # a new answer knows both steps again
    assert left is not None
    assert left.step == 1


def test_the_reviewer_cannot_decide_at_the_last_step_nor_the_committee_at_the_first(city: City) -> None:
    case = before_the_committee(city)
    for act in (feedback.uphold, feedback.overturn, supervision.uphold, supervision.overturn):
        with pytest.raises(NotAllowed):
            act(case, by=city.rui, text="维持。", at=NOON + 10 * DAY)
    first = city.case("closed")
    feedback.appeal(first, by=city.reporter(first), text="我不同意。", at=NOON + 3 * DAY)
    for act in (feedback.uphold, supervision.uphold):
        with pytest.raises((NotAllowed, Conflict)):
            act(first, by=city.sun, text="维持。", at=NOON + 4 * DAY)


def test_whoever_decided_whose_case_it_was_does_not_hear_the_last_appeal(city: City) -> None:
    case = city.disputed()
    supervision.decide(case, by=city.sun, office=city.office("dongqiao-lamps"), reason="归照明所。", at=NOON + DAY)
    handling.take(case, by=city.chen, at=NOON + DAY)
    handling.answer(case, by=city.chen, outcome="solved", text="已修好。", at=NOON + DAY)
    supervision.verify(case, by=city.lin, at=NOON + 2 * DAY)
    feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=NOON + 3 * DAY)
    feedback.uphold(case, by=city.rui, text="维持。", at=NOON + 6 * DAY)
    feedback.appeal(case, by=city.reporter(case), text="还是不同意。", at=NOON + 8 * DAY)
    case.refresh_from_db()
    with pytest.raises(NotAllowed):
        supervision.overturn(case, by=city.sun, text="重办。", at=NOON + 10 * DAY)
    other = other_member(city)
    line = supervision.overturn(case, by=other, text="重办。", at=NOON + 10 * DAY)
    assert line.case.state == "accepted"


def test_a_member_whose_own_office_took_part_does_not_decide(city: City) -> None:
    case = before_the_committee(city)
    offices.appoint(
        city.gu, side="decide", role="committee", office=city.office("dongqiao-lamps"), area=None, starts=SINCE, at=NOON
    )
    with pytest.raises(NotAllowed):
        supervision.uphold(case, by=city.gu, text="维持。", at=NOON + 10 * DAY)


def test_after_the_days_shown_the_committee_is_not_asked_any_more(city: City) -> None:
    case = upheld(city)
    with pytest.raises(TooLate):
        feedback.appeal(case, by=city.reporter(case), text="太迟了。", at=NOON + 40 * DAY)


def test_it_lies_on_the_committees_desk_and_off_the_reviewers(city: City) -> None:
    case = before_the_committee(city)
    seen = {}
    for name in ("sun", "rui"):
        person = getattr(city, name)
        viewer = Viewer(person=person, officer=hand_of(person, on=NOON.date()))
        offered = {move.verb for move in moves_open_to(viewer, case)}
        seen[name] = (on_desk_of(viewer).filter(pk=case.pk).exists(), offered & {"uphold", "overturn"})
    assert seen == {"sun": (True, {"uphold", "overturn"}), "rui": (True, set())}  # she reads what became of hers


def test_one_appeal_a_step_holds_in_the_database(city: City) -> None:
    case = before_the_committee(city)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(case=case, round=1, step=2, office=city.office("council"), at=NOON, due_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(case=case, round=1, step=3, office=city.office("council"), at=NOON, due_at=NOON)
