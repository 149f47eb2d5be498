"""A guardian is forgotten: nothing says who she was; whoever acted in office stays in the record."""

import pytest

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.models import Guardianship
from civic.lib.refusals import NotAllowed
from civic.youth import actions as youth
from tests.people import NOON
from tests.youth.ground import enter, found_track

pytestmark = pytest.mark.django_db


def test_a_forgotten_guardian_answers_for_nobody_and_has_no_name() -> None:
    track = found_track()
    gu = Person.objects.get(handle="gu")
    enter(track, "木棉", guardian=gu)
    youth.forget(gu, at=NOON)
    guardians.forget(gu, at=NOON)
    ward = Guardianship.objects.get()
    assert (ward.person, ward.name, ward.contact, ward.ended_at) == (None, "", "", NOON)


def test_whoever_was_checked_or_has_a_task_stays_in_the_record() -> None:
    found_track()
    for forget in (guardians.forget, youth.forget):
        with pytest.raises(NotAllowed):
            forget(Person.objects.get(handle="tang"), at=NOON)
