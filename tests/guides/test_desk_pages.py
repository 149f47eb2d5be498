"""Guides at the desk: written with a preview, by the office they come from, put before everybody by its head."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from civic.guides.models import Guide
from tests.guides.told import drafted, published
from tests.people import City

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
TYPED = {
    "kind": "rule",
    "office": "dongqiao-lamps",
    "starts": "2026-11-01",
    "ends": "",
    "area": "",
    "matters": "0101，0102",
    "title_zh_hans": "灯杆上不能贴广告",
    "body_zh_hans": "# 为什么\n\n**纸浆**腐蚀灯杆。<script>alert(1)</script>",
    "title_en": "No posters on lamp posts",
    "body_en": "Paste eats the paint.",
    "law": "《市容条例》",
    "slug": "",
}


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_preview_shows_and_keeps_nothing_then_it_is_saved_as_a_draft(city: City, as_person: SignIn) -> None:
    chen = as_person(city.chen)
    page = said(chen.post("/desk/guides/new/", TYPED | {"preview": "1"}))
    assert "<strong>纸浆</strong>" in page
    assert "<script>alert" not in page
    assert not Guide.objects.exists()
    assert chen.post("/desk/guides/new/", TYPED).status_code == 302
    guide = Guide.objects.get()
    assert (guide.slug, guide.stage, guide.matters.count()) == ("no-posters-on-lamp-posts", "draft", 2)
    page = said(chen.get(f"/desk/guides/{guide.pk}/"))
    assert "灯杆上不能贴广告" in page
    assert f"/desk/guides/{guide.pk}/publish/" not in page, "the head publishes"


def test_mistakes_stand_beside_their_fields_and_what_was_typed_stays(city: City, as_person: SignIn) -> None:
    typed = TYPED | {"starts": "2026-11-10", "ends": "2026-11-01", "law": "", "matters": "0101 9999", "slug": "A B"}
    for more in ({}, {"preview": "1"}):
        answer = as_person(city.chen).post("/desk/guides/new/", typed | more)
        assert answer.status_code == 400
        page = said(answer)
        assert "纸浆" in page
        assert "guide-law_error" in page
    page = said(as_person(city.chen).post("/desk/guides/new/", typed))
    for field in ("law", "ends", "matters", "slug"):
        assert f"guide-{field}_error" in page, field
    for broken in ({"starts": "yesterday"}, {"kind": "law"}, {"office": "drains"}, {"area": "nowhere"}, {}):
        assert as_person(city.chen).post("/desk/guides/new/", (typed | broken) if broken else {}).status_code == 400
    assert not Guide.objects.exists()


def test_the_head_publishes_changes_and_withdraws(city: City, as_person: SignIn) -> None:
    guide, shen = drafted(city), as_person(city.shen)
    seen = re.search(r'name="seen" value="(\w+)"', said(shen.get(f"/desk/guides/{guide.pk}/")))
    assert seen
    assert shen.post(f"/desk/guides/{guide.pk}/publish/", {"seen": seen[1]}).status_code == 302
    assert shen.post(f"/desk/guides/{guide.pk}/publish/", {"seen": seen[1]}).status_code == 409
    assert "/guides/no-e-bikes/" in said(shen.get(f"/desk/guides/{guide.pk}/"))
    typed = TYPED | {"slug": "no-e-bikes"}
    assert "guide-reason_error" in said(shen.post(f"/desk/guides/{guide.pk}/", typed))
    assert shen.post(f"/desk/guides/{guide.pk}/", typed | {"reason": "新条例"}).status_code == 302
    assert shen.post(f"/desk/guides/{guide.pk}/withdraw/", {"reason": ""}).status_code == 400
    assert shen.post(f"/desk/guides/{guide.pk}/withdraw/", {"reason": "作废"}).status_code == 302
    page = said(shen.get(f"/desk/guides/{guide.pk}/"))
    assert '<form class="template-form"' not in page


def test_a_handler_reads_what_is_published_and_is_told_who_changes_it(city: City, as_person: SignIn) -> None:
    guide = published(city)
    answer = as_person(city.chen).post(f"/desk/guides/{guide.pk}/", TYPED | {"slug": guide.slug, "reason": "更好"})
    assert answer.status_code == 403
    assert "纸浆" in said(answer), "what was typed stays"


def test_another_offices_guide_is_a_number_never_issued(city: City, as_person: SignIn) -> None:
    guide = drafted(city, by="root", office="")
    for path in (f"/desk/guides/{guide.pk}/", f"/desk/guides/{guide.pk}/withdraw/"):
        assert as_person(city.chen).get(path).status_code == 404
    assert as_person(city.chen).post(f"/desk/guides/{guide.pk}/publish/").status_code == 404
    assert as_person(city.root).get(f"/desk/guides/{guide.pk}/").status_code == 200
    assert as_person(city.lin).get("/desk/guides/").status_code == 403
    assert "no-e-bikes" not in said(as_person(city.chen).get("/desk/guides/"))


def test_the_list_asks_the_same_of_two_and_of_twenty(
    city: City, as_person: SignIn, django_assert_max_num_queries: Any
) -> None:
    chen = as_person(city.chen)
    for count in (2, 18):
        for row in range(count):
            drafted(city, slug=f"rule-{count}-{row}")
        with django_assert_max_num_queries(12):
            assert chen.get("/desk/guides/").status_code == 200
