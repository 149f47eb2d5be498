"""The place remembers: what comes back is linked, shown on both, and counted; nothing hidden is told by it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from civic.cases.actions import follow, forget_reporter
from civic.cases.models import Case, Rebound
from civic.cases.queries import STRANGER, Viewer
from civic.cases.queries.rebounds import place_memory, rebound_rate, rebounds_by_office
from civic.cases.rules.rebound import Spot, came_back, is_often, is_same_place
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.offices import actions as offices
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from tests.people import IN_DONGQIAO, NOON, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LAT, LON = IN_DONGQIAO
METRE = 1 / 111_320
CLOSED = NOON + 5 * HOUR  # when city.case("closed") is


def again(city: City, days: float = 5, metres: float = 10, **given: Any) -> Case:
    """Another report about the lamp, so many days after the first was closed and so far away."""
    place = {"lat": LAT + metres * METRE, "lon": LON} | given
    return city.filed("又不亮了。", at=CLOSED + days * DAY, **place).case


def links(case: Case) -> list[tuple[str, int | None, int]]:
    """What a case is linked to: number, metres, days."""
    rows = Rebound.objects.filter(case=case).order_by("-earlier__closed_at")
    return [(row.earlier.number, row.metres, row.days) for row in rows]


def rate(**given: Any) -> tuple[int, int]:
    """Of how many closed ones how many came back, in these months."""
    told = rebound_rate(since=NOON - 30 * DAY, until=NOON + 300 * DAY, **given)
    return told.closed, told.returned


def memory(case: Case, viewer: Viewer = STRANGER) -> list[str] | None:
    """The numbers of the cases a place remembers for a reader."""
    told = place_memory(case, viewer, at=CLOSED + 30 * DAY, language="en")
    return [visit.number for visit in told.visits] if told else None


# --- the rule ---


def test_a_new_case_ten_metres_and_five_days_after_closing_is_linked_and_counted_in_the_rebound_rate(
    city: City,
) -> None:
    closed = city.case("closed")
    assert rate() == (1, 0)
    case = again(city)
    assert links(case) == [(closed.number, 10, 5)]
    assert rate() == (1, 1)
    assert rate(office=city.office("dongqiao-lamps"), area=city.area()) == (1, 1)
    assert rate(office=city.office("drains")) == (0, 0)
    assert rate(area=city.area("990101")) == (0, 0)
    told = rebounds_by_office(since=NOON, until=NOON + DAY)
    assert [(one.closed, one.returned) for one in told.values()] == [(1, 1)]


@pytest.mark.parametrize(
    ("days", "metres", "more"),
    [
        (5, 60, {}),  # too far
        (91, 10, {}),  # too late
        (-0.1, 10, {}),  # before it was closed
        (5, 10, {"kind": "question"}),
        (5, 10, {"kind": "thanks"}),
        (5, 10, {"source": "import", "source_ref": "7"}),  # what an earlier system recorded
        (5, 10, {"lat": None, "lon": None, "address": "望江路 18 号"}),  # nobody knows where
    ],
)
def test_what_is_too_far_too_late_or_of_another_sort_did_not_come_back(
    city: City, days: float, metres: float, more: dict[str, Any]
) -> None:
    city.case("closed")
    assert links(again(city, days, metres, **more)) == []
    assert rate() == (1, 0)


def test_another_matter_did_not_come_back(city: City) -> None:
    city.case("closed")
    assert links(again(city, matter=city.matter("0102"))) == []


def test_each_matter_says_how_near_and_how_soon(city: City) -> None:
    city.case("closed")
    offices.amend_matter(city.matter(), rebound_metres=100, rebound_days=4)
    assert links(again(city, 5, 60)) == []
    assert len(links(again(city, 3, 90))) == 1
    offices.amend_matter(city.matter(), rebound_days=0)
    assert links(again(city, 0.5)) == []
    assert rate() == (0, 0)  # of this matter nothing is said to come back


def test_the_checking_side_finds_another_matter_and_the_case_is_linked_anew(city: City) -> None:
    closed = city.case("closed")
    unsorted = again(city, matter=None)
    assert links(unsorted) == []
    supervision.accept(unsorted, by=city.lin, matter=city.matter(), at=CLOSED + 6 * DAY)
    assert links(unsorted) == [(closed.number, 10, 5)]
    mistaken = again(city)
    assert len(links(mistaken)) == 1
    supervision.accept(mistaken, by=city.lin, matter=city.matter("0102"), at=CLOSED + 6 * DAY)
    assert links(mistaken) == []


def test_a_report_turned_away_or_taken_back_or_unfounded_is_no_return(city: City) -> None:
    city.case("closed")
    case = again(city)
    supervision.decline(case, by=city.lin, basis="第三条", text="没有这回事。", at=CLOSED + 6 * DAY)
    assert rate() == (1, 0)
    other = again(city)
    assert rate() == (1, 1)
    Case.objects.filter(pk=other.pk).update(is_unfounded=True)
    assert rate() == (1, 0)


def test_merged_reports_count_once_and_an_undone_merge_counts_again(city: City) -> None:
    city.case("closed")
    parent, child = again(city), again(city, 6)
    supervision.accept(parent, by=city.lin, matter=city.matter(), at=CLOSED + 7 * DAY)
    supervision.merge(child, by=city.lin, into=parent, at=CLOSED + 7 * DAY)
    standing = Rebound.objects.standing()
    assert [row.case_id for row in standing] == [parent.pk]
    supervision.unmerge(child, by=city.lin, reason="不是同一盏。", at=CLOSED + 8 * DAY)
    assert {row.case_id for row in standing.all()} == {parent.pk, child.pk}
    assert rate() == (1, 1)  # one closed case came back, however many told so


def test_a_merged_report_that_was_closed_with_the_other_is_still_no_return_of_its_own(city: City) -> None:
    closed = city.case("closed")
    parent, child = city.case("in-hand", at=CLOSED + DAY), again(city, 1.5)
    supervision.merge(child, by=city.lin, into=parent, at=CLOSED + 2 * DAY)
    handling.answer(parent, by=city.chen, outcome="solved", text="又换了一段电缆。", at=CLOSED + 3 * DAY)
    supervision.verify(parent, by=city.lin, text="亮着。", at=CLOSED + 3 * DAY + HOUR)
    while follow(at=CLOSED + 4 * DAY):
        pass
    child.refresh_from_db()
    assert (child.state, child.is_merged) == ("closed", True)
    assert [(row.case_id, row.earlier_id) for row in Rebound.objects.standing()] == [(parent.pk, closed.pk)]
    assert rate() == (2, 1)  # the report that was merged stands in neither number


def test_a_part_that_was_split_off_is_no_return(city: City) -> None:
    city.case("closed")
    whole = again(city)
    supervision.accept(whole, by=city.lin, matter=city.matter(), at=CLOSED + 6 * DAY)
    supervision.split(whole, by=city.lin, title="线", text="查线。", matter=city.matter(), at=CLOSED + 6 * DAY)
    assert Rebound.objects.count() == 1


def test_a_case_that_was_opened_again_has_not_come_back(city: City) -> None:
    closed = city.case("closed")
    again(city)
    feedback.rate(closed, by=city.reporter(closed), solved="no", at=CLOSED + 7 * DAY)
    assert rate() == (0, 0)
    assert not Rebound.objects.standing().exists()


def test_filing_asks_once_more_and_no_more_where_much_was_closed(city: City) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            again(city, 2)
        return len([one for one in queries if "cases_case" in one["sql"] and one["sql"].startswith("SELECT")])

    before = asked()
    for hour in range(8):
        city.case("closed", at=NOON + hour * HOUR / 60, published=False)
    assert asked() == before == 1


@given(st.lists(st.integers(0, 400), max_size=12), st.integers(2, 5), st.integers(1, 120))
def test_often_is_so_many_within_so_many_days_wherever_they_lie(days: list[int], returns: int, within: int) -> None:
    moments = [NOON + day * DAY for day in days]
    told = is_often(moments, returns=returns, days=within)
    starts = [sum(0 <= other - day <= within for other in days) for day in days]
    assert told == (max(starts, default=0) >= returns)
    assert told == is_often(reversed(moments), returns=returns, days=within)


@given(st.floats(-80, 80), st.floats(-170, 170), st.floats(0, 300), st.floats(0, 6.28), st.integers(1, 200))
def test_the_same_place_is_so_from_both_sides(lat: float, lon: float, far: float, turn: float, metres: int) -> None:
    from_here = Spot(lat, lon)
    north, east = far * METRE, far * METRE
    there = Spot(lat + north * (turn - 3), lon + east * (3 - turn))
    assert is_same_place(from_here, there, metres=metres) == is_same_place(there, from_here, metres=metres)
    assert is_same_place(from_here, from_here, metres=metres)


@given(st.integers(-10, 200), st.integers(0, 120))
def test_it_came_back_from_the_moment_of_closing_until_so_many_days_later(gap: int, days: int) -> None:
    here = Spot(LAT, LON)
    told = came_back(here=here, filed_at=NOON + gap * DAY, there=here, closed_at=NOON, metres=50, days=days)
    assert (told is not None) == (days > 0 and 0 <= gap <= days)
    assert told is None or (told.metres, told.days) == (0, gap)


def test_the_same_thing_is_the_same_place_and_another_never_is_nor_is_a_cell_across_its_border() -> None:
    lamp, other = Spot(LAT, LON, component=1), Spot(LAT, LON, component=2)
    assert is_same_place(lamp, Spot(LAT + 1, LON, component=1), metres=50)
    assert not is_same_place(lamp, other, metres=50)
    assert is_same_place(lamp, Spot(LAT, LON), metres=50)
    assert is_same_place(Spot(cell=3), Spot(LAT, LON, cell=3), metres=50)
    assert not is_same_place(Spot(cell=3), Spot(LAT, LON, cell=4), metres=50)
    assert not is_same_place(Spot(), Spot(), metres=50)


# --- what a reader sees ---


def test_both_show_each_other_with_how_often_here(city: City, client: Client) -> None:
    closed = city.case("closed")
    case = again(city)
    supervision.publish(case, by=city.mo, title="又不亮了", text="又不亮了。", at=CLOSED + 6 * DAY)
    page = client.get(f"/cases/{case.number}/?lang=en").content.decode()
    assert f"/cases/{closed.number}/" in page
    assert "The same place, 2 times within a year." in page
    page = client.get(f"/cases/{closed.number}/?lang=en").content.decode()
    assert f"/cases/{case.number}/" in page
    assert "Came back" in page


@pytest.mark.parametrize("how", ["unscreened", "withheld", "private", "confidential"])
def test_a_stranger_learns_nothing_of_a_case_she_may_not_see(city: City, client: Client, how: str) -> None:
    closed = city.case("closed")
    alone = client.get(f"/cases/{closed.number}/?lang=en").content
    case = again(city, is_confidential=how == "confidential")
    if how == "withheld":
        supervision.withhold(case, by=city.mo, reason="有人名。", at=CLOSED + 6 * DAY)
    if how == "private":
        Case.objects.filter(pk=case.pk).update(privacy="private")
    assert memory(closed) is None
    assert client.get(f"/cases/{closed.number}/?lang=en").content == alone
    assert rate() == (1, 1)  # whoever hides a return makes no figure better


def test_her_reporter_sees_her_own_and_the_desk_what_lies_on_it(city: City) -> None:
    closed = city.case("closed", published=False)
    case = again(city, by=city.mei)
    assert memory(case) is None
    assert memory(case, Viewer(person=city.mei)) is None
    lin = Viewer(person=city.lin, officer=hand_of(city.lin, on=NOON.date()))
    assert memory(case, lin) == [closed.number, case.number]
    assert memory(closed, lin) == [closed.number, case.number]


def test_whoever_is_forgotten_with_the_place_has_no_neighbours_any_more(city: City) -> None:
    city.case("closed")
    case = again(city)
    forget_reporter(case, at=CLOSED + 7 * DAY, public_words_too=True)
    assert not Rebound.objects.exists()
