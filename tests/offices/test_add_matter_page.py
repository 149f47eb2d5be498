"""The city adds a matter on the page: out of force until it is worded and opened."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from civic.offices.actions import lay_out_tags
from civic.offices.models import Matter
from tests.people import City

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
ADD = "/matters/edit/add/"
GIVEN = {"code": "0177", "name_zh_hans": "风筝线", "name_zh_hant": "風箏線", "name_en": "Kite string", "family": "tree"}


def test_a_new_matter_leads_into_its_editor_and_cannot_be_reported_yet(
    city: City, client: Client, as_person: SignIn
) -> None:
    answer = as_person(city.root).post(ADD, GIVEN)
    assert answer.status_code == 302
    assert answer["Location"] == "/matters/0177/edit/"
    matter = Matter.objects.get(code="0177")
    assert (matter.name_en, matter.family, matter.is_active) == ("Kite string", "tree", False)
    assert "/matters/0177/" not in client.get("/matters/").content.decode()
    assert as_person(city.root).get("/matters/0177/edit/").status_code == 200


def test_it_is_opened_in_the_editor_once_the_city_has_functions_to_choose_from(
    city: City, client: Client, as_person: SignIn
) -> None:
    admin = as_person(city.root)
    admin.post(ADD, GIVEN)
    told = {
        "name_zh_hans": "风筝线",
        "family": "tree",
        "function": "function-greening",
        "privacy": "public",
        "answer_days": "3",
        "appeal_days": "30",
        "reopen_days": "30",
        "repair_days": "15",
        "order": "9",
        "is_active": "on",
    }
    without_tags = admin.post("/matters/0177/edit/", told)
    assert without_tags.status_code == 400
    assert "govuk-error-summary" in without_tags.content.decode()
    lay_out_tags()
    assert admin.post("/matters/0177/edit/", told).status_code == 302
    assert "/matters/0177/" in client.get("/matters/").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "0101"}, "code"),
        ({"code": ""}, "code"),
        ({"code": "01-77"}, "code"),
        ({"code": "x" * 13}, "code"),
        ({"code": "井"}, "code"),
        ({"name_zh_hans": ""}, "name_zh_hans"),
        ({"name_en": "x" * 161}, "name_en"),
        ({"family": "ghosts"}, "family"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field_and_stays_typed(
    city: City, as_person: SignIn, change: dict[str, str], field: str
) -> None:
    before = Matter.objects.count()
    answer = as_person(city.root).post(ADD, GIVEN | change, headers={"Accept-Language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="#id_{field}"' in page
    assert "風箏線" in page
    assert Matter.objects.count() == before


def test_whoever_may_change_but_not_add_is_refused_and_sees_no_button(city: City, as_person: SignIn) -> None:
    city.lin.user_permissions.add(Permission.objects.get(codename="change_matter"))
    editor = as_person(city.lin)
    assert editor.get("/matters/0101/edit/").status_code == 200
    assert ADD not in editor.get("/matters/edit/").content.decode()
    assert editor.get(ADD).status_code == 403
    assert editor.post(ADD, GIVEN).status_code == 403


def test_the_editor_is_not_taken_for_a_matter(city: City, as_person: SignIn) -> None:
    assert b"Street lamp" in as_person(city.root).get("/matters/edit/", headers={"Accept-Language": "en"}).content
