"""The machine's door as a whole: a schema that holds, a page for people, and answers that are never a fault of ours."""

import json
import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from rest_framework.views import APIView

from civic.accounts.guards import Nobody
from portal import api_urls
from tests.cases.api_door import REPORT, is_problem, send
from tests.people import City

pytestmark = pytest.mark.django_db
FUZZ = settings(
    max_examples=50,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)


# --- the schema ---


def test_the_schema_is_made_without_a_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/json"),
        ("application/json", "application/json"),
        ("application/vnd.oai.openapi", "application/vnd.oai.openapi"),
    ],
)
def test_the_schema_is_served_as_openapi_three(client: Client, accept: str, kind: str) -> None:
    answer = client.get("/api/v1/schema/", headers={"Accept": accept} if accept else {})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(kind)
    if kind == "application/json":
        validate(answer.json())
        assert answer.json()["openapi"].startswith("3.")


def schema(client: Client) -> dict[str, Any]:
    """The schema as served."""
    told: dict[str, Any] = client.get("/api/v1/schema/").json()
    return told


def test_every_address_of_the_door_stands_in_the_schema(client: Client) -> None:
    ours = {re.sub(r"<\w+:(\w+)>", r"{\1}", f"/api/v1/{pattern.pattern}") for pattern in api_urls.urlpatterns}
    assert set(schema(client)["paths"]) == ours - {"/api/v1/schema/", "/api/v1/docs/"}


def test_every_operation_tells_its_name_a_summary_and_its_problems(client: Client) -> None:
    for path, item in schema(client)["paths"].items():
        for method, told in item.items():
            assert told["summary"], (path, method)
            assert told["description"], (path, method)
            assert re.fullmatch(r"[a-z_]+", told["operationId"])
            if method == "post":
                assert {"201", "400"} & set(told["responses"]), path


def test_every_body_has_an_example_or_needs_none(client: Client) -> None:
    file_case = schema(client)["paths"]["/api/v1/cases/"]["post"]
    assert file_case["requestBody"]["content"]["application/json"]["examples"]
    assert {"application/json", "multipart/form-data"} <= set(file_case["requestBody"]["content"])
    assert {"201", "400", "409", "429"} <= set(file_case["responses"])


def test_every_view_of_the_door_names_who_may_enter() -> None:
    for pattern in api_urls.urlpatterns:
        view = getattr(pattern.callback, "cls", None)
        if view is not None:
            assert "permission_classes" in vars(view), view
            assert view.permission_classes != [Nobody]
    assert APIView.permission_classes == [Nobody]
    assert get_resolver() is not None


# --- the page for people ---


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_page_for_people_lists_every_operation(client: Client, language: str) -> None:
    page = client.get("/api/v1/docs/", headers={"Accept-Language": language})
    assert page.status_code == 200
    html = page.content.decode()
    for item in schema(client)["paths"].values():
        for told in item.values():
            assert f'id="{told["operationId"]}"' in html
    assert "//cdn" not in html
    assert "http://" not in html.replace("http://testserver", "").replace("http://127.0.0.1", "").replace(
        "http://www.w3.org", ""
    )


def test_the_page_for_people_reads_no_table(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get("/api/v1/docs/")
    with django_assert_max_num_queries(0):
        client.get("/api/v1/docs/")


# --- whatever is sent, it is no fault of ours ---


def never_a_fault(answer: Any) -> None:
    """Either an answer or a problem, never an error page."""
    assert answer.status_code < 500, answer.content[:300]
    if answer.status_code >= 400:
        is_problem(answer, answer.status_code)


@pytest.mark.parametrize("path", ["cases/nothing/here/", "nowhere/", "cases/26-7041-5836/", "desk/"])
def test_an_address_that_is_none_is_a_problem_too(client: Client, path: str) -> None:
    is_problem(client.get(f"/api/v1/{path}"), 404)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", ["cases/", "cases/26-7041-5836/", "matters/", "desk/cases/"])
def test_other_methods_are_refused(client: Client, method: str, path: str) -> None:
    assert client.generic(method.upper(), f"/api/v1/{path}").status_code in (403, 405)


def test_an_answer_in_another_format_is_refused(client: Client) -> None:
    is_problem(client.get("/api/v1/matters/", headers={"Accept": "text/html"}), 406)


words = st.text(alphabet=st.characters(), max_size=40) | st.sampled_from(
    [
        "路灯不亮一周了",
        "\x00",
        "\ud800",
        "‮abc",
        "<script>",
        "' OR 1=1",
        "0101",
        "complaint",
        "yes",
        "dongqiao-lamps",
        "𠀀👩‍👩‍👧",
        "a" * 5000,
    ]
)
numbers = st.integers(-(10**45), 10**45) | st.floats() | st.sampled_from([1e308, -1e308, 10**39, 0, -1, 23.13, 113.3])
scalars = st.none() | st.booleans() | numbers | words
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=8
)


