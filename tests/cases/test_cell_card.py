"""My grid: from a name or a point to the card of a cell, with its seats and what is open in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.offices import actions as offices
from civic.offices.models import Force
from civic.supervision import actions as supervision
from tests.people import IN_DONGQIAO, NOON, OUTSIDE, SINCE, City

CARD = "/cells/management/99010200100101/"


def test_a_point_leads_to_the_card_of_its_cell(city: City, client: Client) -> None:
    answer = client.get("/cells/", {"lat": IN_DONGQIAO[0], "lon": IN_DONGQIAO[1]})
    assert (answer.status_code, answer["Location"]) == (302, CARD)


def test_a_name_is_found_and_leads_to_the_cell(city: City, client: Client) -> None:
    page = client.get("/cells/", {"q": "东桥"}).content.decode()
    assert "lat=23.15" in page
    assert client.get("/report/find/", {"q": "東橋"}).json()["results"][0]["within"] == ""


@pytest.mark.parametrize(
    "asked", [{"lat": OUTSIDE[0], "lon": OUTSIDE[1]}, {"lat": "x", "lon": "1"}, {"q": "%_'\\"}, {}]
)
def test_nothing_found_is_told_and_never_an_error(city: City, client: Client, asked: dict[str, object]) -> None:
    assert client.get("/cells/", asked).status_code == 200


def test_every_force_is_listed_and_a_vacant_seat_is_marked(city: City, client: Client) -> None:
    area = city.area("990102")
    manager, police = Force.objects.get(code="manager"), Force.objects.get(code="police")
    offices.seat(manager, area=area, name="周网格员", phone="020-55501234", starts=SINCE)
    offices.seat(police, area=area, name="吴警官", phone="020-55509999", starts=SINCE)
    page = client.get(CARD, headers={"accept-language": "en"}).content.decode()
    assert page.count('class="seat') - page.count("seat__call") - page.count("seats-list") == 7
    assert page.count("seat--vacant") == 5
    assert "周网格员" in page
    assert "tel:020-55501234" in page
    assert "吴警官" in page
    assert "55509999" not in page  # the police's telephone is shown only where it is said of the post


def test_the_card_lists_what_is_public_and_open_here_and_nothing_hidden(city: City, client: Client) -> None:
    shown, hidden = city.case("in-hand"), city.case("filed", published=False)
    withheld = city.case("accepted")
    supervision.withhold(withheld, by=city.mo, reason="有人名。", at=NOON + timedelta(days=1))
    closed = city.case("closed")
    page = client.get(CARD).content.decode()
    assert shown.number in page
    for other in (hidden, withheld, closed):
        assert other.number not in page


@pytest.mark.parametrize("path", ["/cells/management/nowhere/", "/cells/nowhere/99010200100101/"])
def test_a_cell_that_is_not_drawn_is_not_found(city: City, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_card_asks_the_same_of_many_cases(city: City, client: Client) -> None:
    client.get(CARD)  # which incidents are under way is read once in a while
    spent = []
    for count in (1, 6):
        for _each in range(count):
            city.case("in-hand")
        with CaptureQueriesContext(connection) as asked:
            client.get(CARD)
        spent.append(len(asked))
    assert spent[0] == spent[1] <= 9
