"""The words a round turns on and what is alike in it: found from what everybody may read, gone with what is hidden."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.suggestions.actions import sort_round
from civic.suggestions.models import Alike, Theme
from civic.suggestions.queries.taken_over import themes_of
from civic.supervision.actions import withhold
from tests.people import NOON, City
from tests.suggestions.ground import past, taken_over

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
LETTERS = [
    ("望江路噪音太大", "望江路夜市的噪音一直响到半夜，老人睡不着。"),
    ("河心岛噪音扰人", "河心岛广场舞的噪音天天有，孩子没法写作业。"),
    ("东桥噪音谁来管", "东桥工地的噪音，打桩打到十一点。"),
    ("学校旁噪音刺耳", "学校旁的喇叭噪音太响。"),
    ("望江路的噪音响到半夜", "望江路夜市的噪音一直响到半夜，老人睡不着觉。"),
    ("北门缺一个公厕", "北门菜场缺一个公厕。"),
]


def page(client: Client, address: str) -> str:
    return client.get(address, headers=EN).content.decode()


def test_a_word_leads_to_those_that_hold_it_and_likes_stand_beside_each_other(city: City, client: Client) -> None:
    known = past(city)
    cases = [taken_over(city, known, title=title, text=text) for title, text in LETTERS]
    assert sort_round(known) == Theme.objects.count() > 0
    said = page(client, "/suggestions/rounds/letters-2024/")
    assert "?round=letters-2024&amp;q=%E5%99%AA%E9%9F%B3" in said
    held = {theme.word: theme.held for theme in themes_of(known)}
    assert held["噪音"] == 5
    found = page(client, "/suggestions/?round=letters-2024&q=噪音")
    assert [case.number in found for case in cases] == [True] * 5 + [False]
    one = page(client, f"/suggestions/{cases[0].number}/").split('id="alike"')[1]
    assert cases[4].number in one
    assert cases[5].number not in one


def test_what_is_hidden_is_neither_counted_nor_alike(city: City, client: Client) -> None:
    known = past(city)
    cases = [taken_over(city, known, title=title, text=text) for title, text in LETTERS]
    sort_round(known)
    withhold(cases[4], by=city.mo, reason="里面有住户的姓名。", at=NOON)
    assert {theme.word: theme.held for theme in themes_of(known)}["噪音"] == 4
    assert cases[4].number not in page(client, f"/suggestions/{cases[0].number}/")
    sort_round(known)
    assert not Alike.objects.filter(other=cases[4]).exists()


def test_to_look_again_finds_the_same_and_nothing_twice(city: City) -> None:
    known = past(city)
    for title, text in LETTERS:
        taken_over(city, known, title=title, text=text)
    told = []
    for _ in range(2):
        sort_round(known)
        pairs = sorted(Alike.objects.values_list("case", "other", "share"))
        told.append((sorted((one.word, one.held) for one in themes_of(known)), pairs))
    assert told[0] == told[1]


def test_the_pages_ask_the_same_however_many_there_are(city: City, client: Client) -> None:
    known = past(city)

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as told:
            assert client.get(address).status_code == 200
        return len(told)

    first = taken_over(city, known, title=LETTERS[0][0], text=LETTERS[0][1], likes=4)
    addresses = (
        "/suggestions/rounds/letters-2024/",
        "/suggestions/?round=letters-2024&order=liked",
        "/suggestions/?round=letters-2024&q=噪音",
        f"/suggestions/{first.number}/",
    )
    sort_round(known)
    before = [asked(address) for address in addresses]
    for title, text in LETTERS * 4:
        taken_over(city, known, title=title, text=text, likes=1)
    sort_round(known)
    after = [asked(address) for address in addresses]
    assert before == after
    assert max(after) <= 8, after
