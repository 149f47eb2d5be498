"""Two workers, two presses at once, on both databases: each news leaves once, each thing is followed once."""

from datetime import timedelta

import pytest

from civic.accounts.rules import Contact
from civic.following import actions as following
from civic.following.models import Follow, Follower, News, Wave
from civic.notices.models import Notice
from civic.supervision import actions as supervision
from tests.at_once import at_once
from tests.following.hands import begin_reading, followed, swept
from tests.people import NOON, City

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def test_two_sweeps_at_once_send_each_news_once(city: City) -> None:
    begin_reading()
    case = city.case()
    for place in range(30):
        followed(following.of_matter(city.matter(), None), f"f{place}@example.com", at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    at = NOON + 2 * HOUR
    at_once(*(lambda: swept(at) for _hand in range(3)))
    swept(at)
    assert Notice.objects.filter(verb="follow-news").count() == 30
    assert Wave.objects.filter(line__verb="accept").count() == 1
    assert News.objects.filter(line__verb="accept").count() == 30
    assert not News.objects.filter(told_at=None).exists()


def test_two_presses_at_once_follow_once_and_ask_once(city: City) -> None:
    case = city.case()
    contact = Contact(email="anna@example.com")
    at_once(
        *(
            lambda: following.follow(following.of_case(case), contact=contact, language="en", at=NOON)
            for _hand in range(3)
        )
    )
    assert Follower.objects.count() == 1
    assert Follow.objects.count() == 1
    assert Notice.objects.filter(verb="follow-confirm").count() == 1
