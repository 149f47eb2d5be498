"""Whoever wrote a comment takes it back, and whoever is erased leaves none."""

from typing import Any

import pytest

from civic.comments import actions as comments
from civic.comments.models import Comment
from civic.comments.queries import talking, told_about
from civic.lib.refusals import NotAllowed
from tests.comments.talking import HOUR, open_case, said, shown
from tests.people import NOON, City

LATER = NOON + 3 * HOUR


def test_the_words_are_gone_and_only_hers(city: City, as_person: Any) -> None:
    case = open_case(city)
    comment = shown(city, case)
    with pytest.raises(NotAllowed):
        comments.take_back(comment, by=city.gu, at=LATER)
    assert as_person(city.gu).post(f"/cases/{case.number}/comments/{comment.pk}/take-back/").status_code == 404
    assert as_person(city.mei).post(f"/cases/{case.number}/comments/{comment.pk}/take-back/").status_code == 302
    comment.refresh_from_db()
    assert (comment.standing, comment.text, comment.salt) == ("taken-back", "", "")


@pytest.mark.parametrize(("verb", "left"), [("keep", ""), ("hide", "他就是小偷。")])
def test_what_was_reported_stays_sealed_until_that_is_decided(city: City, verb: str, left: str) -> None:
    comment = shown(city, open_case(city), "他就是小偷。")
    comments.report(comment, who="network:1", worry="untrue", at=LATER)
    comments.take_back(comment, by=city.mei, at=LATER)
    comment.refresh_from_db()
    assert comment.text == "他就是小偷。"
    given = {"reason": "没有根据。"} if verb == "hide" else {}
    getattr(comments, verb)(comment, by=city.mo, at=LATER, **given)
    comment.refresh_from_db()
    assert (comment.standing, comment.text) == ("taken-back", left)


def test_forget_leaves_nothing_of_hers(city: City) -> None:
    case = open_case(city)
    one, other = shown(city, case), said(city, case, "还没看过的。")
    assert [row["text"] for row in told_about(city.mei)] == ["我家门口也是。", "还没看过的。"]
    comments.forget(city.mei, at=LATER)
    for comment in (one, other):
        comment.refresh_from_db()
        assert (comment.person, comment.text, comment.standing) == (None, "", "taken-back")
    assert told_about(city.mei) == []


def test_forget_keeps_what_an_officer_said_for_the_office(city: City) -> None:
    case = open_case(city)
    reply = comments.say(case, by=city.chen, is_officer=True, text="周五换灯。", at=NOON + HOUR)
    comments.forget(city.chen, at=LATER)
    assert Comment.objects.get(pk=reply.pk).text == "周五换灯。"


def test_what_was_said_for_an_office_is_not_taken_back_and_no_button_offers_it(city: City) -> None:
    case = open_case(city)
    mine = shown(city, case)
    reply = comments.say(case, by=city.chen, is_officer=True, text="周五换灯。", at=NOON + HOUR)
    with pytest.raises(NotAllowed, match="for an office"):
        comments.take_back(reply, by=city.chen, at=LATER)
    assert talking(case, city.chen).own == frozenset()
    assert talking(case, city.mei).own == {mine.pk}
    assert talking(case, None).own == frozenset()
