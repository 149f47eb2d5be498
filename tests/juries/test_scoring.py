"""From sheets to places: which do not count, what decides between equals, and that nothing else does."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from civic.juries.rules import Decided, Judged, Marks, Outlier, counted, digest, standings, too_few, total, warmth_of
from tests.juries.tries import TRIES

WEIGHTS = (30, 25, 25, 20)
_marks = st.tuples(*[st.integers(1, 5)] * 4)


def _sheets(rows: list[tuple[int, ...]]) -> tuple[Marks, ...]:
    return tuple(Marks(juror, row) for juror, row in enumerate(rows, start=1))


_rows = st.lists(_marks, min_size=3, max_size=9)
_works = st.lists(_rows, min_size=1, max_size=12).map(
    lambda works: [Judged(number, _sheets(rows)) for number, rows in enumerate(works, start=1)]
)
_rules = st.sampled_from(list(Outlier))


@TRIES
@given(_rows, _rules)
def test_three_sheets_always_count_whatever_is_left_out(rows: list[tuple[int, ...]], rule: Outlier) -> None:
    kept = counted(_sheets(rows), WEIGHTS, outlier=rule)
    assert len(kept) >= min(3, len(rows))
    assert len(rows) - len(kept) <= (2 if rule == Outlier.ENDS else 1 if rule == Outlier.FAR else 0)


@TRIES
@given(_rows)
def test_what_is_left_out_at_the_ends_was_highest_and_lowest(rows: list[tuple[int, ...]]) -> None:
    sheets = _sheets(rows)
    kept = {sheet.juror for sheet in counted(sheets, WEIGHTS, outlier=Outlier.ENDS)}
    totals = sorted(total(sheet, WEIGHTS) for sheet in sheets)
    gone = sorted(total(sheet, WEIGHTS) for sheet in sheets if sheet.juror not in kept)
    assert gone == ([] if len(rows) < 5 else [totals[0], totals[-1]])


def test_one_sheet_far_from_the_middle_does_not_count_and_two_opposite_ones_do() -> None:
    lone = _sheets([(4, 4, 4, 4), (4, 4, 4, 4), (5, 4, 4, 4), (1, 1, 1, 1)])
    assert [sheet.juror for sheet in counted(lone, WEIGHTS, outlier=Outlier.FAR)] == [1, 2, 3]
    both = _sheets([(1, 1, 1, 1), (3, 3, 3, 3), (3, 3, 3, 3), (5, 5, 5, 5)])
    assert len(counted(both, WEIGHTS, outlier=Outlier.FAR)) == 4
    near = _sheets([(4, 4, 4, 4), (4, 4, 4, 4), (5, 4, 4, 4), (3, 3, 3, 3)])
    assert len(counted(near, WEIGHTS, outlier=Outlier.FAR)) == 4


@TRIES
@given(_works, _rules, st.integers(1, 12), st.randoms())
def test_the_result_does_not_depend_on_the_order_of_anything_nor_on_who_judged(
    works: list[Judged], rule: Outlier, places: int, chance: object
) -> None:
    placed = standings(works, WEIGHTS, outlier=rule, seed="s", places=places)
    mixed = []
    for work in works:
        sheets = list(work.sheets)
        chance.shuffle(sheets)  # type: ignore[attr-defined]
        renamed = tuple(Marks(100 - place, sheet.marks) for place, sheet in enumerate(sheets))
        mixed.append(Judged(work.number, renamed))
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    again = standings(mixed, WEIGHTS, outlier=rule, seed="s", places=places)
    assert digest(placed) == digest(again)


@TRIES
@given(_works, _rules, st.integers(1, 12))
def test_everybody_has_one_place_and_just_so_many_go_on(works: list[Judged], rule: Outlier, places: int) -> None:
    placed = standings(works, WEIGHTS, outlier=rule, seed="s", places=places)
    assert sorted(one.number for one in placed) == sorted(work.number for work in works)
    assert [one.place for one in placed] == list(range(1, len(works) + 1))
    assert sum(one.goes_on for one in placed) == min(places, len(works))
    assert all(before.points >= after.points for before, after in pairwise(placed))
    assert all(Fraction(1) <= one.points <= Fraction(5) for one in placed)


@TRIES
@given(_rows, st.integers(0, 8), st.integers(0, 3), st.sampled_from([Outlier.NONE, Outlier.ENDS]))
def test_a_better_mark_never_costs_points(
    rows: list[tuple[int, ...]], which: int, criterion: int, rule: Outlier
) -> None:
    which %= len(rows)
    better = [list(row) for row in rows]
    better[which][criterion] = min(5, better[which][criterion] + 1)

    def points(marks: list[tuple[int, ...]]) -> Fraction:
        [one] = standings([Judged(1, _sheets(marks))], WEIGHTS, outlier=rule, seed="s", places=1)
        return one.points

    assert points([tuple(row) for row in better]) >= points(rows)


def test_between_equal_points_the_criterion_that_stands_first_decides_and_then_the_lot() -> None:
    weights = (50, 50)
    alike = [
        Judged(1, _sheets([(2, 4)] * 3)),
        Judged(2, _sheets([(4, 2)] * 3)),
        Judged(3, _sheets([(3, 3)] * 3)),
        Judged(4, _sheets([(3, 3)] * 3)),
    ]
    placed = standings(alike, weights, outlier=Outlier.NONE, seed="seed", places=2)
    assert (placed[0].number, placed[-1].number) == (2, 1)
    assert [one.decided_by for one in placed] == [Decided.FIRST, Decided.CRITERIA, Decided.LOT, Decided.CRITERIA]
    orders = {
        tuple(one.number for one in standings(alike, weights, outlier=Outlier.NONE, seed=f"{n}", places=2))
        for n in range(30)
    }
    assert orders == {(2, 3, 4, 1), (2, 4, 3, 1)}  # the seed decides between equals, and between nobody else


def test_a_work_with_two_sheets_is_named() -> None:
    works = [Judged(14, _sheets([(1, 1, 1, 1)] * 2)), Judged(3, _sheets([(1, 1, 1, 1)] * 3)), Judged(9, ())]
    assert too_few(works) == [9, 14]


@TRIES
@given(st.lists(st.fractions(1, 5), min_size=1, max_size=8))
def test_every_child_reads_what_was_best_of_its_own_and_just_once(means: list[Fraction]) -> None:
    warmths = warmth_of(means)
    assert warmths.count("strong") == 1
    assert means[warmths.index("strong")] == max(means)
