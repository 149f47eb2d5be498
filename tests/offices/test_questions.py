"""The questions of a matter: how they are written down, and which answers fit. No table is asked."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.offices.rules import answer_words, check_answers, is_shown, questions_fault, read_questions

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def label(words: str = "问题") -> dict[str, str]:
    return {"zh-hans": words, "zh-hant": "", "en": "Question"}


def question(key: str, kind: str = "text", **facts: Any) -> dict[str, Any]:
    options = [{"key": name, "label": label(name)} for name in facts.pop("options", [])]
    return {"key": key, "kind": kind, "label": label(), "options": options, **facts}


CHAIN = [
    question("where", "one", options=["home", "street"]),
    question("what", "several", options=["noise", "smell"], shown_when={"key": "where", "value": "home"}),
    question("since", "date", required=True, shown_when={"key": "what", "value": "smell"}),
    question("how-many", "number"),
    question("lamp", "component", component="0118"),
    question("more", "text"),
]
READ = read_questions(CHAIN)


def test_questions_without_a_fault_are_read_as_they_were_written() -> None:
    assert questions_fault(CHAIN) == {}
    assert [asked.key for asked in READ] == ["where", "what", "since", "how-many", "lamp", "more"]
    assert READ[2].is_required
    assert READ[1].shown_when is not None
    assert READ[4].component == "0118"
    assert questions_fault([]) == {}


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("x", "questions"),
        ([1], "questions"),
        ([question(f"q{place}") for place in range(9)], "questions"),
        ([question("Not a key")], "questions.0.key"),
        ([question("a"), question("a")], "questions.1.key"),
        ([question("a", "picture")], "questions.0.kind"),
        ([question("a") | {"label": {"en": "Only English"}}], "questions.0.label"),
        ([question("a") | {"label": label("长" * 201)}], "questions.0.label"),
        ([question("a") | {"hint": {"fr": "x"}}], "questions.0.hint"),
        ([question("a") | {"hint": ["x"]}], "questions.0.hint"),
        ([question("a", "one", options=["b"])], "questions.0.options"),
        ([question("a", "several", options=["b", "b"])], "questions.0.options"),
        ([question("a", "one", options=["b", "Not a key"])], "questions.0.options"),
        ([question("a", "text", options=["b", "c"])], "questions.0.options"),
        ([question("a", shown_when={"key": "a", "value": "b"})], "questions.0.shown_when"),
        ([question("a"), question("b", shown_when={"key": "a", "value": "x"})], "questions.1.shown_when"),
        (
            [question("a", "one", options=["c", "d"]), question("b", shown_when={"key": "a", "value": "e"})],
            "questions.1.shown_when",
        ),
        ([question("a", component="0118")], "questions.0.component"),
        ([question("a", "component", component="x")], "questions.0.component"),
    ],
)
def test_each_fault_is_told_at_its_place(written: Any, place: str) -> None:
    faults = questions_fault(written)
    assert list(faults) == [place]
    assert str(faults[place]).endswith(".")


@given(JSON | st.lists(st.fixed_dictionaries({"key": st.just("a"), "kind": JSON, "label": JSON, "options": JSON})))
def test_whatever_is_written_down_a_fault_is_told_and_nothing_breaks(written: Any) -> None:
    if questions_fault(written) == {}:
        check_answers(read_questions(written), {})


ANSWERS = st.dictionaries(
    st.sampled_from(["where", "what", "since", "how-many", "lamp", "more", "stray"]),
    JSON | st.sampled_from(["home", "street", "2026-11-03", "12", "1,000.5", ["noise", "smell"], "9901020118000001"]),
)


@settings(max_examples=300)
@given(ANSWERS)
def test_kept_answers_fit_their_questions_and_would_be_kept_again(given_answers: dict[str, Any]) -> None:
    kept, wrong = check_answers(READ, given_answers)
    assert set(kept) & set(wrong) == set()
    assert check_answers(READ, kept)[0] == kept
    assert all(is_shown(asked, kept) for asked in READ if asked.key in kept)
    assert all(str(sentence).endswith((".", "?")) for sentence in wrong.values())
    for asked in READ:
        if asked.key in kept:
            assert answer_words(asked, kept[asked.key], "zh-hans")


@given(st.one_of(st.floats(), st.integers(), st.text(max_size=20)))
def test_a_number_that_is_kept_is_finite(answer: Any) -> None:
    kept, _wrong = check_answers(READ, {"how-many": answer})
    assert abs(kept.get("how-many", 0)) <= 1_000_000_000


def test_a_chain_hides_what_stands_behind_it() -> None:
    everything = {"where": "home", "what": ["smell"], "since": "2026-11-03"}
    assert check_answers(READ, everything)[0] == everything
    assert check_answers(READ, everything | {"where": "street"})[0] == {"where": "street"}
    assert check_answers(READ, everything | {"what": ["noise"]})[0] == {"where": "home", "what": ["noise"]}


def test_only_a_question_that_is_shown_must_be_answered() -> None:
    assert check_answers(READ, {"where": "street"}) == ({"where": "street"}, {})
    assert list(check_answers(READ, {"where": "home", "what": "smell"})[1]) == ["since"]


@pytest.mark.parametrize(
    ("key", "answer", "kept"),
    [
        ("how-many", " １２ ", 12),
        ("how-many", "1,000", 1000),
        ("how-many", "1.5", 1.5),
        ("more", "  有\x00味道  ", "有味道"),
        ("lamp", "9901020118000001", "9901020118000001"),
        ("more", "", None),
        ("stray", "anything", None),
    ],
)
def test_an_answer_is_kept_as_it_is_meant(key: str, answer: Any, kept: Any) -> None:
    assert check_answers(READ, {key: answer}) == ({key: kept} if kept is not None else {}, {})


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("where", "moon"),
        ("where", ["home"]),
        ("how-many", "many"),
        ("how-many", "1,5"),
        ("how-many", True),
        ("how-many", float("nan")),
        ("how-many", 10**400),
        ("more", "字" * 501),
        ("more", "\x00"),
        ("more", 3),
        ("lamp", "../etc"),
        ("lamp", "9" * 41),
    ],
)
def test_an_answer_that_does_not_fit_is_told(key: str, answer: Any) -> None:
    kept, wrong = check_answers(READ, {key: answer})
    assert (kept, list(wrong)) == ({}, [key])


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "0202-01-01", "9999-01-01", 20261103])
def test_a_day_that_cannot_be_is_told(day: Any) -> None:
    assert list(check_answers(READ[3:4] + read_questions([question("since", "date")]), {"since": day})[1]) == ["since"]


def test_answers_are_told_in_the_language_of_the_reader() -> None:
    where, what, since, many = READ[:4]
    assert answer_words(where, "home", "en") == "Question"
    assert answer_words(where, "home", "zh-hant") == "home"  # nothing written in it: the simplified words
    assert answer_words(what, ["noise", "smell"], "zh-hans") == "noise、smell"
    assert answer_words(what, ["noise", "gone"], "en") == "Question, gone"
    assert "2026" in answer_words(since, "2026-11-03", "en")
    assert answer_words(many, 3, "en") == "3"
