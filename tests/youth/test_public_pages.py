"""Places, map, search, API and the front page of the city: what everybody reads of children, and nothing else."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from civic.places.models import Cell
from civic.youth.actions.holding import index
from civic.youth.models import Proposal, ProposalPicture
from portal.views.home import forget_numbers
from tests.people import City
from tests.youth.ground import enter, found_track, propose

pytestmark = pytest.mark.django_db
CANARY = ("金丝雀小名", "桥东小学", "Qiaodong Primary", "林妈妈")


@pytest.fixture
def proposal(city: City) -> Proposal:
    track = found_track()
    return propose(enter(track, "木棉", name="金丝雀小名", school=track.school))


def _api(client: Client, where: str = "") -> Any:
    return json.loads(client.get(f"/api/v1/youth/proposals/{where}").content)


def test_the_map_shows_cells_and_words_and_no_point(proposal: Proposal, client: Client) -> None:
    Cell.objects.update(area_m2=90_000)
    shown = client.get("/little-mayor/map/").content.decode()
    assert "GeometryCollection" in shown
    assert "data-lat" not in shown
    assert proposal.cell is not None
    assert str(proposal.cell.area.name) in shown
    assert "Polygon" in shown


@pytest.mark.parametrize("size", [39_999, None])
def test_a_cell_that_could_be_one_house_is_not_drawn(proposal: Proposal, client: Client, size: int | None) -> None:
    Cell.objects.update(area_m2=size)
    shown = client.get("/little-mayor/map/").content.decode()
    assert "Polygon" not in shown


def test_a_place_leads_to_what_lies_in_it(proposal: Proposal, client: Client) -> None:
    assert proposal.cell is not None
    here = client.get(f"/little-mayor/proposals/?area={proposal.cell.area.code}").content.decode()
    elsewhere = client.get("/little-mayor/proposals/?area=990101").content.decode()
    assert proposal.title in here
    assert proposal.title not in elsewhere


def test_machines_read_pseudonym_band_and_district_and_never_who_or_where(proposal: Proposal, client: Client) -> None:
    listed, whole = _api(client)["results"][0], _api(client, f"{proposal.number}/")
    assert set(listed) == {
        "number", "url", "edition", "title", "language", "topic", "pseudonym", "band", "district", "shown_on",
        "answer_due_on", "answered_at",
    }  # fmt: skip
    assert listed["pseudonym"] == "木棉"
    assert len(listed["shown_on"]) == 10  # a day, no hour
    said = json.dumps([listed, whole], ensure_ascii=False)
    assert [canary for canary in CANARY if canary in said] == []
    assert str(proposal.key) not in said
    assert str(proposal.entry.key) not in said
    assert whole["wishes"] == ["桥洞两头各装一盏灯。", "灯低一点。"]


@pytest.mark.parametrize("state", ["draft", "handed-in", "read", "sent-back", "hidden", "withdrawn"])
def test_what_is_not_public_is_nowhere(proposal: Proposal, client: Client, state: str) -> None:
    Cell.objects.update(area_m2=90_000)
    Proposal.objects.update(state=state)
    proposal.refresh_from_db()
    index(proposal)
    assert _api(client)["results"] == []
    assert client.get(f"/api/v1/youth/proposals/{proposal.number}/").status_code == 404
    for where in ("/little-mayor/map/", "/search/?q=桥洞", "/little-mayor/proposals/", "/little-mayor/editions/3/"):
        shown = client.get(where).content.decode()
        assert proposal.title not in shown
        assert "Polygon" not in shown


def test_the_one_search_finds_it_by_its_words_and_not_by_who_wrote_it(proposal: Proposal, client: Client) -> None:
    index(proposal)
    assert proposal.number in client.get("/search/?q=桥洞").content.decode()
    for canary in CANARY:
        assert proposal.number not in client.get("/search/", {"q": canary}).content.decode()


def test_the_front_page_of_the_city_leads_to_the_edition(proposal: Proposal, client: Client) -> None:
    forget_numbers()
    shown = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert "My way to school" in shown
    assert '<a class="more" href="/little-mayor/">' in shown


def test_a_picture_two_have_seen_stands_on_page_and_card_and_no_other(proposal: Proposal, client: Client) -> None:
    shown, kept = (
        ProposalPicture.objects.create(
            proposal=proposal, alt=alt, state="ready", digest=alt, is_public=is_public, received_at=proposal.made_at
        )
        for alt, is_public in (("我画的桥", True), ("没看过的", False))
    )
    page = client.get(f"/little-mayor/proposals/{proposal.number}/").content.decode()
    cards = client.get("/little-mayor/proposals/").content.decode()
    machines = json.dumps(_api(client, f"{proposal.number}/"))
    for where in (page, cards, machines):
        assert str(shown.key) in where
        assert str(kept.key) not in where
    assert "我画的桥" in page


@pytest.mark.parametrize(
    "asked", ["?edition=²", "?edition=999", "?edition=x", "?area=%00", "?topic=x&area=x", "?limit=0", "?cursor=x"]
)
def test_odd_questions_of_machines_are_answered(proposal: Proposal, client: Client, asked: str) -> None:
    assert client.get(f"/api/v1/youth/proposals/{asked}").status_code in (200, 400)


@pytest.mark.parametrize("asked", ["?edition=²", "?edition=999", "?edition=3"])
def test_odd_questions_of_the_map_are_answered(proposal: Proposal, client: Client, asked: str) -> None:
    assert client.get(f"/little-mayor/map/{asked}").status_code in (200, 404)


def test_lists_cost_the_same_at_one_and_at_forty(
    proposal: Proposal, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for where, most in (("/little-mayor/map/", 8), ("/api/v1/youth/proposals/", 3), ("/little-mayor/proposals/", 8)):
        client.get(where)
        with django_assert_max_num_queries(most):
            client.get(where)
    for _number in range(40):
        propose(proposal.entry)
    for where, most in (("/little-mayor/map/", 8), ("/api/v1/youth/proposals/", 3), ("/little-mayor/proposals/", 8)):
        with django_assert_max_num_queries(most):
            client.get(where)
