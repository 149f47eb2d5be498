"""The pages of a dialogue: nothing of hour or place before it, each child's word before anything is public."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from civic.dialogues import actions as dialogues
from civic.dialogues.models import Dialogue, Guest
from civic.promises import actions as promises
from civic.youth.models import Entry
from tests.dialogues.ground import (
    ENDED,
    LATER,
    PLACE,
    PLANNED,
    STARTS,
    agreed,
    held,
    lamps,
    mayor,
    minuted,
    person,
    planned,
)
from tests.people import sign_in
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def _client(handle: str = "") -> Client:
    client = Client(headers={"accept-language": "en"})
    if handle:
        sign_in(client, person(handle))
    return client


def _is(entry: Entry, handle: str) -> None:
    entry.child.person = person(handle)
    entry.child.save()


def test_before_it_nobody_but_the_invited_reads_when_or_where() -> None:
    track = found_track()
    entry, other = mayor(track, "木棉"), mayor(track, "白鹭")
    _is(entry, "xiaoyu")
    _is(other, "mei")
    dialogue = planned(track, entry)
    public = f"/little-mayor/dialogues/3/{dialogue.number}/"
    with time_machine.travel(PLANNED, tick=False):
        assert _client().get(public).status_code == 404
        dialogues.show_agenda(dialogue, by=person("tang"), at=PLANNED)
        for client in (_client(), _client("gu"), _client("mei"), _client("ke")):
            for address in (public, "/little-mayor/dialogues/", "/little-mayor/dialogues/mine/"):
                page = client.get(address).content.decode()
                for word in (PLACE, "09-20", f"{STARTS:%Y-%m-%d}", str(STARTS.day) + " " + f"{STARTS:%B}"):
                    assert word not in page
        assert PLACE in _client("xiaoyu").get("/little-mayor/dialogues/mine/").content.decode()
        assert "木棉的提案" in _client().get(public).content.decode()


def test_a_child_says_no_on_its_page_and_nobody_else_says_it_for_it() -> None:
    track = found_track()
    entry, other = mayor(track, "木棉"), mayor(track, "白鹭")
    _is(entry, "xiaoyu")
    _is(other, "mei")
    planned(track, entry)
    guest = Guest.objects.get()
    with time_machine.travel(PLANNED, tick=False):
        assert _client("mei").post(f"/little-mayor/dialogues/mine/{guest.pk}/decline/").status_code == 404
        assert _client("xiaoyu").post(f"/little-mayor/dialogues/mine/{guest.pk}/shout/").status_code == 404
        assert _client("xiaoyu").post(f"/little-mayor/dialogues/mine/{guest.pk}/decline/").status_code == 302
    assert not Guest.objects.exists()


def test_minutes_go_from_the_desk_to_the_children_and_then_to_everybody() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    _is(entry, "xiaoyu")
    dialogue = planned(track, entry)
    desk = f"/desk/youth/dialogues/{dialogue.pk}/"
    public = f"/little-mayor/dialogues/3/{dialogue.number}/"
    guest = Guest.objects.get()
    with time_machine.travel(ENDED, tick=False):
        tang, bai, child = _client("tang"), _client("bai"), _client("xiaoyu")
        there = {"what": "held", "adults": [one.pk for one in dialogue.adults.all()], "guests": [guest.pk]}
        assert tang.post(desk, there | {"adults": there["adults"][:1]}).status_code == 400  # type: ignore[index]
        assert tang.post(desk, there).status_code == 302
        said = {"what": "minute", "asked_by": entry.pk, "question": "灯什么时候装？", "answer": "四月一日前。"}
        assert tang.post(desk, said | {"answer": "https://live.example"}).status_code == 400
        assert tang.post(desk, said).status_code == 302
        assert "灯什么时候装" not in child.get("/little-mayor/dialogues/mine/").content.decode()
        assert tang.post(f"{desk}read/").status_code == 403
        assert bai.post(f"{desk}read/").status_code == 302
        page = child.get("/little-mayor/dialogues/mine/").content.decode()
        assert "灯什么时候装" in page
        assert child.post(f"/little-mayor/dialogues/mine/{guest.pk}/agree/").status_code == 302
        assert tang.post(f"{desk}publish/").status_code == 409
        assert _client().get(public).status_code == 404
    with time_machine.travel(LATER, tick=False):
        assert _client("tang").post(f"{desk}publish/").status_code == 302
        page = _client().get(public).content.decode()
    assert "灯什么时候装" in page
    assert "木棉" in page
    assert "林小雨" not in page


def test_public_minutes_lead_to_the_promise_once_it_is_made() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = held(track, entry)
    made = dialogues.promise(minuted(dialogue, entry), by=person("chen"), given=lamps(), at=ENDED)
    agreed(dialogue)
    dialogues.publish_minutes(dialogue, by=person("tang"), at=LATER)
    public = f"/little-mayor/dialogues/3/{dialogue.number}/"
    assert made.number not in _client().get(public).content.decode()
    promises.publish(made, by=person("shen"), at=LATER)
    assert f"/promises/{made.number}/" in _client().get(public).content.decode()


def test_the_desk_plans_one_and_puts_together_who_comes() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    with time_machine.travel(PLANNED, tick=False):
        tang = _client("tang")
        form = {
            "name_zh_hans": "第一次对话",
            "office": track.edition.office_id,
            "starts_at": f"{STARTS:%Y-%m-%dT%H:%M}",
            "place": PLACE,
        }
        assert tang.post("/desk/youth/dialogues/", form | {"place": ""}).status_code == 400
        assert tang.post("/desk/youth/dialogues/", form).status_code == 302
        desk = f"/desk/youth/dialogues/{Dialogue.objects.get().pk}/"
        assert tang.post(desk, {"what": "agenda", "proposal": entry.proposals.get().pk}).status_code == 302
        assert tang.post(desk, {"what": "invite", "entry": entry.pk}).status_code == 302
        assert tang.post(desk, {"what": "accompany", "person": person("bai").pk}).status_code == 302
        assert tang.post(desk, {"what": "burn"}).status_code == 404
        assert tang.post(f"{desk}burn/").status_code == 404
        assert tang.get(desk).status_code == 200
        assert _client("yan").get(desk).status_code == 403


def test_a_childs_page_says_how_its_word_stands_and_asks_for_nothing_after_its_yes() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    _is(entry, "xiaoyu")
    dialogue = held(track, entry)
    exchange = minuted(dialogue, entry)
    mine, desk = "/little-mayor/dialogues/mine/", f"/desk/youth/dialogues/{dialogue.pk}/"

    def says(verb: str = "", hours: int = 0, **told: str) -> str:
        with time_machine.travel(ENDED + timedelta(hours=hours), tick=False):
            child = _client("xiaoyu")
            if verb:
                child.post(f"{mine}{Guest.objects.get().pk}/{verb}/", told)
            return child.get(mine).content.decode()

    def offered(hours: int) -> None:
        dialogues.read_minutes(dialogue, by=person("bai"), at=ENDED + timedelta(hours=hours))

    offered(0)
    assert "Is it as you said it?" in says()
    page = says("object", 1, wish="我说的是两盏灯。")
    assert "It is being changed." in page
    assert "我说的是两盏灯。" in page
    dialogues.write_down(
        dialogue,
        by=person("tang"),
        given=dialogues.ExchangeGiven("桥洞里的两盏灯什么时候装？", "四月一日前。", entry, None),
        exchange=exchange,
        at=ENDED + timedelta(hours=2),
    )
    with time_machine.travel(ENDED + timedelta(hours=2), tick=False):
        assert "wishes something else" in _client("tang").get(desk).content.decode()
    offered(3)
    page = says(hours=3)
    assert "The minutes were changed." in page
    assert "It is being changed." not in page
    page = says("agree", 4)
    assert "You agreed to these minutes." in page
    assert f"{mine}{Guest.objects.get().pk}/agree/" not in page
    assert page.index("<details") < page.index("<textarea")  # folded: nothing more is asked
    assert "It is being changed." in says("object", 5)  # a wish without words is one too
