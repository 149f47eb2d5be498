"""The admin is for configuration: what it changes is written down, what is a record it cannot touch."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.journal.actions import record_change
from civic.journal.models import Change
from civic.journal.queries import broken_among, first_broken_change
from civic.offices.models import Force, GridPost, Office
from portal.admin_journal import Journalled, kept_of, told_apart
from portal.admin_site import RECORDS
from tests.at_once import at_once
from tests.people import NOON, City

NAMES = {"name_zh_hans": "河长", "name_zh_hant": "河長", "name_en": "River chief"}


@pytest.fixture
def root(city: City, as_person: Any) -> Client:
    client: Client = as_person(city.root)
    return client


def _add_force(client: Client, code: str = "river-chief") -> Force:
    client.post("/admin/offices/force/add/", NAMES | {"code": code, "order": "80"})
    return Force.objects.get(code=code)


def test_every_table_of_the_admin_is_journalled_and_none_is_a_record(city: City) -> None:
    assert len(admin.site._registry) > 10
    for model, model_admin in admin.site._registry.items():
        assert isinstance(model_admin, Journalled), model
        assert type(model_admin).__mro__[1] is Journalled, model  # nothing stands before it
        assert model._meta.app_label not in RECORDS, model
    for name in ("Case", "Line", "Part", "Contact", "ContactOpening", "Viewing", "Deadline"):
        assert apps.get_model("cases", name) not in admin.site._registry
    assert apps.get_model("feedback", "Rating") not in admin.site._registry
    with pytest.raises(ImproperlyConfigured):
        admin.site.register(Case)
    with pytest.raises(ImproperlyConfigured):
        admin.site.register(Change)


def test_no_form_of_the_admin_reaches_a_case(root: Client, city: City) -> None:
    case = city.case("in-hand")
    for app in sorted(RECORDS):
        assert root.get(f"/admin/{app}/").status_code == 404
    for name in ("case", "line", "part", "contact"):
        for address in (f"/admin/cases/{name}/", f"/admin/cases/{name}/{case.pk}/change/"):
            assert root.get(address).status_code == 404
            assert root.post(address, {"state": "closed"}).status_code == 404
    for model, model_admin in admin.site._registry.items():
        fields = {field.name for field in model._meta.get_fields() if getattr(field, "related_model", None) is Case}
        request = RequestFactory().get("/admin/")
        request.user = city.root
        for inline in model_admin.get_inline_instances(request):
            assert inline.model._meta.app_label not in RECORDS, model
        shown = {name for name in (model_admin.fields or ()) if isinstance(name, str)}
        if fields & shown:  # a case may be named in a row that nobody adds to, changes or takes away
            assert not model_admin.has_add_permission(request), model
            assert not model_admin.has_change_permission(request), model
            assert not model_admin.has_delete_permission(request), model


def test_nobody_moves_a_case_by_being_administrator(root: Client, city: City) -> None:
    case = city.case("in-hand")
    assert root.get(f"/desk/cases/{case.number}/").status_code == 403
    assert root.post(f"/desk/cases/{case.number}/answer/", {"text": "x"}).status_code == 403
    assert root.get(f"/api/v1/desk/cases/{case.number}/moves/").status_code == 403


def test_what_was_added_and_changed_stands_there_with_before_and_after(root: Client, city: City) -> None:
    force = _add_force(root)
    changed = NAMES | {"name_en": "River warden", "order": "70"}
    root.post(f"/admin/offices/force/{force.pk}/change/", changed)
    added, amended = Change.objects.order_by("seq")
    assert (added.verb, amended.verb, added.actor) == ("add", "change", city.root)
    assert added.about == f"offices.force:{force.pk}"
    assert added.facts["after"]["code"] == "river-chief"
    assert (amended.facts["before"]["name_en"], amended.facts["after"]["name_en"]) == ("River chief", "River warden")
    assert (amended.facts["before"]["order"], amended.facts["after"]["order"]) == (80, 70)
    assert "code" not in amended.facts["after"]
    assert first_broken_change() is None


def test_what_is_secret_or_private_is_not_kept(root: Client, city: City) -> None:
    force = _add_force(root)
    area = city.area("990102").pk
    given = {"force": force.pk, "area": area, "name": "赵河长", "phone": "020-5550 0001", "starts": "2026-01-01"}
    root.post("/admin/offices/gridpost/add/", given)
    seat = GridPost.objects.get()
    root.post(f"/admin/offices/gridpost/{seat.pk}/change/", {"name": "钱河长", "phone": "020-5550 0002"})
    root.post("/admin/accounts/person/add/", {"handle": "new.one", "name": "New", "email": "new@city.example"})
    kept = " ".join(f"{change.facts} {change.about}" for change in Change.objects.all())
    for secret in ("020-5550", "赵河长", "钱河长", "new@city.example", Person.objects.get(handle="new.one").password):
        assert secret not in kept
    amended = Change.objects.filter(about=f"offices.gridpost:{seat.pk}", verb="change").get()
    assert amended.facts["hidden"] == ["name", "phone"]


def test_a_change_that_fails_leaves_no_line_and_a_line_that_fails_no_change(
    root: Client, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    root.post("/admin/offices/force/add/", NAMES | {"code": "", "order": "80"})
    assert not Change.objects.exists()

    def fail(*_told: Any, **_more: Any) -> None:
        raise RuntimeError("the journal is full")

    monkeypatch.setattr("portal.admin_journal.record_change", fail)
    with pytest.raises(RuntimeError):
        root.post("/admin/offices/force/add/", NAMES | {"code": "river-chief", "order": "80"})
    assert not Force.objects.filter(code="river-chief").exists()


def test_closing_accounts_in_a_row_writes_a_line_for_each(root: Client, city: City) -> None:
    chosen = [city.chen.pk, city.zhao.pk]
    root.post("/admin/accounts/person/", {"action": "close_accounts", "_selected_action": chosen})
    lines = Change.objects.order_by("seq")
    assert {line.about for line in lines} == {f"accounts.person:{pk}" for pk in chosen}
    assert all(line.facts["after"] == {"is_active": False} for line in lines)


def test_a_line_that_was_tampered_with_is_found_and_shown(root: Client, city: City) -> None:
    for number in range(4):
        _add_force(root, f"force-{number}")
    assert first_broken_change() is None
    victim = Change.objects.get(seq=2)
    Change.objects.filter(seq=2).update(facts=victim.facts | {"after": {"code": "another"}})
    assert first_broken_change() == 2
    assert broken_among(list(Change.objects.order_by("-seq"))) == {2}
    assert "The seal does not hold" in root.get("/desk/records/changes/").content.decode()
    Change.objects.filter(seq=2).delete()
    assert first_broken_change() == 2


def test_the_list_narrows_and_costs_one_query_more_or_less(
    root: Client, city: City, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        _add_force(root, f"force-{number}")
    root.get("/desk/records/changes/")
    with django_assert_max_num_queries(10):
        page = root.get("/desk/records/changes/?about=offices.force")
    assert page.content.decode().count("offices.force:") == 3
    assert "offices.force:" not in root.get("/desk/records/changes/?person=nobody").content.decode()


def test_the_database_knows_what_a_change_is(city: City) -> None:
    told: dict[str, Any] = {"seq": 1, "verb": "add", "side": "admin", "actor": city.root, "at": NOON, "about": "a"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(**told | {"verb": "bless"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(**told | {"actor": None})


def test_long_values_are_cut_and_equal_ones_left_out(city: City) -> None:
    office = Office.objects.get(code="drains")
    office.contact_line = "长" * 3000
    told = kept_of(office)["contact_line"]
    assert len(told) < 200
    assert "sha256" in told
    assert told_apart({"a": 1, "b": 2}, {"a": 1, "b": 3}) == ({"b": 2}, {"b": 3}, [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one hand write at a time anyhow")
def test_two_administrators_at_once_both_find_their_place_in_the_chain() -> None:
    root = Person.objects.get(handle="root")

    def write() -> Change:
        return record_change(
            "add", by=root, about="x:1", name="x", before={}, after={"a": 1}, at=datetime(2026, 11, 3, tzinfo=UTC)
        )

    told = at_once(write, write, write, write)
    assert sorted(one.seq for one in told) == [1, 2, 3, 4]
    assert first_broken_change() is None
