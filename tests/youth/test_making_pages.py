"""The five steps as a child of ten takes them, without scripts; nothing is lost, nobody else's is there."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from civic.youth import actions as youth
from civic.youth.guards import PUPIL
from civic.youth.models import Entry, Proposal
from civic.youth.rules import STEPS, ItemState
from tests.youth.ground import enter
from tests.youth.making import AT, BACK, CHANGE, SAW, handed_in, photo, read_by, track_and_child, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _september(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


def test_five_steps_are_all_it_takes(client: Client) -> None:
    entry = _come_in(client)
    address = client.post("/little-mayor/make/")["Location"]
    asked = 0
    for given in (
        {"saw": SAW, "topic": ""},
        {"change": CHANGE, "helps": "晚上回家的人。"},
        {"place": "nowhere"},
        {"alt": "桥洞", "photo": photo(), "question": "怕吗？", "answer_0": "怕", "number_0": "14", "answer_1": "不怕",
         "number_1": "3"},
        {"title": "给老桥下面装几盏灯", "hand_in": "1"},
    ):  # fmt: skip
        page = client.get(address)
        assert page.status_code == 200
        assert f"Step {asked + 1} of 5" in page.content.decode()
        asked += 1
        address = client.post(address, given)["Location"]
    assert asked == len(STEPS) == 5
    proposal = Proposal.objects.get(entry=entry)
    assert (proposal.state, proposal.pictures.count(), proposal.asked["answers"]) == (
        ItemState.HANDED_IN,
        1,
        [["怕", 14], ["不怕", 3]],
    )
    assert "Two people are reading it" in client.get(address).content.decode()


def test_a_phone_number_is_stopped_with_a_kind_hint_and_the_words_stay_in_the_box(client: Client) -> None:
    proposal = written(_come_in(client))
    page = client.post(f"/little-mayor/make/{proposal.number}/saw/", {"saw": "打我电话 13800138000，我来讲。"})
    told = page.content.decode()
    assert page.status_code == 400
    assert "Leave it out: strangers read this page too." in told
    assert "13800138000，我来讲。" in told.split("<textarea")[1]
    proposal.refresh_from_db()
    assert proposal.saw == SAW


def test_what_means_something_else_is_ticked_and_goes_on(client: Client) -> None:
    proposal = written(_come_in(client))
    address = f"/little-mayor/make/{proposal.number}/saw/"
    page = client.post(address, {"saw": "朝阳小学门口的路灯不亮。"}).content.decode()
    ticked = re.findall(r'name="sure"[^>]*value="([^"]+)"', page)
    assert ticked == ["朝阳小学"]
    gone_on = client.post(address, {"saw": "朝阳小学门口的路灯不亮。", "sure": ticked})
    assert gone_on.status_code == 302
    proposal.refresh_from_db()
    assert proposal.sure_of == ["朝阳小学"]


def test_places_are_chosen_from_words_and_only_a_cell_is_kept(client: Client) -> None:
    proposal = written(_come_in(client))
    address = f"/little-mayor/make/{proposal.number}/where/"
    page = client.get(address).content.decode()
    keys = re.findall(r'name="place"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="place"', page)
    assert keys
    client.post(address, {"place": next(key for pair in keys for key in pair if key)})
    proposal.refresh_from_db()
    assert proposal.cell is not None
    assert client.post(address, {"place": "999999"}).status_code == 400
    assert client.get(address, {"q": "没有这个地方"}).status_code == 200


def test_what_came_back_says_the_kind_words_above_every_step(client: Client) -> None:
    proposal = read_by(read_by(handed_in(_come_in(client)), "tang", BACK), "bai", BACK)
    for step in STEPS:
        told = client.get(f"/little-mayor/make/{proposal.number}/{step}/").content.decode()
        assert told.count("请再说说在哪里。") == 1
        assert "Tang" not in told


def test_nobody_elses_things_are_there(client: Client) -> None:
    entry = _come_in(client)
    other = handed_in(enter(_track_of(entry), "榕树", name="陈大明"))
    for path in ("", "saw/", "take-back/"):
        assert client.get(f"/little-mayor/make/{other.number}/{path}").status_code == 404
    assert client.post(f"/little-mayor/make/{other.number}/write-on/").status_code == 404
    assert Client().get(f"/little-mayor/make/{other.number}/").status_code == 404


def test_whoever_has_not_come_in_reads_how_and_nothing_is_kept(client: Client) -> None:
    page = client.get("/little-mayor/make/")
    assert "code on the slip of paper" in page.content.decode()
    assert "sessionid" not in client.cookies
    assert not Proposal.objects.exists()


def test_a_child_takes_back_after_being_asked_once(client: Client) -> None:
    proposal = read_by(read_by(handed_in(_come_in(client)), "tang"), "bai")
    address = f"/little-mayor/make/{proposal.number}/take-back/"
    client.get(address)
    proposal.refresh_from_db()
    assert proposal.state == ItemState.SHOWN
    client.post(address)
    proposal.refresh_from_db()
    assert proposal.state == ItemState.WITHDRAWN


def test_a_picture_is_the_childs_and_its_readers_until_it_is_public(client: Client) -> None:
    proposal = written(_come_in(client))
    picture = youth.add_picture(proposal, upload=photo(), alt="", at=AT)
    address = f"/little-mayor/pictures/{picture.key}/small/"
    assert client.get(address).status_code == 404  # not prepared
    youth.prepare_pictures(at=AT)
    assert client.get(address)["Cache-Control"] == "private, no-store"
    assert client.get(address)["Content-Disposition"] == 'inline; filename="picture.jpg"'
    assert Client().get(address).status_code == 404
    proposal = youth.hand_in(proposal, at=AT)
    fine = youth.VerdictGiven("show", looks={str(picture.key): "fine"})
    proposal = read_by(read_by(proposal, "tang", fine), "bai", fine)
    assert Client().get(address)["Cache-Control"] == "public, max-age=300"
    youth.take_back(proposal, at=AT)
    assert Client().get(address).status_code == 404
    assert client.get(address).status_code == 404


def test_bad_input_is_a_sentence_and_never_a_fault_of_ours(client: Client) -> None:
    proposal = written(_come_in(client))
    for step, given in (
        ("saw", {"saw": "长" * 3000, "topic": "999"}),
        ("picture", {"answer_0": "怕", "number_0": "很多"}),
        ("picture", {"question": "问？", "answer_0": "怕", "number_0": "99999999999999999999"}),
        ("where", {"place": "'; drop table"}),
        ("check", {"title": "x" * 300, "hand_in": "1"}),
    ):
        page = client.post(f"/little-mayor/make/{proposal.number}/{step}/", given)
        assert page.status_code == 400, step
        assert "govuk-error-summary" in page.content.decode()
    assert client.get(f"/little-mayor/make/{proposal.number}/nothing/").status_code == 404


def test_what_lacks_at_the_end_leads_to_the_step_where_it_is_written(client: Client) -> None:
    _come_in(client)
    begun = client.post("/little-mayor/make/")["Location"].split("/")[3]
    page = client.post(f"/little-mayor/make/{begun}/check/", {"hand_in": "1"}).content.decode()
    summary = page[page.index("govuk-error-summary") :].split("</ul>")[0]
    assert "3 things to put right" in summary
    for step, told in (("saw", "Tell what you saw"), ("change", "Tell what you would change")):
        assert f'<a href="/little-mayor/make/{begun}/{step}/">{told}' in summary
    assert '<a href="#id_title">Give it a name' in summary
    assert "#form-error" not in summary


def test_every_hint_in_one_box_is_counted(client: Client) -> None:
    proposal = written(_come_in(client))
    told = {"saw": "我在五年级2班，电话13800138000。"}
    page = client.post(f"/little-mayor/make/{proposal.number}/saw/", told).content.decode()
    assert "2 things to put right" in page


def _come_in(client: Client) -> Entry:
    _track, entry = track_and_child()
    session = client.session
    session[PUPIL] = str(entry.key)
    session.save()
    return entry


def _track_of(entry: Entry) -> Any:
    class Held:
        edition = entry.edition

    return Held()
