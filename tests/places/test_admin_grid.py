"""Administrators keep structures, layers and switches through the acts, and read the borders there were."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from civic.places.models import Border, CodeStructure, Layer, Switch
from civic.places.queries import is_on
from tests.people import City

NAMES = {"name_zh_hans": "新", "name_zh_hant": "新", "name_en": "New"}


@pytest.fixture
def admin(city: City, as_person: Any) -> Client:
    return as_person(city.root)


def page(model: str, act: str, *args: Any) -> str:
    return reverse(f"admin:places_{model}_{act}", args=args)


def test_every_list_opens(admin: Client) -> None:
    for model in ("area", "border", "cell", "codestructure", "layer", "switch"):
        assert admin.get(page(model, "changelist")).status_code == 200


def test_a_structure_and_a_layer_that_follows_it_are_added_and_amended(admin: Client) -> None:
    parts = '[{"name": "area", "digits": 6}, {"name": "cell", "digits": 4}]'
    told = {"code": "own", "of": "cell", "parts": parts, "source": "§ 3", **NAMES}
    assert admin.post(page("codestructure", "add"), told | {"parts": "[]"}).status_code == 200
    assert admin.post(page("codestructure", "add"), told).status_code == 302
    structure = CodeStructure.objects.get(code="own")
    assert admin.post(page("codestructure", "change", structure.pk), told | {"source": "§ 4"}).status_code == 302
    structure.refresh_from_db()
    assert structure.source == "§ 4"
    layer = {"code": "fire", "structure": structure.pk, "is_complete": "on", "order": 30, **NAMES}
    assert admin.post(page("layer", "add"), layer).status_code == 302
    opened = Layer.objects.get(code="fire")
    assert (opened.structure, opened.is_complete) == (structure, True)
    assert admin.post(page("layer", "change", opened.pk), layer | {"order": 5}).status_code == 302
    opened.refresh_from_db()
    assert opened.order == 5


def test_a_switch_is_set_turned_and_taken_back(admin: Client, city: City) -> None:
    dongqiao = city.area("990102")
    assert admin.post(page("switch", "add"), {"area": dongqiao.pk, "part": "phone-desk"}).status_code == 302
    assert not is_on("phone-desk", dongqiao)
    said = Switch.objects.get()
    assert admin.post(page("switch", "change", said.pk), {"is_on": "on"}).status_code == 302
    assert is_on("phone-desk", dongqiao)
    admin.post(page("switch", "change", said.pk), {})
    assert not is_on("phone-desk", dongqiao)
    assert admin.post(page("switch", "delete", said.pk), {"post": "yes"}).status_code == 302
    assert is_on("phone-desk", dongqiao)
    for part in ("one", "two"):
        admin.post(page("switch", "add"), {"area": dongqiao.pk, "part": part})
    chosen = {"action": "delete_selected", "_selected_action": [one.pk for one in Switch.objects.all()], "post": "yes"}
    admin.post(page("switch", "changelist"), chosen)
    assert not Switch.objects.exists()


def test_borders_are_read_only(admin: Client, city: City) -> None:
    border = Border.objects.filter(area=city.area("990102")).get()
    assert admin.get(page("border", "change", border.pk)).status_code == 200
    assert admin.post(page("border", "change", border.pk), {"starts": "2026-01-01"}).status_code == 403
    assert admin.get(page("border", "add")).status_code == 403
    assert admin.post(page("border", "delete", border.pk), {"post": "yes"}).status_code == 403
    assert Border.objects.filter(pk=border.pk, starts=None).exists()
