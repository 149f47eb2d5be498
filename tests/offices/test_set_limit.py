"""How fast: by condition and grade of the place, in stages."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.lib.refusals import NotValid
from civic.offices.actions import drop_limit, set_limit, set_limits
from civic.offices.models import Limit, Stage
from civic.offices.queries import conditions_of, limit_for, limits_of
from civic.offices.rules import LimitDraft
from civic.offices.rules.limits import grades_in_order
from tests.people import City, names


def stage(key: str = "repair", amount: int = 8, unit: str = "working-hours") -> dict[str, Any]:
    return {"key": key, "names": names("修复", "修復", "Repaired"), "amount": amount, "unit": unit}


def test_the_most_exact_limit_counts(city: City) -> None:
    matter, main = city.matter("0101"), names("主干道上", "", "On a main road")
    assert [(s.key, s.amount, s.unit) for s in limit_for(matter).stages] == [("answer", 7, "working-days")]
    set_limit(matter, stages=[stage(amount=40)])
    set_limit(matter, grade=1, stages=[stage(amount=20)])
    set_limit(matter, condition="main-road", names=main, stages=[stage(amount=10)])
    set_limit(matter, condition="main-road", names=main, grade=1, stages=[stage(amount=5)])

    def amount(condition: str, grade: int) -> int:
        return limit_for(matter, condition=condition, grade=grade).stages[0].amount

    assert [amount("", 0), amount("", 3), amount("", 1)] == [40, 40, 20]
    assert [amount("main-road", 0), amount("main-road", 2), amount("main-road", 1)] == [10, 10, 5]
    assert amount("unknown", 1) == 20
    assert conditions_of(matter) == [("main-road", "On a main road")]
    assert [(plan.condition, plan.grade) for plan in limits_of(matter)] == [
        ("", 0),
        ("", 1),
        ("main-road", 0),
        ("main-road", 1),
    ]


def test_stages_keep_their_order_and_are_replaced_whole(city: City) -> None:
    matter = city.matter("0102")
    set_limit(matter, stages=[stage("fence", 3, "urgent-hours"), stage("repair"), stage("restore", 5, "working-days")])
    assert [step.key for step in limit_for(matter).stages] == ["fence", "repair", "restore"]
    assert limit_for(matter).stages[0].name == "Repaired"
    set_limit(matter, stages=[stage("repair")])
    assert (Limit.objects.count(), Stage.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"stages": [stage(amount=0)]}, "stages"),
        ({"stages": [stage(unit="fortnights")]}, "stages"),
        ({"stages": [stage("a"), stage("a")]}, "stages"),
        ({"stages": [stage("Not a key")]}, "stages"),
        ({"stages": [stage() | {"names": {}}]}, "stages"),
        ({"stages": []}, "stages"),
        ({"stages": [stage()], "grade": 4}, "grade"),
        ({"stages": [stage()], "condition": "main-road"}, "names"),
        ({"stages": [stage()], "condition": "Main road", "names": names("主", "", "")}, "condition"),
    ],
)
def test_a_limit_that_promises_nothing_is_refused(city: City, given: dict[str, Any], place: str) -> None:
    with pytest.raises(NotValid) as refused:
        set_limit(city.matter("0101"), **given)
    assert list(refused.value.fields) == [place]
    assert not Limit.objects.exists()


def test_the_strictest_place_never_waits_longer(city: City) -> None:
    matter = city.matter("0101")
    set_limit(matter, grade=3, stages=[stage(amount=2, unit="working-days")])
    set_limit(matter, grade=1, stages=[stage(amount=18, unit="working-hours")])  # two days, told otherwise
    with pytest.raises(NotValid, match="strictest"):
        set_limit(matter, grade=2, stages=[stage(amount=17, unit="working-hours")])
    with pytest.raises(NotValid, match="strictest"):
        set_limit(matter, grade=1, stages=[stage(amount=3, unit="working-days")])
    set_limit(matter, condition="other", names=names("别处", "", ""), grade=1, stages=[stage(amount=9, unit="days")])


def test_a_dropped_limit_leaves_the_next_less_exact_one(city: City) -> None:
    matter = city.matter("0101")
    usual = set_limit(matter, stages=[stage(amount=40)])
    strict = set_limit(matter, grade=1, stages=[stage(amount=20)])
    set_limit(matter, grade=2, stages=[stage(amount=30)])
    with pytest.raises(NotValid, match="strictest"):  # grade 1 would fall back on forty hours
        drop_limit(strict)
    drop_limit(usual)
    assert limit_for(matter, grade=3).stages[0].key == "answer"


def test_all_limits_of_a_matter_are_set_at_once_or_not_at_all(city: City) -> None:
    matter = city.matter("0101")
    kept = set_limit(matter, stages=[stage()])
    set_limit(matter, grade=1, stages=[stage(amount=4)])
    with pytest.raises(NotValid) as refused:
        set_limits(matter, [LimitDraft("", {}, 0, [stage()]), LimitDraft("", {}, 0, [stage()])])
    assert list(refused.value.fields) == ["limits"]
    with pytest.raises(NotValid) as refused:
        set_limits(matter, [LimitDraft("", {}, 0, [stage()]), LimitDraft("", {}, 1, [stage(amount=0)])])
    assert list(refused.value.fields) == ["limits.1.stages"]
    set_limits(matter, [LimitDraft("", {}, 0, [stage()])])
    assert list(Limit.objects.all()) == [kept]


@given(st.dictionaries(st.integers(0, 3), st.floats(0.1, 500), max_size=4))
def test_a_stricter_grade_is_never_slower_where_the_order_holds(hours: dict[int, float]) -> None:
    lengths = [hours.get(grade, hours.get(0)) for grade in (1, 2, 3)]
    told = [length for length in lengths if length is not None]
    assert grades_in_order(hours) == all(one <= two for one, two in itertools.pairwise(told))
