"""Rule 4: the public reads pseudonym, grade band and district; never school and name, never an exact point."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from civic.youth.models import Edition, Proposal
from tests.people import City
from tests.youth.ground import enter, found_track, propose

pytestmark = pytest.mark.django_db
CANARY = ("金丝雀小名", "2015-02-27", "桥东小学", "Qiaodong Primary", "林妈妈")


def _town() -> Proposal:
    track = found_track()
    entry = enter(track, "木棉", name="金丝雀小名", born_on=date(2015, 2, 27), school=track.school)
    return propose(entry)


def test_no_public_page_says_who_a_child_is_or_which_school_it_visits(city: City, client: Client) -> None:
    proposal = _town()
    for page in ("/little-mayor/", "/little-mayor/proposals/", f"/little-mayor/proposals/{proposal.number}/"):
        for language in ("zh-hans", "zh-hant", "en"):
            shown = client.get(page, {"lang": language}).content.decode()
            assert ("Kapok" if language == "en" else "木棉") in shown
            assert [canary for canary in CANARY if canary in shown] == []
            assert str(proposal.entry.key) not in shown
            assert str(proposal.entry.child.key) not in shown
            assert str(proposal.key) not in shown


def test_reading_stores_nothing(city: City, client: Client) -> None:
    proposal = _town()
    for page in ("/little-mayor/", "/little-mayor/proposals/", f"/little-mayor/proposals/{proposal.number}/"):
        assert client.get(page).cookies == {}


@pytest.mark.parametrize("state", ["draft", "handed-in", "sent-back", "hidden", "withdrawn"])
def test_what_two_have_not_read_or_somebody_hid_is_like_a_number_never_given(
    city: City, client: Client, state: str
) -> None:
    proposal = _town()
    Proposal.objects.update(state=state)
    assert client.get(f"/little-mayor/proposals/{proposal.number}/").status_code == 404
    assert proposal.title not in client.get("/little-mayor/proposals/").content.decode()
    assert proposal.title not in client.get("/little-mayor/").content.decode()


def test_an_edition_that_is_not_shown_shows_no_proposal(city: City, client: Client) -> None:
    proposal = _town()
    Edition.objects.update(shown_at=None)
    assert client.get(f"/little-mayor/proposals/{proposal.number}/").status_code == 404
    assert client.get("/little-mayor/editions/3/").status_code == 404
    assert client.get("/little-mayor/").status_code == 200


@pytest.mark.parametrize(
    "asked", ["?page=9999999", "?page=-1", "?page=x", "?page=٣", "?edition=²", "?topic=none", "?edition=3&topic=way"]
)
def test_odd_questions_are_answered(city: City, client: Client, asked: str) -> None:
    _town()
    assert client.get(f"/little-mayor/proposals/{asked}").status_code in (200, 404)


def test_lists_cost_the_same_however_many_there_are(
    city: City, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    track = found_track()
    propose(enter(track, "第一"))
    client.get("/little-mayor/")
    for number in range(40):
        propose(enter(track, f"第{number + 2}"))
    cache.clear()
    for page, most in (("/little-mayor/", 15), ("/little-mayor/proposals/", 7)):
        with django_assert_max_num_queries(most):
            client.get(page)
