"""Several suggestions that want the same are joined; supports stay where they were given."""

from typing import Any

import pytest

from civic.cases.actions import follow, withdraw
from civic.cases.models import Case, Line, Merged, Support
from civic.comments.actions import set_talk
from civic.comments.queries import why_closed
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.suggestions.actions import call_due, join, join_into, set_apart, take_back, take_up
from civic.suggestions.models import Suggestion
from civic.suggestions.queries import in_all
from tests.people import City
from tests.suggestions.ground import HOUR, LATER, backer, fresh, opened, resident, supported, threshold
from tests.suggestions.weighing import weighed

pytestmark = pytest.mark.django_db
WHY = "三条说的是同一把长椅。"
BENCH, SHADE, TABLE = (
    "望江路的小公园缺一张长椅，老人走到一半没有地方坐。",
    "小公园里想要几把椅子，带孩子的人也要坐。",
    "公园门口加座位吧，等车的人站着很累。",
)


def three(city: City) -> tuple[Case, Case, Case]:
    """Three suggestions open for support."""
    return opened(city, text=BENCH), opened(city, text=SHADE, email="gu@example.com"), opened(city, text=TABLE)


def test_one_leads_and_every_support_stays_where_it_was_given(city: City) -> None:
    lead, second, third = three(city)
    ann, ben, cat = resident("ann"), resident("ben"), resident("cat")
    supported(lead, ann, ben)
    supported(second, ben, cat)
    join(lead, by=city.lin, others=[second, third], reason=WHY, at=LATER + HOUR)
    lead, second, third = fresh(lead), fresh(second), fresh(third)
    assert [one.state for one in (lead, second, third)] == ["supporting", "merged", "merged"]
    assert (lead.supports, second.supports, third.supports) == (2, 2, 0)
    assert Support.objects.filter(case=second).count() == 2
    assert (lead.joined, in_all(lead)) == (2, 3)
    assert Line.objects.filter(verb="join-into").count() == 2
    assert Notice.objects.filter(verb="join-into").count() == 1


def test_a_new_one_may_be_written_from_all_of_them(city: City) -> None:
    lead, second, third = three(city)
    supported(second, resident("ann"))
    join(
        lead, by=city.lin, others=[second, third], reason=WHY, title="小公园加座位", text="在小公园里加长椅。", at=LATER
    )
    made = Case.objects.get(source="desk")
    assert (made.state, made.publication, made.joined, made.supports, made.persons) == (
        "supporting",
        "published",
        3,
        0,
        3,
    )
    assert {fresh(one).state for one in (lead, second, third)} == {"merged"}
    assert in_all(fresh(made)) == 1
    supported(made, resident("ann"), at=LATER + HOUR)
    assert (in_all(fresh(made)), fresh(second).supports) == (1, 1)


def test_the_persons_behind_all_of_them_oblige_an_answer(city: City) -> None:
    threshold(city, 3)
    lead, second, _third = three(city)
    ann, ben, cat = resident("ann"), resident("ben"), resident("cat")
    supported(lead, ann, ben)
    supported(second, ben)
    join_into(second, by=city.lin, into=lead, reason=WHY, at=LATER)
    assert Suggestion.objects.get(case=lead).reached_at is None  # ben counts once
    supported(lead, cat, at=LATER + HOUR)
    assert call_due(at=LATER + 2 * HOUR) == 1
    line = Line.objects.get(case=lead, verb="call-for-answer")
    assert line.facts["supports"] == 3


def test_nobody_supports_what_was_joined_but_everybody_may_take_it_back(city: City) -> None:
    lead, second, _third = three(city)
    ann = resident("ann")
    supported(second, ann)
    join_into(second, by=city.lin, into=lead, reason=WHY, at=LATER)
    with pytest.raises(Conflict):
        supported(second, resident("ben"), at=LATER + HOUR)
    assert take_back(fresh(second), by=backer(ann))
    assert (fresh(second).supports, in_all(fresh(lead))) == (0, 0)


def test_it_is_undone_while_nothing_was_answered(city: City) -> None:
    lead, second, _third = three(city)
    supported(second, resident("ann"))
    join_into(second, by=city.lin, into=lead, reason=WHY, at=LATER)
    set_apart(second, by=city.lin, reason="说的不是一处。", at=LATER + HOUR)
    lead, second = fresh(lead), fresh(second)
    assert (second.state, second.is_merged, second.supports, lead.joined, in_all(lead)) == (
        "supporting",
        False,
        1,
        0,
        0,
    )
    assert not Merged.objects.filter(left_at=None).exists()
    supported(second, resident("ben"), at=LATER + 2 * HOUR)


