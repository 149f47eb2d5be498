"""What may be the same thing: near, of the same matter, in the same words; scored, with reasons, at a fixed price."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.cases.models import Case
from civic.cases.queries import Probe, Viewer, on_desk_of, other_cases, probe_of, similar_cases
from civic.cases.rules.likeness import Traits, likeness, words_shared
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from tests.people import IN_DONGQIAO, NOON, City

DAY = timedelta(days=1)
LAT, LON = IN_DONGQIAO
METRE = 1 / 111_320
TEXT = "望江路 18 号对面的路灯不亮一个星期了。"


def found(case: Case, **given: Any) -> list[Case]:
    """The cases like this one, among all."""
    text = case.lines.get(seq=1).words.text
    return [one.case for one in similar_cases(probe_of(case, text), Case.objects.all(), **given)]


def test_near_alone_is_not_alike_nor_is_the_matter_alone() -> None:
    here = Traits(NOON, LAT, LON, matter_id=1)
    assert likeness(here, Traits(NOON, LAT, LON, matter_id=2)).score == 0
    assert likeness(here, Traits(NOON, LAT + 500 * METRE, LON, matter_id=1)).score == 0
    alike = likeness(here, Traits(NOON - 2 * DAY, LAT + 40 * METRE, LON, matter_id=1))
    assert [str(reason) for reason in alike.reasons] == ["40 m away", "same matter", "2 days before"]
    assert alike.is_likely


def test_words_count_by_their_pairs_of_signs() -> None:
    assert words_shared(frozenset("abcdef"), frozenset("abcxyz")) == 0.5
    assert words_shared(frozenset("ab"), frozenset("ab")) == 0.0


def test_the_nearest_of_the_same_matter_comes_first_with_its_reasons(city: City) -> None:
    case = city.filed(TEXT, at=NOON).case
    near = city.filed("灯坏了。", lat=LAT + 60 * METRE, lon=LON, at=NOON - 2 * DAY).case
    nearer = city.filed("这盏灯一直不亮。", lat=LAT + 10 * METRE, lon=LON, at=NOON - DAY).case
    city.filed("井盖坏了。", lat=LAT, lon=LON, matter=city.matter("0102"), at=NOON)
    city.filed("灯坏了。", lat=LAT + 2000 * METRE, lon=LON, at=NOON - DAY)
    assert found(case) == [nearer, near]


def test_the_same_words_further_away_are_found_in_the_same_area(city: City) -> None:
    case = city.filed(TEXT, at=NOON).case
    other = city.filed("你好，" + TEXT, lat=LAT + 900 * METRE, lon=LON, at=NOON + DAY).case
    assert found(case) == [other]


def test_a_report_without_a_point_is_compared_by_its_words(city: City) -> None:
    case = city.filed(TEXT, lat=None, lon=None, address="望江路", area=city.area(), at=NOON).case
    other = city.filed(TEXT, at=NOON).case
    assert found(case) == [other]


def test_merged_reports_and_parts_and_what_was_taken_back_are_left_out(city: City) -> None:
    case, parent, child = city.filed(TEXT).case, city.case("in-hand"), city.filed(TEXT).case
    supervision.merge(child, by=city.lin, into=parent, at=NOON + DAY)
    supervision.split(parent, by=city.lin, title=TEXT, text=TEXT, matter=city.matter(), at=NOON + DAY)
    assert found(case) == [parent]


def test_everybody_finds_public_cases_only_and_by_their_public_words(city: City) -> None:
    shown, hidden = city.case("filed"), city.filed(TEXT).case
    probe = Probe(at=NOON, text=TEXT, lat=LAT, lon=LON, matter_id=city.matter().pk)
    assert [one.case for one in similar_cases(probe, Case.objects.public(), is_public=True)] == [shown]
    assert {one.case for one in similar_cases(probe, Case.objects.all())} == {shown, hidden}


def test_an_office_finds_only_what_it_holds(city: City) -> None:
    case, held = city.case("in-hand"), city.case("in-hand")
    city.filed(TEXT)
    chen = Viewer(person=city.chen, officer=hand_of(city.chen, on=NOON.date()))
    assert [one.case for one in similar_cases(probe_of(case, TEXT), on_desk_of(chen))] == [held]


def test_five_at_most_for_three_queries_whatever_the_crowd(city: City) -> None:
    case = city.filed(TEXT).case
    first = city.filed(TEXT).case
    crowd = []
    for number in range(400):
        copy = Case.objects.get(pk=first.pk)
        copy.pk = None
        copy.number, copy.tracking_digest = f"99-{number:04d}-0000", f"copy-{number}"
        crowd.append(copy)
    Case.objects.bulk_create(crowd)
    with CaptureQueriesContext(connection) as asked:
        assert len(found(case)) == 5
    assert len(asked) - 2 <= 3  # the first two read its own words


def test_other_cases_of_the_reporter_are_counts_by_account_or_contact(city: City) -> None:
    case = city.filed(by=city.mei, phone="13800138000").case
    city.filed(by=city.mei)
    city.case("closed", phone="13800138000")
    city.case("declined", phone="13800138000")
    city.filed(at=NOON - 400 * DAY, by=city.mei)
    city.filed(phone="13900139000")
    told = other_cases(case, hand_of(city.lin, on=NOON.date()), at=NOON + DAY)
    assert told is not None
    assert (told.is_open, told.closed, told.declined, told.total) == (1, 1, 1, 3)


def test_of_somebody_unknown_and_of_somebody_in_confidence_nothing_is_counted(city: City) -> None:
    lin, chen = (hand_of(who, on=NOON.date()) for who in (city.lin, city.chen))
    assert other_cases(city.filed().case, lin, at=NOON) is None
    case = city.case("in-hand", by=city.mei, is_confidential=True)
    city.filed(by=city.mei)
    assert other_cases(case, chen, at=NOON + DAY) is None
    assert other_cases(case, lin, at=NOON + DAY) is not None
    open_one = city.case("in-hand", by=city.mei)
    told = other_cases(open_one, chen, at=NOON + DAY)
    assert told is not None
    assert told.total == 1  # not the one in confidence
