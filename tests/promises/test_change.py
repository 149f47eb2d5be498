"""A promise is changed in the open: old and new, why and who; after a notice period where the city sets one."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.following import actions as following
from civic.following.models import Heard
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.promises import actions
from civic.promises.actions import ChangeGiven
from civic.promises.models import Change
from tests.people import NOON, City
from tests.promises.ground import DUE, TODAY, WORDS, fresh, promised

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = ChangeGiven(words="只装一张长椅。", due_on=DUE + 30 * DAY, budget_fen=500_000)


def test_everybody_reads_what_was_what_is_why_and_who_signed(city: City, client: Client) -> None:
    promise = promised(city)
    change = actions.change(promise, by=city.shen, given=LATER, reason="湖边要挖管道。", at=NOON + DAY)
    assert change.before == {"words": WORDS, "due_on": DUE.isoformat(), "budget_fen": 1_234_500}
    assert change.after["budget_fen"] == 500_000
    assert (change.signed_by, change.reason, change.held_at) == (city.shen, "湖边要挖管道。", NOON + DAY)
    now = fresh(promise)
    assert (now.words, now.due_on, now.budget_fen) == ("只装一张长椅。", DUE + 30 * DAY, 500_000)
    body = client.get(f"/promises/{promise.number}/?lang=en").content.decode()
    for said in ("¥12,345", "¥5,000", "湖边要挖管道。", WORDS, "只装一张长椅。", "Signed by the head of"):
        assert said in body
    assert "Shen" not in body


def test_a_change_needs_a_reason_a_difference_and_the_head(city: City) -> None:
    promise = promised(city)
    for somebody in (city.chen, city.lin):
        with pytest.raises(NotAllowed):
            actions.change(promise, by=somebody, given=LATER, reason="管道。", at=NOON)
    with pytest.raises(NotValid):
        actions.change(promise, by=city.shen, given=LATER, reason="", at=NOON)
    with pytest.raises(NotValid):
        actions.change(promise, by=city.shen, given=ChangeGiven(words=WORDS), reason="管道。", at=NOON)
    with pytest.raises(NotValid):
        actions.change(promise, by=city.shen, given=ChangeGiven(due_on=TODAY), reason="管道。", at=NOON)
    assert not Change.objects.exists()


def test_in_the_notice_period_the_promise_stands_as_it_was(city: City, settings: Any) -> None:
    settings.PROMISE_NOTICE_DAYS = 14
    promise = promised(city)
    actions.change(promise, by=city.shen, given=LATER, reason="管道。", at=NOON)
    assert fresh(promise).words == WORDS
    with pytest.raises(Conflict):
        actions.change(promise, by=city.shen, given=LATER, reason="管道。", at=NOON + DAY)
    assert actions.bring_into_effect(at=NOON + 13 * DAY) == 0
    assert actions.bring_into_effect(at=NOON + 14 * DAY) == 1
    assert actions.bring_into_effect(at=NOON + 14 * DAY) == 0
    assert fresh(promise).words == "只装一张长椅。"


def test_accepted_stages_stay_when_the_others_change(city: City) -> None:
    promise = promised(city)
    actions.accept_stage(promise, by=city.lin, stage=1, text="看过。", document="单", at=NOON + DAY)
    actions.report(promise, by=city.chen, text="装好了。", progress=60, stage=2, at=NOON + DAY)
    stages = [("打地基", TODAY + 30 * DAY), ("装长椅", TODAY + 55 * DAY)]
    actions.change(promise, by=city.shen, given=ChangeGiven(stages=stages), reason="地软。", at=NOON + 2 * DAY)
    assert list(promise.stages.values_list("place", "words")) == [(1, "选好位置"), (2, "打地基"), (3, "装长椅")]
    assert promise.reports.get().stage is None


def test_its_followers_are_told_in_their_language_and_nobody_of_history(city: City) -> None:
    promise = promised(city)
    following.spread_tidings(at=NOON)
    subject = following.of_promise(promise.number)
    following.follow(subject, by=city.mei, language="zh-hans", at=NOON + timedelta(hours=1))
    actions.change(promise, by=city.shen, given=LATER, reason="管道。", at=NOON + timedelta(hours=2))
    assert not Notice.objects.filter(verb="follow-tidings").exists()  # never in the act
    following.spread_tidings(at=NOON + timedelta(hours=2))
    assert following.tell_tidings(at=NOON + timedelta(hours=2)) == 1
    letter = Notice.objects.get(verb="follow-tidings")
    assert promise.title_zh_hans in letter.body
    assert f"/promises/{promise.number}/" in letter.body
    assert letter.is_bulk
    assert following.tell_tidings(at=NOON + timedelta(hours=3)) == 0
    actions.report(promise, by=city.chen, text="开工。", progress=10, at=NOON + timedelta(hours=4))
    following.spread_tidings(at=NOON + timedelta(hours=4))
    assert following.tell_tidings(at=NOON + timedelta(hours=4)) == 0  # once a day
    assert following.tell_tidings(at=NOON + DAY) == 1


def test_a_resident_follows_and_stops_from_the_page(city: City, client: Client) -> None:
    promise = promised(city)
    client.force_login(city.mei, backend="django.contrib.auth.backends.ModelBackend")
    path = f"/promises/{promise.number}/follow/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"rhythm": "daily"}).status_code == 302
    assert promise.number in client.get("/me/").content.decode()
    followed = city.mei.follower.follows.get()
    following.unfollow(followed, at=NOON)
    assert not hasattr(type(city.mei).objects.get(pk=city.mei.pk), "follower")


def test_a_letter_stopped_before_it_left_is_told_again_and_old_ones_go(city: City) -> None:
    promise, other = promised(city), promised(city)
    for one in (promise, other):
        following.follow(following.of_promise(one.number), by=city.mei, language="en", at=NOON - DAY)
        actions.report(one, by=city.chen, text="开工。", progress=10, at=NOON)
    following.spread_tidings(at=NOON)
    assert following.tell_tidings(at=NOON) == 1
    following.unfollow(city.mei.follower.follows.get(key=f"promise:{other.number}"), at=NOON)
    assert following.take_up_withdrawn_tidings(at=NOON + timedelta(minutes=5)) > 0
    assert following.tell_tidings(at=NOON + timedelta(minutes=6)) == 1
    following.tidy_tidings(at=NOON + 100 * DAY)
    assert not Heard.objects.exists()
    assert following.of_promise(promise.number)  # the tidings stay


def test_who_answers_for_it_is_read_in_the_readers_language(city: City, client: Client) -> None:
    posts = {"zh-hans": "照明所所长", "zh-hant": "照明所所長", "en": "Director of the lamps"}
    named = dict(zip(("post", "post_zh_hant", "post_en"), posts.values(), strict=True))
    promise = promised(city, **named)
    for language, post in posts.items():
        body = client.get(f"/promises/{promise.number}/?lang={language}").content.decode()
        assert [said for said in posts.values() if said in body] == [post]
    only = promised(city, post="照明所所长")
    assert "照明所所长" in client.get(f"/promises/{only.number}/?lang=en").content.decode()


def test_another_post_is_not_called_by_the_old_ones_names(city: City) -> None:
    promise = promised(city, post="照明所所长", post_zh_hant="照明所所長", post_en="Director")
    another = ChangeGiven(post="照明所副所长")
    change = actions.change(promise, by=city.shen, given=another, reason="换人。", at=NOON + DAY)
    assert change.after == {"post": "照明所副所长", "post_zh_hant": "", "post_en": ""}
    now = fresh(promise)
    assert (now.post, now.post_zh_hant, now.post_en) == ("照明所副所长", "", "")
    given = ChangeGiven(post_en="Deputy director")
    actions.change(promise, by=city.shen, given=given, reason="补上英文。", at=NOON + 2 * DAY)
    assert (fresh(promise).post, fresh(promise).post_en) == ("照明所副所长", "Deputy director")
