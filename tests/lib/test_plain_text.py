"""What people type is cleaned without losing a word; a title never cuts a sign in two."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from civic.lib.plain_text import (
    clean_line,
    clean_text,
    clusters,
    first_sentence,
    guess_language,
    mostly_chinese,
    shortened,
)

any_text = st.text(st.characters(), max_size=120)
nasty = st.text(
    alphabet="a路 \t\n\r\x00\x0b\x85\u202e\u2066\u2069\u200b\u200d\u200e\ufe0f\u0301\u0327\u1100\u1161\u11a8\u0958"
    "\ud83d\U0001f468🇨🇳\u2028\ufeff。.",
    max_size=60,
)


# A cut mark may let its neighbours join into one letter, which only a second look sees.
@example("\u0344\u2066\u0f72\u0cc6\u102e\u0cc2")
@given(any_text | nasty)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


@given(any_text | nasty)
def test_what_is_clean_can_be_stored_and_hides_nothing(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode()
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not [sign for sign in cleaned if unicodedata.category(sign) == "Cc" and sign not in "\n\t"]
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
    assert "\n\n\n\n\n" not in cleaned
    assert cleaned == cleaned.strip()
    assert "\n" not in clean_line(text)


@given(st.text(alphabet="路灯坏了，我家门口abc DEF 123 ẍé\n。", max_size=80))
def test_ordinary_words_are_kept(text: str) -> None:
    assert clean_text(text).split() == unicodedata.normalize("NFC", text).split()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\x00b\x1bc\td", "abc\td"),
        ("abc\u202e321\u202c", "abc321"),
        ("\u2067unbalanced", "unbalanced"),
        ("15\u200e و", "15\u200e و"),
        ("路\u200b灯\ufeff坏\u00ad了", "路灯坏了"),
        ("x\u200d\u200d\u200d\u200dy", "x\u200dy"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("ź" + "\u0301" * 90, "ź" + "\u0301" * 4),
        ("a\n\n\n\n\n\n\n\n\nb", "a\n\n\n\nb"),
        ("a   \n  b \u3000\nc  ", "a\n  b\nc"),
        ("e\u0301", "é"),
        ("half \ud83d", "half"),
        ("葛󠄀", "葛󠄀"),
    ],
)
def test_each_trick_leaves_only_the_words(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_line_is_one_line() -> None:
    assert clean_line("  路灯\n坏了\t　了 ") == "路灯 坏了 了"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("门口的路灯坏了。已经三天了。", "门口的路灯坏了"),
        ("路灯坏了！！快来", "路灯坏了"),
        ("The lamp at No.5 is broken. Since Monday.", "The lamp at No.5 is broken"),
        ("See www.a.cn for version 3.5 now", "See www.a.cn for version 3.5 now"),
        ("title\nrest", "title"),
        ("尊敬的领导：您好！我家楼下噪音很大。", "我家楼下噪音很大"),
        ("您好，我家楼下噪音很大。", "您好，我家楼下噪音很大"),
        ("Hello! The drain smells.", "The drain smells"),
        ("您好！", "您好"),
        ("。。。", ""),
        ("", ""),
    ],
)
def test_a_title_is_the_first_sentence_that_says_something(text: str, title: str) -> None:
    assert first_sentence(text) == title


def test_a_long_title_is_cut_with_an_ellipsis_at_a_word_or_a_sign() -> None:
    assert first_sentence("路" * 100, 10) == "路" * 9 + "…"
    assert first_sentence("The street lamps are all broken tonight", 20) == "The street lamps…"
    assert shortened("家庭👨‍👩‍👧很好", 7) == "家庭…"
    assert shortened("cafe\u0301s abroad", 5) == "caf…"
    assert shortened("🇨🇳🇨🇳🇨🇳", 4) == "🇨🇳…"


@given(any_text, st.integers(1, 80))
def test_a_title_is_one_line_of_at_most_its_limit_and_cuts_no_sign(text: str, limit: int) -> None:
    title = first_sentence(text, limit)
    assert len(title) <= limit
    assert "\n" not in title
    title.encode()


@given(any_text)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我家门口的路灯坏了三天", "zh-hans"),
        ("我家門口的路燈壞了三天", "zh-hant"),
        ("皇后大道的街燈壞咗", "zh-hant"),
        ("你好", "zh-hans"),
        ("The lamp is broken.", "en"),
        ("家里 WiFi router 坏了", "zh-hans"),
        ("broken lamp at 中山路", "en"),
        ("Фонарь сломан", ""),
        ("街灯が壊れています、はやくなおしてください", ""),
        ("12345 !!", ""),
        ("", ""),
    ],
)
def test_the_language_is_guessed_by_its_signs(text: str, language: str) -> None:
    assert guess_language(text) == language


@given(any_text)
def test_guessing_never_fails(text: str) -> None:
    assert guess_language(text) in {"zh-hans", "zh-hant", "en", ""}
    mostly_chinese(text)
