"""One search over everything public: by sort, counted, marked, in few statements; what is hidden is never found."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.communities import actions as communities
from civic.guides import actions as guides
from civic.promises import actions as promises
from civic.search.models import Document
from civic.supervision import actions as supervision
from tests.communities.ground import found_corner
from tests.guides.told import drafted, published
from tests.people import NOON, City
from tests.promises.ground import drafted as promise_drafted
from tests.promises.ground import given as promise_given
from tests.promises.ground import promised

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12


def ask(client: Client, query: str, language: str = "en") -> str:
    answer = client.get(f"/search/?{query}", headers={"accept-language": language})
    assert answer.status_code == 200
    return str(answer.content.decode())


def groups(client: Client, text: str, **more: Any) -> dict[str, Any]:
    answer = client.get("/api/v1/search/", {"q": text, **more})
    assert answer.status_code == 200, answer.content
    return {group["kind"]: group for group in json.loads(answer.content)["groups"]}


def test_a_word_in_a_published_rule_finds_it(city: City, client: Client) -> None:
    """Row 4-52 of the functions every city portal has."""
    published(city)
    page = ask(client, "q=封死楼道")
    assert '<a href="/guides/no-e-bikes/"' in page
    assert "<mark>封死楼道</mark>" in page
    assert groups(client, "三分钟")["guide"]["count"] == 1


def test_everything_public_is_found_each_in_its_sort(city: City, client: Client) -> None:
    answered, waiting, idea = city.case("answered"), city.case("accepted"), city.case("filed", kind="suggestion")
    promise = promised(city, words="更换老城的路灯。", stages=[])
    topic = found_corner(city, west=113.36).shown("路灯晃眼", "院里新装的路灯照进卧室，晚上睡不好。")
    found = groups(client, "路灯")
    assert {key: group["count"] for key, group in found.items()} == {
        "guide": 0,
        "matter": 1,
        "answer": 1,
        "suggestion": 1,
        "promise": 1,
        "child-proposal": 0,
        "topic": 1,
        "case": 1,
    }
    for key, case in (("answer", answered), ("case", waiting), ("suggestion", idea)):
        assert case.number in found[key]["results"][0]["url"]
    assert found["promise"]["results"][0]["url"].endswith(f"/promises/{promise.number}/")
    assert found["topic"]["results"][0]["url"].endswith(f"/990102001001/{topic.number}/")
    assert groups(client, promise.number)["promise"]["count"] == 1
    assert groups(client, topic.number)["topic"]["count"] == 1
    assert groups(client, "更换电缆")["answer"]["results"][0]["text"] == "已更换电缆，灯亮了。"


@pytest.mark.parametrize("words", ["路灯", "路燈", "灯", "望江 路灯", "LAMP", "street lamp"])
def test_either_script_and_any_part_finds(city: City, client: Client, words: str) -> None:
    city.case("answered")
    assert sum(group["count"] for group in groups(client, words).values()) > 0


def test_what_is_hidden_is_not_found_from_the_moment_on(city: City, client: Client) -> None:
    drafted(city, slug="draft")
    guide = published(city)
    case = city.case("answered")
    assert case.number in ask(client, "q=望江路")
    supervision.withhold(case, by=city.mo, reason="privacy", at=NOON + timedelta(days=1))
    guides.withdraw(guide, by=city.shen, reason="作废", at=NOON)
    city.filed("望江路的秘密")
    page = ask(client, "q=望江路")
    assert case.number not in page
    assert "秘密" not in page
    assert "/guides/" not in ask(client, "q=封死楼道").split("<main")[1].split("</main>")[0]


def test_a_draft_of_a_promise_is_in_no_public_index_until_it_is_made(city: City, client: Client) -> None:
    public = Document.objects.filter(side="public", kind="promise")
    promise = promise_drafted(city)
    promises.revise(promise, by=city.chen, given=promise_given(city, words="装长椅。"), at=NOON)
    assert (public.exists(), groups(client, "长椅")["promise"]["count"]) == (False, 0)
    promises.publish(promise, by=city.shen, at=NOON)
    assert groups(client, "长椅")["promise"]["count"] == 1
    change = promises.ChangeGiven(words="只装一张石凳。")
    promises.change(promise, by=city.shen, given=change, reason="湖边要挖管道。", at=NOON + timedelta(days=1))
    assert groups(client, "石凳")["promise"]["count"] == 1


def test_a_topic_of_a_community_is_found_while_it_is_shown_and_no_longer(city: City, client: Client) -> None:
    corner = found_corner(city)
    waiting = corner.raised("三号楼楼道里堆着旧家具。")
    assert groups(client, "旧家具")["topic"]["count"] == 0
    communities.show(waiting, by=corner.ning, title="楼道堆物", text="楼道里堆着旧家具。", at=NOON)
    corner.met(corner.fresh(waiting))
    corner.agree(corner.fresh(waiting))
    assert groups(client, "旧家具")["topic"]["results"][0]["title"] == "楼道堆物"
    assert groups(client, "一起清走")["topic"]["count"] == 1  # what was agreed
    assert groups(client, "三号楼")["topic"]["count"] == 0  # as it was raised
    communities.hide(corner.fresh(waiting), by=corner.ning, reason="private", at=NOON + timedelta(days=1))
    assert not Document.objects.filter(kind="corner-topic").exists()
    communities.show_again(corner.fresh(waiting), by=city.mo, title="楼道堆物", text="楼道里有旧家具。", at=NOON)
    assert groups(client, "旧家具")["topic"]["count"] == 1


def test_twelve_statements_do_for_any_number(city: City, client: Client) -> None:
    for row in range(8):
        city.case("answered", text=f"望江路 {row} 号")
        published(city, slug=f"rule-{row}")
    city.case("filed", kind="suggestion")
    corner = found_corner(city, west=113.36)
    for row in range(4):
        promised(city, words=f"望江路 {row} 号换路灯，电动车棚加锁。")
        corner.shown(f"路灯 {row}", "路灯下停满电动车，走不过去。")
    ask(client, "q=路灯")
    for query in ("q=路灯", "q=电动车", "q=路灯&kind=answer&page=2", "q=a"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            ask(client, query)
        assert len(asked) <= MOST_STATEMENTS, query


def test_one_sort_is_paged(city: City, client: Client) -> None:
    for row in range(23):
        published(city, slug=f"rule-{row}")
    first, second = (groups(client, "电动车", kind="guide", page=page)["guide"] for page in (1, 2))
    assert (len(first["results"]), first["has_next"], len(second["results"]), second["has_next"]) == (
        20,
        True,
        3,
        False,
    )
    page = ask(client, "q=电动车&kind=guide&page=2", "zh-hans")
    assert page.count('class="hit"') == 3
    assert "page=1" in page


def test_a_guide_shows_the_language_that_holds_the_word(city: City, client: Client) -> None:
    published(city)
    hit = groups(client, "封死楼道")["guide"]["results"][0]
    assert (hit["language"], hit["title"]) == ("zh-hans", "楼道里不能停放电动车")


@pytest.mark.parametrize(
    "query", ["", "q=", "q=!!!", "q=%20", "q=" + "长" * 500, "q=x&kind=nothing&page=-1", "q=x&page=99999"]
)
def test_whatever_is_asked_is_answered_with_a_page(client: Client, city: City, query: str) -> None:
    assert "<h1>" in ask(client, query)


@pytest.mark.parametrize("query", ["", "q=!!", "q=x&kind=law", "q=x&page=0", "q=" + "x" * 61])
def test_a_program_reads_what_is_wrong_with_its_question(client: Client, city: City, query: str) -> None:
    answer = client.get(f"/api/v1/search/?{query}")
    assert answer.status_code == 400
    assert json.loads(answer.content)["errors"]
