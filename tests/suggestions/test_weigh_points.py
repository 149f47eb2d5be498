"""The office that leads a suggestion says how each point weighs, and why; nobody outside reads it before the answer."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from civic.cases.models import Line, Point
from civic.cases.rules import Outcome
from civic.cases.rules.points import Weight, outcomes_of
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.suggestions.actions import weigh_points
from tests.people import City
from tests.suggestions.ground import fresh
from tests.suggestions.weighing import AT_WORK, POINTS, answered, at_office, drafted, named, weighed

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def test_it_is_written_down_inside_with_the_reason(city: City, client: Client) -> None:
    case = weighed(city, named(city), "taken", "in-part", "not-taken")
    assert case.unweighed == 0
    rows = list(Point.objects.filter(case=case).values_list("weight", "reason", "weighed_by"))
    assert rows == [(w, f"理由{n}。", city.chen.pk) for n, w in enumerate(("taken", "in-part", "not-taken"), start=1)]
    line = Line.objects.get(case=case, verb="weigh")
    assert line.facts["weights"] == [[1, "taken"], [2, "in-part"], [3, "not-taken"]]
    page = client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    assert "理由1" not in page
    assert "Weighed" not in page
    told = client.get(f"/api/v1/suggestions/{case.number}/").json()
    assert {point["weight"] for point in told["weighed"][0]["points"]} == {""}
    assert "理由1" not in client.get(f"/api/v1/cases/{case.number}/timeline/").content.decode()


def test_an_answer_that_leaves_a_point_unweighed_is_refused(city: City) -> None:
    case = named(city)
    weigh_points(case, by=city.chen, weights={1: ("taken", "好。"), 3: ("taken", "好。")}, at=AT_WORK)
    assert fresh(case).unweighed == 1
    with pytest.raises(Conflict, match="One point of this suggestion is not weighed yet") as refused:
        handling.answer(case, by=city.chen, outcome="adopted", text="会装。", at=AT_WORK)
    assert refused.value.code == "points"
    assert fresh(case).state == "in-hand"


def test_the_answer_ends_as_its_points_were_weighed(city: City) -> None:
    case = weighed(city, named(city), "taken", "taken", "not-taken")
    for outcome in ("adopted", "not-adopted", "already-so"):
        with pytest.raises(NotValid) as refused:
            drafted(city, case, outcome=outcome)
        assert set(refused.value.fields) == {"outcome"}
    assert drafted(city, case, outcome="in-part").station == "head"


def test_the_head_signs_and_then_everybody_reads_how_each_weighed(city: City, client: Client) -> None:
    case = weighed(city, named(city), "taken", "in-part", "not-taken")
    case = drafted(city, case, outcome="in-part")
    assert case.station == "head"  # though its matter asks for no signature
    with pytest.raises(NotAllowed):
        handling.sign(case, by=city.chen, at=AT_WORK)
    case = answered(city, weighed(city, named(city), "taken", "in-part", "not-taken"), outcome="in-part")
    page = client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    for words in ("How each point weighed", "Taken in part", "Not taken", "理由1。", "理由3。", POINTS[2]):
        assert words in page
    told = client.get(f"/api/v1/suggestions/{case.number}/").json()["weighed"]
    assert [(p["weight"], p["reason"]) for p in told[0]["points"]] == [
        ("taken", "理由1。"),
        ("in-part", "理由2。"),
        ("not-taken", "理由3。"),
    ]
    assert told[0]["answered_at"]
    of_the_case = client.get(f"/cases/{case.number}/").content.decode()
    assert f'href="/suggestions/{case.number}/"' in of_the_case  # a message about the answer leads there
    assert set(Point.objects.filter(case=case).values_list("line__verb", flat=True)) == {"answer"}


def test_what_waits_for_a_signature_is_not_weighed_anew(city: City) -> None:
    case = drafted(city, weighed(city, named(city)))
    with pytest.raises(Conflict):
        weigh_points(case, by=city.chen, weights={1: ("not-taken", "改主意了。")}, at=AT_WORK)
    handling.hand_back(case, by=city.shen, reason="第一点再想想。", at=AT_WORK)
    weigh_points(case, by=city.chen, weights={1: ("not-taken", "改主意了。")}, at=AT_WORK)


@pytest.mark.parametrize("said", [{1: ("maybe", "好。")}, {1: ("taken", " ")}, {9: ("taken", "好。")}, {}])
def test_each_is_weighed_in_one_of_four_ways_and_with_a_reason(city: City, said: dict[int, tuple[str, str]]) -> None:
    case = named(city)
    with pytest.raises(NotValid):
        weigh_points(case, by=city.chen, weights=said, at=AT_WORK)
    assert fresh(case).unweighed == 3


def test_a_reason_names_nobody(city: City) -> None:
    case = named(city)
    with pytest.raises(NotValid) as refused:
        weigh_points(case, by=city.chen, weights={1: ("taken", "请打 13800138000。")}, at=AT_WORK)
    assert "13800138000" in str(refused.value.fields["point-1"])


def test_only_the_office_that_leads_it_weighs(city: City) -> None:
    case = named(city)
    for person in (city.lin, city.zhao, city.mo, city.sun):
        with pytest.raises(NotAllowed):
            weigh_points(case, by=person, weights={1: ("taken", "好。")}, at=AT_WORK)
    closed = answered(city, weighed(city, at_office(city)))
    with pytest.raises(Conflict):
        weigh_points(closed, by=city.chen, weights={1: ("taken", "好。")}, at=AT_WORK)


def test_the_database_lets_no_answer_stand_beside_an_unweighed_point(city: City) -> None:
    case = answered(city, weighed(city, named(city)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Point.objects.filter(case=case).update(weight="", reason="", weighed_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Point.objects.filter(case=case).update(reason="")


WEIGHTS = st.lists(st.sampled_from(list(Weight)), min_size=1, max_size=20)


@given(WEIGHTS)
def test_every_way_to_weigh_has_an_outcome_and_none_that_says_otherwise(weights: list[Weight]) -> None:
    fitting, some = outcomes_of(weights), set(weights)
    assert fitting
    assert (Outcome.ADOPTED in fitting) == (Weight.TAKEN in some and some <= {Weight.TAKEN, Weight.ALREADY_SO})
    assert (Outcome.ALREADY_SO in fitting) == (some == {Weight.ALREADY_SO})
    if Outcome.NOT_ADOPTED in fitting:
        assert not some & {Weight.TAKEN, Weight.IN_PART}
    assert outcomes_of(reversed(weights)) == fitting
