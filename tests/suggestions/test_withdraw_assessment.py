"""The leading office waits for an assessment no longer, and is told of one that is late."""

import pytest

from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.suggestions.actions import give_assessment, tell_late_assessments, withdraw_assessment
from civic.suggestions.models import Assessment
from tests.people import City
from tests.suggestions.ground import DAY, HOUR
from tests.suggestions.weighing import AT_WORK, SAID, asked, assessed, named, officer

pytestmark = pytest.mark.django_db


def test_nobody_hands_in_what_nobody_waits_for_and_it_can_be_asked_again(city: City) -> None:
    dan, case = officer(city, "dan"), named(city)
    asking = asked(city, case)
    with pytest.raises(NotValid):
        withdraw_assessment(asking, by=city.chen, reason=" ", at=AT_WORK)
    withdraw_assessment(asking, by=city.chen, reason="已有去年的意见。", at=AT_WORK)
    assert Notice.objects.filter(verb="assessment-withdrawn").count() == 1
    with pytest.raises(Conflict):
        give_assessment(asking, by=dan, given=SAID, at=AT_WORK)
    assessed(asked(city, case), by=dan)
    assert Assessment.objects.count() == 2


def test_what_was_handed_in_stays(city: City) -> None:
    given = assessed(asked(city, named(city)), by=officer(city, "dan"))
    with pytest.raises(Conflict):
        withdraw_assessment(given, by=city.chen, reason="不用了。", at=AT_WORK)


def test_only_the_leading_office_stops_waiting(city: City) -> None:
    dan, asking = officer(city, "dan"), asked(city, named(city))
    for person in (dan, city.lin, city.zhao):
        with pytest.raises(NotAllowed):
            withdraw_assessment(asking, by=person, reason="不用了。", at=AT_WORK)


def test_whoever_asked_hears_once_that_it_is_late(city: City) -> None:
    asking = asked(city, named(city))
    assert tell_late_assessments(at=asking.due_at) == 0
    assert (tell_late_assessments(at=asking.due_at + HOUR), tell_late_assessments(at=asking.due_at + DAY)) == (1, 0)
    assert Notice.objects.filter(verb="assessment-late").count() == 2  # chen and shen
