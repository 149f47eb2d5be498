"""Draft a notice, a guide or a rule: for the own office, seen by nobody else."""

from datetime import date

import pytest
from django.test import Client

from civic.guides import actions as guides
from civic.guides.models import Guide
from civic.journal.models import Change
from civic.lib.refusals import NotAllowed, NotValid
from civic.search.models import Document
from tests.guides.told import drafted, facts, text
from tests.people import NOON, City, names

pytestmark = pytest.mark.django_db


def test_a_draft_is_kept_with_one_line_and_nobody_else_finds_it(city: City, client: Client) -> None:
    guide = drafted(city, area="990102")
    assert (guide.stage, guide.version.number, guide.post.office.code) == ("draft", 1, "dongqiao-lamps")
    line = Change.objects.get()
    assert (line.verb, line.actor, line.facts["given"]) == ("add", city.chen, {"act": "draft"})
    assert line.facts["after"]["matters"] == ["0101"]
    assert not Document.objects.filter(kind="guide").exists()
    assert client.get("/guides/no-e-bikes/").status_code == 404
    assert b"no-e-bikes" not in client.get("/guides/").content


@pytest.mark.parametrize("who", ["lin", "mo", "zhao", "rui", "he", "mei", "dong"])
def test_only_the_offices_that_answer_draft(city: City, who: str) -> None:
    with pytest.raises(NotAllowed):
        drafted(city, by=who)
    assert not Guide.objects.exists()


def test_nobody_drafts_in_the_name_of_another_office_or_of_the_city(city: City) -> None:
    for office in ("drains", ""):
        with pytest.raises(NotAllowed):
            drafted(city, office=office)


def test_a_keeper_of_the_catalogue_drafts_in_the_citys_own_name(city: City) -> None:
    assert drafted(city, by="root", office="").post is None


@pytest.mark.parametrize(
    ("field", "says", "of"),
    [
        ("title_zh_hans", {"titles": names("", "", "Only English")}, {}),
        ("body_zh_hans", {"bodies": names("  ", "", "Only English")}, {}),
        ("body_en", {"bodies": names("文", "文", "")}, {}),
        ("title_en", {"titles": names("题", "題", "e" * 121)}, {}),
        ("body_zh_hans", {"bodies": names("长" * 20_001, "長", "long")}, {}),
        ("body_zh_hans", {"bodies": names("![](https://elsewhere.example/x.png)", "文", "text")}, {}),
        ("law", {"law": ""}, {}),
        ("link", {"link": "x" * 301}, {}),
        ("kind", {}, {"kind": "law"}),
        ("slug", {}, {"slug": "Kein Weg/../admin"}),
        ("ends", {}, {"ends": date(2026, 10, 31)}),
        ("matters", {}, {"matters": ("0101", "9999")}),
        ("area", {}, {"area": "990199"}),
    ],
)
def test_what_cannot_stand_is_told_beside_its_field(city: City, field: str, says: dict, of: dict) -> None:
    with pytest.raises(NotValid) as refused:
        guides.draft(text(**says), facts(**of), by=city.chen, office="dongqiao-lamps", at=NOON)
    assert field in refused.value.fields
    assert not Guide.objects.exists()
    assert not Change.objects.exists()


def test_an_address_is_given_once(city: City) -> None:
    drafted(city)
    with pytest.raises(NotValid) as refused:
        drafted(city)
    assert "slug" in refused.value.fields
