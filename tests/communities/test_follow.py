"""Whoever follows a corner hears of its topics, each step in her language; of what was hidden nobody hears any more."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from civic.accounts.rules import Contact
from civic.communities import actions
from civic.following import actions as following
from civic.following.models import Follow, Tiding
from civic.lib.refusals import NotValid
from civic.notices.models import Notice
from civic.promises import actions as promise_actions
from tests.communities.ground import HOUR, Corner
from tests.people import NOON, sign_in
from tests.promises.ground import promised

EMAIL = "lili@example.com"
pytestmark = pytest.mark.django_db


def followed(corner: Corner, *, language: str = "en") -> None:
    """Somebody follows the corner by an address she proved."""
    subject = following.of_corner(corner.community)
    following.follow(subject, contact=Contact(email=EMAIL), is_proved=True, language=language, at=NOON - HOUR)


def told(at: Any) -> list[Notice]:
    """What waits for her after the sweep."""
    following.spread_tidings(at=at)
    following.tell_tidings(at=at)
    return list(Notice.objects.waiting().filter(verb="follow-tidings"))


def test_a_topic_that_is_shown_is_told_as_raised_and_its_steps_after_it(corner: Corner) -> None:
    followed(corner)
    topic = corner.raised()
    assert told(NOON) == []  # nobody has looked at it
    actions.show(topic, by=corner.ning, title="楼道堆物", text="楼道里堆着旧家具。", at=NOON + HOUR)
    [letter] = told(NOON + HOUR)
    assert letter.subject_line == "News in Qiaotou Community: 楼道堆物"
    assert "Raised by a resident" in letter.body
    assert f"/communities/990102001001/{topic.number}/" in letter.body
    assert "What residents raise and do: Qiaotou Community" in letter.body  # why she gets it
    corner.met(corner.fresh(topic), at=NOON + 2 * HOUR)
    corner.agree(corner.fresh(topic))
    assert told(NOON + 3 * HOUR) == [letter]  # once a day
    [_first, second] = told(NOON + 24 * HOUR)
    assert "Talked over in a meeting" in second.body
    assert "Agreed" in second.body


def test_what_is_hidden_before_the_message_leaves_is_told_to_nobody(corner: Corner) -> None:
    followed(corner)
    hidden, stays = corner.shown("秘密的事"), corner.shown("楼道堆物")
    [letter] = told(NOON + 2 * HOUR)
    assert "秘密的事" in letter.body
    assert "2 topics" in letter.subject_line
    actions.hide(hidden, by=corner.ning, reason="private", at=NOON + 2 * HOUR)
    assert not Tiding.objects.filter(number=hidden.number).exists()
    assert not Notice.objects.waiting().filter(verb="follow-tidings").exists()
    following.take_up_withdrawn_tidings(at=NOON + 3 * HOUR)
    [letter] = told(NOON + 3 * HOUR)
    assert "秘密的事" not in letter.body
    assert stays.public_title in letter.body


def test_what_is_hidden_before_it_was_spread_is_told_to_nobody(corner: Corner) -> None:
    followed(corner)
    topic = corner.shown("秘密的事")
    actions.hide(topic, by=corner.ning, reason="private", at=NOON + 2 * HOUR)
    assert told(NOON + 3 * HOUR) == []
    actions.show_again(corner.fresh(topic), by=corner.city.mo, title="改过的事", text="改过的话。", at=NOON + 4 * HOUR)
    [letter] = told(NOON + 4 * HOUR)
    assert "改过的事" in letter.subject_line


def test_a_promise_and_a_topic_stand_in_one_message(corner: Corner) -> None:
    followed(corner)
    promise = promised(corner.city, at=NOON - 2 * HOUR)
    subject = following.of_promise(promise.number)
    following.follow(subject, contact=Contact(email=EMAIL), is_proved=True, language="en", at=NOON - HOUR)
    corner.shown("楼道堆物")
    from_the_city = {"text": "位置选好了。", "progress": 20}
    promise_actions.report(promise, by=corner.city.chen, at=NOON + HOUR, **from_the_city)
    [letter] = told(NOON + 2 * HOUR)
    assert letter.subject_line == "News on 2 things that you follow"
    assert "Benches for the park" in letter.body
    assert "Qiaotou Community: 楼道堆物" in letter.body


def test_a_resident_follows_from_the_page_and_finds_it_on_her_own(corner: Corner, client: Client) -> None:
    page = client.get("/communities/990102001001/").content.decode()
    assert "/following/communities/990102001001/" in page
    sign_in(client, corner.city.mei)
    assert client.post("/following/communities/990102001001/", {"rhythm": "at-once"}).status_code == 302
    assert "/communities/990102001001/" in client.get("/me/").content.decode()
    assert Follow.objects.get().key == "corner:990102001001"
    assert client.get("/following/communities/nowhere/").status_code == 404
    assert client.get("/following/communities/990102/").status_code == 404  # a district


def test_only_a_community_has_a_corner_to_follow(corner: Corner) -> None:
    with pytest.raises(NotValid):
        following.of_corner(corner.city.area())
    followed(corner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.update(area=None)
