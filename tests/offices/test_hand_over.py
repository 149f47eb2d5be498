"""Posts go from one officer to another for good, on a day."""

from datetime import timedelta

import pytest

from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices import actions as offices
from civic.offices.models import Post
from civic.offices.queries import hand_of
from tests.people import NOON, City

TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=30)


def test_every_post_goes_over_on_the_day(city: City) -> None:
    chen = city.chen.officer
    offices.appoint(
        city.chen,
        side="act",
        role="head",
        office=city.office("drains"),
        area=city.area("990102"),
        starts=LATER,
        at=NOON,
    )
    offices.hand_over(chen, to=city.gu, on=TOMORROW, at=NOON)
    assert hand_of(city.gu, on=TODAY) is None
    assert hand_of(city.chen, on=TODAY) is not None
    assert hand_of(city.chen, on=TOMORROW) is None
    hand = hand_of(city.gu, on=TOMORROW)
    assert hand is not None
    assert hand.roles == {"handler"}
    later = hand_of(city.gu, on=LATER)
    assert later is not None
    assert later.roles == {"handler", "head"}
    assert hand_of(city.chen, on=LATER) is None


def test_the_last_day_of_a_post_stays_and_what_is_held_already_is_not_doubled(city: City) -> None:
    post = Post.objects.get(officer=city.chen.officer)
    offices.end_post(post, ends=LATER)
    offices.appoint(city.chen, side="act", role="dispatcher", office=city.office("command"), starts=TODAY, at=NOON)
    now = offices.hand_over(city.chen.officer, to=city.zhao, on=TOMORROW, at=NOON)
    assert [(post.role, post.ends) for post in now] == [("handler", LATER)]
    assert Post.objects.held_on(TOMORROW).filter(officer=city.zhao.officer).count() == 2


def test_nothing_goes_to_another_side_to_the_same_person_into_the_past_or_from_nobody(city: City) -> None:
    chen = city.chen.officer
    with pytest.raises(NotAllowed):
        offices.hand_over(chen, to=city.lin, on=TOMORROW, at=NOON)
    with pytest.raises(NotValid):
        offices.hand_over(chen, to=city.chen, on=TOMORROW, at=NOON)
    with pytest.raises(NotValid):
        offices.hand_over(chen, to=city.gu, on=TODAY - timedelta(days=1), at=NOON)
    assert hand_of(city.chen, on=TOMORROW) is not None
    offices.hand_over(chen, to=city.gu, on=TOMORROW, at=NOON)
    with pytest.raises(Conflict):
        offices.hand_over(chen, to=city.zhao, on=TOMORROW, at=NOON)
