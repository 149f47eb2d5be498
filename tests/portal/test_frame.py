"""The frame of every page: what it shows to whom, what it costs, what it lets a browser load."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from civic.cases.models import Case
from portal import navigation
from portal.navigation import forget_city_name

pytestmark = pytest.mark.django_db
OUR_PAGES = ["/accounts/login/", "/accounts/login/staff/", "/accounts/password/reset/", "/privacy/", "/accessibility/"]


@pytest.fixture(autouse=True)
def _fresh_name() -> Any:
    forget_city_name()
    yield
    forget_city_name()


def test_a_stranger_costs_no_query_once_the_city_is_known(
    client: Client, city: Any, django_assert_num_queries: Any
) -> None:
    assert "Yunqiao" in client.get("/accounts/login/").content.decode()
    with django_assert_num_queries(0):
        client.get("/accounts/login/")


def test_the_name_of_the_city_speaks_the_readers_language(client: Client, city: Any) -> None:
    assert "云桥市" in client.get("/accounts/login/?lang=zh-hans").content.decode()
    assert "雲橋市" in client.get("/accounts/login/?lang=zh-hant").content.decode()


def test_only_sections_that_are_built_are_shown(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "SECTIONS", [*navigation.SECTIONS, ("/moon/", "Moon")])
    navigation._built.cache_clear()
    try:
        page = client.get("/accounts/login/").content.decode()
    finally:
        navigation._built.cache_clear()
    for built in ("/little-mayor/", "/volunteer/", "/scores/"):
        assert f'href="{built}"' in page
    assert "/moon/" not in page


@pytest.mark.parametrize("page", OUR_PAGES)
def test_no_page_needs_what_the_content_policy_forbids(client: Client, page: str) -> None:
    answer = client.get(page)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html)
    assert not re.search(r"<style|javascript:", html)
    for script in re.findall(r"<script([^>]*)>", html):
        assert "src=" in script or 'type="application/json"' in script
    assert not re.search(r'(src|href)="https?://(?!testserver)', html)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "microphone=()" in answer["Permissions-Policy"]


def test_the_admin_opens_to_staff_with_a_second_factor_only(client: Client, city: Any, as_person: Any) -> None:
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/login/staff/?next=/admin/"
    client.force_login(city.root, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/second-factor/?next=/admin/"
    client.force_login(city.mei, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/", follow=True).status_code == 403
    assert as_person(city.root).get("/admin/").status_code == 200


def test_the_admin_never_leads_off_the_site(client: Client, city: Any, as_person: Any) -> None:
    assert as_person(city.root).get("/admin/login/?next=https://evil.example/").url == "/admin/"


def test_the_record_is_not_edited_in_the_admin() -> None:
    assert not admin.site.is_registered(Case)
    assert {model._meta.app_label for model in admin.site._registry} & {
        "cases",
        "journal",
        "feedback",
        "notices",
        "account",
        "mfa",
        "usersessions",
    } == set()
    with pytest.raises(ImproperlyConfigured):
        admin.site.register(Case)


def test_an_administrator_hires_and_closes_but_edits_nobody(city: Any, as_person: Any) -> None:
    root = as_person(city.root)
    page = root.post("/admin/accounts/person/add/", {"handle": "A", "name": "Anna", "email": ""})
    assert "small letters" in page.content.decode()
    root.post("/admin/accounts/person/add/", {"handle": "anna", "name": "Anna", "email": "anna@city.example"})
    anna = type(city.root).objects.get(handle="anna")
    assert anna.is_staff
    root.post(f"/admin/accounts/person/{anna.pk}/change/", {"handle": "mallory", "is_superuser": "on"})
    root.post("/admin/accounts/person/", {"action": "close_accounts", "_selected_action": [anna.pk]})
    anna.refresh_from_db()
    assert (anna.handle, anna.is_superuser, anna.is_active) == ("anna", False, False)


def routes(patterns: Any, prefix: str = "") -> Any:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":  # guarded as a whole, by CityAdmin.has_permission
                yield from routes(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


def test_every_door_names_its_guard() -> None:
    ours = [
        (route, view)
        for route, view in routes(get_resolver("portal.urls").url_patterns)
        if route.startswith(("accounts/", "healthz", "readyz", "metrics", "privacy", "accessibility"))
    ]
    assert len(ours) > 25
    assert [route for route, view in ours if not getattr(view, "guard", "")] == []


def test_doors_for_the_signed_in_send_strangers_to_the_first_page(client: Client) -> None:
    for route, view in routes(get_resolver("portal.urls").url_patterns):
        if getattr(view, "guard", "") == "signed-in" and "<" not in route:
            assert client.get(f"/{route}").url.startswith("/accounts/login/?next="), route


OWN_PAGES = ["rate/", "appeal/", "reply/", "withdraw/"]


@pytest.mark.parametrize("page", ["/accounts/sessions/", "/accounts/2fa/", "/accounts/password/reset/", *OWN_PAGES])
def test_a_page_of_ones_own_is_kept_by_no_cache(city: Any, as_person: Any, page: str) -> None:
    case = city.filed(by=city.mei).case
    answer = as_person(city.mei).get(page if page.startswith("/") else f"/cases/{case.number}/{page}")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("page", ["/cases/", "/", "/api/v1/desk/cases/", "/nowhere/"])
def test_what_somebody_with_a_session_reads_is_kept_by_no_cache_between(city: Any, as_person: Any, page: str) -> None:
    assert "private" in as_person(city.lin).get(page)["Cache-Control"]
    assert "private" not in Client().get(page).headers.get("Cache-Control", "")
