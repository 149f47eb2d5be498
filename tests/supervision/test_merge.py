"""Reports of the same thing become one case: nothing moves, people are counted, and each reporter keeps her say."""

from datetime import timedelta
from typing import Any

import pytest

from civic.cases import actions as cases
from civic.cases.models import Case, Deadline, Merged
from civic.cases.queries import Viewer, first_broken_line
from civic.cases.rules.bundling import counted_persons
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.people import NOON, SINCE, City

HOUR = timedelta(hours=1)
AT = NOON + 6 * HOUR


def again(case: Case) -> Case:
    """The case as it stands now."""
    return Case.objects.select_related("matter", "office", "area").get(pk=case.pk)


def pair(city: City, state: str = "in-hand", **given: Any) -> tuple[Case, Case]:
    """A case being handled, and a second report of the same lamp, merged into it."""
    parent = city.case(state)
    child = city.filed(**given).case
    supervision.merge(child, by=city.lin, into=parent, at=AT)
    return again(parent), again(child)


def closed_with_the_other(city: City, **given: Any) -> tuple[Case, Case]:
    """Both, after the parent was answered, checked and closed."""
    parent, child = pair(city, **given)
    handling.answer(parent, by=city.chen, outcome="solved", text="换了电缆。", at=AT + HOUR)
    cases.follow(at=AT + HOUR)
    supervision.verify(parent, by=city.lin, at=AT + 2 * HOUR)
    cases.follow(at=AT + 2 * HOUR)
    return again(parent), again(child)


@pytest.mark.parametrize(
    ("reporters", "persons"),
    [
        ([], 0),
        ([(None, "", "", "")] * 3, 3),
        ([(1, "", "", ""), (1, "", "", "")], 1),
        ([(1, "a", "", ""), (None, "a", "", "")], 1),
        ([(None, "a", "x", ""), (None, "b", "x", ""), (None, "b", "y", ""), (None, "", "z", "")], 2),
        ([(1, "", "", ""), (None, "a", "", ""), (1, "a", "", "")], 1),
        ([(None, "", "", "m"), (None, "", "", "m"), (None, "", "", "n")], 2),
    ],
)
def test_who_shares_account_or_contact_is_one_person_and_who_left_none_counts_once(
    reporters: list[tuple[int | None, str, str, str]], persons: int
) -> None:
    assert counted_persons(reporters) == persons


def test_nothing_of_the_parent_moves_but_the_count(city: City) -> None:
    before = city.case("in-hand")
    child = city.filed(phone="13800138000").case
    supervision.merge(child, by=city.lin, into=before, at=AT)
    parent = again(before)
    for name in ("state", "office_id", "due_at", "answer_due_at", "moved_at", "last_seq", "round"):
        assert getattr(parent, name) == getattr(before, name)
    assert (parent.joined, parent.persons) == (1, 2)


def test_the_child_has_no_day_of_its_own_and_lies_with_no_office(city: City) -> None:
    parent, child = city.case("in-hand"), city.case("in-hand")
    supervision.merge(child, by=city.lin, into=parent, at=AT)
    child = again(child)
    assert (child.state, child.office, child.due_at, child.answer_due_at) == ("merged", None, None, None)
    assert not Deadline.objects.filter(case=child, done_at=None).exists()
    assert first_broken_line(child) is None


def test_whoever_reports_twice_counts_once(city: City) -> None:
    parent, _child = pair(city, phone="13800138000")
    for given in ({"phone": "13800138000"}, {"by": city.mei}, {"by": city.mei}, {}):
        supervision.merge(city.filed(**given).case, by=city.lin, into=parent, at=AT)
    parent = again(parent)
    assert (parent.joined, parent.persons) == (5, 4)


def test_the_reporter_is_told_without_a_word_about_the_other_case(city: City) -> None:
    parent, child = pair(city, email="mei@example.com")
    told = Notice.objects.get(verb="merge")
    assert child.number in told.body
    assert parent.number not in told.body
    assert not any(parent.number in str(line.facts) for line in child.lines.all())


def test_a_case_that_was_merged_takes_no_other(city: City) -> None:
    parent, child = pair(city)
    for into in (child, city.case("closed"), city.case("declined")):
        with pytest.raises(NotValid) as refused:
            supervision.merge(city.filed().case, by=city.lin, into=into, at=AT)
        assert list(refused.value.fields) == ["into"]
    with pytest.raises(Conflict) as late:
        supervision.merge(parent, by=city.lin, into=city.case("in-hand"), at=AT)
    assert "Merge the other case into this one" in str(late.value)
    with pytest.raises(Conflict):
        supervision.merge(child, by=city.lin, into=parent, at=AT)


