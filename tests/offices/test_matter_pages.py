"""Everybody reads what can be reported, how fast the city is, and who answers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.offices import actions as offices
from civic.offices.models import Matter
from civic.offices.queries import forget_keywords
from civic.places import actions as places
from tests.people import NOON, SINCE, City, names

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
STATEMENTS_MOST = 10


def read(client: Client, path: str, language: str = "en") -> str:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def stage(key: str, name: str, amount: int, unit: str) -> dict[str, Any]:
    return {"key": key, "names": names(name, name, name), "amount": amount, "unit": unit}


@pytest.fixture
def lamp(city: City) -> Matter:
    """The lamp with everything the catalogue can say of it."""
    matter = city.matter("0101")
    offices.lay_out_tags()
    offices.tag_matter(matter, ["function-works", "small-cable", "disorder-posters"])
    offices.amend_matter(matter, standard="GB/T 30428.2", edition="2013", standard_code="component 02 01")
    offices.set_keywords(matter, ["灯灭了:3", "dark street"])
    offices.set_limit(matter, stages=[stage("lit", "Lit again", 2, "working-days")])
    offices.set_limit(
        matter,
        condition="cable",
        names=names("电缆断", "電纜斷", "Cable torn"),
        grade=1,
        stages=[stage("safe", "Made safe", 1, "urgent-hours"), stage("mended", "Mended", 3, "days")],
    )
    offices.reword_matter(
        matter,
        by=None,
        at=NOON,
        texts={
            "filing": names("灯不亮。", "燈不亮。", "A lamp is out."),
            "closing": names("灯亮了。", "燈亮了。", "It shines."),
            "basis": names("条例", "條例", "Lighting Regulation"),
            "remedy": names("换灯。", "換燈。", "We change the bulb."),
            "advice": names("看杆号。", "看桿號。", "Read the number on the pole."),
            "emergency": names("有电，别碰。", "有電，別碰。", "Live wire: keep off."),
        },
        calls=["95598", "021-3344"],
        questions=[
            {
                "key": "where",
                "kind": "one",
                "label": names("在哪里？", "在哪裡？", "Where is it?"),
                "required": True,
                "options": [
                    {"key": "road", "label": names("路边", "路邊", "By the road")},
                    {"key": "home", "label": names("小区", "小區", "In an estate")},
                ],
            },
            {
                "key": "estate",
                "kind": "text",
                "label": names("哪个小区？", "哪個小區？", "Which estate?"),
                "hint": names("门牌", "門牌", "As on the gate"),
                "shown_when": {"key": "where", "value": "home"},
            },
        ],
    )
    return matter


# --- the list ---


def test_the_catalogue_is_open_to_strangers_and_tells_the_promise_of_each_matter(client: Client, lamp: Matter) -> None:
    page = read(client, "/matters/")
    assert "/matters/0101/" in page
    assert "Lit again" in page
    assert "in 2 working days" in page
    assert "Cable torn" not in page  # the usual promise only
    assert "in 3 working days" in page  # the manhole, which has no limit of its own


def test_what_is_out_of_force_is_not_in_the_catalogue(client: Client, city: City) -> None:
    offices.amend_matter(city.matter("0102"), is_active=False)
    assert "/matters/0102/" not in read(client, "/matters/")


def test_who_may_read_a_report_is_marked_where_it_is_not_everybody(client: Client, city: City) -> None:
    assert "Never public" not in read(client, "/matters/")
    offices.amend_matter(city.matter("0102"), privacy="private")
    assert "Never public" in read(client, "/matters/")


@pytest.mark.parametrize("text", ["灯灭", "DARK street", "0101", "street lamp", "燈不"])
def test_names_keywords_and_codes_find_a_matter(client: Client, lamp: Matter, text: str) -> None:
    page = client.get("/matters/", {"q": text}).content.decode()
    assert "/matters/0101/" in page
    assert "/matters/0102/" not in page


def test_what_was_looked_for_is_unfolded_and_everything_is_folded(client: Client, lamp: Matter) -> None:
    assert '<details class="family">' in read(client, "/matters/")
    assert '<details class="family" open>' in read(client, "/matters/?q=lamp")


@pytest.mark.parametrize("tag", ["small-cable", "small", "disorder"])
def test_a_tag_or_a_kind_of_tags_narrows_the_catalogue(client: Client, lamp: Matter, tag: str) -> None:
    page = read(client, f"/matters/?tag={tag}")
    assert "/matters/0101/" in page
    assert "/matters/0102/" not in page


@pytest.mark.parametrize("query", ["?tag=nonsense", "?tag=function-works", "?q=" + "x" * 5000])
def test_a_strange_question_is_no_error(client: Client, lamp: Matter, query: str) -> None:
    assert client.get(f"/matters/{query}").status_code == 200


def test_nothing_found_is_said_and_leads_to_the_report(client: Client, lamp: Matter) -> None:
    page = read(client, "/matters/?q=giraffe")
    assert "No matter fits." in page
    assert 'href="/report/"' in page


def test_what_somebody_looks_for_is_escaped(client: Client, lamp: Matter) -> None:
    assert "<script>alert" not in read(client, "/matters/?q=<script>alert(1)</script>")


# --- one matter ---


def test_a_matter_tells_everything_it_promises(client: Client, lamp: Matter) -> None:
    page = read(client, "/matters/0101/")
    for said in (
        "A lamp is out.",
        "It shines.",
        "Lighting Regulation",
        "We change the bulb.",
        "Read the number on the pole.",
        "Live wire: keep off.",
        "Cable torn",
        "1: kept best, answered fastest",
        "in 1 hour, day and night",
        "in 3 days",
        "shown to everybody without your name",
        "30 days after the answer",
        "component 02 01",
        "Overhead cables",
    ):
        assert said in page, said
    assert 'href="/report/?matter=0101"' in page
    assert 'href="/cases/?matter=0101"' in page


def test_a_number_to_call_is_a_call_and_says_who_answers(client: Client, lamp: Matter) -> None:
    page = read(client, "/matters/0101/")
    assert 'href="tel:95598"' in page
    assert "Power emergency" in page
    assert 'href="tel:0213344"' in page


def test_a_matter_tells_what_it_asks_and_when(client: Client, lamp: Matter) -> None:
    page = read(client, "/matters/0101/")
    assert "In an estate" in page
    assert "As on the gate" in page
    assert "Only if “Where is it?” was answered “In an estate”." in page


def test_a_matter_speaks_the_language_of_its_reader(client: Client, lamp: Matter) -> None:
    assert "燈亮了。" in read(client, "/matters/0101/", "zh-Hant")
    assert "灯亮了。" in read(client, "/matters/0101/", "zh-Hans")


def test_a_text_the_reader_has_no_translation_of_is_marked_as_chinese(client: Client, city: City) -> None:
    texts = {"filing": names("灯不亮。", "燈不亮。", ""), "closing": names("灯亮了。", "", "It shines.")}
    offices.reword_matter(city.matter(), by=None, texts=texts, at=NOON)
    page = read(client, "/matters/0101/")
    assert '<div class="taken" lang="zh-hans"><p>灯不亮。' in page
    assert '<div class="said__text"><p>It shines.' in page
    assert 'lang="zh-hans"><p>' not in read(client, "/matters/0101/", "zh-Hans")


def test_each_district_is_told_who_answers_there(client: Client, city: City, lamp: Matter) -> None:
    page = read(client, "/matters/0101/")
    assert "Dongqiao Street Lighting" in page
    assert "Nobody is named yet" in page  # in Hexin
    street = places.found_area(
        code="990102001", kind="street", parent=city.area(), names=names("榕街", "榕街", "Banyan Street")
    )
    offices.name_steward(matter=lamp, area=street, office=city.office("drains"), starts=SINCE)
    assert "Parted further: 1 office" in read(client, "/matters/0101/")


def test_one_office_everywhere_is_told_once(client: Client, city: City) -> None:
    page = read(client, "/matters/0102/")
    assert "In every district: <b>Drainage Office No. 2</b>" in page
    assert "<table" not in page


def test_a_matter_never_worded_still_has_a_page(client: Client, city: City) -> None:
    page = read(client, "/matters/0900/")
    assert "Nothing more is written of it yet." in page
    assert "10 working days" in page


def test_cases_that_are_never_public_are_not_linked(client: Client, lamp: Matter) -> None:
    offices.amend_matter(lamp, privacy="private")
    page = read(client, "/matters/0101/")
    assert "/cases/?matter=0101" not in page
    assert "A report is never shown to others" in page


def test_an_unknown_matter_is_not_found(client: Client, city: City) -> None:
    assert client.get("/matters/nothing/").status_code == 404


def test_out_of_force_strangers_read_that_it_cannot_be_reported_and_no_promise(client: Client, lamp: Matter) -> None:
    offices.amend_matter(lamp, is_active=False)
    page = read(client, "/matters/0101/")
    assert "cannot be reported at present" in page
    assert "noindex" in page
    assert "/report/?matter=0101" not in page
    assert "A lamp is out." not in page


def test_out_of_force_its_editor_reads_the_page_but_cannot_report(city: City, lamp: Matter, as_person: SignIn) -> None:
    offices.amend_matter(lamp, is_active=False)
    page = as_person(city.root).get("/matters/0101/", headers={"Accept-Language": "en"}).content.decode()
    assert "A lamp is out." in page
    assert "Out of force" in page
    assert "/report/?matter=0101" not in page


def test_only_those_who_may_edit_see_the_way_to_the_editor(
    client: Client, city: City, lamp: Matter, as_person: SignIn
) -> None:
    for one, sees in ((client, False), (as_person(city.lin), False), (as_person(city.root), True)):
        assert ("/matters/0101/edit/" in one.get("/matters/0101/").content.decode()) is sees
        assert ("/matters/edit/" in one.get("/matters/").content.decode()) is sees


def test_the_footer_leads_to_the_catalogue(client: Client, city: City) -> None:
    assert 'href="/matters/"' in read(client, "/track/")


@pytest.mark.parametrize("path", ["/matters/", "/matters/0101/"])
def test_the_pages_are_only_read(client: Client, city: City, path: str) -> None:
    assert client.post(path).status_code == 405


# --- what it costs ---


def statements(client: Client, path: str) -> int:
    forget_keywords()  # else they may run out just between the two readings
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_the_catalogue_costs_the_same_with_few_matters_and_with_all(client: Client, city: City) -> None:
    few = {path: statements(client, path) for path in ("/matters/", "/matters/?q=lamp", "/matters/0101/")}
    call_command("load_catalogue", "seeds/matters", verbosity=0)
    assert Matter.objects.filter(is_active=True).count() > 160
    for path, cost in few.items():
        assert statements(client, path) == cost <= STATEMENTS_MOST, path
    assert statements(client, "/matters/0104/") <= STATEMENTS_MOST
