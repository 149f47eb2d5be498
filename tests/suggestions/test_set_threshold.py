"""Set how many supporters oblige an answer in an area: from a day on, with a reason, never for what is open."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.accounts.actions import hire
from civic.journal.models import Change
from civic.journal.queries import broken_among
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.actions import appoint
from civic.suggestions.actions import open_for_support, set_threshold
from civic.suggestions.models import Suggestion, Threshold
from civic.suggestions.queries import held_in, obliges_in
from civic.suggestions.rules.thresholds import USUAL, Obliges, Since, holding_on
from tests.at_once import at_once
from tests.people import NOON, SINCE, City
from tests.suggestions.ground import DAY, opened, suggested, threshold

TODAY = localdate(NOON)
EN = {"accept-language": "en"}
REASON = "人口只有全市的一半。"


def put(city: City, needed: int | None, *, code: str = "990102", since: date = TODAY, by: Any = None) -> Threshold:
    """So many from that day on; None: as above."""
    said = Obliges(needed, 15, 40) if needed is not None else None
    return set_threshold(city.area(code), by=by or city.lin, obliges=said, since=since, reason=REASON, at=NOON)


@pytest.mark.django_db
def test_what_is_opened_from_that_day_on_goes_by_it_and_what_is_open_keeps_its_numbers(city: City) -> None:
    threshold(city, 100)
    before = opened(city)
    put(city, 30, since=TODAY + timedelta(days=3))
    sooner, later = suggested(city, text="图书馆晚上开到九点。"), suggested(city, text="河边加一排长椅。")
    open_for_support(sooner, by=city.lin, at=NOON + 2 * DAY)
    open_for_support(later, by=city.lin, at=NOON + 3 * DAY)
    told = [Suggestion.objects.get(case=case).needed for case in (before, sooner, later)]
    assert told == [100, 100, 30]


@pytest.mark.django_db
def test_an_area_inherits_until_it_has_its_own_and_again_afterwards(city: City) -> None:
    area = city.area("990102")
    assert obliges_in(area, on=TODAY) == USUAL
    put(city, 200, code="990100")
    assert (held_in([area], on=TODAY)[0].source, obliges_in(area, on=TODAY).needed) == ("990100", 200)
    put(city, 40)
    assert held_in([area], on=TODAY)[0].is_own
    put(city, None, since=TODAY + timedelta(days=1))
    assert obliges_in(area, on=TODAY).needed == 40
    assert obliges_in(area, on=TODAY + timedelta(days=1)).needed == 200
    assert held_in([area], on=TODAY)[0].next == Since(TODAY + timedelta(days=1), None)


@pytest.mark.django_db
def test_of_two_set_for_one_day_the_later_word_counts(city: City) -> None:
    put(city, 40)
    put(city, 50)
    assert obliges_in(city.area("990102"), on=TODAY).needed == 50
    assert Threshold.objects.count() == 2  # nothing is overwritten


@pytest.mark.django_db
def test_each_is_one_line_in_the_chain_of_changes_with_its_reason(city: City) -> None:
    put(city, 40)
    line = Change.objects.get(about="suggestions.threshold:990102")
    assert (line.facts["before"]["needed"], line.facts["after"]["needed"]) == (100, 40)
    assert line.facts["given"] == {"since": TODAY.isoformat(), "reason": REASON, "inherits": False}
    assert not broken_among([line])


@pytest.mark.django_db
def test_a_supervisor_sets_it_in_the_areas_of_her_post_an_administrator_everywhere(city: City) -> None:
    for name in ("mo", "chen", "shen", "he", "sun", "dong", "mei"):
        with pytest.raises(NotAllowed, match="set by administrators"):
            put(city, 40, by=getattr(city, name))
    put(city, 40, by=city.root)
    lu = hire(handle="lu-min", name="Lu", at=NOON)
    post = {"side": "check", "role": "supervisor", "office": city.office("supervision"), "area": city.area("990101")}
    appoint(lu, **post, starts=SINCE, at=NOON)
    put(city, 40, code="990101", by=lu)
    for code in ("990102", "990100"):
        with pytest.raises(NotAllowed, match="outside your post"):
            put(city, 40, code=code, by=lu)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "given_"),
    [
        ("since", {"since": TODAY - timedelta(days=1)}),
        ("since", {"since": None}),
        ("since", {"since": TODAY + timedelta(days=400)}),
        ("reason", {"reason": "  "}),
        ("reason", {"reason": "长" * 1001}),
        ("needed", {"obliges": Obliges(0, 15, 40)}),
        ("needed", {"obliges": Obliges(10**9, 15, 40)}),
        ("answer_days", {"obliges": Obliges(40, 0, 40)}),
        ("support_days", {"obliges": Obliges(40, 15, 1000)}),
    ],
)
def test_what_cannot_be_is_told_by_field_and_nothing_is_kept(city: City, field: str, given_: dict[str, Any]) -> None:
    said: dict[str, Any] = {"obliges": Obliges(40, 15, 40), "since": TODAY, "reason": REASON} | given_
    with pytest.raises(NotValid) as refused:
        set_threshold(city.area("990102"), by=city.lin, at=NOON, **said)
    assert list(refused.value.fields) == [field]
    assert not Threshold.objects.exists()
    assert not Change.objects.filter(about__startswith="suggestions").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kept", [{"needed": 5}, {"needed": 0, "answer_days": 1, "support_days": 1}])
def test_the_database_keeps_no_half_threshold(city: City, kept: dict[str, int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Threshold.objects.create(area=city.area("990102"), **kept)


@pytest.mark.django_db
def test_at_the_desk_it_shows_what_is_inherited_and_keeps_what_was_typed(city: City, as_person: Any) -> None:
    client = as_person(city.lin)
    assert "the usual ones" in client.get("/desk/thresholds/", headers=EN).content.decode()
    page = client.get("/desk/thresholds/990102/", headers=EN).content.decode()
    assert "Nobody has set any here or above" in page
    form = {"which": "own", "needed": "40", "answer_days": "15", "support_days": "x", "since": "2020-01-01"}
    wrong = client.post("/desk/thresholds/990102/", form | {"reason": REASON}, headers=EN)
    assert wrong.status_code == 400
    assert REASON in wrong.content.decode()
    day = (localdate() + timedelta(days=9)).isoformat()
    good = form | {"support_days": "40", "since": day, "reason": REASON}
    late = client.post("/desk/thresholds/990102/", good | {"since": "2020-01-01"}, headers=EN)
    assert "from today on" in late.content.decode()
    assert client.post("/desk/thresholds/990102/", good).status_code == 302
    page = client.get("/desk/thresholds/990102/", headers=EN).content.decode()
    assert "To come" in page
    assert (
        client.post("/desk/thresholds/990102/", {"which": "inherited", "since": day, "reason": REASON}).status_code
        == 302
    )
    assert client.get("/desk/thresholds/no-such/").status_code == 404
    assert as_person(city.root).get("/desk/thresholds/990102/").status_code == 200
    assert as_person(city.chen).get("/desk/thresholds/").status_code == 403


@pytest.mark.django_db
def test_programs_read_it_with_what_is_inherited(city: City, client: Any) -> None:
    put(city, 200, code="990100")
    one = client.get("/api/v1/thresholds/?area=990102").json()
    assert [(row["needed"], row["set_in"], row["changes_on"]) for row in one] == [(200, "990100", None)]
    assert {row["area"]["code"] for row in client.get("/api/v1/thresholds/").json()} >= {"990100", "990101", "990102"}
    assert client.get("/api/v1/thresholds/?area=nowhere").status_code == 400


@pytest.mark.django_db
def test_the_list_asks_once_however_many_areas(city: City, django_assert_num_queries: Any) -> None:
    areas = [city.area(code) for code in ("990100", "990101", "990102")]
    put(city, 40)
    with django_assert_num_queries(1):
        assert [held.obliges.needed for held in held_in(areas, on=TODAY)] == [100, 100, 40]


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
steps = st.lists(st.tuples(st.one_of(st.none(), days), st.one_of(st.none(), st.integers(1, 9))), max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps, day=days)
def test_what_holds_on_a_day_is_the_newest_that_has_begun(steps: list[Any], day: date) -> None:
    made = [Since(since, Obliges(needed, 1, 1) if needed else None) for since, needed in steps]
    in_order = sorted(made, key=lambda step: step.since or date.min)
    begun = [step for step in in_order if step.since is None or step.since <= day]
    assert holding_on(in_order, day) == (begun[-1].obliges if begun else None)
    assert holding_on([*in_order, Since(day + timedelta(days=1), Obliges(9, 9, 9))], day) == holding_on(in_order, day)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_both_written_down_and_the_chain_holds(city: City) -> None:
    at_once(*(lambda needed=needed: put(city, needed) for needed in (30, 40, 50)))
    lines = list(Change.objects.filter(about__startswith="suggestions.threshold").order_by("seq"))
    assert (Threshold.objects.count(), len(lines), broken_among(lines)) == (3, 3, set())
    afters = [line.facts["after"]["needed"] for line in lines]
    assert [line.facts["before"]["needed"] for line in lines] == [100, *afters[:2]]
