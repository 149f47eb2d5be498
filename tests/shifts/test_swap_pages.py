"""The pages of a swap: she chooses shift and partner, the partner answers; nobody reads a name that is not public."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from civic.shifts.models import Shift, StandIn
from civic.volunteers.models import Volunteer
from tests.people import City, sign_in
from tests.shifts.ground import states
from tests.volunteers.ground import DAY, Helpers, activity, coming, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


@pytest.fixture
def mine(helpers: Helpers) -> Shift:
    own = shift(activity(helpers), starts=now() + 4 * DAY)
    coming(own, helpers.wu)
    return own


@pytest.fixture
def other(helpers: Helpers) -> Volunteer:
    return volunteer("other", "何阿姨")


@pytest.fixture
def hers(helpers: Helpers, other: Volunteer) -> Shift:
    own = shift(activity(helpers, "A-0002"), starts=now() + 8 * DAY)
    coming(own, other)
    return own


def page(of: Shift) -> str:
    return f"/volunteer/mine/{of.number}/swap/"


def asked(client: Client, mine: Shift, hers: Shift, partner: object) -> StandIn:
    given = {"shift": hers.number, "partner": str(partner), "words": "那天要加班。"}
    assert client.post(page(mine), given).status_code == 302
    return StandIn.objects.get(ended_at__isnull=True)


@pytest.mark.usefixtures("weeks_after_noon")
def test_she_asks_by_number_and_the_partner_says_yes_on_her_page(
    helpers: Helpers, mine: Shift, hers: Shift, other: Volunteer, client: Client
) -> None:
    sign_in(client, helpers.wu.person)
    shown = client.get(page(mine)).content.decode()
    assert hers.number in shown
    assert "何阿姨" not in shown
    assert str(other.number) not in shown
    row = asked(client, mine, hers, other.number)
    assert "She has not answered yet." in client.get("/volunteer/mine/").content.decode()
    sign_in(client, other.person)
    hers_page = client.get("/volunteer/mine/").content.decode()
    assert "那天要加班。" in hers_page
    assert "吴晓晴" not in hers_page
    assert str(helpers.wu.number) not in hers_page
    assert client.post(f"/volunteer/stand-ins/{row.pk}/").status_code == 302
    assert states(mine) == [("wu", "handed-on"), ("other", "coming")]
    assert states(hers) == [("other", "handed-on"), ("wu", "coming")]


@pytest.mark.usefixtures("weeks_after_noon")
def test_a_public_name_may_be_shown_and_asked_by(
    helpers: Helpers, mine: Shift, hers: Shift, other: Volunteer, client: Client
) -> None:
    Volunteer.objects.filter(pk=other.pk).update(is_public=True, public_name="何姐")
    sign_in(client, helpers.wu.person)
    assert "何姐" in client.get(page(mine)).content.decode()
    assert asked(client, mine, hers, "何姐").to == other


def test_a_wrong_partner_is_one_sentence_whether_the_number_exists_or_not(
    helpers: Helpers, mine: Shift, hers: Shift, other: Volunteer, client: Client
) -> None:
    sign_in(client, helpers.wu.person)
    elsewhere = volunteer("elsewhere")
    for partner in ("V0", elsewhere.number, "何阿姨", helpers.wu.number):
        answer = client.post(page(mine), {"shift": hers.number, "partner": partner, "words": "谢谢。"})
        body = answer.content.decode()
        assert (answer.status_code, "Nobody of this number or name comes to that shift." in body) == (400, True)
        assert "谢谢。" in body
    assert client.post(page(mine), {"shift": mine.number, "partner": other.number}).status_code == 400
    assert not StandIn.objects.exists()


@pytest.mark.usefixtures("weeks_after_noon")
def test_the_partner_says_no_and_each_comes_to_her_own(
    helpers: Helpers, mine: Shift, hers: Shift, other: Volunteer, client: Client
) -> None:
    sign_in(client, helpers.wu.person)
    row = asked(client, mine, hers, other.number)
    again = client.post(page(mine), {"shift": hers.number, "partner": other.number})
    assert (again.status_code, "You look for somebody already." in again.content.decode()) == (409, True)
    end = f"/volunteer/stand-ins/{row.pk}/end/"
    sign_in(client, volunteer("stranger").person)
    assert client.post(end).status_code == 404
    sign_in(client, other.person)
    assert client.post(end).status_code == 302
    row.refresh_from_db()
    assert row.ended_at is not None
    assert (states(mine), states(hers)) == ([("wu", "coming")], [("other", "coming")])


def test_only_whoever_comes_finds_the_page_and_an_empty_list_says_what_to_do(
    helpers: Helpers, mine: Shift, city: City, client: Client
) -> None:
    assert client.get(page(mine)).status_code == 302
    sign_in(client, city.mei)
    assert client.get(page(mine)).status_code == 403
    sign_in(client, volunteer("stranger").person)
    assert client.get(page(mine)).status_code == 404
    sign_in(client, helpers.wu.person)
    assert "There is no shift to swap for" in client.get(page(mine)).content.decode()


def test_many_shifts_ask_the_database_as_often_as_one(
    helpers: Helpers, mine: Shift, hers: Shift, client: Client
) -> None:
    sign_in(client, helpers.wu.person)

    def count() -> int:
        client.get(page(mine))
        with CaptureQueriesContext(connection) as seen:
            client.get(page(mine))
        return len(seen)

    before = count()
    for turn in range(4):
        coming(shift(hers.activity, starts=now() + (9 + turn) * DAY), volunteer(f"more{turn}"))
    assert count() == before
