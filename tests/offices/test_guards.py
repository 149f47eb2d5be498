"""The desk opens for officers who proved a second factor, and tells the others why not."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from rest_framework.request import Request

from civic.accounts.models import Person
from civic.lib.refusals import NotAllowed
from civic.offices import actions as offices
from civic.offices.guards import IsOfficer, hand_from, officers_only
from civic.offices.models import Post
from tests.people import NOON, City

PROVED = [{"method": "password", "at": 0.0}, {"method": "mfa", "at": 0.0, "type": "totp"}]


def asked_by(person: Any, *, proved: bool = True) -> HttpRequest:
    request = RequestFactory().get("/desk/")
    request.user = person
    request.session = SessionStore()
    if proved and isinstance(person, Person):
        request.session["account_authentication_methods"] = PROVED
        request.session["account_authentication_methods_user"] = str(person.pk)
    return request


@officers_only
def desk(request: HttpRequest) -> HttpResponse:
    """A page of the desk."""
    return HttpResponse("the desk")


def test_an_officer_with_a_second_factor_comes_in(city: City) -> None:
    assert desk(asked_by(city.lin)).status_code == 200
    hand = hand_from(asked_by(city.lin))
    assert hand is not None
    assert hand.side == "check"


def test_a_stranger_is_led_to_the_sign_in_page(city: City) -> None:
    answer = desk(asked_by(AnonymousUser()))
    assert answer.status_code == 302
    assert hand_from(asked_by(AnonymousUser())) is None


def test_an_officer_without_a_second_factor_has_no_hand_and_is_led_to_prove_it(city: City) -> None:
    request = asked_by(city.lin, proved=False)
    assert hand_from(request) is None
    answer = desk(request)
    assert answer.status_code == 302
    assert "next=/desk/" in answer["Location"]


def test_a_resident_is_refused_in_a_sentence(city: City) -> None:
    with pytest.raises(NotAllowed, match="for officers"):
        desk(asked_by(city.mei))


def test_whoever_left_the_post_yesterday_is_refused(city: City) -> None:
    for held in Post.objects.filter(officer__person=city.lin):
        offices.end_post(held, ends=NOON.date() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        desk(asked_by(city.lin))


def test_an_administrator_is_no_officer(city: City) -> None:
    with pytest.raises(NotAllowed):
        desk(asked_by(city.root))


def test_the_hand_is_asked_for_once_a_request(city: City) -> None:
    request = asked_by(city.lin)
    hand_from(request)
    with CaptureQueriesContext(connection) as again:
        assert hand_from(request) is not None
        assert hand_from(Request(request)) is not None
    assert len(again) == 0


def test_the_api_asks_the_same(city: City) -> None:
    view: Any = SimpleNamespace()

    def api(person: Any, **given: Any) -> Request:
        plain = asked_by(person, **given)
        request = Request(plain)
        request.user = person
        return request

    assert IsOfficer().has_permission(api(city.lin), view)
    assert not IsOfficer().has_permission(api(AnonymousUser()), view)
    with pytest.raises(NotAllowed, match="second factor"):
        IsOfficer().has_permission(api(city.lin, proved=False), view)
    with pytest.raises(NotAllowed, match="for officers"):
        IsOfficer().has_permission(api(city.mei), view)


def test_the_view_carries_the_name_of_its_guard() -> None:
    assert desk.guard == "officers-only"  # type: ignore[attr-defined]
