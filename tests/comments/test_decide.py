"""A moderator shows, refuses, hides or keeps a comment; nobody else does, and never her own."""

from typing import Any

import pytest
from django.test import Client

from civic.comments import actions as comments
from civic.comments.models import Comment
from civic.comments.queries import moderates, to_look_at
from civic.comments.rules import MOVES, CommentState
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices.queries import OfficerHand
from tests.comments.talking import HOUR, open_case, said, shown
from tests.pages import read
from tests.people import NOON, City

LATER = NOON + 3 * HOUR
ACTS = {"show": comments.show, "refuse": comments.refuse, "hide": comments.hide, "keep": comments.keep}


def _in_state(city: City, state: str) -> Comment:
    comment = said(city, open_case(city))
    shown_at = None if state in ("waiting", "refused") else NOON
    Comment.objects.filter(pk=comment.pk).update(standing=state, shown_at=shown_at, reported=1)
    return Comment.objects.get(pk=comment.pk)


def _decide(verb: str, comment: Comment, by: Any) -> Comment:
    given = {"reason": "跑题。"} if verb in ("refuse", "hide") else {}
    return ACTS[verb](comment, by=by, at=LATER, **given)


@pytest.mark.parametrize("state", CommentState.values)
@pytest.mark.parametrize("verb", sorted(ACTS))
def test_each_row_of_the_table_holds(city: City, verb: str, state: str) -> None:
    comment, move = _in_state(city, state), next(move for move in MOVES if move.verb == verb)
    if state not in move.before:
        with pytest.raises(Conflict):
            _decide(verb, comment, city.mo)
        return
    after = _decide(verb, comment, city.mo)
    assert after.standing == (state if state == "taken-back" else move.after)
    assert after.reported == 0
    line = after.lines.order_by("-seq").first()
    assert line is not None
    assert (line.verb, line.actor) == (verb, city.mo)


@pytest.mark.parametrize("who", ["lin", "zhao", "chen", "rui", "sun", "he", "mei", "root"])
def test_only_moderators_decide(city: City, who: str) -> None:
    with pytest.raises(NotAllowed, match="Moderators"):
        comments.show(said(city, open_case(city)), by=getattr(city, who), at=LATER)


def test_nobody_decides_about_her_own_words(city: City) -> None:
    case = open_case(city)
    own = said(city, case, by=city.mo)
    with pytest.raises(NotAllowed, match="somebody else"):
        comments.show(own, by=city.mo, at=LATER)


def test_a_refusal_needs_a_reason_which_its_author_reads(city: City) -> None:
    comment = said(city, open_case(city))
    with pytest.raises(NotValid):
        comments.refuse(comment, by=city.mo, reason=" ", at=LATER)
    comments.refuse(comment, by=city.mo, reason="请不要写别人的家事。", at=LATER)
    letter = Notice.objects.get(verb="comment-refused")
    assert letter.address == "mei@example.com"
    assert "请不要写别人的家事。" in letter.body


def test_what_is_hidden_leaves_every_page_and_stays_at_the_desk(city: City, client: Client) -> None:
    case = open_case(city)
    top = shown(city, case, "他就是小偷。")
    shown(city, case, "对，就是他。", by=city.gu, parent=top.pk)
    comments.hide(top, by=city.mo, reason="没有根据。", at=LATER)
    for where in (f"/cases/{case.number}/comments/", f"/api/v1/cases/{case.number}/comments/"):
        body = client.get(where).content.decode()
        assert "小偷" not in body
        assert "就是他" not in body  # replies go with what they reply to
    assert Comment.objects.get(pk=top.pk).text == "他就是小偷。"


def test_the_queue_shows_what_waits_and_its_buttons_decide(city: City, as_person: Any) -> None:
    comment = said(city, open_case(city), "东头那盏也不亮。")
    mo = as_person(city.mo)
    assert "东头那盏也不亮。" in read(mo.get("/desk/comments/"))
    page = mo.post(f"/desk/comments/{comment.pk}/refuse/", {"reason": ""})
    assert page.status_code == 400
    assert "Give the reason" in page.content.decode()
    assert mo.post(f"/desk/comments/{comment.pk}/show/").status_code == 302
    assert "No comment waits" in read(mo.get("/desk/comments/"))
    assert mo.post(f"/desk/comments/{comment.pk}/show/").status_code == 409
    assert mo.post(f"/desk/comments/{comment.pk}/bless/").status_code == 404


def test_where_somebody_may_be_in_danger_stands_before_everything_older(city: City, as_person: Any) -> None:
    case = open_case(city)
    old, late = said(city, case, "先写的。"), shown(city, case, "后写的，不妙。", by=city.gu)
    comments.report(late, who="network:1", worry="danger", at=LATER)
    page = read(as_person(city.mo).get("/desk/comments/"))
    assert page.index("后写的") < page.index("先写的")
    comments.keep(late, by=city.mo, at=LATER)
    assert [one.pk for one in to_look_at(moderator(city))] == [old.pk]


def moderator(city: City) -> OfficerHand:
    """Mo's hand."""
    hand = moderates(city.mo, on=NOON.date())
    assert hand is not None
    return hand
