"""The admin: for administrators with a second factor alone, without a case in it, with a journal of each change."""

import re
from typing import Any

import pytest
from django.contrib import admin

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.journal.models import Change
from civic.offices.models import Office
from tests.doors.answers import leads_to, told, words_of
from tests.doors.asking import ask
from tests.doors.guards import NO_ADMIN, NO_STAFF
from tests.doors.test_routes import UUID
from tests.doors.town import BY_NAME, CAST, Somebody, Town, drawn, mark
from tests.house.test_routes import routes

PAGES = sorted({path for path, _pattern in routes() if path.startswith("admin/")})
OPEN = {"admin/login/", "admin/logout/", "admin/password_change/", "admin/password_change/done/", "admin/jsi18n/"}
KEEPS_NO_CASE = ("cases", "calls", "feedback", "handling", "supervision", "desk", "notices", "journal", "search")


def address(path: str) -> str:
    """The address of a page of the admin, with keys that name nothing."""
    path = re.sub(r"<path:content_type_id>/<path:object_id>", "1/1", path)
    path = path.replace("^(?P<app_label>places|accounts|offices)/$", "offices/").replace("(?P<url>.*)$", "cases/case/")
    return "/" + path.replace("<path:object_id>", "999999").replace("<uuid:key>", UUID)


@pytest.mark.parametrize("who", [one for one in CAST if one.name not in ("root", "bo")], ids=lambda one: one.name)
def test_nobody_but_an_administrator_with_a_second_factor_enters(town: Town, who: Somebody) -> None:
    wrong = []
    for path in PAGES:
        if path in OPEN or not drawn(path, who.name, one_in=16):
            continue
        for method in ("GET", "POST"):
            answer = ask(town, who, method, address(path))
            if not is_kept_out(answer):
                wrong.append(f"{method} {path} by {who.name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def is_kept_out(answer: Any) -> bool:
    """Led to the page that says what she lacks, whatever she asked for."""
    return answer.status_code == 302 and answer.headers["Location"].split("?")[0] in (
        "/admin/login/",
        "/accounts/login/",
    )


def test_the_way_in_leads_each_to_what_she_lacks(town: Town) -> None:
    for who in CAST:
        answer = ask(town, who, "GET", "/admin/login/?next=/admin/")
        if not who.handle:
            assert leads_to(answer, "/accounts/login/staff/")
        elif not who.is_staff:
            assert answer.status_code == 403
            assert told(NO_STAFF, who.language) in words_of(answer)
        elif not who.has_factor:
            assert leads_to(answer, "/accounts/second-factor/")
        elif who.name in ("root", "bo"):
            assert leads_to(answer, "/admin/")
        else:
            assert answer.status_code == 403
            assert told(NO_ADMIN, who.language) in words_of(answer)


def test_the_administrator_finds_no_case_in_any_page_of_the_admin(town: Town) -> None:
    """Neither a number nor a word of one; no table of the record, and no act but those on the city's own lists."""
    numbers = set(Case.objects.values_list("number", flat=True))
    words = {mark(key) for key in town.cases}
    for path in PAGES:
        if "<path:object_id>" in path or not ("add/" in path or drawn(path, "root", one_in=2)):
            continue
        page = ask(town, BY_NAME["root"], "GET", address(path))
        assert page.status_code in (200, 302, 403, 404, 405), path
        found = [one for one in (*numbers, *words) if one in page.body]
        assert found == [], path
        acts = set(re.findall(r'<option value="([a-z_]+)"', page.body.split('name="action"')[-1].split("</select>")[0]))
        assert not acts & {"accept", "decline", "publish", "dispatch", "answer", "verify"}, path


def test_the_admin_has_no_door_to_a_case(town: Town) -> None:
    assert [model for model in admin.site._registry if model._meta.app_label in KEEPS_NO_CASE] == []
    case, before = town.cases["in-hand"], Case.objects.filter(pk=town.cases["in-hand"].pk).values().get()
    for app in KEEPS_NO_CASE:
        for model in ("case", "part", "line", "contact", "check", "rating", "change"):
            for end in ("", "add/", f"{case.pk}/change/", f"{case.pk}/delete/"):
                for method in ("GET", "POST") if drawn(app, model, end, one_in=8) else ():
                    answer = ask(town, BY_NAME["root"], method, f"/admin/{app}/{model}/{end}", {"state": "closed"})
                    assert answer.status_code == 404, (app, model, end)
    assert ask(town, BY_NAME["root"], "GET", f"/desk/cases/{case.number}/").status_code == 403
    assert Case.objects.filter(pk=case.pk).values().get() == before


def test_an_administrator_of_an_area_keeps_its_people_and_nothing_else(town: Town) -> None:
    """Who checks is out of her reach, by every page she may open."""
    bo = BY_NAME["bo"]
    for path in PAGES:
        if path in OPEN or not drawn(path, "bo", one_in=2):
            continue
        page = ask(town, bo, "GET", address(path))
        table = path.split("/")[1:3]
        if page.status_code == 200 and len(table) == 2 and table[1] and "<" not in table[0] and "^" not in table[0]:
            assert table in (["offices", "post"], ["offices", "absence"], ["offices", "officer"]), path
        for name in ("Lin", "Mo", "Rui", "Sun"):
            assert f">{name}<" not in page.body, path
    for handle in ("lin", "rui", "sun"):
        post = Person.objects.get(handle=handle).officer.posts.get()
        answer = ask(town, bo, "POST", f"/admin/offices/post/{post.pk}/change/", {"ends": "2026-01-01"})
        assert answer.status_code in (302, 403, 404)
        post.refresh_from_db()
        assert post.ends is None


def test_what_an_administrator_changes_stands_in_the_journal(town: Town) -> None:
    before = Change.objects.count()
    client = town.client(BY_NAME["root"])
    office = Office.objects.get(code="drains")
    where = f"/admin/offices/office/{office.pk}/change/"
    form = client.get(where).context["adminform"].form
    said = {name: value for name, value in form.initial.items() if value is not None and name in form.fields}
    client.post(where, {name: getattr(value, "pk", value) for name, value in said.items()} | {"name_en": "Drains"})
    assert Change.objects.count() == before + 1
    assert Change.objects.order_by("-seq")[0].about == f"offices.office:{office.pk}"
