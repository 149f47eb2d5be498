"""The newest of several sorts in one statement, told apart by the marks they were put in with."""

import pytest

from civic.lib.bigrams import mark
from civic.search import actions as search
from civic.search.queries import Sort, newest_of

pytestmark = pytest.mark.django_db
SORTS = {
    "answers": Sort("case", having=("answered",)),
    "open": Sort("case", lacking=("answered",)),
    "guides": Sort("guide", having=("guide",)),
}


def test_each_sort_is_found_by_its_marks_the_last_first(django_assert_num_queries: object) -> None:
    for ref in range(1, 8):
        search.put("public", "case", ref, [*([mark("answered")] if ref % 2 else []), "路灯不亮"])
    search.put("public", "guide", 1, [mark("guide"), "路灯的规定"])
    search.put("desk", "case", 99, ["路灯不亮"])
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = newest_of(SORTS, side="public", text="路灯", most=3)
    assert found == {"answers": [7, 5, 3], "open": [6, 4, 2], "guides": [1]}
    assert newest_of(SORTS, side="public", text="路灯", most=3, after=3)["answers"] == [1]


def test_an_empty_question_finds_nothing_and_asks_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert newest_of(SORTS, side="public", text="!!", most=3) == {"answers": [], "open": [], "guides": []}


def test_nobody_becomes_a_guide_by_writing_the_mark() -> None:
    search.put("public", "case", 1, [mark("guide"), "路灯"])
    assert newest_of(SORTS, side="public", text="路灯", most=3)["guides"] == []
