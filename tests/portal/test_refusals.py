"""A refused act becomes a calm page for people and problem+json for programs."""

from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from rest_framework import exceptions, serializers
from rest_framework.decorators import api_view, permission_classes
from rest_framework.request import Request
from rest_framework.response import Response

from civic.accounts.guards import Anybody, SignedIn, open_to_all, staff_door
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Refused, Taken, TooLate, TooMany

REFUSALS: dict[str, Refused] = {
    "allowed": NotAllowed(_("You cannot verify this case, because you answered it.")),
    "valid": NotValid(fields={"text": _("Say a little more."), "photo": [_("Too large."), _("Not a photo.")]}),
    "late": TooLate(_("The time for an appeal ended on 9 December.")),
    "taken": Taken(),
    "conflict": Conflict(),
    "many": TooMany(retry_after=90),
    "factor": NotAllowed(_("A second factor is missing."), code="second-factor"),
}


@open_to_all
def page(request: HttpRequest, name: str) -> HttpResponse:
    raise REFUSALS[name]


@open_to_all
@require_POST
def button(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


@staff_door
def staff_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


class Given(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=5)
    contact = serializers.DictField(child=serializers.EmailField(), required=False)


@api_view(["GET", "POST"])
@permission_classes([Anybody])
def api(request: Request, name: str) -> Response:
    if name in REFUSALS:
        raise REFUSALS[name]
    if name == "gone":
        raise Http404("case 26-7041-5836 is confidential")
    if name == "throttled":
        raise exceptions.Throttled(wait=12.4)
    given = Given(data=request.data)
    given.is_valid(raise_exception=True)
    return Response(given.validated_data)


@api_view(["GET"])
@permission_classes([SignedIn])
def api_signed_in(request: Request) -> Response:
    return Response({})


@api_view(["GET"])
def api_closed(request: Request) -> Response:
    return Response({})


urlpatterns = [
    path("refused/<str:name>/", page),
    path("staff/", staff_page),
    path("staff/nowhere/button/", button),
    path("api/v1/signed-in/", api_signed_in),
    path("api/v1/closed/", api_closed),
    path("api/v1/<str:name>/", api),
    path("", include("portal.urls")),
]
handler400 = "portal.views.refused.bad_request"
handler403 = "portal.views.refused.forbidden"
handler404 = "portal.views.refused.not_found"
handler500 = "portal.views.refused.our_fault"

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.mark.parametrize(
    ("name", "status"),
    [("allowed", 403), ("valid", 400), ("late", 409), ("taken", 409), ("conflict", 409), ("many", 429)],
)
def test_people_get_a_page_with_the_reason(client: Client, name: str, status: int) -> None:
    answer = client.get(f"/refused/{name}/")
    assert answer.status_code == status
    assert str(REFUSALS[name]) in answer.content.decode()
    assert '<main id="main"' in answer.content.decode()


def test_a_forms_address_opened_as_a_page_leads_to_the_nearest_page_above(client: Client) -> None:
    answer = client.get("/staff/nowhere/button/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert 'href="/staff/"' in answer.content.decode()
    assert client.post("/staff/nowhere/button/").content == b"done"


def test_who_came_too_often_reads_when_to_come_back(client: Client) -> None:
    assert client.get("/refused/many/")["Retry-After"] == "90"
    assert client.get("/api/v1/many/")["Retry-After"] == "90"


def test_a_missing_second_factor_leads_to_its_page_and_back(client: Client) -> None:
    assert client.get("/refused/factor/").url == "/accounts/second-factor/?next=/refused/factor/"


@pytest.mark.parametrize(
    ("name", "status"),
    [("allowed", 403), ("late", 409), ("taken", 409), ("conflict", 409), ("many", 429), ("factor", 403)],
)
def test_programs_get_a_problem(client: Client, name: str, status: int) -> None:
    answer = client.get(f"/api/v1/{name}/")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["type"] == f"urn:gongzhi:problem:{REFUSALS[name].code}"
    assert told["status"] == status
    assert told["detail"] == str(REFUSALS[name])
    assert told["title"]


def test_each_field_has_its_own_sentences(client: Client) -> None:
    assert client.get("/api/v1/valid/").json()["errors"] == {
        "text": ["Say a little more."],
        "photo": ["Too large.", "Not a photo."],
    }
    told = client.post(
        "/api/v1/form/", {"text": "", "contact": {"email": "no"}}, content_type="application/json"
    ).json()
    assert set(told["errors"]) == {"text", "contact.email"}
    assert told["detail"] == "Some answers need another look."
    only = client.post("/api/v1/form/", {"text": "much too long"}, content_type="application/json").json()
    assert only["detail"] == only["errors"]["text"][0]


def test_a_404_never_tells_why(client: Client) -> None:
    hidden, unknown = client.get("/api/v1/gone/"), client.get("/api/none/")
    assert hidden.json() == unknown.json()
    assert hidden["Content-Type"] == unknown["Content-Type"] == "application/problem+json"
    assert b"26-7041" not in hidden.content
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "text/html" in page["Content-Type"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("\ufeff[]", "application/json", 400),
        ("[]", "application/json", 400),
        ('"text"', "application/json", 400),
        ('{"text": "\\ud800"}', "application/json", 400),
        ('{"text": "a\\u0000"}', "application/json", 400),
        ("<a/>", "application/xml", 415),
        ("text=ok", "text/plain", 415),
        (b"\xff\xfe", "application/json", 400),
    ],
)
def test_what_is_not_what_it_says_is_a_problem_too(client: Client, body: Any, kind: str, status: int) -> None:
    answer = client.post("/api/v1/form/", data=body, content_type=kind)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].endswith(".")


def test_other_ways_to_be_refused_are_problems(client: Client) -> None:
    assert client.get("/api/v1/throttled/")["Retry-After"] == "13"
    for path_, method, status in [("signed-in", "get", 403), ("closed", "get", 403), ("form", "delete", 405)]:
        answer = getattr(client, method)(f"/api/v1/{path_}/")
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert answer.json()["detail"].endswith(".")
    assert client.get("/api/v1/closed/", headers={"accept": "text/turtle"}).status_code in (403, 406)


def test_the_staff_door_turns_residents_away_and_leads_staff_to_their_second_factor(
    client: Client, city: Any, as_person: Any
) -> None:
    assert client.get("/staff/").url == "/accounts/login/?next=/staff/"
    client.force_login(city.mei, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/staff/").status_code == 403
    client.force_login(city.lin, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/staff/").url == "/accounts/second-factor/?next=/staff/"
    assert as_person(city.lin).get("/staff/").content == b"in"
