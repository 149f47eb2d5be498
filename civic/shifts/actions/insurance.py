"""Accident insurance is entered, cancelled, and people are named in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.only_one import only_one
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.shifts.actions.calling_off import end_shifts
from civic.shifts.actions.checking import permit_coordinator, permit_manager, reason_from
from civic.shifts.actions.freeing import free_unfit_places
from civic.shifts.actions.holding import hold_activity, hold_policy, write_activity
from civic.shifts.models import Activity, Insured, Policy, Shift
from civic.shifts.rules import ActivityState, PolicyScope, ShiftState
from civic.volunteers.actions import hold_organisation, hold_volunteer, write_organisation
from civic.volunteers.models import Organisation, Volunteer


@dataclass(frozen=True, kw_only=True)
class PolicyGiven:
    """What a policy says."""

    insurer: str
    number: str
    phone: str
    scope: str
    starts_on: date
    ends_on: date
    covers: str
    most_people: int | None = None


@transaction.atomic
def add_policy(organisation: Organisation | None, given: PolicyGiven, *, by: Person, at: datetime) -> Policy:
    """An insurance is entered: an organisation's own by its manager, one for everybody (no organisation) by the city.

    Raises NotAllowed, NotValid beside the field, Taken where this policy is entered already.
    """
    _permit(organisation, by)
    wrong = {}
    if given.ends_on < given.starts_on:
        wrong["ends_on"] = _("The last day must not lie before the first.")
    if given.ends_on < localtime(at).date():
        wrong["ends_on"] = _("This insurance is over already.")
    if (given.scope == PolicyScope.EVERYBODY) != (organisation is None):
        wrong["scope"] = _("An organisation insures its own people; for everybody the city does.")
    if not clean_line(given.insurer):
        wrong["insurer"] = _("Name the insurer.")
    if not clean_line(given.phone):
        wrong["phone"] = _("Enter the number to call when somebody is hurt.")
    if wrong:
        raise NotValid(fields=wrong)
    with only_one(_("This policy is entered already.")):
        policy = Policy.objects.create(
            organisation=organisation,
            insurer=clean_line(given.insurer),
            number=clean_line(given.number),
            phone=clean_line(given.phone),
            scope=given.scope,
            starts_on=given.starts_on,
            ends_on=given.ends_on,
            covers=clean_text(given.covers),
            most_people=given.most_people,
            made_by=by,
            made_at=at,
        )
    if organisation is not None:
        facts = {"policy": policy.number, "until": policy.ends_on.isoformat()}
        write_organisation(hold_organisation(organisation), "add-policy", by=by, at=at, facts=facts)
    return policy


@transaction.atomic
def cancel_policy(policy: Policy, *, by: Person, reason: str, at: datetime) -> Policy:
    """An insurance ends before its day. Dangerous shifts that still hang on it are called off, for nobody may be sent
    into danger without one: whoever wants to keep them names another insurance first.

    Raises NotAllowed, NotValid without a reason, TooLate where it ended before.
    """
    _permit(policy.organisation, by)
    why = reason_from(reason, ask=_("Say why this insurance ends."))
    hold_policy(policy)
    hanging = [hold_activity(one) for one in Activity.objects.filter(policy=policy).order_by("pk")]
    ended = Policy.objects.filter(pk=policy.pk, cancelled_at__isnull=True).update(cancelled_at=at, reason=why)
    if not ended:
        raise TooLate(_("This insurance has ended already."))
    for activity in hanging:
        if activity.is_dangerous and activity.state == ActivityState.SHOWN:
            ahead = Shift.objects.filter(activity=activity, state=ShiftState.OPEN, starts_at__gt=at)
            count = end_shifts(ahead.select_related("activity", "leader"), why, at=at)
            write_activity(activity, "lose-insurance", by=by, at=at, facts={"policy": policy.number, "shifts": count})
    policy.refresh_from_db()
    return policy


@transaction.atomic
def name_insured(
    policy: Policy, volunteer: Volunteer, *, from_on: date, until_on: date | None = None, by: Person, at: datetime
) -> Insured:
    """A volunteer is named in a policy, from a day on.

    Raises NotAllowed, NotValid for a day outside the policy, TooLate once it was cancelled, Taken where she is named
    from that day already or all its places are used on the days she is named for.
    """
    _permit(policy.organisation, by)
    held = hold_policy(policy)
    if held.cancelled_at is not None:
        raise TooLate(_("This insurance has ended already."))
    if held.scope != PolicyScope.NAMED:
        raise NotAllowed(_("This insurance covers people without naming them."), code="not-named")
    last = until_on or held.ends_on
    if not held.starts_on <= from_on <= last <= held.ends_on:
        raise NotValid(fields={"from_on": _("These days lie outside the insurance.")})
    named = Insured.objects.filter(policy=held)
    meanwhile = named.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on), from_on__lte=last)
    others = meanwhile.exclude(volunteer=volunteer).values("volunteer").distinct().count()
    if held.most_people is not None and others >= held.most_people:
        raise Taken(_("All places of this insurance are used."))
    row, is_new = named.get_or_create(
        policy=held,
        volunteer=volunteer,
        from_on=from_on,
        ended_at=None,
        defaults={"until_on": until_on, "named_by": by},
    )
    if not is_new:
        raise Taken(_("She is named from that day already."))
    return row


@transaction.atomic
def end_naming(row: Insured, *, from_on: date, reason: str, by: Person, at: datetime) -> Insured:
    """A volunteer is named in a policy no more, from a day on: she left the body, or the insurer struck her off. Her
    places in dangerous shifts from that day on are free again, and she and the leaders are told why.

    Raises NotAllowed, NotValid beside the field without a reason, for a day that has passed or lies after the naming,
    Conflict once it was ended.
    """
    _permit(row.policy.organisation, by)
    why = reason_from(reason, ask=_("Say why she is insured no more."))
    volunteer = hold_volunteer(row.volunteer)
    held = Insured.objects.select_related("policy__organisation").get(pk=row.pk)
    if held.ended_at is not None:
        raise Conflict(_("This was ended already."))
    if from_on < localtime(at).date():
        raise NotValid(fields={"from_on": _("A day that has passed was insured. Name today or a later day.")})
    if from_on > (held.until_on or held.policy.ends_on):
        raise NotValid(fields={"from_on": _("She is not insured on that day anyway. Name an earlier one.")})
    held.until_on, held.ended_at, held.ended_by, held.end_reason = from_on - timedelta(days=1), at, by, why
    held.save(update_fields=["until_on", "ended_at", "ended_by", "end_reason"])
    if held.policy.organisation is not None:
        facts = {"policy": held.policy.number, "volunteer": volunteer.number, "from": from_on.isoformat()}
        write_organisation(hold_organisation(held.policy.organisation), "end-naming", by=by, at=at, facts=facts)
    free_unfit_places(volunteer, at=at)
    return held


def _permit(organisation: Organisation | None, by: Person) -> None:
    if organisation is None:
        permit_coordinator(by)
    else:
        permit_manager(organisation, by)
