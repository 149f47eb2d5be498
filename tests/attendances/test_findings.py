"""What a patrol finds becomes a case, and its outcome is told back."""

from datetime import timedelta

import pytest

from civic.attendances import actions
from civic.attendances.models import Finding
from civic.cases.models import Case
from civic.lib.refusals import NotAllowed
from civic.notices.models import Notice
from tests.attendances.ground import AT_THE_BRIDGE, Day, found_day
from tests.people import NOON, City
from tests.volunteers.ground import HOUR, volunteer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


TEXT = "老桥北头第三盏路灯不亮，已经三天。"


def test_a_finding_is_a_case_of_a_volunteer_at_the_place_of_the_shift(day: Day) -> None:
    found, filed = actions.file_finding(day.shift, text=TEXT, by=day.wus, at=NOON)
    case = filed.case
    assert (case.source, case.reporter, case.lat, case.lon) == ("helper", day.wus, 23.13, 113.30)
    assert (found.volunteer, found.shift) == (day.wu, day.shift)
    assert "V26" not in case.address


def test_the_same_tap_twice_is_one_case(day: Day) -> None:
    for _turn in range(2):
        actions.file_finding(day.shift, text=TEXT, here=AT_THE_BRIDGE, replay_key="k" * 24, by=day.wus, at=NOON)
    assert Finding.objects.count() == 1


def test_only_on_the_shift_and_while_it_lasts(day: Day) -> None:
    other = volunteer("xiaoyu")
    for by, at in ((other.person, NOON), (day.leader, NOON), (day.wus, NOON + 9 * HOUR), (day.wus, NOON - 2 * HOUR)):
        assert by is not None
        with pytest.raises(NotAllowed):
            actions.file_finding(day.shift, text=TEXT, by=by, at=at)


def test_what_came_of_it_is_told_back_once_for_each_closing(day: Day) -> None:
    _found, filed = actions.file_finding(day.shift, text=TEXT, by=day.wus, at=NOON)
    assert actions.sweep_findings(at=NOON) == 0
    Case.objects.filter(pk=filed.case.pk).update(
        state="closed", publication="published", round=1, outcome="solved", closed_at=NOON, published_at=NOON
    )
    assert actions.sweep_findings(at=NOON) == 1
    assert actions.sweep_findings(at=NOON) == 0
    assert Notice.objects.filter(verb="finding-answered", about=day.wu.subject).exists()
    Case.objects.filter(pk=filed.case.pk).update(round=2)
    assert actions.sweep_findings(at=NOON) == 1
