"""What somebody types into an address of the admin is answered with a page, never with a fault of ours."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import SuspiciousOperation
from django.db.models import Field, Model
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.people import City

FORGED = ("x", "9" * 30, "\x00")
ENDS = ("", "__exact", "__id__exact", "__isnull", "__in", "__contains", "__nothing")
OWN = ("q", "o", "p", "all", "e", "_facets", "nothing")
TABLES = sorted(admin.site._registry, key=lambda model: model._meta.label)
NAMES = [model._meta.label_lower for model in TABLES]


def _columns(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.get_fields() if isinstance(field, Field)]


def _address(model: type[Model], page: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


@pytest.mark.parametrize("model", TABLES, ids=NAMES)
def test_a_forged_filter_of_a_list_leads_back_to_the_whole_list(city: City, model: type[Model]) -> None:
    listed, table = _address(model, "changelist"), admin.site._registry[model]
    filters = [name for name in table.list_filter if isinstance(name, str)]
    asked = [(f"{one}{end}", FORGED[n % 3]) for one in _columns(model) for n, end in enumerate(ENDS)]
    asked += [(f"{one}{end}", value) for one in filters for end in ENDS[:4] for value in FORGED]
    asked += [(one, value) for one in OWN for value in FORGED]
    for one in asked:
        request = RequestFactory().get(listed, dict([one]))
        request.user = city.root
        request._messages = CookieStorage(request)
        with suppress(IncorrectLookupParameters, SuspiciousOperation):  # led back, or 400: Django's own answers
            table.get_changelist_instance(request)


@pytest.mark.parametrize("model", TABLES, ids=NAMES)
def test_a_forged_address_of_a_list_or_form_is_answered_with_a_page(
    city: City, as_person: Any, model: type[Model]
) -> None:
    root: Client = as_person(city.root)
    root.raise_request_exception = False
    filters = [name for name in admin.site._registry[model].list_filter if isinstance(name, str)]
    for value in FORGED:
        listed = urlencode({f"{name}__exact": value for name in filters} | {"q": value})
        begun = urlencode(dict.fromkeys((*_columns(model), "_changelist_filters", "_to_field"), value))
        for address in (f"{_address(model, 'changelist')}?{listed}", f"{_address(model, 'add')}?{begun}"):
            assert root.get(address, follow=True).status_code < 500, address


def test_a_form_begins_with_what_its_address_says_where_that_is_good(city: City, as_person: Any) -> None:
    root: Client = as_person(city.root)
    area = city.area("990102")
    for told, begun in ((str(area.pk), {"area": str(area.pk)}), ("999999", {}), ("x", {})):
        page = root.get("/admin/places/switch/add/", {"area": told, "nothing": "x"})
        assert page.context["adminform"].form.initial == begun
