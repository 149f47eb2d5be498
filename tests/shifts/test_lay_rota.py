"""A shift that comes again: eight weeks ahead, without days off, and further as time goes."""

from datetime import date, time, timedelta

import pytest
from django.utils.timezone import localtime

from civic.lib.refusals import NotValid
from civic.offices.models import WorkDay
from civic.offices.queries import forget_calendar
from civic.shifts import actions as shifts
from civic.shifts.models import Rota
from civic.shifts.rules import Recurring, rota_days
from tests.people import NOON, City
from tests.shifts.ground import ONE_POST
from tests.volunteers.ground import DAY, activity, found_helpers

pytestmark = pytest.mark.django_db
TODAY = NOON.date()  # a Tuesday


def _rota(city: City, **changes: object) -> Rota:
    helpers = found_helpers()
    values: dict[str, object] = {
        "weekdays": [2],
        "starts": time(7, 20),
        "ends": time(8, 20),
        "from_on": TODAY,
        "until_on": TODAY + timedelta(days=120),
        "posts": ONE_POST,
        "by": helpers.luo,
        "at": NOON,
    }
    return shifts.lay_rota(activity(helpers), **(values | changes))  # type: ignore[arg-type]


def test_it_is_laid_eight_weeks_ahead_and_then_further(city: City) -> None:
    rota = _rota(city)
    assert rota.shifts.count() == 8
    assert {localtime(one.starts_at).strftime("%a %H:%M") for one in rota.shifts.all()} == {"Wed 07:20"}
    assert shifts.extend_rotas(at=NOON) == 0
    assert shifts.extend_rotas(at=NOON + 14 * DAY) == 2


def test_days_off_are_left_out(city: City) -> None:
    WorkDay.objects.create(day=TODAY + timedelta(days=1), is_working=False, is_confirmed=True)
    forget_calendar()
    assert _rota(city).shifts.count() == 7


def test_through_midnight_it_ends_on_the_next_day(city: City) -> None:
    first = _rota(city, starts=time(22), ends=time(1)).shifts.first()
    assert first is not None
    assert first.minutes == 180


def test_what_makes_no_rota_is_told_beside_its_field(city: City) -> None:
    with pytest.raises(NotValid) as refused:
        _rota(city, weekdays=[], until_on=TODAY - timedelta(days=1), every_weeks=0, ends=time(7, 20), posts=[])
    assert sorted(refused.value.fields) == ["ends", "every_weeks", "posts", "until_on", "weekdays"]


def test_every_second_week_counts_from_the_week_in_which_it_begins() -> None:
    rota = Recurring([0, 4], date(2026, 11, 4), date(2026, 12, 31), every_weeks=2)
    days = list(rota_days(rota, after=None, until=date(2026, 11, 30)))
    assert days == [date(2026, 11, 6), date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 30)]
