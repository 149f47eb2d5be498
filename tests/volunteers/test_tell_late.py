"""What nobody answered in time is told once, to whoever is responsible."""

import pytest

from civic.notices.models import Notice
from civic.volunteers import actions
from tests.people import NOON, City
from tests.volunteers.ground import DAY, found_helpers
from tests.volunteers.joining import applied
from tests.volunteers.test_organisations import TOLD

pytestmark = pytest.mark.django_db


def test_late_applications_reach_the_head_of_the_coordinators_office_once(city: City) -> None:
    helpers = found_helpers()
    helpers.organisation.office = city.office("dongqiao-lamps")
    helpers.organisation.save()
    applied("new")
    actions.ask_organisation(TOLD, by=city.mei, at=NOON)
    assert actions.tell_late(at=NOON + DAY) == 0
    assert actions.tell_late(at=NOON + 10 * DAY) == 2
    letter = Notice.objects.get(verb="volunteers-late", channel="email")
    assert letter.address == city.shen.email
    assert actions.tell_late(at=NOON + 11 * DAY) == 0


def test_without_a_head_the_coordinators_hear_it(city: City) -> None:
    helpers = found_helpers()
    helpers.luo.email = "luo@city.example"
    helpers.luo.save()
    applied("new")
    actions.tell_late(at=NOON + 10 * DAY)
    assert Notice.objects.get(verb="volunteers-late").address == "luo@city.example"
