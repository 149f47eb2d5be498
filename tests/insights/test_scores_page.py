"""The page of the figures and its relatives: what was asked is shown with its parts, in a fixed order, at a cost that
does not grow."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.cases.models import Case
from civic.handling import actions as handling
from civic.insights.actions import reckon
from civic.insights.queries.figures import Asked
from civic.insights.queries.needs import most_asked
from civic.supervision import actions as supervision
from tests.insights.counting import DAY, HOUR, LATER, answered, closed, counted
from tests.pages import read
from tests.people import IN_HEXIN, NOON, City

HEXIN = {"lat": IN_HEXIN[0], "lon": IN_HEXIN[1]}


@pytest.fixture(autouse=True)
def _later() -> object:
    with time_machine.travel(LATER, tick=False):
        yield


def _eleven(city: City) -> None:
    """Eleven answers in Dongqiao, ten of them rated; one silent in Hexin."""
    for turn in range(10):
        city.rated(city.case("closed"), "yes" if turn < 7 else "no", result=5, attitude=2)
    city.case("closed")
    city.case("closed", **HEXIN)


def test_an_empty_city_says_so(city: City, client: Client) -> None:
    assert "being counted for the first time" in read(client.get("/scores/"))
    assert client.get("/open-data/").status_code == 200


def test_each_rate_stands_with_its_parts_and_silence_is_told(city: City, client: Client) -> None:
    _eleven(city)
    counted()
    page = read(client.get("/scores/"))
    assert "How the city did in November 2026" in page
    assert "70%7 of 10" in page  # solved
    assert "83%10 of 12" in page  # answered share
    assert "12 could say so; 10 did, 2 did not. Silence is not a yes." in page
    assert "2 silent" not in page  # one silent in each district
    assert page.count("Too few answers") > 3


def test_districts_stand_in_a_fixed_order_and_lead_deeper(city: City, client: Client) -> None:
    _eleven(city)
    counted()
    page = client.get("/scores/").content.decode()
    assert page.index("Hexin District") < page.index("Dongqiao District")  # by code, not by rate
    deeper = read(client.get("/scores/?area=990102"))
    assert "How Dongqiao District did in November 2026" in deeper
    assert "No smaller area known" in deeper
    assert "Hexin" not in deeper


def test_offices_months_and_languages_have_their_own_rows(city: City, client: Client) -> None:
    _eleven(city)
    city.case("closed", language="en")
    counted()
    assert "Dongqiao Street Lighting" in read(client.get("/scores/?by=office"))
    assert "November 2026" in read(client.get("/scores/?by=month"))
    assert "English" in read(client.get("/scores/?by=language"))
    narrowed = read(client.get("/scores/?office=drains"))
    assert "No case of this choice fell due in this month." in narrowed


@pytest.mark.parametrize(
    "asked", ["month=2026-99", "by=mood", "area=0", "office=nobody", "language=xx", "month=2026-11-01"]
)
def test_what_is_in_no_list_is_refused_with_a_sentence(city: City, client: Client, asked: str) -> None:
    city.case("closed")
    counted()
    answer = client.get(f"/scores/?{asked}")
    assert answer.status_code == 400
    assert "This is not in the list." in read(answer)
    assert client.get(f"/scores/table.csv?{asked}").status_code == 404
    assert client.get(f"/api/v1/scores/?{asked}").status_code == 400


def test_the_page_costs_at_most_twelve_queries_however_many_cases(city: City, client: Client) -> None:
    costs = []
    for _turn in range(2):
        for _each in range(3):
            city.case("closed", **HEXIN)
        city.rated(city.case("closed"), "yes")
        reckon(at=LATER)
        for path in ("/scores/", "/scores/?by=office", "/scores/?area=990102&office=dongqiao-lamps"):
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            costs.append(len(asked))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 12


def test_programs_read_the_same(city: City, client: Client) -> None:
    _eleven(city)
    counted()
    told = client.get("/api/v1/scores/?by=office").json()
    assert told["month"] == "2026-11"
    assert told["rates"]["solved"] == {"numerator": 7, "denominator": 10, "percent": 70, "too_few": False}
    assert [row["code"] for row in told["rows"]] == ["dongqiao-lamps"]
    assert told["rows"][0]["counts"]["due"] == 12
    assert told["rates"]["speed"]["percent"] is None


def test_ratings_show_words_only_once_they_are_screened_and_public(city: City, client: Client) -> None:
    shown = city.rated(city.case("closed"), "no", text="又灭了。", result=1)
    gone = city.rated(city.case("closed"), "yes", text="修好了，谢谢李师傅。")
    page = read(client.get("/scores/ratings/"))
    assert "Resident: not solved" in page
    assert "Result 1 of 5" in page
    assert "已更换电缆，灯亮了。" in page  # the answer it speaks of
    assert "又灭了。" not in page
    supervision.publish(shown, by=city.mo, title=shown.public_title, text=shown.public_text, at=LATER)
    supervision.withhold(gone, by=city.mo, reason="有人名。", at=LATER)
    page = read(client.get("/scores/ratings/"))
    assert "又灭了。" in page
    assert "Resident: solved" not in page


def test_ratings_are_paged_and_cost_the_same(city: City, client: Client) -> None:
    for _turn in range(3):
        city.rated(city.case("closed"), "yes")
    client.get("/scores/ratings/")  # the areas' names are remembered by the process from here on
    with CaptureQueriesContext(connection) as few:
        client.get("/scores/ratings/")
    for _turn in range(18):
        city.rated(city.case("closed"), "yes")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/scores/ratings/").content.decode()
    assert len(many) == len(few)
    assert "after=" in page
    assert client.get("/scores/ratings/?after=nonsense").status_code == 302


def test_a_correction_is_told_with_old_new_and_cause(city: City, client: Client) -> None:
    case = city.case("closed")
    reckon(at=NOON + timedelta(days=45))
    city.rated(case, "yes", at=NOON + 46 * DAY)
    reckon(at=NOON + 47 * DAY)
    page = read(client.get("/scores/corrections/?month=2026-11"))
    assert "Corrections of November 2026" in page
    assert "Rated" in page
    assert "0 of 0" in page
    assert "1 of 1" in page
    text = b"".join(client.get("/open-data/corrections.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "solved,0,0,1,1,rate," in text
    assert "2 corrections are written down" in read(client.get("/scores/?month=2026-11"))


def test_what_was_set_aside_is_told_by_month_and_reason(city: City, client: Client) -> None:
    gone = city.case("closed")
    supervision.withhold(gone, by=city.mo, ground="child", at=NOON + 3 * DAY)
    late = city.case("in-hand")
    closed(answered(late, city, "not-found", at=NOON + 5 * HOUR), city, at=NOON + 6 * HOUR)
    handling.return_case(city.case("in-hand"), by=city.chen, reason="归公园。", at=NOON + 6 * HOUR)
    counted()
    page = read(client.get("/open-data/"))
    assert "Withheld · 1" in page
    assert "It would show who a child is." in page


def test_what_people_came_with_most_is_told_by_office_and_never_of_what_is_not_public(
    city: City, client: Client
) -> None:
    for _turn in range(3):
        city.case("closed")
    city.case("closed", published=False)
    counted()
    cache.clear()
    page = read(client.get("/scores/?office=dongqiao-lamps"))
    assert "What people came with most" in page
    asked = Asked(month=LATER.date().replace(day=1), office=city.office("dongqiao-lamps"))
    assert [(one.matter, one.count) for one in most_asked(asked)] == [(city.matter(), 3)]
    assert "What people came with most" not in read(client.get("/scores/?office=drains"))
    Case.objects.update(publication="withheld")
    assert [one.count for one in most_asked(asked)] == [3]  # counted once in ten minutes
    cache.clear()
    assert most_asked(asked) == []
