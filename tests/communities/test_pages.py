"""The corner's pages: finding it, the desk, the feed and the machine's door."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.communities.models import Meeting, Topic
from tests.communities.ground import TEXT, Corner
from tests.people import NOON, sign_in

AT = "/communities/990102001001/"
DESK = "/desk/community/990102001001/"


def test_it_is_found_by_name_by_place_and_down_the_tree(corner: Corner, client: Client) -> None:
    assert "Qiaotou Community" in client.get("/communities/?q=桥头").content.decode()
    assert client.get("/communities/?lat=23.13&lon=113.30").headers["Location"] == AT
    assert AT in client.get("/communities/?area=990102").content.decode()
    assert "outside the city" in client.get("/communities/?lat=39.9&lon=116.4").content.decode()
    for spoilt in ("lat=x&lon=y", "lat=nan&lon=nan", "lat=1e9&lon=1", "area=%25", "q=" + "x" * 500, "area=nowhere"):
        assert client.get(f"/communities/?{spoilt}").status_code == 200, spoilt


def test_the_pages_ask_as_much_for_many_topics_as_for_few(corner: Corner, client: Client) -> None:
    def count(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    topic = corner.solved()
    corner.under_way(title="路灯")
    paths = (AT, "/communities/", f"{AT}feed.atom", f"{AT}{topic.number}/", "/api/v1/communities/990102001001/")
    few = [count(path) for path in paths]
    for turn in range(8):
        corner.solved(title=f"堆物 {turn}")
        corner.under_way(title=f"灯 {turn}")
    assert [count(path) for path in paths] == few
    assert max(few) <= 14


def test_a_member_comes_to_her_corner_and_sees_no_case(corner: Corner, client: Client) -> None:
    corner.raised()
    case = corner.city.case("in-hand")
    sign_in(client, corner.ning)
    assert client.get("/desk/").headers["Location"] == "/desk/community/"
    page = client.get("/desk/community/").content.decode()
    assert "Qiaotou Community" in page
    assert "Qiaowei Community" not in page
    assert client.get(f"/desk/cases/{case.number}/").status_code in (403, 404)
    assert client.get("/desk/community/990102001002/").status_code == 404


@pytest.mark.usefixtures("weeks_after_noon")
def test_the_whole_way_at_the_desk(corner: Corner, client: Client) -> None:
    topic = corner.raised()
    sign_in(client, corner.ning)
    at = f"{DESK}{topic.number}/"
    today = "2026-11-03"

    def do(verb: str, **given: object) -> None:
        answer = client.post(f"{at}{verb}/", given)
        assert answer.status_code == 302, answer.content.decode()

    do("show", title="楼道堆物", text=TEXT)
    noted = {"held_on": today, "place": "活动室", "present": "9", "words": "说了。", "topics": [topic.number]}
    assert client.post(f"{DESK}meeting/", noted).status_code == 302
    meeting = Meeting.objects.get()
    counts = {"votes_for": "7", "votes_against": "1", "abstained": "1"}
    do("agree", text="清走。", agreed_on=today, meeting=str(meeting.pk), **counts)
    do("add-task", who="三号楼", what="清走", due="2028-12-04")
    task = topic.tasks.get()
    do("finish-task", task=str(task.pk), note="清完了。")
    do("solve", note="好了。")
    assert Topic.objects.get().stage == "solved"
    late = client.post(f"{at}hand-on/", {"kind": "complaint", "text": TEXT})
    assert late.status_code == 409
    assert client.get(at).status_code == 200


def test_mistakes_stand_beside_their_fields_and_nothing_is_lost(corner: Corner, client: Client) -> None:
    topic = corner.talked_over()
    sign_in(client, corner.ning)
    counts = {"votes_for": "99", "votes_against": "1", "abstained": "x"}
    answer = client.post(
        f"{DESK}{topic.number}/agree/", {"text": "先清三号楼。", "agreed_on": "yesterday", "meeting": "", **counts}
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "先清三号楼。" in page
    assert "Write it like 2026-12-04." in page
    gone = client.post(f"{DESK}meeting/", {"topics": ["C26-000000"], "words": "说了很多。"})
    assert gone.status_code == 400
    assert "说了很多。" in gone.content.decode()
    assert client.post(f"{DESK}{topic.number}/fly/").status_code == 404


@pytest.mark.parametrize("who", ["lin", "chen", "zhao", "he", "rui", "sun"])
def test_other_officers_are_told_whose_it_is(corner: Corner, client: Client, who: str) -> None:
    sign_in(client, getattr(corner.city, who))
    answer = client.get(DESK)
    assert answer.status_code == 403
    assert "Corners are for members" in answer.content.decode()


def test_a_moderator_finds_what_was_kept_from_everybody(corner: Corner, client: Client) -> None:
    topic = corner.raised()
    sign_in(client, corner.ning)
    client.post(f"{DESK}{topic.number}/keep-back/", {"reason": "elsewhere"})
    sign_in(client, corner.city.mo)
    assert topic.number in client.get("/desk/community/").content.decode()
    assert client.get(f"{DESK}meeting/").status_code == 403
    shown = client.post(f"{DESK}{topic.number}/show-again/", {"title": "楼道", "text": TEXT})
    assert shown.status_code == 302
    assert "/desk/community/" in client.get("/desk/").content.decode()


def test_the_feed_and_the_api_tell_what_everybody_may_read(corner: Corner, client: Client) -> None:
    topic = corner.solved()
    assert "Solved here" in client.get(f"{AT}feed.atom").content.decode()
    told = client.get("/api/v1/communities/990102001001/").json()
    assert [one["number"] for one in told["topics"]] == [topic.number]
    assert told["total"] == {"raised": 1, "solved": 1, "handed_on": 0, "not_taken": 0}
    assert client.get("/api/v1/communities/990102/").status_code == 404
    assert NOON.date().isoformat() in {one["held_on"] for one in told["meetings"]}