def body_of(told: Any) -> bytes:
    """JSON as a careless program writes it, lone surrogates and NaN included."""
    return json.dumps(told).encode()


@FUZZ
@given(
    changes=st.dictionaries(
        st.sampled_from([*REPORT, "title", "address", "noticed_on", "confidential", "contact", "photo"]),
        values,
        max_size=5,
    ),
    key=st.none() | st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=30),
)
def test_no_report_is_a_fault(city: City, settings: Any, changes: dict[str, Any], key: str | None) -> None:
    settings.LIMITS = dict.fromkeys(settings.LIMITS, (10**6, 60))
    never_a_fault(
        Client().post(
            "/api/v1/cases/",
            body_of(REPORT | changes),
            content_type="application/json",
            headers={"Idempotency-Key": key} if key else {},
        )
    )


@FUZZ
@given(body=values | st.binary(max_size=60))
def test_no_body_is_a_fault(city: City, settings: Any, body: Any) -> None:
    settings.LIMITS = dict.fromkeys(settings.LIMITS, (10**6, 60))
    sent = body if isinstance(body, bytes) else body_of(body)
    for kind in (
        "application/json",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json; charset=bz2_codec",
    ):
        never_a_fault(Client().generic("POST", "/api/v1/cases/", sent, content_type=kind))


@FUZZ
@given(
    asked=st.dictionaries(
        st.sampled_from(
            [
                "kind",
                "matter",
                "office",
                "area",
                "state",
                "since",
                "until",
                "bbox",
                "near",
                "q",
                "cursor",
                "limit",
                "solved",
                "format",
                "lang",
            ]
        ),
        words | numbers.map(str),
        max_size=4,
    )
)
def test_no_filter_is_a_fault(city: City, asked: dict[str, str]) -> None:
    plain = {name: value.encode("utf-8", "replace").decode() for name, value in asked.items()}
    never_a_fault(Client().get("/api/v1/cases/", plain))


@FUZZ
@given(
    number=words,
    code=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=255), max_size=70),
    act=st.sampled_from(["", "timeline/", "ratings/", "appeals/", "replies/", "withdrawal/"]),
    body=values,
)
def test_no_number_and_no_code_is_a_fault(
    city: City, settings: Any, number: str, code: str, act: str, body: Any
) -> None:
    settings.LIMITS = dict.fromkeys(settings.LIMITS, (10**6, 60))
    plain = number.encode("utf-8", "replace").decode().replace("/", "").replace("?", "").replace("#", "") or "x"
    never_a_fault(Client().get(f"/api/v1/cases/{plain}/{act}", headers={"Tracking-Code": code}))
    never_a_fault(send(Client(), f"cases/{plain}/{act or 'ratings/'}", body, Tracking_Code=code))


@FUZZ
@given(
    act=st.sampled_from(["ratings", "appeals", "replies", "withdrawal"]),
    body=values
    | st.dictionaries(st.sampled_from(["solved", "result", "attitude", "speed", "text"]), values, max_size=5),
)
def test_nothing_a_reporter_sends_is_a_fault(city: City, act: str, body: Any) -> None:
    filed = city.filed()
    never_a_fault(send(Client(), f"cases/{filed.case.number}/{act}/", body, Tracking_Code=filed.tracking_code))


@FUZZ
@given(
    who=st.sampled_from(["lin", "mo", "zhao", "chen", "rui"]),
    verb=st.sampled_from(
        [
            "accept",
            "decline",
            "ask",
            "publish",
            "withhold",
            "verify",
            "send-back",
            "dispatch",
            "take",
            "return",
            "answer",
            "uphold",
            "overturn",
        ]
    )
    | values,
    fields=st.dictionaries(
        st.sampled_from(
            [
                "text",
                "title",
                "reason",
                "basis",
                "matter",
                "office",
                "outcome",
                "language",
                "photos",
                "hold_back",
                "keep",
            ]
        ),
        values,
        max_size=5,
    ),
)
def test_no_move_is_a_fault(city: City, as_person: Any, who: str, verb: Any, fields: dict[str, Any]) -> None:
    case = city.case("in-hand" if who in ("zhao", "chen") else "filed", published=False)
    never_a_fault(send(as_person(getattr(city, who)), f"desk/cases/{case.number}/moves/", {"verb": verb, **fields}))
