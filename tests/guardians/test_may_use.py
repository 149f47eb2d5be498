"""What a child's data may be used for, from every word that was given."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from civic.guardians.rules import ALWAYS_GUARDIAN, Purpose, Voice, Word, age_on, may_use, uses_from
from tests.people import NOON


def _word(voice: str, speaker: int, is_yes: bool, *, hours: int = 0, purpose: str = Purpose.ENTER) -> Word:
    return Word(voice, speaker, purpose, is_yes, NOON + timedelta(hours=hours))


def test_under_fourteen_nothing_goes_without_a_guardian() -> None:
    assert not may_use(Purpose.ENTER, [], age=10)
    assert not may_use(Purpose.ENTER, [_word(Voice.CHILD, 0, True)], age=13)
    assert may_use(Purpose.ENTER, [_word(Voice.GUARDIAN, 1, True)], age=13)


def test_from_fourteen_on_the_child_says_it_itself_and_for_its_face_a_guardian_too() -> None:
    guardian, own = _word(Voice.GUARDIAN, 1, True), _word(Voice.CHILD, 0, True)
    assert not may_use(Purpose.ENTER, [guardian], age=14)
    assert may_use(Purpose.ENTER, [own], age=14)
    for purpose in ALWAYS_GUARDIAN:
        mine = _word(Voice.CHILD, 0, True, purpose=purpose)
        assert not may_use(purpose, [mine], age=16)
        assert may_use(purpose, [mine, _word(Voice.GUARDIAN, 1, True, purpose=purpose)], age=16)


def test_of_two_guardians_who_disagree_the_no_counts_until_it_becomes_a_yes() -> None:
    words = [_word(Voice.GUARDIAN, 1, True), _word(Voice.GUARDIAN, 2, False, hours=1)]
    assert not may_use(Purpose.ENTER, words, age=10)
    assert may_use(Purpose.ENTER, [*words, _word(Voice.GUARDIAN, 2, True, hours=2)], age=10)


def test_a_child_that_says_no_is_heard_at_any_age() -> None:
    words = [_word(Voice.GUARDIAN, 1, True), _word(Voice.CHILD, 0, False)]
    assert not may_use(Purpose.ENTER, words, age=9)


_words = st.lists(
    st.builds(
        lambda voice, who, yes, hour: _word(voice, 0 if voice == Voice.CHILD else who, yes, hours=hour),
        st.sampled_from(list(Voice)),
        st.integers(1, 3),
        st.booleans(),
        st.integers(0, 99),
    ),
    unique_by=lambda word: word.at,
)


@given(_words, st.integers(9, 17))
def test_nothing_is_used_against_the_latest_word_of_anybody(words: list[Word], age: int) -> None:
    latest = {(word.voice, word.speaker): word.is_yes for word in sorted(words, key=lambda word: word.at)}
    if may_use(Purpose.ENTER, words, age=age):
        assert all(latest.values())
        assert latest


def test_somebody_born_on_the_29th_of_february_grows_older_on_the_first_of_march() -> None:
    assert age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert age_on(date(2012, 2, 29), date(2026, 3, 1)) == 14


def test_from_fourteen_on_a_volunteer_needs_both_words_and_no_other_track() -> None:
    mother = _word(Voice.GUARDIAN, 1, True, purpose=Purpose.VOLUNTEER)
    own = _word(Voice.CHILD, 0, True, hours=1, purpose=Purpose.VOLUNTEER)
    assert uses_from([mother], age=16) == frozenset() == uses_from([own], age=16)
    assert uses_from([mother, own], age=16) == {"volunteer"}
    assert uses_from([mother, own, _word(Voice.CHILD, 0, True, purpose=Purpose.PUBLISH)], age=16) == {"volunteer"}


def test_volunteering_opens_nothing_of_the_little_mayor_and_the_other_way_round() -> None:
    entered = [_word(Voice.CHILD, 0, True, purpose=purpose) for purpose in (Purpose.ENTER, Purpose.JURY)]
    assert uses_from(entered, age=15) == {"enter", "jury"}
