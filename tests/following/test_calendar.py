"""The calendar of what somebody follows: a secret address, given anew at will, of which only a digest is kept."""

from civic.following import actions as following
from civic.following.models import Follower
from tests.following.hands import followed_by
from tests.people import NOON, City


def test_a_new_address_ends_the_one_before_and_none_is_kept(city: City) -> None:
    follower = followed_by(city.mei, following.of_case(city.case())).follower
    first = following.give_calendar(follower, at=NOON)
    before = Follower.objects.get().calendar_digest
    second = following.give_calendar(follower, at=NOON)
    after = Follower.objects.get().calendar_digest
    assert first != second
    assert before != after
    assert first not in str(before)
    following.drop_calendar(follower, at=NOON)
    assert Follower.objects.get().calendar_digest is None
