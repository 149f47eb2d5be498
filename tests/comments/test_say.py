"""Say something under a case: only where comments are open, only after a moderator has read it, once."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.comments import actions as comments
from civic.comments.models import Comment
from civic.comments.rules import LONGEST, WAITING_MOST
from civic.lib.refusals import Conflict, NotValid
from civic.notices.models import Notice
from civic.supervision import actions as supervision
from tests.comments.talking import HOUR, confirmed, open_case, said, shown
from tests.pages import read
from tests.people import NOON, City


def test_comments_are_off_until_somebody_opens_them(city: City, client: Client) -> None:
    case = city.case("in-hand")
    with pytest.raises(Conflict, match="not open here"):
        said(city, case)
    assert client.get(f"/cases/{case.number}/comments/").status_code == 404


def test_a_resident_waits_for_a_moderator_and_is_numbered_never_named(city: City, client: Client) -> None:
    case = open_case(city)
    fresh = said(city, case, "东头那盏也不亮。")
    page = f"/cases/{case.number}/comments/"
    assert "东头那盏" not in read(client.get(page))
    comments.show(fresh, by=city.mo, at=NOON + 2 * HOUR)
    shown(city, case, "我也看到了。", by=city.gu)
    text = read(client.get(page))
    assert "东头那盏也不亮。" in text
    assert "Resident 1" in text
    assert "Resident 2" in text
    assert "mei@example.com" not in client.get(page).content.decode()


def test_her_own_waiting_words_are_shown_to_her_alone(city: City, client: Client, as_person: Any) -> None:
    case = open_case(city)
    said(city, case, "东头那盏也不亮。")
    assert "东头那盏" in read(as_person(city.mei).get(f"/cases/{case.number}/comments/"))
    assert "东头那盏" not in read(as_person(city.gu).get(f"/cases/{case.number}/comments/"))


def test_the_same_words_twice_are_one(city: City) -> None:
    case = open_case(city)
    assert said(city, case).pk == said(city, case).pk
    assert Comment.objects.count() == 1


def test_whoever_writes_much_waits_for_a_moderator_first(city: City) -> None:
    case = open_case(city)
    for turn in range(WAITING_MOST):
        said(city, case, f"第 {turn} 盏也不亮。")
    with pytest.raises(Conflict, match="still wait"):
        said(city, case, "还有一盏。")
    said(city, open_case(city), "还有一盏。")  # elsewhere she may


@pytest.mark.parametrize(
    ("text", "told"),
    [("  ", "Write something"), ("长" * (LONGEST + 1), "characters"), ("打我电话 13800138000。", "private detail")],
)
def test_what_cannot_stand_there_is_told_with_a_sentence(city: City, text: str, told: str) -> None:
    case = open_case(city)
    with pytest.raises(NotValid) as refused:
        said(city, case, text)
    assert told in refused.value.fields["text"][0]
    assert not Comment.objects.exists()


def test_the_form_keeps_what_was_typed(city: City, as_person: Any) -> None:
    case = open_case(city)
    page = as_person(confirmed(city.mei)).post(f"/cases/{case.number}/comments/", {"text": "打我电话 13800138000。"})
    assert page.status_code == 400
    assert "打我电话 13800138000。" in page.content.decode()


def test_an_office_speaks_at_once_marked_and_tells_whom_it_answers(city: City, client: Client) -> None:
    case = open_case(city)
    asked = shown(city, case, "什么时候修？")
    reply = comments.say(case, by=city.chen, is_officer=True, text="周五换灯。", parent=asked.pk, at=NOON + 3 * HOUR)
    assert reply.office == city.office("dongqiao-lamps")
    page = read(client.get(f"/cases/{case.number}/comments/"))
    assert "Official reply" in page
    assert "周五换灯。" in page
    assert [one.address for one in Notice.objects.filter(verb="comment-answered")] == ["mei@example.com"]


def test_an_officer_of_another_office_speaks_as_a_resident(city: City) -> None:
    case = open_case(city)
    assert comments.say(case, by=city.shen, is_officer=True, text="周五换灯。", at=NOON + HOUR).office_id is not None
    assert said(city, case, "我也看到了。", by=city.zhao, is_officer=True).office_id is None


def test_an_officer_who_did_not_prove_her_second_factor_does_not_speak_for_her_office(city: City) -> None:
    case, client = open_case(city), Client()
    client.force_login(confirmed(city.chen), backend="django.contrib.auth.backends.ModelBackend")
    client.post(f"/cases/{case.number}/comments/", {"text": "周五换灯。"})
    [comment] = Comment.objects.all()
    assert (comment.office, comment.standing) == (None, "waiting")


def test_with_it_she_does(city: City, as_person: Any) -> None:
    case = open_case(city)
    as_person(city.chen).post(f"/cases/{case.number}/comments/", {"text": "周五换灯。"})
    [comment] = Comment.objects.all()
    assert (comment.office, comment.standing) == (city.office("dongqiao-lamps"), "shown")


def test_whoever_has_confirmed_no_contact_is_told_what_to_do(city: City, as_person: Any) -> None:
    case = open_case(city)
    page = as_person(city.gu).post(f"/cases/{case.number}/comments/", {"text": "我也是。"})
    assert page.status_code == 403
    assert "Confirm your e-mail address" in page.content.decode()
    assert "我也是。" in page.content.decode()
    assert not Comment.objects.exists()


def test_there_is_one_level_of_replies(city: City) -> None:
    case = open_case(city)
    top = shown(city, case, "什么时候修？")
    reply = shown(city, case, "我也想知道。", by=city.gu, parent=top.pk)
    assert reply.parent_id == top.pk
    with pytest.raises(Conflict, match="by themselves"):
        said(city, case, "同问。", parent=reply.pk)
    with pytest.raises(Conflict, match="by themselves"):
        said(city, case, "同问。", parent=said(city, open_case(city), "别处的。").pk)


def test_nobody_comments_on_what_has_ended_or_is_hidden(city: City, client: Client) -> None:
    case = open_case(city)
    shown(city, case)
    closed = city.case("closed")
    comments.set_talk(closed, by=city.sun, is_on=True, at=NOON)
    with pytest.raises(Conflict, match="come to its end"):
        said(city, closed)
    supervision.withhold(case, by=city.mo, ground="child", reason="", at=NOON + 5 * HOUR)
    assert client.get(f"/cases/{case.number}/comments/").status_code == 404
    assert client.get(f"/api/v1/cases/{case.number}/comments/").status_code == 404
    case.refresh_from_db()
    with pytest.raises(Conflict):
        said(city, case, "还在吗？")


def test_whoever_is_not_signed_in_is_led_to_it_and_programs_are_told(city: City, client: Client) -> None:
    case = open_case(city)
    answer = client.post(f"/cases/{case.number}/comments/", {"text": "我也是。"})
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.headers["Location"]
    answer = client.post(
        f"/api/v1/cases/{case.number}/comments/", {"text": "我也是。"}, content_type="application/json"
    )
    assert answer.status_code in (401, 403)
    assert not Comment.objects.exists()


def test_programs_read_what_everybody_reads(city: City, client: Client) -> None:
    case = open_case(city)
    said(city, case, "还没看过的。")
    one = shown(city, case, "看过的。", by=city.gu)
    rows = client.get(f"/api/v1/cases/{case.number}/comments/").json()
    assert [(row["id"], row["text"], row["office"], row["speaker"]) for row in rows] == [(one.pk, "看过的。", None, 2)]


def test_a_page_costs_the_same_with_few_and_with_many(city: City, client: Client) -> None:
    case, costs = open_case(city), []
    for _turn in range(2):
        for number in range(6):
            top = comments.say(
                case, by=city.chen, is_officer=True, text=f"第 {_turn} {number} 次答复。", at=NOON + HOUR
            )
            comments.say(
                case, by=city.chen, is_officer=True, text=f"补充 {_turn} {number}。", parent=top.pk, at=NOON + HOUR
            )
        client.get(f"/cases/{case.number}/comments/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/cases/{case.number}/comments/")
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[0] <= 8


def test_a_page_holds_fifteen_threads_and_leads_to_the_older_ones(city: City, client: Client) -> None:
    case = open_case(city)
    first = shown(city, case, "第 0 盏也不亮。")
    rows = [Comment.objects.get(pk=first.pk) for _turn in range(17)]
    for turn, row in enumerate(rows, start=1):
        row.pk, row.text = None, f"第 {turn} 盏也不亮。"
    Comment.objects.bulk_create(rows)
    page = client.get(f"/cases/{case.number}/comments/")
    told = read(page)
    assert [turn for turn in range(18) if f"第 {turn} 盏" in told] == list(range(3, 18))
    older = page.content.decode().split("?before=")[1].split('"')[0]
    told = read(client.get(f"/cases/{case.number}/comments/", {"before": older}))
    assert [turn for turn in range(18) if f"第 {turn} 盏" in told] == [0, 1, 2]
