"""The pages of juries: a juror reads blind and hands in, the desk runs the round, a child reads kind words."""

import re
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from civic.juries import actions as juries
from civic.juries.models import Mark, Panel, Seat, Sheet
from civic.youth.models import Entry, Proposal
from tests.juries.ground import OPENED, READING, found, judge_all, lead, more_jurors, opened, person, pupils, sit
from tests.people import sign_in
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(READING, tick=False):
        yield


def _client(handle: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, person(handle))
    return client


def _mine(handle: str = "qiu") -> Sheet:
    return Sheet.objects.filter(seat__person=person(handle)).select_related("seat__person").earliest("pk")


def _whole(mark: int = 4, **more: str) -> dict[str, str]:
    return dict.fromkeys(("seen", "others", "doable", "own"), str(mark)) | more


def test_a_juror_reads_nothing_that_says_who_or_where() -> None:
    track = found_track()
    [entry] = pupils(track, 1, school=track.school)
    Proposal.objects.update(
        title="木棉说：桥东小学门口太暗",
        saw="我是桥东小学五年级（3）班的木棉，住在东桥区。",
        asked={"question": "桥东的同学怕吗？", "answers": [["木棉怕", 3]]},
    )
    panel = found(track)
    sit(panel, person("qiu"), person("rong"), person("yan"))
    juries.open_panel(panel, by=lead(), at=OPENED)
    page = _client("qiu").get(f"/little-mayor/jury/{_mine().pk}/").content.decode()
    assert "门口太暗" in page
    for word in ("木棉", "桥东", "东桥区", "班的", "Dongqiao", entry.proposals.get().number, str(entry.key)):
        assert word not in page


def test_a_sheet_is_saved_half_and_handed_in_whole() -> None:
    opened(found_track(), count=3)
    sheet, client = _mine(), _client("qiu")
    url = f"/little-mayor/jury/{sheet.pk}/"
    assert client.post(url, {"seen": "4"}).status_code == 302
    assert Mark.objects.count() == 1
    page = client.post(url, {"seen": "4", "hand-in": "1"})
    assert page.status_code == 400
    summary = page.content.decode().split("govuk-error-summary__list", 1)[1].split("</ul>", 1)[0]
    told = re.findall(r">([^<]+)</a>", summary)
    assert len(set(told)) == len(told) > 1  # each says of which criterion
    assert all(one.endswith("Choose a mark.") for one in told)
    assert client.post(url, _whole(**{"hand-in": "1"})).status_code == 302
    assert Sheet.objects.handed_in().get() == sheet
    late = client.post(url, _whole(1))
    assert late.status_code == 409
    assert Mark.objects.filter(mark=1).count() == 0


@pytest.mark.parametrize("mark", ["0", "6", "x", "４", "9" * 5000])
def test_a_mark_that_is_none_is_told_beside_its_criterion(mark: str) -> None:
    opened(found_track(), count=3)
    page = _client("qiu").post(f"/little-mayor/jury/{_mine().pk}/", _whole() | {"seen": mark})
    assert page.status_code == 400
    assert "Choose a mark." in page.content.decode()


def test_the_sheet_of_another_is_not_there() -> None:
    opened(found_track(), count=3)
    for method in ("get", "post"):
        assert getattr(_client("rong"), method)(f"/little-mayor/jury/{_mine().pk}/").status_code == 404


def test_what_a_child_took_back_is_gone_at_once() -> None:
    opened(found_track(), count=3)
    sheet = _mine()
    Entry.objects.filter(proposals__pieces=sheet.piece).update(state="withdrawn")
    assert _client("qiu").get(f"/little-mayor/jury/{sheet.pk}/").status_code == 404
    assert "taken back" in _client("qiu").get("/little-mayor/jury/").content.decode()


def test_a_juror_steps_aside_and_the_sheet_is_gone_for_her() -> None:
    opened(found_track(), count=3)
    sheet, client = _mine(), _client("qiu")
    assert client.post(f"/little-mayor/jury/{sheet.pk}/aside/", {"kind": "grudge"}).status_code == 400
    assert client.post(f"/little-mayor/jury/{sheet.pk}/aside/", {"kind": "known"}).status_code == 302
    assert client.get(f"/little-mayor/jury/{sheet.pk}/").status_code == 404


def test_a_juror_declares_on_her_page() -> None:
    track = found_track()
    panel = found(track)
    seat = juries.seat_juror(panel, person=person("qiu"), by=lead(), at=OPENED)
    client = _client("qiu")
    assert "tick the schools" in client.get("/little-mayor/jury/").content.decode()
    assert client.post(f"/little-mayor/jury/seats/{seat.pk}/declare/", {"schools": track.school.pk}).status_code == 302
    assert Seat.objects.get().declared_at == READING
    assert _client("rong").post(f"/little-mayor/jury/seats/{seat.pk}/declare/").status_code == 404


def test_a_school_nobody_knows_declares_nothing() -> None:
    panel = found(found_track())
    seat = juries.seat_juror(panel, person=person("qiu"), by=lead(), at=OPENED)
    _client("qiu").post(f"/little-mayor/jury/seats/{seat.pk}/declare/", {"schools": "99999"})
    assert Seat.objects.get().declared_at is None