def answered(city: City, case: Case, at: Any) -> None:
    """An office answers it."""
    take_up(case, by=city.lin, reason="现在就答复。", at=at)
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=at + HOUR)
    handling.take(case, by=city.chen, at=at + 2 * HOUR)
    weighed(city, fresh(case), "taken", at=at + 3 * HOUR)
    handling.answer(case, by=city.chen, text="今年加六张长椅。", outcome="adopted", at=at + 3 * HOUR)
    handling.sign(case, by=city.shen, at=at + 3 * HOUR)


def test_the_originals_are_answered_and_closed_with_it_and_their_authors_may_appeal(city: City) -> None:
    lead, second, _third = three(city)
    join_into(second, by=city.lin, into=lead, reason=WHY, at=LATER)
    answered(city, lead, LATER + HOUR)
    follow(at=LATER + 5 * HOUR)
    second = fresh(second)
    assert (second.state, second.outcome, second.is_merged) == ("closed", "adopted", True)
    told = Notice.objects.get(verb="follow-closed")
    assert "今年加六张长椅。" in told.body
    with pytest.raises(Conflict):
        set_apart(second, by=city.lin, reason="晚了。", at=LATER + 6 * HOUR)


def test_only_a_supervisor_joins_and_only_what_wants_the_same_kind_of_thing(city: City) -> None:
    lead, second, third = three(city)
    for person in (city.mo, city.zhao, city.chen):
        with pytest.raises(NotAllowed):
            join(lead, by=person, others=[second], reason=WHY, at=LATER)
    for others in ([], [lead], [city.case("filed", text="路灯不亮。")]):
        with pytest.raises(NotValid):
            join(lead, by=city.lin, others=others, reason=WHY, at=LATER)
    join_into(second, by=city.lin, into=lead, reason=WHY, at=LATER)
    with pytest.raises(NotValid):
        join(third, by=city.lin, others=[second], reason=WHY, at=LATER)
    with pytest.raises((Conflict, NotValid)):
        join_into(lead, by=city.lin, into=third, reason=WHY, at=LATER)
    assert fresh(third).state == "supporting"


def test_what_was_owed_to_one_of_them_is_owed_to_all(city: City) -> None:
    lead, second, third = three(city)
    Suggestion.objects.filter(case=second).update(needed=1)
    supported(fresh(second), resident("ann"))
    join(lead, by=city.lin, others=[second, third], reason=WHY, at=LATER + HOUR)
    assert Suggestion.objects.get(case=lead).reached_at == LATER + HOUR
    assert Suggestion.objects.get(case=lead).needed == 100


def test_where_the_one_that_leads_is_taken_back_the_others_collect_support_again(city: City) -> None:
    lead, second, _third = three(city)
    supported(second, resident("ann"))
    join_into(second, by=city.lin, into=lead, reason=WHY, at=LATER)
    withdraw(lead, by=city.reporter(lead), at=LATER + HOUR)
    follow(at=LATER + 2 * HOUR)
    second = fresh(second)
    assert (second.state, second.supports, second.is_merged) == ("supporting", 1, False)
    assert Notice.objects.filter(verb="follow-freed-open").count() == 1
    supported(second, resident("ben"), at=LATER + 3 * HOUR)


def test_what_an_office_handles_already_may_lead_and_nobody_is_asked_to_support_it(city: City) -> None:
    lead, second, _third = three(city)
    take_up(lead, by=city.lin, reason="现在就答复。", at=LATER)
    join_into(second, by=city.lin, into=lead, reason=WHY, at=LATER + HOUR)
    assert fresh(second).state == "merged"
    assert Suggestion.objects.get(case=lead).reached_at is None


def test_nobody_comments_on_an_original_but_on_the_one_that_leads(city: City) -> None:
    lead, second, _third = three(city)
    for one in (lead, second):
        set_talk(one, by=city.sun, is_on=True, at=LATER)
    join_into(second, by=city.lin, into=lead, reason=WHY, at=LATER)
    assert "another one" in str(why_closed(fresh(second)))
    assert why_closed(fresh(lead)) == ""
