"""Two proposals in nearly the same words stand beside each other at the readers' desk; a program drops neither."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.youth import actions as youth
from civic.youth.models import Entry, Proposal, Topic
from civic.youth.queries.alike import alike_to
from civic.youth.rules.alike import beside_each_other, nearly_same, pairs_of
from tests.people import sign_in
from tests.youth.ground import Track, enter
from tests.youth.making import AT, HOUR, person, read_by, track_and_child

pytestmark = pytest.mark.django_db
PATH = "/desk/youth/reading/"
BRIDGE = "老桥下面的桥洞里只有一盏灯，还老是坏，我们放学都要从那里走过去。"
LIBRARY = "图书馆门口的台阶太高，坐轮椅的奶奶进不去，只好在外面等着我们。"


@pytest.fixture(autouse=True)
def _september(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT + HOUR)


def _handed_in(entry: Entry, saw: str, *, topic: Topic | None = None, wish: str = "请修好它。") -> Proposal:
    proposal = youth.make(entry, at=AT)
    given = youth.Given(title="一个主意", saw=saw, change=wish, helps="大家。", topic=topic or Topic.objects.first())
    youth.keep(proposal, given=given, at=AT)
    return youth.hand_in(Proposal.objects.get(pk=proposal.pk), at=AT)


def _child(track: Track, name: str) -> Entry:
    return enter(track, name)


def _rows(client: Client) -> list[str]:
    page = client.get(PATH).content.decode()
    return [
        part.split('"', 1)[0].removesuffix("/")
        for part in page.split(f'<a href="{PATH}')[1:]
        if "data-row" in part[:80]
    ]


def test_what_says_nearly_the_same_comes_right_behind_and_nothing_is_missing(client: Client) -> None:
    track, entry = track_and_child()
    first = _handed_in(entry, BRIDGE)
    other = _handed_in(_child(track, "白鹭"), LIBRARY)
    again = _handed_in(_child(track, "荔枝"), BRIDGE.replace("老是", "总是"))
    sign_in(client, person("tang"))
    assert _rows(client) == [first.number, again.number, other.number]
    page = client.get(PATH).content.decode()
    assert page.count("Nearly the same words as") == 1
    where = f"{PATH}{first.number}/beside/{again.number}/"
    assert where in page
    both = client.get(where).content.decode()
    assert BRIDGE in both
    assert BRIDGE.replace("老是", "总是") in both
    assert both.count("Read this one and decide") == 2
    assert Proposal.objects.to_read().count() == 3  # looking changes nothing


def test_the_very_same_words_are_found_in_the_whole_edition(client: Client) -> None:
    track, entry = track_and_child()
    shown = read_by(read_by(_handed_in(entry, BRIDGE), "tang"), "bai")
    elsewhere = Topic.objects.create(code="else", name_zh_hans="别的", name_zh_hant="別的", name_en="Else")
    copy = _handed_in(_child(track, "白鹭"), BRIDGE.replace("，", " "), topic=elsewhere)
    assert shown.says == copy.says
    sign_in(client, person("tang"))
    assert f"{PATH}{shown.number}/beside/{copy.number}/" in client.get(PATH).content.decode()
    page = client.get(f"{PATH}{copy.number}/").content.decode()
    assert "In nearly the same words" in page
    assert shown.number in page
    assert "The words are the very same." in client.get(f"{PATH}{copy.number}/beside/{shown.number}/").content.decode()


def test_the_page_of_one_asks_as_often_beside_two_as_beside_thirty() -> None:
    track, entry = track_and_child()
    mine, tang = _handed_in(entry, BRIDGE), person("tang")

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as caught:
            found = alike_to(mine, tang, at=AT + HOUR)
        return len(caught), len(found)

    for number in range(2):
        _handed_in(_child(track, f"木棉{number}"), BRIDGE)
    two = asked()
    for number in range(2, 30):
        _handed_in(_child(track, f"木棉{number}"), BRIDGE)
    assert (two, asked()) == ((two[0], 2), (two[0], 3))
    assert two[0] <= 5  # her duties, the copies, those of the topic, their words


def test_nobody_compares_what_she_may_not_read(client: Client) -> None:
    track, entry = track_and_child()
    mine, theirs = _handed_in(entry, BRIDGE), _handed_in(_child(track, "白鹭"), BRIDGE)
    where = f"{PATH}{mine.number}/beside/{theirs.number}/"
    for handle in ("lin", "qiu", "root", "gu"):
        sign_in(client, person(handle))
        assert client.get(where).status_code == 403
    sign_in(client, person("bai"))
    assert client.get(where).status_code == 200
    assert client.get(f"{PATH}{mine.number}/beside/{mine.number}/").status_code == 404
    youth.take_back(theirs, at=AT)
    assert client.get(where).status_code == 404
    assert "Nearly the same" not in client.get(PATH).content.decode()


def test_a_part_of_a_long_text_and_a_short_sentence_are_no_copies() -> None:
    whole = pairs_of(BRIDGE, LIBRARY)
    assert nearly_same(pairs_of(BRIDGE), pairs_of(BRIDGE)) == 1.0
    assert nearly_same(pairs_of(BRIDGE), whole) == 0.0
    assert nearly_same(pairs_of("修灯吧"), pairs_of("修灯吧")) == 0.0
    assert beside_each_other([pairs_of(BRIDGE), whole, pairs_of(BRIDGE)]) == [(0, None), (2, 0), (1, None)]


def test_what_was_handed_in_before_is_reckoned_once() -> None:
    _track, entry = track_and_child()
    proposal = _handed_in(entry, BRIDGE)
    told = proposal.says
    Proposal.objects.update(says=None)
    import_module("civic.youth.migrations.0012_what_proposals_say_is_reckoned").reckon(apps, None)
    assert Proposal.objects.get().says == told is not None
    youth.forget_child(entry.child, at=AT)
    assert Proposal.objects.get().says is None
