"""What is done about a volunteer, an organisation or an activity stands at the end of its chain; the chain holds."""

import pytest

from civic.journal.rules import line_digest
from civic.shifts.actions import hold_activity, hold_shift, write_activity
from civic.shifts.models import ActivityLine
from civic.volunteers.actions import hold_organisation, hold_volunteer, write_organisation, write_volunteer
from civic.volunteers.models import OrganisationLine, VolunteerLine
from tests.people import NOON
from tests.volunteers.ground import activity, found_helpers, shift

pytestmark = pytest.mark.django_db


def test_each_line_is_sealed_to_the_one_before() -> None:
    helpers = found_helpers()
    made = shift(activity(helpers))
    for verb in ("first", "second"):
        write_volunteer(hold_volunteer(helpers.wu), verb, by=helpers.wu.person, at=NOON, facts={"n": 1})
        write_organisation(hold_organisation(helpers.organisation), verb, by=helpers.luo, at=NOON)
        held = hold_shift(made)
        write_activity(hold_activity(held.activity), verb, by=helpers.luo, at=NOON, shift=held)
    for table, subject in (
        (VolunteerLine, helpers.wu.subject),
        (OrganisationLine, helpers.organisation.subject),
        (ActivityLine, made.activity.subject),
    ):
        first, second = table.objects.order_by("seq")[:2]
        assert (first.seq, second.seq, second.previous) == (1, 2, first.digest)
        told = {name: getattr(second, name) for name in ("seq", "verb", "side", "actor_id", "at", "facts", "previous")}
        assert second.digest == line_digest(subject=subject, words="", **told)
