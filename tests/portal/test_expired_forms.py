"""A form that was open too long loses no word of a report."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from civic.accounts.guards import open_to_all


@open_to_all
def typed_in(request: HttpRequest, rest: str = "") -> HttpResponse:
    return HttpResponse("thank you")


urlpatterns = [
    path("report/<path:rest>", typed_in),
    path("track/", typed_in),
    path("api/v1/cases/", typed_in),
    path("", include("portal.urls")),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
TEXT = "The lamp at the bridge is out since Monday.\nPlease come at night."


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def test_what_was_typed_in_a_report_stands_there_again_with_one_button(strict: Client) -> None:
    page = strict.post("/report/what/", {"text": TEXT, "kind": "complaint", "csrfmiddlewaretoken": "stale"})
    html = page.content.decode()
    assert page.status_code == 403
    assert f'name="text" value="{TEXT}"' in html
    assert 'name="kind" value="complaint"' in html
    assert 'value="stale"' not in html
    assert re.search(r'<button(?![^>]* hidden)[^>]*class="govuk-button"', html)
    assert "csrftoken" in page.cookies  # the fresh token that the button sends


def test_the_fresh_token_is_good(strict: Client) -> None:
    page = strict.post("/track/", {"number": "26-7041-5836", "csrfmiddlewaretoken": "stale"})
    token = page.context["csrf_token"]
    again = strict.post("/track/", {"number": "26-7041-5836", "csrfmiddlewaretoken": str(token)})
    assert again.content == b"thank you"


def test_html_in_the_words_stays_words(strict: Client) -> None:
    html = strict.post("/report/what/", {"text": '"><script>alert(1)</script> and more'}).content.decode()
    assert "<script>alert" not in html


def test_photos_are_named_as_not_kept(strict: Client) -> None:
    page = strict.post("/report/photos/", {"photo": SimpleUploadedFile("a.jpg", b"x", "image/jpeg")})
    assert "choose them again" in page.content.decode()


def test_another_site_cannot_have_its_words_sent_in_the_visitors_name(strict: Client) -> None:
    page = strict.post("/report/what/", {"text": TEXT}, headers={"origin": "https://evil.example"})
    assert page.status_code == 403
    assert TEXT not in page.content.decode()


def test_elsewhere_a_plain_sentence(strict: Client) -> None:
    page = strict.post("/accounts/login/", {"address": "a@example.com"})
    assert page.status_code == 403
    assert "The page was open too long." in page.content.decode()


def test_programs_get_a_problem(strict: Client, city: Any) -> None:
    answer = strict.post("/api/v1/cases/", {}, content_type="application/json")
    assert answer["Content-Type"] == "application/problem+json"
