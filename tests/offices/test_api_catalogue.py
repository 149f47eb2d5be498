"""A program reads what a case can be about, and who there is to answer."""

from typing import Any

import pytest
from django.test import Client

from civic.offices import actions as offices
from tests.people import NOON, City, names

pytestmark = pytest.mark.django_db


def test_the_catalogue_tells_names_limits_and_drawings_in_its_order(city: City, client: Client) -> None:
    told = client.get("/api/v1/matters/", headers={"Accept-Language": "zh-Hant"}).json()
    assert told["next"] is None
    assert [one["code"] for one in told["results"]] == ["0101", "0102", "0900"]
    lamp = told["results"][0]
    assert (lamp["name"], lamp["family"], lamp["answer_days"], lamp["appeal_days"]) == ("路燈不亮", "lamp", 7, 30)
    assert lamp["names"] == {"zh-hans": "路灯不亮", "zh-hant": "路燈不亮", "en": "Street lamp is out"}


def test_what_is_out_of_force_is_not_listed(city: City, client: Client) -> None:
    offices.amend_matter(city.matter("0900"), is_active=False)
    offices.amend_office(city.office("drains"), is_active=False)
    assert "0900" not in [one["code"] for one in client.get("/api/v1/matters/").json()["results"]]
    assert "drains" not in [one["code"] for one in client.get("/api/v1/offices/").json()["results"]]


def test_the_offices_tell_where_they_work_and_who_reviews_them(city: City, client: Client) -> None:
    found = {one["code"]: one for one in client.get("/api/v1/offices/").json()["results"]}
    lamps = found["dongqiao-lamps"]
    assert (lamps["kind"], lamps["area"]["code"], lamps["reviewed_by"]) == ("department", "990102", "review")
    assert found["review"]["is_reviewing"]
    assert not {"posts", "id", "pk", "people"} & set(lamps)


def test_the_lists_cost_the_same_however_long_they_are(
    city: City, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(40):
        matter = offices.add_matter(code=f"9{number:03}", names=names("井", "井", "Well"), family="water")
        offices.reword_matter(matter, by=None, texts={"filing": names("干", "乾", "dry")}, at=NOON)
        stage = {"key": "fence", "names": names("围", "圍", "Fenced"), "amount": 3, "unit": "urgent-hours"}
        offices.set_limit(matter, stages=[stage])
    for path, statements in (("matters", 4), ("offices", 1), ("areas", 1)):  # matters: and tags, limits, stages
        with django_assert_num_queries(statements):
            client.get(f"/api/v1/{path}/")


def test_a_program_can_ask_what_a_matter_asks_in_its_own_language(city: City, client: Client) -> None:
    lamp = city.matter("0101")
    offices.lay_out_tags()
    offices.tag_matter(lamp, ["function-works", "small-cable"])
    offices.amend_matter(lamp, standard="GB/T 30428.2", edition="2013", standard_code="02 01", privacy="confidential")
    offices.reword_matter(
        lamp,
        by=None,
        texts={"filing": names("灯不亮。", "燈不亮。", "A lamp is out."), "emergency": names("先打电话。", "", "")},
        calls=["119"],
        questions=[
            {
                "key": "where",
                "kind": "one",
                "label": names("在哪里？", "在哪裡？", "Where?"),
                "required": True,
                "options": [
                    {"key": "road", "label": names("路边", "路邊", "By the road")},
                    {"key": "home", "label": names("小区", "小區", "")},
                ],
            },
            {
                "key": "pole",
                "kind": "component",
                "label": names("哪根杆？", "", "Which pole?"),
                "shown_when": {"key": "where", "value": "road"},
                "component": "0201",
            },
        ],
        at=NOON,
    )
    told = client.get("/api/v1/matters/", headers={"Accept-Language": "en"}).json()["results"][0]
    assert (told["standard"], told["edition"], told["standard_code"]) == ("GB/T 30428.2", "2013", "02 01")
    assert (told["function"], told["tags"], told["privacy"]) == ("function-works", ["small-cable"], "confidential")
    assert told["texts"]["filing"] == "A lamp is out."
    assert told["texts"]["emergency"] == "先打电话。"  # written in no other language
    assert told["texts"]["basis"] == ""
    assert told["calls"] == ["119"]
    where, pole = told["questions"]
    assert (where["label"], where["required"], where["hint"], where["shown_when"]) == ("Where?", True, "", None)
    assert where["options"] == [{"key": "road", "label": "By the road"}, {"key": "home", "label": "小区"}]
    assert (pole["shown_when"], pole["component"]) == ({"key": "where", "value": "road"}, "0201")


def test_words_find_the_matters_they_may_mean_the_likeliest_first(city: City, client: Client) -> None:
    offices.set_keywords(city.matter("0101"), ["灯:1"])
    offices.set_keywords(city.matter("0102"), ["井盖:3", "路灯下"])
    told = client.get("/api/v1/matters/", {"q": "路灯下的井盖没了"}).json()["results"]
    assert [one["code"] for one in told] == ["0102", "0101"]
    assert client.get("/api/v1/matters/", {"q": "天气真好"}).json()["results"] == []
    assert len(client.get("/api/v1/matters/", {"q": " "}).json()["results"]) == 3


def test_a_program_reads_how_fast_and_a_report_says_the_condition_it_is_in(city: City, client: Client) -> None:
    stage = {"key": "fence", "names": names("围挡", "圍擋", "Fenced off"), "amount": 3, "unit": "urgent-hours"}
    offices.set_limit(
        city.matter("0101"), condition="open", names=names("敞着", "敞著", "It stands open"), stages=[stage]
    )
    told = client.get("/api/v1/matters/", headers={"accept-language": "en"}).json()["results"]
    limits = next(one for one in told if one["code"] == "0101")["limits"]
    assert limits == [
        {
            "condition": "open",
            "name": "It stands open",
            "grade": 0,
            "stages": [{"key": "fence", "name": "Fenced off", "amount": 3, "unit": "urgent-hours"}],
        }
    ]
    report = {"kind": "complaint", "matter": "0101", "text": "井盖开着，很危险。", "condition": "open"}
    assert client.post("/api/v1/cases/", report, content_type="application/json").status_code == 201
    wrong = client.post("/api/v1/cases/", report | {"condition": "shut"}, content_type="application/json")
    assert wrong.status_code == 400
    assert "condition" in wrong.json()["errors"]