def test_the_desk_runs_a_round_from_founding_to_telling() -> None:
    track = found_track()
    pupils(track, 3)
    founded = found(track)
    rubric = founded.rubric_id
    Panel.objects.filter(pk=founded.pk).update(phase="semifinal")
    client = _client("tang")
    form = {"phase": "second", "rubric": rubric, "each": "3", "outlier": "ends", "judge_by": "2026-11-09"}
    assert client.post("/desk/youth/juries/", form).status_code == 302
    panel = Panel.objects.get(phase="second")
    url = f"/desk/youth/juries/{panel.pk}/"
    for handle in ("qiu", "rong", "yan"):
        assert client.post(url, {"person": person(handle).pk}).status_code == 302
    assert client.post(f"{url}open/").status_code == 409
    for seat in panel.seats.select_related("person"):
        juries.declare(seat, by=seat.person, schools=[], at=READING)
    assert client.post(f"{url}open/").status_code == 302
    sheet = _mine()
    _client("qiu").post(f"/little-mayor/jury/{sheet.pk}/", _whole(words="数得真仔细。", **{"hand-in": "1"}))
    judge_all(panel)
    page = client.get(url).content.decode()
    assert "数得真仔细" not in page  # nothing of a sheet before the result
    assert client.post(f"{url}decide/").status_code == 302
    assert "数得真仔细" in client.get(url).content.decode()
    assert client.post(f"{url}tell/").status_code == 409
    assert client.post(f"/desk/youth/juries/sheets/{sheet.pk}/fits/").status_code == 302
    assert client.post(f"{url}tell/").status_code == 302
    panel.refresh_from_db()
    assert panel.told_at is not None


def test_a_child_reads_kind_words_and_no_number() -> None:
    panel = opened(found_track(), count=2)
    sheet = _mine()
    juries.hand_in(
        sheet,
        by=person("qiu"),
        given=juries.SheetGiven(dict.fromkeys(("seen", "others", "doable", "own"), 2), "下次多问几个人。"),
        at=READING,
    )
    judge_all(panel)
    juries.decide(panel, by=lead(), at=READING)
    entry = Entry.objects.get(proposals__pieces=sheet.piece)
    entry.child.person = person("xiaoyu")
    entry.child.save()
    client = _client("xiaoyu")
    assert "has not written to you yet" in client.get("/little-mayor/jury/words/").content.decode()
    juries.read_words(sheet, by=lead(), fit=True, at=READING)
    juries.tell_children(panel, by=lead(), at=READING)
    page = client.get("/little-mayor/jury/words/").content.decode()
    assert "下次多问几个人。" in page
    assert "the jury liked that most" in page
    for word in ("Qiu", "qiu", "points", "4.0", "place 1"):
        assert word not in page


def test_words_that_stay_at_the_desk_reach_no_child() -> None:
    panel = opened(found_track(), count=1, jurors=0)
    sheet = _mine()
    given = juries.SheetGiven(dict.fromkeys(("seen", "others", "doable", "own"), 2), "不好。")
    juries.hand_in(sheet, by=person("qiu"), given=given, at=READING)
    judge_all(panel)
    juries.decide(panel, by=lead(), at=READING)
    juries.read_words(sheet, by=lead(), fit=False, at=READING)
    juries.tell_children(panel, by=lead(), at=READING)
    entry = Entry.objects.get(proposals__pieces=sheet.piece)
    entry.child.person = person("xiaoyu")
    entry.child.save()
    assert "不好。" not in _client("xiaoyu").get("/little-mayor/jury/words/").content.decode()


def test_everybody_reads_by_what_a_jury_judges_and_later_its_seed() -> None:
    panel = opened(found_track(), count=1, jurors=0)
    url = f"/little-mayor/editions/{panel.edition.number}/jury/"
    page = Client().get(url).content.decode()
    assert panel.lines.get(verb="open").facts["seed"] in page
    assert panel.seed not in page
    judge_all(panel)
    juries.decide(panel, by=lead(), at=READING)
    assert panel.seed in Client().get(url).content.decode()


@pytest.mark.parametrize("address", ["/desk/youth/juries/{panel}/", "/little-mayor/jury/"])
def test_a_page_asks_as_often_for_few_as_for_many(address: str, django_assert_max_num_queries: object) -> None:
    panel = opened(found_track(), count=12, jurors=2)
    client = _client("tang" if "desk" in address else "qiu")
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        client.get(address.format(panel=panel.pk))


def test_only_known_verbs_are_taken_and_only_posted() -> None:
    panel = opened(found_track(), count=1, jurors=0)
    client = _client("tang")
    assert client.post(f"/desk/youth/juries/{panel.pk}/burn/").status_code == 404
    assert client.get(f"/desk/youth/juries/{panel.pk}/decide/").status_code == 405
    assert client.post(f"/desk/youth/juries/sheets/{_mine().pk}/burn/").status_code == 404
    piece = panel.pieces.get()
    assert client.post(f"/desk/youth/juries/pieces/{piece.pk}/apart/", {"seat": "x"}).status_code == 400
    assert client.post(f"/desk/youth/juries/pieces/{piece.pk}/set-aside/", {"reason": " "}).status_code == 400


def test_a_juror_is_kept_apart_and_replaced_from_the_desk() -> None:
    panel = opened(found_track(), count=2, jurors=0)
    sit(panel, *more_jurors(1), is_spare=True)
    sheet, client = _mine(), _client("tang")
    told = {"seat": sheet.seat_id, "kind": "family"}
    assert client.post(f"/desk/youth/juries/pieces/{sheet.piece_id}/apart/", told).status_code == 302
    assert Sheet.objects.get(pk=sheet.pk).void_reason == "family"
    assert client.post(f"/desk/youth/juries/seats/{sheet.seat_id}/replace/", {"reason": "Ill."}).status_code == 302
    assert isinstance(Seat.objects.get(pk=sheet.seat_id).ended_at, datetime)
