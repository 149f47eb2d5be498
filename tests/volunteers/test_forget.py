"""A volunteer who is erased: nobody finds her, what was served stays."""

import pytest

from civic.accounts.models import Person
from civic.attendances.models import Attendance
from civic.cases.queries import Viewer
from civic.lib.refusals import NotAllowed
from civic.me.actions import erase
from civic.shifts.models import Feed, Signup
from civic.volunteers.actions import apply
from civic.volunteers.models import Availability, Volunteer, VolunteerIdentity, Wish
from civic.volunteers.queries import identity_of, managed_by, volunteer_of
from tests.people import NOON, City
from tests.volunteers.ground import DAY, activity, coming, found_helpers, shift
from tests.volunteers.joining import applicant, told

pytestmark = pytest.mark.django_db


def test_an_erased_volunteer_has_no_name_and_keeps_what_she_served(city: City) -> None:
    helpers = found_helpers()
    wu, done = helpers.wu, activity(helpers)
    before, ahead = shift(done, starts=NOON - 4 * DAY), shift(done, starts=NOON + 4 * DAY)
    signup = coming(before, wu)
    Attendance.objects.create(
        shift=before, volunteer=wu, signup=signup, in_at=before.starts_at, out_at=before.ends_at, in_how="leaders-code"
    )
    coming(ahead, wu)
    Wish.objects.create(volunteer=wu, kind="patrol")
    Availability.objects.create(volunteer=wu, weekday=5, starts="09:00", ends="12:00")
    Feed.objects.create(volunteer=wu, digest="d", made_at=NOON)
    person, number = wu.person, wu.number
    assert person is not None
    assert (volunteer_of(person), identity_of(wu)[0]) == (wu, "吴晓晴")

    erase(Viewer(person=person), at=NOON)

    wu.refresh_from_db()
    assert (wu.state, wu.number, wu.person) == ("erased", number, None)
    assert identity_of(wu) == ("", None)
    kept = VolunteerIdentity.objects.get(volunteer=wu)
    assert (kept.name, kept.document_number, kept.document_digest, kept.contact) == ("", "", None, "")
    assert [table.objects.count() for table in (Wish, Availability, Feed)] == [0, 0, 0]
    assert list(Signup.objects.order_by("pk").values_list("state", flat=True)) == ["coming", "cancelled"]
    assert Attendance.objects.filter(volunteer=wu, out_at=before.ends_at).exists()


def test_whoever_managed_an_organisation_does_not_any_more(city: City) -> None:
    helpers = found_helpers()
    assert managed_by(helpers.luo) == [helpers.organisation]
    erase(Viewer(person=helpers.luo), at=NOON)
    assert managed_by(Person.objects.get(pk=helpers.luo.pk)) == []


def test_nothing_of_her_is_kept_that_was_sent_at_the_moment_of_her_erasure(city: City) -> None:
    found_helpers()
    person = applicant("again")
    erase(Viewer(person=Person.objects.get(pk=person.pk)), at=NOON)
    with pytest.raises(NotAllowed):
        apply(told(), by=person, language="zh-hans", at=NOON)  # her other window still knew her
    assert not Volunteer.objects.filter(person=person).exists()
