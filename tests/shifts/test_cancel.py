"""Somebody cannot come."""

import pytest

from civic.lib.refusals import NotValid, TooLate
from civic.shifts import actions as shifts
from civic.shifts.actions.closing import arrive
from civic.shifts.models import ActivityLine
from tests.people import City
from tests.shifts.ground import states, told
from tests.volunteers.ground import DAY, HOUR, activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db


def test_until_the_limit_no_word_is_needed(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    gone = shifts.cancel(coming(ahead, helpers.wu), at=ahead.cancel_until)
    assert (gone.is_late, told("shift-place-freed"), states(ahead)) == (False, 0, [("wu", "cancelled")])
    assert shifts.sign_up(ahead, volunteer=helpers.wu, at=ahead.cancel_until).pk != gone.pk  # nothing is overwritten
    with pytest.raises(TooLate):
        shifts.cancel(gone, at=ahead.cancel_until)


def test_later_the_leader_reads_why(city: City) -> None:
    helpers = found_helpers()
    helpers.leader.email = "hua@helpers.example"
    helpers.leader.save()
    ahead = shift(activity(helpers))
    signup = coming(ahead, helpers.wu)
    late = ahead.starts_at - DAY + HOUR
    with pytest.raises(NotValid):
        shifts.cancel(signup, at=late)
    assert shifts.cancel(signup, reason="发烧了", at=late).is_late is True
    assert told("shift-place-freed") == 1
    assert ActivityLine.objects.get(verb="cancel").facts == {"volunteer": helpers.wu.number, "late": True}
    with pytest.raises(TooLate):
        shifts.cancel(coming(ahead, helpers.wu), reason="晚了", at=ahead.starts_at)


def test_whoever_has_checked_in_keeps_her_place(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    signup = coming(ahead, helpers.wu)
    arrive(signup, at=ahead.starts_at - HOUR / 2)
    with pytest.raises(TooLate, match="checked in"):
        shifts.cancel(signup, reason="晚了", at=ahead.starts_at - HOUR / 3)
    with pytest.raises(TooLate, match="checked in"):
        shifts.look_for_stand_in(signup, words="谁来", at=ahead.starts_at - HOUR / 3)
    assert states(ahead) == [("wu", "coming")]
