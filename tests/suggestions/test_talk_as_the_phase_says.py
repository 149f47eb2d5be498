"""A round opens comments under its suggestions while its phase says so, and closes them again."""

from typing import Any

import pytest
from django.test import Client

from civic.comments.actions import set_talk
from civic.comments.models import Talk
from civic.comments.queries import is_on, why_closed
from civic.suggestions.actions import change_round, open_for_support, talk_as_the_phase_says, talk_due
from civic.suggestions.models import Round
from tests.people import NOON, City
from tests.suggestions.ground import DAY, HOUR, both, fresh, given, running, suggested

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def opened_in(city: City, known: Round, at: Any = NOON + HOUR) -> Any:
    case = suggested(city, invitation=known)
    open_for_support(case, by=city.lin, in_round=known, at=at)
    return fresh(case)


def test_comments_open_with_the_support_and_close_with_its_phase(city: City) -> None:
    known = running(city, talks=True)  # three weeks of ideas, three of support, three of answers
    case = opened_in(city, known)
    assert why_closed(case)
    assert talk_due(at=NOON + 20 * DAY) == 0
    assert talk_due(at=NOON + 21 * DAY) == 1
    assert not why_closed(case)
    assert talk_due(at=NOON + 22 * DAY) == 0
    assert talk_due(at=NOON + 42 * DAY) == 1
    assert why_closed(case)


def test_where_support_is_collected_already_they_open_at_once(city: City) -> None:
    case = opened_in(city, running(city, spans=both(), talks=True))
    assert is_on(case)
    assert talk_due(at=NOON + 61 * DAY) == 1
    assert not is_on(case)


def test_a_round_that_says_nothing_of_comments_opens_none(city: City) -> None:
    case = opened_in(city, running(city, spans=both()))
    assert talk_due(at=NOON + 2 * DAY) == 0
    assert not is_on(case)
    assert not Talk.objects.exists()


def test_a_round_says_so_later_or_no_more(city: City) -> None:
    known = running(city, spans=both())
    case = opened_in(city, known)
    change_round(known, given(spans=both(), talks=True), by=city.lin, at=NOON + DAY)
    assert is_on(case)
    change_round(known, given(spans=both()), by=city.lin, at=NOON + 2 * DAY)
    assert not is_on(case)


def test_what_the_committee_decided_by_hand_stays_until_the_phase_changes(city: City) -> None:
    known = running(city, spans=both(), talks=True)
    case = opened_in(city, known)
    set_talk(case, by=city.sun, is_on=False, at=NOON + DAY)
    assert talk_as_the_phase_says(known, at=NOON + 2 * DAY) == 0
    assert not is_on(case)


def test_other_suggestions_are_left_alone(city: City) -> None:
    known = running(city, spans=both(), talks=True)
    apart = suggested(city)
    open_for_support(apart, by=city.lin, at=NOON + HOUR)
    opened_in(city, known)
    assert not is_on(apart)


def test_page_and_program_say_so(city: City, client: Client) -> None:
    running(city, spans=both(), talks=True)
    said = client.get("/suggestions/rounds/riverside-2026/", headers=EN).content.decode()
    assert "A moderator reads each comment before it is shown." in said
    assert "Comment under the suggestions" in said
    told = client.get("/api/v1/rounds/riverside-2026/").json()
    assert told["talks"] is True
    assert "talk" in [one["doing"] for one in told["phases"][0]["allows"]]


def test_a_round_without_says_nothing_of_it(city: City, client: Client) -> None:
    running(city, spans=both())
    assert "omment" not in client.get("/suggestions/rounds/riverside-2026/", headers=EN).content.decode()
    allows = client.get("/api/v1/rounds/riverside-2026/").json()["phases"][0]["allows"]
    assert "talk" not in [one["doing"] for one in allows]


def test_it_is_ticked_at_the_desk(city: City, as_person: Any) -> None:
    known = running(city, spans=both())
    desk = as_person(city.lin)
    page = desk.get(f"/desk/rounds/{known.pk}/", headers=EN)
    assert "People may comment under the suggestions" in page.content.decode()
    said = {name: value for name, value in page.context["form"].initial.items() if value not in (None, False)}
    said = {n: v.strftime("%Y-%m-%dT%H:%M") if hasattr(v, "strftime") else v for n, v in said.items()}
    assert desk.post(f"/desk/rounds/{known.pk}/", said | {"talks": "on"}).status_code == 302
    assert Round.objects.get().talks
    assert "talks" in desk.get(f"/desk/rounds/{known.pk}/", headers=EN).content.decode()