def test_a_case_is_not_merged_into_itself_nor_into_another_kind(city: City) -> None:
    case = city.filed().case
    for into in (case, city.filed(kind="suggestion").case, city.filed(kind="thanks").case):
        with pytest.raises(NotValid):
            supervision.merge(case, by=city.lin, into=into, at=AT)
    supervision.merge(case, by=city.lin, into=city.filed(kind="help").case, at=AT)


@pytest.mark.parametrize("side", ["child", "parent"])
def test_what_is_never_public_is_never_merged(city: City, side: str) -> None:
    open_case, sealed = city.filed().case, city.filed().case
    Case.objects.filter(pk=sealed.pk).update(privacy="private")
    child, parent = (sealed, open_case) if side == "child" else (open_case, sealed)
    with pytest.raises((Conflict, NotValid)) as refused:
        supervision.merge(child, by=city.lin, into=parent, at=AT)
    assert "kept from everybody but" in str(refused.value)


def test_misconduct_is_no_kind_to_merge(city: City) -> None:
    misconduct = city.filed().case
    Case.objects.filter(pk=misconduct.pk).update(kind="misconduct")
    with pytest.raises(Conflict):
        supervision.merge(misconduct, by=city.lin, into=city.filed().case, at=AT)
    with pytest.raises(NotValid):
        supervision.merge(city.filed().case, by=city.lin, into=misconduct, at=AT)


def test_nothing_is_merged_into_what_is_withheld(city: City) -> None:
    parent = city.case("filed", published=False)
    supervision.withhold(parent, by=city.mo, reason="里面有住户的姓名。", at=AT)
    with pytest.raises(NotValid) as refused:
        supervision.merge(city.filed().case, by=city.lin, into=parent, at=AT)
    assert "Merge it into this one instead" in str(refused.value)


def test_a_supervisor_of_one_district_merges_nothing_into_a_case_of_another(city: City) -> None:
    liu = type(city.lin).objects.create_user("liu", email="liu@city.example")
    offices.appoint(
        liu,
        side="check",
        role="supervisor",
        office=city.office("supervision"),
        area=city.area("990101"),
        starts=SINCE,
        at=NOON,
    )
    there, here = city.filed(lat=23.13, lon=113.22).case, city.case("in-hand")
    with pytest.raises(NotValid) as refused:
        supervision.merge(there, by=liu, into=here, at=AT)
    assert "No case on your desk has this number" in str(refused.value)
    with pytest.raises(NotAllowed):
        supervision.merge(here, by=liu, into=there, at=AT)


def test_only_a_supervisor_merges(city: City) -> None:
    parent, child = city.case("in-hand"), city.filed().case
    for who in (city.mo, city.zhao, city.chen, city.sun, city.rui):
        with pytest.raises(NotAllowed):
            supervision.merge(child, by=who, into=parent, at=AT)


def test_when_the_parent_is_answered_the_reporter_hears_it_and_when_it_closes_the_child_closes(city: City) -> None:
    parent, child = pair(city, email="mei@example.com")
    handling.answer(parent, by=city.chen, outcome="solved", text="换了电缆。", at=AT + HOUR)
    assert cases.follow(at=AT + HOUR) == 1
    assert again(child).state == "merged"
    heard = Notice.objects.get(verb="follow-answered")
    assert "换了电缆。" in heard.body
    assert parent.number not in heard.body
    supervision.verify(parent, by=city.lin, at=AT + 2 * HOUR)
    assert cases.follow(at=AT + 2 * HOUR) == 1
    child = again(child)
    assert (child.state, child.outcome, child.office) == ("closed", "solved", parent.office)
    assert child.closed_at is not None
    assert Notice.objects.filter(verb="follow-closed").count() == 1
    assert cases.follow(at=AT + 3 * HOUR) == 0
    assert first_broken_line(child) is None


def test_an_answer_that_nobody_else_may_read_is_not_sent_to_the_others(city: City) -> None:
    parent = city.case("in-hand", published=False)
    child = city.filed(email="mei@example.com").case
    supervision.merge(child, by=city.lin, into=parent, at=AT)
    handling.answer(parent, by=city.chen, outcome="solved", text="三楼王先生家已处理。", at=AT + HOUR)
    cases.follow(at=AT + HOUR)
    assert "王先生" not in Notice.objects.get(verb="follow-answered").body


def test_a_report_merged_into_an_answered_case_hears_the_answer_at_once(city: City) -> None:
    parent, child = pair(city, "answered", email="mei@example.com")
    cases.follow(at=AT)
    assert Notice.objects.filter(verb="follow-answered").count() == 1
    supervision.send_back(parent, by=city.lin, reason="夜里仍不亮。", at=AT + HOUR)
    assert cases.follow(at=AT + HOUR) == 0
    assert again(child).state == "merged"


