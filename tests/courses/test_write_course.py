"""A course is written, offered, written on and ended."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.courses import actions
from civic.courses.rules import QuestionTold, as_written, read_test
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from tests.courses.ground import TEST, TEST_EN, course, course_day, course_told
from tests.people import NOON, City
from tests.volunteers.ground import found_helpers

_line = st.sampled_from(["x", "x 字", "x? 字", "x！*-", "x- b", "x* a", "x  b", "字" * 40])


@pytest.mark.django_db
def test_a_course_is_written_with_its_test_and_not_offered_yet(city: City) -> None:
    helpers = found_helpers()
    made = course(helpers, offered=False)
    assert (made.state, made.minutes) == ("draft", 30)
    first = made.questions.get(order=1)
    assert (first.right, first.answers[1]["en"]) == (1, "Keep people off, report")
    assert actions.offer_course(made, by=helpers.luo, at=NOON).state == "offered"


@pytest.mark.django_db
def test_only_its_organisation_writes_it(city: City) -> None:
    helpers = found_helpers()
    made = course(helpers)
    for by in (helpers.leader, city.mei):
        with pytest.raises(NotAllowed):
            actions.write_course(helpers.organisation, course_told(code="x"), by=by, at=NOON)
        with pytest.raises(NotAllowed):
            actions.end_course(made, by=by, at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name_zh_hans", {"names": {"en": "x"}}),
        ("summary_zh_hans", {"summaries": {"zh-hans": "长" * 301}}),
        ("words_zh_hans", {"words": {}}),
        ("way", {"way": "sleep", "tests": {}}),
        ("minutes", {"minutes": 0}),
        ("pass_share", {"pass_share": 101}),
        ("test_zh_hans", {"tests": {}}),
        ("test_en", {"tests": {"zh-hans": TEST, "en": TEST_EN.replace("- Yes\n* No", "* Yes\n- No")}}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(city: City, field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(NotValid) as refused:
        course(found_helpers(), **changes)
    assert list(refused.value.fields) == [field]


@pytest.mark.django_db
def test_it_is_written_on_while_it_is_offered_and_its_address_is_its_own(city: City) -> None:
    helpers = found_helpers()
    made = course(helpers)
    again = actions.write_course(helpers.organisation, course_told(minutes=45), course=made, by=helpers.luo, at=NOON)
    assert (again.pk, again.minutes, again.questions.count()) == (made.pk, 45, 2)
    with pytest.raises(Taken):
        actions.write_course(helpers.organisation, course_told(), by=helpers.luo, at=NOON)
    actions.end_course(made, by=helpers.luo, at=NOON)
    with pytest.raises(Conflict):
        actions.write_course(helpers.organisation, course_told(), course=made, by=helpers.luo, at=NOON)
    with pytest.raises(Conflict):
        actions.offer_course(made, by=helpers.luo, at=NOON)


@pytest.mark.django_db
def test_it_does_not_end_under_people_who_have_a_seat(city: City) -> None:
    helpers = found_helpers()
    day = course_day(helpers)
    assert helpers.wu.person is not None
    actions.take_seat(day, volunteer=helpers.wu, by=helpers.wu.person, at=NOON)
    with pytest.raises(Conflict, match="have a seat"):
        actions.end_course(day.course, by=helpers.luo, at=NOON)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- 答案",
        "? 问\n- 一\n- 二\n! 为",
        "? 问\n* 一\n* 二\n! 为",
        "? 问\n* 一\n! 为",
        "? 问\n* 一\n- 二",
        "随便写",
    ],
)
def test_a_test_that_cannot_be_answered_is_not_taken(text: str) -> None:
    questions, wrong = read_test({"zh-hans": text})
    assert (questions, list(wrong)) == ([], ["zh-hans"])


@given(st.lists(st.tuples(_line, st.lists(_line, min_size=2, max_size=6), _line), min_size=1, max_size=4))
def test_what_was_read_is_written_the_same_again(parts: list[tuple[str, list[str], str]]) -> None:
    made = [
        QuestionTold(
            {"zh-hans": words}, [{"zh-hans": one} for one in answers], len(words) % len(answers), {"zh-hans": why}
        )
        for words, answers, why in parts
    ]
    assert read_test({"zh-hans": as_written(made, "zh-hans")}) == (made, {})
