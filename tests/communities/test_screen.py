"""Somebody looks at a topic before everybody reads it."""

import pytest
from django.test import Client

from civic.communities import actions
from civic.communities.models import Line
from civic.communities.queries import figures, summed
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from tests.communities.ground import HOUR, TEXT, Corner
from tests.people import NOON, sign_in

AT = "/communities/990102001001/"


def test_a_member_shows_it_in_words_without_what_is_private(corner: Corner, client: Client) -> None:
    topic = corner.raised("我的电话13800138000，楼道堆物。")
    actions.show(topic, by=corner.ning, title="楼道堆物", text="楼道堆物，请大家说说。", at=NOON + HOUR)
    page = client.get(f"{AT}{topic.number}/").content.decode()
    assert "请大家说说" in page
    assert "13800138000" not in page


def test_the_desk_begins_with_what_is_private_starred_out(corner: Corner, client: Client) -> None:
    topic = corner.raised("我的电话13800138000，楼道堆物。")
    sign_in(client, corner.ning)
    page = client.get(f"/desk/community/990102001001/{topic.number}/").content.decode()
    assert "我的电话＊＊＊，楼道堆物。</textarea>" in page


def test_a_moderator_may_look_too_and_others_may_not(corner: Corner) -> None:
    topic = corner.raised()
    for stranger in (corner.city.lin, corner.city.chen, corner.city.mei, corner.city.zhao):
        with pytest.raises(NotAllowed):
            actions.show(topic, by=stranger, title="楼道", text=TEXT, at=NOON)
    actions.show(topic, by=corner.city.mo, title="楼道", text=TEXT, at=NOON)
    assert Line.objects.filter(topic=topic).last().side == "check"  # type: ignore[union-attr]


def test_a_member_of_another_community_may_not(corner: Corner) -> None:
    topic = actions.raise_topic(corner.beside, given=actions.TopicGiven(text=TEXT), by=None, at=NOON)
    with pytest.raises(NotAllowed):
        actions.show(topic, by=corner.ning, title="楼道", text=TEXT, at=NOON)


def test_keeping_back_takes_a_reason_from_the_list(corner: Corner) -> None:
    topic = corner.raised()
    with pytest.raises(NotValid):
        actions.keep_back(topic, by=corner.ning, reason="unwelcome", at=NOON)
    actions.keep_back(topic, by=corner.ning, reason="insult", at=NOON)
    assert corner.fresh(topic).shown == "kept-back"


def test_what_the_committee_kept_back_a_moderator_shows_and_the_committee_does_not(corner: Corner) -> None:
    topic = corner.raised()
    actions.keep_back(topic, by=corner.ning, reason="elsewhere", at=NOON)
    with pytest.raises(NotAllowed):
        actions.show_again(topic, by=corner.ning, title="楼道", text=TEXT, at=NOON)
    actions.show_again(topic, by=corner.city.mo, title="楼道", text=TEXT, at=NOON + HOUR)
    assert corner.fresh(topic).shown == "shown"
    assert corner.fresh(topic).reason == ""


def test_two_that_look_at_once_do_it_once(corner: Corner) -> None:
    topic = corner.raised()
    actions.show(topic, by=corner.ning, title="楼道", text=TEXT, at=NOON)
    with pytest.raises(Conflict):
        actions.keep_back(topic, by=corner.city.mo, reason="insult", at=NOON)


def test_what_is_hidden_is_gone_and_still_counts(corner: Corner, client: Client) -> None:
    topic = corner.solved()
    before = summed(figures())
    actions.hide(topic, by=corner.ning, reason="private", at=NOON + 9 * HOUR)
    for path in (AT, f"{AT}feed.atom", "/communities/", "/api/v1/communities/990102001001/"):
        assert topic.number not in client.get(path).content.decode(), path
    assert client.get(f"{AT}{topic.number}/").status_code == 404
    assert summed(figures()) == before


def test_whoever_raised_it_is_told_in_her_language(corner: Corner) -> None:
    topic = corner.raised(email="mei@example.com", language="en")
    actions.keep_back(topic, by=corner.ning, reason="twice", at=NOON)
    told = Notice.objects.get(verb="corner-kept-back")
    assert "The same topic was raised before" in told.body
    assert "990102001001/raise/" in told.body
