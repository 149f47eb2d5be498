"""A case that is several: parts with offices and days of their own, and a whole that waits for the mandatory ones."""

from datetime import timedelta
from typing import Any

import pytest

from civic.cases import actions as cases
from civic.cases.models import Case, Contact
from civic.cases.queries import first_broken_line
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.supervision import actions as supervision
from tests.people import NOON, City

HOUR = timedelta(hours=1)
AT = NOON + 6 * HOUR


def again(case: Case) -> Case:
    """The case as it stands now."""
    return Case.objects.select_related("matter", "office", "area").get(pk=case.pk)


def part_of(city: City, whole: Case, *, title: str = "换井盖", mandatory: bool = True, **given: Any) -> Case:
    """A part split off a case for the drains."""
    given.setdefault("matter", city.matter("0102"))
    supervision.split(whole, by=city.lin, title=title, text="井盖在灯杆北侧三米。", mandatory=mandatory, at=AT, **given)
    return Case.objects.filter(whole=whole).latest("pk")


def test_a_part_is_a_case_of_its_own_with_an_office_and_days_and_the_whole_stays(city: City) -> None:
    before = city.case("in-hand", email="mei@example.com", address="望江路 18 号")
    sent = Notice.objects.count()
    part = part_of(city, before, office=city.office("drains"))
    whole = again(before)
    for name in ("state", "office_id", "due_at", "answer_due_at", "round"):
        assert getattr(whole, name) == getattr(before, name)
    assert whole.split_into == 1
    assert (part.state, part.matter.code, part.area, part.address) == ("accepted", "0102", whole.area, whole.address)  # type: ignore[union-attr]
    assert part.due_at is not None
    assert part.answer_due_at is not None
    assert part.answer_due_at < whole.answer_due_at  # type: ignore[operator]
    assert not Contact.objects.filter(case=part).exists()
    assert Notice.objects.count() == sent
    for case in (whole, part):
        assert first_broken_line(case) is None


def test_a_part_goes_the_whole_way_at_another_office(city: City) -> None:
    whole = city.case("in-hand", email="mei@example.com")
    part, sent = part_of(city, whole), Notice.objects.count()
    handling.dispatch(part, by=city.zhao, office=city.office("dongqiao-lamps"), at=AT + HOUR)
    handling.take(part, by=city.shen, at=AT + 2 * HOUR)
    handling.answer(part, by=city.shen, outcome="solved", text="井盖已换。", at=AT + 3 * HOUR)
    supervision.verify(part, by=city.lin, at=AT + 4 * HOUR)
    assert again(part).state == "closed"
    assert Notice.objects.count() == sent


def test_the_whole_does_not_close_before_its_mandatory_part_which_is_named(city: City) -> None:
    whole = city.case("in-hand")
    part = part_of(city, whole)
    part_of(city, whole, title="补画标线", mandatory=False)
    handling.answer(whole, by=city.chen, outcome="solved", text="灯亮了。", at=AT + HOUR)
    with pytest.raises(Conflict) as refused:
        supervision.verify(whole, by=city.lin, at=AT + 2 * HOUR)
    assert "“换井盖” is a mandatory part" in str(refused.value)
    supervision.drop(part, by=city.lin, reason="井盖昨天已由排水所换好。", at=AT + 3 * HOUR)
    supervision.verify(whole, by=city.lin, at=AT + 4 * HOUR)
    assert again(whole).state == "closed"


def test_an_answer_that_would_close_waits_for_the_part_as_well(city: City) -> None:
    whole = city.case("in-hand", kind="question")
    part_of(city, whole)
    with pytest.raises(Conflict) as refused:
        handling.answer(whole, by=city.chen, outcome="solved", text="每晚七点亮灯。", at=AT + HOUR)
    assert "mandatory part" in str(refused.value)


def test_a_part_that_is_not_mandatory_holds_nothing_up(city: City) -> None:
    whole = city.case("in-hand")
    part_of(city, whole, mandatory=False)
    handling.answer(whole, by=city.chen, outcome="solved", text="灯亮了。", at=AT + HOUR)
    supervision.verify(whole, by=city.lin, at=AT + 2 * HOUR)
    assert again(whole).state == "closed"


def test_there_are_eight_parts_at_most(city: City) -> None:
    whole = city.case("in-hand")
    for number in range(8):
        part_of(city, whole, title=f"第 {number + 1} 段", mandatory=False)
    with pytest.raises(Conflict) as refused:
        part_of(city, whole)
    assert "eight parts already" in str(refused.value)


def test_a_part_is_neither_split_nor_merged_nor_published_nor_is_anything_merged_into_it(city: City) -> None:
    whole = city.case("in-hand")
    part = part_of(city, whole)
    with pytest.raises(Conflict):
        part_of(city, part)
    with pytest.raises(Conflict):
        supervision.merge(part, by=city.lin, into=city.case("in-hand"), at=AT)
    with pytest.raises(Conflict) as refused:
        supervision.publish(part, by=city.mo, title="换井盖", text="换井盖。", at=AT)
    assert "a matter of the whole case" in str(refused.value)
    with pytest.raises(NotValid):
        supervision.merge(city.filed().case, by=city.lin, into=part, at=AT)
    with pytest.raises(Conflict):
        supervision.merge(whole, by=city.lin, into=city.case("in-hand"), at=AT)


def test_a_split_case_takes_others_in_and_its_reporters_hear_of_it(city: City) -> None:
    whole, child = city.case("in-hand"), city.filed().case
    part_of(city, whole)
    supervision.merge(child, by=city.lin, into=whole, at=AT)
    assert again(whole).joined == 1


def test_only_a_supervisor_splits_and_drops_and_only_what_was_taken_on(city: City) -> None:
    whole = city.case("in-hand")
    part = part_of(city, whole)
    for who in (city.mo, city.zhao, city.chen, city.sun):
        with pytest.raises(NotAllowed):
            supervision.split(whole, by=who, title="一", text="二", matter=city.matter(), at=AT)
        with pytest.raises(NotAllowed):
            supervision.drop(part, by=who, reason="三", at=AT)
    with pytest.raises(Conflict):
        part_of(city, city.case("filed"))
    with pytest.raises(Conflict):
        supervision.drop(whole, by=city.lin, reason="三", at=AT)


def test_a_part_needs_a_matter_a_title_and_words_and_an_office_that_answers(city: City) -> None:
    whole = city.case("in-hand")
    for given in (
        {"matter": None},
        {"title": "  "},
        {"text": ""},
        {"office": city.office("supervision")},
        {"office": city.office("review")},
    ):
        with pytest.raises(NotValid) as refused:
            supervision.split(
                whole, by=city.lin, at=AT, **{"title": "换井盖", "text": "北侧。", "matter": city.matter(), **given}
            )
        assert list(refused.value.fields) == [next(iter(given))]
    assert again(whole).split_into == 0


def test_nobody_rates_or_appeals_a_part(city: City) -> None:
    part = part_of(city, city.case("in-hand"))
    supervision.drop(part, by=city.lin, reason="已由排水所换好。", at=AT + HOUR)
    with pytest.raises(Conflict):
        feedback.appeal(part, by=city.reporter(part), text="不同意。", at=AT + 2 * HOUR)


def test_when_the_reporter_is_forgotten_her_place_goes_from_the_parts_too(city: City) -> None:
    whole = city.case("in-hand", by=city.mei, address="望江路 18 号 3 楼")
    part = part_of(city, whole)
    cases.forget(city.mei, at=AT + HOUR)
    assert again(part).address == ""
