"""Follow: by account or by an address that says yes first; nobody is signed up unasked, nobody is bombed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from civic.accounts.rules import Contact
from civic.cases.models import Case
from civic.following import actions as following
from civic.following.models import Follow, Follower, News, Wave
from civic.lib.refusals import NotAllowed, NotValid, TooLate
from civic.notices.models import Notice
from civic.supervision import actions as supervision
from tests.following.hands import EMAIL, begin_reading, followed, followed_by, swept
from tests.people import IN_DONGQIAO, NOON, OUTSIDE, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def asked(case: Case, email: str = EMAIL, *, at: Any = NOON) -> following.Followed:
    return following.follow(following.of_case(case), contact=Contact(email=email), language="en", at=at)


def questions() -> list[Notice]:
    return list(Notice.objects.filter(verb="follow-confirm").order_by("pk"))


def link_in(notice: Notice) -> str:
    url = next(word for word in notice.body.split() if "/following/confirm/" in word)
    return "/following/" + url.split("/following/")[1]


def test_an_account_follows_at_once(city: City) -> None:
    done = following.follow(following.of_case(city.case()), by=city.mei, language="en", at=NOON)
    assert not done.waits_for_proof
    assert done.follow.confirmed_at == NOON
    assert questions() == []


def test_an_address_is_asked_first_and_the_message_tells_nothing_of_what(city: City) -> None:
    done = asked(city.case())
    assert done.waits_for_proof
    [question] = questions()
    assert "望江路" not in question.body + question.subject_line
    assert question.address == EMAIL


def test_looking_at_the_link_confirms_nothing_and_the_button_does(city: City, client: Client) -> None:
    asked(city.case(), at=timezone.now())
    link = link_in(questions()[0])
    assert "望江路路灯不亮" in client.get(link).content.decode()
    assert client.head(link).status_code == 200
    assert not Follow.objects.confirmed().exists()
    follow = Follow.objects.get()
    assert client.post(link, {"follow": [follow.pk]}).status_code == 200
    assert Follow.objects.confirmed().get() == follow


def test_the_link_confirms_once(city: City, client: Client) -> None:
    asked(city.case(), at=timezone.now())
    link = link_in(questions()[0])
    client.post(link, {"follow": [Follow.objects.get().pk]})
    assert client.get(link).status_code == 410
    assert client.post(link, {"follow": ["1"]}).status_code == 410


def test_what_was_not_ticked_is_dropped_and_nobody_elses_is_confirmed(city: City, client: Client) -> None:
    now = timezone.now()
    asked(city.case(), at=now)
    asked(city.case(), at=now)
    other = asked(city.case(), "bob@example.com", at=now).follow
    mine = Follow.objects.filter(follower__contact_hash=Follower.objects.earliest("pk").contact_hash).order_by("pk")
    first, second = mine
    client.post(link_in(questions()[0]), {"follow": [first.pk, other.pk, "x", "9" * 30]})
    assert list(Follow.objects.confirmed()) == [first]
    assert not Follow.objects.filter(pk=second.pk).exists()
    assert Follow.objects.filter(pk=other.pk, confirmed_at=None).exists()


def test_an_address_is_asked_once_a_day_however_often_somebody_gives_it(city: City) -> None:
    for hours in range(20):
        asked(city.case(), at=NOON + hours * HOUR)
    assert len(questions()) == 1
    asked(city.case(), at=NOON + DAY + HOUR)
    assert len(questions()) == 2


def test_not_more_than_ten_things_wait_for_one_answer(city: City) -> None:
    for _time in range(13):
        asked(city.case())
    assert Follow.objects.count() == 10


def test_what_nobody_confirms_lapses_after_a_week_and_the_address_with_it(city: City) -> None:
    asked(city.case())
    assert following.tidy(at=NOON + 6 * DAY) == 0
    assert following.tidy(at=NOON + 7 * DAY + HOUR) == 1
    assert not Follower.objects.exists()


def test_what_was_told_long_ago_and_read_long_ago_goes(city: City) -> None:
    begin_reading()
    case = city.case()
    followed(following.of_case(case), at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    swept(NOON + 2 * HOUR)
    following.tidy(at=NOON + DAY)
    assert News.objects.count() == 1
    assert Wave.objects.exists()
    following.read_timeline(at=NOON + 3 * DAY)
    following.tidy(at=NOON + 100 * DAY)
    assert not News.objects.exists()
    assert not Wave.objects.exists()
    assert swept(NOON + 3 * DAY) == 0


def test_a_question_cannot_be_answered_after_a_week(city: City, client: Client) -> None:
    asked(city.case())  # long before the present day of the client
    link = link_in(questions()[0])
    assert client.get(link).status_code == 410
    with pytest.raises(TooLate):
        following.confirm(link.split("/")[-2], wanted={Follow.objects.get().pk}, at=NOON + 8 * DAY)


def test_the_page_says_the_same_for_every_address(city: City, client: Client) -> None:
    case = city.case()
    followed(following.of_case(case), "known@example.com")
    pages = [
        client.post(f"/cases/{case.number}/follow/", {"address": address, "rhythm": "daily"}).content.decode()
        for address in ("known@example.com", "kxown@example.com", "known@example.com", "mei@example.com")
    ]
    assert pages[0] == pages[1] == pages[2]
    assert pages[3] == pages[0].replace("k…@", "m…@")


def test_nobody_changes_by_an_unproved_address_what_its_owner_chose(city: City) -> None:
    case = city.case()
    mine = followed(following.of_case(case), rhythm="weekly")
    following.follow(
        following.of_case(case), contact=Contact(email=EMAIL), rhythm="at-once", language="zh-hans", at=NOON + DAY
    )
    mine.refresh_from_db()
    assert mine.rhythm == "weekly"
    assert mine.follower.language == "en"
    assert questions() == []


def test_following_twice_changes_the_rhythm(city: City) -> None:
    case = city.case()
    followed_by(city.mei, following.of_case(case))
    again = followed_by(city.mei, following.of_case(case), rhythm="weekly")
    assert Follow.objects.get() == again
    assert again.rhythm == "weekly"


def test_what_strangers_may_not_know_of_cannot_be_followed(city: City, client: Client) -> None:
    case = city.case(published=False)
    supervision.withhold(case, by=city.mo, reason="personal", at=NOON + HOUR)
    case.refresh_from_db()
    with pytest.raises(NotAllowed):
        following.of_case(case)
    assert client.get(f"/cases/{case.number}/follow/").status_code == 404
    misconduct = city.case(kind="misconduct", published=False)
    assert client.get(f"/cases/{misconduct.number}/follow/").status_code == 404


def test_what_nobody_has_screened_can_be_followed_without_its_words(city: City, client: Client) -> None:
    case = city.case(published=False)
    page = client.get(f"/cases/{case.number}/follow/").content.decode()
    assert case.number in page
    assert "望江路" not in page


@pytest.mark.parametrize("metres", [99, 5_001, 0, -5])
def test_a_circle_is_neither_too_small_nor_too_large(city: City, metres: int) -> None:
    with pytest.raises(NotValid):
        following.around(*IN_DONGQIAO, metres)


def test_a_circle_lies_in_the_city(city: City) -> None:
    with pytest.raises(NotValid):
        following.around(*OUTSIDE, 500)


def test_a_matter_an_area_or_both_but_not_neither(city: City) -> None:
    with pytest.raises(NotValid):
        following.of_matter(None, None)
    assert following.of_matter(city.matter(), None).key == "matter:0101@"
    assert following.of_matter(None, city.area()).key == "matter:@990102"


def test_somebody_without_account_and_address_cannot_follow(city: City) -> None:
    with pytest.raises(NotValid):
        following.follow(following.of_case(city.case()), language="en", at=NOON)


@pytest.mark.parametrize(
    "given", [{}, {"address": "x"}, {"address": EMAIL}, {"address": EMAIL, "rhythm": "hourly"}, {"rhythm": "daily"}]
)
def test_what_cannot_be_taken_is_said_beside_its_field(city: City, client: Client, given: dict[str, str]) -> None:
    page = client.post(f"/cases/{city.case().number}/follow/", given)
    assert page.status_code == 400
    assert "govuk-error-message" in page.content.decode()
    assert not Follow.objects.exists()


@pytest.mark.usefixtures("clock_stands")
def test_one_network_and_one_address_follow_so_often_and_no_more(city: City, client: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"follow-contact": (2, 3600)}
    url = f"/cases/{city.case().number}/follow/"
    given = {"address": EMAIL, "rhythm": "daily"}
    assert [client.post(url, given).status_code for _time in range(3)] == [200, 200, 429]
    assert client.post(url, given | {"address": "bob@example.com"}).status_code == 200
