"""Managers ask and write; volunteers answer. Nobody is put on a shift."""

import pytest

from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooMany
from civic.shifts import actions as shifts
from tests.people import NOON, City
from tests.shifts.ground import states, told
from tests.volunteers.ground import activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db


def test_whoever_is_asked_holds_no_place_until_she_says_yes(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    shifts.invite(ahead, helpers.wu, by=helpers.luo, at=NOON)
    assert (states(ahead), told("shift-invited")) == ([("wu", "invited")], 1)
    with pytest.raises(Conflict):
        shifts.invite(ahead, helpers.wu, by=helpers.luo, at=NOON)
    shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    assert states(ahead) == [("wu", "coming")]


def test_nobody_is_asked_for_what_she_cannot_take_nor_by_a_stranger(city: City) -> None:
    helpers = found_helpers()
    old = shift(activity(helpers, least_age=60))
    for by, code in ((helpers.luo, "too-young"), (city.mei, "no-manager")):
        with pytest.raises(NotAllowed) as refused:
            shifts.invite(old, helpers.wu, by=by, at=NOON)
        assert refused.value.code == code


@pytest.mark.usefixtures("clock_stands")
def test_a_message_reaches_whoever_comes_five_times_a_day(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    coming(ahead, helpers.wu)
    for _n in range(5):
        assert shifts.write_to_those_who_come(ahead, text="请带雨衣。", by=helpers.leader, at=NOON) == 1
    with pytest.raises(TooMany):
        shifts.write_to_those_who_come(ahead, text="请带雨衣。", by=helpers.luo, at=NOON)
    with pytest.raises(NotValid):
        shifts.write_to_those_who_come(ahead, text=" ", by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):
        shifts.write_to_those_who_come(ahead, text="请带雨衣。", by=city.mei, at=NOON)
    assert told("shift-message") == 5