def test_each_reporter_rates_by_herself_and_her_no_opens_her_own_case(city: City) -> None:
    parent, child = closed_with_the_other(city)
    feedback.rate(child, by=city.reporter(child), solved="no", text="我这盏还不亮。", at=AT + 3 * HOUR)
    assert again(child).state == "accepted"
    assert again(parent).state == "closed"
    assert again(parent).joined == 1
    cases.follow(at=AT + 3 * HOUR)
    parent = again(parent)
    assert (parent.joined, parent.persons) == (0, 1)


def test_each_reporter_appeals_by_herself_where_another_office_decides(city: City) -> None:
    _parent, child = closed_with_the_other(city)
    feedback.appeal(child, by=city.reporter(child), text="没有修。", at=AT + 3 * HOUR)
    assert again(child).state == "close-appealed"
    feedback.uphold(child, by=city.rui, text="已核实。", at=AT + 4 * HOUR)
    assert Merged.objects.get(case=child).left_at is None


def test_a_refusal_of_the_parent_refuses_the_others_each_with_an_appeal(city: City) -> None:
    parent, child = pair(city, "filed", email="mei@example.com")
    supervision.decline(parent, by=city.lin, basis="第三条", text="不归我们。", at=AT + HOUR)
    cases.follow(at=AT + HOUR)
    child = again(child)
    assert child.state == "declined"
    assert "第三条" in Notice.objects.get(verb="follow-declined").body
    feedback.appeal(child, by=city.reporter(child), text="归你们。", at=AT + 2 * HOUR)


def test_when_the_parent_is_taken_back_by_its_reporter_the_others_go_to_the_desk(city: City) -> None:
    parent, child = pair(city, "filed", email="mei@example.com")
    cases.withdraw(parent, by=city.reporter(parent), at=AT + HOUR)
    cases.follow(at=AT + HOUR)
    child = again(child)
    assert (child.state, child.due_at is not None) == ("filed", True)
    assert Notice.objects.filter(verb="follow-freed").count() == 1
    cases.follow(at=AT + 2 * HOUR)
    assert again(parent).joined == 0


def test_the_desk_takes_a_report_out_again_and_it_begins_anew(city: City) -> None:
    parent, child = pair(city, email="mei@example.com")
    supervision.unmerge(child, by=city.lin, reason="是另一根灯杆。", at=AT + HOUR)
    cases.follow(at=AT + HOUR)
    assert (again(child).state, again(parent).joined, again(parent).persons) == ("filed", 0, 1)
    assert "是另一根灯杆。" in Notice.objects.get(verb="unmerge").body
    supervision.accept(child, by=city.lin, matter=city.matter(), at=AT + 2 * HOUR)
    child = again(child)
    assert child.answer_due_at is not None
    supervision.merge(child, by=city.lin, into=parent, at=AT + 3 * HOUR)
    assert Merged.objects.filter(case=child).count() == 2
    assert again(parent).joined == 1


def test_the_resident_says_that_hers_is_different_and_it_is_read_anew(city: City) -> None:
    parent, child = pair(city)
    cases.separate(child, by=city.reporter(child), text="我说的是对面那根。", at=AT + HOUR)
    cases.follow(at=AT + HOUR)
    assert (again(child).state, again(parent).joined) == ("filed", 0)
    with pytest.raises(NotAllowed):
        cases.separate(child, by=city.reporter(parent), text="我也是。", at=AT + HOUR)
    with pytest.raises(Conflict):
        cases.separate(child, by=city.reporter(child), text="再说一次。", at=AT + HOUR)


def test_what_leaves_before_the_parent_ends_does_not_end_with_it(city: City) -> None:
    parent, child = pair(city)
    handling.answer(parent, by=city.chen, outcome="solved", text="换了电缆。", at=AT + HOUR)
    supervision.verify(parent, by=city.lin, at=AT + 2 * HOUR)
    cases.separate(child, by=city.reporter(child), text="我说的是对面那根。", at=AT + 2 * HOUR)
    cases.follow(at=AT + 2 * HOUR)
    assert again(child).state == "filed"


def test_somebody_who_is_erased_stays_the_one_person_she_was_among_merged_reports(city: City) -> None:
    parent = city.case("accepted", email="a@example.com")
    hers = [city.case("accepted", email="b@example.com") for _n in range(2)]
    for case in hers:
        supervision.merge(case, by=city.lin, into=parent, at=AT)
    parent.refresh_from_db()
    assert parent.persons == 2
    cases.forget_viewer(Viewer(contact_hash=cases.contact_hashes("b@example.com", "")[0]), at=AT)
    parent.refresh_from_db()
    assert parent.persons == 2
    supervision.merge(city.case("accepted", email="c@example.com"), by=city.lin, into=parent, at=AT)
    parent.refresh_from_db()
    assert parent.persons == 3
    marks = set(Case.objects.filter(pk__in=[case.pk for case in hers]).values_list("erased_as", flat=True))
    assert len(marks) == 1
    assert "" not in marks
