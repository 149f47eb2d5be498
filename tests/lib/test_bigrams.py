"""A search for any part of a Chinese text finds it, in any way of writing, and no sign typed is ever an operator."""

import re
import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.lib.bigrams import POSITIONS, fold, fts5_query, grams, query_parts, tsquery, tsvector
from civic.lib.codes import new_number


def finds(query: str, text: str) -> bool:
    """Whether SQLite finds the text by the query."""
    box = sqlite3.connect(":memory:")
    box.execute("create virtual table t using fts5(words, tokenize='unicode61 remove_diacritics 0')")
    box.execute("insert into t values (?)", [grams(text)])
    match = fts5_query(query)
    return bool(match) and box.execute("select count(*) from t where t match ?", [match]).fetchone()[0] == 1


@pytest.mark.parametrize(
    "query",
    [
        "路灯",
        "灯",
        "了",
        "路灯坏了",
        "坏了三天",
        "路燈壞了",
        "ROUTER",
        "ｒｏｕｔｅｒ",
        "路灯 router",
        "5号",
        "cafe",
        "三天，router",
    ],
)
def test_a_part_of_the_text_finds_it(query: str) -> None:
    assert finds(query, "5号门口的路灯坏了三天，Router 在 Café")


@pytest.mark.parametrize("query", ["灯路", "路坏", "坏三", "rout", "x", "", "  ", "。", '"', "*"])
def test_what_is_not_in_the_text_does_not_find_it(query: str) -> None:
    assert not finds(query, "5号门口的路灯坏了三天，Router 在 Café")


def test_two_runs_are_not_joined_across_a_comma() -> None:
    assert not finds("天路", "坏了三天，路灯")


@given(st.text(alphabet="路灯坏了燈壞三天的乾淨后後裡", min_size=1, max_size=30), st.data())
def test_every_piece_of_a_run_finds_it_and_only_pieces_do(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    assert finds(text[start : data.draw(st.integers(start + 1, len(text)))], text)
    other = data.draw(st.text(alphabet="路灯坏了燈壞三天", min_size=1, max_size=4))
    assert finds(other, text) == (fold(other) in fold(text))


@given(st.text(max_size=60), st.text(max_size=20))
def test_anything_typed_is_a_safe_query(text: str, query: str) -> None:
    finds(query, text)
    for word in re.findall(r"'(.*?)'", tsquery(query)):
        assert not set(word) & set("'\\ ()&|!<>:*\"")


@given(st.text(max_size=200))
def test_search_words_are_letters_and_digits_only(text: str) -> None:
    signs = set("".join(grams(text).split())).union(*(word for part in query_parts(text) for word in part.words))
    assert not [
        sign for sign in signs if unicodedata.category(sign)[0] in "PSZC" and unicodedata.category(sign) != "Cn"
    ]


@pytest.mark.parametrize(
    "query",
    [
        '" OR 1',
        "NEAR(路灯 坏)",
        "路灯*",
        "-路灯",
        "words:路灯",
        "a AND",
        "(((",
        "^路灯",
        "'; drop table t; --",
        "路灯\x00坏",
    ],
)
def test_operators_are_only_words(query: str) -> None:
    finds(query, "路灯坏了")
    assert not re.search(r"(^|[^'])(--|;)", tsquery(query))


def test_folding_is_the_same_for_a_sign_wherever_it_stands() -> None:
    assert fold("乾坤") == fold("乾") + fold("坤")
    assert fold("衞生間漏水、燈亮著") == "卫生间漏水、灯亮着"
    assert fold("ＡＢＣ Straße É") == "abc strasse e"


def test_a_case_number_is_one_word_with_or_without_dashes() -> None:
    number = new_number(2026, randbelow=lambda _most: 7041583)
    plain = number.replace("-", "")
    for written in (number, plain, number.replace("-", "—"), number.replace("-", " "), number.replace("-", "－")):
        text = f"我的编号是{written}，请查"
        assert plain in grams(text).split()
        for typed in (number, plain, number.replace("-", " ")):
            assert finds(typed, text)


def test_other_numbers_with_dashes_stay_apart() -> None:
    assert finds("201", "3栋1-201室")


def test_a_single_sign_is_a_beginning_and_a_phrase_keeps_its_order() -> None:
    assert fts5_query("灯") == '"灯" *'
    assert fts5_query("路灯坏 abc") == '"路灯 灯坏" AND "abc"'
    assert tsquery("灯 路灯坏 abc") == "'灯':* & ('路灯' <-> '灯坏') & ('abc')"
    assert tsvector("路灯坏 路灯") == "'路灯':1,4 '灯坏':2 '坏':3 '灯':5"
    assert fts5_query("？") == tsquery("？") == tsvector("") == ""


def test_long_texts_and_queries_are_bounded() -> None:
    assert len(grams("路灯坏了" * 20_000).split()) == POSITIONS
    assert len(query_parts("路灯 " * 500)) == 16
    assert len(query_parts("路灯坏了" * 500)[0].words) == 64
    assert max(map(len, grams("a" * 500).split())) == 64
