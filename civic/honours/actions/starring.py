"""Stars: by which policy, asked for by the volunteer, decided by the city's coordinators."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.honours.actions.holding import ask_own, said_reason
from civic.honours.models import Star, StarPolicy
from civic.honours.queries import account_of
from civic.honours.rules import StarState, policy_fault, star_fault
from civic.lib.only_one import only_one
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.volunteers.actions import hold_volunteer, permit_coordinator, write_volunteer
from civic.volunteers.models import Volunteer


@transaction.atomic
def write_policy(
    *,
    from_on: date,
    hours: Sequence[int],
    months: Sequence[int],
    least_quality: Decimal | None,
    source: str,
    by: Person,
    at: datetime,
) -> StarPolicy:
    """From a day to come on, stars ask for this. Stars that were granted stay. Raises NotAllowed, NotValid by field,
    Taken where one begins that day."""
    permit_coordinator(by)
    if from_on <= localdate(at):
        raise NotValid(fields={"from_on": _("A policy begins on a day to come, so that everybody can read it first.")})
    if fault := policy_fault(hours, months):
        raise NotValid(fields={"hours": fault})
    said = clean_line(source).strip()[:300]
    if not said:
        raise NotValid(fields={"source": _("Say which paper of the city this stands in.")})
    with only_one(_("A policy begins on this day already.")):
        return StarPolicy.objects.create(
            from_on=from_on,
            hours=list(hours),
            months=list(months),
            least_quality=least_quality,
            source=said,
            made_by=by,
            made_at=at,
        )


@transaction.atomic
def apply_star(volunteer: Volunteer, *, by: Person, at: datetime) -> Star:
    """A volunteer asks for the next star: one after the other, by the policy of today. Raises NotAllowed, Conflict with
    what is missing, Taken while one is asked for."""
    volunteer = hold_volunteer(volunteer)
    ask_own(volunteer, by)
    if volunteer.stars.filter(state=StarState.APPLIED).exists():
        raise Taken(_("You have applied already. You will be told what was decided."))
    account = account_of(volunteer, at=at)
    if account.policy_row is None:
        raise Conflict(_("The city has no policy for stars yet. Ask the coordinators."))
    if fault := star_fault(account.record, account.policy, today=localdate(at)):
        raise Conflict(fault)
    star = Star.objects.create(
        volunteer=volunteer,
        level=account.record.level + 1,
        policy=account.policy_row,
        minutes=account.record.minutes,
        state=StarState.APPLIED,
        at=at,
    )
    write_volunteer(volunteer, "apply-star", by=by, at=at, facts={"level": star.level})
    return star


@transaction.atomic
def decide_star(star: Star, *, is_granted: bool, reason: str = "", by: Person, at: datetime) -> Star:
    """A coordinator grants a star, or says why not yet. The book is looked at again: hours that were taken back since
    do not count. Raises NotAllowed for one's own, NotValid without a reason, Conflict."""
    permit_coordinator(by)
    volunteer = hold_volunteer(star.volunteer)
    star = Star.objects.select_related("policy", "volunteer").get(pk=star.pk)
    if volunteer.person_id == by.pk:
        raise NotAllowed(_("Another coordinator decides on your own star."))
    if star.state != StarState.APPLIED:
        raise Conflict(_("This was decided already."))
    if is_granted:
        account = account_of(volunteer, at=at)
        if fault := star_fault(account.record, account.policy, today=localdate(at)):
            raise Conflict(fault)
        star.state, star.minutes = StarState.GRANTED, account.record.minutes
    else:
        star.state = StarState.REFUSED
        star.reason = said_reason(reason, sentence=_("Say why not yet: the volunteer reads it."))
    star.decided_by, star.decided_at = by, at
    star.save()
    verb = "grant-star" if is_granted else "refuse-star"
    write_volunteer(volunteer, verb, side="city", by=by, at=at, facts={"level": star.level})
    return star
