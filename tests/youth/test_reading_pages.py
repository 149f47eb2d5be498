"""The readers' queue and the duty officer's page: forty items before lunch, and the hour."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.youth import actions as youth
from civic.youth.models import ConcernReport, Entry, EvidenceView, Proposal, Reading
from civic.youth.rules import ItemState
from tests.people import sign_in
from tests.youth.ground import Track, enter, propose
from tests.youth.making import AT, HOUR, handed_in, person, photo, read_by, track_and_child, written

pytestmark = pytest.mark.django_db
PATH = "/desk/youth/reading/"


@pytest.fixture(autouse=True)
def _september(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT + HOUR)


def test_a_reader_goes_from_one_to_the_next_and_no_one_is_offered_twice(client: Client) -> None:
    track, entry = track_and_child()
    many = [handed_in(one) for one in (entry, *_children(track, 5))]
    sign_in(client, person("tang"))
    assert client.get(PATH).content.decode().count("data-row") == 6
    address, seen = client.get(f"{PATH}next/")["Location"], []
    while address != PATH:
        seen.append(address)
        version = re.search(r'name="version" value="(\d+)"', client.get(address).content.decode())
        assert version is not None
        onward = client.post(address, {"version": version[1], "verdict": "show"})
        address = client.get(onward["Location"])["Location"]
    assert seen == [f"{PATH}{one.number}/" for one in many]
    assert Reading.objects.filter(reader=person("tang")).count() == 6
    assert "Nothing waits for you." in client.get(PATH).content.decode()


def test_skipping_goes_on_and_comes_back_at_the_end(client: Client) -> None:
    track, entry = track_and_child()
    first, second = handed_in(entry), handed_in(_children(track, 1)[0])
    sign_in(client, person("tang"))
    assert client.get(f"{PATH}next/?after={first.number}")["Location"] == f"{PATH}{second.number}/"
    assert client.get(f"{PATH}next/?after={second.number}")["Location"] == f"{PATH}{first.number}/"


@pytest.mark.usefixtures("clock_stands")
def test_the_queue_asks_as_often_for_ten_as_for_forty(client: Client) -> None:
    track, _entry = track_and_child()
    sign_in(client, person("tang"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(PATH)
        return len(caught)

    _waiting(track, 10)
    asked()
    ten = asked()
    _waiting(track, 30)
    assert asked() == ten
    assert client.get(PATH).content.decode().count("data-row") == 40


def test_what_the_reader_missed_is_said_and_her_words_stay(client: Client) -> None:
    proposal = handed_in(track_and_child()[1])
    sign_in(client, person("tang"))
    page = client.post(f"{PATH}{proposal.number}/", {"version": "1", "verdict": "send-back", "note": "谢谢你！"})
    told = page.content.decode()
    assert page.status_code == 400
    assert "Choose why it goes back" in told
    assert "谢谢你！" in told
    assert client.post(f"{PATH}{proposal.number}/", {}).status_code == 400


def test_the_finder_marks_and_who_read_before_is_not_told(client: Client) -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    said = "朝阳小学门口很黑。"
    youth.keep(proposal, given=youth.Given(saw=said, sure_of=["朝阳小学"]), at=AT)
    read_by(youth.hand_in(proposal, at=AT), "bai")
    sign_in(client, person("tang"))
    told = client.get(f"{PATH}{proposal.number}/").content.decode()
    assert "The finder marks" in told
    assert "Bai" not in told
    assert "林小雨" not in told
    assert "桥东小学" not in told


def test_nobody_else_finds_the_queue(client: Client) -> None:
    proposal = handed_in(track_and_child()[1])
    for handle in ("lin", "qiu", "ke", "root", "gu"):
        sign_in(client, person(handle))
        for path in (PATH, f"{PATH}{proposal.number}/", "/desk/youth/concerns/"):
            assert client.get(path).status_code == 403, (handle, path)


def test_a_draft_and_what_was_taken_back_are_not_at_the_desk(client: Client) -> None:
    _track, entry = track_and_child()
    draft, gone = written(entry), handed_in(entry)
    youth.take_back(gone, at=AT)
    sign_in(client, person("tang"))
    for one in (draft, gone):
        assert client.get(f"{PATH}{one.number}/").status_code == 404


def test_covers_are_laid_without_a_script(client: Client) -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    picture = youth.add_picture(proposal, upload=photo(), alt="", at=AT)
    youth.hand_in(proposal, at=AT)
    youth.prepare_pictures(at=AT)
    sign_in(client, person("tang"))
    address = f"/desk/youth/pictures/{picture.pk}/cover/"
    assert client.get(address).status_code == 200
    row = {"box-TOTAL_FORMS": "2", "box-INITIAL_FORMS": "0", "box-0-shows": "face", "box-0-x": "10", "box-0-y": "10"}
    assert client.post(address, row | {"box-0-width": "20"}).status_code == 400
    done = client.post(address, row | {"box-0-width": "20", "box-0-height": "20", "box-1-shows": "face"})
    assert done["Location"] == f"{PATH}{proposal.number}/"
    assert client.get(f"/desk/youth/pictures/{picture.pk}/sealed/").status_code == 200
    sign_in(client, person("gu"))
    assert client.get(f"/desk/youth/pictures/{picture.pk}/sealed/").status_code == 403


def test_anybody_reports_and_the_page_is_gone_at_once(client: Client) -> None:
    proposal = read_by(read_by(handed_in(track_and_child()[1]), "tang"), "bai")
    address = f"/little-mayor/proposals/{proposal.number}/report/"
    assert client.get(address).status_code == 200
    assert "sessionid" not in client.cookies
    assert client.post(address, {"concern": ""}).status_code == 400
    assert (
        client.post(address, {"concern": "shows-who", "words": "能看出是谁"})["Location"] == "/little-mayor/reported/"
    )
    assert client.get(address).status_code == 404
    assert client.get(f"/little-mayor/proposals/{proposal.number}/").status_code == 404
    assert "It was right to tell" in client.get("/little-mayor/reported/").content.decode()


def test_whoever_tells_of_danger_reads_first_whom_to_call_and_then_what_happens(client: Client) -> None:
    proposal = read_by(read_by(handed_in(track_and_child()[1]), "tang"), "bai")
    told = client.post(f"/little-mayor/proposals/{proposal.number}/report/", {"concern": "danger"}, follow=True)
    for words in ("right now? Call:", 'href="tel:110"', 'href="tel:120"', "What happens next", "Nobody is told that"):
        assert words in told.text
    assert "tel:120" not in client.get("/little-mayor/reported/").text


@pytest.mark.usefixtures("clock_stands")
def test_one_network_hides_three_an_hour_and_calls_the_duty_officer_for_each_further_one(
    client: Client,
) -> None:
    track, _entry = track_and_child()
    shown = [propose(child, f"第{place}个", state="shown") for place, child in enumerate(_children(track, 11))]
    answers = [
        client.post(f"/little-mayor/proposals/{one.number}/report/", {"concern": "shows-who"}).status_code
        for one in shown
    ]
    assert answers == [302] * 10 + [429]
    assert Proposal.objects.filter(state="hidden").count() == 3
    assert ConcernReport.objects.filter(is_hiding=True).count() == 3
    late = ConcernReport.objects.open().last()
    assert late is not None
    assert ConcernReport.objects.open().count() == 10
    assert late.due_at - late.at == HOUR  # somebody looks within the hour, hidden or not


def test_the_duty_officer_takes_hands_over_opens_the_copy_and_closes(client: Client) -> None:
    proposal = read_by(read_by(handed_in(track_and_child()[1]), "tang"), "bai")
    youth.report(proposal, concern="danger", words="有人打他。", by=None, at=AT + HOUR)
    said = ConcernReport.objects.get()
    sign_in(client, person("tang"))
    assert "Nobody yet" in client.get("/desk/youth/concerns/").content.decode()
    address = f"/desk/youth/concerns/{said.key}/"
    assert "有人打他。" in client.get(address).content.decode()
    assert client.post(f"{address}take/").status_code == 302
    assert client.post(f"{address}hand-over/", {"authority": "police"}).status_code == 400
    over = {"authority": "police", "taker": "值班民警", "reference": "17", "words": "电话告知。"}
    assert client.post(f"{address}hand-over/", over).status_code == 302
    assert client.post(f"{address}evidence/", {"reason": ""}).status_code == 400
    opened = client.post(f"{address}evidence/", {"reason": "移交"}).content.decode()
    assert "The copy is as it was made." in opened
    assert client.post(f"{address}evidence/", {"reason": "移交", "file": "1"})["Content-Type"] == "application/json"
    assert EvidenceView.objects.count() == 2
    assert client.post(f"{address}close/", {"outcome": "handed-over", "finding": ""}).status_code == 400
    assert client.post(f"{address}close/", {"outcome": "handed-over", "finding": "已报警。"}).status_code == 302
    assert client.post(f"{address}nothing/").status_code == 404
    said.refresh_from_db()
    assert said.outcome == "handed-over"
    assert Proposal.objects.get().state == ItemState.HIDDEN
    assert client.post(f"{address}read-anew/").status_code == 302
    assert Proposal.objects.get().state == ItemState.HANDED_IN


def test_an_officer_hides_from_the_readers_page(client: Client) -> None:
    proposal = read_by(read_by(handed_in(track_and_child()[1]), "tang"), "bai")
    sign_in(client, person("bai"))
    client.post(f"{PATH}{proposal.number}/hide/", {"reason": ""})
    assert Proposal.objects.get().state == ItemState.SHOWN
    client.post(f"{PATH}{proposal.number}/hide/", {"reason": "再看看。"})
    assert Proposal.objects.get().state == ItemState.HIDDEN


def _children(track: Track, count: int) -> list[Entry]:
    return [enter(track, f"笔名{place}", name=f"陈{place}明") for place in range(count)]


def _waiting(track: Track, count: int) -> None:
    before = Proposal.objects.count()
    for place in range(count):
        entry = enter(track, f"笔名{before + place}", name="陈大明")
        youth.hand_in(propose(entry, f"第{before + place}个", state="draft"), at=AT)
