"""Who reads what: as many sheets as was said, nobody tied, as even as that allows, the same each time."""

from itertools import combinations, product

from hypothesis import assume, given
from hypothesis import strategies as st

from civic.juries.rules import assign, next_reader, numbered, short_of
from tests.juries.tries import TRIES

_counts = st.tuples(st.integers(1, 40), st.integers(3, 9), st.integers(3, 5))


@st.composite
def _rounds(draw: st.DrawFn) -> tuple[list[int], list[int], frozenset[tuple[int, int]], int]:
    works, jurors, each = draw(_counts)
    ties = draw(st.frozensets(st.tuples(st.integers(100, 99 + jurors), st.integers(1, works)), max_size=30))
    return list(range(1, works + 1)), list(range(100, 100 + jurors)), ties, each


@TRIES
@given(_rounds(), st.text(max_size=8))
def test_each_work_has_its_sheets_and_nobody_tied_reads_it(
    ground: tuple[list[int], list[int], frozenset[tuple[int, int]], int], seed: str
) -> None:
    works, jurors, ties, each = ground
    assume(not short_of(works, jurors, ties, each=each))
    readers = assign(works, jurors, ties, each=each, seed=seed)
    assert set(readers) == set(works)
    for work, chosen in readers.items():
        assert len(set(chosen)) == len(chosen) == each
        assert not {(juror, work) for juror in chosen} & ties


@TRIES
@given(_rounds(), st.text(max_size=8))
def test_it_is_the_same_each_time_and_in_whatever_order_it_is_asked(
    ground: tuple[list[int], list[int], frozenset[tuple[int, int]], int], seed: str
) -> None:
    works, jurors, ties, each = ground
    assume(not short_of(works, jurors, ties, each=each))
    one = assign(works, jurors, ties, each=each, seed=seed)
    assert one == assign(works[::-1], jurors[::-1], ties, each=each, seed=seed)


@TRIES
@given(st.integers(1, 60), st.integers(3, 12), st.text(max_size=8))
def test_without_ties_nobody_reads_two_more_than_another(works: int, jurors: int, seed: str) -> None:
    readers = assign(range(works), range(100, 100 + jurors), frozenset(), each=3, seed=seed)
    loads = [sum(juror in chosen for chosen in readers.values()) for juror in range(100, 100 + jurors)]
    assert max(loads) - min(loads) <= 1


@TRIES
@given(
    st.integers(1, 4),
    st.frozensets(st.tuples(st.integers(100, 103), st.integers(0, 3)), max_size=4),
    st.text(max_size=4),
)
def test_with_ties_no_other_way_of_giving_out_is_more_even(
    works: int, ties: frozenset[tuple[int, int]], seed: str
) -> None:
    """Against every way there is, for rounds small enough to try them all."""
    jurors, each = range(100, 104), 2
    assume(not short_of(range(works), jurors, ties, each=each))
    ways = [
        [pair for pair in combinations(jurors, each) if not {(juror, work) for juror in pair} & ties]
        for work in range(works)
    ]

    def unevenness(chosen: object) -> int:
        flat = [juror for pair in chosen for juror in pair]  # type: ignore[attr-defined]
        return sum(flat.count(juror) ** 2 for juror in jurors)

    ours = assign(range(works), jurors, ties, each=each, seed=seed)
    assert unevenness(ours.values()) == min(unevenness(way) for way in product(*ways))


def test_a_round_with_too_few_free_jurors_says_where_and_how_many() -> None:
    ties = frozenset({(1, 7), (2, 7)})
    assert short_of([7, 8], [1, 2, 3, 4], ties, each=3) == {7: 1}


def test_whoever_has_fewest_reads_instead_unless_she_had_it_or_is_tied() -> None:
    load = {1: 4, 2: 0, 3: 1, 4: 2}
    assert next_reader(9, load, {2}, frozenset({(3, 9)}), seed="s") == 4
    assert next_reader(9, load, {1, 2, 4}, frozenset({(3, 9)}), seed="s") is None


def test_blind_numbers_do_not_follow_the_order_of_arrival() -> None:
    names = [f"P3-{number:04d}" for number in range(1, 61)]
    order = numbered(names, seed="a seed")
    assert sorted(order) == names
    assert order != names
    assert order == numbered(names[::-1], seed="a seed")
    assert order != numbered(names, seed="another seed")
