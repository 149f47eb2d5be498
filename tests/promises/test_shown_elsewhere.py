"""What was promised stands where people look: on the page of its matter, of the case it came from, of its place."""

from datetime import timedelta

import pytest
from django.test import Client

from civic.cases.queries import first_broken_line
from civic.promises import actions
from civic.promises.models import Promise
from tests.communities.ground import found_corner
from tests.people import NOON, City
from tests.promises.ground import TODAY, drafted, given, promised

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def page(client: Client, path: str) -> str:
    """A page in English."""
    answer = client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_of_a_matter_says_what_was_promised_about_it_and_leads_to_all(city: City, client: Client) -> None:
    promise = promised(city, matter=city.matter())
    drafted(city, matter=city.matter(), titles={"en": "Perhaps a lamp"})
    promised(city, matter=city.matter("0102"), titles={"en": "Something else"})
    body = page(client, "/matters/0101/")
    assert "What was promised about it" in body
    assert f"/promises/{promise.number}/" in body
    assert "Perhaps a lamp" not in body
    assert "Something else" not in body
    listed = page(client, "/promises/?matter=0101")
    assert promise.number in listed
    assert "Something else" not in listed
    assert [one["number"] for one in client.get("/api/v1/promises/?matter=0101").json()["results"]] == [promise.number]


def test_the_page_of_the_case_says_what_came_of_the_promise_as_it_stands_today(city: City, client: Client) -> None:
    case = city.case("closed", kind="suggestion")
    path = f"/cases/{case.number}/"
    assert "What was promised" not in page(client, path)
    promise = actions.draft(given(city, source="suggestion", stages=[]), by=city.chen, case=case, at=NOON + 9 * HOUR)
    assert promise.title_en not in page(client, path)
    actions.publish(promise, by=city.shen, at=NOON + 10 * HOUR)
    assert promise.title_en in page(client, path)
    actions.keep(promise, by=city.lin, text="长椅装好了。", at=NOON + 20 * HOUR)
    for where in (path, f"/suggestions/{case.number}/"):
        assert ">Kept</strong>" in page(client, where).replace("</svg>", ">")
        assert promise.number in page(client, where)
    actions.hide(promise, by=city.mo, text="里面写了一位居民的住址。", at=NOON + 21 * HOUR)
    for where in (path, f"/suggestions/{case.number}/", f"/api/v1/cases/{case.number}/timeline/"):
        assert promise.number not in page(client, where)
        assert promise.title_en not in page(client, where)
    assert first_broken_line(case) is None
    actions.show_again(promise, by=city.mo, text="住址已经不在里面。", at=NOON + 22 * HOUR)
    for where in (path, f"/suggestions/{case.number}/", f"/api/v1/cases/{case.number}/timeline/"):
        assert promise.number in page(client, where)


def test_a_corner_and_a_cell_say_what_is_promised_there_not_in_the_whole_district(city: City, client: Client) -> None:
    corner = found_corner(city, west=113.36)
    street = corner.community.parent
    here = promised(city, area=corner.community, titles={"en": "Benches here"})
    promised(city, area=street, titles={"en": "Lamps in the street"})
    promised(city, area=corner.beside, titles={"en": "A ramp next door"})
    promised(city, titles={"en": "A district matter"})
    body = page(client, "/communities/990102001001/")
    assert "Benches here" in body
    assert "Lamps in the street" in body
    assert "A ramp next door" not in body
    assert "A district matter" not in body
    actions.withdraw(here, by=city.shen, text="公园改建。", at=NOON + HOUR)
    assert "Benches here" not in page(client, "/communities/990102001001/")
    listed = page(client, "/promises/?area=990102001")  # a street that no promise names itself
    assert "A ramp next door" in listed
    assert "A district matter" not in listed


def test_a_cell_says_what_is_promised_there(city: City, client: Client) -> None:
    Promise.objects.all().delete()
    promised(city, titles={"en": "Benches here"}, due_on=TODAY + timedelta(days=60))
    assert "Benches here" in page(client, "/cells/management/99010200100101/")
