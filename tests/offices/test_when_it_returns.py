"""How near and how soon a matter has come back, and how often that is a topic: numbers that the city sets itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from civic.lib.refusals import NotValid
from civic.offices.actions import amend_matter, import_matters, lay_out_tags
from civic.offices.models import Matter
from civic.offices.queries.registers import duty_registers
from civic.offices.rules import RETURNING, read_matter
from tests.offices.test_edit_matter import typed
from tests.people import City

SignIn = Callable[[Any], Client]
USUAL = {"rebound_metres": 50, "rebound_days": 90, "topic_returns": 3, "topic_days": 90, "cause_days": 10}


def numbers(matter: Matter) -> dict[str, int]:
    """What a matter says of it."""
    return {name: getattr(matter, name) for name in RETURNING}


def test_a_matter_starts_with_what_is_usual_in_the_city(city: City) -> None:
    assert numbers(city.matter()) == USUAL


@pytest.mark.parametrize(("name", "value"), [(name, least - 1) for name, (least, _most) in RETURNING.items()])
def test_a_number_that_says_nothing_is_refused_at_its_field(city: City, name: str, value: int) -> None:
    with pytest.raises(NotValid) as refused:
        amend_matter(city.matter(), **{name: value})
    assert list(refused.value.fields) == [name]
    with pytest.raises(NotValid):
        amend_matter(city.matter(), **{name: RETURNING[name][1] + 1})


def test_the_table_itself_refuses_what_would_link_everything(city: City) -> None:
    for change in ({"rebound_metres": 5000}, {"topic_returns": 1}, {"cause_days": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Matter.objects.filter(code="0101").update(**change)


def test_the_editor_changes_them_and_leaves_alone_what_was_left_open(city: City, as_person: SignIn) -> None:
    lay_out_tags()
    browser = as_person(city.root)
    page = browser.get("/matters/0101/edit/").content.decode()
    for name in RETURNING:
        assert f'name="{name}"' in page
    told = typed(city.matter(), function="function-works")
    wrong = browser.post("/matters/0101/edit/", told | {"rebound_metres": "501"})
    assert wrong.status_code == 400
    change = {"rebound_metres": "80", "topic_returns": "4", "cause_days": ""}
    assert browser.post("/matters/0101/edit/", told | change).status_code == 302
    assert numbers(city.matter()) == USUAL | {"rebound_metres": 80, "topic_returns": 4}


def test_a_file_of_the_catalogue_may_say_them(city: City) -> None:
    told = {"code": "0177", "names": ["线", "線", "String"], "family": "tree", "rebound_metres": 30, "topic_days": 45}
    draft, faults = read_matter(told)
    assert faults == {}
    assert (draft.facts["rebound_metres"], draft.facts["topic_days"]) == (30, 45)
    assert "rebound_metres" in read_matter(told | {"rebound_metres": "near"})[1]


def test_the_table_of_matters_carries_them_out_and_in_again(city: City) -> None:
    amend_matter(city.matter(), rebound_metres=75, topic_returns=5)
    header, rows = duty_registers()["matters"]
    told = next(row for row in rows() if row[0] == "0101")
    assert dict(zip(header, told, strict=True))["rebound_metres"] == 75
    content = "code,反弹距离,cause_days\n0101,60,15\n".encode()
    import_matters(content)
    assert numbers(city.matter()) == USUAL | {"rebound_metres": 60, "topic_returns": 5, "cause_days": 15}


def test_everybody_reads_them_on_the_page_and_from_a_program(city: City, client: Client) -> None:
    amend_matter(city.matter(), rebound_metres=75)
    assert "within 75 m and 90 days" in client.get("/matters/0101/?lang=en").content.decode()
    lamp = next(one for one in client.get("/api/v1/matters/").json()["results"] if one["code"] == "0101")
    assert {name: lamp[name] for name in RETURNING} == USUAL | {"rebound_metres": 75}
