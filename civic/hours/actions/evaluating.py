"""How it was, said once a side: by the leader about the service, by the volunteer about the shift."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.models import Attendance
from civic.hours.actions.holding import ask_recorder
from civic.hours.models import Evaluation
from civic.hours.rules import REASON_LONGEST, RECORD_WORKDAYS
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid, Taken, TooLate
from civic.offices.queries.workdays import by_workdays
from civic.shifts.models import Shift
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer

MOST = 5


@transaction.atomic
def evaluate(
    shift: Shift, volunteer: Volunteer, *, stars: int, words: str = "", by: Person, at: datetime
) -> Evaluation:
    """One to five, with a line if one likes; by the volunteer about the shift, or by whoever leads it about her
    service, within the ten working days of the record. Raises NotAllowed, NotValid, Taken, TooLate."""
    volunteer = hold_volunteer(volunteer)
    is_by_volunteer = volunteer.person_id == by.pk
    if not is_by_volunteer:
        ask_recorder(shift.activity.organisation, by)
    if not Attendance.objects.filter(shift=shift, volunteer=volunteer, out_at__isnull=False).exists():
        raise NotAllowed(_("Only whoever was there is asked how it was."))
    if at > by_workdays(shift.ends_at, RECORD_WORKDAYS):
        raise TooLate(_("This is asked within ten working days after a shift."))
    if not 1 <= stars <= MOST:
        raise NotValid(fields={"stars": _("Choose one to five.")})
    if Evaluation.objects.filter(shift=shift, volunteer=volunteer, is_by_volunteer=is_by_volunteer).exists():
        raise Taken(_("You have said how it was already. Thank you."))
    return Evaluation.objects.create(
        shift=shift,
        volunteer=volunteer,
        is_by_volunteer=is_by_volunteer,
        stars=stars,
        words=clean_line(words).strip()[:REASON_LONGEST],
        by=by,
        at=at,
    )


@transaction.atomic
def evaluate_service(
    shift: Shift, said: Sequence[tuple[Volunteer, int, str]], *, by: Person, at: datetime
) -> list[Evaluation]:
    """Whoever leads says of several who were there how their service was, all of it or nothing. Raises NotValid where
    nobody is spoken of, and what evaluating one does."""
    if not said:
        raise NotValid(_("Choose for one of them how the service was."))
    ordered = sorted(said, key=lambda one: one[0].pk)
    return [evaluate(shift, who, stars=stars, words=words, by=by, at=at) for who, stars, words in ordered]
