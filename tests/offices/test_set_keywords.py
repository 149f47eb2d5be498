"""Words that point to a matter, and the matters they suggest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.lib.refusals import NotValid
from civic.offices.actions import amend_matter, set_keywords
from civic.offices.queries import forget_keywords, suggested_matters
from tests.people import City

WORDS = {
    "0101": ["路灯:3", "灯不亮", "street lamp", "lamp:1"],
    "0102": ["井盖:3", "manhole", "broken cover", "Wi-Fi"],
    "0900": ["路:1", "lamp:1"],
}


def codes(text: str) -> list[str]:
    return [found.matter.code for found in suggested_matters(text)]


@pytest.fixture
def worded_city(city: City) -> City:
    for code, words in WORDS.items():
        set_keywords(city.matter(code), words)
    return city


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("樓下路燈不亮", ["0101", "0900"]),
        ("The MANHOLES on our road", ["0102"]),
        ("a lampoon", []),
        ("cover of the drain is broken", ["0102"]),
        ("no wi-fi here", ["0102"]),
        ("ｌａｍｐ", ["0101", "0900"]),
        ("", []),
    ],
)
def test_words_suggest_matters_whatever_script_they_are_written_in(
    worded_city: City, text: str, found: list[str]
) -> None:
    assert codes(text) == found


def test_the_weights_decide_and_the_words_are_told(worded_city: City) -> None:
    best, second = suggested_matters("路灯和井盖都坏了，路灯不亮", most=2)
    assert (best.matter.code, set(best.words)) == ("0101", {"路灯", "灯不亮"})
    assert second.matter.code == "0102"


def test_a_warm_suggestion_asks_nothing_and_a_cold_one_twice(worded_city: City) -> None:
    forget_keywords()
    with CaptureQueriesContext(
        connection,
    ) as cold:
        codes("路灯")
    with CaptureQueriesContext(connection) as warm:
        codes("井盖")
    assert (len(cold), len(warm)) == (2, 0)


def test_what_is_changed_counts_at_once(worded_city: City) -> None:
    assert codes("井盖") == ["0102"]
    set_keywords(worded_city.matter("0102"), ["井口"])
    assert codes("井盖") == []
    amend_matter(worded_city.matter("0102"), is_active=False)
    assert codes("井口") == []


def test_the_same_word_in_two_scripts_counts_once_with_its_greater_weight(city: City) -> None:
    kept = set_keywords(city.matter("0101"), ["路灯:1", "路燈:3", "LAMP", "lamp"])
    assert [(word.folded, word.weight) for word in kept] == [("路灯", 3), ("lamp", 2)]


@pytest.mark.parametrize("words", [["长" * 41], ["灯:4"], ["……"], [f"词{place}" for place in range(41)]])
def test_odd_keywords_are_refused(city: City, words: list[str]) -> None:
    with pytest.raises(NotValid) as refused:
        set_keywords(city.matter("0101"), words)
    assert list(refused.value.fields) == ["keywords"]
